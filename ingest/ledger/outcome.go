package ledger

import (
	"slices"
	"time"

	"saksok"
)

// Outcome is what became of a document version or an address; see the package
// documentation for what each one promises.
type Outcome string

// The closed list of outcomes.
const (
	Stored        Outcome = "stored"
	Indexed       Outcome = "indexed"
	PartlyIndexed Outcome = "partly_indexed"
	NoText        Outcome = "no_text"
	Encrypted     Outcome = "encrypted"
	Quarantined   Outcome = "quarantined"
	Duplicate     Outcome = "duplicate"
	Skipped       Outcome = "skipped"
	Deleted       Outcome = "deleted"
)

// Outcomes lists every outcome in the order they are shown.
func Outcomes() []Outcome {
	return []Outcome{Indexed, PartlyIndexed, NoText, Encrypted, Quarantined, Skipped,
		Stored, Duplicate, Deleted}
}

// InIndex reports whether the index has a document with this outcome.
func (o Outcome) InIndex() bool {
	return o == Indexed || o == PartlyIndexed || o == NoText || o == Encrypted
}

// Reason says why an outcome is not the best one. For a document it is a
// saksok.ProblemCode or IndexFailed; an address has the other codes below.
type Reason string

// Why the bytes at an address were not taken.
const (
	NotPDF             = Reason(saksok.ProblemNotPDF)
	TooLarge           = Reason(saksok.ProblemTooLarge)
	Permission  Reason = "permission"   // the file may not be read
	Unreadable  Reason = "unreadable"   // reading it failed
	HalfWritten Reason = "half_written" // it is still being written; the next scan looks again
	NotRegular  Reason = "not_regular"  // a symbolic link, pipe, device or socket under a PDF's name
	Vanished    Reason = "vanished"     // it was listed and then gone
)

// IndexFailed is the reason of a document that was read, but that the index
// refused while it took others.
const IndexFailed Reason = "index_failed"

// MaxTries is how often a document is tried whose failure may be transient.
const MaxTries = 3

// pauses is how long a transient failure waits before the second and the third
// try: the first pause outlasts a busy minute, the second a busy hour.
var pauses = [MaxTries - 1]time.Duration{10 * time.Minute, time.Hour}

// transient are the reasons that may be the machine's fault, not the document's.
var transient = []Reason{Reason(saksok.ProblemTimeout), Reason(saksok.ProblemEngine), IndexFailed}

// NextTry is when a document that failed for the reason on its tries-th try may
// be tried again; false is never by itself.
func NextTry(reason Reason, tries int, now time.Time) (time.Time, bool) {
	if !slices.Contains(transient, reason) || tries < 1 || tries >= MaxTries {
		return time.Time{}, false
	}
	return now.Add(pauses[tries-1]), true
}
