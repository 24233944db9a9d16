package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"saksok/ingest/archive"
	"saksok/ingest/internal/failpoint"
	"saksok/ingest/ledger"
	"saksok/ingest/source"
)

// unsettled is a file that did not look finished at the first look.
type unsettled struct {
	entry source.Entry
	at    time.Time
}

// scan queues the pending work, then lists the paths and takes in what is new.
func (r *run) scan(ctx context.Context) (err error) {
	defer func() {
		for _, s := range r.sources {
			err = errors.Join(err, s.Close())
		}
	}()
	if err := r.retry(ctx); err != nil {
		return err
	}
	pending, err := r.Ledger.Pending(ctx, r.opts.Now(), r.opts.Extractor.Version(), r.opts.IndexVersion)
	if err != nil {
		return err
	}
	for _, w := range pending {
		r.enqueue(w)
	}
	for _, path := range r.req.Paths {
		if err := r.list(ctx, path); err != nil {
			return err
		}
	}
	return r.lookAgain(ctx)
}

func (r *run) enqueue(w ledger.Work) {
	r.board.emit(Event{Kind: Queued, Document: w.ID, Path: w.Path}, nil)
	r.queue.push(w)
}

// retry makes what failed before pending again. The stored extraction goes
// first, for it would be replayed.
func (r *run) retry(ctx context.Context) error {
	if !r.req.Retry {
		return nil
	}
	roots := r.req.Paths
	if len(roots) == 0 {
		roots = []string{""}
	}
	for _, path := range roots {
		root, err := source.Abs(path)
		if err != nil {
			return err
		}
		ids, err := r.Ledger.Unread(ctx, source.Kind, root)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := r.Extractions.Remove(id); err != nil {
				return err
			}
		}
		if err := r.Ledger.Retry(ctx, ids); err != nil {
			return err
		}
	}
	return nil
}

// list walks one path. That it cannot be opened is the path's failure, not the
// run's: the others go on.
func (r *run) list(ctx context.Context, path string) error {
	src, err := source.Open(path)
	if err != nil {
		r.unreachable = append(r.unreachable, Unreachable{path, err.Error()})
		r.warn(path, "source cannot be opened", err)
		return nil
	}
	r.sources = append(r.sources, src)
	listing, err := src.Walk(ctx, func(e source.Entry) error { return r.entry(ctx, e) })
	if err != nil {
		return err
	}
	if err := r.flushNotes(ctx); err != nil {
		return err
	}
	failpoint.Hit(failpoint.Listed)
	if !src.IsFolder() || !listing.Complete || listing.Entries == 0 {
		return nil
	}
	missed, err := r.Ledger.Miss(ctx, r.id, source.Kind, src.Path(), r.opts.Now())
	if err != nil {
		return err
	}
	r.board.emit(Event{Kind: Counted}, func(c *ledger.Counts) { c.Missing += missed.Gone })
	if missed.Absent*100 > missed.Known*massDeletion {
		r.warn(path, "many known files are missing", fmt.Errorf("%d of %d", missed.Absent, missed.Known))
	}
	return nil
}

// massDeletion is the share of a folder's known files, in percent, whose
// absence is worth an alarm: it looks more like a wrong folder than like tidying.
const massDeletion = 20

func (r *run) warn(path, message string, err error) {
	r.opts.Log.Warn(message, "path", path, "error", err)
	r.board.emit(Event{Kind: Warning, Path: path, Message: fmt.Sprintf("%s: %v", message, err)}, nil)
}

// noteBatch is how many files that need no reading share one ledger transaction:
// with one each, 200 000 files took minutes.
const noteBatch = 1000

// flushNotes writes what was noted of unchanged and refused files. It must
// precede whatever reads it back.
func (r *run) flushNotes(ctx context.Context) error {
	if len(r.touched) > 0 {
		if err := r.Ledger.Touch(ctx, r.id, r.opts.Now(), r.touched); err != nil {
			return err
		}
		r.touched = r.touched[:0]
	}
	if len(r.refused) > 0 {
		if err := r.Ledger.Skip(ctx, r.refused...); err != nil {
			return err
		}
		r.refused = r.refused[:0]
	}
	return nil
}

// note flushes when enough has gathered.
func (r *run) note(ctx context.Context) error {
	if len(r.touched)+len(r.refused) < noteBatch {
		return nil
	}
	return r.flushNotes(ctx)
}

// entry decides what to do with one listed file.
func (r *run) entry(ctx context.Context, e source.Entry) error {
	if e.Folder {
		r.unreachable = append(r.unreachable, Unreachable{e.Path, e.Err.Error()})
		r.warn(e.Path, "folder cannot be listed", e.Err)
		return nil
	}
	r.board.emit(Event{Kind: Found, Path: e.Path}, func(c *ledger.Counts) { c.Found++ })
	known, ok, err := r.Ledger.Known(ctx, location(e))
	if err != nil {
		return err
	}
	if ok && e.Err == nil && known.Same(e.Size, e.ModTime) && r.decided(known, e.Size) {
		r.board.emit(Event{Kind: Counted}, func(c *ledger.Counts) { c.Unchanged++ })
		r.touched = append(r.touched, known)
		return r.note(ctx)
	}
	settled, err := r.take(ctx, e, known)
	if err != nil || settled {
		return err
	}
	r.later = append(r.later, unsettled{e, r.opts.Now()})
	return r.refuse(ctx, e, ledger.HalfWritten, "")
}

// decided reports whether a file that looks as it did need not be opened.
func (r *run) decided(k ledger.Known, size int64) bool {
	switch k.Reason {
	case "":
		return k.Document != ""
	case ledger.NotPDF:
		return !r.req.Retry
	case ledger.TooLarge:
		return size > r.opts.MaxBytes
	}
	return false
}

