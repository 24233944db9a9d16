package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"saksok"
)

// Document is a document version as lists show it.
type Document struct {
	SHA256     saksok.DocumentID `json:"sha256"`
	Bytes      int64             `json:"bytes"`
	FirstSeen  time.Time         `json:"first_seen"`
	Outcome    Outcome           `json:"outcome"`
	OutcomeAt  time.Time         `json:"outcome_at"`
	Reason     Reason            `json:"reason,omitempty"`
	Message    string            `json:"message,omitempty"`
	Tries      int               `json:"tries"`
	NextTry    time.Time         `json:"next_try,omitzero"`
	Extractor  string            `json:"extractor,omitempty"`
	GoneSince  time.Time         `json:"gone_since,omitzero"`
	Superseded bool              `json:"superseded"` // every address of it has newer bytes
	Facts
}

// Place is one address of a document.
type Place struct {
	Source       string    `json:"source"`
	Path         string    `json:"path"`
	Outcome      Outcome   `json:"outcome"`
	Reason       Reason    `json:"reason,omitempty"`
	Message      string    `json:"message,omitempty"`
	Size         int64     `json:"size"`
	ModTime      time.Time `json:"mod_time"`
	FirstSeen    time.Time `json:"first_seen"`
	LastSeen     time.Time `json:"last_seen"`
	MissingSince time.Time `json:"missing_since,omitzero"`
	// NewerVersion is what the address has now, where that is another document.
	NewerVersion saksok.DocumentID `json:"newer_version,omitempty"`
}

// shownOutcome is a document's outcome with deleted laid over it.
const shownOutcome = `iif(d.gone_since IS NULL, d.outcome, 'deleted')`

const documentColumns = `d.sha256, d.bytes, d.first_seen, ` + shownOutcome + `, d.outcome_at, d.reason, d.message, d.tries, d.next_try,
	d.extractor, d.gone_since, NOT EXISTS (SELECT 1 FROM locations l WHERE l.sha256 = d.sha256),
	d.title, d.kind, d.language, d.organisation, d.body, d.meeting_date, d.pages, d.unread_pages, d.items, d.decisions, d.figures, d.problems`

func scanDocument(scan func(...any) error) (Document, error) {
	var d Document
	var first, at, next, gone sql.NullString
	err := scan(&d.SHA256, &d.Bytes, &first, &d.Outcome, &at, &d.Reason, &d.Message, &d.Tries, &next,
		&d.Extractor, &gone, &d.Superseded,
		&d.Title, &d.Kind, &d.Language, &d.Organisation, &d.Body, &d.MeetingDate, &d.Pages, &d.UnreadPages,
		&d.Items, &d.Decisions, &d.Figures, &d.Problems)
	d.FirstSeen, d.OutcomeAt, d.NextTry, d.GoneSince = instant(first), instant(at), instant(next), instant(gone)
	return d, err
}

// Document looks a document up with all its addresses, those it has left for
// newer bytes included. An unknown id is an error wrapping fs.ErrNotExist.
func (l *Ledger) Document(ctx context.Context, id saksok.DocumentID) (Document, []Place, error) {
	row := l.read.QueryRowContext(ctx, `SELECT `+documentColumns+` FROM documents d WHERE d.sha256 = ?`, id)
	d, err := scanDocument(row.Scan)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Document{}, nil, fmt.Errorf("ledger: document %q: %w", id, fs.ErrNotExist)
	case err != nil:
		return Document{}, nil, fmt.Errorf("ledger: document %s: %w", id, err)
	}
	places, err := l.places(ctx, id)
	if err != nil {
		return Document{}, nil, fmt.Errorf("ledger: addresses of %s: %w", id, err)
	}
	return d, places, nil
}

// placeOutcome derives an address's outcome; l is locations, d its document.
const placeOutcome = `CASE WHEN l.missing_since IS NOT NULL THEN 'deleted'
	WHEN l.reason <> '' OR d.sha256 IS NULL THEN 'skipped'
	WHEN EXISTS (SELECT 1 FROM locations o WHERE o.sha256 = l.sha256 AND o.id < l.id AND o.missing_since IS NULL AND o.reason = '') THEN 'duplicate'
	ELSE d.outcome END`

