//! Tables of attributes: what is known of each source.

use crate::ingest::error::{Error, Warning};
use crate::sheet::{Problem, Reason, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// Headings under which the name of the source may stand.
const NAME_COLUMNS: [&str; 4] = ["source", "name", "id", "\u{645}\u{646}\u{628}\u{639}"];

/// What a table says of sources.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AttributeTable {
    /// Name of each source and its attributes; empty cells are left out.
    pub rows: Vec<(String, BTreeMap<String, String>)>,
}

/// Reads a table with a column `source` (or `name`, `id`, or the Persian word for source) and one column per attribute.
///
/// # Errors
/// [`Error::Table`] with every problem: no such column, an empty name, a source twice.
pub fn read_attributes(bytes: &[u8]) -> Result<(AttributeTable, Vec<Warning>), Error> {
    let sheet = Sheet::read(bytes).map_err(Error::Table)?;
    let Some(column) = NAME_COLUMNS.into_iter().find(|column| sheet.has(column)) else {
        return Err(Error::Table(vec![Problem::in_cell(1, "source", "", Reason::MissingColumn)]));
    };
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut rows = Vec::new();
    // A column is found by its folded heading; the attribute keeps the heading as it is written.
    let columns: BTreeSet<(&str, &str)> = sheet
        .columns()
        .iter()
        .zip(sheet.headings())
        .map(|(folded, written)| (folded.as_str(), written.as_str()))
        .filter(|(folded, _)| !folded.is_empty() && *folded != column)
        .collect();
    for row in &sheet.rows {
        let name = sheet.cell(row, column).trim();
        if name.is_empty() {
            problems.push(Problem::in_cell(row.line, column, "", Reason::Empty));
            continue;
        }
        if let Some(first_line) = seen.insert(name.to_owned(), row.line) {
            problems.push(Problem::in_cell(row.line, column, name, Reason::Duplicate { first_line }));
            continue;
        }
        let attributes = columns
            .iter()
            .map(|(folded, written)| ((*written).to_owned(), sheet.cell(row, folded).trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        rows.push((name.to_owned(), attributes));
    }
    if problems.is_empty() { Ok((AttributeTable { rows }, Vec::new())) } else { Err(Error::Table(problems)) }
}
