package indextest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saksok/index/engine"
)

// Conform holds an engine to what the seam says, whatever it is made of: given
// the same documents, it must find, count and add up what the reference engine
// does, to the last hit. newEngine makes an empty engine and closes it when the
// test ends.
func Conform(t *testing.T, newEngine func(t *testing.T) engine.Engine) {
	e, ref := newEngine(t), New()
	for _, ops := range writes() {
		for _, to := range []engine.Engine{e, ref} {
			if err := to.Apply(t.Context(), ops); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, p := range Plans() {
		t.Run(p.Name, func(t *testing.T) { conformPlan(t, e, ref, p.Plan) })
	}
	t.Run("while it changes", func(t *testing.T) { conformChanges(t, newEngine(t)) })
	t.Run("words", func(t *testing.T) { conformTerms(t, e, ref) })
	t.Run("documents", func(t *testing.T) { conformDocuments(t, e, ref) })
	t.Run("ranking", func(t *testing.T) { conformRanking(t, e) })
	t.Run("verified", func(t *testing.T) {
		if err := e.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := e.Search(ctx, engine.Plan{Query: engine.All{}, Limit: 1}); !errors.Is(err, context.Canceled) {
			t.Errorf("a search that is cancelled gives %v", err)
		}
	})
	t.Run("nothing in it", func(t *testing.T) {
		empty := newEngine(t)
		for _, p := range Plans() {
			conformPlan(t, empty, New(), p.Plan)
		}
	})
}

// conformChanges asks for the same again and again while documents are written
// and deleted: what an engine keeps of its answers must not outlive them.
func conformChanges(t *testing.T, e engine.Engine) {
	ref := New()
	for _, ops := range writes() {
		for _, to := range []engine.Engine{e, ref} {
			if err := to.Apply(t.Context(), ops); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			for _, p := range Plans() {
				if p.Plan.Score { // one plan of every query
					conformAnswer(t, e, ref, p.Plan)
				}
			}
		}
	}
}

// sameAnswer compares answers but for the scores of the hits.
var sameAnswer = cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(engine.Hit{}, "Position")}

func conformPlan(t *testing.T, e, ref engine.Engine, p engine.Plan) {
	t.Helper()
	got := conformAnswer(t, e, ref, p)
	if got == nil || len(got.Hits) < got.Total {
		return
	}
	if paged := pages(t, e, p, len(got.Hits)); !slices.Equal(paged, ids(got.Hits)) {
		t.Errorf("plan %+v in pages gives %v, in one %v", p, paged, ids(got.Hits))
	}
}

// conformAnswer compares two answers and returns the engine's, nil for an error.
func conformAnswer(t *testing.T, e, ref engine.Engine, p engine.Plan) *engine.Answer {
	t.Helper()
	want, wantErr := ref.Search(t.Context(), p)
	got, err := e.Search(t.Context(), p)
	if !errors.Is(err, wantErr) {
		t.Errorf("error = %v, want %v", err, wantErr)
	}
	if err != nil || wantErr != nil {
		return nil
	}
	opts := sameAnswer
	if p.Score { // the reference does not rank
		opts = append(slices.Clone(opts), cmpopts.SortSlices(func(a, b engine.Hit) bool { return a.ID < b.ID }))
	}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		t.Errorf("plan %+v (-reference +engine):\n%s", p, diff)
	}
	return got
}

func ids(hits []engine.Hit) []string {
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = h.ID
	}
	return out
}

// pages goes through an answer seven hits at a time.
func pages(t *testing.T, e engine.Engine, p engine.Plan, most int) []string {
	t.Helper()
	var out []string
	for p.Limit = 7; len(out) <= most; {
		a, err := e.Search(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ids(a.Hits)...)
		if len(a.Hits) < p.Limit {
			break
		}
		p.After = &a.Hits[len(a.Hits)-1].Position
	}
	return out
}

func conformTerms(t *testing.T, e, ref engine.Engine) {
	like := func(term string, distance, fixed int) engine.Likeness {
		return engine.Likeness{Term: term, Distance: distance, Fixed: fixed}
	}
	for _, q := range []engine.TermQuery{
		{Limit: 1000}, {Limit: 3}, {}, {Prefix: "=s", Limit: 100}, {Prefix: "sk", Limit: 100}, {Prefix: "=nowhere", Limit: 9},
		{Prefix: "=", Limit: 4}, {Like: like("=skole", 1, 1), Limit: 9}, {Like: like("=skoel", 1, 2), Limit: 9}, {Like: like("=skole", 2, 0), Limit: 9},
		{Like: like("=skole", 0, 0), Limit: 9}, {Like: like("=2024", 2, 0), Limit: 9}, {Like: like("skol", 2, 1), Prefix: "sk", Limit: 9},
		{Like: like("=skole", 2, 99), Limit: 9}, {Like: like("=åre", 1, 1), Limit: 9},
	} {
		for _, field := range []string{"title", "text", "no such field"} {
			want, err := ref.Terms(t.Context(), field, q)
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.Terms(t.Context(), field, q)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("words of %s, %+v (-reference +engine):\n%s", field, q, diff)
			}
		}
	}
}

