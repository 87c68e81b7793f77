//! Likeness of passages: more of what a code already stands on, and codes for a passage from what was coded before.
//!
//! Answers: which uncoded passages speak like the quotations of this code, and by which words? Which codes did people give
//! to quotations like this one? Passages and quotations are bags of lemmas without words of grammar, compared by BM25; every
//! proposal names the words or the quotations it rests on, and nothing is ever coded here.

mod bag;
mod distinctive;
mod evaluate;
mod passages;
mod suggest;

pub use bag::{Background, Bag, K1, LENGTH_SHARE};
pub use distinctive::{Distinctive, MAX_DISTINCTIVE, distinctive_words, score};
pub use evaluate::{HitRates, Tried, evaluate};
pub use passages::passages;
pub use suggest::{CodedBag, NAME_WEIGHT, NEIGHBOURS, NamedCode, Suggester, Suggestion, Ways};