func (l *Ledger) places(ctx context.Context, id saksok.DocumentID) ([]Place, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT l.source, l.path, `+placeOutcome+`, l.reason, l.message, l.size, l.mtime,
			v.first_seen, l.last_seen, l.missing_since, iif(l.sha256 <> v.sha256, l.sha256, '')
		FROM versions v JOIN locations l ON l.id = v.location LEFT JOIN documents d ON d.sha256 = l.sha256
		WHERE v.sha256 = ? ORDER BY l.id`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var places []Place
	for rows.Next() {
		var p Place
		var path []byte
		var mtime int64
		var first, last, missing sql.NullString
		if err := rows.Scan(&p.Source, &path, &p.Outcome, &p.Reason, &p.Message, &p.Size, &mtime, &first, &last, &missing, &p.NewerVersion); err != nil {
			return nil, err
		}
		p.Path, p.ModTime = string(path), time.Unix(0, mtime).UTC()
		p.FirstSeen, p.LastSeen, p.MissingSince = instant(first), instant(last), instant(missing)
		places = append(places, p)
	}
	return places, rows.Err()
}

// Filter chooses documents for a list. The zero Filter is the newest 50.
type Filter struct {
	Outcomes []Outcome // any of; empty: all
	Kinds    []saksok.DocumentKind
	Limit    int    // 1 to 1000; 0 is 50
	After    string // the Next of the page before
}

const (
	defaultLimit = 50
	maxLimit     = 1000
)

// ErrCursor is what a Filter gives whose After is not a Next we gave.
var ErrCursor = errors.New("unknown cursor")

// Page is one page of a list of documents, the newest first.
type Page struct {
	Documents []Document `json:"documents"`
	Total     int        `json:"total"`
	Next      string     `json:"next,omitempty"`
}

// Documents lists documents, the last found first.
func (l *Ledger) Documents(ctx context.Context, f Filter) (Page, error) {
	where, args := f.where()
	var p Page
	if err := l.read.QueryRowContext(ctx, `SELECT count(*) FROM documents d WHERE `+where, args...).Scan(&p.Total); err != nil {
		return Page{}, fmt.Errorf("ledger: count documents: %w", err)
	}
	if f.After != "" {
		seen, id, ok := strings.Cut(f.After, "_")
		if !ok {
			return Page{}, fmt.Errorf("ledger: %w %q", ErrCursor, f.After)
		}
		where += ` AND (d.first_seen, d.sha256) < (?, ?)`
		args = append(args, seen, id)
	}
	limit := min(cmp.Or(max(f.Limit, 0), defaultLimit), maxLimit)
	rows, err := l.read.QueryContext(ctx, `SELECT `+documentColumns+` FROM documents d WHERE `+where+`
		ORDER BY d.first_seen DESC, d.sha256 DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return Page{}, fmt.Errorf("ledger: list documents: %w", err)
	}
	defer rows.Close()
	p.Documents = []Document{}
	for rows.Next() {
		d, err := scanDocument(rows.Scan)
		if err != nil {
			return Page{}, fmt.Errorf("ledger: list documents: %w", err)
		}
		p.Documents = append(p.Documents, d)
	}
	if len(p.Documents) > limit {
		p.Documents = p.Documents[:limit]
		last := p.Documents[limit-1]
		p.Next = stamp(last.FirstSeen) + "_" + string(last.SHA256)
	}
	return p, rows.Err()
}

func (f Filter) where() (string, []any) {
	where, args := "1", []any(nil)
	if len(f.Outcomes) > 0 {
		where += ` AND ` + shownOutcome + ` IN (?` + strings.Repeat(", ?", len(f.Outcomes)-1) + `)`
		for _, o := range f.Outcomes {
			args = append(args, o)
		}
	}
	if len(f.Kinds) > 0 {
		where += ` AND d.kind IN (?` + strings.Repeat(", ?", len(f.Kinds)-1) + `)`
		for _, k := range f.Kinds {
			args = append(args, k)
		}
	}
	return where, args
}

// Totals is the ledger in one look.
type Totals struct {
	Documents map[Outcome]int `json:"documents"` // by outcome; sums to every version known
	Places    map[Outcome]int `json:"places"`    // addresses by outcome
	Pages     int             `json:"pages"`
	Items     int             `json:"items"`
	Decisions int             `json:"decisions"`
	Figures   int             `json:"figures"`
	Problems  int             `json:"problems"`
}

// Totals counts everything.
func (l *Ledger) Totals(ctx context.Context) (Totals, error) {
	t := Totals{Documents: map[Outcome]int{}, Places: map[Outcome]int{}}
	err := l.read.QueryRowContext(ctx, `SELECT coalesce(sum(pages), 0), coalesce(sum(items), 0), coalesce(sum(decisions), 0),
		coalesce(sum(figures), 0), coalesce(sum(problems), 0) FROM documents`).Scan(&t.Pages, &t.Items, &t.Decisions, &t.Figures, &t.Problems)
	if err != nil {
		return Totals{}, fmt.Errorf("ledger: totals: %w", err)
	}
	if err := l.countBy(ctx, t.Documents, `SELECT `+shownOutcome+`, count(*) FROM documents d GROUP BY 1`); err != nil {
		return Totals{}, err
	}
	if err := l.countBy(ctx, t.Places, `SELECT `+placeOutcome+`, count(*) FROM locations l LEFT JOIN documents d ON d.sha256 = l.sha256 GROUP BY 1`); err != nil {
		return Totals{}, err
	}
	return t, nil
}

