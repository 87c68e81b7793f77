//! What is wrong with a cell.

use std::fmt;

/// Why a cell, a line or a whole table cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The bytes are no text in any encoding that was tried.
    NotText,
    /// The table has no heading line.
    NoHeading,
    /// The heading line lacks this column.
    MissingColumn,
    /// The heading line has this column twice.
    DoubleColumn,
    /// The line has more cells than the heading line.
    TooManyCells,
    /// A quoted cell is never closed, or the file breaks off.
    Broken(String),
    /// The cell must not be empty.
    Empty,
    /// The cell is no whole number.
    NotANumber,
    /// The number is outside what is allowed.
    OutOfRange {
        /// Smallest allowed value.
        minimum: i64,
        /// Largest allowed value.
        maximum: i64,
    },
    /// The word is none of the allowed ones.
    NotOneOf(Vec<String>),
    /// The value stood on an earlier line already.
    Duplicate {
        /// The earlier line.
        first_line: u64,
    },
    /// No code has this key or name.
    UnknownCode,
    /// Several codes have this name.
    AmbiguousCode,
    /// No source has this name.
    UnknownSource,
    /// No item has this key.
    UnknownItem,
    /// The parent named here does not exist.
    UnknownParent,
    /// A code of this level may not stand under that parent.
    WrongLevel {
        /// Level of the parent.
        parent: String,
    },
    /// Following the parents comes back to the code itself.
    Cycle,
    /// The words do not occur in the source.
    QuoteNotFound {
        /// The most similar passage, when one is similar at all.
        nearest: Option<String>,
    },
    /// The words occur more than once; positions are needed.
    QuoteAmbiguous {
        /// How often.
        count: usize,
    },
    /// The words at the positions are others.
    QuoteDiffers {
        /// What stands there.
        found: String,
    },
    /// The positions leave the text.
    PositionOutside {
        /// Length of the text in characters.
        length: u32,
    },
    /// Neither words nor positions are given.
    NoPlace,
}

/// One thing that is wrong in a table, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Line of the file, from 1; 0 when the whole file is meant.
    pub line: u64,
    /// Heading of the column; empty when the whole line is meant.
    pub column: String,
    /// What the cell holds.
    pub value: String,
    /// Why it cannot be taken.
    pub reason: Reason,
}

impl Problem {
    /// A problem of one cell.
    pub fn in_cell(line: u64, column: &str, value: &str, reason: Reason) -> Self {
        Self { line, column: column.to_owned(), value: value.to_owned(), reason }
    }

    /// A problem of a whole line, or of the whole file when `line` is 0.
    pub fn in_line(line: u64, reason: Reason) -> Self {
        Self { line, column: String::new(), value: String::new(), reason }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column «{}», «{}»: {:?}", self.line, self.column, self.value, self.reason)
    }
}
