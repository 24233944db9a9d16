package plain_test

import (
	"testing"

	"saksok/index/bleve/plain"
	"saksok/index/engine"
)

// TestSearch holds that plain Bleve is asked for the same as our engine, so that
// what it takes can be compared.
func TestSearch(t *testing.T) {
	ix, err := plain.Create(t.TempDir() + "/ix")
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	doc := func(colour string, n int64, words ...string) *engine.Doc {
		d := &engine.Doc{Keywords: map[string][]string{"colour": {colour}}, Numbers: map[string]int64{"n": n}, Text: map[string][]engine.Token{}}
		for i, w := range words {
			d.Text["x"] = append(d.Text["x"], engine.Token{Term: w, Pos: i + 1, Start: i, End: i + 1})
		}
		return d
	}
	err = ix.Apply([]engine.Op{{ID: "1", Doc: doc("red", 1, "a", "b")}, {ID: "2", Doc: doc("red", 2, "b", "a")}, {ID: "3", Doc: doc("blue", 3, "b")}})
	if err != nil {
		t.Fatal(err)
	}
	word := func(w string) engine.Node { return engine.Term{Field: "x", Term: w, Boost: 1} }
	for _, c := range []struct {
		name string
		in   engine.Node
		want int
	}{
		{"everything", engine.All{}, 3},
		{"word", word("a"), 2},
		{"both", engine.And{Nodes: []engine.Node{word("a"), word("b")}}, 2},
		{"either", engine.Or{Nodes: []engine.Node{word("a"), word("b")}}, 3},
		{"phrase", engine.Phrase{Field: "x", Terms: []string{"a", "b"}, Boost: 1}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ix.Search(t.Context(), engine.Plan{
				Query: c.in, Limit: 10, Facets: []engine.Facet{{Name: "colour", Field: "colour"}}, Sort: []engine.SortKey{{Field: "n", Descending: true}},
			})
			if err != nil || got != c.want {
				t.Errorf("finds %d, %v, want %d", got, err, c.want)
			}
		})
	}
	if _, err := ix.Search(t.Context(), engine.Plan{Query: engine.Range{Field: "n"}}); err == nil {
		t.Error("a node plain Bleve is not asked for is taken")
	}
}
