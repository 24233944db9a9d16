package index_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/index"
)

// TestPages: the pages of an item's text and of a decision's, which is found
// again in it.
func TestPages(t *testing.T) {
	const one, two, three = "Saken gjelder leie av lokaler.\n", "Vedtak: Leien økes. ", "Ordføreren gis fullmakt."
	x := saksok.NewExtraction(saksok.DocumentID(strings.Repeat("ab", 32)), 1)
	x.Items = []saksok.Item{{
		Number: "3/24", FirstPage: 2, LastPage: 5, HeadPage: 2, Text: one + two + three,
		PageStarts: []int{len(one), len(one + two), len(one + two)}, // nothing was read on page 4
	}}
	x.Decisions = []saksok.Decision{
		{Item: "3/24", Text: two + three, FullText: "Saken gjelder leie", Page: 3, Vote: &saksok.Vote{Text: "Enstemmig"}},
		{Item: "3/24", Text: "Leien økes.", Page: 3},
		{Item: "3/24", FullText: "Saken gjelder leie", Page: 6}, // no text, and of a page that has none of the item's
	}
	tests := []struct {
		name string
		id   string
		want []index.PageStart
	}{
		{"item", "-item-0", []index.PageStart{{0, 2}, {len(one), 3}, {len(one + two), 5}}},
		{"decision over a page break, its proposal, its vote that stands nowhere", "-decision-0", []index.PageStart{
			{0, 3}, {len(two), 5}, {len(two+three) + 1, 2}, {len(two+three) + len(" Saken gjelder leie "), 0},
		}},
		{"decision on one page", "-decision-1", nil},
		{"decision without a text", "-decision-2", []index.PageStart{{0, 6}, {1, 2}}},
	}
	ops, err := index.Documents(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, op := range ops {
				if !strings.HasSuffix(op.ID, tt.id) {
					continue
				}
				s, err := index.DecodeSource(op.Doc.Source)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, s.Pages); diff != "" {
					t.Errorf("pages (-want +got):\n%s", diff)
				}
				if got := s.PageAt(len(s.Text) - 1); len(tt.want) > 0 && got != tt.want[len(tt.want)-1].Page {
					t.Errorf("the end is on page %d", got)
				}
				return
			}
			t.Fatal("no such search document")
		})
	}
}
