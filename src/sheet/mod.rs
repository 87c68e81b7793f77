//! Tables that people edit in a spreadsheet, and what can be wrong in them.
//!
//! Answers: which cells does this CSV file have, under which headings, on which lines? Comma, semicolon and tab are told
//! apart by the heading line; a byte order mark is allowed; UTF-16 as Excel saves it is read too. What the cells mean is
//! for the caller; `Problem` gives every caller one way to say which cell is wrong and why.

mod numbers;
mod problem;
mod read;
mod workbook;
mod write;

pub use numbers::{NumberColumn, read_numbers, read_words};
pub use problem::{Problem, Reason};
pub use read::{Row, Sheet};
pub use workbook::{Cell, SheetTable, write_workbook};
pub use write::SheetWriter;
