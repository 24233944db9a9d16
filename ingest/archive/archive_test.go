package archive_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/ingest/archive"
)

func hashOf(b string) saksok.DocumentID {
	s := sha256.Sum256([]byte(b))
	return saksok.DocumentID(hex.EncodeToString(s[:]))
}

func TestOriginalsPut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	o, err := archive.OpenOriginals(dir)
	if err != nil {
		t.Fatal(err)
	}
	big := strings.Repeat("sak ", 100_000)
	for _, tt := range []struct {
		name, in string
		want     archive.Stored
	}{
		{"new", "møte", archive.Stored{ID: hashOf("møte"), Bytes: 5}},
		{"again", "møte", archive.Stored{ID: hashOf("møte"), Bytes: 5, Existed: true}},
		{"empty", "", archive.Stored{ID: hashOf("")}},
		{"several chunks", big, archive.Stored{ID: hashOf(big), Bytes: int64(len(big))}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := o.Put(t.Context(), strings.NewReader(tt.in), 0)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Stored (-want +got):\n%s", diff)
			}
			path, err := o.Path(got.ID)
			if err != nil {
				t.Fatal(err)
			}
			if want := filepath.Join(dir, string(got.ID[:2]), string(got.ID[2:])+".pdf"); path != want {
				t.Errorf("Path = %s, want %s", path, want)
			}
			if err := o.Verify(t.Context(), got.ID); err != nil {
				t.Error(err)
			}
		})
	}
	var n int
	for id, err := range o.All() {
		if err != nil || o.Verify(t.Context(), id) != nil {
			t.Errorf("All: %s %v", id, err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("All gave %d documents, want 3", n)
	}
	wantNoTemp(t, dir)
}

func TestOriginalsRefuses(t *testing.T) {
	dir := t.TempDir()
	o, err := archive.OpenOriginals(dir)
	if err != nil {
		t.Fatal(err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	broken := errors.New("line cut")
	for _, tt := range []struct {
		name  string
		ctx   context.Context
		in    io.Reader
		limit int64
		want  error
	}{
		{"too large", t.Context(), strings.NewReader("123456"), 5, archive.ErrTooLarge},
		{"source breaks", t.Context(), io.MultiReader(strings.NewReader("12"), iotest.ErrReader(broken)), 0, broken},
		{"cancelled", stopped, strings.NewReader("1"), 0, context.Canceled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := o.Put(tt.ctx, tt.in, tt.limit); !errors.Is(err, tt.want) {
				t.Errorf("err = %v, want %v", err, tt.want)
			}
			wantNoTemp(t, dir)
		})
	}
	if _, err := o.Put(t.Context(), strings.NewReader("12345"), 5); err != nil {
		t.Errorf("exactly at the limit: %v", err)
	}
}

func TestIDsNameNoOtherFile(t *testing.T) {
	o, err := archive.OpenOriginals(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	good := string(hashOf("x"))
	for _, id := range []string{"", "ab", "../../../etc/passwd", strings.ToUpper(good), good + "0",
		good[:63] + "g", strings.Repeat("../", 21) + "a", good[:63] + "\x00"} {
		if _, err := o.Open(saksok.DocumentID(id)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q) = %v, want not exist", id, err)
		}
	}
}

func TestOriginalsDamageIsFoundAndMended(t *testing.T) {
	o, err := archive.OpenOriginals(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const in = "the whole document"
	st, err := o.Put(t.Context(), strings.NewReader(in), 0)
	if err != nil {
		t.Fatal(err)
	}
	path, _ := o.Path(st.ID)
	if err := os.WriteFile(path, []byte("the whole docu"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := o.Verify(t.Context(), st.ID); !errors.Is(err, archive.ErrDamaged) {
		t.Fatalf("Verify = %v, want ErrDamaged", err)
	}
	again, err := o.Put(t.Context(), strings.NewReader(in), 0)
	if err != nil || again.Existed {
		t.Fatalf("Put over a cut file = %+v, %v; want it written anew", again, err)
	}
	if err := o.Verify(t.Context(), st.ID); err != nil {
		t.Error(err)
	}
}

func TestOpenWipesLeftovers(t *testing.T) {
	dir := t.TempDir()
	if _, err := archive.OpenOriginals(dir); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(dir, "tmp", "put-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.OpenOriginals(dir); err != nil {
		t.Fatal(err)
	}
	wantNoTemp(t, dir)
}

func TestExtractions(t *testing.T) {
	dir := t.TempDir()
	e, err := archive.OpenExtractions(dir)
	if err != nil {
		t.Fatal(err)
	}
	ids := []saksok.DocumentID{hashOf("a"), hashOf("b"), hashOf("c")}
	for i, id := range ids {
		x := saksok.NewExtraction(id, int64(i))
		x.Extractor = "v1"
		x.Pages = []saksok.Page{{Number: 1, Text: "Sak 1 < & >\n\u2028 åpne møtet", Words: []saksok.Word{{Text: "Sak", Box: saksok.Box{1, 2, 3.5, 4}}}}}
		if err := e.Put(x); err != nil {
			t.Fatal(err)
		}
		got, err := e.Extraction(id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(x, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	}
	newer := saksok.NewExtraction(ids[0], 9)
	newer.Extractor = "v2"
	if err := e.Put(newer); err != nil {
		t.Fatal(err)
	}
	seen := map[saksok.DocumentID]string{}
	for x, err := range e.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen[x.Document.SHA256] = x.Extractor
	}
	if diff := cmp.Diff(map[saksok.DocumentID]string{ids[0]: "v2", ids[1]: "v1", ids[2]: "v1"}, seen); diff != "" {
		t.Errorf("All (-want +got):\n%s", diff)
	}
	for range 2 { // the second time there is nothing to remove
		if err := e.Remove(ids[1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Extraction(ids[1]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed: %v, want not exist", err)
	}
	wantNoTemp(t, dir)
}

// Every flipped byte of a stored extraction must be noticed: the index is
// rebuilt from these files, so silent damage would become a silent wrong answer.
func TestExtractionDamageIsNoticed(t *testing.T) {
	dir := t.TempDir()
	e, err := archive.OpenExtractions(dir)
	if err != nil {
		t.Fatal(err)
	}
	id := hashOf("a")
	x := saksok.NewExtraction(id, 1)
	x.Pages = []saksok.Page{{Number: 1, Text: strings.Repeat("Budsjettet er 1 234 mill. kr. ", 20)}}
	if err := e.Put(x); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, string(id[:2]), string(id[2:])+".json.zst")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := e.Extraction(id); err == nil && !cmp.Equal(x, got) {
			t.Errorf("byte %d flipped: read without an error", i)
		} else if err != nil && !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("byte %d flipped: %v, want ErrDamaged", i, err)
		}
	}
	for n := range good {
		if err := os.WriteFile(path, good[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Extraction(id); !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("cut at %d: %v, want ErrDamaged", n, err)
		}
	}
}

func wantNoTemp(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(filepath.Join(dir, "tmp"))
	if err != nil || len(left) != 0 {
		t.Errorf("tmp holds %v (%v), want nothing", left, err)
	}
}
