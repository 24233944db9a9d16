package ingest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"saksok/ingest/source"
)

// A file that grows, shrinks or is written to between the look and the last byte
// read must not be taken: the bytes may be half of each version.
func TestSteadyReader(t *testing.T) {
	const body = "%PDF-1.7\nhalf of one version\n%%EOF\n"
	for _, tt := range []struct {
		name   string
		meddle func(path string) error
		want   error
	}{
		{"left alone", func(string) error { return nil }, nil},
		{"appended to", func(p string) error { return os.WriteFile(p, []byte(body+"more"), 0o600) }, errChanged},
		{"cut", func(p string) error { return os.Truncate(p, 10) }, errChanged},
		{"same size, later", func(p string) error {
			later := time.Now().Add(time.Hour)
			return errors.Join(os.WriteFile(p, []byte(body), 0o600), os.Chtimes(p, later, later))
		}, errChanged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.pdf")
			if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			look, err := source.Inspect(f)
			if err != nil {
				t.Fatal(err)
			}
			s := &steadyReader{f: f, look: look}
			first := make([]byte, 5)
			if _, err := io.ReadFull(s, first); err != nil {
				t.Fatal(err)
			}
			if err := tt.meddle(path); err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, s); !errors.Is(err, tt.want) || !errors.Is(s.err, tt.want) {
				t.Errorf("err = %v, kept %v; want %v", err, s.err, tt.want)
			}
		})
	}
}
