package search_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"saksok"
	"saksok/index"
	"saksok/search"
)

// generated is an archive of n documents of 4 items, 4 decisions, 24 figures,
// 8 pages and 4 people each, in words that repeat as words do.
func generated(n int) []*saksok.Extraction {
	r := rand.New(rand.NewPCG(1, 2))
	stems := []string{"skole", "vei", "bru", "helse", "plan", "budsjett", "areal", "vann", "kultur", "klima", "havn", "bygg"}
	ends := []string{"", "n", "r", "ene", "utvalg", "tiltak", "prosjekt", "utbygging", "område", "ramme", "sak", "tilskudd"}
	zipf := rand.NewZipf(r, 1.1, 8, 20000)
	word := func() string {
		k := zipf.Uint64()
		return stems[k%12] + ends[k/12%12] + []string{"", "s"}[k/144%2] + strings.Repeat("x", int(k/288%5)) + string(rune('a'+k%26))
	}
	text := func(words int) string {
		var b strings.Builder
		for range words {
			b.WriteString(word())
			b.WriteByte(' ')
		}
		return b.String()
	}
	out := make([]*saksok.Extraction, n)
	for d := range n {
		x := saksok.NewExtraction(documentID(fmt.Sprint("generated", d)), 1)
		x.Document.Title, x.Document.Kind, x.Document.Language, x.Document.Pages = text(4), saksok.KindPack, "nb", 8
		x.Meeting = saksok.Meeting{
			Body: fmt.Sprint("Utvalg ", d%40), Organisation: fmt.Sprint("Kommune ", d%7), Number: fmt.Sprintf("%d/20", d%9+1),
			Date: saksok.NewDate(2015+d%10, d%12+1, d%28+1),
		}
		for i := range 4 {
			number := saksok.ItemNumber(fmt.Sprintf("PS %d/%d", d*4+i, 15+d%10))
			x.Items = append(x.Items, saksok.Item{Number: number, Title: text(6), Kind: saksok.ItemDecision, FirstPage: 2*i + 1, LastPage: 2*i + 2, Text: text(300)})
			x.Decisions = append(x.Decisions, saksok.Decision{Item: number, Status: saksok.StatusProposed, Types: []saksok.DecisionType{saksok.TypeAdoption}, Text: text(30), Page: 2*i + 2})
			x.People = append(x.People, saksok.Person{Name: text(2), Role: saksok.RoleCaseOfficer, Item: number, Page: 2*i + 1})
			for f := range 6 {
				x.Figures = append(x.Figures, saksok.Figure{
					Item: number, Row: text(2), Columns: []string{fmt.Sprint(2020 + f), "Budsjett"}, Year: 2020 + f, Text: fmt.Sprint(f * 100),
					Unit: "1000 kr", Currency: "NOK", Minor: int64(r.IntN(1 << 40)), Page: 2*i + 2, Total: f == 5,
				})
			}
		}
		for p := range 8 {
			x.Pages = append(x.Pages, saksok.Page{Number: p + 1, Text: text(300)})
		}
		out[d] = x
	}
	return out
}

// BenchmarkPut indexes documents of 45 search documents each, 20 to a call.
func BenchmarkPut(b *testing.B) {
	xs := generated(20)
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

// BenchmarkSearch asks an archive of 500 documents, 22 500 search documents.
func BenchmarkSearch(b *testing.B) {
	ix, err := index.Open(b.TempDir(), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ix.Close() })
	xs := generated(500)
	for i := 0; i < len(xs); i += 20 {
		if err := ix.Put(b.Context(), xs[i:i+20]); err != nil {
			b.Fatal(err)
		}
	}
	s := search.New(ix, search.Options{})
	for _, q := range []struct {
		name string
		q    search.Query
	}{
		{"word", search.Query{Text: "skolea"}},
		{"three words", search.Query{Text: "skolea budsjettf planområdei"}},
		{"phrase", search.Query{Text: `"skolea veib"`}},
		{"figures by amount", search.Query{Text: "veib over 1 mill", Sort: "-amount"}},
		{"everything", search.Query{}},
		{"everything, filtered", search.Query{Filters: map[string][]string{"body": {"Utvalg 3"}}, Sort: "-date"}},
		{"word, no facets", search.Query{Text: "skolea", Facets: []string{"none"}}},
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
