package bleve

import (
	"fmt"
	"log/slog"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saksok/index/engine"
)

// TestScores holds scores to the formula of BM25, worked out from the documents:
// for words so frequent that their columns are kept and so rare that they are
// not, before and after they are, in segments some documents of which are gone.
func TestScores(t *testing.T) {
	ix, err := Create(filepath.Join(t.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	docs := writeMany(t, ix)
	field, other := engine.Term{Field: "x", Term: "=a", Boost: 1}, engine.Term{Field: "y", Term: "=b", Boost: 3}
	stem, rare := engine.Term{Field: "x", Term: "b", Boost: 0.5}, engine.Term{Field: "x", Term: "=rare", Boost: 2}
	phrase := engine.Phrase{Field: "x", Terms: []string{"=a", "=b"}, Boost: 1}
	for _, q := range []struct {
		name string
		node engine.Node
		want []engine.Node // what ranks
	}{
		{"frequent", field, []engine.Node{field}},
		{"few of a frequent one", engine.And{Nodes: []engine.Node{field, rare}}, []engine.Node{field, rare}},
		{"any", engine.Or{Nodes: []engine.Node{field, other, stem}}, []engine.Node{field, other, stem}},
		{"two of three", engine.Or{Min: 2, Nodes: []engine.Node{field, other, rare}}, []engine.Node{field, other, rare}},
		{"phrase", engine.And{Nodes: []engine.Node{phrase, other}}, []engine.Node{phrase, other}},
	} {
		rarities := make([]float64, len(q.want))
		for i, n := range q.want {
			rarities[i] = rarity(docs, n)
		}
		for i, limit := range []int{maxTermMemory, maxTermMemory, maxTermMemory, 0, 20_000, 20_000, 20_000} {
			if ix.terms.limit != limit {
				ix.terms.forget()
			}
			ix.terms.limit = limit
			a, err := ix.Search(t.Context(), engine.Plan{Query: q.node, Limit: len(docs), Score: true, Sort: []engine.SortKey{{Descending: true}}})
			if err != nil {
				t.Fatal(err)
			}
			got, want := map[string]float64{}, map[string]float64{}
			for _, h := range a.Hits {
				got[h.ID] = h.Position.Score
				for i, n := range q.want {
					want[h.ID] += rarities[i] * bm25(*ix.lengths.Load(), n, docs[h.ID])
				}
			}
			if len(got) < 10 {
				t.Errorf("%s: only %d hits", q.name, len(got))
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
				t.Errorf("%s, room for %d bytes (-want +got):\n%s", q.name, limit, diff)
			}
			if i > 0 && limit == maxTermMemory && ix.terms.bytes() < len(docs) {
				t.Errorf("%s: asked again, only %d bytes are kept", q.name, ix.terms.bytes())
			}
			if ix.terms.bytes() > limit {
				t.Errorf("%s: %d bytes are kept, at most %d may be", q.name, ix.terms.bytes(), limit)
			}
		}
	}
}

// TestKeptAndChanged asks for what is kept in memory after documents were written
// and deleted, which segments came and went by: it is found as it is by then.
func TestKeptAndChanged(t *testing.T) {
	ix, err := Create(filepath.Join(t.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	term := engine.Term{Field: "x", Term: "=a", Boost: 1}
	nodes := []engine.Node{term, engine.Phrase{Field: "x", Terms: []string{"=a", "=b"}, Boost: 1}, engine.And{Nodes: []engine.Node{term, engine.Term{Field: "x", Term: "b", Boost: 1}}}}
	has := make(map[string]bool)
	for round := range 12 {
		var ops []engine.Op
		for i := range 400 {
			ops = append(ops, engine.Op{ID: fmt.Sprint(round, "-", i), Doc: &engine.Doc{Source: []byte("{}"), Text: map[string][]engine.Token{
				"x": {{Term: "=a", Pos: 1}, {Term: "=b", Pos: 2}, {Term: "b", Pos: 2}},
			}}})
		}
		for i := range 100 {
			ops = append(ops, engine.Op{ID: fmt.Sprint(round-1, "-", 3*i)})
		}
		for _, op := range ops {
			if has[op.ID] = true; op.Doc == nil {
				delete(has, op.ID)
			}
		}
		if err := ix.Apply(t.Context(), ops); err != nil {
			t.Fatal(err)
		}
		for again := range 3 {
			for _, n := range nodes {
				a, err := ix.Search(t.Context(), engine.Plan{Query: n, Limit: 6000, Score: true, Sort: []engine.SortKey{{Descending: true}}})
				if err != nil {
					t.Fatal(err)
				}
				found := map[string]bool{}
				for _, h := range a.Hits {
					found[h.ID] = true
				}
				if !maps.Equal(has, found) {
					t.Fatalf("round %d, asked for the %d. time: %+v finds %d documents, want %d", round, again+1, n, len(found), len(has))
				}
			}
		}
	}
}

// writeMany writes documents of words in chance order, then some of them away, and
// returns what is left.
func writeMany(t *testing.T, ix *Index) map[string]*engine.Doc {
	r := rand.New(rand.NewPCG(7, 8))
	docs := map[string]*engine.Doc{}
	var gone []engine.Op
	for batch := range 3 {
		var ops []engine.Op
		for i := range 900 {
			id, d := fmt.Sprint(batch, "-", i), &engine.Doc{Text: map[string][]engine.Token{}, Source: []byte("{}")}
			for _, field := range []string{"x", "y"} {
				for pos := range 1 + r.IntN(9) {
					d.Text[field] = append(d.Text[field], engine.Token{Term: []string{"=a", "=b", "b", "=c"}[r.IntN(4)], Pos: pos + 1})
				}
			}
			if i%100 == 1 {
				d.Text["x"] = append(d.Text["x"], engine.Token{Term: "=rare", Pos: 20}, engine.Token{Term: "=a", Pos: 21})
			}
			if ops = append(ops, engine.Op{ID: id, Doc: d}); r.IntN(5) == 0 {
				gone = append(gone, engine.Op{ID: id})
				continue
			}
			docs[id] = d
		}
		if err := ix.Apply(t.Context(), ops); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Apply(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	return docs
}

// rarity is the idf of a node, of a phrase that of its words together.
func rarity(docs map[string]*engine.Doc, n engine.Node) (sum float64) {
	field, terms := words(n)
	for _, term := range terms {
		with := 0.0
		for _, d := range docs {
			if times(d.Text[field], term) > 0 {
				with++
			}
		}
		sum += math.Log(1 + (float64(len(docs))-with+0.5)/(with+0.5))
	}
	return sum
}

func words(n engine.Node) (field string, terms []string) {
	if p, ok := n.(engine.Phrase); ok {
		return p.Field, p.Terms
	}
	t := n.(engine.Term)
	return t.Field, []string{t.Term}
}

// bm25 is what a node adds to the score of a document, but for its rarity.
func bm25(lengths fieldLengths, n engine.Node, d *engine.Doc) float64 {
	field, terms := words(n)
	boost := 1.0
	switch n := n.(type) {
	case engine.Term:
		boost = n.Boost
	case engine.Phrase:
		boost = n.Boost
	}
	return boost * naive(lengths, d, field, terms...)
}

// naive is the part of BM25 that the document decides.
func naive(lengths fieldLengths, d *engine.Doc, field string, terms ...string) float64 {
	length := 0.0
	for _, t := range d.Text[field] {
		if engine.Placed(t.Term) == engine.Placed(terms[0]) {
			length++
		}
	}
	n := float64(times(d.Text[field], terms...))
	return n * (saturation + 1) / (n + saturation*(1-lengthPart+lengthPart*length/lengths[textField(field, terms[0])].average()))
}

// times is how often the terms stand one after the other.
func times(tokens []engine.Token, terms ...string) (n int) {
	at := map[int]string{}
	for _, t := range tokens {
		at[t.Pos] = t.Term
	}
	for pos := range at {
		all := true
		for i, t := range terms {
			all = all && at[pos+i] == t
		}
		if all {
			n++
		}
	}
	return n
}

// TestSeek finds every document, and the first after one that is not there, from
// every place at or before it.
func TestSeek(t *testing.T) {
	docs := []uint32{0, 1, 2, 5, 9, 10, 11, 40, 41, 99, 100, 1000}
	for doc := range uint32(1002) {
		want, _ := slices.BinarySearch(docs, doc)
		for from := range want + 1 {
			if got := seek(docs, from, doc); got != want {
				t.Errorf("document %d from place %d is found at %d, want %d", doc, from, got, want)
			}
		}
	}
}
