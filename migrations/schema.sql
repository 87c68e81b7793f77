-- The schema as it stands, explained. A test compares it with the migrations; change those, then this file.

-- the study itself; always one row
CREATE TABLE study (
  id INTEGER PRIMARY KEY CHECK (id = 1),  -- always 1
  uuid TEXT NOT NULL,  -- name that survives copying and renaming of the file
  title TEXT NOT NULL DEFAULT '',  -- title; may be empty
  language TEXT NOT NULL DEFAULT 'fa',  -- language tag, fa, en, mixed …
  label_open TEXT NOT NULL DEFAULT '',  -- what the study calls open codes
  label_axial TEXT NOT NULL DEFAULT '',  -- … axial codes
  label_selective TEXT NOT NULL DEFAULT '',  -- … selective codes
  goal_factors INTEGER,  -- how many factors are aimed at; NULL: no goal
  goal_subscales INTEGER,  -- … subscales
  goal_components INTEGER,  -- … components
  created_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;

-- bytes addressed by their BLAKE3 hash: original files, source texts, results; only ever added to, not journaled
CREATE TABLE content (
  hash TEXT PRIMARY KEY NOT NULL,  -- BLAKE3, 64 hexadecimal digits
  size INTEGER NOT NULL,  -- bytes
  bytes BLOB NOT NULL  -- the content
) STRICT, WITHOUT ROWID;

-- people who code
CREATE TABLE coder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL UNIQUE,  -- short unique name
  colour TEXT NOT NULL DEFAULT ''  -- #rrggbb, or empty
) STRICT;

-- an interview, an article, a document
CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL UNIQUE,  -- short unique name by which it is cited
  title TEXT NOT NULL DEFAULT '',  -- title; may be empty
  kind TEXT NOT NULL CHECK (kind IN ('interview', 'article', 'document')),  -- interview, article, document
  language TEXT NOT NULL DEFAULT '',  -- language tag, fa, en, mixed …
  position INTEGER NOT NULL,  -- place in its order, from 1
  text_hash TEXT NOT NULL REFERENCES content (hash),  -- hash of the text in which positions are counted
  length INTEGER NOT NULL,  -- of the text in Unicode code points
  file_hash TEXT NOT NULL REFERENCES content (hash),  -- hash of the original file
  file_name TEXT NOT NULL DEFAULT '',  -- its name without folders
  imported_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;
CREATE INDEX source_by_file ON source (file_hash);

-- one speaker's stretch of a transcript; a paragraph elsewhere
CREATE TABLE turn (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  number INTEGER NOT NULL,  -- from 1
  speaker TEXT NOT NULL DEFAULT '',  -- label as written; empty for a paragraph
  role TEXT NOT NULL DEFAULT 'unknown' CHECK (role IN ('interviewer', 'interviewee', 'unknown')),  -- the part the speaker plays
  start INTEGER NOT NULL,  -- first code point
  end INTEGER NOT NULL,  -- code point behind the last one
  time_start INTEGER,  -- milliseconds from the recording's start
  time_end INTEGER,  -- milliseconds
  UNIQUE (source_id, number)
) STRICT;

-- what is known of a source: role, sex, year …
CREATE TABLE attribute (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  name TEXT NOT NULL,  -- name of the attribute
  value TEXT NOT NULL,  -- never empty
  UNIQUE (source_id, name)
) STRICT;

-- the codebook
CREATE TABLE code (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  parent_id INTEGER REFERENCES code (id),  -- the code it stands under; NULL for a root
  level TEXT NOT NULL CHECK (level IN ('open', 'axial', 'selective')),  -- open, axial, selective
  position INTEGER NOT NULL,  -- place in its order, from 1
  key TEXT NOT NULL UNIQUE,  -- short unique handle such as R17
  name TEXT NOT NULL,  -- name in the study's language
  definition TEXT NOT NULL DEFAULT '',  -- what the code means
  include TEXT NOT NULL DEFAULT '',  -- when to use it
  exclude TEXT NOT NULL DEFAULT '',  -- when not to
  exemplar TEXT NOT NULL DEFAULT '',  -- the quotation that shows it best
  colour TEXT NOT NULL DEFAULT ''  -- #rrggbb, or empty
) STRICT;
CREATE INDEX code_by_parent ON code (parent_id, position);

-- names of codes in other languages
CREATE TABLE code_translation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  code_id INTEGER NOT NULL REFERENCES code (id),  -- the code
  language TEXT NOT NULL,  -- language tag, fa, en, mixed …
  name TEXT NOT NULL,  -- name in that language
  UNIQUE (code_id, language)
) STRICT;

-- other names of codes
CREATE TABLE code_alias (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  code_id INTEGER NOT NULL REFERENCES code (id),  -- the code
  alias TEXT NOT NULL,  -- a name the code was known by
  UNIQUE (code_id, alias)
) STRICT;

