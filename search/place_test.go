package search_test

import (
	"strings"
	"testing"

	"saksok"
	"saksok/search"
)

// TestHitOpensWhereTheWordsAre: an item of several pages opens on the page of its
// best passage, without the heading's box, and at its heading where that has the
// words or no word was asked for.
func TestHitOpensWhereTheWordsAre(t *testing.T) {
	s := archive(t)
	tests := []struct {
		name, query   string
		page, snippet int
		box           bool
	}{
		{"a word of the heading's page", "legemiddelhåndtering", 2, 2, true},
		{"a word of the next page", "skolestrukturen", 3, 3, false},
		{"a word of the heading", "grunnskole", 2, 2, true},
		{"words of both pages, the heading's first", "legemiddelhåndtering skolestrukturen", 2, 2, true},
		{"no word", "sak:28/24", 2, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, h := range find(t, s, search.Query{Text: tt.query, Types: []search.HitType{search.TypeItem}}).Hits {
				if h.Item != "PS 28/24" || h.Kind != saksok.KindPack {
					continue
				}
				if h.Page != tt.page || h.SnippetPage != tt.snippet || h.Box.Empty() == tt.box {
					t.Errorf("page %d, snippet of page %d, box %v; want %d, %d, box: %v", h.Page, h.SnippetPage, h.Box, tt.page, tt.snippet, tt.box)
				}
				if strings.Contains(h.URL, "box=") != tt.box {
					t.Errorf("URL = %s", h.URL)
				}
				return
			}
			t.Fatal("not found")
		})
	}
}
