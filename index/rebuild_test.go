package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/index/engine"
)

// archived is one of the stored extractions an index is made again from.
func archived(n int) *saksok.Extraction {
	x := saksok.NewExtraction(saksok.DocumentID(fmt.Sprintf("%02d%062d", n, 0)), 1)
	x.Document.Title = fmt.Sprint("Protokoll ", n)
	x.Items = []saksok.Item{{Number: saksok.ItemNumber(fmt.Sprintf("PS %d/24", n)), Title: "Bru", FirstPage: 1, LastPage: 1}}
	x.Pages = []saksok.Page{{Number: 1, Text: "Brua over fjorden"}}
	return x
}

// perArchived is how many search documents archived gives.
const perArchived = 3

func opened(t testing.TB, dir string, opts Options) *Index {
	t.Helper()
	ix, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func done(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled makes an index with the archive of n documents.
func filled(t testing.TB, dir string, n int) *Index {
	t.Helper()
	ix := opened(t, dir, Options{})
	for i := range n {
		done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(i)}))
	}
	return ix
}

func holds(t testing.TB, ix *Index, documents int) {
	t.Helper()
	n, err := ix.Count()
	if err != nil || n != documents*perArchived {
		t.Errorf("count = %d, %v; want %d", n, err, documents*perArchived)
	}
}

// folders are those of generations in dir.
func folders(t testing.TB, dir string) []string {
	t.Helper()
	out, err := generationFolders(dir)
	done(t, err)
	return out
}

// TestRebuildBeside searches throughout, and finds what came in meanwhile.
func TestRebuildBeside(t *testing.T) {
	dir := t.TempDir()
	ix := filled(t, dir, 3)
	before := ix.Generation()
	done(t, ix.Rebuild(t.Context()))
	done(t, ix.Rebuild(t.Context())) // goes on with it
	if !ix.Rebuilding() || ix.Generation() == before {
		t.Errorf("rebuilding = %t, generation %s after %s", ix.Rebuilding(), ix.Generation(), before)
	}
	holds(t, ix, 3)
	done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(0), archived(7)})) // 0 is an old one, 7 comes in
	holds(t, ix, 4)
	done(t, ix.Delete(t.Context(), []saksok.DocumentID{archived(2).Document.SHA256}))
	holds(t, ix, 3)
	done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(1)}))
	done(t, ix.Promote("another"))
	if !ix.Rebuilding() {
		t.Error("a generation that is not this one was promoted")
	}
	done(t, ix.Promote(ix.Generation()))
	holds(t, ix, 3)
	if ix.Rebuilding() || len(folders(t, dir)) != 1 {
		t.Errorf("rebuilding = %t, folders %v", ix.Rebuilding(), folders(t, dir))
	}
	after := ix.Generation()
	done(t, ix.Close())
	ix = opened(t, dir, Options{})
	defer ix.Close()
	holds(t, ix, 3)
	if ix.Rebuilding() || ix.Generation() != after || ix.Created() {
		t.Errorf("opened again: rebuilding = %t, generation %s, want %s", ix.Rebuilding(), ix.Generation(), after)
	}
}

func TestSearchThroughSwaps(t *testing.T) {
	ix := filled(t, t.TempDir(), 2)
	defer ix.Close()
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a, err := ix.Search(t.Context(), engine.Plan{Query: engine.Term{Field: TextTitle, Term: "bru", Boost: 1}, Limit: 5})
				if err != nil || a.Total != 2 {
					t.Errorf("answer %+v, %v; want 2 hits", a, err)
					return
				}
			}
		})
	}
	for range 10 {
		done(t, ix.Rebuild(t.Context()))
		done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(0), archived(1)}))
		done(t, ix.Promote(ix.Generation()))
	}
	close(stop)
	wg.Wait()
}

