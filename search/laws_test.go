package search_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saksok/search"
)

// TestFilterNeverAddsHits is a law: whatever is asked for, a filter more gives a
// part of the hits.
func TestFilterNeverAddsHits(t *testing.T) {
	s := archive(t)
	words := []string{
		"grunnskole", "grunnmur", "tomt", "-vedtar", "or", "2025", "28/20", "over 50 mill", `"til orientering"`, "særheim",
		"helikopter", "(", ")", "kommunestyret", "status:vedtatt", "og",
	}
	filters := map[string][]string{
		"body": {"Kommunestyret", "Styret", "-Styret", "missing", "nope"}, "status": {"adopted", "-proposed", "missing", "-missing"},
		"figure_year": {"2024", "-2025", "missing"}, "currency": {"NOK", "-NOK"}, "kind": {"pack", "minutes"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		q := search.Query{Text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 4).Draw(rt, "words"), " "), Limit: 100}
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(filters))).Draw(rt, "filter")
		all := find(t, s, q)
		q.Filters = map[string][]string{name: rapid.SliceOfN(rapid.SampledFrom(filters[name]), 1, 2).Draw(rt, "values")}
		some := find(t, s, q)
		for _, id := range ids(some) {
			if !slices.Contains(ids(all), id) {
				rt.Fatalf("%q with %v finds %s", q.Text, q.Filters, id)
			}
		}
		if some.Total != len(some.Hits) {
			rt.Fatalf("total = %d, %d hits", some.Total, len(some.Hits))
		}
	})
}

// TestFacetCountsAreTrue is a law: the count of a value is the total of the
// search with that value alone.
func TestFacetCountsAreTrue(t *testing.T) {
	s := archive(t)
	q := search.Query{Text: "grunnskole or grunnmur or 209,9 or kommunestyret", Filters: map[string][]string{"organisation": {"Granvik kommune"}}}
	for name, values := range find(t, s, q).Facets {
		for _, v := range values {
			with := q
			if name == "type" {
				with.Types = []search.HitType{search.HitType(v.Value)}
			} else {
				with.Filters = maps.Clone(q.Filters)
				with.Filters[name] = []string{v.Value}
			}
			if got := find(t, s, with).Total; got != v.Count {
				t.Errorf("%s=%s counts %d, finds %d", name, v.Value, v.Count, got)
			}
		}
	}
}

// FuzzSearch asks anything: it is answered, or refused as the caller's mistake.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{
		"grunnskole or (tomt -vedtar)", `"til orientering" 28/20`, "over 200 mill", "bud* post:x", "-(a or -b)", "og i", "e-helse 2020–2021",
		"hvor mye koster skjenkeløyve", "vedtatt barnehgae -rådmannens", "kommunestyrebudsjettvedtak xq", "PS 28/24 § 3 arkivsak 24/1180",
		"type:side -type:side", "beløp:>1 or dato:..2020", "\"\u00ad\"", "1.234.567,8 kr",
	} {
		f.Add(s)
	}
	s := archive(f)
	f.Fuzz(func(t *testing.T, text string) {
		_, err := s.Search(t.Context(), search.Query{Text: text})
		var mistake *search.RequestError
		if err != nil && !errors.As(err, &mistake) {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
