package search_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/search"
)

func TestSuggest(t *testing.T) {
	s := archive(t)
	tests := []struct {
		in   string
		want []search.Suggestion
	}{
		{"komm", []search.Suggestion{{Kind: search.SuggestBody, Text: "Kommunestyret", Query: `organ:"Kommunestyret"`, Count: 2}}},
		{"felles gr", []search.Suggestion{
			{Kind: search.SuggestRow, Text: "Felles grunnmur", Query: `post:"Felles grunnmur"`, Count: 2},
			{Kind: search.SuggestTitle, Text: "Legemiddelområdet og felles grunnmur", Query: `sak:"Legemiddelområdet og felles grunnmur"`, Count: 1},
		}},
		{"ØYVI", []search.Suggestion{{Kind: search.SuggestPerson, Text: "Øyvind Særheim", Query: `person:"Øyvind Særheim"`, Count: 1}}},
		{"grunnskole ytre", []search.Suggestion{{
			Kind: search.SuggestTitle, Text: "Ny grunnskole på Ytre Åsen – valg av tomt", Query: `sak:"Ny grunnskole på Ytre Åsen – valg av tomt"`, Count: 2,
		}}},
		{"", []search.Suggestion{}}, {`"(`, []search.Suggestion{}}, {"finnes ikke", []search.Suggestion{}},
	}
	for _, tt := range tests {
		got, err := s.Suggest(t.Context(), tt.in, 10)
		if err != nil {
			t.Fatalf("Suggest(%q): %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Suggest(%q) (-want +got):\n%s", tt.in, diff)
		}
		for _, g := range got {
			if r := find(t, s, search.Query{Text: g.Query}); r.Total == 0 {
				t.Errorf("%s finds nothing", g.Query)
			}
		}
	}
	var mistake *search.RequestError
	if _, err := s.Suggest(t.Context(), strings.Repeat("a", 257), 10); !errors.As(err, &mistake) {
		t.Errorf("error = %v, want a limit", err)
	}
}

// TestSuggestionsLead: the query of a suggestion finds what was counted, also the
// lines of tables that are numbered or in the other spelling, and cases with very
// long titles.
func TestSuggestionsLead(t *testing.T) {
	xs := storedExtractions(t)
	xs["long"] = titled(strings.Repeat("Endringsavtale om gang- og sykkelveg ", 12) + "i Granvik")
	s := newCollection(t, xs).service
	types := map[search.SuggestionKind]search.HitType{
		search.SuggestBody: search.TypeMeeting, search.SuggestTitle: search.TypeItem, search.SuggestRow: search.TypeFigure, search.SuggestPerson: search.TypePerson,
	}
	kinds := map[search.SuggestionKind]int{}
	for _, typed := range []string{"sum", "net", "mot", "opp", "str", "god", "for", "sal", "eva", "odd", "ham", "endringsavt", "b", "s", "k", "he"} {
		found, err := s.Suggest(t.Context(), typed, 50)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range found {
			kinds[g.Kind]++
			if r := find(t, s, search.Query{Text: g.Query, Types: []search.HitType{types[g.Kind]}}); r.Total < g.Count || r.Query.Relaxed {
				t.Errorf("%s finds %d, relaxed %t, want %d", g.Query, r.Total, r.Query.Relaxed, g.Count)
			}
		}
	}
	if len(kinds) != len(types) {
		t.Errorf("suggestions of %v only", kinds)
	}
}

func TestSimilar(t *testing.T) {
	c := newCollection(t, storedExtractions(t))
	id := func(text string) string {
		return find(t, c.service, search.Query{Text: text, Types: []search.HitType{search.TypeItem}}).Hits[0].ID
	}
	tests := []struct{ name, of, document, number, why string }{
		{"the same case in the minutes", "lia barnehage fil:møteinnkalling", "storvik-formannskap-2024-03-14-protokoll", "13/24", "case:2023/1482"},
		{"another licence", "skjenkebevilling kafé terskelen", "storvik-formannskap-2024-03-14-", "14/24", "topic:naring/bevilling"},
	}
	for _, tt := range tests {
		hits, err := c.service.Similar(t.Context(), id(tt.of), 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) == 0 {
			t.Errorf("%s: nothing found", tt.name)
			continue
		}
		h := hits[0]
		if !strings.HasPrefix(c.names[h.Document], tt.document) || !strings.HasSuffix(string(h.Item), tt.number) || !slices.Contains(h.Why, tt.why) {
			t.Errorf("%s: first is %s %s %q because of %v", tt.name, c.names[h.Document], h.Item, h.Title, h.Why)
		}
		if slices.ContainsFunc(hits, func(h search.Hit) bool { return h.ID == id(tt.of) }) {
			t.Errorf("%s: the case is like itself", tt.name)
		}
	}
	if _, err := c.service.Similar(t.Context(), "nope", 5); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("error = %v, want ErrNotFound", err)
	}
}

func TestMarks(t *testing.T) {
	_, s := open(t, titled("Lia barnehage og skjenkeløyve", "Tilskuddsforvalteren"))
	tests := []struct {
		name, in, words string
		want            []string // the words marked, and why
	}{
		{"stem", "barnehager", "Om Lia barnehage. Barnehagen ble bygget", []string{"barnehage. stem:barnehager", "Barnehagen stem:barnehager"}},
		{"synonym", "skjenkebevilling", "Nytt skjenkeløyve for Brygga", []string{"skjenkeløyve synonym:skjenkeløyve"}},
		{"typo", "barnehgae", "Lia barnehage", []string{"barnehage typo:barnehage"}},
		{"broken over lines", "tilskuddsforvalter", "som tilskudds- forvalteren sa", []string{"tilskudds- stem:tilskuddsforvalter", "forvalteren stem:tilskuddsforvalter"}},
		{"phrase", `"tas til orientering"`, "Saken tas til orientering og tas ikke opp", []string{"tas phrase:tas til orientering", "til phrase:tas til orientering", "orientering phrase:tas til orientering"}},
		{"number in groups", "209 900 000", "kr 209 900 000 i alt", []string{"209 exact:209900000", "900 exact:209900000", "000 exact:209900000"}},
		{"case number", "sak 28/20", "Sak 28/2020: Ny skole", []string{"28/2020: exact:28/20"}},
		{"what is excluded", "skole -budsjett", "budsjett for skole", []string{"skole exact:skole"}},
		{"nothing", "kino", "Lia barnehage", nil},
	}
	for _, tt := range tests {
		words := strings.Fields(tt.words)
		marks, err := s.Marks(t.Context(), tt.in, words)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, m := range marks {
			if m != "" {
				got = append(got, words[i]+" "+m)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
