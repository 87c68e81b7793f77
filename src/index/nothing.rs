//! When a query finds nothing: how many sources each of its words has, and what may have been meant.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::index::engine::Engine;
use crate::index::error::IndexError;
use crate::index::plan::Plan;
use crate::index::requirement::{Field, Requirement, TermKey};
use crate::text::analyzer::{Analyzer, SPOKEN_MARK};
use crate::text::keyboard::{read_as_english, read_as_persian};
use crate::text::language::Language;
use crate::text::spelling::{distance, tolerance};

/// Spellings offered for a word.
const MAX_SPELLINGS: usize = 5;

/// Words of a query for which spellings are looked up.
const MAX_UNKNOWN: usize = 8;

/// A spelling that occurs in the study.
#[derive(Clone, PartialEq, Debug)]
pub struct Spelling {
    /// The word in the one writing under which all writings of this form are found.
    pub word: String,
    /// Sources in which this form occurs.
    pub sources: u64,
    /// Cost of the slips between it and what was typed (see [`distance`]).
    pub distance: f32,
}

/// A term of a query that found nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct AskedTerm {
    /// The term as typed.
    pub text: String,
    /// Sources that hold it.
    pub sources: usize,
    /// Its words that occur nowhere, each with the nearest spellings, best first.
    pub unknown: Vec<(String, Vec<Spelling>)>,
}

/// What can be said of a query that found nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Nothing {
    /// Its terms.
    pub terms: Vec<AskedTerm>,
    /// The query with the nearest spelling in place of each unknown word.
    pub spelled: Option<String>,
    /// The query with what the same keys type on the other keyboard layout.
    pub layout: Option<String>,
}

/// Looks for what may have been meant by a query that found nothing.
///
/// # Errors
/// [`IndexError::Engine`] when the index cannot be read.
pub fn look_around(plan: &Plan, query: &str, engine: &dyn Engine) -> Result<Nothing, IndexError> {
    let mut analyzer = Analyzer::new(Language::Mixed);
    let mut unknown: Vec<String> = Vec::new();
    let mut terms = Vec::with_capacity(plan.leaves.len());
    for leaf in &plan.leaves {
        let sources = if leaf.pattern.alternatives.is_empty() {
            0
        } else {
            engine.rank(&Requirement::Pattern(leaf.pattern.clone()), None)?.len()
        };
        let missing =
            if sources == 0 { missing_words(&leaf.text, &mut analyzer, engine)? } else { Vec::new() };
        unknown.extend(missing.iter().map(|(_, exact)| exact.clone()));
        terms.push((AskedTerm { text: leaf.text.clone(), sources, unknown: Vec::new() }, missing));
    }
    unknown.sort();
    unknown.dedup();
    unknown.truncate(MAX_UNKNOWN);
    let spellings = nearest(&unknown, engine)?;
    let mut spelled = Replacements::new(query);
    let mut layout = Replacements::new(query);
    for ((term, missing), leaf) in terms.iter_mut().zip(&plan.leaves) {
        for (typed, exact) in missing.iter() {
            let near = spellings.get(exact).cloned().unwrap_or_default();
            if let Some(best) = near.first() {
                spelled.replace_word(&leaf.span, typed, &best.word);
            }
            term.unknown.push((typed.clone(), near));
        }
        if !missing.is_empty()
            && let Some((chunk, reading)) = other_layout(query, &leaf.span, &mut analyzer, engine)?
        {
            layout.replace(chunk, reading);
        }
    }
    Ok(Nothing {
        terms: terms.into_iter().map(|(term, _)| term).collect(),
        spelled: spelled.done(),
        layout: layout.done(),
    })
}

/// The words of a term that occur nowhere, as typed and in the one writing.
fn missing_words(
    text: &str,
    analyzer: &mut Analyzer,
    engine: &dyn Engine,
) -> Result<Vec<(String, String)>, IndexError> {
    let analysis = analyzer.analyze(text);
    let mut missing = Vec::new();
    for unit in analysis.units() {
        let word = analysis.word(unit.word);
        if !occurs(word.exact, word.asked(true), engine)? {
            let typed = text.get(unit.range()).unwrap_or_default();
            missing.push((typed.to_owned(), word.exact.to_owned()));
        }
    }
    Ok(missing)
}

