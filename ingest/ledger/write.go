package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"saksok"
)

// Location is an address: where a source says a document is.
type Location struct {
	Source string
	Path   string // bytes, not necessarily UTF-8
}

// Sighting is what a scan saw at an address.
type Sighting struct {
	Location
	Run     RunID
	Size    int64
	ModTime time.Time
	At      time.Time // now
}

// Taken says what the ledger knew of bytes taken from an address.
type Taken struct {
	New       bool // the document was not known before
	Elsewhere bool // another address has, or had, the same bytes
}

// Take records that the original id, durable in the archive, was found at the
// address. A document not known before becomes [Stored]. Earlier bytes of the
// address stay in its versions.
func (l *Ledger) Take(ctx context.Context, s Sighting, id saksok.DocumentID, bytes int64) (Taken, error) {
	var t Taken
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO documents (sha256, bytes, first_seen, outcome, outcome_at)
			VALUES (?, ?, ?, 'stored', ?) ON CONFLICT DO NOTHING`, id, bytes, stamp(s.At), stamp(s.At))
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		t.New = n == 1
		loc, err := upsertLocation(ctx, tx, s, id, "", "")
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO versions (location, sha256, first_seen, last_taken) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET last_taken = excluded.last_taken`, loc, id, stamp(s.At), stamp(s.At))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE documents SET gone_since = NULL WHERE sha256 = ?`, id); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM locations WHERE sha256 = ? AND id <> ?)`, id, loc).Scan(&t.Elsewhere)
	})
	if err != nil {
		return Taken{}, fmt.Errorf("ledger: take %s from %q: %w", id, s.Path, err)
	}
	return t, nil
}

// Refused is bytes at an address that were not taken, and why.
type Refused struct {
	Sighting
	Reason  Reason
	Message string
}

// Skip records why the bytes at some addresses were not taken. A document taken
// there before stays the address's document: an error page never replaces it.
func (l *Ledger) Skip(ctx context.Context, refused ...Refused) error {
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		for _, f := range refused {
			if _, err := upsertLocation(ctx, tx, f.Sighting, "", f.Reason, f.Message); err != nil {
				return fmt.Errorf("%q: %w", f.Path, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ledger: skip %d addresses: %w", len(refused), err)
	}
	return nil
}

// upsertLocation writes the address's present state and returns its row. An
// empty id leaves the document it had.
func upsertLocation(ctx context.Context, tx *sql.Tx, s Sighting, id saksok.DocumentID, reason Reason, message string) (int64, error) {
	var row int64
	err := tx.QueryRowContext(ctx, `
		INSERT INTO locations (source, path, size, mtime, sighted, sha256, reason, message, first_seen, last_seen, last_run)
		VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''), ?7, ?8, ?5, ?5, ?9)
		ON CONFLICT (source, path) DO UPDATE SET
			sighted = iif(size = excluded.size AND mtime = excluded.mtime, sighted, excluded.sighted),
			size = excluded.size, mtime = excluded.mtime,
			sha256 = coalesce(excluded.sha256, sha256),
			reason = excluded.reason, message = excluded.message,
			last_seen = excluded.last_seen, last_run = excluded.last_run, missed = 0, missing_since = NULL
		RETURNING id`,
		s.Source, []byte(s.Path), s.Size, s.ModTime.UnixNano(), stamp(s.At), string(id), reason, message, s.Run).Scan(&row)
	return row, err
}

// Touch records that these known addresses were seen unchanged.
func (l *Ledger) Touch(ctx context.Context, run RunID, at time.Time, known []Known) error {
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		seen, err := tx.PrepareContext(ctx, `UPDATE locations SET last_seen = ?, last_run = ?, missed = 0, missing_since = NULL WHERE id = ?`)
		if err != nil {
			return err
		}
		defer seen.Close()
		back, err := tx.PrepareContext(ctx, `UPDATE documents SET gone_since = NULL WHERE sha256 = ? AND gone_since IS NOT NULL`)
		if err != nil {
			return err
		}
		defer back.Close()
		for _, k := range known {
			if _, err := seen.ExecContext(ctx, stamp(at), run, k.row); err != nil {
				return err
			}
			if _, err := back.ExecContext(ctx, k.Document); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ledger: touch %d addresses: %w", len(known), err)
	}
	return nil
}

// missedScans is how many complete listings in a row must lack an address
// before it counts as missing: one may be a slip of the source, two a bad day.
const missedScans = 3

// Missed tells what a complete listing lacked.
type Missed struct {
	Known  int // addresses known below the root before this listing
	Absent int // of those, not in this listing
	Gone   int // of those, missing from now on
}

// Miss counts a missed scan for every address below the folder root that the
// run did not see. It must be called only after a complete, non-empty listing of
// root: an unmounted folder says nothing of its documents. Nothing is ever
// removed; a document missing at all its addresses is shown as [Deleted] until
// one of them has it again.
func (l *Ledger) Miss(ctx context.Context, run RunID, source, root string, at time.Time) (Missed, error) {
	var m Missed
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		lo, hi := below(root)
		err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(last_run <> ?), 0) FROM locations
			WHERE source = ? AND path >= ? AND path < ? AND missing_since IS NULL`, run, source, lo, hi).Scan(&m.Known, &m.Absent)
		if err != nil || m.Absent == 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE locations SET missed = missed + 1
			WHERE source = ? AND path >= ? AND path < ? AND last_run <> ? AND missing_since IS NULL`, source, lo, hi, run); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `UPDATE locations SET missing_since = ?
			WHERE source = ? AND path >= ? AND path < ? AND missed >= ? AND missing_since IS NULL`, stamp(at), source, lo, hi, missedScans)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		m.Gone = int(n)
		_, err = tx.ExecContext(ctx, `UPDATE documents SET gone_since = ?1 WHERE gone_since IS NULL
			AND sha256 IN (SELECT sha256 FROM locations WHERE missing_since = ?1)
			AND NOT EXISTS (SELECT 1 FROM locations WHERE locations.sha256 = documents.sha256 AND missing_since IS NULL)`, stamp(at))
		return err
	})
	if err != nil {
		return Missed{}, fmt.Errorf("ledger: missing below %q: %w", root, err)
	}
	return m, nil
}

