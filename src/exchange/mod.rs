//! Exchange with other programs: what comes from them and what goes to them, as plain data and bytes.
//!
//! Pure: readers take bytes, writers give bytes; `workbench/exchange` carries the result into a study and out of it.

pub mod refi;
