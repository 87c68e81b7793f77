//! The hash chain over the journal.

use crate::model::{FieldHasher, OperationId};
use crate::store::Error;
use rusqlite::{Connection, params};

/// Hash of an entry: over the hash of the entry before it, its own columns and its changes, each field preceded by its
/// length so that no two different entries can be spelt alike.
pub(super) fn hash_of(connection: &Connection, operation: i64) -> Result<String, Error> {
    let mut hasher = FieldHasher::new();
    let previous: Option<String> = connection
        .prepare_cached("SELECT (SELECT hash FROM operation WHERE id < ?1 ORDER BY id DESC LIMIT 1)")?
        .query_row([operation], |row| row.get(0))?;
    hasher.absorb(previous.as_deref());
    connection
        .prepare_cached("SELECT at, coder, kind, detail, reverses FROM operation WHERE id = ?1")?
        .query_row([operation], |row| {
            hasher.absorb(Some(&operation.to_string()));
            hasher.absorb(Some(&row.get::<_, i64>(0)?.to_string()));
            for column in 1..=3 {
                hasher.absorb(Some(row.get_ref(column)?.as_str()?));
            }
            hasher.absorb(row.get::<_, Option<i64>>(4)?.map(|id| id.to_string()).as_deref());
            Ok(())
        })?;
    let mut statement = connection.prepare_cached(
        "SELECT table_name, row_id, before, after FROM change WHERE operation_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query(params![operation])?;
    while let Some(row) = rows.next()? {
        hasher.absorb(Some(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?));
        hasher.absorb(Some(&row.get::<_, i64>(1)?.to_string()));
        hasher.absorb(row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?);
        hasher.absorb(row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?);
    }
    Ok(hasher.finish().as_str().to_owned())
}

/// Checks the whole chain; returns the first entry whose hash is not what its contents say.
pub(in crate::store) fn verify(connection: &Connection) -> Result<Option<OperationId>, Error> {
    let mut statement = connection.prepare("SELECT id, hash FROM operation ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let stored: String = row.get(1)?;
        if hash_of(connection, id)? != stored {
            return Ok(Some(OperationId(id)));
        }
    }
    Ok(None)
}