// InIndex counts the documents that some index has, and those of them that the
// index of a version has.
func (l *Ledger) InIndex(ctx context.Context, version string) (any, this int, err error) {
	err = l.read.QueryRowContext(ctx, `SELECT coalesce(sum(index_version <> ''), 0), coalesce(sum(index_version = ?), 0) FROM documents`, version).Scan(&any, &this)
	if err != nil {
		return 0, 0, fmt.Errorf("ledger: documents in the index: %w", err)
	}
	return any, this, nil
}

// Below is what is known at and below one path of a source.
type Below struct {
	Places   map[Outcome]int // addresses by what became of them
	LastSeen time.Time       // when the latest of them was last listed
}

// Below counts the addresses at or below root; an empty root is everywhere.
func (l *Ledger) Below(ctx context.Context, source, root string) (Below, error) {
	b := Below{Places: map[Outcome]int{}}
	lo, hi := below(root)
	rows, err := l.read.QueryContext(ctx, `SELECT `+placeOutcome+`, count(*), max(l.last_seen) FROM locations l LEFT JOIN documents d ON d.sha256 = l.sha256
		WHERE l.source = ?1 AND (?2 = '' OR l.path = ?3 OR l.path >= ?4 AND l.path < ?5) GROUP BY 1`, source, root, []byte(root), lo, hi)
	if err != nil {
		return Below{}, fmt.Errorf("ledger: below %q: %w", root, err)
	}
	type group struct {
		outcome Outcome
		n       int
		seen    sql.NullString
	}
	groups, err := collect(rows, func(g *group) []any { return []any{&g.outcome, &g.n, &g.seen} })
	if err != nil {
		return Below{}, fmt.Errorf("ledger: below %q: %w", root, err)
	}
	for _, g := range groups {
		b.Places[g.outcome] = g.n
		if at := instant(g.seen); at.After(b.LastSeen) {
			b.LastSeen = at
		}
	}
	return b, nil
}

// countBy fills into from rows of an outcome and a count.
func (l *Ledger) countBy(ctx context.Context, into map[Outcome]int, query string) error {
	rows, err := l.read.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("ledger: totals: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Outcome
		var n int
		if err := rows.Scan(&o, &n); err != nil {
			return fmt.Errorf("ledger: totals: %w", err)
		}
		into[o] = n
	}
	return rows.Err()
}

// Problem is something that was not, or not wholly, read: a document with its
// first address, or an address whose bytes were not taken.
type Problem struct {
	Document    saksok.DocumentID `json:"document,omitempty"`
	Source      string            `json:"source"`
	Path        string            `json:"path"`
	Outcome     Outcome           `json:"outcome"`
	Reason      Reason            `json:"reason,omitempty"`
	Message     string            `json:"message,omitempty"`
	UnreadPages string            `json:"unread_pages,omitempty"`
	At          time.Time         `json:"at"`
}

// Problems lists what was not wholly read, the latest first, and how many there
// are in all.
func (l *Ledger) Problems(ctx context.Context, limit, offset int) ([]Problem, int, error) {
	const list = `
		SELECT d.sha256 AS id, coalesce(l.source, '') AS source, coalesce(l.path, x'') AS path, d.outcome AS outcome, d.reason AS reason,
			d.message AS message, d.unread_pages AS unread, d.outcome_at AS at
		FROM documents d LEFT JOIN locations l ON l.id = (SELECT min(location) FROM versions v WHERE v.sha256 = d.sha256)
		WHERE d.outcome IN ('partly_indexed', 'no_text', 'encrypted', 'quarantined', 'skipped')
		UNION ALL
		SELECT '', source, path, 'skipped', reason, message, '', sighted FROM locations WHERE reason <> '' AND missing_since IS NULL`
	var total int
	if err := l.read.QueryRowContext(ctx, `SELECT count(*) FROM (`+list+`)`).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("ledger: count problems: %w", err)
	}
	rows, err := l.read.QueryContext(ctx, list+` ORDER BY at DESC, path, id LIMIT ? OFFSET ?`,
		min(cmp.Or(max(limit, 0), defaultLimit), maxLimit), max(offset, 0))
	if err != nil {
		return nil, 0, fmt.Errorf("ledger: list problems: %w", err)
	}
	defer rows.Close()
	problems := []Problem{}
	for rows.Next() {
		var p Problem
		var path []byte
		var at sql.NullString
		if err := rows.Scan(&p.Document, &p.Source, &path, &p.Outcome, &p.Reason, &p.Message, &p.UnreadPages, &at); err != nil {
			return nil, 0, fmt.Errorf("ledger: list problems: %w", err)
		}
		p.Path, p.At = string(path), instant(at)
		problems = append(problems, p)
	}
	return problems, total, rows.Err()
}
