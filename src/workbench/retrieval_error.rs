//! What can be wrong with a question about codings, and how to tell people.

use crate::coding::matrix::{Axis, MAX_CELLS};
use crate::coding::query::{CodeQueryError, CodeQueryProblem};
use crate::locale::{Arguments, Locale};
use crate::workbench::ErrorKind;
use thiserror::Error;

/// A question about codings that has no answer.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum RetrievalError {
    /// A code query cannot be understood.
    #[error("«{query}»: {problem}")]
    Query {
        /// The query as typed.
        query: String,
        /// What is wrong and where.
        problem: CodeQueryError,
    },
    /// Rows or columns cannot be made of that.
    #[error("«{0}» is no axis of a table")]
    UnknownAxis(String),
    /// There is no such row or column.
    #[error("the table has no row or column «{name}»")]
    UnknownEntry {
        /// The key or name.
        name: String,
        /// The first ones that there are.
        known: Vec<String>,
    },
    /// Something that asks for codes was given another axis.
    #[error("«{0}» is no axis of codes")]
    NotOfCodes(String),
    /// The table would be too large.
    #[error("{rows} rows and {columns} columns")]
    TooManyCells {
        /// Number of rows.
        rows: usize,
        /// Number of columns.
        columns: usize,
    },
}

impl RetrievalError {
    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::UnknownEntry { .. } => ErrorKind::NotFound,
            Self::Query { .. } | Self::UnknownAxis(_) | Self::NotOfCodes(_) | Self::TooManyCells { .. } => {
                ErrorKind::InvalidInput
            }
        }
    }

    /// What is wrong and where, in the reader's language.
    pub fn message(&self, locale: &Locale) -> String {
        let none = Arguments::new;
        match self {
            Self::Query { query, problem } => query_message(query, problem, locale),
            Self::UnknownAxis(word) => locale.say("error-axis", &none().text("name", word.as_str())),
            Self::UnknownEntry { name, .. } => {
                locale.say("error-matrix-entry", &none().text("name", name.as_str()))
            }
            Self::NotOfCodes(word) => locale.say("error-axis-not-codes", &none().text("name", word.as_str())),
            Self::TooManyCells { rows, columns } => locale.say(
                "error-matrix-size",
                &none().count("rows", *rows).count("columns", *columns).count("most", MAX_CELLS),
            ),
        }
    }

    /// What to do next; `None` when the message says it all.
    pub fn hint(&self, locale: &Locale) -> Option<String> {
        let similar = |names: &[String]| {
            let names = names.join(", ");
            Some(locale.say("hint-similar", &Arguments::new().text("names", names)))
        };
        match self {
            Self::Query { problem, .. } => match &problem.problem {
                CodeQueryProblem::UnknownCode { similar: names, .. } if !names.is_empty() => similar(names),
                CodeQueryProblem::UnknownCode { .. } => Some(locale.text("hint-code-query-name")),
                CodeQueryProblem::UnknownValue { known, .. } if !known.is_empty() => similar(known),
                CodeQueryProblem::UnknownFilter(_) => Some(locale.text("hint-code-query-filter")),
                _ => None,
            },
            Self::UnknownEntry { known, .. } => similar(known),
            Self::UnknownAxis(_) | Self::NotOfCodes(_) => {
                let known = Axis::WORDS.join(", ");
                Some(locale.say("hint-axis", &Arguments::new().text("known", known)))
            }
            Self::TooManyCells { .. } => None,
        }
    }
}

/// What is wrong with a code query, with a mark at the place.
fn query_message(query: &str, problem: &CodeQueryError, locale: &Locale) -> String {
    let arguments = Arguments::new()
        .count("position", problem.span.start.0 + 1)
        .text("reason", problem_message(&problem.problem, locale));
    let sentence = locale.say("error-query", &arguments);
    let before: String = query.chars().take(problem.span.start.count()).collect();
    let marked: String = query.chars().skip(problem.span.start.count()).collect();
    format!("{sentence}\n  {before}\u{25b6}{marked}")
}

fn problem_message(problem: &CodeQueryProblem, locale: &Locale) -> String {
    let named = |key: &str, name: &str| locale.say(key, &Arguments::new().text("name", name));
    match problem {
        CodeQueryProblem::Empty => locale.text("code-query-empty"),
        CodeQueryProblem::UnclosedQuote => locale.text("code-query-unclosed-quote"),
        CodeQueryProblem::UnclosedParenthesis => locale.text("code-query-unclosed-parenthesis"),
        CodeQueryProblem::UnopenedParenthesis => locale.text("code-query-unopened-parenthesis"),
        CodeQueryProblem::MissingOperand(name) => named("code-query-missing-operand", name),
        CodeQueryProblem::BadDistance => locale.text("code-query-bad-distance"),
        CodeQueryProblem::MissingValue(name) => named("code-query-missing-value", name),
        CodeQueryProblem::UnknownFilter(name) => named("code-query-unknown-filter", name),
        CodeQueryProblem::UnknownValue { filter, value, .. } => {
            let arguments = Arguments::new().text("name", filter.as_str()).text("value", value.as_str());
            locale.say("code-query-unknown-value", &arguments)
        }
        CodeQueryProblem::UnknownCode { name, .. } => named("code-query-unknown-code", name),
        CodeQueryProblem::AmbiguousCode(name) => named("code-query-ambiguous-code", name),
        CodeQueryProblem::TooDeep => locale.text("code-query-too-deep"),
        CodeQueryProblem::TooLong(most) => {
            locale.say("code-query-too-long", &Arguments::new().count("most", *most))
        }
    }
}
