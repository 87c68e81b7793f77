//! Correlations of what lies behind ordered categories.
//!
//! Answers: if every ordered answer is a normal variable cut at borders, where are the borders and how do the variables
//! correlate? And how surely, which is what models of ordered answers need.

mod categories;
mod joint;
mod matrix;
mod pair;
mod rectangle;
mod smooth;

pub use matrix::{EmptyCells, FirstPair, Ordinal, Polychoric, ordinal_statistics, polychoric};
pub use smooth::smoothed;
