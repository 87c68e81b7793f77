//! The study as it stood after an earlier operation.
//!
//! Nothing is kept for this but the journal: each row is as the last operation until then left it. The rows are laid out in a
//! database in memory, to which the file's contents and journal are attached, so that everything that reads a study
//! reads the past as well.

use crate::model::OperationId;
use crate::store::journal::{JOURNALED, columns_with_defaults};
use crate::store::migrations::migrations;
use crate::store::open::connect;
use crate::store::{Error, Store};
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

impl Store {
    /// Opens the study at `path` as it stood after `operation`; it can only be read.
    ///
    /// # Errors
    /// As for [`Store::open`]; [`Error::NoSuchPast`] when the journal has no such entry.
    pub fn open_past(path: &Path, operation: OperationId) -> Result<Self, Error> {
        let present = Self::open(path)?;
        if present.records().operation(operation)?.is_none() {
            return Err(Error::NoSuchPast);
        }
        drop(present);
        let mut connection = connect(Path::new(":memory:"))?;
        connection.pragma_update(None, "foreign_keys", false)?;
        migrations().to_latest(&mut connection).map_err(|error| Error::Damaged(error.to_string()))?;
        connection.execute("ATTACH DATABASE ?1 AS file", [path.to_string_lossy()])?;
        for table in JOURNALED {
            lay_out(&connection, table, operation)?;
        }
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW content AS SELECT * FROM file.content;
             CREATE TEMP VIEW operation AS SELECT * FROM file.operation WHERE id <= {0};
             CREATE TEMP VIEW change AS SELECT * FROM file.change WHERE operation_id <= {0};",
            operation.0
        ))?;
        Ok(Self::of_past(connection, path, operation))
    }

    /// The last operation until a moment (milliseconds since 1970-01-01 UTC).
    ///
    /// # Errors
    /// [`Error::NoSuchPast`] when the study was not there yet.
    pub fn operation_until(&self, moment: i64) -> Result<OperationId, Error> {
        let id: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(id) FROM operation WHERE at <= ?1")?
            .query_row([moment], |row| row.get(0))
            .optional()?
            .flatten();
        id.map(OperationId).ok_or(Error::NoSuchPast)
    }
}

/// Fills one table with its rows as `operation` left them; columns that came later hold their default values.
fn lay_out(connection: &Connection, table: &str, operation: OperationId) -> Result<(), Error> {
    let columns = columns_with_defaults(connection, table)?;
    let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let values: Vec<String> = columns
        .iter()
        .map(|(name, default)| match default {
            Some(literal) => format!("coalesce(json_extract(after, '$.{name}'), {literal})"),
            None => format!("json_extract(after, '$.{name}')"),
        })
        .collect();
    // With max(), SQLite takes the other columns from the very row that has the maximum.
    let sql = format!(
        "INSERT INTO main.{table} ({}) SELECT {} FROM (SELECT after, max(id) FROM file.change
         WHERE table_name = ?1 AND operation_id <= ?2 GROUP BY row_id) WHERE after IS NOT NULL",
        names.join(", "),
        values.join(", ")
    );
    connection.prepare(&sql)?.execute(rusqlite::params![table, operation.0])?;
    Ok(())
}