-- a span of one source with its words beside it
CREATE TABLE quotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  text_hash TEXT NOT NULL,  -- hash of the text in which positions are counted
  start INTEGER NOT NULL,  -- first code point
  end INTEGER NOT NULL,  -- code point behind the last one
  quote TEXT NOT NULL,  -- the words at the span
  before TEXT NOT NULL DEFAULT '',  -- up to 32 code points before it
  after TEXT NOT NULL DEFAULT '',  -- up to 32 code points behind it
  anchor TEXT NOT NULL DEFAULT 'placed' CHECK (anchor IN ('placed', 'to re-anchor')),  -- whether the span is sure
  CHECK (start >= 0 AND start < end)
) STRICT;
CREATE INDEX quotation_by_place ON quotation (source_id, start, end);

-- one coder's act of putting one code on one quotation
CREATE TABLE coding (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  quotation_id INTEGER NOT NULL REFERENCES quotation (id),  -- the quotation
  code_id INTEGER NOT NULL REFERENCES code (id),  -- the code
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- the coder
  weight INTEGER CHECK (weight BETWEEN 1 AND 100),  -- 1 to 100; NULL: not judged
  comment TEXT NOT NULL DEFAULT '',  -- the coder's remark
  made_at INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
  stance TEXT NOT NULL DEFAULT 'supports' CHECK (stance IN ('supports', 'contradicts')),  -- contradicts: negative evidence
  UNIQUE (quotation_id, code_id, coder_id)
) STRICT;
CREATE INDEX coding_by_code ON coding (code_id);
CREATE INDEX coding_by_coder ON coding (coder_id);

-- a note on the study, a source, a quotation or a code
CREATE TABLE memo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  target TEXT NOT NULL CHECK (target IN ('study', 'source', 'quotation', 'code')),  -- what the memo is about; the matching id column is set
  source_id INTEGER REFERENCES source (id),  -- the source
  quotation_id INTEGER REFERENCES quotation (id),  -- the quotation
  code_id INTEGER REFERENCES code (id),  -- the code
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- the coder
  date TEXT NOT NULL DEFAULT '',  -- as the writer gives it
  text TEXT NOT NULL  -- the note
) STRICT;

-- versions of the questionnaire
CREATE TABLE instrument (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  version INTEGER NOT NULL UNIQUE,  -- from 1
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'frozen')),  -- draft may change, frozen never
  titles TEXT NOT NULL DEFAULT '{}',  -- JSON: language tag to title
  scale TEXT NOT NULL DEFAULT '[]'  -- JSON: list of [value, {language tag: label}]
) STRICT;

-- statements of a version; each measures one factor
CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),  -- the instrument
  key TEXT NOT NULL,  -- short handle, the column of the answers
  factor_id INTEGER NOT NULL REFERENCES code (id),  -- the factor
  factor_key TEXT NOT NULL,  -- key of the factor when the item was made
  position INTEGER NOT NULL,  -- place in its order, from 1
  reversed INTEGER NOT NULL DEFAULT 0 CHECK (reversed IN (0, 1)),  -- 1: agreement speaks against the factor
  wordings TEXT NOT NULL DEFAULT '{}',  -- JSON: language tag to statement
  UNIQUE (instrument_id, key)
) STRICT;

-- answers to one version
CREATE TABLE response_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),  -- the instrument
  name TEXT NOT NULL UNIQUE,  -- unique name
  simulated INTEGER NOT NULL DEFAULT 0 CHECK (simulated IN (0, 1)),  -- 1: shown wherever a figure rests on them
  seed TEXT,  -- of a simulation, as decimal text (64 bits without sign)
  origin TEXT NOT NULL DEFAULT '',  -- file name
  imported_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;

-- one respondent's answers
CREATE TABLE respondent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  response_set_id INTEGER NOT NULL REFERENCES response_set (id),  -- the response set
  position INTEGER NOT NULL,  -- place in its order, from 1
  key TEXT NOT NULL,  -- as the file names the respondent
  answers TEXT NOT NULL,  -- JSON: one value or null per item, in the order of items
  UNIQUE (response_set_id, position)
) STRICT;

-- kept results
CREATE TABLE analysis (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  response_set_id INTEGER NOT NULL REFERENCES response_set (id),  -- the response set
  name TEXT NOT NULL,  -- name of the analysis
  inputs_hash TEXT NOT NULL,  -- hash of everything that went in; differs when stale
  program_version TEXT NOT NULL,  -- that computed it
  result_hash TEXT NOT NULL REFERENCES content (hash),  -- hash of the result (JSON)
  made_at INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
  UNIQUE (response_set_id, name)
) STRICT;

-- every recorded change of a source's text; quotations follow it
CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  text_before TEXT NOT NULL REFERENCES content (hash),  -- hash of the text before
  text_after TEXT NOT NULL REFERENCES content (hash),  -- hash of the text after
  reason TEXT NOT NULL DEFAULT '',  -- why; may be empty
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- the coder
  made_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;
