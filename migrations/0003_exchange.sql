-- Exchange with other programs: their names of things, their projects as they came, the files of what Baft has no noun for.

CREATE TABLE exchange_guid (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  noun TEXT NOT NULL CHECK (noun IN ('coder', 'source', 'code', 'quotation', 'coding', 'memo', 'description')),
  row_id INTEGER NOT NULL,
  guid TEXT NOT NULL,
  UNIQUE (noun, row_id, guid)
) STRICT;

CREATE TABLE exchange_project (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT '',
  project TEXT NOT NULL UNIQUE REFERENCES content (hash),
  imported_at INTEGER NOT NULL
) STRICT;

CREATE TABLE exchange_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL REFERENCES content (hash)
) STRICT;
