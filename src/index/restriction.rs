//! A query of filters alone: which stretches of a study it leaves.

use std::ops::Range;

use crate::index::filter::resolve_filter;
use crate::index::library::{CodeFacts, Library, SourceBody, SourceFacts};
use crate::index::plan::{Node, problem_at};
use crate::index::query::{Expression, QueryError, QueryProblem, parse_query};
use crate::index::scope::{Place, Scope, scope_of};
use crate::text::position::CharOffset;

/// The part of a study that filters leave; without filters all of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Restriction {
    root: Option<Node>,
}

impl Restriction {
    /// Understands a query that consists of filters, such as `kind:interview NOT speaker:Q`; an empty one leaves everything.
    ///
    /// # Errors
    /// [`QueryError`] when it cannot be understood, or asks for words.
    pub fn new(query: &str, library: &dyn Library) -> Result<Self, QueryError> {
        if query.trim().is_empty() {
            return Ok(Self::default());
        }
        let expression = parse_query(query)?;
        Ok(Self { root: Some(node(&expression, query, library)?) })
    }

    /// The stretches of a source that are left, each within one turn (or paragraph), in the order of the text and without
    /// overlap.
    pub fn stretches(
        &self,
        facts: &SourceFacts,
        body: &SourceBody,
        codes: &[CodeFacts],
    ) -> Vec<Range<CharOffset>> {
        let length = body.map().char_length();
        let scope = self
            .root
            .as_ref()
            .map_or(Scope::Whole, |root| scope_of(root, Place { facts, body, codes, length }));
        let left = match scope {
            Scope::Whole => vec![(CharOffset(0), length)],
            Scope::Stretches(stretches) => merged(&stretches),
        };
        let turns: Vec<_> = body.turns.iter().map(|turn| (turn.start, turn.end)).collect();
        let found = if turns.is_empty() {
            Scope::Stretches(left)
        } else {
            Scope::Stretches(turns).and(Scope::Stretches(left))
        };
        let Scope::Stretches(found) = found else {
            return Vec::new();
        };
        found.into_iter().filter(|(start, end)| start < end).map(|(start, end)| start..end).collect()
    }
}

/// Joins stretches that touch or overlap, so that no word counts twice.
fn merged(stretches: &[(CharOffset, CharOffset)]) -> Vec<(CharOffset, CharOffset)> {
    let mut joined: Vec<(CharOffset, CharOffset)> = Vec::new();
    for &(start, end) in stretches {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// The filters of an expression.
fn node(expression: &Expression, query: &str, library: &dyn Library) -> Result<Node, QueryError> {
    let all = |parts: &[Expression]| -> Result<Vec<Node>, QueryError> {
        parts.iter().map(|part| node(part, query, library)).collect()
    };
    let words = |span: &Range<usize>| Err(problem_at(query, QueryProblem::FiltersOnly, span));
    match expression {
        Expression::Filter(filter) => resolve_filter(filter, library)
            .map(Node::Filter)
            .map_err(|problem| problem_at(query, problem, &filter.span)),
        Expression::All(parts) => Ok(Node::All(all(parts)?)),
        Expression::Any(parts) => Ok(Node::Any(all(parts)?)),
        Expression::Not(part) => Ok(Node::Not(Box::new(node(part, query, library)?))),
        Expression::Term(term) => words(&term.span),
        Expression::Near { terms, .. } => {
            words(&terms.first().map_or(0..query.len(), |term| term.span.clone()))
        }
    }
}
