package web

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"saksok"
	"saksok/search"
)

// Errors a [Library] may wrap; each has its HTTP status in errors.go.
var (
	// ErrNotFound says that there is no such document, page or version.
	ErrNotFound = errors.New("not found")
	// ErrNoImage says that the document is known but the page cannot be drawn.
	ErrNoImage = errors.New("page cannot be drawn")
	// ErrBusy says that the answer is not to be had just now; asking again helps.
	ErrBusy = errors.New("busy")
)

// Searcher answers queries; [search.Service] is one. A *search.RequestError is
// the asker's fault and is told to them.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (*search.Result, error)
	// Item is one hit by its id, of any type; search.ErrNotFound.
	Item(ctx context.Context, id string) (*search.Hit, error)
	// Of are the decisions, figures and people of an item.
	Of(ctx context.Context, itemID string, limit int) (map[search.HitType][]search.Hit, error)
}

// Advisor helps beyond the answer itself; [search.Service] does.
type Advisor interface {
	// Suggest completes what is being typed.
	Suggest(ctx context.Context, text string, limit int) ([]search.Suggestion, error)
	// Similar are the cases most like one, by its id.
	Similar(ctx context.Context, id string, limit int) ([]search.Hit, error)
	// Marks says for each word of a page how a query matches it, "" where not.
	Marks(ctx context.Context, text string, words []string) ([]string, error)
}

// Library is the stored documents: what was fetched, what became of it, and
// what was read out of it. All methods wrap ErrNotFound for an unknown id.
type Library interface {
	// Documents lists documents, newest first, with the cursor of the next ones ("" at the end).
	Documents(ctx context.Context, f DocumentFilter) (docs []DocumentSummary, next string, err error)
	// Document is one document's outcome, places and versions.
	Document(ctx context.Context, id saksok.DocumentID) (*DocumentRecord, error)
	// Extraction is what was read, with the text of its pages; ErrNotFound also
	// where the document is known but nothing could be read.
	Extraction(ctx context.Context, id saksok.DocumentID) (*saksok.Extraction, error)
	// File opens the original bytes; the caller closes it.
	File(ctx context.Context, id saksok.DocumentID) (io.ReadSeekCloser, error)
	// PageImage draws page n (from 1) as a PNG that is width pixels wide.
	PageImage(ctx context.Context, id saksok.DocumentID, page, width int) ([]byte, error)
}

// Sources tells where documents come from.
type Sources interface {
	// Sources lists the sources in the order they were named.
	Sources(ctx context.Context) ([]SourceStatus, error)
}

// SourceState is how a source is.
type SourceState string

// The states of a source.
const (
	SourceOK      SourceState = "ok"
	SourceFailing SourceState = "failing" // could not be opened or listed when it was last looked at
	SourceNever   SourceState = "never"   // not looked at yet
	SourceManual  SourceState = "manual"  // taken in by hand; not looked at again
)

// SourceStatus is one place documents are taken from, and how it is.
type SourceStatus struct {
	Address string      `json:"address" doc:"A folder or file; empty for what was taken in by hand from elsewhere."`
	State   SourceState `json:"state" enum:"ok,failing,never,manual"`
	Message string      `json:"message,omitempty" doc:"What was wrong when it was last looked at."`
	// Files at the source: those that are documents, those that were not taken,
	// and those that were there before.
	Documents int       `json:"documents"`
	Skipped   int       `json:"skipped"`
	Gone      int       `json:"gone"`
	Checked   time.Time `json:"checked,omitzero" doc:"When the source was last looked at."`
	LastSeen  time.Time `json:"last_seen,omitzero" doc:"When a document of it was last seen there."`
}

// Status tells how the service is.
type Status interface {
	// Report tells how far ingest is and what became of the documents.
	Report(ctx context.Context) (*Report, error)
	// Unread lists what was not, or not wholly, read, the latest first, and how
	// many there are in all.
	Unread(ctx context.Context, limit int) (list []Unread, total int, err error)
	// Ready is nil once the index is open and can be searched.
	Ready(ctx context.Context) error
	// Rebuilding tells whether the index is being made again, as in the report; it
	// is asked at every search.
	Rebuilding() bool
}

// Outcome is what became of one document version or address (utfall); the list is closed.
type Outcome string

