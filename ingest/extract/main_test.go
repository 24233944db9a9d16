package extract_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"saksok"
	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"

	"golang.org/x/sync/errgroup"
)

var update = flag.Bool("update", false, "write what is read as what is wanted")

const (
	packsDir  = "../../testdata/packs"
	truthDir  = "../../testdata/truth"
	goldenDir = "../../testdata/golden"
	sharedDir = "../../../shared"
)

func TestMain(m *testing.M) {
	pdftext.ServeIfWorker()
	os.Exit(m.Run())
}

// reading is what was read of one file.
type reading struct {
	name string // the file's, without .pdf
	path string
	x    *saksok.Extraction
}

// packs is every document of testdata/packs, read once for all tests.
var packs = sync.OnceValues(func() ([]reading, error) {
	return readAll(context.Background(), filepath.Join(packsDir, "*.pdf"))
})

// readPacks is packs, or the end of the test.
func readPacks(t *testing.T) []reading {
	t.Helper()
	start := time.Now()
	rs, err := packs()
	if err != nil {
		t.Fatal(err)
	}
	if len(rs) == 0 {
		t.Fatalf("no documents in %s", packsDir)
	}
	if took := time.Since(start); took > time.Millisecond {
		t.Logf("read %d documents, %d pages in %s", len(rs), pages(rs), took.Round(time.Millisecond))
	}
	return rs
}

func pages(rs []reading) int {
	n := 0
	for _, r := range rs {
		n += r.x.Document.Pages
	}
	return n
}

// readAll reads the files of the patterns, two at a time, in the order of their
// names. A file that is refused is read as the extraction that says so.
func readAll(ctx context.Context, patterns ...string) ([]reading, error) {
	var paths []string
	for _, p := range patterns {
		m, err := filepath.Glob(p)
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", p, err)
		}
		paths = append(paths, m...)
	}
	reader := pdftext.NewReader(pdftext.Options{})
	defer reader.Close()
	e := extract.New(reader)
	out := make([]reading, len(paths))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for i, path := range paths {
		g.Go(func() error {
			x, err := e.Extract(ctx, path)
			var refused *extract.Error
			if err != nil && !errors.As(err, &refused) {
				return err
			}
			out[i] = reading{strings.TrimSuffix(filepath.Base(path), ".pdf"), path, x}
			return nil
		})
	}
	return out, g.Wait()
}