// TestRebuildKilled kills a process at every step of a rebuild, and then anywhere in
// one, five times each; whenever, the whole index is found and nothing else.
func TestRebuildKilled(t *testing.T) {
	if dir := os.Getenv("SAKSOK_TEST_INDEX"); dir != "" {
		killedAt(t, dir, os.Getenv("SAKSOK_TEST_STEP"))
		return
	}
	dir, r := t.TempDir(), rand.New(rand.NewPCG(11, 12))
	done(t, filled(t, dir, 4).Close())
	for _, step := range []string{stepCreated, stepNoted, stepPut, stepSwapped, stepReleased, "", "", "", "", ""} {
		killed(t, dir, step, time.Duration(r.IntN(200))*time.Millisecond)
		ix := opened(t, dir, Options{})
		if n := len(folders(t, dir)); n > 2 || n == 2 && !ix.Rebuilding() {
			t.Errorf("killed when %s: folders %v", step, folders(t, dir))
		}
		whole(t, ix)
		done(t, ix.Close())
	}
	ix := opened(t, dir, Options{})
	defer ix.Close()
	done(t, remake(t.Context(), ix))
	whole(t, ix)
	if n := len(folders(t, dir)); n != 1 || ix.Rebuilding() {
		t.Errorf("rebuilding = %t, folders %v", ix.Rebuilding(), folders(t, dir))
	}
}

// whole holds that the index finds every item of the four documents, once.
func whole(t *testing.T, ix *Index) {
	t.Helper()
	holds(t, ix, 4)
	a, err := ix.Search(t.Context(), engine.Plan{Query: engine.Term{Field: TextTitle, Term: "bru", Boost: 1}, Limit: 10})
	done(t, err)
	var got, want []string
	for _, h := range a.Hits {
		got = append(got, h.ID)
	}
	for i := range 4 {
		want = append(want, DocumentPrefix(archived(i).Document.SHA256)+"-item-0")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	done(t, ix.Verify(t.Context()))
}

// killed runs a process that makes the index again and is killed at a step, or,
// where that is "", makes it again and again and is killed after a while.
func killed(t *testing.T, dir, step string, after time.Duration) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestRebuildKilled$")
	c.Env = append(os.Environ(), "SAKSOK_TEST_INDEX="+dir, "SAKSOK_TEST_STEP="+step)
	out, err := c.StdoutPipe()
	done(t, err)
	done(t, c.Start())
	lines := bufio.NewReader(out)
	if step == "" {
		for line := ""; line != begun && err == nil; {
			line, err = lines.ReadString('\n')
		}
		done(t, err)
		time.AfterFunc(after, func() { _ = c.Process.Kill() }) // it is seen below whether that worked
	}
	rest, err := io.ReadAll(lines)
	done(t, err)
	if exit := (*exec.ExitError)(nil); !errors.As(c.Wait(), &exit) || exit.Exited() {
		t.Fatalf("%s: the process was not killed\n%s", step, rest)
	}
}

// begun is what the process prints that is to be killed after a while.
const begun = "begun\n"

// remake makes the index again from four documents.
func remake(ctx context.Context, ix *Index) error {
	if err := ix.Rebuild(ctx); err != nil {
		return err
	}
	for i := range 4 {
		if err := ix.Put(ctx, []*saksok.Extraction{archived(i)}); err != nil {
			return err
		}
	}
	return ix.Promote(ix.Generation())
}

// killedAt makes the index again and is killed at a step of it.
func killedAt(t *testing.T, dir, at string) {
	ix := opened(t, dir, Options{step: func(step string) {
		if step != at {
			return
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		t.Errorf("still alive: %v", err)
		select {}
	}})
	for fmt.Print(begun); ; {
		done(t, remake(t.Context(), ix))
	}
}

// TestUnreadable finds an index in ways that are no use: it is made again, and
// what is in it already is found meanwhile.
func TestUnreadable(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			done(t, filled(t, dir, 2).Close())
			damage(t, filepath.Join(dir, folders(t, dir)[0]))
			if _, err := OpenToRead(dir, Options{}); !errors.Is(err, ErrRebuild) {
				t.Errorf("opened to read: %v, want ErrRebuild", err)
			}
			ix := opened(t, dir, Options{})
			holds(t, ix, 0)
			done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(0)}))
			done(t, ix.Close())
			if _, err := OpenToRead(dir, Options{}); !errors.Is(err, ErrRebuild) {
				t.Errorf("half full, opened to read: %v, want ErrRebuild", err)
			}
			ix = opened(t, dir, Options{})
			defer ix.Close()
			if holds(t, ix, 1); !ix.Rebuilding() {
				t.Error("half full, and does not say so")
			}
			done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(1)}))
			done(t, ix.Promote(ix.Generation()))
			if holds(t, ix, 2); ix.Rebuilding() || len(folders(t, dir)) != 1 {
				t.Errorf("rebuilding = %t, folders %v", ix.Rebuilding(), folders(t, dir))
			}
		})
	}
}

