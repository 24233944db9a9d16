package search_test

import (
	"strings"
	"testing"

	"saksok"
	"saksok/search"
)

// TestPassages: words far apart are shown each in a passage of its own, near
// ones in one.
func TestPassages(t *testing.T) {
	filler := strings.Repeat("Fyllstoff om ingenting som helst her. ", 30)
	x := saksok.NewExtraction(documentID("passages"), 1)
	x.Items = []saksok.Item{{
		Title: "Sak", FirstPage: 1, LastPage: 1,
		Text: filler + "Ny barnehage på Lia. " + filler + "Brannstasjonen bygges ut. " + filler + "Et lydanlegg kjøpes inn. " + filler,
	}}
	_, s := open(t, x)
	tests := []struct {
		in       string
		marks    []string
		passages int
	}{
		{"barnehage lia", []string{"barnehage", "Lia"}, 1},
		{"barnehage brannstasjon", []string{"barnehage", "Brannstasjonen"}, 2},
		{"lydanlegg barnehage brannstasjon", []string{"barnehage", "Brannstasjonen", "lydanlegg"}, 3},
		{"barnehgae", []string{"barnehage"}, 1},
	}
	for _, tt := range tests {
		r := find(t, s, search.Query{Text: tt.in, Types: []search.HitType{search.TypeItem}})
		var marks []string
		var text strings.Builder
		for _, p := range r.Hits[0].Snippet {
			text.WriteString(p.Text)
			if p.Match {
				marks = append(marks, p.Text)
			}
		}
		got := strings.Count(text.String(), "…") - 1 // one at each end, one between
		if strings.Join(marks, " ") != strings.Join(tt.marks, " ") || got != tt.passages || text.Len() > 330 {
			t.Errorf("%s: %d passages, marked %q in %q", tt.in, got, marks, text.String())
		}
	}
}
