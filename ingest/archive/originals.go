package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path/filepath"

	"saksok"
)

// ErrTooLarge is what Put gives when the bytes pass its limit.
var ErrTooLarge = errors.New("over the size limit")

const originalExt = ".pdf"

// Originals keeps documents as they were published.
type Originals struct{ shards shards }

// OpenOriginals opens the store in dir, creating it where needed, and wipes
// what an interrupted Put left behind.
func OpenOriginals(dir string) (*Originals, error) {
	s, err := openShards(dir, originalExt)
	if err != nil {
		return nil, fmt.Errorf("open originals %s: %w", dir, err)
	}
	return &Originals{s}, nil
}

// ReadOriginals is the store in dir for reading only, beside the process that
// writes it: nothing is created and nothing wiped.
func ReadOriginals(dir string) *Originals { return &Originals{shards{dir: dir, ext: originalExt}} }

// Stored says what Put did.
type Stored struct {
	ID      saksok.DocumentID
	Bytes   int64
	Existed bool // the same bytes were there already
}

// Put stores all of r and returns once it is durable. The id is the hash of the
// bytes that were written, whatever happens to the source meanwhile. More than
// limit bytes is [ErrTooLarge]; limit 0 is none.
func (o *Originals) Put(ctx context.Context, r io.Reader, limit int64) (Stored, error) {
	f, err := o.shards.temp()
	if err != nil {
		return Stored{}, fmt.Errorf("store original: %w", err)
	}
	h := sha256.New()
	n, err := copyLimited(ctx, io.MultiWriter(f, h), r, limit)
	if err != nil {
		return Stored{}, fmt.Errorf("store original: %w", errors.Join(err, f.Close(), os.Remove(f.Name())))
	}
	st := Stored{ID: sum(h), Bytes: n}
	path, err := o.shards.path(st.ID)
	if err != nil {
		return Stored{}, err
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() == n {
		st.Existed = true
		// The folder is synced although nothing new was written: the one who
		// wrote it may have been killed between its rename and its sync.
		err := errors.Join(f.Close(), os.Remove(f.Name()), syncDir(filepath.Dir(path)))
		return st, err
	}
	if err := o.shards.keep(f, st.ID); err != nil {
		return Stored{}, fmt.Errorf("store original %s: %w", st.ID, err)
	}
	return st, nil
}

// Path is where the document's bytes are. It is an error wrapping
// fs.ErrNotExist for an id that is no SHA-256; the file itself may be missing.
func (o *Originals) Path(id saksok.DocumentID) (string, error) { return o.shards.path(id) }

// Open opens the document; the caller closes it. A document that is not stored
// is an error wrapping fs.ErrNotExist.
func (o *Originals) Open(id saksok.DocumentID) (*os.File, error) {
	path, err := o.shards.path(id)
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

// Verify reads the whole document and compares its hash with its name; an
// error wrapping [ErrDamaged] says they differ.
func (o *Originals) Verify(ctx context.Context, id saksok.DocumentID) error {
	f, err := o.Open(id)
	if err != nil {
		return fmt.Errorf("verify %s: %w", id, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := copyLimited(ctx, h, f, 0); err != nil {
		return fmt.Errorf("verify %s: %w", id, err)
	}
	if got := sum(h); got != id {
		return fmt.Errorf("verify %s: hash is now %s: %w", id, got, ErrDamaged)
	}
	return nil
}

// All yields the id of every stored document, in order.
func (o *Originals) All() iter.Seq2[saksok.DocumentID, error] { return o.shards.all() }

func sum(h hash.Hash) saksok.DocumentID {
	return saksok.DocumentID(hex.EncodeToString(h.Sum(nil)))
}

// copyLimited copies r to w, looking at ctx between chunks.
func copyLimited(ctx context.Context, w io.Writer, r io.Reader, limit int64) (int64, error) {
	buf := make([]byte, 128<<10)
	var n int64
	for {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		k, err := r.Read(buf)
		n += int64(k)
		if limit > 0 && n > limit {
			return n, fmt.Errorf("%w of %d bytes", ErrTooLarge, limit)
		}
		if _, werr := w.Write(buf[:k]); werr != nil {
			return n, werr
		}
		switch {
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil:
			return n, err
		}
	}
}
