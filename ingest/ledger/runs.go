package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// RunID numbers the runs of a ledger, from 1.
type RunID int64

// Counts is what one run saw and did.
type Counts struct {
	Found      int `json:"found"`      // files listed that may be documents
	New        int `json:"new"`        // contents not known before
	Duplicates int `json:"duplicates"` // known contents at a new address
	Unchanged  int `json:"unchanged"`  // not looked into again
	Skipped    int `json:"skipped"`    // not taken, see the address's reason
	Missing    int `json:"missing"`    // addresses missing from this run on

	// Documents is how many got an outcome in this run; the next five sum to it
	// with those refused as no PDF.
	Documents     int `json:"documents"`
	Indexed       int `json:"indexed"`
	PartlyIndexed int `json:"partly_indexed"`
	NoText        int `json:"no_text"`
	Encrypted     int `json:"encrypted"`
	Quarantined   int `json:"quarantined"`

	Pages     int `json:"pages"`
	Items     int `json:"items"`
	Decisions int `json:"decisions"`
	Figures   int `json:"figures"`
	Problems  int `json:"problems"`
}

// Run is one run of the pipeline.
type Run struct {
	ID      RunID     `json:"id"`
	Trigger string    `json:"trigger"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended,omitzero"` // zero while it is running
	Outcome string    `json:"outcome"`        // running clean partial failed interrupted
	Error   string    `json:"error,omitempty"`
	Counts
}

// StartRun opens a run. One that never ended, because its process was killed,
// is closed as interrupted.
func (l *Ledger) StartRun(ctx context.Context, trigger string, at time.Time) (RunID, error) {
	var id RunID
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE runs SET ended = ?, outcome = 'interrupted' WHERE ended IS NULL`, stamp(at)); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `INSERT INTO runs (trigger, started) VALUES (?, ?) RETURNING id`, trigger, stamp(at)).Scan(&id)
	})
	if err != nil {
		return 0, fmt.Errorf("ledger: start run: %w", err)
	}
	return id, nil
}

// EndRun closes a run with what it did.
func (l *Ledger) EndRun(ctx context.Context, r Run) error {
	_, err := l.write.ExecContext(ctx, `UPDATE runs SET ended = ?, outcome = ?, error = ?, found = ?, new = ?, duplicates = ?,
		unchanged = ?, skipped = ?, missing = ?, documents = ?, indexed = ?, partly_indexed = ?, no_text = ?, encrypted = ?,
		quarantined = ?, pages = ?, items = ?, decisions = ?, figures = ?, problems = ? WHERE id = ?`,
		stamp(r.Ended), r.Outcome, r.Error, r.Found, r.New, r.Duplicates, r.Unchanged, r.Skipped, r.Missing, r.Documents,
		r.Indexed, r.PartlyIndexed, r.NoText, r.Encrypted, r.Quarantined, r.Pages, r.Items, r.Decisions, r.Figures, r.Problems, r.ID)
	if err != nil {
		return fmt.Errorf("ledger: end run %d: %w", r.ID, err)
	}
	return nil
}

// LastRun is the run begun last; false when there was none.
func (l *Ledger) LastRun(ctx context.Context) (Run, bool, error) {
	var r Run
	var started, ended sql.NullString
	err := l.read.QueryRowContext(ctx, `SELECT id, trigger, started, ended, outcome, error, found, new, duplicates, unchanged,
		skipped, missing, documents, indexed, partly_indexed, no_text, encrypted, quarantined, pages, items, decisions, figures, problems
		FROM runs ORDER BY id DESC LIMIT 1`).Scan(&r.ID, &r.Trigger, &started, &ended, &r.Outcome, &r.Error, &r.Found, &r.New,
		&r.Duplicates, &r.Unchanged, &r.Skipped, &r.Missing, &r.Documents, &r.Indexed, &r.PartlyIndexed, &r.NoText, &r.Encrypted,
		&r.Quarantined, &r.Pages, &r.Items, &r.Decisions, &r.Figures, &r.Problems)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Run{}, false, nil
	case err != nil:
		return Run{}, false, fmt.Errorf("ledger: last run: %w", err)
	}
	r.Started, r.Ended = instant(started), instant(ended)
	return r, true, nil
}