func conformDocuments(t *testing.T, e, ref engine.Engine) {
	want, err := ref.Count()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := e.Count(); err != nil || got != want {
		t.Errorf("count = %d, %v, want %d", got, err, want)
	}
	asked := []string{"d00", "d01", "never written", "d59", "d07"}
	wantSources, err := ref.Sources(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.Sources(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantSources, got); diff != "" {
		t.Errorf("sources (-reference +engine):\n%s", diff)
	}
	for _, value := range []string{"Styret", "Råd for vann", "nope"} {
		want, err := ref.IDs(t.Context(), "body", value)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.IDs(t.Context(), "body", value)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
			t.Errorf("ids of %s (-reference +engine):\n%s", value, diff)
		}
	}
}

// conformRanking holds what any ranking must: what says more comes first, what
// says nothing changes nothing, and scores stand in the order of the hits.
func conformRanking(t *testing.T, e engine.Engine) {
	search := func(n engine.Node, priors ...engine.Prior) []engine.Hit {
		a, err := e.Search(t.Context(), engine.Plan{Query: n, Limit: 1000, Score: true, Sort: []engine.SortKey{{Descending: true}}, Priors: priors})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(a.Hits, func(x, y engine.Hit) int { return int(y.Position.Score*1e6) - int(x.Position.Score*1e6) }) {
			t.Errorf("%+v: scores are not in order: %+v", n, a.Hits)
		}
		return a.Hits
	}
	scoreOf := func(hits []engine.Hit) map[string]float64 {
		out := map[string]float64{}
		for _, h := range hits {
			out[h.ID] = h.Position.Score
		}
		return out
	}
	word := engine.Term{Field: "text", Term: "=skole", Boost: 1}
	twice, beginning := word, engine.Prefix{Field: "text", Prefix: "=sko", Boost: 1, Max: 100}
	twice.Boost = 2
	once := scoreOf(search(word))
	if len(once) == 0 {
		t.Fatal("no document has the word")
	}
	for id, s := range scoreOf(search(twice)) {
		if s <= once[id] {
			t.Errorf("%s scores %v with twice the boost, %v without", id, s, once[id])
		}
	}
	silent := engine.And{Nodes: []engine.Node{word, engine.Or{Nodes: []engine.Node{engine.All{}, engine.Keyword{Field: "body", Value: "Styret"}}}, engine.Not{Node: engine.None{}}}}
	if diff := cmp.Diff(once, scoreOf(search(silent))); diff != "" {
		t.Errorf("what does not rank changes scores (-without +with):\n%s", diff)
	}
	for id, s := range scoreOf(search(word, engine.Prior{Field: "year", Worth: map[string]float64{"2020": 0.5, "2021": 0.5, "2022": 0.5, "2023": 0.5, "2024": 0.5}})) {
		if s != once[id] && s != once[id]/2 {
			t.Errorf("%s scores %v with a prior, %v without", id, s, once[id])
		}
	}
	hits := search(engine.Or{Nodes: []engine.Node{beginning, word}})
	for i, h := range hits {
		if _, whole := once[h.ID]; whole != (i < len(once)) {
			t.Errorf("%s, hit %d of %d, stands wrong: %d have the word, the others begin like it", h.ID, i, len(hits), len(once))
		}
	}
}

// writes are batches that write documents, replace some and delete some, so that
// an engine that writes in pieces has pieces with holes.
func writes() [][]engine.Op {
	var out [][]engine.Op
	for from := 0; from < 60; from += 12 {
		var ops []engine.Op
		for i := from; i < from+12; i++ {
			ops = append(ops, engine.Op{ID: fmt.Sprintf("d%02d", i), Doc: document(i + 5)})
		}
		out = append(out, ops)
	}
	var again []engine.Op
	for i := 0; i < 60; i += 2 {
		again = append(again, engine.Op{ID: fmt.Sprintf("d%02d", i), Doc: document(i)})
	}
	return append(out, again, []engine.Op{{ID: "d07"}, {ID: "d30"}, {ID: "never written"}})
}

// document is the i-th of the documents the suite is about.
func document(i int) *engine.Doc {
	vocabulary := []string{"skole", "skolen", "skolevei", "vei", "veien", "bru", "åre", "budsjett", "2024", "skolebudsjett", "på"}
	d := &engine.Doc{Text: map[string][]engine.Token{}, Keywords: map[string][]string{}, Numbers: map[string]int64{}, Source: fmt.Appendf(nil, "source %d", i)}
	write := func(field string, words ...int) {
		for pos, w := range words {
			word := vocabulary[w%len(vocabulary)]
			d.Text[field] = append(d.Text[field], engine.Token{Term: "=" + word, Pos: pos + 1, End: 1})
			if len(word) > 4 {
				d.Text[field] = append(d.Text[field], engine.Token{Term: word[:4], Pos: pos + 1, End: 1})
			}
		}
	}
	write("title", i, i+1)
	if i%7 != 0 {
		write("text", i*i, i, i*3, i+1, i/2, i)
	}
	d.Keywords["year"] = []string{fmt.Sprint(2020 + i%6)}
	if i%5 != 0 {
		d.Keywords["body"] = []string{[]string{"Styret", "Råd for vann", "Utvalg"}[i%3]}
		d.Numbers["date"] = int64(20200101 + i%6*10000 + i%12*100 + i%28)
	}
	for k, topic := range []string{"barn", "miljø", "penger"} {
		if i%(k+2) == 0 {
			d.Keywords["topic"] = append(d.Keywords["topic"], topic)
		}
	}
	if i%3 == 0 {
		d.Keywords["currency"] = []string{[]string{"EUR", "NOK"}[i%2]}
		d.Numbers["minor"] = int64(i-30) * 1_000_003
	}
	return d
}
