//! Undo and redo: putting rows back.

use crate::model::OperationId;
use crate::store::journal::operation::{Links, begin, links_of, newest_links, write};
use crate::store::journal::watch::{JOURNALED, columns_of, columns_with_defaults, json_of};
use crate::store::{Change, Entry, Error, Operation, Records};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

/// Which way to go through the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Direction {
    /// Take the newest operation back.
    Undo,
    /// Take the newest undo back.
    Redo,
}

/// Reverses the next operation in `direction`; returns it and the entry that records the reversal.
pub(in crate::store) fn reverse(
    connection: &Connection,
    entry: &Entry,
    direction: Direction,
) -> Result<(Operation, Operation), Error> {
    let records = Records { connection };
    let last = newest_links(connection)?;
    let target = match direction {
        Direction::Undo => last.undo_next,
        Direction::Redo => last.redo_next,
    }
    .ok_or(Error::NothingToReverse)?;
    let target_links = links_of(connection, target)?;
    let reversed = records
        .operation(OperationId(target))?
        .ok_or_else(|| Error::Damaged(format!("operation {target} is missing from the journal")))?;
    begin(connection)?;
    // Rows come back in reverse order, but a row may refer to one that comes back after it.
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    let changes = records.changes(OperationId(target))?;
    for change in changes.iter().rev() {
        put_back(connection, target, change)?;
    }
    let recorded = write(connection, entry, Some(target), |id| match direction {
        Direction::Undo => Links {
            undo_next: target_links.undo_below,
            undo_below: None,
            redo_next: Some(id),
            redo_below: last.redo_next,
        },
        Direction::Redo => Links {
            undo_next: Some(id),
            undo_below: last.undo_next,
            redo_next: target_links.redo_below,
            redo_below: None,
        },
    })?;
    Ok((reversed, recorded))
}

/// Reverses one operation, wherever it lies; returns it and the entry that records the reversal, which lies on the undo
/// chain like any change.
pub(in crate::store) fn reverse_one(
    connection: &Connection,
    entry: &Entry,
    target: OperationId,
) -> Result<(Operation, Operation), Error> {
    let records = Records { connection };
    let reversed = records.operation(target)?.ok_or(Error::NoSuchPast)?;
    let last = newest_links(connection)?;
    begin(connection)?;
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    let changes = records.changes(target)?;
    for change in changes.iter().rev() {
        put_back(connection, target.0, change)?;
    }
    for change in &changes {
        if is_of_another_text(connection, change)? {
            return Err(Error::StillNeeded { operation: target.0 });
        }
    }
    let recorded = write(connection, entry, Some(target.0), |id| Links {
        undo_next: Some(id),
        undo_below: last.undo_next,
        redo_next: None,
        redo_below: None,
    })?;
    Ok((reversed, recorded))
}

/// Whether a reversal left places counted in a text that the source does not have: later work was done in the text that the
/// reversal took away, or what came back was done in a text that was corrected since.
fn is_of_another_text(connection: &Connection, change: &Change) -> Result<bool, Error> {
    let condition = match change.table.as_str() {
        "source" => "source.id = ?1",
        "quotation" => "quotation.id = ?1",
        _ => return Ok(false),
    };
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM quotation JOIN source ON source.id = source_id
         WHERE {condition} AND anchor = 'placed' AND quotation.text_hash <> source.text_hash)"
    );
    let stray: bool = connection.prepare_cached(&sql)?.query_row([change.row], |row| row.get(0))?;
    if stray || change.table != "source" {
        return Ok(stray);
    }
    // A difference that was settled in the text that went away.
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM settlement JOIN source ON source.id = source_id WHERE source.id = ?1
             AND settlement.text_hash = json_extract(?2, '$.text_hash') AND settlement.text_hash <> source.text_hash)",
        )?
        .query_row(params![change.row, change.after], |row| row.get(0))?)
}

fn put_back(connection: &Connection, operation: i64, change: &Change) -> Result<(), Error> {
    if !JOURNALED.contains(&change.table.as_str()) {
        return Err(Error::Damaged(format!("the journal names an unknown table «{}»", change.table)));
    }
    let columns = columns_of(connection, &change.table)?;
    let change = &complete(connection, change)?;
    let now = current(connection, &change.table, &columns, change.row)?;
    if !same_row(now.as_deref(), change.after.as_deref()) {
        return Err(Error::ChangedSince { operation, table: change.table.clone(), row: change.row });
    }
    let table = &change.table;
    match (&change.before, &change.after) {
        (None, _) => {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?
                .execute([change.row])?;
        }
        (Some(before), None) => {
            let values: Vec<String> =
                columns.iter().map(|column| format!("json_extract(?1, '$.{column}')")).collect();
            let names: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
            let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
            connection.prepare_cached(&sql)?.execute([before])?;
        }
        (Some(before), Some(_)) => {
            let assignments: Vec<String> = columns
                .iter()
                .map(|column| format!("\"{column}\" = json_extract(?1, '$.{column}')"))
                .collect();
            let sql = format!("UPDATE {table} SET {} WHERE id = ?2", assignments.join(", "));
            connection.prepare_cached(&sql)?.execute(params![before, change.row])?;
        }
    }
    Ok(())
}

fn current(
    connection: &Connection,
    table: &str,
    columns: &[String],
    row: i64,
) -> Result<Option<String>, Error> {
    let sql = format!("SELECT {} FROM {table} WHERE id = ?1", json_of(table, columns));
    Ok(connection.prepare_cached(&sql)?.query_row([row], |row| row.get(0)).optional()?)
}

/// A row journaled by an older program lacks the columns that came later: it had their default values.
pub(super) fn complete(connection: &Connection, change: &Change) -> Result<Change, Error> {
    let defaults: Vec<(String, Value)> = columns_with_defaults(connection, &change.table)?
        .into_iter()
        .map(|(name, literal)| (name, literal.map_or(Value::Null, |literal| value_of(&literal))))
        .collect();
    let row = |json: &Option<String>| json.as_deref().map(|json| with_defaults(json, &defaults)).transpose();
    Ok(Change {
        table: change.table.clone(),
        row: change.row,
        before: row(&change.before)?,
        after: row(&change.after)?,
    })
}

/// An SQL literal as a JSON value; the schema's defaults are whole numbers and texts.
fn value_of(literal: &str) -> Value {
    match literal.parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_text) => Value::from(literal.trim_matches('\'').replace("''", "'")),
    }
}

fn with_defaults(json: &str, defaults: &[(String, Value)]) -> Result<String, Error> {
    let missing = |column: &str| !json.contains(&format!("\"{column}\":"));
    if !defaults.iter().any(|(column, _)| missing(column)) {
        return Ok(json.to_owned());
    }
    let mut row: Map<String, Value> = serde_json::from_str(json)
        .map_err(|error| Error::Damaged(format!("a row of the journal is no JSON object: {error}")))?;
    for (column, value) in defaults {
        row.entry(column.clone()).or_insert_with(|| value.clone());
    }
    Ok(Value::Object(row).to_string())
}

/// Rows are compared by their values: the order of columns in the JSON text is no difference.
fn same_row(one: Option<&str>, other: Option<&str>) -> bool {
    if one == other {
        return true;
    }
    let read = |json: &str| serde_json::from_str::<Value>(json).ok();
    matches!((one.and_then(read), other.and_then(read)), (Some(one), Some(other)) if one == other)
}
