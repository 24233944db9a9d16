// Package index answers "where is what was extracted kept for searching?": it
// turns extractions into search documents, one for every item, decision, figure,
// page, person, meeting and document, and keeps them in an engine. The index is
// a cache: everything in it can be written again from the stored extractions.
package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"saksok"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// schemaVersion counts the changes of what a search document holds.
const schemaVersion = "7"

// Version tells what the documents of an index hold and how their text was
// analysed. Either one changed, an index is made again.
const Version = schemaVersion + "-" + norwegian.Version

// batchSize is how many search documents go into one durable write: below 500 a
// document costs twice as much, above 1000 only memory is added.
const batchSize = 1000

var (
	// ErrRebuild means there is no index this program can answer from.
	ErrRebuild = errors.New("index must be rebuilt")
	// ErrLocked means another process has the index open.
	ErrLocked = engine.ErrLocked
)

// Options are what Open can be told. The zero value works.
type Options struct {
	Log *slog.Logger // nil: discarded
	// Dictionaries is the folder of hunspell's word lists, from which a new index
	// knows more parts of compounds; "" is none.
	Dictionaries string

	step      func(string) // told the steps of a rebuild, for tests
	learnFrom int          // what stands for the constant, for tests
}

// Index is an open index. Its methods may be called at the same time.
//
// An index is one generation on disk, and, while it is made again, two: the one
// that answers, and the next, which is filled beside it from the stored
// extractions and then takes its place. A generation of another analysis
// answers until then: words whose analysis changed may be missed, which is less
// than nothing being found. One of another schema, or damaged, is no use; then
// the one being filled answers with what it has, and Rebuilding says so.
type Index struct {
	dir     string
	log     *slog.Logger
	step    func(string)
	created bool

	dictionaries string
	learnFrom    int

	write        sync.Mutex // Put, Delete, Rebuild and Promote look up what there is before they write
	nothingNewAt int        // how many search documents there were when there was nothing new to learn; guarded by write

	mu      sync.RWMutex // guards what follows
	live    *generation
	partial bool        // live is not yet full
	wanted  bool        // a next one, and it is not begun
	next    *generation // nil: none
}

// Open opens the index in dir, or creates it where dir has none. Where that
// index is of another version or damaged, Rebuilding tells, and the caller calls
// Rebuild, puts every stored extraction, and calls Promote. The error is
// ErrLocked or an I/O error.
func Open(dir string, opts Options) (*Index, error) {
	ix := newIndex(dir, opts)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("creating index folder: %w", err)
	}
	if err := ix.open(); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

func newIndex(dir string, opts Options) *Index {
	ix := &Index{dir: dir, log: opts.Log, step: opts.step, dictionaries: opts.Dictionaries, learnFrom: cmp.Or(opts.learnFrom, learnFrom)}
	if ix.log == nil {
		ix.log = slog.New(slog.DiscardHandler)
	}
	if ix.step == nil {
		ix.step = func(string) {}
	}
	return ix
}

func (ix *Index) open() error {
	was, err := readState(ix.dir)
	if err != nil {
		return err
	}
	if ix.live, err = ix.openFolder(was.Live, was.Partial); err != nil {
		return err
	}
	if ix.next, err = ix.openFolder(was.Next, true); err != nil {
		return err
	}
	if ix.partial = was.Partial; ix.live == nil {
		if ix.live, ix.next = ix.next, nil; ix.live == nil {
			words, err := norwegian.ReadDictionaries(ix.dictionaries)
			if err != nil {
				return err
			}
			if ix.live, err = createGeneration(ix.dir, words, 0, ix.log); err != nil {
				return err
			}
			ix.created = was.Live == ""
		}
		ix.partial = !ix.created
	}
	if now := ix.state(); now != was {
		if err := now.write(ix.dir); err != nil {
			return err
		}
	}
	brokenOff := was.Next != "" && ix.next == nil && !ix.partial
	ix.wanted = brokenOff || ix.next == nil && ix.live.version() != Version
	return ix.sweep()
}

// openFolder opens a generation, nil where there is none that can be read. One
// that is still to be filled must be of the present version.
func (ix *Index) openFolder(folder string, filling bool) (*generation, error) {
	if folder == "" {
		return nil, nil
	}
	g, err := openGeneration(ix.dir, folder, ix.log)
	switch {
	case errors.Is(err, ErrRebuild):
		ix.log.Warn("index is made again from the stored extractions", "why", err)
		return nil, nil
	case err != nil:
		return nil, err
	case filling && g.version() != Version:
		return nil, g.engine.Close()
	}
	return g, nil
}

// state is what the state file should say.
func (ix *Index) state() state {
	s := state{Live: ix.live.folder, Partial: ix.partial}
	if ix.next != nil {
		s.Next = ix.next.folder
	}
	return s
}

