// Package index answers "where is what was extracted kept for searching?": it
// turns extractions into search documents, one for every item, decision, figure,
// page, person, meeting and document, and keeps them in an engine. The index is
// a cache: everything in it can be written again from the stored extractions.
package index

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"saksok"
	"saksok/index/bleve"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// schemaVersion counts the changes of what a search document holds.
const schemaVersion = "3"

// Version names the folder of an index: what its documents hold and how their
// text was analysed. Either one changed makes an index of before useless.
const Version = schemaVersion + "-" + norwegian.Version

// batchSize is how many search documents go into one durable write: below 500 a
// document costs twice as much, above 1000 only memory is added.
const batchSize = 1000

var (
	// ErrRebuild means there is no usable index but there was one: of another
	// version, or damaged. Call Reset, Open again, and Put every stored extraction.
	ErrRebuild = errors.New("index must be rebuilt")
	// ErrLocked means another process has the index open.
	ErrLocked = engine.ErrLocked
)

// Options are what Open can be told. The zero value works.
type Options struct {
	Log *slog.Logger // nil: discarded
}

// Index is an open index. Its methods may be called at the same time.
type Index struct {
	engine     engine.Engine
	dir        string
	created    bool
	generation string
	write      sync.Mutex // Put and Delete look up what there is before they write
}

// Open opens the index of this version in dir, or creates it where dir has none
// of any version. The error is ErrRebuild, ErrLocked or an I/O error.
func Open(dir string, opts Options) (*Index, error) {
	log := opts.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	versions, err := versionsIn(dir)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, Version)
	for _, v := range versions {
		if v == Version {
			return openExisting(path, log)
		}
	}
	if len(versions) > 0 {
		return nil, fmt.Errorf("index has version %s, need %s: %w", strings.Join(versions, ", "), Version, ErrRebuild)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("creating index folder: %w", err)
	}
	return create(path, log)
}

func openExisting(path string, log *slog.Logger) (*Index, error) {
	mark, err := readMark(path)
	if err != nil {
		return nil, fmt.Errorf("index in %s was never finished: %w", path, ErrRebuild)
	}
	e, err := bleve.Open(path, log)
	if errors.Is(err, engine.ErrDamaged) {
		return nil, fmt.Errorf("%w: %w", ErrRebuild, err)
	}
	if err != nil {
		return nil, err
	}
	return &Index{engine: e, dir: path, generation: mark.Generation}, nil
}

// completeMark is written when a new index is on disk, so that one whose
// creation was cut short is not taken for a damaged or an empty one.
const completeMark = "saksok.json"

// mark is what completeMark holds.
type mark struct {
	Schema     string `json:"schema"`
	Analyzer   string `json:"analyzer"`
	Generation string `json:"generation"`
}

func readMark(path string) (mark, error) {
	var m mark
	b, err := os.ReadFile(filepath.Join(path, completeMark))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(b, &m)
}

func create(path string, log *slog.Logger) (*Index, error) {
	e, err := bleve.Create(path, log)
	if err != nil {
		return nil, err
	}
	m := mark{Schema: schemaVersion, Analyzer: norwegian.Version, Generation: rand.Text()}
	b, err := json.Marshal(m)
	if err == nil {
		err = os.WriteFile(filepath.Join(path, completeMark), append(b, '\n'), 0o644)
	}
	if err != nil {
		return nil, fmt.Errorf("marking index as complete: %w", errors.Join(err, e.Close()))
	}
	return &Index{engine: e, dir: path, created: true, generation: m.Generation}, nil
}

// versionName is the form of Version, now and before. Other folders in dir are
// not ours to look at or remove.
var versionName = regexp.MustCompile(`^[0-9]+-[a-z]+[0-9]+$`)

