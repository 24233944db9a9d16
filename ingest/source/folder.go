package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Folder is one path the user named: a folder with all below it, or one file.
type Folder struct {
	path string   // absolute
	root *os.Root // the folder, or the file's folder
	file string   // the file's name in root; "" for a folder
}

// Open opens a path for listing; the caller closes it. A path that is itself a
// symbolic link is followed, for the user named it.
func Open(path string) (*Folder, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open source %q: %w", path, err)
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, fmt.Errorf("open source %q: %w", path, err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return nil, fmt.Errorf("open source %q: %w", path, err)
	}
	f := &Folder{path: abs}
	dir := real
	if !info.IsDir() {
		dir, f.file = filepath.Dir(real), filepath.Base(real)
	}
	f.root, err = os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open source %q: %w", path, err)
	}
	return f, nil
}

// Close ends the use of the folder and of the entries it listed.
func (f *Folder) Close() error { return f.root.Close() }

// Path is the absolute path that was opened.
func (f *Folder) Path() string { return f.path }

// IsFolder reports whether the path is a folder, not a single file.
func (f *Folder) IsFolder() bool { return f.file == "" }

// Listing says how far a walk can be believed.
type Listing struct {
	Entries int
	// Complete is false when a folder could not be read to its end. Only a
	// complete listing may say that something is missing.
	Complete bool
}

// Walk gives every entry to visit, folder by folder in the order of their
// names, one folder's names in memory at a time. An error of visit or of ctx ends
// it; an error of the file system becomes an entry and the walk goes on.
func (f *Folder) Walk(ctx context.Context, visit func(Entry) error) (Listing, error) {
	w := walker{folder: f, visit: visit, listing: Listing{Complete: true}}
	if !f.IsFolder() {
		info, err := f.root.Lstat(f.file)
		err = w.give(f.file, info, err)
		w.listing.Complete = false // of its folder it says nothing
		return w.listing, err
	}
	err := w.dir(ctx, ".", 0)
	return w.listing, err
}

// maxDepth bounds folders in folders. Links are not followed, so only a real
// tree of that depth reaches it.
const maxDepth = 200

type walker struct {
	folder  *Folder
	visit   func(Entry) error
	listing Listing
}

func (w *walker) dir(ctx context.Context, rel string, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	names, err := w.names(rel)
	if err == nil && depth > maxDepth {
		err = fmt.Errorf("more than %d folders deep", maxDepth)
	}
	if err != nil {
		w.listing.Complete = false
		if gone(err) {
			return nil
		}
		if verr := w.visit(Entry{Path: w.abs(rel), Folder: true, Err: fmt.Errorf("listing folder: %w", err)}); verr != nil {
			return verr
		}
	}
	for _, e := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if ignored(e.Name()) {
			continue
		}
		if err := w.entry(ctx, filepath.Join(rel, e.Name()), e, depth); err != nil {
			return err
		}
	}
	return nil
}

// names reads a folder's entries; on an error it gives those it got.
func (w *walker) names(rel string) ([]fs.DirEntry, error) {
	d, err := w.folder.root.OpenFile(rel, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (w *walker) entry(ctx context.Context, rel string, e fs.DirEntry, depth int) error {
	if e.IsDir() {
		return w.dir(ctx, rel, depth+1)
	}
	ext := extension(e.Name())
	if ext != ".pdf" && ext != "" {
		return nil
	}
	info, err := w.folder.root.Lstat(rel)
	if err == nil && info.IsDir() { // where the listing did not tell the type
		return w.dir(ctx, rel, depth+1)
	}
	if ext == "" {
		if err != nil || !info.Mode().IsRegular() {
			return nil
		}
		if pdf, err := startsAsPDF(w.folder.root, rel); err != nil || !pdf {
			return nil // a file without an extension is none of ours until it shows
		}
	}
	return w.give(rel, info, err)
}

// give hands a candidate, or what is wrong with it, to visit.
func (w *walker) give(rel string, info fs.FileInfo, err error) error {
	e := Entry{Path: w.abs(rel), Err: err, root: w.folder.root, rel: rel}
	switch {
	case err != nil && gone(err):
		return nil
	case err == nil:
		e.Size, e.ModTime = info.Size(), info.ModTime()
		if !info.Mode().IsRegular() {
			e.Err = fmt.Errorf("%s: %w", typeName(info.Mode()), ErrNotRegular)
		}
	}
	w.listing.Entries++
	return w.visit(e)
}

func (w *walker) abs(rel string) string {
	if !w.folder.IsFolder() {
		return w.folder.path
	}
	return filepath.Join(w.folder.path, rel)
}

func typeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "symbolic link"
	case m&fs.ModeNamedPipe != 0:
		return "pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "special file"
}

// Again looks at the candidate once more, for its size and time.
func (e Entry) Again() (size int64, mod time.Time, err error) {
	info, err := e.root.Lstat(e.rel)
	if err != nil {
		return 0, time.Time{}, err
	}
	if !info.Mode().IsRegular() {
		return 0, time.Time{}, ErrNotRegular
	}
	return info.Size(), info.ModTime(), nil
}

// Gone reports whether an error of Open or Again says the file has vanished.
func Gone(err error) bool { return gone(err) && !errors.Is(err, ErrNotRegular) }

// Abs is the address Open would give a path, which need not exist; "" stays "".
func Abs(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("source %q: %w", path, err)
	}
	return abs, nil
}
