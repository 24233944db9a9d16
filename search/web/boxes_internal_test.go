package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/search"
)

// TestBoxParts: each word of the page is at its number.
func TestBoxParts(t *testing.T) {
	page := func(text string) saksok.Page {
		p := saksok.Page{Number: 1}
		for i, w := range strings.Fields(text) {
			p.Words = append(p.Words, saksok.Word{Text: w, Box: saksok.Box{float64(i), 0, 1, 1}})
		}
		return p
	}
	pages := []saksok.Page{
		page("Skole . Ny skole på Lia. Det settes av (38,4 mill. kroner) til skole og vei. Gammel skole på Nes."),
		page("Ny skole på neste side"),
		page("Skoleskyss til skolen, skole/barnehage og en skole der"),
	}
	for _, tt := range []struct {
		name string
		in   []search.Part
		want []float64 // where the boxes of the matching parts are
	}{
		{"the words around it say which", []search.Part{{Text: "… Gammel "}, {Text: "skole", Match: true, Page: 1}, {Text: " på Nes."}}, []float64{17}},
		{"and before it", []search.Part{{Text: "til "}, {Text: "skole", Match: true, Page: 1}, {Text: " og vei"}}, []float64{13}},
		{"several words", []search.Part{{Text: "av ("}, {Text: "38,4 mill. kroner", Match: true, Page: 1}, {Text: ") til"}}, []float64{9, 10, 11}},
		{"part of a word", []search.Part{{Text: "på "}, {Text: "Li", Match: true, Page: 1}}, []float64{5}},
		{"another page", []search.Part{{Text: "Ny "}, {Text: "skole", Match: true, Page: 2}, {Text: " på Lia"}}, []float64{1}},
		{"the very word before one that holds it", []search.Part{{Text: "skole", Match: true, Page: 3}}, []float64{6}},
		{"one of two words with a slash", []search.Part{{Text: "barnehage", Match: true, Page: 3}}, []float64{3}},
		{"not on the page", []search.Part{{Text: "barnehage", Match: true, Page: 1}}, nil},
		{"no page is known", []search.Part{{Text: "skole", Match: true}}, nil},
		{"no such page", []search.Part{{Text: "skole", Match: true, Page: 4}}, nil},
		{"signs alone", []search.Part{{Text: "–", Match: true, Page: 1}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			boxParts(tt.in, pages)
			var got []float64
			for _, p := range tt.in {
				for _, b := range p.Boxes {
					got = append(got, b[0])
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
