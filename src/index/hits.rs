//! Hits: every place of a source that answers a query, found by analysing the source's own text again.

use crate::index::engine::is_near;
use crate::index::library::{CodeFacts, SourceBody, SourceFacts};
use crate::index::plan::{Leaf, Node, Plan};
use crate::index::requirement::{Field, Slot};
use crate::index::scope::{Place, Scope, is_filter, scope_of_all};
use crate::text::analyzer::{Analysis, Unit, WordId};
use crate::text::language::Language;
use crate::text::position::{ByteOffset, CharOffset, PositionMap};
use crate::text::warm::WarmAnalyzer;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place of a source that answers a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// From the first marked word to the last, in code points of the source's text.
    pub span: Range<CharOffset>,
    /// The words that answer the query, in order. For a filter without words this is the span itself.
    pub marks: Vec<Range<CharOffset>>,
    /// Place among the source's turns; `None` outside of them.
    pub turn: Option<usize>,
}

/// Finds hits; keeps what it has learnt of words from one source to the next.
pub struct HitFinder<'p> {
    plan: &'p Plan,
    analyzers: BTreeMap<Language, (WarmAnalyzer, WordMemory)>,
}

impl<'p> HitFinder<'p> {
    /// Makes a finder for a plan.
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, analyzers: BTreeMap::new() }
    }

    /// The hits of a source in the order of its text; `None` when the source does not answer the query at all.
    ///
    /// A source that only meets a filter on whole sources (`kind:`, `source:`, `attr.NAME:`) answers it without a hit.
    pub fn find(
        &mut self,
        facts: &SourceFacts,
        body: &SourceBody,
        language: Language,
        codes: &[CodeFacts],
    ) -> Option<Vec<Hit>> {
        let map = body.map();
        let (analyzer, memory) = self
            .analyzers
            .entry(language)
            .or_insert_with(|| (WarmAnalyzer::borrow(language), WordMemory::default()));
        let analysis = analyzer.analyze_known(body.text_hash.as_str(), &body.text);
        let text = Text { units: analysis.units(), map };
        let leaves = find_leaves(&self.plan.leaves, &analysis, memory, &body.text);
        let place = Place { facts, body, codes, length: map.char_length() };
        let outcome = evaluate(&self.plan.root, &leaves, text, place, &Scope::Whole);
        if !outcome.met {
            return None;
        }
        let mut hits = outcome.hits;
        hits.sort_by_key(|hit| (hit.span.start, hit.span.end));
        hits.dedup_by(|later, earlier| later.span == earlier.span);
        for hit in &mut hits {
            hit.turn = turn_at(body, hit.span.start);
        }
        Some(hits)
    }
}

/// The place among its turns of the one that holds the code point.
fn turn_at(body: &SourceBody, offset: CharOffset) -> Option<usize> {
    let index = body.turns.partition_point(|turn| turn.end <= offset);
    body.turns.get(index).filter(|turn| turn.start <= offset).map(|_| index)
}

/// The units of a text and the way from bytes to code points.
#[derive(Clone, Copy)]
struct Text<'t> {
    units: &'t [Unit],
    map: &'t PositionMap,
}

impl Text<'_> {
    /// The code points of some units.
    fn span(&self, places: &Range<u32>) -> Option<Range<CharOffset>> {
        let first = self.units.get(places.start as usize)?;
        let last = self.units.get(places.end.checked_sub(1)? as usize)?;
        let place = |byte: u32| self.map.byte_to_char(ByteOffset(byte));
        Some(place(first.start)..place(last.end))
    }

    /// A hit over some stretches of units.
    fn hit(&self, stretches: &[Range<u32>]) -> Option<Hit> {
        let mut units: Vec<u32> = stretches.iter().flat_map(Clone::clone).collect();
        units.sort_unstable();
        units.dedup();
        let marks: Vec<Range<CharOffset>> =
            units.iter().filter_map(|&unit| self.span(&(unit..unit + 1))).collect();
        let span = marks.first()?.start..marks.last()?.end;
        Some(Hit { span, marks, turn: None })
    }
}

