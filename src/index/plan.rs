//! From what was asked to what has to be looked up.

use std::ops::Range;

use crate::index::engine::Engine;
use crate::index::error::IndexError;
use crate::index::filter::{FilterValue, resolve_filter};
use crate::index::library::Library;
use crate::index::query::{Expression, QueryError, QueryProblem, Term, TermMode};
use crate::index::requirement::{Field, Pattern, Requirement, Sequence, Slot, TermKey};
use crate::text::analyzer::{Analyzer, SPOKEN_MARK};
use crate::text::fold::HALF_SPACE;
use crate::text::language::Language;
use crate::text::persian;
use crate::text::position::{ByteOffset, CharOffset, PositionMap};

/// Words that a prefix may stand for. A prefix with more would match half of a language.
const MAX_PREFIX_WORDS: usize = 2_000;

/// Places that all terms of a plan may have together.
pub(crate) const MAX_SLOTS: usize = 256;

/// Words that a compound may consist of.
const MAX_COMPOUND: usize = 3;

/// How words are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchOptions {
    /// Whether a spoken form finds the written one and the other way round (خونه, خانه).
    pub spoken: bool,
}

impl Default for SearchOptions {
    /// With the spoken layer.
    fn default() -> Self {
        Self { spoken: true }
    }
}

/// A term of the query and what it looks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// The term as typed.
    pub text: String,
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
    /// What it looks for.
    pub pattern: Pattern,
    /// Whether the found words must also be spelled as typed.
    pub literal: bool,
}

/// A part of the plan; leaves are named by their place in [`Plan::leaves`].
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// A term.
    Leaf(usize),
    /// Terms near each other.
    Near(Vec<usize>, Vec<u32>),
    /// All parts.
    All(Vec<Node>),
    /// Any part.
    Any(Vec<Node>),
    /// Not the part.
    Not(Box<Node>),
    /// A restriction.
    Filter(FilterValue),
}

/// A query made ready to run against one index and one study.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The terms.
    pub leaves: Vec<Leaf>,
    /// How they are connected.
    pub root: Node,
    /// What a source must hold to qualify.
    pub requirement: Requirement,
    /// Whether the requirement says all: then sources need not be read to know whether they match.
    pub complete: bool,
}

impl Plan {
    /// Says whether the answer depends on codings.
    pub fn asks_for_codings(&self) -> bool {
        has_filter_that(&self.root, |value| value.is_about_codings() || *value == FilterValue::Uncoded)
    }

    /// Makes a plan of a query that was typed as `query`.
    ///
    /// # Errors
    /// [`IndexError::Query`] for a filter value that the study does not know or a prefix that is too short;
    /// [`IndexError::Engine`] when the index cannot be read.
    pub fn new(
        expression: &Expression,
        query: &str,
        engine: &dyn Engine,
        library: &dyn Library,
        options: SearchOptions,
    ) -> Result<Self, IndexError> {
        let mut planner = Planner {
            engine,
            library,
            options,
            query,
            analyzer: Analyzer::new(Language::Mixed),
            leaves: Vec::new(),
        };
        let root = planner.node(expression)?;
        let leaves = planner.leaves;
        let slots: usize = leaves.iter().flat_map(|leaf| &leaf.pattern.alternatives).map(Vec::len).sum();
        if slots > MAX_SLOTS {
            let span = CharOffset(0)..CharOffset::length_of(query);
            return Err(QueryError { problem: QueryProblem::TooLong(MAX_SLOTS), span }.into());
        }
        let complete = !has_filter(&root) && !leaves.iter().any(|leaf| leaf.literal);
        let requirement = requirement_of(&root, &leaves, complete);
        Ok(Self { leaves, root, requirement, complete })
    }
}

/// Says whether a filter stands anywhere in the plan.
pub(crate) fn has_filter(node: &Node) -> bool {
    has_filter_that(node, |_| true)
}

/// Says whether a filter of that kind stands anywhere in the plan.
fn has_filter_that(node: &Node, wanted: fn(&FilterValue) -> bool) -> bool {
    match node {
        Node::Filter(value) => wanted(value),
        Node::Leaf(_) | Node::Near(..) => false,
        Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| has_filter_that(part, wanted)),
        Node::Not(part) => has_filter_that(part, wanted),
    }
}

