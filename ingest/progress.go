package ingest

import (
	"sync"
	"time"

	"saksok"
	"saksok/ingest/ledger"
)

// EventKind is what an [Event] tells.
type EventKind int

// The events of a run.
const (
	Found   EventKind = iota // a file was listed; Found has grown
	Counted                  // the counts have changed, nothing more
	Queued                   // a document waits to be read; Total has grown
	Started                  // the reading of Document begins
	Done                     // Document has its Outcome, durably; Done has grown
	Passed                   // the file at Path was not taken; Reason and Message say why
	Warning                  // something an operator should know; Path and Message
)

// Event is one step of a run.
type Event struct {
	Kind     EventKind
	Document saksok.DocumentID
	Path     string // where it was found first
	Outcome  ledger.Outcome
	Reason   ledger.Reason
	Message  string
	Pages    int

	Found int // files listed so far in this run
	Total int // documents to read so far
	Done  int // of those, with an outcome
}

// The outcomes of a run.
const (
	Clean       = "clean"       // all that was looked at was read to the last page, or known already
	Partial     = "partial"     // something was read, and something was not
	Failed      = "failed"      // an error stopped the run, or nothing could be read
	Interrupted = "interrupted" // it was stopped from outside; the next run continues
)

// Summary is what one run did.
type Summary struct {
	Run     ledger.RunID  `json:"run"`
	Trigger string        `json:"trigger"`
	Started time.Time     `json:"started"`
	Took    time.Duration `json:"took"`
	ledger.Counts
	// Unreachable are paths that could not be opened or listed, and why.
	Unreachable []Unreachable `json:"unreachable,omitempty"`
	// Interrupted is true when the run was stopped from outside.
	Interrupted bool `json:"interrupted"`
	// Err is what stopped the run, nil for one that came to its end.
	Err error `json:"-"`
}

// Unreachable is a path that could not be opened.
type Unreachable struct {
	Path string `json:"path"`
	Why  string `json:"why"`
}

// Refused is how many documents turned out to be no PDF when they were read.
func (s Summary) Refused() int {
	return s.Documents - s.Indexed - s.PartlyIndexed - s.NoText - s.Encrypted - s.Quarantined
}

// Unread is how much of what was looked at could not be read at all.
func (s Summary) Unread() int {
	return s.NoText + s.Encrypted + s.Quarantined + s.Refused() + s.Skipped + len(s.Unreachable)
}

// Outcome is the run in one word: [Clean], [Partial], [Failed] or [Interrupted].
// A document one page of which was not read is enough for partial: who wants to
// know exactly reads the counts. Failures of earlier runs, left alone in this
// one, do not count again; the ledger's totals have them.
func (s Summary) Outcome() string {
	got := s.Indexed + s.PartlyIndexed + s.Unchanged + s.Duplicates
	switch {
	case s.Interrupted:
		return Interrupted
	case s.Err != nil, got == 0 && s.Unread() > 0:
		return Failed
	case s.Unread() > 0, s.PartlyIndexed > 0:
		return Partial
	}
	return Clean
}

func (s Summary) run() ledger.Run {
	r := ledger.Run{ID: s.Run, Trigger: s.Trigger, Started: s.Started, Ended: s.Started.Add(s.Took), Outcome: s.Outcome(), Counts: s.Counts}
	if s.Err != nil {
		r.Error = s.Err.Error()
	}
	return r
}

// Status is the pipeline at this moment.
type Status struct {
	Running bool      `json:"running"`
	Trigger string    `json:"trigger,omitempty"` // of the current run
	Since   time.Time `json:"since,omitzero"`
	Found   int       `json:"found"` // files listed so far
	Total   int       `json:"total"` // documents to read so far
	Done    int       `json:"done"`  // of those, with an outcome
	// Last is the last run that ended, nil before the first.
	Last *ledger.Run `json:"last,omitempty"`
}

// board keeps the status and hands events on, one at a time.
type board struct {
	mu     sync.Mutex
	status Status
	counts ledger.Counts
	tell   func(Event)
}

func (b *board) start(trigger string, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.status = Status{Running: true, Trigger: trigger, Since: at, Last: b.status.Last}
	b.counts = ledger.Counts{}
}

func (b *board) end(last ledger.Run) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.status = Status{Last: &last}
}

// emit changes the counts and passes the event on with them. Events come in the
// order of the counts; the callback must not call back into the pipeline.
func (b *board) emit(e Event, count func(*ledger.Counts)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if count != nil {
		count(&b.counts)
	}
	if e.Kind == Queued {
		b.status.Total++
	}
	b.status.Found, b.status.Done = b.counts.Found, b.counts.Documents
	if b.tell != nil {
		e.Found, e.Total, e.Done = b.status.Found, b.status.Total, b.status.Done
		b.tell(e)
	}
}

func (b *board) snapshot() (Status, ledger.Counts) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.status, b.counts
}
