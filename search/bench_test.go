package search_test

import (
	"fmt"
	"slices"
	"testing"

	"saksok/index"
	"saksok/index/synthetic"
	"saksok/search"
)

// BenchmarkPut indexes documents of 44 search documents each, 20 to a call.
func BenchmarkPut(b *testing.B) {
	xs := slices.Collect(synthetic.Extractions(20))
	ix, err := index.Open(b.TempDir(), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ix.Close() })
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, x := range xs { // new documents each time
			x.Document.SHA256 = documentID(fmt.Sprint(n))
			n++
		}
		if err := ix.Put(b.Context(), xs); err != nil {
			b.Fatal(err)
		}
	}
	count, err := ix.Count()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "searchdocs/s")
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}

// BenchmarkSearch asks an archive of 250 documents, 11 000 search documents, as
// the page does. "saksok bench" asks larger ones.
func BenchmarkSearch(b *testing.B) {
	ix, err := index.Open(b.TempDir(), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ix.Close() })
	for xs := range slices.Chunk(slices.Collect(synthetic.Extractions(250)), 20) {
		if err := ix.Put(b.Context(), xs); err != nil {
			b.Fatal(err)
		}
	}
	s := search.New(ix, search.Options{})
	for _, q := range []struct {
		name string
		q    search.Query
	}{
		{"word", search.Query{Text: synthetic.Word.Word}},
		{"common word", search.Query{Text: synthetic.Common.Word}},
		{"three words", search.Query{Text: synthetic.Common.Word + " " + synthetic.Broad.Word + " budsjett"}},
		{"phrase", search.Query{Text: `"` + synthetic.Pair.Word + " " + synthetic.Partner + `"`}},
		{"figures by amount", search.Query{Text: synthetic.Common.Word + " over 1 mill", Sort: "-amount"}},
		{"everything", search.Query{}},
		{"everything, filtered", search.Query{Filters: map[string][]string{"body": {"Utvalg for skole"}}, Sort: "-date"}},
		{"word, no facets", search.Query{Text: synthetic.Word.Word, Facets: []string{"none"}}},
	} {
		b.Run(q.name, func(b *testing.B) {
			total := 0
			b.ReportAllocs()
			for b.Loop() {
				r, err := s.Search(b.Context(), q.q)
				if err != nil {
					b.Fatal(err)
				}
				total = r.Total
			}
			b.ReportMetric(float64(total), "hits")
		})
	}
}
