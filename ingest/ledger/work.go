package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"saksok"
)

// Known is what the ledger knows of an address.
type Known struct {
	row      int64
	Size     int64
	ModTime  time.Time
	Sighted  time.Time // when this size and time were first seen
	Document saksok.DocumentID
	Reason   Reason  // why the bytes there now were not taken
	Outcome  Outcome // of Document; "" without one
}

// Same reports whether the address still looks as it did.
func (k Known) Same(size int64, mod time.Time) bool {
	return k.Size == size && k.ModTime.Equal(mod)
}

// Known looks an address up; false when it was never seen.
func (l *Ledger) Known(ctx context.Context, at Location) (Known, bool, error) {
	var k Known
	var mtime int64
	var sighted, id, outcome sql.NullString
	err := l.read.QueryRowContext(ctx, `SELECT id, size, mtime, sighted, l.sha256, l.reason, d.outcome
		FROM locations l LEFT JOIN documents d ON d.sha256 = l.sha256 WHERE source = ? AND path = ?`,
		at.Source, []byte(at.Path)).Scan(&k.row, &k.Size, &mtime, &sighted, &id, &k.Reason, &outcome)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Known{}, false, nil
	case err != nil:
		return Known{}, false, fmt.Errorf("ledger: look up %q: %w", at.Path, err)
	}
	k.ModTime, k.Sighted = time.Unix(0, mtime), instant(sighted)
	k.Document, k.Outcome = saksok.DocumentID(id.String), Outcome(outcome.String)
	return k, true, nil
}

// Work is a document with something left to do.
type Work struct {
	ID    saksok.DocumentID
	Path  string // where it was found first
	Tries int    // with the present extractor
	// Index is true where only the index lacks the document: its stored
	// extraction is put again, whatever extractor made it.
	Index bool
	// InIndex is true where some index has the document already.
	InIndex bool
}

// Pending lists, oldest first, the documents that were stored and never
// finished, those whose pause after a transient failure is over, those that
// failed with another extractor, and those another index has.
func (l *Ledger) Pending(ctx context.Context, now time.Time, extractor, index string) ([]Work, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT sha256, coalesce((SELECT l.path FROM versions v JOIN locations l ON l.id = v.location
				WHERE v.sha256 = documents.sha256 ORDER BY v.location LIMIT 1), x''), iif(extractor = ?1, tries, 0),
			outcome IN ('indexed', 'partly_indexed') OR (outcome IN ('no_text', 'encrypted') AND extractor = ?1),
			index_version <> ''
		FROM documents WHERE outcome = 'stored'
			OR (outcome = 'quarantined' AND next_try <= ?3)
			OR (outcome IN ('quarantined', 'no_text', 'encrypted', 'skipped') AND extractor <> ?1)
			OR (outcome IN ('indexed', 'partly_indexed', 'no_text', 'encrypted') AND index_version <> ?2)
		ORDER BY first_seen, sha256`, extractor, index, stamp(now))
	if err != nil {
		return nil, fmt.Errorf("ledger: pending work: %w", err)
	}
	work, err := collect(rows, func(w *Work) []any { return []any{&w.ID, &w.Path, &w.Tries, &w.Index, &w.InIndex} })
	if err != nil {
		return nil, fmt.Errorf("ledger: pending work: %w", err)
	}
	return work, nil
}

// Unread lists the documents found at or below root whose reading failed or left
// pages out, which is what an operator may ask to be tried again: a password may
// be gone, text recognition be installed. An empty root is everywhere.
func (l *Ledger) Unread(ctx context.Context, source, root string) ([]saksok.DocumentID, error) {
	lo, hi := below(root)
	rows, err := l.read.QueryContext(ctx, `SELECT sha256 FROM documents d
		WHERE outcome IN ('quarantined', 'no_text', 'encrypted', 'skipped', 'partly_indexed') AND (?2 = '' OR EXISTS (
			SELECT 1 FROM locations l WHERE l.sha256 = d.sha256 AND source = ?1 AND (path = ?3 OR path >= ?4 AND path < ?5)))
		ORDER BY first_seen, sha256`, source, root, []byte(root), lo, hi)
	if err != nil {
		return nil, fmt.Errorf("ledger: unread below %q: %w", root, err)
	}
	ids, err := collect(rows, func(id *saksok.DocumentID) []any { return []any{id} })
	if err != nil {
		return nil, fmt.Errorf("ledger: unread below %q: %w", root, err)
	}
	return ids, nil
}

// collect scans all rows and closes them; into gives a row's destinations.
func collect[T any](rows *sql.Rows, into func(*T) []any) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var t T
		if err := rows.Scan(into(&t)...); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