/// What a source must hold at least; exactly that when `complete`.
fn requirement_of(node: &Node, leaves: &[Leaf], complete: bool) -> Requirement {
    let pattern = |&leaf: &usize| leaves.get(leaf).map(|leaf| leaf.pattern.clone()).unwrap_or_default();
    match node {
        Node::Leaf(leaf) => Requirement::Pattern(pattern(leaf)),
        Node::Near(terms, distances) => {
            Requirement::Near(terms.iter().map(pattern).collect(), distances.clone())
        }
        Node::Filter(_) => Requirement::Everything,
        Node::Not(part) if complete => Requirement::Except(
            Box::new(Requirement::Everything),
            Box::new(requirement_of(part, leaves, complete)),
        ),
        // Inside a filter's stretch the excluded word may be missing though it stands elsewhere in the source.
        Node::Not(_) => Requirement::Everything,
        Node::Any(parts) => {
            let parts: Vec<Requirement> =
                parts.iter().map(|part| requirement_of(part, leaves, complete)).collect();
            if parts.contains(&Requirement::Everything) {
                Requirement::Everything
            } else {
                Requirement::Any(parts)
            }
        }
        Node::All(parts) => all_required(parts, leaves, complete),
    }
}

/// The requirement of parts that must all be met; exclusions are gathered at the end, where the engine wants them.
fn all_required(parts: &[Node], leaves: &[Leaf], complete: bool) -> Requirement {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for part in parts {
        match requirement_of(part, leaves, complete) {
            Requirement::Everything => {}
            Requirement::Except(all, excluded) if *all == Requirement::Everything => unwanted.push(*excluded),
            required => wanted.push(required),
        }
    }
    let wanted = match wanted.len() {
        0 => Requirement::Everything,
        1 => wanted.remove(0),
        _ => Requirement::All(wanted),
    };
    if unwanted.is_empty() {
        return wanted;
    }
    Requirement::Except(Box::new(wanted), Box::new(Requirement::Any(unwanted)))
}

/// The state of planning.
struct Planner<'p> {
    engine: &'p dyn Engine,
    library: &'p dyn Library,
    options: SearchOptions,
    query: &'p str,
    analyzer: Analyzer,
    leaves: Vec<Leaf>,
}

