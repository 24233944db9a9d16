-- What linking needs of each document the index has: a cache of the stored
-- extractions, written in the same transaction as the outcome.
CREATE TABLE cards (
  id     INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  part   INTEGER NOT NULL,          -- 0: its own meeting; from 1: earlier meetings bound in
  slot   TEXT NOT NULL,             -- hash of the body's name and the day; '' without a day
  day    TEXT NOT NULL,             -- of the meeting, ISO 8601
  card   BLOB NOT NULL,             -- JSON
  UNIQUE (sha256, part)
) STRICT;

CREATE INDEX cards_by_slot ON cards (slot) WHERE slot <> '';
CREATE INDEX cards_by_day ON cards (day, slot) WHERE slot <> '';

-- The other keys a card is looked up by: archive case numbers, earlier treatments.
CREATE TABLE card_refs (
  ref  TEXT NOT NULL,
  card INTEGER NOT NULL REFERENCES cards (id) ON DELETE CASCADE,
  PRIMARY KEY (ref, card)
) STRICT, WITHOUT ROWID;

CREATE INDEX card_refs_by_card ON card_refs (card);

-- The version of the rules all cards were made by; none until they are.
CREATE TABLE card_rules (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version TEXT NOT NULL
) STRICT;
