//! The tree of a code query.

use std::ops::Range;

/// A code query or a part of one. Spans are bytes of the query as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Expression {
    /// Any code at all: `*`.
    AnyCode,
    /// A code by key or name.
    Code {
        /// The key or name as typed, without quotation marks.
        name: String,
        /// Whether the codes below it count too.
        with_descendants: bool,
        /// Where it stands.
        span: Range<usize>,
    },
    /// A condition on codings.
    Filter(Filter),
    /// Every part must be met.
    All(Vec<Expression>),
    /// At least one part must be met.
    Any(Vec<Expression>),
    /// The part must not be met.
    Not(Box<Expression>),
    /// Quotations of the left side that stand so to one of the right side.
    Near(Box<Expression>, Relation, Box<Expression>),
}

impl Expression {
    /// Number of codes and filters.
    pub(super) fn terms(&self) -> usize {
        match self {
            Self::AnyCode | Self::Code { .. } | Self::Filter(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::terms).sum(),
            Self::Not(part) => part.terms(),
            Self::Near(left, _, right) => left.terms() + right.terms(),
        }
    }
}

/// What a filter looks at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum FilterField {
    Source,
    Kind,
    Speaker,
    Coder,
    Attribute(String),
    Weight,
    Stance,
    Anchor,
}

/// A condition on codings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Filter {
    pub(super) field: FilterField,
    /// The filter's name as typed, for messages.
    pub(super) name: String,
    /// The value as typed, without quotation marks.
    pub(super) value: String,
    /// Where the value stands.
    pub(super) span: Range<usize>,
}

/// In what a distance is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unit {
    /// Words that stand between the two quotations.
    Words,
    /// Turns from one to the other; 0 when they share a turn.
    Turns,
}

/// How a quotation stands to another one of the same source. Only quotations with a sure place stand anywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Relation {
    /// They share at least one character.
    Overlaps,
    /// It lies wholly inside the other; equal ends count.
    Inside,
    /// The other lies wholly inside it.
    Contains,
    /// They overlap or lie at most that far apart, in either order.
    Within(u32, Unit),
    /// It ends before the other begins, at most that far before it.
    Before(Option<(u32, Unit)>),
    /// It begins after the other has ended, at most that far behind it.
    After(Option<(u32, Unit)>),
}
