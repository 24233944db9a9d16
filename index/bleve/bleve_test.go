package bleve_test

import (
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"saksok/index/bleve"
	"saksok/index/engine"
	"saksok/index/indextest"
)

func create(t *testing.T) *bleve.Index {
	t.Helper()
	ix, err := bleve.Create(filepath.Join(t.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

var (
	vocabulary = []string{"=a", "=b", "=c", "=ab", "a", "ab", "abc", "abå", "båa", "bcaå", "a1"}
	colours    = []string{"red", "green", "blue"}
	amounts    = []int64{math.MinInt64, -1, 0, 1, 7, 1 << 60, math.MaxInt64}
)

func drawDoc(t *rapid.T) *engine.Doc {
	d := &engine.Doc{Text: map[string][]engine.Token{}, Keywords: map[string][]string{}, Numbers: map[string]int64{}, Source: []byte("{}")}
	for _, field := range []string{"x", "y"} {
		for i, w := range rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 5).Draw(t, field) {
			d.Text[field] = append(d.Text[field], engine.Token{Term: w, Pos: i + 1, Start: i, End: i + 1})
		}
	}
	d.Keywords["colour"] = rapid.SliceOfNDistinct(rapid.SampledFrom(colours), 0, 2, rapid.ID).Draw(t, "colours")
	if rapid.Bool().Draw(t, "priced") {
		d.Numbers["price"] = rapid.SampledFrom(amounts[1:5]).Draw(t, "price")
	}
	if rapid.Bool().Draw(t, "dated") {
		d.Numbers["day"] = rapid.SampledFrom([]int64{20191231, 20200101, 20200131, 20200201, 20201301, -20200101, 0}).Draw(t, "day")
	}
	return d
}

func drawNode(t *rapid.T, depth int) engine.Node {
	kinds := 8
	if depth == 0 {
		kinds = 6
	}
	field := rapid.SampledFrom([]string{"x", "y"}).Draw(t, "field")
	word := rapid.SampledFrom(append(slices.Clone(vocabulary), "nowhere")).Draw(t, "word")
	several := func() []engine.Node {
		var nodes []engine.Node
		for range rapid.IntRange(1, 3).Draw(t, "nodes") {
			nodes = append(nodes, drawNode(t, depth-1))
		}
		return nodes
	}
	switch rapid.IntRange(0, kinds+1).Draw(t, "kind") {
	case 0:
		return engine.Keyword{Field: "colour", Value: rapid.SampledFrom(colours).Draw(t, "colour")}
	case 1:
		return engine.Prefix{Field: field, Prefix: word, Boost: 1, Max: rapid.IntRange(0, 4).Draw(t, "most"), Optional: true}
	case 2:
		return engine.Phrase{Field: field, Terms: rapid.SliceOfN(rapid.SampledFrom(vocabulary[:5]), 1, 3).Draw(t, "phrase"), Boost: 1}
	case 3:
		low, high := rapid.SampledFrom(amounts).Draw(t, "low"), rapid.SampledFrom(amounts).Draw(t, "high")
		return engine.Range{Field: "price", Min: &low, Max: &high}
	case 4:
		return engine.None{}
	case 5:
		return engine.All{}
	case 7:
		return engine.And{Nodes: several()}
	case 8:
		nodes := several()
		return engine.Or{Nodes: nodes, Min: rapid.IntRange(0, len(nodes)).Draw(t, "min")}
	case 9:
		return engine.Not{Node: drawNode(t, depth-1)}
	}
	return engine.Term{Field: field, Term: word, Boost: rapid.SampledFrom([]float64{0.1, 1, 10}).Draw(t, "boost")}
}

func drawLikeness(t *rapid.T) engine.Likeness {
	return engine.Likeness{
		Term:     rapid.StringOfN(rapid.RuneFrom([]rune("=abcå1")), 0, 4, -1).Draw(t, "like"),
		Distance: rapid.IntRange(0, 3).Draw(t, "distance"), Fixed: rapid.IntRange(0, 5).Draw(t, "fixed"),
	}
}

func drawPlan(t *rapid.T) engine.Plan {
	p := engine.Plan{
		Query: drawNode(t, 3), Limit: 1000, Score: rapid.Bool().Draw(t, "score"), Sum: &engine.Sum{Field: "price", By: "colour"},
		Facets: []engine.Facet{{Name: "colour", Field: "colour"}, {Name: "again", Field: "colour"}},
		Histograms: []engine.Histogram{
			{Name: "price", Field: "price", Edges: []int64{-1, 0, 5}}, {Name: "other", Field: "price", Edges: []int64{0}},
			{Name: "day", Field: "day", Period: rapid.SampledFrom([]engine.Period{engine.Month, engine.Year}).Draw(t, "period")},
		},
	}
	for range rapid.IntRange(0, 3).Draw(t, "keys") {
		p.Sort = append(p.Sort, engine.SortKey{Field: rapid.SampledFrom([]string{"price", "day", ""}).Draw(t, "key"), Descending: rapid.Bool().Draw(t, "descending")})
	}
	if !byScore(p) {
		p.Limit = rapid.IntRange(0, 20).Draw(t, "limit")
	}
	if rapid.Bool().Draw(t, "filter") {
		p.Filters = append(p.Filters, engine.Filter{
			Name: "colour", Field: "colour", Any: rapid.SliceOfN(rapid.SampledFrom(colours), 0, 2).Draw(t, "any"),
			None:    rapid.SliceOfN(rapid.SampledFrom(colours), 0, 1).Draw(t, "none"),
			Missing: rapid.Bool().Draw(t, "missing"), Present: rapid.Bool().Draw(t, "present"),
		})
	}
	if rapid.Bool().Draw(t, "price filter") {
		low := rapid.SampledFrom(amounts).Draw(t, "from")
		p.Filters = append(p.Filters, engine.Filter{Name: "price", Field: "price", Number: true, Min: &low})
	}
	return p
}

func TestConform(t *testing.T) {
	indextest.Conform(t, func(t *testing.T) engine.Engine { return create(t) })
}

// byScore reports whether the order is none that the reference knows.
func byScore(p engine.Plan) bool {
	return p.Score && slices.ContainsFunc(p.Sort, func(k engine.SortKey) bool { return k.Field == "" })
}

// TestAgainstReference is a law: for any documents and any plan, Bleve finds,
// counts and adds up what looking at every document does.
func TestAgainstReference(t *testing.T) {
	ix, ref := create(t), indextest.New()
	rapid.Check(t, func(rt *rapid.T) {
		var ops []engine.Op
		for i := range 12 {
			if id := fmt.Sprint("doc", i); rapid.IntRange(0, 5).Draw(rt, "delete") == 0 {
				ops = append(ops, engine.Op{ID: id})
			} else {
				ops = append(ops, engine.Op{ID: id, Doc: drawDoc(rt)})
			}
		}
		for _, e := range []engine.Engine{ix, ref} {
			if err := e.Apply(t.Context(), ops); err != nil {
				rt.Fatal(err)
			}
		}
		for range 3 {
			q := engine.TermQuery{Prefix: rapid.SampledFrom([]string{"", "a", "b", "bå", "=", "=a"}).Draw(rt, "prefix"), Like: drawLikeness(rt), Limit: rapid.IntRange(0, 9).Draw(rt, "limit")}
			got, err := ix.Terms(rt.Context(), "x", q)
			if err != nil {
				rt.Fatal(err)
			}
			want, err := ref.Terms(rt.Context(), "x", q)
			if err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("terms %+v (-want +got):\n%s", q, diff)
			}
		}
		for range 10 {
			p := drawPlan(rt)
			got, err := ix.Search(t.Context(), p)
			if err != nil {
				rt.Fatal(err)
			}
			want, err := ref.Search(t.Context(), p)
			if err != nil {
				rt.Fatal(err)
			}
			opts := cmp.Options{cmpopts.IgnoreFields(engine.Hit{}, "Position"), cmpopts.EquateEmpty()}
			if byScore(p) {
				opts = append(opts, cmpopts.SortSlices(func(a, b engine.Hit) bool { return a.ID < b.ID }))
			}
			if diff := cmp.Diff(want, got, opts); diff != "" {
				rt.Fatalf("plan %+v (-want +got):\n%s", p, diff)
			}
		}
	})
}

// TestSumsAndOrders holds what a number column gives, to the last unit.
func TestSumsAndOrders(t *testing.T) {
	ix := create(t)
	var ops []engine.Op
	for i, n := range amounts {
		ops = append(ops, engine.Op{ID: fmt.Sprint("n", i), Doc: &engine.Doc{
			Keywords: map[string][]string{"by": {[]string{"even", "odd"}[i%2]}}, Numbers: map[string]int64{"n": n},
		}})
	}
	ops = append(ops, engine.Op{ID: "none", Doc: &engine.Doc{}})
	if err := ix.Apply(t.Context(), ops); err != nil {
		t.Fatal(err)
	}
	a, err := ix.Search(t.Context(), engine.Plan{Limit: 10, Sort: []engine.SortKey{{Field: "n", Descending: true}}, Sum: &engine.Sum{Field: "n", By: "by"}})
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, h := range a.Hits {
		order = append(order, h.ID)
	}
	if diff := cmp.Diff([]string{"n6", "n5", "n4", "n3", "n2", "n1", "n0", "none"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if got, want := a.Sums["odd"], (engine.Total{Count: 3, Sum: 1 << 60}); got != want {
		t.Errorf("odd = %+v, want %+v", got, want)
	}
	if got, want := a.Sums["even"], (engine.Total{Count: 4, Sum: math.MinInt64 + 7 + math.MaxInt64}); got.Count != want.Count {
		t.Errorf("even = %+v, want %+v", got, want)
	}
}

// TestBroadPrefix is refused where it must match and nothing where it may.
func TestBroadPrefix(t *testing.T) {
	ix := create(t)
	var tokens []engine.Token
	for i := range 50 {
		tokens = append(tokens, engine.Token{Term: "w" + strings.Repeat("o", i+1), Pos: i + 1, End: 1})
	}
	if err := ix.Apply(t.Context(), []engine.Op{{ID: "1", Doc: &engine.Doc{Text: map[string][]engine.Token{"x": tokens}}}}); err != nil {
		t.Fatal(err)
	}
	p := engine.Prefix{Field: "x", Prefix: "wo", Boost: 1, Max: 49}
	if _, err := ix.Search(t.Context(), engine.Plan{Query: p, Limit: 1}); err == nil {
		t.Error("a prefix of more words than may be is taken")
	}
	p.Optional = true
	a, err := ix.Search(t.Context(), engine.Plan{Query: p, Limit: 1})
	if err != nil || a.Total != 0 {
		t.Errorf("optional prefix: %+v, %v", a, err)
	}
	p.Max = 50
	a, err = ix.Search(t.Context(), engine.Plan{Query: p, Limit: 1})
	if err != nil || a.Total != 1 {
		t.Errorf("prefix of 50 words: %+v, %v", a, err)
	}
}

// TestBestOfSeveralSegments holds that leaving out what cannot be among the best
// leaves none of them out: the best few are the first of all.
func TestBestOfSeveralSegments(t *testing.T) {
	ix, r := create(t), rand.New(rand.NewPCG(5, 6))
	word := func() string { return vocabulary[r.IntN(len(vocabulary))] }
	for batch := range 6 {
		var ops []engine.Op
		for i := range 40 {
			d := &engine.Doc{Text: map[string][]engine.Token{}, Keywords: map[string][]string{"colour": {colours[r.IntN(3)]}}, Source: []byte("{}")}
			for _, field := range []string{"x", "y"} {
				for pos := range r.IntN(8) {
					d.Text[field] = append(d.Text[field], engine.Token{Term: word(), Pos: pos + 1})
				}
			}
			ops = append(ops, engine.Op{ID: fmt.Sprint(batch, "-", i), Doc: d})
		}
		if err := ix.Apply(t.Context(), ops); err != nil {
			t.Fatal(err)
		}
	}
	boost := func() float64 { return []float64{0.1, 1, 5}[r.IntN(3)] }
	for range 200 {
		or := engine.Or{Nodes: []engine.Node{
			engine.Term{Field: "x", Term: word(), Boost: boost()}, engine.Term{Field: "y", Term: word(), Boost: boost()},
			engine.And{Nodes: []engine.Node{engine.Term{Field: "x", Term: word(), Boost: boost()}, engine.Term{Field: "y", Term: word(), Boost: boost()}}},
			engine.Keyword{Field: "colour", Value: colours[r.IntN(3)], Boost: boost()},
		}}
		p := engine.Plan{
			Query: or, Score: true, Sort: []engine.SortKey{{Descending: true}}, Limit: 1000,
			Priors: []engine.Prior{{Field: "colour", Worth: map[string]float64{"red": 2, "blue": 0.5}}},
		}
		all, err := ix.Search(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		p.Limit = 5
		best, err := ix.Search(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(all.Hits[:5], best.Hits); diff != "" {
			t.Fatalf("plan %+v (-first of all +best):\n%s", p, diff)
		}
	}
}
