package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Kind is the source name of addresses in the file system. The path is the
// absolute one, so a file has one address however the user named its folder.
const Kind = "file"

// Entry is one thing found: a candidate, or something under a PDF's name that
// could not be one.
type Entry struct {
	Path    string // absolute; bytes as the file system has them
	Size    int64
	ModTime time.Time
	// Err is why it cannot be opened: fs.ErrPermission, [ErrNotRegular] or
	// another error of the file system. Nil for a candidate.
	Err    error
	Folder bool // Err is of a folder that could not be listed

	root *os.Root
	rel  string
}

// ErrNotRegular is what an entry gives that is a link, pipe, device or socket.
var ErrNotRegular = errors.New("not a regular file")

// Open opens the candidate and makes sure that what was opened is a regular
// file, not something put in its place since it was listed. It works until the
// folder it came from is closed.
func (e Entry) Open() (*os.File, error) {
	if e.Err != nil {
		return nil, e.Err
	}
	return openRegular(e.root, e.rel)
}

// openRegular opens rel below root for reading without following a symbolic
// link in its last place and without ever waiting for a pipe's other end.
func openRegular(root *os.Root, rel string) (*os.File, error) {
	before, err := root.Lstat(rel)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", before.Mode().Type(), ErrNotRegular)
	}
	f, err := root.OpenFile(rel, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	after, err := f.Stat()
	if err == nil && (!after.Mode().IsRegular() || !os.SameFile(before, after)) {
		err = fmt.Errorf("changed while it was opened: %w", ErrNotRegular)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Look is what a candidate's ends say of it.
type Look struct {
	Size    int64
	ModTime time.Time
	Type    string // as [Sniff] says
	EOF     bool   // its end has the mark of a complete PDF
}

// Inspect reads both ends of an open file and leaves it at its beginning.
func Inspect(f *os.File) (Look, error) {
	info, err := f.Stat()
	if err != nil {
		return Look{}, err
	}
	head := make([]byte, headSize)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Look{}, err
	}
	head = head[:n]
	tail := make([]byte, tailSize)
	n, err = f.ReadAt(tail, max(info.Size()-int64(tailSize), 0))
	if err != nil && !errors.Is(err, io.EOF) {
		return Look{}, err
	}
	return Look{Size: info.Size(), ModTime: info.ModTime(), Type: Sniff(head), EOF: hasEOF(tail[:n])}, nil
}

// unfinished are the endings of files that programs have not finished, or will
// take away again.
var unfinished = []string{".part", ".tmp", ".crdownload", ".partial", ".download", ".filepart", "~"}

// ignored reports whether a walk passes a name over without a word.
func ignored(name string) bool {
	lower := strings.ToLower(name)
	for _, end := range unfinished {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return strings.HasPrefix(name, ".")
}

// extension is the name's extension in lower case: a dot and one to five
// letters and digits, at least one of them a letter, for "Sak 12.24" and
// "Møte 1. utkast" have none.
func extension(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if len(ext) < 2 || len(ext) > 6 {
		return ""
	}
	letter := false
	for _, c := range []byte(ext[1:]) {
		switch {
		case 'a' <= c && c <= 'z':
			letter = true
		case c < '0' || c > '9':
			return ""
		}
	}
	if !letter {
		return ""
	}
	return ext
}

// startsAsPDF reports whether the file's beginning has a PDF's mark.
func startsAsPDF(root *os.Root, rel string) (bool, error) {
	f, err := openRegular(root, rel)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return Sniff(head[:n]) == "pdf", nil
}

// gone reports whether err says the file is no longer there.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESTALE)
}
