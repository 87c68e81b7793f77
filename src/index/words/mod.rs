//! The words of a study: how often, how evenly, beside which others, and more often here than there.
//!
//! Answers the questions of corpus linguistics that a coder asks before and after coding: which words carry these interviews,
//! what stands beside «اینترنت», what do customers say that managers do not? A word is counted once, under its first
//! lemma (or as written), by the same analysis by which it is found; plain counts go in, figures with their source come out.
//!
//! Deliberately not here: which part of the study is counted (`Restriction`), and where the texts come from.

mod collocation;
mod frequency;
mod keyness;
mod reader;

pub use collocation::{Collocate, Collocations, Measure, Window, WordCounts};
pub use frequency::{Frequencies, ListedWord, WordList};
pub use keyness::{KeyWord, key_words, log_likelihood_of_two, log_ratio};
pub use reader::{Counted, Token, Vocabulary, WordReader};

/// A count as a number; exact below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "no study has 2^53 words")]
pub(crate) fn number(count: u64) -> f64 {
    count as f64
}
