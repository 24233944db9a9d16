package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"saksok"
	"saksok/ingest/archive"
	"saksok/ingest/ledger"
	"saksok/ingest/source"
)

// Extractor reads one PDF. Where it can it returns an extraction even beside an
// error, holding what was read and what was not; an error may say its
// saksok.ProblemCode by a method Code.
type Extractor interface {
	Extract(ctx context.Context, path string) (*saksok.Extraction, error)
	// Version changes when the same bytes may be read differently; it is the
	// Extractor of the extractions.
	Version() string
}

// Sink is where extractions become findable. Put and Delete return when the
// change is durable. Both are keyed by document: doing one twice is doing it once.
type Sink interface {
	Put(ctx context.Context, xs []*saksok.Extraction) error
	Delete(ctx context.Context, ids []saksok.DocumentID) error
}

// Options says how a pipeline works. Data, Extractor and Sink must be set; the
// zero value of the rest works.
type Options struct {
	Data string // the data folder
	// Lock is the data folder's lock where the caller took it already, to open
	// the index under it; the caller then releases it. Nil: Open takes it.
	Lock      *Lock
	Extractor Extractor
	Sink      Sink
	// IndexVersion names the sink's present content; documents that the ledger
	// knows in another version are put again from their stored extractions. An
	// index that was thrown away comes back with another version.
	IndexVersion string

	// Workers is how many documents are read at once. 0 is 2: one extraction is
	// one busy child process of up to 600 MiB, and the smallest machine meant to
	// run this has two cores and 2 GiB.
	Workers int
	// Batch is how many documents one index commit may have; 0 is 50. Fewer make
	// the first of many findable earlier.
	Batch int
	// MaxBytes is the largest original taken in; 0 is 500 MiB, twice the
	// largest meeting pack seen.
	MaxBytes int64
	Settle   source.Settle // when a file counts as finished; Interactive comes from the request
	Log      *slog.Logger  // nil: silence
	Progress func(Event)   // called one event at a time; it must be quick and not call back
	Now      func() time.Time
}

const (
	// A batch to the sink is full with this many documents or this much text:
	// an index commit has a fixed price that a handful of documents shares, and
	// 2 MB of text keeps its memory and its time in bounds.
	batchDocuments = 50
	batchText      = 2 << 20
	// batchIdle is how long a document that was read may wait for company.
	batchIdle = 2 * time.Second
)

// ErrRunning is what Run gives while another run goes on.
var ErrRunning = errors.New("a run is under way")

// Pipeline brings documents from their sources to the sink. It is safe for
// concurrent use; one run goes on at a time.
type Pipeline struct {
	Originals   *archive.Originals
	Extractions *archive.Extractions
	Ledger      *ledger.Ledger

	opts  Options
	lock  *Lock // nil where it is the caller's
	turn  sync.Mutex
	board board
}

// The parts of a data folder.
const (
	archiveDir   = "archive"
	extractedDir = "extracted"
	ledgerFile   = "ledger.db"
)

// LedgerPath is the ledger's place in a data folder, for those who only read.
func LedgerPath(data string) string { return filepath.Join(data, ledgerFile) }

// OriginalsDir is the originals' place in a data folder.
func OriginalsDir(data string) string { return filepath.Join(data, archiveDir) }

// ExtractionsDir is the stored extractions' place in a data folder.
func ExtractionsDir(data string) string { return filepath.Join(data, extractedDir) }

