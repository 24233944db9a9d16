package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"saksok/index/engine"
)

// The steps of a rebuild at which the tests kill the process.
const (
	stepCreated  = "created"  // the next generation is on disk, nobody knows of it
	stepNoted    = "noted"    // the state file names it
	stepPut      = "put"      // a batch is in it
	stepSwapped  = "swapped"  // the state file names it as the one that answers
	stepReleased = "released" // nobody reads the old one, which is still on disk
)

// Rebuilding reports whether the index is to be made again, or a generation is
// being filled that is not yet full: beside the one that answers, or, where there
// is none, as the one that answers.
func (ix *Index) Rebuilding() bool {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.next != nil || ix.partial || ix.wanted
}

// Rebuild begins a generation beside the one that answers; one that was begun is
// gone on with. Put then fills it, and Promote makes it the one that answers.
// The next generation learns parts of compounds from the words of the present one.
func (ix *Index) Rebuild(ctx context.Context) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	if ix.next == nil && !ix.partial {
		if err := ix.begin(ctx); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(ix.dir, requestFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("taking the request for a rebuild: %w", err)
	}
	return nil
}

// begin makes the next generation; write is held.
func (ix *Index) begin(ctx context.Context) error {
	words, from, err := ix.partWords(ctx)
	if err != nil {
		return err
	}
	g, err := createGeneration(ix.dir, words, from, ix.log)
	if err != nil {
		return err
	}
	ix.step(stepCreated)
	if err := (state{Live: ix.live.folder, Next: g.folder}).write(ix.dir); err != nil {
		return errors.Join(err, g.engine.Close())
	}
	ix.step(stepNoted)
	ix.mu.Lock()
	ix.next, ix.wanted = g, false
	ix.mu.Unlock()
	return nil
}

// Promote makes the generation that was being filled the one that answers, waits
// for searches that still read the other, and removes that. The caller has put
// everything there is into it, see Generation; another one is left as it is.
func (ix *Index) Promote(generation string) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.RLock()
	old, next, partial := ix.live, ix.next, ix.partial
	ix.mu.RUnlock()
	switch {
	case partial && old.name() == generation:
		if err := (state{Live: old.folder}).write(ix.dir); err != nil {
			return err
		}
		ix.mu.Lock()
		ix.partial = false
		ix.mu.Unlock()
		return nil
	case next == nil || next.name() != generation:
		return nil
	}
	if err := (state{Live: next.folder}).write(ix.dir); err != nil {
		return err
	}
	ix.step(stepSwapped)
	ix.mu.Lock()
	ix.live, ix.next = next, nil
	ix.mu.Unlock()
	old.users.Wait()
	err := old.engine.Close()
	ix.step(stepReleased)
	if err = errors.Join(err, os.RemoveAll(filepath.Join(ix.dir, old.folder))); err != nil {
		return fmt.Errorf("removing index %s: %w", old.folder, err)
	}
	return nil
}

// Verify reads all that the generation that answers has on disk. Where that is
// not what was written the error is ErrRebuild, and the index is asked to be made
// again, beside the damaged one: see Requested.
func (ix *Index) Verify(ctx context.Context) error {
	err := ix.use(func(e engine.Engine) error { return e.Verify(ctx) })
	if errors.Is(err, engine.ErrDamaged) {
		return errors.Join(fmt.Errorf("%w: %w", ErrRebuild, err), RequestRebuild(ix.dir))
	}
	return err
}

// requestFile asks the process that has the index open to make it again.
const requestFile = "reindex"

// RequestRebuild asks whoever has the index in dir open, or opens it next, to
// make it again.
func RequestRebuild(dir string) error {
	if err := writeDurably(filepath.Join(dir, requestFile), nil); err != nil {
		return fmt.Errorf("asking for a rebuild: %w", err)
	}
	return nil
}

// Requested reports whether a rebuild was asked for and not begun.
func (ix *Index) Requested() bool { return requested(ix.dir) }

func requested(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, requestFile))
	return err == nil
}

// Description is what the files of an index tell without opening it.
type Description struct {
	Version    string `json:"version"`              // of the generation that answers
	Generation string `json:"generation"`           // its name
	Next       string `json:"next,omitempty"`       // the name of the one being filled beside it
	Incomplete bool   `json:"incomplete,omitempty"` // the one that answers is itself being filled
	Requested  bool   `json:"requested,omitempty"`  // a rebuild was asked for
}

// Describe tells which generations the index in dir has, for those who do not
// open it; the zero Description where there is none.
func Describe(dir string) (Description, error) {
	s, err := readState(dir)
	if err != nil || s.Live == "" {
		return Description{}, err
	}
	d := Description{Incomplete: s.Partial, Requested: requested(dir)}
	live, err := readMark(filepath.Join(dir, s.Live))
	if err != nil {
		return Description{Incomplete: true}, nil // Open will find it so, and make it again
	}
	d.Version, d.Generation = live.version(), live.name()
	if next, err := readMark(filepath.Join(dir, s.Next)); s.Next != "" && err == nil {
		d.Next = next.name()
	}
	return d, nil
}

// generationName is the form of the folder of a generation, formerName that of
// before there were several. Other folders are not ours to look at or remove.
var (
	generationName = regexp.MustCompile(`^[0-9]+-[a-z]+[0-9]+(\.[A-Z0-9]+)?$`)
	formerName     = regexp.MustCompile(`^[0-9]+-[a-z]+[0-9]+$`)
)

// generationFolders lists the folders of generations in dir.
func generationFolders(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("looking for an index: %w", err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && generationName.MatchString(e.Name()) {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// sweep removes what a process that was killed left behind.
func (ix *Index) sweep() error {
	folders, err := generationFolders(ix.dir)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if f == ix.live.folder || ix.next != nil && f == ix.next.folder {
			continue
		}
		if err := os.RemoveAll(filepath.Join(ix.dir, f)); err != nil {
			return fmt.Errorf("removing index %s: %w", f, err)
		}
	}
	return nil
}
