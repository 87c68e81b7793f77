//! The query language: from what a person types to a tree that knows where in the query each part stands.
//!
//! `docs/search.md` describes the language with examples. Nothing here knows an index: [`Expression`] is what was asked,
//! [`crate::index::plan`] turns it into what has to be looked up.

mod error;
mod expression;
mod lexer;
mod parser;

pub use error::{QueryError, QueryProblem};
pub use expression::{Expression, Filter, FilterField, Term, TermMode};
pub use parser::{parse_phrase, parse_plain, parse_query};
