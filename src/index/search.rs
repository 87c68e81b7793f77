//! A search from query to hits.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::engine::{Engine, RankedSource};
use crate::index::error::IndexError;
use crate::index::hits::{Hit, HitFinder};
use crate::index::library::{Library, SourceFacts};
use crate::index::plan::{Node, Plan, has_filter};
use crate::model::SourceId;
use crate::text::language::Language;

/// A source with its hits.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceHits {
    /// The source.
    pub source: SourceId,
    /// How well it fits; only the order has a meaning.
    pub score: f32,
    /// The hits in the order of the text; empty when only the source as a whole was asked for.
    pub hits: Vec<Hit>,
}

/// How far a search goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchLimits {
    /// Sources of the ranking that are passed over.
    pub skip: usize,
    /// Sources that are read at most.
    pub sources: usize,
}

impl Default for SearchLimits {
    /// Every source.
    fn default() -> Self {
        Self { skip: 0, sources: usize::MAX }
    }
}

/// What a search found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Findings {
    /// The sources that answer the query, best first, with their hits.
    pub sources: Vec<SourceHits>,
    /// Sources that may answer the query but lay outside the limits.
    pub more: usize,
}

impl Findings {
    /// Number of hits in all listed sources.
    pub fn hit_count(&self) -> usize {
        self.sources.iter().map(|source| source.hits.len()).sum()
    }
}

/// Ranks the sources that may answer a plan; with [`Plan::complete`] those that do.
///
/// Filters on whole sources are applied, nothing is read but the index.
///
/// # Errors
/// [`IndexError::Engine`] when the index cannot be read.
pub fn rank(
    plan: &Plan,
    engine: &dyn Engine,
    library: &dyn Library,
) -> Result<Vec<RankedSource>, IndexError> {
    let mut ranked = engine.rank(&plan.requirement, None)?;
    if has_filter(&plan.root) {
        let facts: BTreeMap<SourceId, &SourceFacts> =
            library.sources().iter().map(|facts| (facts.id, facts)).collect();
        ranked.retain(|source| facts.get(&source.source).is_some_and(|facts| may_pass(&plan.root, facts)));
    }
    Ok(ranked)
}

/// Says whether the filters on whole sources leave the source in.
fn may_pass(node: &Node, facts: &SourceFacts) -> bool {
    match node {
        Node::Filter(value) => value.admits(facts).unwrap_or(true),
        Node::All(parts) => parts.iter().all(|part| may_pass(part, facts)),
        Node::Any(parts) => parts.iter().any(|part| may_pass(part, facts)),
        Node::Not(part) => match part.as_ref() {
            Node::Filter(value) => value.admits(facts) != Some(true),
            _ => true,
        },
        Node::Leaf(_) | Node::Near(..) => true,
    }
}

/// Runs a plan: ranks the sources, reads them and finds the hits.
///
/// `language` tells how a source was indexed, so that its hits are found in the same way.
///
/// # Errors
/// [`IndexError::Engine`] when the index cannot be read, [`IndexError::Library`] when a source cannot.
pub fn search(
    plan: &Plan,
    engine: &dyn Engine,
    library: &dyn Library,
    language: &dyn Fn(SourceId) -> Language,
    limits: SearchLimits,
) -> Result<Findings, IndexError> {
    let ranked = rank(plan, engine, library)?;
    let read: BTreeSet<SourceId> =
        ranked.iter().skip(limits.skip).take(limits.sources).map(|ranked| ranked.source).collect();
    let wanted = library.sources().iter().filter(|facts| read.contains(&facts.id));
    let facts: BTreeMap<SourceId, &SourceFacts> = wanted.map(|facts| (facts.id, facts)).collect();
    let mut finder = HitFinder::new(plan);
    let mut findings = Findings {
        more: ranked.len().saturating_sub(limits.skip.saturating_add(limits.sources)),
        ..Findings::default()
    };
    for RankedSource { source, score } in ranked.into_iter().skip(limits.skip).take(limits.sources) {
        let body = library.body(source)?;
        let Some(facts) = facts.get(&source) else {
            continue;
        };
        if let Some(hits) = finder.find(facts, &body, language(source), library.codes()) {
            findings.sources.push(SourceHits { source, score, hits });
        }
    }
    Ok(findings)
}