// Open takes the data folder and opens its parts, wiping what a killed process
// left half written. A folder another process has is an error wrapping
// [ErrInUse]. The caller closes the pipeline.
func Open(ctx context.Context, opts Options) (*Pipeline, error) {
	opts.Workers = cmp.Or(opts.Workers, 2)
	opts.IndexVersion = cmp.Or(opts.IndexVersion, "1") // "" means "in no index" in the ledger
	opts.Batch = cmp.Or(opts.Batch, batchDocuments)
	opts.MaxBytes = cmp.Or(opts.MaxBytes, 500<<20)
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	p := &Pipeline{opts: opts}
	p.board.tell = opts.Progress
	if opts.Lock == nil {
		lock, err := LockData(opts.Data)
		if err != nil {
			return nil, err
		}
		p.lock = lock
	}
	if err := p.openParts(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func (p *Pipeline) openParts(ctx context.Context) error {
	var err error
	if p.Originals, err = archive.OpenOriginals(OriginalsDir(p.opts.Data)); err != nil {
		return err
	}
	if p.Extractions, err = archive.OpenExtractions(ExtractionsDir(p.opts.Data)); err != nil {
		return err
	}
	if p.Ledger, err = ledger.Open(ctx, LedgerPath(p.opts.Data)); err != nil {
		return err
	}
	last, ok, err := p.Ledger.LastRun(ctx)
	if err != nil {
		return err
	}
	if ok {
		if last.Ended.IsZero() { // its process was killed
			last.Outcome = Interrupted
		}
		p.board.status.Last = &last
	}
	return nil
}

// Close waits for a run to end, then closes the ledger and gives the data folder
// back. Cancel the run's context first to have it end early.
func (p *Pipeline) Close() error {
	p.turn.Lock()
	defer p.turn.Unlock()
	var err error
	if p.Ledger != nil {
		err = p.Ledger.Close()
	}
	if p.lock != nil {
		err = errors.Join(err, p.lock.Release())
	}
	return err
}

// Reindex has begin give the sink new content and name it, see
// Options.IndexVersion: the next run puts again what the ledger knows in another
// version. No run goes on meanwhile; while one does it is [ErrRunning].
func (p *Pipeline) Reindex(begin func() (version string, err error)) error {
	if !p.turn.TryLock() {
		return ErrRunning
	}
	defer p.turn.Unlock()
	version, err := begin()
	if err != nil {
		return fmt.Errorf("reindex: %w", err)
	}
	p.opts.IndexVersion = version
	return nil
}

// Status is what the pipeline is doing and what its last run did.
func (p *Pipeline) Status() Status {
	s, _ := p.board.snapshot()
	return s
}

// Request is what one run is asked to do.
type Request struct {
	Paths []string // folders and files; none: only what is pending
	// Trigger is who asked, for the ledger: "command", "start", "schedule".
	Trigger string
	// Interactive trusts files that were just written; see package source.
	Interactive bool
	// Retry reads again what failed before at or below Paths, everywhere
	// without any.
	Retry bool
}

// Run does the pending work and brings in what is new at the paths. The
// summary holds what was done even beside an error; the error is what stopped
// the run, not what was wrong with a document or a path. While another run goes
// on it is [ErrRunning].
func (p *Pipeline) Run(ctx context.Context, req Request) (Summary, error) {
	if !p.turn.TryLock() {
		return Summary{}, ErrRunning
	}
	defer p.turn.Unlock()
	began := p.opts.Now()
	req.Trigger = cmp.Or(req.Trigger, "command")
	id, err := p.Ledger.StartRun(ctx, req.Trigger, began)
	if err != nil {
		return Summary{Started: began, Err: err}, err
	}
	p.board.start(req.Trigger, began)
	r := &run{Pipeline: p, id: id, req: req, queue: newQueue(), results: make(chan reading)}
	if err = p.linkAgain(ctx); err == nil {
		err = r.do(ctx)
	}

	_, counts := p.board.snapshot()
	s := Summary{Run: id, Trigger: req.Trigger, Started: began, Took: p.opts.Now().Sub(began), Counts: counts,
		Unreachable: r.unreachable, Interrupted: err != nil && ctx.Err() != nil, Err: err}
	// The run's row is written even when the run was cancelled.
	if lerr := p.Ledger.EndRun(context.WithoutCancel(ctx), s.run()); lerr != nil {
		err = errors.Join(err, lerr)
		s.Err = err
	}
	p.board.end(s.run())
	if err != nil {
		return s, fmt.Errorf("ingest: %w", err)
	}
	return s, nil
}
