package search_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"saksok"
	"saksok/ingest/extract"
	"saksok/ingest/extract/pdftext"
)

// TestMain lets the test be the child process that reads PDFs.
func TestMain(m *testing.M) {
	pdftext.ServeIfWorker()
	os.Exit(m.Run())
}

// TestRelevanceElsewhere asks judged queries over documents of others, where they
// are there. It extracts them anew and so takes its time.
func TestRelevanceElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("extracts documents")
	}
	r := pdftext.NewReader(pdftext.Options{})
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, set := range []struct{ name, folder string }{{"corpus", "../../shared/corpus/pdf"}, {"seed", "../../shared/seed"}} {
		t.Run(set.name, func(t *testing.T) {
			queries := readQueries(t, set.name+".txt")
			xs := map[string]*saksok.Extraction{}
			for _, q := range queries {
				for _, a := range slices.Concat(q.answers, q.not) {
					if xs[a.document] == nil {
						xs[a.document] = extracted(t, r, filepath.Join(set.folder, a.document+".pdf"), len(queries))
					}
				}
			}
			report, total := newCollection(t, xs).score(t, queries)
			t.Logf("\n%s", report)
			if total.recall() < leastElsewhere {
				t.Errorf("recall@10 = %.4f, want at least %.2f", total.recall(), leastElsewhere)
			}
		})
	}
}

// extracted reads a document of others; without it, so many queries are skipped.
func extracted(t *testing.T, r *pdftext.Reader, path string, queries int) *saksok.Extraction {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%d queries not asked: %v", queries, err)
	}
	x, err := extract.New(r).Extract(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
