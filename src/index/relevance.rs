//! Sources that speak of what a question or a passage speaks of, best first.

use crate::index::engine::{Engine, RankedSource};
use crate::index::error::IndexError;
use crate::index::requirement::{Field, Pattern, Requirement, Slot, TermKey};
use crate::text::analyzer::{Analyzer, SPOKEN_MARK};
use crate::text::language::Language;
use crate::text::persian;

/// Weight of a word in its own form, beside 1 for any of its forms: an author who uses the same form is nearer.
const EXACT_WEIGHT: f32 = 0.3;

/// Weight of a word that says little (is, of, which).
const STOP_WORD_WEIGHT: f32 = 0.15;

/// Weight of two neighbouring words that stand side by side in the source too.
const PAIR_WEIGHT: f32 = 0.4;

/// Words of a question that are looked at; a longer text would drown in them.
const MAX_WORDS: usize = 60;

/// Ranks the sources by how much they have in common with a question; any of its words may be missing.
///
/// # Errors
/// [`IndexError::Engine`] when the index cannot be read.
pub fn rank_any(question: &str, engine: &dyn Engine, limit: usize) -> Result<Vec<RankedSource>, IndexError> {
    let mut analyzer = Analyzer::new(Language::Mixed);
    let analysis = analyzer.analyze(question);
    let mut parts = Vec::new();
    let mut before: Option<Slot> = None;
    for unit in analysis.units().iter().take(MAX_WORDS) {
        let word = analysis.word(unit.word);
        let slot = lemma_slot(word.asked(true));
        let weight = if word.asked(false).all(persian::is_stop_word) { STOP_WORD_WEIGHT } else { 1.0 };
        parts.push((single(slot.clone()), weight));
        let exact = TermKey { field: Field::Exact, text: word.exact.to_owned() };
        parts.push((single(Slot::new(vec![exact])), weight * EXACT_WEIGHT));
        if let Some(before) = before.replace(slot.clone()) {
            parts.push((
                Requirement::Pattern(Pattern { alternatives: vec![vec![before, slot]] }),
                PAIR_WEIGHT,
            ));
        }
    }
    engine.rank_weighted(&parts, limit)
}

/// The terms under which the forms of some lemmas are indexed.
fn lemma_slot<'l>(lemmas: impl Iterator<Item = &'l str>) -> Slot {
    let key = |text: String| TermKey { field: Field::Lemma, text };
    Slot::new(
        lemmas.flat_map(|lemma| [key(lemma.to_owned()), key(format!("{SPOKEN_MARK}{lemma}"))]).collect(),
    )
}

/// The requirement that a slot occurs.
fn single(slot: Slot) -> Requirement {
    Requirement::Pattern(Pattern { alternatives: vec![vec![slot]] })
}