var damages = map[string]func(t *testing.T, folder string){
	"another schema":   func(t *testing.T, folder string) { remark(t, folder, `"`+schemaVersion+`"`, `"0"`) },
	"missing segments": func(t *testing.T, folder string) { segments(t, folder, os.Remove) },
	"cut segments": func(t *testing.T, folder string) {
		segments(t, folder, func(path string) error { return os.Truncate(path, 100) })
	},
	"empty segments": func(t *testing.T, folder string) {
		segments(t, folder, func(path string) error { return os.Truncate(path, 0) })
	},
	"missing root": func(t *testing.T, folder string) { done(t, os.Remove(root(folder))) },
	"empty root":   func(t *testing.T, folder string) { done(t, os.Truncate(root(folder), 0)) },
	"cut root":     func(t *testing.T, folder string) { done(t, os.Truncate(root(folder), 5000)) },
	"root cut at a page": func(t *testing.T, folder string) {
		done(t, os.Truncate(root(folder), 8192))
	},
	"missing meta":       func(t *testing.T, folder string) { done(t, os.Remove(filepath.Join(folder, "index_meta.json"))) },
	"creation cut short": func(t *testing.T, folder string) { done(t, os.Remove(filepath.Join(folder, completeMark))) },
	"missing folder":     func(t *testing.T, folder string) { done(t, os.RemoveAll(folder)) },
	"state that says nothing": func(t *testing.T, folder string) {
		done(t, os.WriteFile(filepath.Join(filepath.Dir(folder), stateFile), []byte("{"), 0o644))
	},
}

func root(folder string) string { return filepath.Join(folder, "store", "root.bolt") }

// segments calls damage with the files of the segments.
func segments(t *testing.T, folder string, damage func(string) error) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "store", "*.zap"))
	if err != nil || len(found) == 0 {
		t.Fatalf("segments = %v, %v", found, err)
	}
	for _, path := range found {
		done(t, damage(path))
	}
}

// remark rewrites the mark of a generation.
func remark(t *testing.T, folder, from, to string) {
	t.Helper()
	path := filepath.Join(folder, completeMark)
	b, err := os.ReadFile(path)
	done(t, err)
	changed := strings.Replace(string(b), from, to, 1)
	if changed == string(b) {
		t.Fatalf("no %s in %s", from, b)
	}
	done(t, os.WriteFile(path, []byte(changed), 0o644))
}

// TestFlippedBytes changes single bytes of an index as a bad disk does. Opening it
// or reading it through tells; then it is made again, whatever can still be read
// of the one that is damaged, and nothing is lost.
func TestFlippedBytes(t *testing.T) {
	sound := t.TempDir()
	done(t, filled(t, sound, 4).Close())
	for seed := range uint64(12) {
		dir, r := t.TempDir(), rand.New(rand.NewPCG(seed, 9))
		done(t, os.CopyFS(dir, os.DirFS(sound)))
		segments(t, filepath.Join(dir, folders(t, dir)[0]), func(path string) error {
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			content[r.IntN(len(content))] ^= 1 << r.IntN(8)
			return os.WriteFile(path, content, 0o644)
		})
		ix := opened(t, dir, Options{})
		if !ix.Rebuilding() { // nothing was seen so far
			if err := ix.Verify(t.Context()); !errors.Is(err, ErrRebuild) || !ix.Requested() {
				t.Errorf("seed %d: verified: %v, requested = %t", seed, err, ix.Requested())
			}
		}
		if err := remake(t.Context(), ix); err != nil {
			t.Errorf("seed %d: made again: %v", seed, err)
		}
		holds(t, ix, 4)
		if err := ix.Verify(t.Context()); err != nil || ix.Rebuilding() || ix.Requested() {
			t.Errorf("seed %d, made again: %v, rebuilding = %t, requested = %t", seed, err, ix.Rebuilding(), ix.Requested())
		}
		done(t, ix.Close())
	}
}