impl Planner<'_> {
    fn node(&mut self, expression: &Expression) -> Result<Node, IndexError> {
        Ok(match expression {
            Expression::Term(term) => Node::Leaf(self.leaf(term, &[])?),
            Expression::Near { terms, distances } => {
                let leaves = terms.iter().map(|term| self.leaf(term, &[])).collect::<Result<_, _>>()?;
                Node::Near(leaves, distances.clone())
            }
            Expression::Any(parts) => {
                Node::Any(parts.iter().map(|part| self.node(part)).collect::<Result<_, _>>()?)
            }
            Expression::All(parts) => Node::All(self.all(parts)?),
            Expression::Not(part) => Node::Not(Box::new(self.node(part)?)),
            Expression::Filter(filter) => {
                let value = resolve_filter(filter, self.library)
                    .map_err(|problem| self.problem(problem, &filter.span))?;
                Node::Filter(value)
            }
        })
    }

    /// Parts that must all be met. Two plain words typed side by side may be one compound, so the compound stands for either.
    fn all(&mut self, parts: &[Expression]) -> Result<Vec<Node>, IndexError> {
        let mut also: Vec<Vec<TermKey>> = vec![Vec::new(); parts.len()];
        for index in 0..parts.len() {
            for length in 2..=MAX_COMPOUND {
                let Some(words) = parts.get(index..index + length).and_then(side_by_side) else {
                    break;
                };
                let keys = self.compound(&words)?;
                for position in also.iter_mut().skip(index).take(length) {
                    position.extend(keys.iter().cloned());
                }
            }
        }
        let mut nodes = Vec::with_capacity(parts.len());
        for (part, also) in parts.iter().zip(also) {
            nodes.push(match part {
                Expression::Term(term) => Node::Leaf(self.leaf(term, &also)?),
                other => self.node(other)?,
            });
        }
        Ok(nodes)
    }

    /// The terms of several words written as one.
    fn compound(&mut self, words: &[&str]) -> Result<Vec<TermKey>, IndexError> {
        let joined = words.join("\u{200c}");
        let sequence = self.lemma_sequence(&joined)?.unwrap_or_default();
        Ok(match sequence.as_slice() {
            [slot] => slot.keys().to_vec(),
            _ => Vec::new(),
        })
    }

    /// Plans one term; `also` are terms that satisfy it as well.
    fn leaf(&mut self, term: &Term, also: &[TermKey]) -> Result<usize, IndexError> {
        let mut pattern = match term.mode {
            TermMode::Lemma => self.lemma_pattern(&term.text)?,
            TermMode::Exact => self.phrase_pattern(&term.text),
            TermMode::Literal => Pattern { alternatives: vec![self.exact_sequence(&term.text)] },
            TermMode::Prefix => self.prefix_pattern(term)?,
            TermMode::Fuzzy => self.fuzzy_pattern(&term.text)?,
        };
        if !also.is_empty() {
            pattern.alternatives.push(vec![Slot::new(also.to_vec())]);
        }
        merge_single_slots(&mut pattern);
        self.leaves.push(Leaf {
            text: term.text.clone(),
            span: term.span.clone(),
            pattern,
            literal: term.mode == TermMode::Literal,
        });
        Ok(self.leaves.len() - 1)
    }

    /// Any form of a word, and its other ways of being put together.
    fn lemma_pattern(&mut self, text: &str) -> Result<Pattern, IndexError> {
        let mut alternatives: Vec<Sequence> = self.lemma_sequence(text)?.into_iter().collect();
        for parts in persian::spellings_apart(text, self.options.spoken) {
            alternatives.extend(self.apart_sequence(&parts)?);
        }
        Ok(Pattern { alternatives })
    }

    /// The parts of a compound side by side: as written, the last in any form of the noun. `None` when one does not occur.
    fn apart_sequence(&mut self, parts: &[String]) -> Result<Option<Sequence>, IndexError> {
        let mut sequence = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let mut keys = self.present(Field::Exact, vec![part.replace(HALF_SPACE, "")])?.keys().to_vec();
            if index + 1 == parts.len() {
                keys.extend(
                    self.present(Field::Lemma, vec![persian::noun_lemma(part)])?.keys().iter().cloned(),
                );
            }
            if keys.is_empty() {
                return Ok(None);
            }
            sequence.push(Slot::new(keys));
        }
        Ok(Some(sequence))
    }

    /// The units of a text, each in any form; `None` when one of them does not occur in the index.
    fn lemma_sequence(&mut self, text: &str) -> Result<Option<Sequence>, IndexError> {
        let analysis = self.analyzer.analyze(text);
        let mut sequence = Vec::new();
        let mut unknown = Vec::new();
        for unit in analysis.units() {
            let word = analysis.word(unit.word);
            let mut keys = Vec::new();
            // A word that the lexicon does not know may have been cut wrongly; as written it is found in any case.
            unknown.push((!persian::is_listed(word.headword())).then(|| word.exact.to_owned()));
            for lemma in word.asked(self.options.spoken) {
                keys.push(lemma.to_owned());
                if self.options.spoken {
                    keys.push(format!("{SPOKEN_MARK}{lemma}"));
                }
            }
            // In a language without an analyser a word is its own lemma.
            if word.exact.is_ascii() {
                keys.push(word.exact.to_owned());
            }
            sequence.push(keys);
        }
        let mut slots = Vec::with_capacity(sequence.len());
        for (keys, exact) in sequence.into_iter().zip(unknown) {
            let mut keys = self.present(Field::Lemma, keys)?.keys().to_vec();
            if let Some(exact) = exact.filter(|exact| !keys.iter().any(|key| key.text == *exact)) {
                keys.extend(self.present(Field::Exact, vec![exact])?.keys().iter().cloned());
            }
            let slot = Slot::new(keys);
            if slot.keys().is_empty() {
                return Ok(None);
            }
            slots.push(slot);
        }
        Ok((!slots.is_empty()).then_some(slots))
    }

    /// A slot of those terms that occur in the index.
    fn present(&self, field: Field, texts: Vec<String>) -> Result<Slot, IndexError> {
        let mut keys = Vec::with_capacity(texts.len());
        for text in texts {
            let key = TermKey { field, text };
            if self.engine.source_frequency(&key)? > 0 {
                keys.push(key);
            }
        }
        Ok(Slot::new(keys))
    }

    /// The units of a text in this form.
    fn exact_sequence(&mut self, text: &str) -> Sequence {
        let analysis = self.analyzer.analyze(text);
        let key = |exact: &str| TermKey { field: Field::Exact, text: exact.to_owned() };
        analysis.units().iter().map(|unit| Slot::new(vec![key(analysis.word(unit.word).exact)])).collect()
    }

    /// A phrase as typed, and with its compounds written apart.
    fn phrase_pattern(&mut self, text: &str) -> Pattern {
        let plain = self.exact_sequence(text);
        let apart: Sequence = self.exact_sequence(&text.replace(HALF_SPACE, " "));
        let mut alternatives = vec![plain];
        if alternatives.first() != Some(&apart) {
            alternatives.push(apart);
        }
        Pattern { alternatives }
    }

    /// The words that begin as the last unit of the term does.
    fn prefix_pattern(&mut self, term: &Term) -> Result<Pattern, IndexError> {
        let mut sequence = self.exact_sequence(&term.text);
        if let Some(last) = sequence.pop() {
            let prefix = last.keys().first().map(|key| key.text.clone()).unwrap_or_default();
            let words = self.engine.words_with_prefix(Field::Exact, &prefix, MAX_PREFIX_WORDS + 1)?;
            if words.len() > MAX_PREFIX_WORDS {
                return Err(self.problem(QueryProblem::TooManyWords(MAX_PREFIX_WORDS), &term.span).into());
            }
            sequence.push(exact_slot(words));
        }
        Ok(Pattern { alternatives: vec![sequence] })
    }

    /// The words spelled almost as the units of the term are.
    fn fuzzy_pattern(&mut self, text: &str) -> Result<Pattern, IndexError> {
        let mut sequence = Vec::new();
        for slot in self.exact_sequence(text) {
            for key in slot.keys() {
                sequence.push(exact_slot(self.engine.words_like(Field::Exact, &key.text)?));
            }
        }
        Ok(Pattern { alternatives: vec![sequence] })
    }

    /// A problem at some bytes of the query.
    fn problem(&self, problem: QueryProblem, span: &Range<usize>) -> QueryError {
        problem_at(self.query, problem, span)
    }
}

