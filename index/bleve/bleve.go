// Package bleve is the embedded index engine: Bleve's scorch as an inverted
// index, with our own matching, ranking and counting over it. It is the only
// package that imports Bleve. Text arrives as tokens and is replayed to Bleve as
// it is; what matches is found by joining bitmaps (see match.go); facets, sums,
// ranges and orders are read from columns kept per segment (see columns.go).
package bleve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	bleve "github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"saksok/index/engine"
)

const (
	// boltTimeout bounds the wait for the lock of another process; without it
	// an open waits for ever and says nothing.
	boltTimeout = "2s"
	// maxTerms bounds the terms the beginnings of one query may stand for in all
	// its fields: "*" over 400 000 terms takes 13 s and 1.7 GB.
	maxTerms = 4096
	// segmentsPerTier is how many segments of a size there are at most: Bleve has
	// ten, and a query pays for each. To write it costs no more, since up to
	// segmentsPerMerge become one at once.
	segmentsPerTier  = 3
	segmentsPerMerge = 6
	// asyncErrors names our callback in Bleve's registry.
	asyncErrors = "saksok"
)

// Index is an open Bleve index.
type Index struct {
	mu       sync.RWMutex // held for reading by searches, for writing by Close and reopen
	write    sync.Mutex   // one writer
	dir      string
	bleve    bleve.Index // nil where it could not be opened again
	store    index.Index
	columns  columnCache
	terms    termCache
	builders sync.Pool // of columnBuilder, to be used again
	closed   bool
	reopened time.Time // guarded by mu

	generation string // of the last batch, see generation.go; guarded by write
	lengths    atomic.Pointer[fieldLengths]
	like       atomic.Pointer[likeAutomaton] // the last that was asked for
}

// logger receives the errors of Bleve's background work. Bleve finds the
// callback by name in a registry of the process, so it is set once, by the
// first index opened.
var (
	setup  sync.Once
	logger *slog.Logger
)

func configure(log *slog.Logger) {
	setup.Do(func() {
		logger = log
		var last backgroundError
		scorch.RegistryAsyncErrorCallbacks[asyncErrors] = func(err error, path string) {
			if last.fresh(err) {
				logger.Error("index background work", "err", err, "path", path)
			}
		}
	})
}

// backgroundError is the last error of background work, which is tried again at
// once, hundreds of times a second, as long as it fails.
type backgroundError struct {
	mu   sync.Mutex
	text string
	at   time.Time
}

// fresh reports whether an error is another than the last, or a minute later.
func (b *backgroundError) fresh(err error) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err.Error() == b.text && time.Since(b.at) < time.Minute {
		return false
	}
	b.text, b.at = err.Error(), time.Now()
	return true
}

// Create makes an empty index in dir, which must not exist.
func Create(dir string, log *slog.Logger) (*Index, error) {
	configure(log)
	ix, err := bleve.NewUsing(dir, fields(), scorch.Name, scorch.Name, config())
	if err != nil {
		return nil, fmt.Errorf("creating index in %s: %w", dir, err)
	}
	return wrap(ix, dir)
}

// Open opens the index in dir. It returns engine.ErrLocked where another process
// has it and engine.ErrDamaged where it cannot be read.
func Open(dir string, log *slog.Logger) (*Index, error) {
	configure(log)
	if err := present(dir); err != nil {
		return nil, fmt.Errorf("opening index in %s: %w: %w", dir, engine.ErrDamaged, err)
	}
	ix, err := open(dir)
	switch {
	case errors.Is(err, engine.ErrLocked), errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("opening index in %s: %w", dir, err)
	case err != nil:
		return nil, fmt.Errorf("opening index in %s: %w: %w", dir, engine.ErrDamaged, err)
	}
	return ix, nil
}

// open opens the newest state or none. A fault in a mapped file, which a
// truncated root file gives, becomes an error: Bleve maps it in this goroutine.
func open(dir string) (ix *Index, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic while opening: %v", p)
		}
	}()
	newest, err := newestGeneration(dir)
	if err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(dir, config())
	if err != nil && strings.HasSuffix(err.Error(), "timeout") {
		return nil, engine.ErrLocked // taken in between
	}
	if err != nil {
		return nil, err
	}
	if ix, err = wrap(b, dir); err != nil {
		return nil, err
	}
	loaded, err := ix.loadedGeneration()
	if err == nil && loaded != newest {
		err = fmt.Errorf("only state %s of %s can be read", loaded, newest)
	}
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	ix.generation = loaded
	return ix, nil
}

