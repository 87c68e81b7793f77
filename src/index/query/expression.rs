//! The tree of a query.

use std::ops::Range;

/// A query or a part of one. Spans are bytes of the query as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// A word or phrase.
    Term(Term),
    /// Terms within a distance of each other: `distances[n]` lies between `terms[n]` and `terms[n + 1]`.
    Near {
        /// The terms, at least two.
        terms: Vec<Term>,
        /// Largest distance in words between neighbours, in either order; one fewer than terms.
        distances: Vec<u32>,
    },
    /// Every part must be met.
    All(Vec<Expression>),
    /// At least one part must be met.
    Any(Vec<Expression>),
    /// The part must not be met.
    Not(Box<Expression>),
    /// A restriction to some sources or to some stretches of them.
    Filter(Filter),
}

/// How the text of a term is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TermMode {
    /// Any form of the word.
    Lemma,
    /// These words in this form, next to each other; writing variants are alike.
    Exact,
    /// These characters exactly as typed, as whole words.
    Literal,
    /// Any word that begins so.
    Prefix,
    /// Any word that differs by at most one letter.
    Fuzzy,
}

/// A word or phrase of the query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// How it is meant.
    pub mode: TermMode,
    /// The words as typed, without quotation marks and signs.
    pub text: String,
    /// Where the term stands, in bytes of the query.
    pub span: Range<usize>,
    /// Whether a plain word follows directly, so that the two may be one compound typed with a space.
    pub touches_next: bool,
}

/// What a filter looks at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FilterField {
    /// The kind of a source: `interview`, `article`, `document`.
    Kind,
    /// The name or title of a source.
    Source,
    /// The person who speaks.
    Speaker,
    /// The person who coded.
    Coder,
    /// A code, by key, name or alias; codes below it count too.
    Code,
    /// The level of a code.
    Level,
    /// An attribute of the source, by name.
    Attribute(String),
    /// Passages on which no code stands.
    Uncoded,
}

/// A restriction to some sources, or to some stretches of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// What is looked at.
    pub field: FilterField,
    /// The value as typed, without quotation marks; a `*` at its end stands for any ending. Empty for `uncoded`.
    pub value: String,
    /// Where the filter stands, in bytes of the query.
    pub span: Range<usize>,
}
