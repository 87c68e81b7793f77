//! Databases of other programs as projects of the exchange format.
//!
//! The tables come in as rows of named cells; `store` reads them out of the file. Schemas: QualCoder 3 (versions 1 to 14 of its
//! database), Taguette 1.

mod qualcoder;
mod taguette;

pub use qualcoder::read_qualcoder;
pub use taguette::read_taguette;

use std::collections::BTreeMap;

/// One row: the cells by the names of their columns; what is missing or no text is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ForeignRow {
    /// The cells as text.
    pub cells: BTreeMap<String, String>,
}

impl ForeignRow {
    /// The text of a cell.
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The number in a cell.
    pub fn number(&self, column: &str) -> Option<i64> {
        self.text(column).parse().ok()
    }
}

/// Tables by name.
pub type ForeignTables = BTreeMap<String, Vec<ForeignRow>>;

/// The rows of a table; none when there is no such table.
fn rows<'t>(tables: &'t ForeignTables, name: &str) -> &'t [ForeignRow] {
    tables.get(name).map_or(&[], Vec::as_slice)
}