// versionsIn lists the index versions in dir.
func versionsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("looking for an index: %w", err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && versionName.MatchString(e.Name()) {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Reset removes every index in dir, of any version. The stored extractions are
// what an index is made of, so nothing is lost. Nobody may have it open.
func Reset(dir string) error {
	versions, err := versionsIn(dir)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if err := os.RemoveAll(filepath.Join(dir, v)); err != nil {
			return fmt.Errorf("removing index %s: %w", v, err)
		}
	}
	return nil
}

// Generation names this index among all there were: one that is made anew has
// another, so that who keeps count of what is indexed sees that it is empty.
func (ix *Index) Generation() string { return Version + "." + ix.generation }

// Created reports whether Open made this index, so that it is empty and what
// was extracted before must be put into it.
func (ix *Index) Created() bool { return ix.created }

// Put replaces everything the index holds of these documents. It is durable
// when it returns nil; after an error, some of it may be, and Put must be called
// again.
func (ix *Index) Put(ctx context.Context, extractions []*saksok.Extraction) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	var ops []engine.Op
	for _, x := range latest(extractions) {
		docs, err := Documents(x)
		if err != nil {
			return err
		}
		fresh := make(map[string]bool, len(docs))
		for _, d := range docs {
			fresh[d.ID] = true
		}
		ops = append(ops, docs...)
		old, err := ix.engine.IDs(ctx, FieldDocument, string(x.Document.SHA256))
		if err != nil {
			return err
		}
		for _, id := range old {
			if !fresh[id] {
				ops = append(ops, engine.Op{ID: id})
			}
		}
		for len(ops) >= batchSize {
			if err := ix.engine.Apply(ctx, ops[:batchSize]); err != nil {
				return fmt.Errorf("indexing %s: %w", x.Document.SHA256, err)
			}
			ops = ops[batchSize:]
		}
	}
	if len(ops) == 0 {
		return nil
	}
	if err := ix.engine.Apply(ctx, ops); err != nil {
		return fmt.Errorf("indexing %d documents: %w", len(extractions), err)
	}
	return nil
}

// latest drops all but the last of extractions of the same document, which
// would otherwise meet in one batch.
func latest(extractions []*saksok.Extraction) []*saksok.Extraction {
	last := make(map[saksok.DocumentID]*saksok.Extraction, len(extractions))
	for _, x := range extractions {
		last[x.Document.SHA256] = x
	}
	var out []*saksok.Extraction
	for _, x := range extractions {
		if last[x.Document.SHA256] == x {
			out = append(out, x)
			delete(last, x.Document.SHA256)
		}
	}
	return out
}

// Delete removes everything the index holds of these documents.
func (ix *Index) Delete(ctx context.Context, documents []saksok.DocumentID) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	var ops []engine.Op
	for _, id := range documents {
		ids, err := ix.engine.IDs(ctx, FieldDocument, string(id))
		if err != nil {
			return err
		}
		for _, i := range ids {
			ops = append(ops, engine.Op{ID: i})
		}
	}
	for len(ops) > 0 {
		n := min(batchSize, len(ops))
		if err := ix.engine.Apply(ctx, ops[:n]); err != nil {
			return fmt.Errorf("removing %d documents: %w", len(documents), err)
		}
		ops = ops[n:]
	}
	return nil
}

// Count is the number of search documents, all kinds together.
func (ix *Index) Count() (int, error) { return ix.engine.Count() }

// Search answers a plan.
func (ix *Index) Search(ctx context.Context, p engine.Plan) (*engine.Answer, error) {
	return ix.engine.Search(ctx, p)
}

// Terms lists the words of a text field by their beginning or their likeness to
// one, as the engine has them: with the marks of package norwegian.
func (ix *Index) Terms(ctx context.Context, field string, q engine.TermQuery) ([]engine.TermCount, error) {
	return ix.engine.Terms(ctx, field, q)
}

// Source returns the stored source of a search document, nil where there is no
// such document.
func (ix *Index) Source(ctx context.Context, id string) (*Source, error) {
	raw, err := ix.engine.Sources(ctx, []string{id})
	if err != nil || raw[0] == nil {
		return nil, err
	}
	return DecodeSource(raw[0])
}

// Close waits for running searches and closes the index.
func (ix *Index) Close() error { return ix.engine.Close() }
