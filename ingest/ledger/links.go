package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"saksok"
)

// Card is a document's part in a meeting, as package link makes it. The ledger
// keeps it and knows no more of it than the keys it is looked up by.
type Card struct {
	Part int         // 0: the document's own meeting
	Slot string      // "" where it is in no meeting
	Day  saksok.Date // of the meeting
	Refs []string
	Data []byte
}

// StoredCard is a card with what is known of its document.
type StoredCard struct {
	Document   saksok.DocumentID
	Data       []byte
	FirstSeen  time.Time
	Gone       bool // missing at every place it was found
	Superseded bool // every address of it has newer bytes
}

// putCards puts a document's cards in place of those it had.
func putCards(ctx context.Context, tx *sql.Tx, id saksok.DocumentID, cards []Card) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM cards WHERE sha256 = ?`, id); err != nil {
		return err
	}
	for _, c := range cards {
		res, err := tx.ExecContext(ctx, `INSERT INTO cards (sha256, part, slot, day, card) VALUES (?, ?, ?, ?, ?)`, id, c.Part, c.Slot, c.Day, c.Data)
		if err != nil {
			return err
		}
		row, err := res.LastInsertId()
		if err != nil {
			return err
		}
		for _, ref := range c.Refs {
			if _, err := tx.ExecContext(ctx, `INSERT INTO card_refs (ref, card) VALUES (?, ?) ON CONFLICT DO NOTHING`, ref, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// CardRules is the version of the rules that all cards were made by; "" where
// they are to be made again.
func (l *Ledger) CardRules(ctx context.Context) (string, error) {
	var v string
	err := l.read.QueryRowContext(ctx, `SELECT version FROM card_rules`).Scan(&v)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("ledger: rules of the cards: %w", err)
	}
	return v, nil
}

// SetCardRules records that all cards are made by these rules.
func (l *Ledger) SetCardRules(ctx context.Context, version string) error {
	_, err := l.write.ExecContext(ctx, `INSERT INTO card_rules (one, version) VALUES (1, ?)
		ON CONFLICT DO UPDATE SET version = excluded.version`, version)
	if err != nil {
		return fmt.Errorf("ledger: rules of the cards: %w", err)
	}
	return nil
}

// PutCards puts cards in place of those the documents had, all or none.
// Documents the index has not keep none.
func (l *Ledger) PutCards(ctx context.Context, cards map[saksok.DocumentID][]Card) error {
	err := inTx(ctx, l.write, func(tx *sql.Tx) error {
		for id, cs := range cards {
			var indexed bool
			err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM documents WHERE sha256 = ? AND index_version <> '')`, id).Scan(&indexed)
			if err != nil {
				return err
			}
			if !indexed {
				cs = nil
			}
			if err := putCards(ctx, tx, id, cs); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ledger: put cards of %d documents: %w", len(cards), err)
	}
	return nil
}

const cardColumns = `c.sha256, c.card, d.first_seen, d.gone_since IS NOT NULL,
	NOT EXISTS (SELECT 1 FROM locations l WHERE l.sha256 = c.sha256)`

// SlotCards are the cards of a slot.
func (l *Ledger) SlotCards(ctx context.Context, slot string) ([]StoredCard, error) {
	return l.cards(ctx, `WHERE c.slot = ? AND c.slot <> ''`, slot)
}

// RefCards are the cards that have the reference.
func (l *Ledger) RefCards(ctx context.Context, ref string) ([]StoredCard, error) {
	return l.cards(ctx, `WHERE c.id IN (SELECT card FROM card_refs WHERE ref = ?)`, ref)
}

// DocumentCards are a document's cards.
func (l *Ledger) DocumentCards(ctx context.Context, id saksok.DocumentID) ([]StoredCard, error) {
	return l.cards(ctx, `WHERE c.sha256 = ?`, string(id))
}

// maxCards bounds one look-up; no meeting and no case has as many.
const maxCards = 1000

func (l *Ledger) cards(ctx context.Context, where, arg string) ([]StoredCard, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT `+cardColumns+` FROM cards c JOIN documents d ON d.sha256 = c.sha256 `+where+`
		ORDER BY c.sha256, c.part LIMIT ?`, arg, maxCards)
	if err != nil {
		return nil, fmt.Errorf("ledger: cards: %w", err)
	}
	defer rows.Close()
	var out []StoredCard
	for rows.Next() {
		var c StoredCard
		var first sql.NullString
		if err := rows.Scan(&c.Document, &c.Data, &first, &c.Gone, &c.Superseded); err != nil {
			return nil, fmt.Errorf("ledger: cards: %w", err)
		}
		c.FirstSeen = instant(first)
		out = append(out, c)
	}
	return out, rows.Err()
}

// Slots lists the slots that have cards, the latest day first; next is the cursor
// of the rest, "" at the end.
func (l *Ledger) Slots(ctx context.Context, after string, limit int) (slots []string, next string, err error) {
	day, slot := "9999-99-99", ""
	if after != "" {
		var ok bool
		if day, slot, ok = strings.Cut(after, "_"); !ok {
			return nil, "", fmt.Errorf("ledger: %w %q", ErrCursor, after)
		}
	}
	limit = min(max(limit, 1), maxLimit)
	rows, err := l.read.QueryContext(ctx, `SELECT DISTINCT day, slot FROM cards WHERE slot <> '' AND (day, slot) < (?, ?)
		ORDER BY day DESC, slot DESC LIMIT ?`, day, slot, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("ledger: list slots: %w", err)
	}
	defer rows.Close()
	last := ""
	for rows.Next() {
		if err := rows.Scan(&day, &slot); err != nil {
			return nil, "", fmt.Errorf("ledger: list slots: %w", err)
		}
		if len(slots) == limit {
			next = last
			break
		}
		slots, last = append(slots, slot), day+"_"+slot
	}
	return slots, next, rows.Err()
}
