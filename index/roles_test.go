package index_test

import (
	"slices"
	"testing"

	"saksok"
	"saksok/index"
	"saksok/index/norwegian"
)

// TestPersonIsFoundByRole: the chair of a council is its mayor, that of another
// body is not.
func TestPersonIsFoundByRole(t *testing.T) {
	tests := []struct {
		body  string
		role  saksok.PersonRole
		word  string
		found bool
	}{
		{"Formannskapet", saksok.RoleChair, "ordfører", true},
		{"Heradsstyret", saksok.RoleDeputyChair, "varaordførar", true},
		{"Kontrollutvalget", saksok.RoleChair, "ordfører", false},
		{"Kontrollutvalget", saksok.RoleChair, "leder", true},
		{"Kommunestyret", saksok.RoleMember, "ordfører", false},
		{"Kommunestyret", saksok.RolePresenter, "medlem", false},
	}
	for _, tt := range tests {
		x := saksok.NewExtraction("1234", 1)
		x.Meeting.Body = tt.body
		x.People = []saksok.Person{{Name: "Kari Ødegård", Role: tt.role, Page: 1}}
		ops, err := index.Documents(x)
		if err != nil {
			t.Fatal(err)
		}
		person := ops[len(ops)-1].Doc
		found := slices.ContainsFunc(norwegian.Analyze(tt.word), func(w norwegian.Token) bool {
			return slices.ContainsFunc(person.Text[index.TextAbout], func(t norwegian.Token) bool { return t.Term == w.Term })
		})
		if found != tt.found {
			t.Errorf("%s of %s found by %q: %t, want %t", tt.role, tt.body, tt.word, found, tt.found)
		}
	}
}
