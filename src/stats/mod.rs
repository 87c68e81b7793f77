//! Plain numbers: tables and matrices in, results out.
//!
//! Answers: how are answers distributed, do items hang together, how many components are behind them, does a mean differ
//! from a value? It knows no study, no wording and no file. A missing value is NaN; how it is treated is said by each
//! function. A method that has no answer returns an `Error` that names the columns; nothing is clipped or guessed.
//!
//! Every result is the same to the last bit on every run, with any number of threads and, where the method does not
//! depend on it, with the rows in any order: sums are cut into parts that add without rounding (`sum`), random numbers
//! come from a stream that is named by its seed.

pub mod accumulation;
pub mod agreement;
pub mod compare;
pub mod content;
pub mod describe;
pub mod design;
pub mod distribution;
mod error;
pub mod factor;
mod linear;
mod matrix;
pub mod pls;
pub mod polychoric;
pub mod published;
pub mod reliability;
pub mod sem;
mod sum;
mod table;
pub mod validity;

pub use error::Error;
pub use matrix::Matrix;
pub use table::{Groups, Table};