/// A problem at some bytes of a query.
pub(crate) fn problem_at(query: &str, problem: QueryProblem, span: &Range<usize>) -> QueryError {
    let map = PositionMap::new(query);
    let place = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
    QueryError { problem, span: place(span.start)..place(span.end) }
}

/// The words of plain terms typed side by side; `None` when they are not.
fn side_by_side(parts: &[Expression]) -> Option<Vec<&str>> {
    let mut words = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        match part {
            Expression::Term(term) if term.mode == TermMode::Lemma => {
                if index + 1 < parts.len() && !term.touches_next {
                    return None;
                }
                words.push(term.text.as_str());
            }
            _ => return None,
        }
    }
    Some(words)
}

/// A slot of words as written.
fn exact_slot(words: Vec<String>) -> Slot {
    Slot::new(words.into_iter().map(|text| TermKey { field: Field::Exact, text }).collect())
}

/// Puts the alternatives that are one place long into one, and drops those that cannot occur.
fn merge_single_slots(pattern: &mut Pattern) {
    let mut single = Vec::new();
    let mut longer = Vec::new();
    for sequence in pattern.alternatives.drain(..) {
        if sequence.iter().any(|slot| slot.keys().is_empty()) {
            continue;
        }
        match sequence.as_slice() {
            [slot] => single.extend(slot.keys().iter().cloned()),
            _ => longer.push(sequence),
        }
    }
    if !single.is_empty() {
        pattern.alternatives.push(vec![Slot::new(single)]);
    }
    pattern.alternatives.extend(longer);
}