/// Says whether a word occurs in any form.
fn occurs<'l>(
    exact: &str,
    lemmas: impl Iterator<Item = &'l str>,
    engine: &dyn Engine,
) -> Result<bool, IndexError> {
    let key = |field, text: String| TermKey { field, text };
    let mut keys = vec![key(Field::Exact, exact.to_owned())];
    for lemma in lemmas {
        keys.push(key(Field::Lemma, lemma.to_owned()));
        keys.push(key(Field::Lemma, format!("{SPOKEN_MARK}{lemma}")));
    }
    for key in keys {
        if engine.source_frequency(&key)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The nearest spellings of some words, in one pass over the words of the index.
fn nearest(words: &[String], engine: &dyn Engine) -> Result<BTreeMap<String, Vec<Spelling>>, IndexError> {
    let letters: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
    let mut found: Vec<BTreeMap<String, Spelling>> = vec![BTreeMap::new(); words.len()];
    if !words.is_empty() {
        let mut candidate = Vec::new();
        engine.visit_words(Field::Exact, &mut |word, sources| {
            candidate.clear();
            candidate.extend(word.chars());
            for (letters, found) in letters.iter().zip(&mut found) {
                let Some(distance) = distance(letters, &candidate, tolerance(letters.len())) else {
                    continue;
                };
                found
                    .entry(word.to_owned())
                    .and_modify(|spelling| spelling.sources += sources)
                    .or_insert_with(|| Spelling { word: word.to_owned(), sources, distance });
            }
        })?;
    }
    let best = |found: BTreeMap<String, Spelling>| {
        let mut found: Vec<Spelling> = found.into_values().collect();
        found.sort_by(|one, other| {
            one.distance
                .total_cmp(&other.distance)
                .then_with(|| other.sources.cmp(&one.sources))
                .then_with(|| one.word.cmp(&other.word))
        });
        found.truncate(MAX_SPELLINGS);
        found
    };
    Ok(words.iter().cloned().zip(found.into_iter().map(best)).collect())
}

/// The stretch of the query round a term between spaces, and what its keys type on the other layout, when all its words occur.
fn other_layout(
    query: &str,
    span: &Range<usize>,
    analyzer: &mut Analyzer,
    engine: &dyn Engine,
) -> Result<Option<(Range<usize>, String)>, IndexError> {
    let chunk = chunk_round(query, span);
    let typed = query.get(chunk.clone()).unwrap_or_default();
    'readings: for reading in read_as_persian(typed).into_iter().chain(read_as_english(typed)) {
        let analysis = analyzer.analyze(&reading);
        if analysis.units().is_empty() {
            continue;
        }
        for unit in analysis.units() {
            let word = analysis.word(unit.word);
            if !occurs(word.exact, word.asked(true), engine)? {
                continue 'readings;
            }
        }
        return Ok(Some((chunk, reading)));
    }
    Ok(None)
}

/// Widens a term to the spaces round it, since keys such as `;` end a word in one layout and are letters in the other.
fn chunk_round(query: &str, span: &Range<usize>) -> Range<usize> {
    let is_border = |character: char| {
        character.is_whitespace() || matches!(character, '(' | ')' | '"' | '«' | '»' | '“' | '”')
    };
    let start = query.get(..span.start).unwrap_or_default();
    let start = start.char_indices().rev().find(|(_, character)| is_border(*character));
    let start = start.map_or(0, |(at, character)| at + character.len_utf8());
    let end =
        query.get(span.end..).unwrap_or_default().find(is_border).map_or(query.len(), |at| span.end + at);
    let chunk = query.get(start..end).unwrap_or_default();
    let inner = chunk.trim_end_matches(is_border).trim_start_matches(is_border);
    let offset = start + chunk.len() - chunk.trim_start_matches(is_border).len();
    offset..offset + inner.len()
}

/// A query with some of its parts replaced.
struct Replacements<'q> {
    query: &'q str,
    parts: Vec<(Range<usize>, String)>,
}

impl<'q> Replacements<'q> {
    fn new(query: &'q str) -> Self {
        Self { query, parts: Vec::new() }
    }

    /// Replaces a word that stands somewhere in a stretch.
    fn replace_word(&mut self, stretch: &Range<usize>, word: &str, by: &str) {
        let inside = self.query.get(stretch.clone()).unwrap_or_default();
        if let Some(at) = inside.find(word) {
            let start = stretch.start + at;
            self.replace(start..start + word.len(), by.to_owned());
        }
    }

    fn replace(&mut self, range: Range<usize>, by: String) {
        if self.parts.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start) {
            self.parts.push((range, by));
        }
    }

    /// The new query; `None` when nothing was replaced.
    fn done(mut self) -> Option<String> {
        if self.parts.is_empty() {
            return None;
        }
        self.parts.sort_by_key(|(range, _)| range.start);
        let mut text = String::new();
        let mut reached = 0;
        for (range, by) in &self.parts {
            text.push_str(self.query.get(reached..range.start).unwrap_or_default());
            text.push_str(by);
            reached = range.end;
        }
        text.push_str(self.query.get(reached..).unwrap_or_default());
        Some(text)
    }
}
