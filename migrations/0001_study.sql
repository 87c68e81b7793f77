-- Why: the first schema. One file is one study: what people said, what coders made of it, what was asked and
-- answered, and a journal that can take every change back. Every journaled table has an integer `id`, holds only
-- integers and text (so that a row survives the way through JSON unchanged), and is never written outside an operation.

CREATE TABLE study (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'fa',
  label_open TEXT NOT NULL DEFAULT '',
  label_axial TEXT NOT NULL DEFAULT '',
  label_selective TEXT NOT NULL DEFAULT '',
  goal_factors INTEGER,
  goal_subscales INTEGER,
  goal_components INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE content (
  hash TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  colour TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('interview', 'article', 'document')),
  language TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  text_hash TEXT NOT NULL REFERENCES content (hash),
  length INTEGER NOT NULL,
  file_hash TEXT NOT NULL REFERENCES content (hash),
  file_name TEXT NOT NULL DEFAULT '',
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX source_by_file ON source (file_hash);

CREATE TABLE turn (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  number INTEGER NOT NULL,
  speaker TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT 'unknown' CHECK (role IN ('interviewer', 'interviewee', 'unknown')),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  time_start INTEGER,
  time_end INTEGER,
  UNIQUE (source_id, number)
) STRICT;

CREATE TABLE attribute (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (source_id, name)
) STRICT;

CREATE TABLE code (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parent_id INTEGER REFERENCES code (id),
  level TEXT NOT NULL CHECK (level IN ('open', 'axial', 'selective')),
  position INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  definition TEXT NOT NULL DEFAULT '',
  include TEXT NOT NULL DEFAULT '',
  exclude TEXT NOT NULL DEFAULT '',
  exemplar TEXT NOT NULL DEFAULT '',
  colour TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX code_by_parent ON code (parent_id, position);

CREATE TABLE code_translation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code_id INTEGER NOT NULL REFERENCES code (id),
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (code_id, language)
) STRICT;

CREATE TABLE code_alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code_id INTEGER NOT NULL REFERENCES code (id),
  alias TEXT NOT NULL,
  UNIQUE (code_id, alias)
) STRICT;

CREATE TABLE quotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES source (id),
  text_hash TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  quote TEXT NOT NULL,
  before TEXT NOT NULL DEFAULT '',
  after TEXT NOT NULL DEFAULT '',
  anchor TEXT NOT NULL DEFAULT 'placed' CHECK (anchor IN ('placed', 'to re-anchor')),
  CHECK (start >= 0 AND start < end)
) STRICT;
CREATE INDEX quotation_by_place ON quotation (source_id, start, end);

CREATE TABLE coding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  quotation_id INTEGER NOT NULL REFERENCES quotation (id),
  code_id INTEGER NOT NULL REFERENCES code (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  weight INTEGER CHECK (weight BETWEEN 1 AND 100),
  comment TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  UNIQUE (quotation_id, code_id, coder_id)
) STRICT;
CREATE INDEX coding_by_code ON coding (code_id);
CREATE INDEX coding_by_coder ON coding (coder_id);

CREATE TABLE memo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  target TEXT NOT NULL CHECK (target IN ('study', 'source', 'quotation', 'code')),
  source_id INTEGER REFERENCES source (id),
  quotation_id INTEGER REFERENCES quotation (id),
  code_id INTEGER REFERENCES code (id),
  coder_id INTEGER NOT NULL REFERENCES coder (id),
  date TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL
) STRICT;

CREATE TABLE instrument (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'frozen')),
  titles TEXT NOT NULL DEFAULT '{}',
  scale TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),
  key TEXT NOT NULL,
  factor_id INTEGER NOT NULL REFERENCES code (id),
  factor_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  reversed INTEGER NOT NULL DEFAULT 0 CHECK (reversed IN (0, 1)),
  wordings TEXT NOT NULL DEFAULT '{}',
  UNIQUE (instrument_id, key)
) STRICT;

CREATE TABLE response_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),
  name TEXT NOT NULL UNIQUE,
  simulated INTEGER NOT NULL DEFAULT 0 CHECK (simulated IN (0, 1)),
  seed TEXT,
  origin TEXT NOT NULL DEFAULT '',
  imported_at INTEGER NOT NULL
) STRICT;

CREATE TABLE respondent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response_set_id INTEGER NOT NULL REFERENCES response_set (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  answers TEXT NOT NULL,
  UNIQUE (response_set_id, position)
) STRICT;

CREATE TABLE analysis (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response_set_id INTEGER NOT NULL REFERENCES response_set (id),
  name TEXT NOT NULL,
  inputs_hash TEXT NOT NULL,
  program_version TEXT NOT NULL,
  result_hash TEXT NOT NULL REFERENCES content (hash),
  made_at INTEGER NOT NULL,
  UNIQUE (response_set_id, name)
) STRICT;

CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  coder TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  reverses INTEGER REFERENCES operation (id),
  undo_next INTEGER,
  undo_below INTEGER,
  redo_next INTEGER,
  redo_below INTEGER,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX change_by_operation ON change (operation_id);
CREATE INDEX change_by_row ON change (table_name, row_id);
