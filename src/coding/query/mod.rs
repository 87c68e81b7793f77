//! The language in which quotations are asked for by their codes.
//!
//! Answers: which quotations bear these codes, and stand so to one another? `docs/retrieval.md` describes the language with
//! examples. Pure: takes the codebook and the codings, returns numbers of quotations.

mod error;
mod evaluate;
mod expression;
mod lexer;
mod parser;
mod relation;
mod resolve;
mod witness;

pub use error::{CodeQueryError, CodeQueryProblem};
pub use evaluate::{CodeQueryAnswer, matching_codings, matching_quotations};
pub use expression::{Relation, Unit};
pub use resolve::{CodeQuery, QueryNames, read_code_query};

pub(super) use relation::{Keys, keys};
pub(super) use witness::Witness;

#[cfg(test)]
mod tests;
