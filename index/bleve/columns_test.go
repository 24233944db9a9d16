package bleve

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/index/engine"
)

// TestColumnsAreBounded holds that answers are the same when the columns of one
// search have no room beside those of the next, and that no more are kept.
func TestColumnsAreBounded(t *testing.T) {
	ix, err := Create(filepath.Join(t.TempDir(), "ix"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var ops []engine.Op
	for i := range 300 {
		ops = append(ops, engine.Op{ID: fmt.Sprint(i), Doc: &engine.Doc{
			Keywords: map[string][]string{"one": {fmt.Sprint("value ", i%7)}, "two": {fmt.Sprint("value ", i%11), "x"}}, Numbers: map[string]int64{"n": int64(i)},
		}})
	}
	if err := ix.Apply(t.Context(), ops); err != nil {
		t.Fatal(err)
	}
	search := func(field string) *engine.Answer {
		a, err := ix.Search(t.Context(), engine.Plan{Query: engine.All{}, Limit: 5, Sort: []engine.SortKey{{Field: "n", Descending: true}}, Facets: []engine.Facet{{Name: "f", Field: field}}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	one, two := search("one"), search("two")
	all := ix.Memory()
	ix.columns.limit = all - 1
	for range 3 {
		if diff := cmp.Diff(one, search("one")); diff != "" {
			t.Errorf("with little room (-before +after):\n%s", diff)
		}
		if diff := cmp.Diff(two, search("two")); diff != "" {
			t.Errorf("with little room (-before +after):\n%s", diff)
		}
		if got := ix.Memory(); got >= all || got == 0 {
			t.Errorf("columns take %d bytes of at most %d", got, all-1)
		}
	}
}
