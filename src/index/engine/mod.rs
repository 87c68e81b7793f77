//! The engine that keeps the words of all sources: what the rest of `index` asks of it, and the one built on Tantivy.
//!
//! The trait is the seam for a larger installation: everything above it (the query language, hits, filters, suggestions)
//! works on [`Requirement`]s and ids and would stay as it is over a search cluster.

mod expand;
mod positional;
mod schema;
mod sync;
mod tantivy_engine;

use crate::index::error::IndexError;
use crate::index::requirement::{Field, Requirement, TermKey};
use crate::model::SourceId;

pub(in crate::index) use positional::is_near;
pub use sync::{BuildOptions, IndexedSource, SyncReport};
pub use tantivy_engine::TantivyEngine;

/// A source that met a requirement.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RankedSource {
    /// The source.
    pub source: SourceId,
    /// How well it fits (BM25); only the order has a meaning.
    pub score: f32,
}

/// Answers requirements from an index.
pub trait Engine {
    /// Number of sources in the index.
    fn source_count(&self) -> u64;

    /// Number of sources that hold the term, among them perhaps some that were replaced a moment ago.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn source_frequency(&self, key: &TermKey) -> Result<u64, IndexError>;

    /// The words of a field that begin with `prefix`, in code point order, at most `limit` of them.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn words_with_prefix(&self, field: Field, prefix: &str, limit: usize) -> Result<Vec<String>, IndexError>;

    /// The words of a field that differ from `word` by at most one letter (added, left out, changed or swapped with its neighbour),
    /// in code point order.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn words_like(&self, field: Field, word: &str) -> Result<Vec<String>, IndexError>;

    /// Shows every word of a field with the number of sources that hold it; the same word may come several times, whose numbers
    /// then add up.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn visit_words(&self, field: Field, visit: &mut dyn FnMut(&str, u64)) -> Result<(), IndexError>;

    /// The sources that meet a requirement, best first and by id where they are equal; at most `limit` of them.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn rank(&self, requirement: &Requirement, limit: Option<usize>) -> Result<Vec<RankedSource>, IndexError>;

    /// The sources that meet any of the weighted requirements, ranked by the weighted sum of their scores; at most `limit`.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    fn rank_weighted(
        &self,
        parts: &[(Requirement, f32)],
        limit: usize,
    ) -> Result<Vec<RankedSource>, IndexError>;
}