/// The stretches of units at which a leaf occurs, sorted.
type Occurrences = Vec<Range<u32>>;

/// Which slots of a plan a word fits, a bit for each; [`MAX_SLOTS`](crate::index::plan::MAX_SLOTS) of them at most.
type SlotBits = [u64; 4];

/// What is known of the words of one analyser: which slots they fit.
#[derive(Default)]
struct WordMemory {
    generation: u64,
    bits: Vec<Option<SlotBits>>,
}

impl WordMemory {
    /// The slots that a word fits.
    fn of(&mut self, id: WordId, analysis: &Analysis<'_>, slots: &[&Slot]) -> SlotBits {
        if self.generation != analysis.generation() {
            self.generation = analysis.generation();
            self.bits.clear();
        }
        if self.bits.len() < analysis.word_count() {
            self.bits.resize(analysis.word_count(), None);
        }
        *self.bits[id.index()].get_or_insert_with(|| {
            let word = analysis.word(id);
            let mut bits = SlotBits::default();
            for (index, slot) in slots.iter().enumerate() {
                let fits = slot.holds(Field::Exact, word.exact)
                    || word.lemmas().any(|lemma| slot.holds(Field::Lemma, lemma));
                if fits && let Some(part) = bits.get_mut(index / 64) {
                    *part |= 1 << (index % 64);
                }
            }
            bits
        })
    }
}

/// Finds where each leaf occurs.
fn find_leaves(
    leaves: &[Leaf],
    analysis: &Analysis<'_>,
    memory: &mut WordMemory,
    text: &str,
) -> Vec<Occurrences> {
    let slots: Vec<&Slot> =
        leaves.iter().flat_map(|leaf| leaf.pattern.alternatives.iter().flatten()).collect();
    let units: Vec<SlotBits> =
        analysis.units().iter().map(|unit| memory.of(unit.word, analysis, &slots)).collect();
    let mut first_slot = 0;
    let mut all = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let mut found = Occurrences::new();
        for sequence in &leaf.pattern.alternatives {
            find_sequence(first_slot..first_slot + sequence.len(), &units, &mut found);
            first_slot += sequence.len();
        }
        if leaf.literal {
            found.retain(|places| is_literal(leaf, analysis, text, places));
        }
        found.sort_by_key(|places| (places.start, places.end));
        found.dedup();
        all.push(found);
    }
    all
}

/// Appends where the units fit a row of slots one after the other.
fn find_sequence(slots: Range<usize>, units: &[SlotBits], found: &mut Occurrences) {
    let fits =
        |slot: usize, unit: &SlotBits| unit.get(slot / 64).is_some_and(|part| part >> (slot % 64) & 1 == 1);
    let length = u32::try_from(slots.len()).unwrap_or(u32::MAX);
    for (start, window) in (0_u32..).zip(units.windows(slots.len().max(1))) {
        if slots.clone().zip(window).all(|(slot, unit)| fits(slot, unit)) {
            found.push(start..start.saturating_add(length));
        }
    }
}

/// Says whether the source spells the words just as the query does.
fn is_literal(leaf: &Leaf, analysis: &Analysis<'_>, text: &str, places: &Range<u32>) -> bool {
    let units = analysis.units();
    let (Some(first), Some(last)) = (units.get(places.start as usize), units.get((places.end - 1) as usize))
    else {
        return false;
    };
    text.get(first.start as usize..last.end as usize) == Some(leaf.text.trim())
}

/// Whether a part of the plan is met, and by what.
struct Outcome {
    met: bool,
    hits: Vec<Hit>,
}

impl Outcome {
    const UNMET: Self = Self { met: false, hits: Vec::new() };
}

