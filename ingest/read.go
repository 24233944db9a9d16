package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"saksok"
	"saksok/ingest/archive"
	"saksok/ingest/internal/failpoint"
	"saksok/ingest/ledger"
)

// reading is a document that was read and is to be acknowledged.
type reading struct {
	x       *saksok.Extraction
	done    ledger.Finished
	path    string
	inIndex bool // some index has it already
}

// read takes one document to its stored extraction and sends it to the
// committer. Whatever is wrong with the document becomes its outcome; an error
// ends the run.
func (r *run) read(ctx context.Context, w ledger.Work) error {
	r.board.emit(Event{Kind: Started, Document: w.ID, Path: w.Path}, nil)
	res, err := r.reading(ctx, w)
	if err != nil {
		return fmt.Errorf("reading %s: %w", w.ID, err)
	}
	res.path, res.inIndex = w.Path, w.InIndex
	select {
	case r.results <- res:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *run) reading(ctx context.Context, w ledger.Work) (reading, error) {
	version := r.opts.Extractor.Version()
	x, err := r.Extractions.Extraction(w.ID)
	switch {
	case err == nil && (w.Index || x.Extractor == version):
		return r.judged(x, w.Tries), nil
	case err == nil, errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, archive.ErrDamaged):
		r.opts.Log.Warn("stored extraction is damaged, reading the original again", "doc", w.ID, "error", err)
	default:
		return reading{}, err
	}
	if w.Tries >= ledger.MaxTries && !w.Index {
		err := fmt.Errorf("the program ended %d times while it read this document", w.Tries)
		x := completed(nil, err, w.ID, 0, version)
		return r.judged(x, w.Tries), r.Extractions.Put(x)
	}
	return r.extract(ctx, w.ID)
}

// extract has the original read and stores what came of it.
func (r *run) extract(ctx context.Context, id saksok.DocumentID) (reading, error) {
	version := r.opts.Extractor.Version()
	tries, err := r.Ledger.BeginTry(ctx, id, version)
	if err != nil {
		return reading{}, err
	}
	failpoint.Hit(failpoint.TryStarted)
	x, size, xerr := r.engine(ctx, id)
	if ctx.Err() != nil {
		// Stopped by us: not the document's fault.
		return reading{}, errors.Join(ctx.Err(), r.Ledger.CancelTry(context.WithoutCancel(ctx), id))
	}
	failpoint.Hit(failpoint.Extracted)
	x = completed(x, xerr, id, size, version)
	if path, err := r.Originals.Path(id); err == nil {
		hidePath(x, path)
	}
	res := r.judged(x, tries)
	if !res.done.NextTry.IsZero() {
		return res, nil // a stored extraction would be replayed, and this one is to be tried again
	}
	if err := r.Extractions.Put(x); err != nil {
		return reading{}, err
	}
	failpoint.Hit(failpoint.ExtractSaved)
	return res, nil
}

// engine calls the extractor; its panic is a death of the engine.
func (r *run) engine(ctx context.Context, id saksok.DocumentID) (x *saksok.Extraction, size int64, err error) {
	path, err := r.Originals.Path(id)
	if err != nil {
		return nil, 0, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, damagedOriginal{fmt.Errorf("the archived original: %w", err)}
	}
	err = safely(func() error {
		var err error
		x, err = r.opts.Extractor.Extract(ctx, path)
		return err
	})
	if errors.Is(err, errPanic) {
		r.opts.Log.Error("extractor panicked", "doc", id, "error", err)
		err = errors.New("the extractor panicked")
	}
	return x, info.Size(), err
}

// judged is the reading with its outcome. IndexVersion is set by the committer.
func (r *run) judged(x *saksok.Extraction, tries int) reading {
	v := Judge(x)
	done := ledger.Finished{
		ID: x.Document.SHA256, Outcome: v.Outcome, Reason: v.Reason, Message: v.Message,
		Tries: tries, Extractor: x.Extractor, Facts: factsOf(x, v.Unread),
	}
	if v.Outcome == ledger.Quarantined {
		done.NextTry, _ = ledger.NextTry(v.Reason, tries, r.opts.Now())
	}
	return reading{x: x, done: done}
}
