package search_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/search"
)

// TestAmounts counts figures by size, whatever amounts are asked for, and only
// where figures alone are.
func TestAmounts(t *testing.T) {
	s := archive(t)
	n := func(v int64) *int64 { return &v }
	figures := []search.HitType{search.TypeFigure}
	tests := []struct {
		name string
		q    search.Query
		want map[int64]int // by From
	}{
		{"figures", search.Query{Text: "investeringer", Types: figures}, map[int64]int{10_000_000: 2, 100_000_000: 2}},
		{"one size is chosen", search.Query{Text: "investeringer", Types: figures, Min: n(100_000_000), Max: n(999_999_999)}, map[int64]int{10_000_000: 2, 100_000_000: 2}},
		{"everything", search.Query{Text: "investeringer"}, nil},
		{"no facets", search.Query{Text: "investeringer", Types: figures, Facets: []string{"none"}}, nil},
		{"another currency", search.Query{Text: "investeringer", Types: figures, Filters: map[string][]string{"currency": {"EUR"}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got map[int64]int
			for _, b := range find(t, s, tt.q).Amounts {
				if b.Count == 0 {
					continue
				}
				if got == nil {
					got = map[int64]int{}
				}
				got[*b.From] = b.Count
				if b.Below != nil && *b.Below <= *b.From {
					t.Errorf("from %d below %d", *b.From, *b.Below)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("figures by size (-want +got):\n%s", diff)
			}
		})
	}
}
