package bleve

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// TestPanicOpensAgain holds that a panic is an error of the call, that the index
// is opened again for it, and not over and over.
func TestPanicOpensAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ix")
	ix, err := Create(dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if err := ix.Apply(t.Context(), []engine.Op{{ID: "1", Doc: &engine.Doc{Source: []byte("{}")}}}); err != nil {
		t.Fatal(err)
	}
	first, calls := ix.bleve, 0
	err = ix.view(func(*scorch.IndexSnapshot) error {
		if calls++; calls == 1 {
			panic("once")
		}
		return nil
	})
	if err != nil || calls != 2 || ix.bleve == first {
		t.Errorf("after one panic: %v, called %d times, opened again: %v", err, calls, ix.bleve != first)
	}
	if n, err := ix.Count(); err != nil || n != 1 {
		t.Errorf("count = %d, %v after opening again, want 1", n, err)
	}
	second := ix.bleve
	var p *panicError
	if err := ix.view(func(*scorch.IndexSnapshot) error { panic("always") }); !errors.As(err, &p) || ix.bleve != second {
		t.Errorf("after another panic: %v, opened again: %v", err, ix.bleve != second)
	}

	ix.reopened = ix.reopened.Add(-2 * reopenPause)
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	if err := ix.view(func(*scorch.IndexSnapshot) error { panic("index gone") }); !errors.As(err, &p) {
		t.Errorf("with no index to open: %v", err)
	}
	if _, err := ix.Count(); !errors.Is(err, errNotOpen) {
		t.Errorf("a search while there is no index gives %v", err)
	}
	if err := ix.Apply(t.Context(), nil); !errors.Is(err, errNotOpen) {
		t.Errorf("a write while there is no index gives %v", err)
	}
	if err := os.RemoveAll(dir); err != nil { // closing may have left something
		t.Fatal(err)
	}
	if err := os.Rename(dir+".away", dir); err != nil {
		t.Fatal(err)
	}
	ix.reopened = ix.reopened.Add(-2 * reopenPause)
	if n, err := ix.Count(); err != nil || n != 1 {
		t.Errorf("count = %d, %v when the index is back, want 1", n, err)
	}
}
