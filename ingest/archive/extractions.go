package archive

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"saksok"
)

// maxExtraction bounds what one stored extraction may unfold to, so that a
// damaged or planted file cannot fill the memory. A 1 000-page budget book with
// every word's box is some 60 MB.
const maxExtraction = 1 << 30

const extractionExt = ".json.zst"

// Extractions keeps the newest extraction of each document as JSON, compressed
// with Zstandard (whose checksum is verified at each reading).
type Extractions struct{ shards shards }

// OpenExtractions opens the store in dir, creating it where needed, and wipes
// what an interrupted Put left behind.
func OpenExtractions(dir string) (*Extractions, error) {
	s, err := openShards(dir, extractionExt)
	if err != nil {
		return nil, fmt.Errorf("open extractions %s: %w", dir, err)
	}
	return &Extractions{s}, nil
}

// ReadExtractions is the store in dir for reading only, beside the process that
// writes it: nothing is created and nothing wiped.
func ReadExtractions(dir string) *Extractions {
	return &Extractions{shards{dir: dir, ext: extractionExt}}
}

// Put stores x in place of an earlier extraction of the same document and
// returns once it is durable.
func (e *Extractions) Put(x *saksok.Extraction) error {
	id := x.Document.SHA256
	if _, err := e.shards.path(id); err != nil {
		return fmt.Errorf("store extraction: %w", err)
	}
	f, err := e.shards.temp()
	if err != nil {
		return fmt.Errorf("store extraction %s: %w", id, err)
	}
	if err := encode(f, x); err != nil {
		return fmt.Errorf("store extraction %s: %w", id, errors.Join(err, f.Close(), os.Remove(f.Name())))
	}
	if err := e.shards.keep(f, id); err != nil {
		return fmt.Errorf("store extraction %s: %w", id, err)
	}
	return nil
}

func encode(w io.Writer, x *saksok.Extraction) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return errors.Join(err, z.Close())
	}
	if err := b.Flush(); err != nil {
		return errors.Join(err, z.Close())
	}
	return z.Close()
}

// Extraction reads the document's stored extraction. One that is not stored is
// an error wrapping fs.ErrNotExist, one that cannot be read [ErrDamaged].
func (e *Extractions) Extraction(id saksok.DocumentID) (*saksok.Extraction, error) {
	path, err := e.shards.path(id)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read extraction: %w", err)
	}
	defer f.Close()
	x, err := decode(f)
	if err != nil {
		return nil, fmt.Errorf("read extraction %s: %w: %w", id, ErrDamaged, err)
	}
	if x.Document.SHA256 != id {
		return nil, fmt.Errorf("read extraction %s: it is of %s: %w", id, x.Document.SHA256, ErrDamaged)
	}
	return x, nil
}

func decode(r io.Reader) (*saksok.Extraction, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxExtraction))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	limited := &io.LimitedReader{R: z, N: maxExtraction}
	dec := json.NewDecoder(limited)
	x := new(saksok.Extraction)
	if err := dec.Decode(x); err != nil {
		return nil, err
	}
	// Read to the end: the checksum stands there.
	if _, err := io.Copy(io.Discard, io.MultiReader(dec.Buffered(), limited)); err != nil {
		return nil, err
	}
	return x, nil
}

// Remove deletes the document's stored extraction, so that the next reading
// starts from the original. Removing what is not there is no error.
func (e *Extractions) Remove(id saksok.DocumentID) error {
	path, err := e.shards.path(id)
	if err != nil {
		return err
	}
	err = os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove extraction: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// All yields every stored extraction in order of the documents' ids, one in
// memory at a time. An extraction that cannot be read is yielded as its error,
// and the walk goes on.
func (e *Extractions) All(ctx context.Context) iter.Seq2[*saksok.Extraction, error] {
	return func(yield func(*saksok.Extraction, error) bool) {
		for id, err := range e.shards.all() {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if x, err := e.Extraction(id); !yield(x, err) {
				return
			}
		}
	}
}