// below is the half-open range of paths inside the folder root.
func below(root string) (lo, hi []byte) {
	if root == "/" {
		return []byte("/"), []byte("0")
	}
	return []byte(root + "/"), []byte(root + "0") // '0' follows '/'
}

// BeginTry counts an extraction that is about to start and returns its number,
// from 1; another extractor starts to count anew. The document is [Stored]
// until Finish, so a killed process finds it again.
func (l *Ledger) BeginTry(ctx context.Context, id saksok.DocumentID, extractor string) (int, error) {
	var tries int
	err := l.write.QueryRowContext(ctx, `UPDATE documents SET outcome = 'stored', next_try = NULL,
		tries = iif(extractor = ?2, tries + 1, 1), extractor = ?2 WHERE sha256 = ?1 RETURNING tries`, id, extractor).Scan(&tries)
	if err != nil {
		return 0, fmt.Errorf("ledger: begin try of %s: %w", id, err)
	}
	return tries, nil
}

// CancelTry takes back a BeginTry whose extraction was stopped by us, in good
// order, before it ended.
func (l *Ledger) CancelTry(ctx context.Context, id saksok.DocumentID) error {
	if _, err := l.write.ExecContext(ctx, `UPDATE documents SET tries = max(tries - 1, 0) WHERE sha256 = ?`, id); err != nil {
		return fmt.Errorf("ledger: cancel try of %s: %w", id, err)
	}
	return nil
}

// Finished is what became of one document.
type Finished struct {
	ID           saksok.DocumentID
	Outcome      Outcome
	Reason       Reason
	Message      string
	Tries        int       // extractions begun with this extractor
	NextTry      time.Time // zero: not by itself
	Extractor    string
	IndexVersion string // "" where the index has it not
	Cards        []Card // for linking; they take the place of those it had
	Facts
}

// Facts are what the ledger repeats of an extraction, for lists and totals.
type Facts struct {
	Title        string              `json:"title"`
	Kind         saksok.DocumentKind `json:"kind"`
	Language     string              `json:"language"`
	Organisation string              `json:"organisation"`
	Body         string              `json:"body"`
	MeetingDate  saksok.Date         `json:"meeting_date,omitempty"`
	Pages        int                 `json:"pages"`
	UnreadPages  string              `json:"unread_pages,omitempty"` // "3,7-9"
	Items        int                 `json:"items"`
	Decisions    int                 `json:"decisions"`
	Figures      int                 `json:"figures"`
	Problems     int                 `json:"problems"`
}

// Finish records outcomes, all or none. For those the index has, it is the
// acknowledgement and must follow the index's own commit.
func (l *Ledger) Finish(ctx context.Context, at time.Time, done []Finished) error {
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		for _, d := range done {
			if err := finish(ctx, tx, at, d); err != nil {
				return fmt.Errorf("%s: %w", d.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ledger: finish %d documents: %w", len(done), err)
	}
	return nil
}

func finish(ctx context.Context, tx *sql.Tx, at time.Time, d Finished) error {
	var next sql.NullString
	if !d.NextTry.IsZero() {
		next = sql.NullString{String: stamp(d.NextTry), Valid: true}
	}
	res, err := tx.ExecContext(ctx, `UPDATE documents SET outcome = ?, outcome_at = ?, reason = ?, message = ?, tries = ?, next_try = ?,
		extractor = ?, index_version = ?, title = ?, kind = ?, language = ?, organisation = ?, body = ?, meeting_date = ?,
		pages = ?, unread_pages = ?, items = ?, decisions = ?, figures = ?, problems = ? WHERE sha256 = ?`,
		d.Outcome, stamp(at), d.Reason, d.Message, d.Tries, next, d.Extractor, d.IndexVersion,
		d.Title, d.Kind, d.Language, d.Organisation, d.Body, d.MeetingDate,
		d.Pages, d.UnreadPages, d.Items, d.Decisions, d.Figures, d.Problems, d.ID)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, fmt.Errorf("%d rows", n))
	}
	return putCards(ctx, tx, d.ID, d.Cards)
}

// Retry makes documents pending again, their tries forgotten: an operator asks.
func (l *Ledger) Retry(ctx context.Context, ids []saksok.DocumentID) error {
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `UPDATE documents SET outcome = 'stored', tries = 0, next_try = NULL WHERE sha256 = ?`, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ledger: retry %d documents: %w", len(ids), err)
	}
	return nil
}