/// Evaluates a part of the plan inside a scope.
fn evaluate(node: &Node, leaves: &[Occurrences], text: Text<'_>, place: Place<'_>, scope: &Scope) -> Outcome {
    let inside = |hit: &Hit| scope.holds((hit.span.start, hit.span.end));
    match node {
        Node::Leaf(leaf) => {
            let places = leaves.get(*leaf).map(Vec::as_slice).unwrap_or_default();
            met_by(
                places
                    .iter()
                    .filter_map(|place| text.hit(std::slice::from_ref(place)))
                    .filter(inside)
                    .collect(),
            )
        }
        Node::Near(terms, distances) => met_by(
            near(terms, distances, leaves)
                .iter()
                .filter_map(|chain| text.hit(chain))
                .filter(inside)
                .collect(),
        ),
        Node::Filter(_) => evaluate_all(std::slice::from_ref(node), leaves, text, place, scope),
        Node::All(parts) => evaluate_all(parts, leaves, text, place, scope),
        Node::Any(parts) => {
            let mut outcome = Outcome::UNMET;
            for part in parts {
                let mut more = evaluate(part, leaves, text, place, scope);
                outcome.met |= more.met;
                outcome.hits.append(&mut more.hits);
            }
            outcome
        }
        Node::Not(_) if is_filter(node) => {
            evaluate_all(std::slice::from_ref(node), leaves, text, place, scope)
        }
        Node::Not(part) => Outcome { met: !evaluate(part, leaves, text, place, scope).met, hits: Vec::new() },
    }
}

/// Evaluates parts that must all be met: the filters among them narrow the scope in which the others are looked for.
fn evaluate_all(
    parts: &[Node],
    leaves: &[Occurrences],
    text: Text<'_>,
    place: Place<'_>,
    scope: &Scope,
) -> Outcome {
    let (filters, others): (Vec<&Node>, Vec<&Node>) = parts.iter().partition(|part| is_filter(part));
    let narrowed = scope.clone().and(scope_of_all(&filters, place));
    if narrowed.is_empty() {
        return Outcome::UNMET;
    }
    if others.is_empty() {
        let Scope::Stretches(stretches) = narrowed else {
            return Outcome { met: true, hits: Vec::new() };
        };
        let hit = |(start, end): (CharOffset, CharOffset)| {
            let span = start..end;
            Hit { marks: vec![span.clone()], span, turn: None }
        };
        return met_by(stretches.into_iter().map(hit).collect());
    }
    let mut hits = Vec::new();
    for part in others {
        let mut outcome = evaluate(part, leaves, text, place, &narrowed);
        if !outcome.met {
            return Outcome::UNMET;
        }
        hits.append(&mut outcome.hits);
    }
    Outcome { met: true, hits }
}

/// An outcome that is met when there is a hit.
fn met_by(hits: Vec<Hit>) -> Outcome {
    Outcome { met: !hits.is_empty(), hits }
}

/// The chains of occurrences in which neighbours lie within their distance; for each occurrence of the last term the nearest chain.
fn near(terms: &[usize], distances: &[u32], leaves: &[Occurrences]) -> Vec<Vec<Range<u32>>> {
    let mut chains: Vec<Vec<Range<u32>>> = Vec::new();
    for (index, leaf) in terms.iter().enumerate() {
        let places = leaves.get(*leaf).map(Vec::as_slice).unwrap_or_default();
        if index == 0 {
            chains = places.iter().map(|place| vec![place.clone()]).collect();
            continue;
        }
        let distance = distances.get(index - 1).copied().unwrap_or(0);
        chains = places.iter().filter_map(|place| nearest_chain(&chains, place, distance)).collect();
    }
    chains
}

/// The chain whose end lies nearest to `place`, with the place added.
fn nearest_chain(chains: &[Vec<Range<u32>>], place: &Range<u32>, distance: u32) -> Option<Vec<Range<u32>>> {
    let apart =
        |chain: &&Vec<Range<u32>>| chain.last().map_or(u32::MAX, |last| last.start.abs_diff(place.start));
    let reaches = |chain: &&Vec<Range<u32>>| {
        chain.last().is_some_and(|last| is_near((last.start, last.end), (place.start, place.end), distance))
    };
    let mut chain = chains.iter().filter(reaches).min_by_key(apart)?.clone();
    chain.push(place.clone());
    Some(chain)
}
