package ingest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/errgroup"

	"saksok/ingest/ledger"
	"saksok/ingest/source"
)

// run is one run of a pipeline: a scanner fills the queue, workers read what is
// in it, and one committer hands batches to the sink and writes the outcomes.
type run struct {
	*Pipeline
	id      ledger.RunID
	req     Request
	queue   *queue
	results chan reading

	// Only the scanner uses these.
	sources     []*source.Folder
	later       []unsettled
	touched     []ledger.Known   // seen unchanged, not yet in the ledger
	refused     []ledger.Refused // not taken, not yet in the ledger
	unreachable []Unreachable
}

func (r *run) do(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer r.queue.close()
		return safely(func() error { return r.scan(ctx) })
	})
	g.Go(func() error {
		defer close(r.results)
		return r.readAll(ctx)
	})
	g.Go(func() error {
		return safely(func() error { return r.commit(ctx) })
	})
	return g.Wait()
}

// readAll keeps the workers busy until the queue is closed and empty.
func (r *run) readAll(ctx context.Context) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(r.opts.Workers)
	for {
		w, ok := r.queue.next(ctx)
		if !ok {
			return workers.Wait()
		}
		workers.Go(func() error {
			return safely(func() error { return r.read(ctx, w) })
		})
	}
}

// errPanic is a panic turned into the error that ends a run: a fault of ours in
// one goroutine must not take the server with it, and the next run must happen.
var errPanic = errors.New("panic")

// safely calls f and turns its panic into an error with the stack.
func safely(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, v, debug.Stack())
		}
	}()
	return f()
}

// queue is the list of documents to read. It has no bound but the number of
// documents, at a hundred bytes each: so the scan runs ahead, everything found
// is safe early, and progress knows its total.
type queue struct {
	mu     sync.Mutex
	work   []ledger.Work
	closed bool
	more   chan struct{} // holds a token when something changed
}

func newQueue() *queue { return &queue{more: make(chan struct{}, 1)} }

func (q *queue) push(w ledger.Work) {
	q.mu.Lock()
	q.work = append(q.work, w)
	q.mu.Unlock()
	q.wake()
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.wake()
}

func (q *queue) wake() {
	select {
	case q.more <- struct{}{}:
	default:
	}
}

// next waits for work; false when there is none and never will be, or when ctx
// ends. It has one caller.
func (q *queue) next(ctx context.Context) (ledger.Work, bool) {
	for {
		if ctx.Err() != nil {
			return ledger.Work{}, false
		}
		q.mu.Lock()
		if len(q.work) > 0 {
			w := q.work[0]
			q.work = q.work[1:]
			q.mu.Unlock()
			return w, true
		}
		closed := q.closed
		q.mu.Unlock()
		if closed {
			return ledger.Work{}, false
		}
		select {
		case <-q.more:
		case <-ctx.Done():
		}
	}
}
