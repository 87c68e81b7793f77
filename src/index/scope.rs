//! Stretches of a source to which filters restrict a search.

use crate::index::filter::FilterValue;
use crate::index::library::{CodeFacts, SourceBody, SourceFacts};
use crate::index::plan::Node;
use crate::text::position::CharOffset;

/// A stretch of a text in code points: start, and end (not included).
pub(crate) type Stretch = (CharOffset, CharOffset);

/// Where in a source hits count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// Everywhere.
    Whole,
    /// Inside one of these stretches, sorted; they may overlap, as quotations do.
    Stretches(Vec<Stretch>),
}

impl Scope {
    /// Says whether a stretch lies inside.
    pub(crate) fn holds(&self, stretch: Stretch) -> bool {
        match self {
            Self::Whole => true,
            Self::Stretches(stretches) => stretches
                .iter()
                .take_while(|inside| inside.0 <= stretch.0)
                .any(|inside| inside.0 <= stretch.0 && stretch.1 <= inside.1),
        }
    }

    /// Says whether nothing can lie inside.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Stretches(stretches) if stretches.is_empty())
    }

    /// What lies in both.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Whole, scope) | (scope, Self::Whole) => scope,
            (Self::Stretches(one), Self::Stretches(other)) => {
                let mut both = Vec::new();
                for &(start, end) in &one {
                    for &(from, to) in other.iter().take_while(|&&(from, _)| from < end) {
                        let common = (start.max(from), end.min(to));
                        if common.0 < common.1 {
                            both.push(common);
                        }
                    }
                }
                Self::stretches(both)
            }
        }
    }

    /// What lies in either.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Whole, _) | (_, Self::Whole) => Self::Whole,
            (Self::Stretches(mut one), Self::Stretches(other)) => {
                one.extend(other);
                Self::stretches(one)
            }
        }
    }

    /// What lies outside, up to `length`.
    pub(crate) fn complement(self, length: CharOffset) -> Self {
        let Self::Stretches(stretches) = self else {
            return Self::Stretches(Vec::new());
        };
        let mut outside = Vec::new();
        let mut reached = CharOffset(0);
        for (start, end) in stretches {
            if reached < start {
                outside.push((reached, start));
            }
            reached = reached.max(end);
        }
        if reached < length {
            outside.push((reached, length));
        }
        Self::Stretches(outside)
    }

    /// Sorts stretches and drops doubles.
    fn stretches(mut stretches: Vec<Stretch>) -> Self {
        stretches.sort_unstable();
        stretches.dedup();
        Self::Stretches(stretches)
    }

    /// Everything or nothing.
    fn of(admitted: bool) -> Self {
        if admitted { Self::Whole } else { Self::Stretches(Vec::new()) }
    }
}

/// What filters look at in one source.
#[derive(Clone, Copy)]
pub(crate) struct Place<'s> {
    pub(crate) facts: &'s SourceFacts,
    pub(crate) body: &'s SourceBody,
    pub(crate) codes: &'s [CodeFacts],
    pub(crate) length: CharOffset,
}

/// Says whether a part of a plan is made of filters alone.
pub(crate) fn is_filter(node: &Node) -> bool {
    match node {
        Node::Filter(_) => true,
        Node::Leaf(_) | Node::Near(..) => false,
        Node::All(parts) | Node::Any(parts) => parts.iter().all(is_filter),
        Node::Not(part) => is_filter(part),
    }
}

/// The stretches that a part made of filters lets through.
pub(crate) fn scope_of(node: &Node, place: Place<'_>) -> Scope {
    match node {
        Node::All(parts) => scope_of_all(&parts.iter().collect::<Vec<_>>(), place),
        Node::Any(parts) => {
            parts.iter().fold(Scope::Stretches(Vec::new()), |scope, part| scope.or(scope_of(part, place)))
        }
        Node::Not(part) => scope_of(part, place).complement(place.length),
        Node::Filter(value) => scope_of_filters(&[value], place),
        Node::Leaf(_) | Node::Near(..) => Scope::Whole,
    }
}

/// The stretches that several parts made of filters let through together. Filters on code, level and coder speak of one coding.
pub(crate) fn scope_of_all(parts: &[&Node], place: Place<'_>) -> Scope {
    let mut values = Vec::new();
    let mut scope = Scope::Whole;
    for part in parts {
        match part {
            Node::Filter(value) => values.push(value),
            other => scope = scope.and(scope_of(other, place)),
        }
    }
    scope.and(scope_of_filters(&values, place))
}

/// The stretches that plain filters let through together.
fn scope_of_filters(values: &[&FilterValue], place: Place<'_>) -> Scope {
    let mut scope = Scope::Whole;
    let about_codings: Vec<&&FilterValue> = values.iter().filter(|value| value.is_about_codings()).collect();
    if !about_codings.is_empty() {
        let fits = |value: &&&FilterValue, coding| value.admits_coding(coding, place.codes);
        let codings =
            place.body.codings.iter().filter(|coding| about_codings.iter().all(|value| fits(value, coding)));
        scope = Scope::stretches(codings.map(|coding| (coding.span.start(), coding.span.end())).collect());
    }
    for value in values {
        let more = match value {
            FilterValue::Speaker(wanted) => {
                let turns = place.body.turns.iter().filter(|turn| wanted.fits(&turn.speaker));
                Scope::stretches(turns.map(|turn| (turn.start, turn.end)).collect())
            }
            FilterValue::Uncoded => {
                let coded = place.body.codings.iter().map(|coding| (coding.span.start(), coding.span.end()));
                uncoded_turns(Scope::stretches(coded.collect()).complement(place.length), place)
            }
            other => other.admits(place.facts).map_or(Scope::Whole, Scope::of),
        };
        scope = scope.and(more);
    }
    scope
}

/// Cuts what bears no code at the borders of turns, so that a listed stretch is what one person said.
fn uncoded_turns(uncoded: Scope, place: Place<'_>) -> Scope {
    if place.body.turns.is_empty() {
        return uncoded;
    }
    uncoded.and(Scope::stretches(place.body.turns.iter().map(|turn| (turn.start, turn.end)).collect()))
}
