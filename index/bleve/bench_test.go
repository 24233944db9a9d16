package bleve_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"saksok/index"
	"saksok/index/bleve"
	"saksok/index/engine"
	"saksok/index/norwegian"
	"saksok/index/synthetic"
)

// BenchmarkEngine asks an index of 20 000 search documents for a common word, as
// it is matched on the page, and for everything. "saksok bench" compares with
// plain Bleve.
func BenchmarkEngine(b *testing.B) {
	ix, err := bleve.Create(filepath.Join(b.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ix.Close() })
	var ops []engine.Op
	for x := range synthetic.Extractions(20_000 / synthetic.PerDocument) {
		docs, err := index.Documents(x)
		if err != nil {
			b.Fatal(err)
		}
		if ops = append(ops, docs...); len(ops) > 2000 {
			if err := ix.Apply(b.Context(), ops); err != nil {
				b.Fatal(err)
			}
			ops = nil
		}
	}
	var word engine.Or
	for _, f := range []string{index.TextTitle, index.TextBody, index.TextAbout} {
		w := norwegian.Words(synthetic.Common.Word)[0]
		word.Nodes = append(word.Nodes, engine.Term{Field: f, Term: norwegian.Exact + w.Exact, Boost: 2}, engine.Term{Field: f, Term: w.Stem, Boost: 1})
	}
	ranked, newest := []engine.SortKey{{Descending: true}}, []engine.SortKey{{Field: index.NumberDate, Descending: true}}
	facets := []engine.Facet{{Name: "body", Field: index.FieldBody}, {Name: "year", Field: index.FieldYear}, {Name: "kind", Field: index.FieldKind}}
	for _, c := range []struct {
		name string
		plan engine.Plan
	}{
		{"ranked", engine.Plan{Query: word, Score: true, Sort: ranked}},
		{"ranked, 3 facets", engine.Plan{Query: word, Score: true, Sort: ranked, Facets: facets}},
		{"by date", engine.Plan{Query: word, Sort: newest}},
		{"by date, 3 facets", engine.Plan{Query: word, Sort: newest, Facets: facets}},
		{"everything, 3 facets", engine.Plan{Query: engine.All{}, Sort: newest, Facets: facets}},
		{"everything, histogram, sum", engine.Plan{
			Query: engine.All{}, Sort: newest, Sum: &engine.Sum{Field: index.NumberAddend, By: index.FieldCurrency},
			Histograms: []engine.Histogram{{Name: "month", Field: index.NumberDate, Period: engine.Month}, {Name: "amount", Field: index.NumberMinor, Edges: []int64{0, 1e8, 1e9, 1e10}}},
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.plan.Limit = 10
			hits := 0
			b.ReportAllocs()
			for b.Loop() {
				a, err := ix.Search(b.Context(), c.plan)
				if err != nil {
					b.Fatal(err)
				}
				hits = a.Total
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}
