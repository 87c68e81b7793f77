//! What can be wrong with a query, and where.

use crate::text::position::CharOffset;
use std::ops::Range;
use thiserror::Error;

/// A query that cannot be understood, with the place of the trouble.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{problem} (characters {}..{} of the query)", .span.start.0, .span.end.0)]
pub struct QueryError {
    /// What is wrong.
    pub problem: QueryProblem,
    /// Where, in code points of the query as it was typed; empty at the end of the query.
    pub span: Range<CharOffset>,
}

/// What is wrong with a query.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum QueryProblem {
    /// Nothing to search for.
    #[error("the query is empty")]
    Empty,
    /// A quotation mark opens a phrase that no mark closes.
    #[error("the phrase is not closed")]
    UnclosedPhrase,
    /// A parenthesis is opened and not closed.
    #[error("the parenthesis is not closed")]
    UnclosedParenthesis,
    /// A parenthesis is closed that was not opened.
    #[error("no parenthesis is open here")]
    UnopenedParenthesis,
    /// A word such as `AND` has nothing to connect on one side.
    #[error("`{0}` needs a search word on both sides")]
    MissingOperand(String),
    /// `NOT` with nothing behind it.
    #[error("`{0}` needs something to exclude")]
    NothingToExclude(String),
    /// `NEAR` without a distance, or with one that is no number from 1 to 200.
    #[error("the distance must be a number from 1 to {max}, as in `NEAR/5`", max = crate::index::query::lexer::MAX_DISTANCE)]
    BadDistance,
    /// `NEAR` beside something that has no place in a text, such as a filter or a parenthesis with `NOT`.
    #[error("NEAR connects words and phrases only")]
    NearNeedsWords,
    /// A filter without a value.
    #[error("the filter `{0}:` needs a value")]
    MissingValue(String),
    /// A name before a colon that is no filter.
    #[error("there is no filter `{0}:`; put the word in quotation marks to search for it")]
    UnknownFilter(String),
    /// A value that the filter does not know, such as `kind:film`.
    #[error("`{value}` is no value of `{filter}:`")]
    UnknownValue {
        /// The filter's name.
        filter: String,
        /// The value as typed.
        value: String,
    },
    /// `*` or `~` without enough letters before it.
    #[error("at least {0} letters are needed before the sign")]
    TooShort(u32),
    /// A number behind `~` other than 1.
    #[error("only `~1` (one letter different) is offered")]
    BadFuzziness,
    /// A prefix that more words begin with than a search can follow.
    #[error("too many words begin so ({0}); type more letters")]
    TooManyWords(usize),
    /// More words than one query may have.
    #[error("the query has more than {0} words")]
    TooLong(usize),
    /// A pair of quotation marks, or a word, without a letter or digit.
    #[error("there is no letter or digit to search for")]
    NoLetters,
    /// Nothing but what must not occur.
    #[error("the query only says what to exclude; add what to search for")]
    OnlyExclusions,
    /// Words where only filters have a meaning.
    #[error("only filters can stand here, such as `kind:interview` or `speaker:NAME`")]
    FiltersOnly,
    /// Parentheses inside parentheses, too many of them.
    #[error("the parentheses are nested too deeply")]
    TooDeep,
}
