//! From codebook to questionnaire: items from factors, the answer scale, the sheet in which people edit both.
//!
//! Answers: which statement measures which factor, and may this questionnaire still be changed? Wordings and labels are
//! arguments: this module knows no language.

mod generate;
mod sheet;

pub use generate::{DraftItem, Template, generate};
pub use sheet::{read_items, write_items};
