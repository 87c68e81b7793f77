//! A table of one-sample t-tests: mean, standard deviation, t and p of each item against one value.

mod groups;
mod read;
mod row;
mod summary;

pub use groups::{SharedSize, shared_sizes};
pub use read::{Column, Problem, Reading, RestoredZeros, Trouble, read, restore_zeros};
pub use row::{AtSize, Question, Row, RowReading, TailCheck, Tails, check_row};
pub use summary::{SizeCounts, Summary, TableReading, Verdicts, check_table};
