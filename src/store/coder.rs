//! Coders.

use crate::model::{Coder, CoderId};
use crate::store::{Error, Records, Writer};
use rusqlite::{OptionalExtension, params};

impl Records<'_> {
    /// All coders in the order in which they joined.
    ///
    /// # Errors
    /// What the database says.
    pub fn coders(&self) -> Result<Vec<Coder>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, name, colour FROM coder ORDER BY id")?;
        let coders = statement
            .query_map([], |row| {
                Ok(Coder { id: CoderId(row.get(0)?), name: row.get(1)?, colour: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(coders)
    }
}

impl Writer<'_> {
    /// The coder of that name; made when the study does not know it yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn ensure_coder(&self, name: &str) -> Result<CoderId, Error> {
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM coder WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(CoderId(id));
        }
        self.connection.prepare_cached("INSERT INTO coder (name) VALUES (?1)")?.execute(params![name])?;
        Ok(CoderId(self.connection.last_insert_rowid()))
    }
}
