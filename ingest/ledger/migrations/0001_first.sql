-- Instants are text, UTC, to the millisecond: 2026-11-23T14:05:09.000Z.

-- One row per document version: one content, wherever it was found.
CREATE TABLE documents (
  sha256        TEXT PRIMARY KEY NOT NULL,
  bytes         INTEGER NOT NULL,
  first_seen    TEXT NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('stored', 'indexed', 'partly_indexed',
                  'no_text', 'encrypted', 'quarantined', 'skipped')),
  outcome_at    TEXT NOT NULL,
  reason        TEXT NOT NULL DEFAULT '',  -- a problem code; '' where there is nothing to explain
  message       TEXT NOT NULL DEFAULT '',
  gone_since    TEXT,                      -- missing at every place it was found; shown as 'deleted'
  tries         INTEGER NOT NULL DEFAULT 0,-- extractions begun with this extractor
  next_try      TEXT,                      -- NULL: not before the extractor changes or someone asks
  extractor     TEXT NOT NULL DEFAULT '',  -- version of the last extraction begun
  index_version TEXT NOT NULL DEFAULT '',  -- version of the index that has it; '' for none
  title         TEXT NOT NULL DEFAULT '',
  kind          TEXT NOT NULL DEFAULT '',
  language      TEXT NOT NULL DEFAULT '',
  organisation  TEXT NOT NULL DEFAULT '',
  body          TEXT NOT NULL DEFAULT '',
  meeting_date  TEXT NOT NULL DEFAULT '',
  pages         INTEGER NOT NULL DEFAULT 0,
  unread_pages  TEXT NOT NULL DEFAULT '',  -- "3,7-9"
  items         INTEGER NOT NULL DEFAULT 0,
  decisions     INTEGER NOT NULL DEFAULT 0,
  figures       INTEGER NOT NULL DEFAULT 0,
  problems      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_by_outcome ON documents (outcome);
CREATE INDEX documents_by_first_seen ON documents (first_seen, sha256);

-- One row per address: what stands there now, or stood there when it was last seen.
CREATE TABLE locations (
  id            INTEGER PRIMARY KEY,
  source        TEXT NOT NULL,
  path          BLOB NOT NULL,             -- bytes as the file system has them
  size          INTEGER NOT NULL,
  mtime         INTEGER NOT NULL,          -- nanoseconds since 1970
  sighted       TEXT NOT NULL,             -- when this size and mtime were first seen here
  sha256        TEXT REFERENCES documents (sha256), -- the last version taken from here; NULL for none
  reason        TEXT NOT NULL DEFAULT '',  -- why the bytes there now were not taken
  message       TEXT NOT NULL DEFAULT '',
  first_seen    TEXT NOT NULL,
  last_seen     TEXT NOT NULL,
  last_run      INTEGER NOT NULL,
  missed        INTEGER NOT NULL DEFAULT 0,-- complete listings in a row without it
  missing_since TEXT,
  UNIQUE (source, path)
) STRICT;

CREATE INDEX locations_by_document ON locations (sha256);

-- Every content an address ever had.
CREATE TABLE versions (
  location   INTEGER NOT NULL REFERENCES locations (id),
  sha256     TEXT NOT NULL REFERENCES documents (sha256),
  first_seen TEXT NOT NULL,
  last_taken TEXT NOT NULL,
  PRIMARY KEY (location, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_by_document ON versions (sha256);

CREATE TABLE runs (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  trigger        TEXT NOT NULL,
  started        TEXT NOT NULL,
  ended          TEXT,
  outcome        TEXT NOT NULL DEFAULT 'running', -- running, clean, partial, failed, interrupted
  error          TEXT NOT NULL DEFAULT '',
  found          INTEGER NOT NULL DEFAULT 0,
  new            INTEGER NOT NULL DEFAULT 0,
  duplicates     INTEGER NOT NULL DEFAULT 0,
  unchanged      INTEGER NOT NULL DEFAULT 0,
  skipped        INTEGER NOT NULL DEFAULT 0,
  missing        INTEGER NOT NULL DEFAULT 0,
  documents      INTEGER NOT NULL DEFAULT 0,
  indexed        INTEGER NOT NULL DEFAULT 0,
  partly_indexed INTEGER NOT NULL DEFAULT 0,
  no_text        INTEGER NOT NULL DEFAULT 0,
  encrypted      INTEGER NOT NULL DEFAULT 0,
  quarantined    INTEGER NOT NULL DEFAULT 0,
  pages          INTEGER NOT NULL DEFAULT 0,
  items          INTEGER NOT NULL DEFAULT 0,
  decisions      INTEGER NOT NULL DEFAULT 0,
  figures        INTEGER NOT NULL DEFAULT 0,
  problems       INTEGER NOT NULL DEFAULT 0
) STRICT;
