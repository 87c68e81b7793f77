//! The triggers that see every change.

use crate::store::Error;
use rusqlite::Connection;

/// Tables whose rows are journaled. The rest is either the journal itself or content addressed by hash, which is only
/// ever added to: an undone import leaves its bytes for the redo.
pub(in crate::store) const JOURNALED: [&str; 26] = [
    "study",
    "coder",
    "source",
    "turn",
    "attribute",
    "code",
    "code_translation",
    "code_alias",
    "quotation",
    "coding",
    "memo",
    "instrument",
    "item",
    "response_set",
    "respondent",
    "analysis",
    "correction",
    "setting",
    "round",
    "round_source",
    "round_coder",
    "settlement",
    "decision",
    "exchange_guid",
    "exchange_project",
    "exchange_file",
];

/// Sets up the triggers on a connection that will write. They are temporary: they live in the connection, not the file.
pub(in crate::store) fn watch(connection: &Connection) -> Result<(), Error> {
    let mut sql = String::from(
        "CREATE TEMP TABLE IF NOT EXISTS touched (number INTEGER PRIMARY KEY, table_name TEXT NOT NULL,
         row_id INTEGER NOT NULL, before TEXT, after TEXT);\n",
    );
    for table in JOURNALED {
        let columns = columns_of(connection, table)?;
        let old = json_of("OLD", &columns);
        let new = json_of("NEW", &columns);
        let mut trigger = |event: &str, id: &str, before: &str, after: &str| {
            sql.extend([
                "CREATE TEMP TRIGGER IF NOT EXISTS touched_",
                table,
                "_",
                event,
                " AFTER ",
                event,
                " ON main.",
                table,
                " BEGIN INSERT INTO touched (table_name, row_id, before, after) VALUES ('",
                table,
                "', ",
                id,
                ".id, ",
                before,
                ", ",
                after,
                "); END;\n",
            ]);
        };
        trigger("INSERT", "NEW", "NULL", &new);
        trigger("UPDATE", "NEW", &old, &new);
        trigger("DELETE", "OLD", &old, "NULL");
    }
    connection.execute_batch(&sql)?;
    Ok(())
}

/// Names of a table's columns in their order.
pub(super) fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns = statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(columns)
}

/// Names of a table's columns in their order, each with the SQL literal of its default value.
pub(in crate::store) fn columns_with_defaults(
    connection: &Connection,
    table: &str,
) -> Result<Vec<(String, Option<String>)>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT name, dflt_value FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns =
        statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(columns)
}

/// The SQL expression of a row as a JSON object; `row` is `OLD`, `NEW` or a table's name.
pub(super) fn json_of(row: &str, columns: &[String]) -> String {
    let fields: Vec<String> =
        columns.iter().map(|column| format!("'{column}', {row}.\"{column}\"")).collect();
    format!("json_object({})", fields.join(", "))
}