// OpenToRead opens the index in dir for searching only. It begins nothing: an
// index that is not full or not of this version is ErrRebuild. The error may
// also be ErrLocked or an I/O error.
func OpenToRead(dir string, opts Options) (*Index, error) {
	ix := newIndex(dir, opts)
	s, err := readState(dir)
	if err != nil {
		return nil, err
	}
	if s.Live == "" || s.Partial {
		return nil, fmt.Errorf("index in %s is not full: %w", dir, ErrRebuild)
	}
	if ix.live, err = openGeneration(dir, s.Live, ix.log); err != nil {
		return nil, err
	}
	if v := ix.live.version(); v != Version {
		err := fmt.Errorf("index has version %s, need %s: %w", v, Version, ErrRebuild)
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

// Generation names the generation that Put fills: the next, or the one that
// answers. One that is made anew has another name, so that who keeps count of
// what is indexed sees that it is empty.
func (ix *Index) Generation() string {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if ix.next != nil {
		return ix.next.name()
	}
	return ix.live.name()
}

// Created reports whether Open made this index where there was none.
func (ix *Index) Created() bool { return ix.created }

// Put replaces everything the index holds of these documents. It is durable
// when it returns nil; after an error, some of it may be, and Put must be called
// again. While the index is made again they go into the next generation, and
// into the one that answers if it does not have them: what is new is found at
// once.
func (ix *Index) Put(ctx context.Context, extractions []*saksok.Extraction) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	extractions = latest(extractions)
	ix.mu.RLock()
	live, next := ix.live, ix.next
	ix.mu.RUnlock()
	if next == nil {
		return live.put(ctx, extractions)
	}
	ix.meanwhile(ctx, putNew(ctx, live, extractions))
	if err := next.put(ctx, extractions); err != nil {
		return err
	}
	ix.step(stepPut)
	return nil
}

// putNew puts those that the generation does not have.
func putNew(ctx context.Context, g *generation, extractions []*saksok.Extraction) error {
	var fresh []*saksok.Extraction
	for _, x := range extractions {
		known, err := g.engine.IDs(ctx, FieldDocument, string(x.Document.SHA256))
		if err != nil {
			return err
		}
		if len(known) == 0 {
			fresh = append(fresh, x)
		}
	}
	return g.put(ctx, fresh)
}

// meanwhile notes what failed in the generation that answers while the next is
// filled. It may be damaged, which is why there is a next one; that counts.
func (ix *Index) meanwhile(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		ix.log.Warn("index that is being replaced", "err", err)
	}
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
	ix.mu.RLock()
	live, next := ix.live, ix.next
	ix.mu.RUnlock()
	if next == nil {
		return live.delete(ctx, documents)
	}
	ix.meanwhile(ctx, live.delete(ctx, documents))
	return next.delete(ctx, documents)
}

// Analyze returns the tokens of text as the generation that answers has them,
// with the parts of compounds that it has learnt.
func (ix *Index) Analyze(text string) []norwegian.Token {
	ix.mu.RLock()
	analyzer := ix.live.analyzer
	ix.mu.RUnlock()
	return analyzer.Analyze(text)
}

// use calls f with the generation that answers, which stays open until f returns.
func (ix *Index) use(f func(engine.Engine) error) error {
	ix.mu.RLock()
	g := ix.live
	g.users.Add(1)
	ix.mu.RUnlock()
	defer g.users.Done()
	return f(g.engine)
}

// Count is the number of search documents, all kinds together.
func (ix *Index) Count() (n int, err error) {
	err = ix.use(func(e engine.Engine) error {
		n, err = e.Count()
		return err
	})
	return n, err
}

// Memory is how many bytes are kept in memory to answer faster.
func (ix *Index) Memory() (n int) {
	_ = ix.use(func(e engine.Engine) error { // which fails with what f fails with: nothing
		n = e.Memory()
		return nil
	})
	return n
}

// Search answers a plan.
func (ix *Index) Search(ctx context.Context, p engine.Plan) (a *engine.Answer, err error) {
	err = ix.use(func(e engine.Engine) error {
		a, err = e.Search(ctx, p)
		return err
	})
	return a, err
}

// Terms lists the words of a text field by their beginning or their likeness to
// one, as the engine has them: with the marks of package norwegian.
func (ix *Index) Terms(ctx context.Context, field string, q engine.TermQuery) (terms []engine.TermCount, err error) {
	err = ix.use(func(e engine.Engine) error {
		terms, err = e.Terms(ctx, field, q)
		return err
	})
	return terms, err
}

// Source returns the stored source of a search document, nil where there is no
// such document.
func (ix *Index) Source(ctx context.Context, id string) (*Source, error) {
	var raw [][]byte
	err := ix.use(func(e engine.Engine) (err error) {
		raw, err = e.Sources(ctx, []string{id})
		return err
	})
	if err != nil || raw[0] == nil {
		return nil, err
	}
	return DecodeSource(raw[0])
}

// Close waits for running searches and closes the index.
func (ix *Index) Close() error {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	var errs []error
	for _, g := range []*generation{ix.live, ix.next} {
		if g != nil {
			errs = append(errs, g.engine.Close())
		}
	}
	return errors.Join(errs...)
}