// present finds what Bleve would create silently or only miss later.
func present(dir string) error {
	for _, name := range []string{"index_meta.json", filepath.Join("store", "root.bolt")} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

func wrap(ix bleve.Index, dir string) (*Index, error) {
	store, err := ix.Advanced()
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	out := &Index{dir: dir, bleve: ix, store: store, columns: columnCache{limit: maxColumns}, terms: termCache{limit: maxTermMemory}}
	if err := out.loadLengths(); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return out, nil
}

func config() map[string]any {
	return map[string]any{
		"bolt_timeout": boltTimeout, "asyncErrorCallbackName": asyncErrors,
		"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": segmentsPerTier, "SegmentsPerMergeTask": segmentsPerMerge},
	}
}

// fields is the mapping. Documents are handed over ready made, so it maps
// nothing; static, it would refuse what is not.
func fields() mapping.IndexMapping {
	m := mapping.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentStaticMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// Count implements engine.Engine.
func (ix *Index) Count() (int, error) {
	var n uint64
	err := ix.view(func(s *scorch.IndexSnapshot) (err error) {
		n, err = s.DocCount()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("counting documents: %w", err)
	}
	return int(n), nil
}

// Memory implements engine.Engine: it is that of the columns of fields and terms.
func (ix *Index) Memory() int { return ix.columns.bytes() + ix.terms.bytes() }

// Close implements engine.Engine.
func (ix *Index) Close() error {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	if ix.bleve == nil {
		return nil
	}
	if err := ix.bleve.Close(); err != nil {
		return fmt.Errorf("closing index in %s: %w", ix.dir, err)
	}
	return nil
}

// view calls f with one consistent state of the index. After a failed write, on
// a full disk, Bleve may panic in every search until the index is opened again:
// then it is, and f called once more.
func (ix *Index) view(f func(*scorch.IndexSnapshot) error) error {
	err := ix.look(f)
	var p *panicError
	if !errors.As(err, &p) && !errors.Is(err, errNotOpen) {
		return err
	}
	if again := ix.reopen(err); again != nil {
		return errors.Join(err, again)
	}
	return ix.look(f)
}

// look is view without a second try. A panic inside Bleve is an error.
func (ix *Index) look(f func(*scorch.IndexSnapshot) error) (err error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if err := ix.usable(); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{p, debug.Stack()}
		}
	}()
	reader, err := ix.store.Reader()
	if err != nil {
		return fmt.Errorf("opening index reader: %w", err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("index reader is a %T", reader)
	}
	return f(snapshot)
}

// Sources implements engine.Engine.
func (ix *Index) Sources(ctx context.Context, ids []string) ([][]byte, error) {
	out := make([][]byte, len(ids))
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		for i, id := range ids {
			if err := ctx.Err(); err != nil {
				return err
			}
			source, err := storedSource(s, id)
			if err != nil {
				return err
			}
			out[i] = source
		}
		return nil
	})
	return out, err
}

// storedSource finds the document by its id. Bleve's own way does so in goroutines,
// in which a panic ends the process.
func storedSource(s *scorch.IndexSnapshot, id string) ([]byte, error) {
	for _, seg := range s.Segments() {
		docs, err := seg.DocNumbers([]string{id})
		if err != nil {
			return nil, fmt.Errorf("finding document %s: %w", id, err)
		}
		if !docs.IsEmpty() {
			return sourceAt(seg, docs.Minimum())
		}
	}
	return nil, nil
}

// sourceAt reads the source of a document of the segment.
func sourceAt(seg *scorch.SegmentSnapshot, doc uint32) ([]byte, error) {
	var source []byte
	err := seg.VisitDocument(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field != sourceField {
			return true
		}
		source = bytes.Clone(value)
		return false
	})
	if err != nil {
		return nil, fmt.Errorf("reading stored document %d: %w", doc, err)
	}
	return source, nil
}

// IDs implements engine.Engine.
func (ix *Index) IDs(ctx context.Context, field, value string) ([]string, error) {
	var ids []string
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		ids = nil
		row, err := newTermReader(s, nil, new(columnBuilder)).row(fieldTerm{keywordPrefix + field, value})
		if err != nil {
			return err
		}
		for i, seg := range s.Segments() {
			for it := row[i].docs.Iterator(); it.HasNext(); {
				id, err := seg.DocID(uint64(it.Next()))
				if err != nil {
					return fmt.Errorf("reading id of a document: %w", err)
				}
				ids = append(ids, string(id))
			}
		}
		return ctx.Err()
	})
	return ids, err
}

var _ engine.Engine = (*Index)(nil)
