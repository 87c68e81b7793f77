//! What can be wrong with a code query, and where.

use crate::text::position::CharOffset;
use std::ops::Range;
use thiserror::Error;

/// A code query that cannot be understood, with the place of the trouble.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{problem} (characters {}..{} of the query)", .span.start.0, .span.end.0)]
pub struct CodeQueryError {
    /// What is wrong.
    pub problem: CodeQueryProblem,
    /// Where, in code points of the query as it was typed; empty at the end of the query.
    pub span: Range<CharOffset>,
}

/// What is wrong with a code query.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodeQueryProblem {
    /// Nothing to look for.
    #[error("the query is empty")]
    Empty,
    /// A quotation mark opens a name that no mark closes.
    #[error("the quotation mark is not closed")]
    UnclosedQuote,
    /// A parenthesis is opened and not closed.
    #[error("the parenthesis is not closed")]
    UnclosedParenthesis,
    /// A parenthesis is closed that was not opened.
    #[error("no parenthesis is open here")]
    UnopenedParenthesis,
    /// An operator lacks what it connects.
    #[error("`{0}` needs a code or filter on each side it connects")]
    MissingOperand(String),
    /// `WITHIN` without number and unit.
    #[error("a distance is written as in `WITHIN 5 WORDS OF` or `WITHIN 1 TURN OF`")]
    BadDistance,
    /// A filter without a value.
    #[error("the filter `{0}:` needs a value")]
    MissingValue(String),
    /// A name before a colon that is no filter.
    #[error("there is no filter `{0}:`")]
    UnknownFilter(String),
    /// A value that the filter does not know.
    #[error("`{value}` is no value of `{filter}:`")]
    UnknownValue {
        /// The filter's name.
        filter: String,
        /// The value as typed.
        value: String,
        /// Values that there are, or some of them.
        known: Vec<String>,
    },
    /// No code has that key or name.
    #[error("there is no code `{name}`")]
    UnknownCode {
        /// The key or name as typed.
        name: String,
        /// Codes with a similar key or name.
        similar: Vec<String>,
    },
    /// Several codes have that name.
    #[error("several codes are called `{0}`")]
    AmbiguousCode(String),
    /// Parentheses inside parentheses, too many of them.
    #[error("the parentheses are nested too deeply")]
    TooDeep,
    /// More codes and filters than one query may have.
    #[error("the query has more than {0} codes and filters")]
    TooLong(usize),
}

/// A problem and the bytes of the query that it concerns.
pub(super) type Trouble = (CodeQueryProblem, Range<usize>);