// The outcomes.
const (
	OutcomeIndexed     Outcome = "indexed"        // lest og søkbart
	OutcomePartly      Outcome = "partly_indexed" // noen sider er ikke lest
	OutcomeNoText      Outcome = "no_text"        // ingen side har tekst
	OutcomeEncrypted   Outcome = "encrypted"      // krever passord
	OutcomeQuarantined Outcome = "quarantined"    // kan ikke leses; se årsak
	OutcomeSkipped     Outcome = "skipped"        // ikke tatt inn; se årsak
	OutcomeStored      Outcome = "stored"         // venter på å bli lest
	OutcomeDuplicate   Outcome = "duplicate"      // samme innhold som et annet
	OutcomeDeleted     Outcome = "deleted"        // borte fra kilden
)

// DocumentFilter chooses documents for [Library.Documents].
type DocumentFilter struct {
	Outcome Outcome // only these; "" is any
	Limit   int     // 1 to 100
	After   string  // the cursor of an earlier answer
}

// DocumentSummary is one document in a list, and how much of it was read.
type DocumentSummary struct {
	ID           saksok.DocumentID   `json:"sha256"`
	Title        string              `json:"title"`
	Name         string              `json:"name"` // file name at its first address
	Kind         saksok.DocumentKind `json:"kind,omitempty"`
	Body         string              `json:"body,omitempty"`
	Date         saksok.Date         `json:"date,omitempty"` // of the meeting
	Outcome      Outcome             `json:"outcome"`
	Reason       string              `json:"reason,omitempty"`  // code of why the outcome is not "indexed"
	Message      string              `json:"message,omitempty"` // the same in words, for who must find out
	Pages        int                 `json:"pages"`
	UnreadPages  string              `json:"unread_pages,omitempty"` // "3,7-9"
	ProblemCount int                 `json:"problem_count"`
	Bytes        int64               `json:"bytes"`
	Seen         time.Time           `json:"seen,omitzero"` // when it was first seen
}

// ReadPages counts the pages whose text was read: none of a document without any.
func (d *DocumentSummary) ReadPages() int {
	n := d.Pages
	if d.Outcome == OutcomeNoText {
		return 0
	}
	for span := range strings.SplitSeq(d.UnreadPages, ",") {
		from, to, ranged := strings.Cut(span, "-")
		if !ranged {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 == nil && err2 == nil && first <= last {
			n -= last - first + 1
		}
	}
	return max(0, n)
}

// DocumentRecord is everything the ledger knows of one document.
type DocumentRecord struct {
	DocumentSummary
	Locations []Location `json:"locations"`
	Versions  []Version  `json:"versions"` // other bytes seen at the same locations, newest first
}

// Location is a place the document was found.
type Location struct {
	Address string    `json:"address"` // path below the source, or URL
	Seen    time.Time `json:"seen,omitzero"`
	Gone    bool      `json:"gone,omitempty"` // no longer there
}

// Version is another version of a document at the same address.
type Version struct {
	ID   saksok.DocumentID `json:"sha256"`
	Seen time.Time         `json:"seen,omitzero"`
}

// Report is the state of the service, for /status.
type Report struct {
	Started  time.Time       `json:"started,omitzero"`
	Ingest   Ingest          `json:"ingest"`
	Outcomes map[Outcome]int `json:"outcomes"`
	Totals   Totals          `json:"totals"`
	// Rebuilding says that the index is being made again from what was read: until
	// then a search may miss something.
	Rebuilding bool `json:"rebuilding" doc:"The index is being made again; until it is, a search may miss something."`
}

// Unread is a document that was not wholly read, or an address whose bytes were
// not taken.
type Unread struct {
	Document saksok.DocumentID `json:"document,omitempty"`
	Address  string            `json:"address"`
	Outcome  Outcome           `json:"outcome"`
	Reason   string            `json:"reason,omitempty"`
	Message  string            `json:"message,omitempty"`
	Pages    string            `json:"unread_pages,omitempty"` // "3,7-9"
	At       time.Time         `json:"at,omitzero"`
}

// Ingest is how far reading has come.
type Ingest struct {
	Running   bool      `json:"running"`
	Done      int       `json:"done"`    // documents finished in this run, or the last
	Total     int       `json:"total"`   // documents found so far in that run
	Current   string    `json:"current"` // name of the document being read
	LastStart time.Time `json:"last_start,omitzero"`
	LastEnd   time.Time `json:"last_end,omitzero"`
	Next      time.Time `json:"next,omitzero"` // when the sources are looked at again
	LastError string    `json:"last_error,omitempty"`
}

// Totals count what is searchable.
type Totals struct {
	Documents int `json:"documents"`
	Pages     int `json:"pages"`
	Items     int `json:"items"`
	Decisions int `json:"decisions"`
	Figures   int `json:"figures"`
	Problems  int `json:"problems"`
}
