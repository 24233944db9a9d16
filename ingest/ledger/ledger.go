package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer is what Open gives for a ledger that a newer Saksøk wrote.
var ErrNewer = errors.New("ledger was written by a newer version")

// readers is how many queries may read at once beside the one writer; the web
// page asks a few small ones.
const readers = 4

// Ledger is an open ledger. It is safe for concurrent use: writes queue for the
// one writing connection, reads go on beside them.
type Ledger struct {
	write *sql.DB // nil in a ledger opened for reading only
	read  *sql.DB
}

// Open opens the ledger at path, creating it or bringing its schema up to date.
// Only one process may have it open for writing; the data folder's lock sees to
// that.
func Open(ctx context.Context, path string) (*Ledger, error) {
	w, err := sql.Open("sqlite", dsn(path, url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
	}))
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	w.SetMaxOpenConns(1)
	if err := migrate(ctx, w); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, errors.Join(err, w.Close()))
	}
	l, err := OpenReadOnly(path)
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	l.write = w
	return l, nil
}

// OpenReadOnly opens an existing ledger beside the process that writes it. Its
// writing methods must not be called.
func OpenReadOnly(path string) (*Ledger, error) {
	r, err := sql.Open("sqlite", dsn(path, url.Values{
		"mode":    {"ro"},
		"_pragma": {"busy_timeout(5000)", "query_only(1)"},
	}))
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	r.SetMaxOpenConns(readers)
	return &Ledger{read: r}, nil
}

// Close closes the ledger once the queries under way are done.
func (l *Ledger) Close() error {
	var err error
	if l.write != nil {
		err = l.write.Close()
	}
	return errors.Join(err, l.read.Close())
}

// dsn is the SQLite URI of a file; a path may hold '?', '%' and '#'.
func dsn(path string, params url.Values) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: params.Encode()}
	if !filepath.IsAbs(path) {
		u = url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: params.Encode()}
	}
	return u.String()
}

// migrate applies the numbered files the database has not seen; PRAGMA
// user_version is the number of the last one. Each file is one transaction with
// its number, so a killed upgrade is begun again, never half done.
func migrate(ctx context.Context, db *sql.DB) error {
	var have int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		return err
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	slices.SortFunc(files, cmp.Compare[string])
	if have > len(files) {
		return fmt.Errorf("schema %d, this program knows %d: %w", have, len(files), ErrNewer)
	}
	for i, file := range files[have:] {
		script, err := migrations.ReadFile(file)
		if err != nil {
			return err
		}
		err = inTx(ctx, db, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, string(script)); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, have+i+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("applying %s: %w", file, err)
		}
	}
	return nil
}

// inTx runs f in a transaction. The rollback of a committed one does nothing.
func inTx(ctx context.Context, db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// stampLayout sorts as text in the order of time.
const stampLayout = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// instant reads a stamp; NULL and anything else is the zero time.
func instant(s sql.NullString) time.Time {
	t, err := time.Parse(stampLayout, s.String)
	if err != nil {
		return time.Time{}
	}
	return t
}
