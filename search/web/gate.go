package web

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"saksok/search"
)

// gate stands before the searcher: as many searches at once as there are
// processors, a short queue, and an answer within the deadline even where the
// engine does not heed its context. A slot is free again only when its search
// has ended, so searches that never stop cannot pile up.
type gate struct {
	searcher Searcher
	slots    chan struct{}
	queue    chan struct{}
	timeout  time.Duration
}

const (
	gateQueue = 32
	gateWait  = time.Second
)

func newGate(s Searcher, timeout time.Duration) *gate {
	n := runtime.GOMAXPROCS(0)
	return &gate{searcher: s, slots: make(chan struct{}, n), queue: make(chan struct{}, gateQueue+n), timeout: timeout}
}

// enter takes a slot, or says ErrBusy.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.queue <- struct{}{}:
		defer func() { <-g.queue }()
	default:
		return ErrBusy
	}
	wait := time.NewTimer(gateWait)
	defer wait.Stop()
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-wait.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Search answers q, or gives up with ErrBusy or a deadline.
func (g *gate) Search(ctx context.Context, q search.Query) (*search.Result, error) {
	if err := g.enter(ctx); err != nil {
		return nil, fmt.Errorf("waiting to search: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, g.timeout)
	type answer struct {
		res *search.Result
		err error
	}
	done := make(chan answer, 1)
	go func() {
		defer cancel()
		defer func() { <-g.slots }()
		defer func() {
			if v := recover(); v != nil {
				done <- answer{err: fmt.Errorf("search panicked: %v\n%s", v, debug.Stack())}
			}
		}()
		res, err := g.searcher.Search(ctx, q)
		done <- answer{res, err}
	}()
	select {
	case a := <-done:
		return a.res, a.err
	case <-ctx.Done():
		select { // the answer may have come at the same moment, or cancelled ctx itself
		case a := <-done:
			return a.res, a.err
		default:
			return nil, fmt.Errorf("searching: %w", context.Cause(ctx))
		}
	}
}
