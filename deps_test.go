package saksok_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rule says which packages may import what. A package is under a rule's path
// when its folder is the path or below it.
type rule struct {
	path string
	// only lists the project's packages it may import, with all below them; nil
	// allows none.
	only []string
}

// The arrows of the house: each package's rule is the longest path that fits.
var arrows = []rule{
	{"saksok", nil},
	{"saksok/ingest/extract/pdftext", []string{"saksok"}},
	{"saksok/ingest/extract/ocr", []string{"saksok", "saksok/ingest/extract/pdftext"}},
	{"saksok/ingest/extract/layout", []string{"saksok", "saksok/ingest/extract/pdftext"}},
	{"saksok/ingest/extract/table", []string{"saksok", "saksok/ingest/extract/layout", "saksok/ingest/extract/pdftext"}},
	{"saksok/ingest/extract/figure", []string{"saksok", "saksok/ingest/extract/layout", "saksok/ingest/extract/table"}},
	{"saksok/ingest/extract/segment", []string{"saksok", "saksok/ingest/extract/layout", "saksok/ingest/extract/table"}},
	{"saksok/ingest/extract/topic", []string{"saksok"}},
	{"saksok/ingest/extract/inspect", []string{"saksok", "saksok/ingest/extract/layout", "saksok/ingest/extract/pdftext", "saksok/ingest/extract/table"}},
	{"saksok/ingest/extract", []string{"saksok", "saksok/ingest/extract"}},
	{"saksok/ingest/archive", []string{"saksok", "saksok/ingest/internal"}},
	{"saksok/ingest/ledger", []string{"saksok", "saksok/ingest/internal"}},
	{"saksok/ingest/link", []string{"saksok"}},
	{"saksok/ingest/source", []string{"saksok", "saksok/ingest/internal"}},
	{"saksok/ingest/internal", nil},
	{"saksok/ingest", []string{"saksok", "saksok/ingest/archive", "saksok/ingest/ledger", "saksok/ingest/link", "saksok/ingest/source", "saksok/ingest/internal"}},
	{"saksok/index/norwegian", []string{"saksok"}},
	{"saksok/index/engine", []string{"saksok", "saksok/index/norwegian"}},
	{"saksok/index/bleve", []string{"saksok", "saksok/index/engine", "saksok/index/norwegian"}},
	{"saksok/index", []string{"saksok", "saksok/index"}},
	{"saksok/search/query", []string{"saksok", "saksok/index/norwegian"}},
	{"saksok/search/export", []string{"saksok", "saksok/search"}},
	{"saksok/search/series", []string{"saksok", "saksok/search"}},
	{"saksok/search/web", []string{"saksok", "saksok/search"}},
	{"saksok/search", []string{"saksok", "saksok/index", "saksok/search/query"}},
	{"saksok/cmd", []string{"saksok", "saksok/ingest", "saksok/index", "saksok/search"}},
}

// wrapped lists libraries that only one package may import.
var wrapped = []struct{ library, owner string }{
	{"github.com/blevesearch", "saksok/index/bleve"},
	{"github.com/blevesearch/snowballstem", "saksok/index/norwegian"},
	{"github.com/klippa-app/go-pdfium", "saksok/ingest/extract/pdftext"},
	{"github.com/tetratelabs/wazero", "saksok/ingest/extract/pdftext"},
	{"github.com/ledongthuc/pdf", "saksok/ingest/extract/pdftext"},
	{"github.com/robfig/cron", "saksok/ingest"},
	{"modernc.org/sqlite", "saksok/ingest/ledger"},
	{"github.com/danielgtaylor/huma", "saksok/search/web"},
	{"github.com/xuri/excelize", "saksok/search/export"},
	{"github.com/spf13/cobra", "saksok/cmd"},
	{"database/sql", "saksok/ingest/ledger"},
}

// TestArrows checks every import of the project against the rules.
func TestArrows(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && p != "." || d.Name() == "testdata" || d.Name() == "data") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		files++
		pkg := path.Join("saksok", filepath.ToSlash(filepath.Dir(p)))
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			checkImport(t, p, pkg, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("looked at %d files only", files)
	}
}

func checkImport(t *testing.T, file, pkg, imported string) {
	t.Helper()
	if under(imported, "saksok") {
		r := ruleFor(pkg)
		if r == nil {
			t.Errorf("%s: no rule for package %s: add it to the arrows", file, pkg)
			return
		}
		ok := false
		for _, allowed := range r.only {
			// "saksok" allows the domain package alone, not all below it.
			ok = ok || imported == allowed || allowed != "saksok" && under(imported, allowed)
		}
		if !ok {
			t.Errorf("%s: %s may not import %s", file, pkg, imported)
		}
		return
	}
	if pkg == "saksok" && strings.Contains(imported, ".") {
		t.Errorf("%s: the domain package imports the standard library only, not %s", file, imported)
	}
	owner := ""
	longest := ""
	for _, w := range wrapped {
		if under(imported, w.library) && len(w.library) > len(longest) {
			owner, longest = w.owner, w.library
		}
	}
	if owner != "" && !under(pkg, owner) {
		t.Errorf("%s: only %s may import %s", file, owner, imported)
	}
}

func ruleFor(pkg string) *rule {
	var best *rule
	for i := range arrows {
		r := &arrows[i]
		if (pkg == r.path || r.path != "saksok" && under(pkg, r.path)) && (best == nil || len(r.path) > len(best.path)) {
			best = r
		}
	}
	return best
}

// under reports whether an import path is p or below it.
func under(imported, p string) bool {
	return imported == p || strings.HasPrefix(imported, p+"/")
}
