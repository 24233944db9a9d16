package search

import (
	"errors"
	"fmt"
)

// The errors of a search that is not the caller's mistake.
var (
	// ErrBusy means as many searches run and wait as may; try again later.
	ErrBusy = errors.New("too many searches at once")
	// ErrDeadline means the search took longer than it may.
	ErrDeadline = errors.New("search took too long")
	// ErrNotFound means that nothing has the id asked for.
	ErrNotFound = errors.New("not found")
)

// RequestError is a mistake in a query, for a 400 that names it.
type RequestError struct {
	Param  string // the parameter, as in the API
	Value  string // what was given
	Reason string
	Err    error // what lies under it, may be nil
}

func (e *RequestError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("parameter %s: %s", e.Param, e.Reason)
	}
	return fmt.Sprintf("parameter %s: %q %s", e.Param, e.Value, e.Reason)
}

// Unwrap returns the error beneath.
func (e *RequestError) Unwrap() error { return e.Err }
