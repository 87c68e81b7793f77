//! The search index, derived from the study: build, query, hits with exact positions.
//!
//! Answers: which sources speak of this, and where exactly? The index holds words and source ids and nothing else; texts,
//! turns, attributes and codings come from the study at the time of the search (`Library`), so a coding made a second ago counts
//! and the index can be deleted without loss. Hits are found by analysing a source's own text again: what is marked is
//! what was matched, to the code point.
//!
//! Deliberately not here: what a hit means, or applying codes to hits (that is `coding` and `workbench`).

mod engine;
mod error;
mod filter;
mod hits;
mod kwic;
mod library;
mod nothing;
mod plan;
mod query;
mod relevance;
mod requirement;
mod restriction;
mod scope;
mod search;
pub mod similar;
pub mod words;

pub use engine::{BuildOptions, Engine, IndexedSource, RankedSource, SyncReport, TantivyEngine};
pub use error::IndexError;
pub use hits::{Hit, HitFinder};
pub use kwic::{KwicLine, kwic_line};
pub use library::{CodeFacts, CodedSpan, Library, LibraryError, SourceBody, SourceFacts};
pub use nothing::{AskedTerm, Nothing, Spelling, look_around};
pub use plan::{Leaf, Node, Plan, SearchOptions};
pub use query::{
    Expression, Filter, FilterField, QueryError, QueryProblem, Term, TermMode, parse_phrase, parse_plain,
    parse_query,
};
pub use relevance::rank_any;
pub use requirement::{Field, Pattern, Requirement, Sequence, Slot, TermKey};
pub use restriction::Restriction;
pub use search::{Findings, SearchLimits, SourceHits, rank, search};
