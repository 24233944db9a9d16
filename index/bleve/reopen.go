package bleve

import (
	"errors"
	"fmt"
	"time"
)

// reopenPause is how long an index that was opened again is left alone: what
// panics all the same is not helped by it.
const reopenPause = time.Minute

var (
	errClosed  = errors.New("index is closed")
	errNotOpen = errors.New("index could not be opened again")
)

// panicError is a panic inside Bleve. Its stack is for the log: what goes wrong
// with a document is shown to people.
type panicError struct {
	value any
	stack []byte
}

// Error implements error.
func (p *panicError) Error() string {
	return fmt.Sprintf("panic in the index engine: %v", p.value)
}

// usable is why the index cannot be used, if it cannot. The caller holds mu.
func (ix *Index) usable() error {
	switch {
	case ix.closed:
		return errClosed
	case ix.bleve == nil:
		return errNotOpen
	}
	return nil
}

// reopen closes the index and opens it again, when searches and writes under way
// have ended. Where that fails it is tried again after a pause, by the next search.
func (ix *Index) reopen(why error) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return errClosed
	}
	if since := time.Since(ix.reopened); since < reopenPause {
		return fmt.Errorf("index was opened again %s ago", since.Round(time.Second))
	}
	ix.reopened = time.Now()
	var p *panicError
	if errors.As(why, &p) {
		logger.Error("panic in the index engine", "err", p.value, "stack", string(p.stack))
	}
	return ix.openAgain()
}

// openAgain is reopen with the locks held.
func (ix *Index) openAgain() error {
	logger.Warn("opening the index again", "path", ix.dir)
	if ix.bleve != nil {
		if err := ix.bleve.Close(); err != nil {
			logger.Error("closing the index to open it again", "err", err)
		}
	}
	ix.bleve, ix.store = nil, nil
	ix.columns.forget()
	ix.terms.forget()
	fresh, err := open(ix.dir)
	if err != nil {
		return fmt.Errorf("opening index in %s again: %w", ix.dir, err)
	}
	ix.bleve, ix.store, ix.generation = fresh.bleve, fresh.store, fresh.generation
	ix.lengths.Store(fresh.lengths.Load())
	return nil
}