CREATE INDEX correction_by_source ON correction (source_id);

-- rules the study keeps, such as what the audit asks of a factor
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL UNIQUE,  -- dotted name, such as audit.minimum_quotations
  value TEXT NOT NULL  -- as text
) STRICT;

-- stretches of coding in which several coders code the same sources
CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL UNIQUE,  -- unique name
  blind INTEGER NOT NULL DEFAULT 1 CHECK (blind IN (0, 1)),  -- 1: while it is open, its coders do not see one another's codings
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),  -- open, closed
  made_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;

-- sources of a round
CREATE TABLE round_source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  round_id INTEGER NOT NULL REFERENCES round (id),  -- the round
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  UNIQUE (round_id, source_id)
) STRICT;

-- coders of a round
CREATE TABLE round_coder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  round_id INTEGER NOT NULL REFERENCES round (id),  -- the round
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- the coder
  UNIQUE (round_id, coder_id)
) STRICT;

-- what was agreed where coders differed
CREATE TABLE settlement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  source_id INTEGER NOT NULL REFERENCES source (id),  -- the source
  code_id INTEGER NOT NULL REFERENCES code (id),  -- the code
  text_hash TEXT NOT NULL,  -- hash of the text in which positions are counted
  start INTEGER NOT NULL,  -- first code point
  end INTEGER NOT NULL,  -- code point behind the last one
  outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'not coded')),  -- whether the code holds there
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- who settled it
  note TEXT NOT NULL DEFAULT '',  -- why; may be empty
  made_at INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
  CHECK (start >= 0 AND start < end)
) STRICT;
CREATE INDEX settlement_by_source ON settlement (source_id);

-- a reviewer's word on a factor or on one coding; exactly one of the two is set
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  code_id INTEGER REFERENCES code (id),  -- the factor
  coding_id INTEGER REFERENCES coding (id),  -- the coding
  coder_id INTEGER NOT NULL REFERENCES coder (id),  -- the reviewer
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'revise', 'rejected')),  -- accepted, revise, rejected (a rejected coding counts as no evidence)
  note TEXT NOT NULL DEFAULT '',  -- why; may be empty
  made_at INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
  CHECK ((code_id IS NULL) <> (coding_id IS NULL))
) STRICT;
CREATE INDEX decision_by_code ON decision (code_id);
CREATE INDEX decision_by_coding ON decision (coding_id);

-- names that other programs gave to things of the study
CREATE TABLE exchange_guid (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  noun TEXT NOT NULL CHECK (noun IN ('coder', 'source', 'code', 'quotation', 'coding', 'memo', 'description')),  -- whose name; description: a memo that came as the description of the thing named
  row_id INTEGER NOT NULL,  -- id of the thing in its table
  guid TEXT NOT NULL,  -- the name
  UNIQUE (noun, row_id, guid)
) STRICT;

-- projects of other programs as they came, without the texts that became sources; what Baft has no noun for is written back from here
CREATE TABLE exchange_project (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL DEFAULT '',  -- name of the project
  origin TEXT NOT NULL DEFAULT '',  -- the program that wrote it
  project TEXT NOT NULL UNIQUE REFERENCES content (hash),  -- hash of its XML (REFI-QDA 1.0)
  imported_at INTEGER NOT NULL  -- milliseconds since 1970-01-01 UTC
) STRICT;

-- files of such projects that are no source: pictures, sounds, layouts
CREATE TABLE exchange_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  name TEXT NOT NULL UNIQUE,  -- name in the archive's folder
  content TEXT NOT NULL REFERENCES content (hash)  -- hash of the file
) STRICT;

-- the journal: who did what, when
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  at INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
  coder TEXT NOT NULL,  -- name of the coder
  kind TEXT NOT NULL,  -- what was done, in one word
  detail TEXT NOT NULL,  -- JSON: particulars
  reverses INTEGER REFERENCES operation (id),  -- the entry that this undo or redo put back
  undo_next INTEGER,  -- what undo takes back after this entry
  undo_below INTEGER,  -- what lies below this entry in the undo chain
  redo_next INTEGER,  -- the undo that redo takes back after this entry
  redo_below INTEGER,  -- what lies below this entry in the redo chain
  hash TEXT NOT NULL  -- over this entry, its changes and the entry before it
) STRICT;

-- every row an operation touched, before and after
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- its id; never used again after removal
  operation_id INTEGER NOT NULL REFERENCES operation (id),  -- the operation
  table_name TEXT NOT NULL,  -- journaled table
  row_id INTEGER NOT NULL,  -- id of the row
  before TEXT,  -- the row as JSON; NULL: the operation made it
  after TEXT  -- the row as JSON; NULL: the operation removed it
) STRICT;
CREATE INDEX change_by_operation ON change (operation_id);
CREATE INDEX change_by_row ON change (table_name, row_id);
