//! A table of one-sample t-tests: mean, standard deviation, t and p of each item against one value.

mod column;
mod finding;
mod groups;
mod read;
mod row;
mod summary;
mod zeros;

pub use column::Column;
pub use finding::Inconsistency;
pub use groups::{SharedSize, shared_sizes};
pub use read::{Problem, Reading, Trouble, read};
pub use row::{AtSize, Question, Row, RowReading, TailCheck, Tails, check_row};
pub use summary::{SizeCounts, Summary, TableReading, Verdicts, check_table};
pub use zeros::{RestoredZeros, restore_zeros};
