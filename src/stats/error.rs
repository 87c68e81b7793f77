//! Why a method has no answer.

/// A refusal, with the columns it is about.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Error {
    /// Fewer complete rows than the method needs.
    #[error("{got} complete rows, but at least {needed} are needed")]
    TooFewRows {
        /// Rows needed.
        needed: usize,
        /// Rows there are.
        got: usize,
    },
    /// Fewer columns than the method needs.
    #[error("{got} columns, but at least {needed} are needed")]
    TooFewColumns {
        /// Columns needed.
        needed: usize,
        /// Columns there are.
        got: usize,
    },
    /// Columns that hold one value only, so that they correlate with nothing.
    #[error("no variance in {}", .columns.join(", "))]
    Constant {
        /// Their names.
        columns: Vec<String>,
    },
    /// A correlation matrix that cannot be inverted: some columns are sums of others, or there are fewer rows than columns.
    #[error("the correlations cannot be inverted; columns that depend on others: {}", .columns.join(", "))]
    Singular {
        /// Columns that the ones before them determine.
        columns: Vec<String>,
    },
    /// A matrix that is no correlation matrix.
    #[error("not a correlation matrix: {reason}")]
    NotACorrelation {
        /// What is wrong with it, and where.
        reason: String,
    },
    /// More factors than the columns can carry.
    #[error("{wanted} factors cannot be taken from {columns} columns")]
    TooManyFactors {
        /// Factors asked for.
        wanted: usize,
        /// Number of columns.
        columns: usize,
    },
    /// An iteration that did not settle.
    #[error("{method} did not converge in {iterations} steps")]
    NoConvergence {
        /// The method.
        method: &'static str,
        /// Steps taken.
        iterations: usize,
    },
    /// Columns without a single value.
    #[error("no value at all in {}", .columns.join(", "))]
    AllMissing {
        /// Their names.
        columns: Vec<String>,
    },
    /// Columns that a model or an option names and the table lacks.
    #[error("no column {}", .columns.join(", "))]
    UnknownColumns {
        /// The names.
        columns: Vec<String>,
    },
    /// Columns that must hold a few whole numbers and hold something else.
    #[error("no categories in {}: {reason}", .columns.join(", "))]
    NotCategories {
        /// Their names.
        columns: Vec<String>,
        /// What is wrong.
        reason: String,
    },
    /// A matrix that must be positive definite and is not.
    #[error("{what} is not positive definite")]
    NotPositiveDefinite {
        /// Which matrix.
        what: String,
    },
    /// A model text that cannot be read.
    #[error("line {line}, column {column} of the model: {reason}")]
    Model {
        /// Line, from 1.
        line: usize,
        /// Character in the line, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Parameters whose values the data cannot tell.
    #[error("the model is not identified: {}", .parameters.join(", "))]
    NotIdentified {
        /// Parameters that can move together without changing what the model implies.
        parameters: Vec<String>,
    },
    /// An option outside its range.
    #[error("{name}: {reason}")]
    BadOption {
        /// Name of the option.
        name: &'static str,
        /// What it must be.
        reason: String,
    },
}
