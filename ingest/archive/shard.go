package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"saksok"
	"saksok/ingest/internal/failpoint"
)

// ErrDamaged is what a stored file gives whose bytes are not those it was
// stored with.
var ErrDamaged = errors.New("stored file is damaged")

// tmpDir holds files on their way; two hexadecimal digits never spell it.
const tmpDir = "tmp"

// shards is a folder of files named by document, spread over 256 subfolders.
type shards struct {
	dir string
	ext string
}

// openShards creates the folder and wipes what an interrupted Put left.
func openShards(dir, ext string) (shards, error) {
	s := shards{dir: dir, ext: ext}
	tmp := filepath.Join(dir, tmpDir)
	if err := os.RemoveAll(tmp); err != nil {
		return s, fmt.Errorf("wiping unfinished files: %w", err)
	}
	if err := os.MkdirAll(tmp, 0o750); err != nil {
		return s, fmt.Errorf("creating store: %w", err)
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return s, err
	}
	return s, syncDir(dir)
}

// path is where the document's file is, or would be. An id that is not a
// SHA-256 in lower-case hexadecimal has no place: the id comes out of URLs, so
// it must never be able to name another file.
func (s shards) path(id saksok.DocumentID) (string, error) {
	if !validID(id) {
		return "", fmt.Errorf("document %q: not a SHA-256: %w", id, fs.ErrNotExist)
	}
	return filepath.Join(s.dir, string(id[:2]), string(id[2:])+s.ext), nil
}

func validID(id saksok.DocumentID) bool {
	if len(id) != 64 {
		return false
	}
	for _, c := range []byte(id) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// temp opens a new file in the store's own tmp folder, so that the rename
// stays within one file system.
func (s shards) temp() (*os.File, error) {
	return os.CreateTemp(filepath.Join(s.dir, tmpDir), "put-*")
}

// keep makes the written temporary file durable under the document's name. It
// closes f; on an error it removes it as well.
func (s shards) keep(f *os.File, id saksok.DocumentID) error {
	failpoint.Hit(failpoint.TempWritten)
	err := f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	failpoint.Hit(failpoint.TempSynced)
	to, err := s.path(id)
	if err == nil {
		err = s.makeShard(filepath.Dir(to))
	}
	if err == nil {
		err = os.Rename(f.Name(), to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	failpoint.Hit(failpoint.Renamed)
	return syncDir(filepath.Dir(to))
}

// makeShard creates one of the 256 folders and syncs its parent, without which
// the folder and all in it could be gone after a power cut.
func (s shards) makeShard(dir string) error {
	err := os.Mkdir(dir, 0o750)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return err
	}
	return syncDir(s.dir)
}

// all yields the stored documents in order of their ids.
func (s shards) all() iter.Seq2[saksok.DocumentID, error] {
	return func(yield func(saksok.DocumentID, error) bool) {
		folders, err := os.ReadDir(s.dir)
		if err != nil {
			yield("", fmt.Errorf("listing store: %w", err))
			return
		}
		for _, folder := range folders {
			if len(folder.Name()) != 2 || !folder.IsDir() {
				continue
			}
			if !s.shard(folder.Name(), yield) {
				return
			}
		}
	}
}

func (s shards) shard(name string, yield func(saksok.DocumentID, error) bool) bool {
	files, err := os.ReadDir(filepath.Join(s.dir, name))
	if err != nil {
		return yield("", fmt.Errorf("listing store: %w", err))
	}
	for _, file := range files {
		rest, ok := strings.CutSuffix(file.Name(), s.ext)
		id := saksok.DocumentID(name + rest)
		if !ok || !validID(id) {
			continue
		}
		if !yield(id, nil) {
			return false
		}
	}
	return true
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("syncing folder: %w", err)
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("syncing folder %s: %w", dir, err)
	}
	return nil
}