func location(e source.Entry) ledger.Location {
	return ledger.Location{Source: source.Kind, Path: e.Path}
}

func (r *run) sighting(e source.Entry) ledger.Sighting {
	return ledger.Sighting{Location: location(e), Run: r.id, Size: e.Size, ModTime: e.ModTime, At: r.opts.Now()}
}

// take brings a file into the archive and the ledger, or records why not. False
// means it is not finished; everything else is settled. The error is one of
// ours, not the file's.
func (r *run) take(ctx context.Context, e source.Entry, known ledger.Known) (settled bool, err error) {
	if e.Err != nil {
		return true, r.skip(ctx, e, skipReason(e.Err), e.Err.Error())
	}
	if e.Size > r.opts.MaxBytes {
		return true, r.skip(ctx, e, ledger.TooLarge, fmt.Sprintf("%d bytes, the limit is %d", e.Size, r.opts.MaxBytes))
	}
	f, err := e.Open()
	if err != nil {
		return true, r.skip(ctx, e, skipReason(err), err.Error())
	}
	defer f.Close()
	look, err := source.Inspect(f)
	if err != nil {
		return true, r.skip(ctx, e, ledger.Unreadable, err.Error())
	}
	e.Size, e.ModTime = look.Size, look.ModTime
	var sighted time.Time
	if known.Same(look.Size, look.ModTime) {
		sighted = known.Sighted
	}
	settle := r.opts.Settle
	settle.Interactive = r.req.Interactive
	if !settle.Finished(r.opts.Now(), look.ModTime, sighted, look.EOF) {
		return false, nil
	}
	if look.Type != "pdf" {
		return true, r.skip(ctx, e, ledger.NotPDF, look.Type)
	}
	return r.archive(ctx, e, f, look, known)
}

// archive copies the open file into the archive and tells the ledger.
func (r *run) archive(ctx context.Context, e source.Entry, f *os.File, look source.Look, known ledger.Known) (settled bool, err error) {
	still := &steadyReader{f: f, look: look}
	stored, err := r.Originals.Put(ctx, still, r.opts.MaxBytes)
	switch {
	case errors.Is(err, errChanged):
		return false, nil
	case still.err != nil:
		return true, r.skip(ctx, e, ledger.Unreadable, still.err.Error())
	case errors.Is(err, archive.ErrTooLarge):
		return true, r.skip(ctx, e, ledger.TooLarge, err.Error())
	case err != nil:
		return true, err
	}
	taken, err := r.Ledger.Take(ctx, r.sighting(e), stored.ID, stored.Bytes)
	if err != nil {
		return true, err
	}
	failpoint.Hit(failpoint.Stored)
	r.board.emit(Event{Kind: Counted}, func(c *ledger.Counts) {
		switch {
		case taken.New:
			c.New++
		case known.Document == stored.ID:
			c.Unchanged++
		default:
			c.Duplicates++
		}
	})
	if taken.New {
		r.enqueue(ledger.Work{ID: stored.ID, Path: e.Path})
	}
	return true, nil
}

func (r *run) skip(ctx context.Context, e source.Entry, reason ledger.Reason, message string) error {
	r.board.emit(Event{Kind: Passed, Path: e.Path, Outcome: ledger.Skipped, Reason: reason, Message: message},
		func(c *ledger.Counts) { c.Skipped++ })
	return r.refuse(ctx, e, reason, message)
}

// refuse notes for the ledger why a file was not taken.
func (r *run) refuse(ctx context.Context, e source.Entry, reason ledger.Reason, message string) error {
	r.refused = append(r.refused, ledger.Refused{Sighting: r.sighting(e), Reason: reason, Message: message})
	return r.note(ctx)
}

func skipReason(err error) ledger.Reason {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return ledger.Permission
	case errors.Is(err, source.ErrNotRegular):
		return ledger.NotRegular
	case source.Gone(err):
		return ledger.Vanished
	}
	return ledger.Unreadable
}

// lookAgain gives the files that were not finished a second look once they had
// time to lie still; those still moving are left to the next run.
func (r *run) lookAgain(ctx context.Context) error {
	for _, u := range r.later {
		// The margin keeps a look from falling a hair short of the pause.
		wait := r.opts.Settle.QuietTime() + 10*time.Millisecond - r.opts.Now().Sub(u.at)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		e := u.entry
		size, mod, err := e.Again()
		if err != nil {
			if err := r.skip(ctx, e, skipReason(err), err.Error()); err != nil {
				return err
			}
			continue
		}
		e.Size, e.ModTime = size, mod
		known, _, err := r.Ledger.Known(ctx, location(e))
		if err != nil {
			return err
		}
		settled, err := r.take(ctx, e, known)
		if err == nil && !settled {
			err = r.skip(ctx, e, ledger.HalfWritten, "still being written")
		}
		if err != nil {
			return err
		}
	}
	return r.flushNotes(ctx)
}

// errChanged is a file that was written to while it was read.
var errChanged = errors.New("file changed while it was read")

// steadyReader reads a file and fails at its end if its size or time are not
// those of the look before: what was read then may be half of each version. It
// keeps its own error apart from those of the writing side.
type steadyReader struct {
	f    *os.File
	look source.Look
	err  error
}

func (s *steadyReader) Read(b []byte) (int, error) {
	n, err := s.f.Read(b)
	if !errors.Is(err, io.EOF) {
		s.err = err
		return n, err
	}
	info, err := s.f.Stat()
	if err == nil && (info.Size() != s.look.Size || !info.ModTime().Equal(s.look.ModTime)) {
		err = errChanged
	}
	if err != nil {
		s.err = err
		return n, err
	}
	return n, io.EOF
}