// TestAnotherAnalysis answers from the index of before until the new one is full.
func TestAnotherAnalysis(t *testing.T) {
	dir := t.TempDir()
	done(t, filled(t, dir, 3).Close())
	remark(t, filepath.Join(dir, folders(t, dir)[0]), `"`+"nb", `"`+"nb0")
	if _, err := OpenToRead(dir, Options{}); !errors.Is(err, ErrRebuild) {
		t.Errorf("opened to read: %v, want ErrRebuild", err)
	}
	ix := opened(t, dir, Options{})
	defer ix.Close()
	if holds(t, ix, 3); !ix.Rebuilding() {
		t.Error("an index of another analysis is not made again")
	}
	done(t, ix.Rebuild(t.Context()))
	if holds(t, ix, 3); !strings.HasPrefix(ix.Generation(), Version+".") {
		t.Errorf("rebuilding = %t, generation %s", ix.Rebuilding(), ix.Generation())
	}
	for i := range 3 {
		done(t, ix.Put(t.Context(), []*saksok.Extraction{archived(i)}))
	}
	done(t, ix.Promote(ix.Generation()))
	holds(t, ix, 3)
}

// TestFormerFolder reads an index of before there were generations.
func TestFormerFolder(t *testing.T) {
	dir := t.TempDir()
	done(t, filled(t, dir, 3).Close())
	done(t, os.Rename(filepath.Join(dir, folders(t, dir)[0]), filepath.Join(dir, Version)))
	done(t, os.Remove(filepath.Join(dir, stateFile)))
	done(t, os.Mkdir(filepath.Join(dir, "0-nb1"), 0o755)) // of long ago
	ix := opened(t, dir, Options{})
	defer ix.Close()
	if holds(t, ix, 3); ix.Rebuilding() {
		t.Error("an index that is right is made again")
	}
	if diff := cmp.Diff([]string{Version}, folders(t, dir)); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
}

// TestRequest asks for a rebuild as another process does.
func TestRequest(t *testing.T) {
	dir := t.TempDir()
	ix := filled(t, dir, 2)
	done(t, RequestRebuild(dir))
	d, err := Describe(dir)
	done(t, err)
	if want := (Description{Version: Version, Generation: ix.Generation(), Requested: true}); d != want {
		t.Errorf("described as %+v, want %+v", d, want)
	}
	if !ix.Requested() || ix.Rebuilding() {
		t.Errorf("requested = %t, rebuilding = %t", ix.Requested(), ix.Rebuilding())
	}
	was := ix.Generation()
	done(t, ix.Close())
	ix = opened(t, dir, Options{})
	defer ix.Close()
	if !ix.Requested() {
		t.Error("opened again, the request is forgotten")
	}
	done(t, ix.Rebuild(t.Context()))
	if ix.Requested() || !ix.Rebuilding() {
		t.Errorf("begun: requested = %t, rebuilding = %t", ix.Requested(), ix.Rebuilding())
	}
	holds(t, ix, 2)
	if d, err = Describe(dir); err != nil || d.Generation != was || d.Next != ix.Generation() || d.Requested {
		t.Errorf("described as %+v, %v", d, err)
	}
}

func TestDescribeNothing(t *testing.T) {
	if d, err := Describe(filepath.Join(t.TempDir(), "none")); err != nil || d != (Description{}) {
		t.Errorf("described as %+v, %v", d, err)
	}
}
