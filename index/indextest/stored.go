package indextest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saksok"
)

// Stored are the extractions kept as JSON in a folder, by the names of their
// documents: real ones to be searched in tests.
func Stored(t testing.TB, folder string) map[string]*saksok.Extraction {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no stored extractions in %s: %v", folder, err)
	}
	out := map[string]*saksok.Extraction{}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var x saksok.Extraction
		if err := json.Unmarshal(raw, &x); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out[strings.TrimSuffix(filepath.Base(p), ".json")] = &x
	}
	return out
}
