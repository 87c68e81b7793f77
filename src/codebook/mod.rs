//! The codebook: codes, their order, and the spreadsheet format in which people edit them.
//!
//! Answers: which code stands where, which factor, subscale and component does it belong to, which code is meant by
//! this key or name, and would this change be sound? Pure: takes codes, returns codes and plans; `store` keeps them.

mod alike;
mod compare;
mod file;
mod plan;
mod tree;

pub use alike::{AlikeCodes, Likeness, alike, alike_codes};
pub use compare::{ChangedCode, CodeChange, compare};
pub use file::{FileCode, read, write};
pub use plan::{PlannedCode, plan_import};
pub use tree::{Codebook, Found, MoveError};
