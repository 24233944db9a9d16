package search_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index"
	"saksok/search"
)

// label names a hit shortly: its type and what tells it apart.
func label(h search.Hit) string {
	switch h.Type {
	case search.TypeItem:
		return "item " + string(h.Item) + " " + string(h.Kind)
	case search.TypeDecision:
		return "decision " + string(h.Decision.Status)
	case search.TypeFigure:
		return strings.Join(strings.Fields("figure "+h.Figure.Row+" "+h.Figure.Text), " ")
	case search.TypePage:
		return "page " + string(rune('0'+h.Page))
	case search.TypePerson:
		return "person " + h.Person.Name
	}
	return string(h.Type) + " " + string(h.Kind)
}

func labels(r *search.Result) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, label(h))
	}
	return out
}

func TestSearchFinds(t *testing.T) {
	s := archive(t)
	tests := []struct {
		name string
		in   search.Query
		want []string // in any order
	}{
		{"cell by row, and year", search.Query{Text: "felles grunnmur 2025"}, []string{"figure Felles grunnmur 209,9"}},
		{"case number", search.Query{Text: "sak 28/20"}, []string{"item 28/20 slide_pack", "figure Lisensar 1,2 mill. euro"}},
		{"case number, long year", search.Query{Text: "28/2020", Types: []search.HitType{"item"}}, []string{"item 28/20 slide_pack"}},
		{"mentioned case", search.Query{Text: "17/23", Types: []search.HitType{"item"}}, []string{"item PS 28/24 pack"}},
		{"stem", search.Query{Text: "leder økonomiplanene"}, []string{"item PS 29/24 pack"}},
		{"hyphen", search.Query{Text: "ehelse"}, []string{"item PS 29/24 pack"}},
		{"last part of a compound", search.Query{Text: "området", Types: []search.HitType{"item"}}, []string{"item PS 29/24 pack", "item 28/20 slide_pack"}},
		{"first part of a compound, not the last word", search.Query{Text: "legemidler grunnmur", Types: []search.HitType{"item"}}, []string{"item 28/20 slide_pack"}},
		{"soft hyphen", search.Query{Text: "tilskuddsforvaltere"}, []string{"item 28/20 slide_pack"}},
		{"prefix of the last word", search.Query{Text: "legemiddel", Types: []search.HitType{"item"}}, []string{"item PS 28/24 pack", "item 28/20 slide_pack"}},
		{"phrase", search.Query{Text: `"tas til orientering"`}, []string{"item PS 29/24 pack"}},
		{"phrase in another order", search.Query{Text: `"orientering til tas"`}, []string{}},
		{"not", search.Query{Text: "grunnskole -vedtar -tomt"}, []string{}},
		{"operators in capitals", search.Query{Text: "grunnmur AND 80,8 ELLER skolebygg NOT budsjettramme", Types: []search.HitType{"figure"}}, []string{"figure Felles grunnmur 80,8", "figure Skolebygg 12,5"}},
		{"signs alone", search.Query{Text: "👍"}, []string{}},
		{"or", search.Query{Text: "lisensar or skolebygg"}, []string{"figure Lisensar 1,2 mill. euro", "figure Skolebygg 12,5"}},
		{"person", search.Query{Text: "særheim", Types: []search.HitType{"person"}}, []string{"person Øyvind Særheim"}},
		{"page only when asked", search.Query{Text: "sjøbunnskartlegging"}, []string{}},
		{"page when asked", search.Query{Text: "sjøbunnskartlegging type:side"}, []string{"page 3"}},
		{"printed amount", search.Query{Text: "209,9", Types: []search.HitType{"figure"}}, []string{"figure Felles grunnmur 209,9", "figure 209,9 mill. kroner"}},
		{"amount in kroner", search.Query{Text: "209 900 000"}, []string{"figure Felles grunnmur 209,9", "figure 209,9 mill. kroner"}},
		{"amount filter in words", search.Query{Text: "over 200 millioner"}, []string{"figure Felles grunnmur 209,9", "figure 209,9 mill. kroner", "figure Sum investeringer 222,4"}},
		{"amount between", search.Query{Text: "grunnmur mellom 50 og 100 mill"}, []string{"figure Felles grunnmur 80,8"}},
		{"amount field", search.Query{Text: "beløp:<2mill"}, []string{"figure Lisensar 1,2 mill. euro"}},
		{"date field", search.Query{Text: "dato:2020-11 type:sak"}, []string{"item 28/20 slide_pack"}},
		{"date in free text", search.Query{Text: "13. november 2020", Types: []search.HitType{"meeting"}}, []string{"meeting slide_pack"}},
		{"body beside a word", search.Query{Text: "kommunestyret økonomiplan", Types: []search.HitType{"item"}}, []string{"item PS 29/24 pack"}},
		{"month of the meeting beside a word", search.Query{Text: "økonomiplan juni 2024", Types: []search.HitType{"item"}}, []string{"item PS 29/24 pack"}},
		{"year of the meeting is not the figure's", search.Query{Text: "grunnmur 2024 post:grunnmur"}, []string{"figure Felles grunnmur 80,8"}},
		{"row field", search.Query{Text: "post:skolebygg"}, []string{"figure Skolebygg 12,5"}},
		{"status", search.Query{Text: "status:vedtatt"}, []string{"decision adopted"}},
		{"proposer", search.Query{Text: "person:ødegård"}, []string{"decision rejected"}},
		{"meeting number", search.Query{Text: "møte 6/20", Types: []search.HitType{"meeting"}}, []string{"meeting slide_pack"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.Limit = 100
			r, err := s.Search(t.Context(), tt.in)
			if err != nil {
				t.Fatal(err)
			}
			got := labels(r)
			slices.Sort(got)
			slices.Sort(tt.want)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q read as %q (-want +got):\n%s", tt.in.Text, r.Query.Parsed, diff)
			}
			if r.Total != len(got) || r.Query.Relaxed {
				t.Errorf("total = %d, relaxed = %t, %d hits", r.Total, r.Query.Relaxed, len(got))
			}
		})
	}
}

// An engine that panics costs one answer, not the process, and its slot is free
// again.
func TestPanicOfTheEngineIsAnError(t *testing.T) {
	s := search.New(new(index.Index), search.Options{Slots: 1})
	for range 3 {
		_, err := s.Search(t.Context(), search.Query{Text: "budsjett"})
		if err == nil || errors.Is(err, search.ErrBusy) || !strings.Contains(err.Error(), "panicked") {
			t.Fatalf("error is %v", err)
		}
	}
}
