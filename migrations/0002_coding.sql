-- Depth of coding: passages that speak against a code, corrections of texts, blind rounds, settled disagreements,
-- reviewers' decisions, and rules a study keeps.

ALTER TABLE coding ADD COLUMN stance TEXT NOT NULL DEFAULT 'supports' CHECK (stance IN ('supports', 'contradicts'));

CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  text_before TEXT NOT NULL REFERENCES content (hash),
  text_after TEXT NOT NULL REFERENCES content (hash),
  reason TEXT NOT NULL DEFAULT '',
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_by_source ON correction (source_id);

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  blind INTEGER NOT NULL DEFAULT 1 CHECK (blind IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE round_source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  round_id INTEGER NOT NULL REFERENCES round (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  UNIQUE (round_id, source_id)
) STRICT;

CREATE TABLE round_coder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  round_id INTEGER NOT NULL REFERENCES round (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  UNIQUE (round_id, coder_id)
) STRICT;

CREATE TABLE settlement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  code_id INTEGER NOT NULL REFERENCES code (id),
  text_hash TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'not coded')),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  note TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  CHECK (start >= 0 AND start < end)
) STRICT;
CREATE INDEX settlement_by_source ON settlement (source_id);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code_id INTEGER REFERENCES code (id),
  coding_id INTEGER REFERENCES coding (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'revise', 'rejected')),
  note TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  CHECK ((code_id IS NULL) <> (coding_id IS NULL))
) STRICT;
CREATE INDEX decision_by_code ON decision (code_id);
CREATE INDEX decision_by_coding ON decision (coding_id);
