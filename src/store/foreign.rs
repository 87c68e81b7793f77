//! Reading the tables of other programs' SQLite files.

use crate::exchange::databases::{ForeignRow, ForeignTables};
use crate::store::Error;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Most rows of one table that are read.
const MOST_ROWS: usize = 1_000_000;

/// Reads the tables of these names that a SQLite file has; the file is only read.
///
/// # Errors
/// [`Error::NotAStudy`] when it is no SQLite file, [`Error::Damaged`] when a table has more than 1,000,000 rows, and what the
/// database says.
pub fn read_foreign(path: &Path, wanted: &[&str]) -> Result<ForeignTables, Error> {
    if !path.exists() {
        return Err(Error::Missing(path.to_path_buf()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    let not_sqlite = |_error: rusqlite::Error| Error::NotAStudy(path.to_path_buf());
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        .map_err(not_sqlite)?;
    let present: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>().map_err(not_sqlite)?;
    let mut tables = ForeignTables::new();
    for name in present.iter().filter(|name| wanted.contains(&name.as_str())) {
        // The name is one of ours, so it needs no quoting.
        let mut statement = connection.prepare(&format!("SELECT * FROM {name} ORDER BY rowid"))?;
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_lowercase).collect();
        let mut rows = statement.query([])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            if list.len() >= MOST_ROWS {
                return Err(Error::Damaged(format!("table {name} has more than {MOST_ROWS} rows")));
            }
            let mut cells = ForeignRow::default();
            for (index, column) in columns.iter().enumerate() {
                let text = match row.get_ref(index)? {
                    ValueRef::Null | ValueRef::Blob(_) => continue,
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                    ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                };
                cells.cells.insert(column.clone(), text);
            }
            list.push(cells);
        }
        tables.insert(name.clone(), list);
    }
    Ok(tables)
}
