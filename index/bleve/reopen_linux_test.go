package bleve_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"

	"saksok/index/engine"
)

// fullDiskChild marks the process whose disk is full.
const fullDiskChild = "SAKSOK_TEST_FULL_DISK"

// TestFullDisk fills the disk, as far as this process can tell: a write fails,
// and searches go on finding what was acknowledged, then and after there is room.
//
// It does so in a process of its own: nothing else may write meanwhile, not even
// the test's log.
func TestFullDisk(t *testing.T) {
	if os.Getenv(fullDiskChild) == "" {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$")
		child.Env = append(os.Environ(), fullDiskChild+"=1")
		if out, err := child.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	ix := create(t)
	write := func(from int) error {
		var ops []engine.Op
		for i := from; i < from+200; i++ {
			var tokens []engine.Token
			for w := range 50 {
				tokens = append(tokens, engine.Token{Term: fmt.Sprint("=word", i*w), Pos: w + 1})
			}
			ops = append(ops, engine.Op{ID: fmt.Sprint(i), Doc: &engine.Doc{
				Text: map[string][]engine.Token{"x": tokens}, Keywords: map[string][]string{"batch": {fmt.Sprint(from)}}, Source: []byte("{}"),
			}})
		}
		return ix.Apply(t.Context(), ops)
	}
	find := func(batch int) (int, error) {
		a, err := ix.Search(t.Context(), engine.Plan{
			Query: engine.Or{Nodes: []engine.Node{
				engine.And{Nodes: []engine.Node{engine.Term{Field: "x", Term: "=word0", Boost: 1}, engine.Keyword{Field: "batch", Value: fmt.Sprint(batch)}}},
				engine.Prefix{Field: "x", Prefix: "=word00", Max: 10}, engine.Keyword{Field: "unseen", Value: "x"},
			}},
			Limit: 10, Facets: []engine.Facet{{Name: "batch", Field: "batch"}},
		})
		if err != nil {
			return 0, err
		}
		return a.Total, nil
	}
	if err := write(0); err != nil {
		t.Fatal(err)
	}
	full(t, func() {
		for batch := 1000; batch < 1600; batch += 200 {
			if err := write(batch); !errors.Is(err, syscall.EFBIG) {
				t.Errorf("a write to a full disk gives %v", err)
			}
			if n, err := find(0); err != nil || n != 200 {
				t.Errorf("on a full disk: found %d, %v, want 200", n, err)
			}
			if n, err := find(batch); err != nil || n != 0 {
				t.Errorf("on a full disk: found %d, %v of what was not written", n, err)
			}
		}
	})
	if err := write(2000); err != nil {
		t.Errorf("with room again: %v", err)
	}
	for _, batch := range []int{0, 2000} {
		if n, err := find(batch); err != nil || n != 200 {
			t.Errorf("with room again, batch %d: found %d, %v, want 200", batch, n, err)
		}
	}
}

// full runs f while no file may grow.
func full(t *testing.T, f func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 512, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}()
	f()
}
