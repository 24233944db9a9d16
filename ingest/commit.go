package ingest

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"saksok"
	"saksok/ingest/internal/failpoint"
	"saksok/ingest/ledger"
)

// commit gathers what was read into batches, hands each to the sink and then
// acknowledges it. It is the only one to write to the sink.
func (r *run) commit(ctx context.Context) error {
	var batch []reading
	var text int
	idle := time.NewTimer(batchIdle)
	defer idle.Stop()
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := r.acknowledge(ctx, batch)
		batch, text = nil, 0
		return err
	}
	for {
		select {
		case res, open := <-r.results:
			if !open {
				if err := ctx.Err(); err != nil {
					return err // what is stored is replayed by the next run
				}
				return flush()
			}
			batch = append(batch, res)
			text += textSize(res.x)
			if len(batch) >= r.opts.Batch || text >= batchText {
				if err := flush(); err != nil {
					return err
				}
			}
			idle.Reset(batchIdle)
		case <-idle.C:
			if err := flush(); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func textSize(x *saksok.Extraction) int {
	var n int
	for _, p := range x.Pages {
		n += len(p.Text)
	}
	return n
}

// acknowledge puts a batch into the sink and, once it is durable there, its
// outcomes into the ledger.
func (r *run) acknowledge(ctx context.Context, batch []reading) error {
	failpoint.Hit(failpoint.BeforeBatch)
	if err := r.put(ctx, batch); err != nil {
		return err
	}
	failpoint.Hit(failpoint.AfterBatch)
	done := make([]ledger.Finished, len(batch))
	for i, b := range batch {
		done[i] = b.done
		if b.done.Outcome.InIndex() {
			done[i].IndexVersion = r.opts.IndexVersion
			done[i].Cards = r.cards(b.x)
		}
	}
	if err := r.Ledger.Finish(ctx, r.opts.Now(), done); err != nil {
		return err
	}
	failpoint.Hit(failpoint.Acknowledged)
	for i, d := range done {
		r.opts.Log.Info("document done", "doc", d.ID, "outcome", d.Outcome, "reason", d.Reason, "pages", d.Pages)
		r.board.emit(Event{Kind: Done, Document: d.ID, Path: batch[i].path, Outcome: d.Outcome, Reason: d.Reason, Message: d.Message, Pages: d.Pages},
			func(c *ledger.Counts) { tally(c, d) })
	}
	return nil
}

func tally(c *ledger.Counts, d ledger.Finished) {
	c.Documents++
	switch d.Outcome {
	case ledger.Indexed:
		c.Indexed++
	case ledger.PartlyIndexed:
		c.PartlyIndexed++
	case ledger.NoText:
		c.NoText++
	case ledger.Encrypted:
		c.Encrypted++
	case ledger.Quarantined:
		c.Quarantined++
	}
	c.Pages += d.Pages
	c.Items += d.Items
	c.Decisions += d.Decisions
	c.Figures += d.Figures
	c.Problems += d.Problems
}

// put brings the sink to what the batch says: documents to be found are put,
// and those that were there and are to be found no more are deleted. When the
// sink refuses the batch, each document is put alone; those refused while others
// are taken are quarantined. A sink that takes none, or has no room, ends the run:
// then it is the sink that is broken.
func (r *run) put(ctx context.Context, batch []reading) error {
	var xs []*saksok.Extraction
	var drop []saksok.DocumentID
	for _, b := range batch {
		switch {
		case b.done.Outcome.InIndex():
			xs = append(xs, b.x)
		case b.inIndex:
			drop = append(drop, b.done.ID)
		}
	}
	if len(drop) > 0 {
		if err := r.sink(func() error { return r.opts.Sink.Delete(ctx, drop) }); err != nil {
			return fmt.Errorf("deleting %d documents from the index: %w", len(drop), err)
		}
	}
	if len(xs) == 0 {
		return nil
	}
	err := r.sink(func() error { return r.opts.Sink.Put(ctx, xs) })
	if err == nil {
		return nil
	}
	if len(xs) == 1 || ctx.Err() != nil || noRoom(err) {
		return fmt.Errorf("indexing %s and %d more: %w", xs[0].Document.SHA256, len(xs)-1, err)
	}
	r.opts.Log.Warn("index refused a batch, trying each document alone", "documents", len(xs), "error", err)
	return r.putSingly(ctx, batch)
}

func (r *run) putSingly(ctx context.Context, batch []reading) error {
	var taken int
	var errs []error
	for i := range batch {
		d := &batch[i].done
		if !d.Outcome.InIndex() {
			continue
		}
		err := r.sink(func() error { return r.opts.Sink.Put(ctx, []*saksok.Extraction{batch[i].x}) })
		switch {
		case err == nil:
			taken++
		case ctx.Err() != nil:
			return ctx.Err()
		case noRoom(err):
			return fmt.Errorf("indexing %s: %w", d.ID, err)
		default:
			errs = append(errs, fmt.Errorf("indexing %s: %w", d.ID, err))
			d.Tries++
			d.Outcome, d.Reason, d.Message = ledger.Quarantined, ledger.IndexFailed, err.Error()
			d.NextTry, _ = ledger.NextTry(d.Reason, d.Tries, r.opts.Now())
		}
	}
	if taken == 0 {
		return errors.Join(errs...)
	}
	return nil
}

// noRoom reports whether the disk is full, which is no fault of a document.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// sink calls the sink; its panic is an error like any other.
func (r *run) sink(f func() error) error { return safely(f) }
