//! A Tantivy query for what its own queries do not cover: places with several possible terms, next to each other or near each other.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// A place: any of these terms.
type TermSlot = Vec<Term>;

/// Terms of one pattern: alternatives, each a sequence of places.
pub(super) type TermPattern = Vec<Vec<TermSlot>>;

/// Patterns in one document, the neighbours among them within a distance of each other.
///
/// With a single pattern and no distance it asks for the pattern alone.
#[derive(Clone, Debug)]
pub(super) struct PositionalQuery {
    pub(super) patterns: Vec<TermPattern>,
    pub(super) distances: Vec<u32>,
}

impl PositionalQuery {
    /// The terms of the longest alternative, on whose rarity the score rests.
    fn scoring_terms(&self) -> Vec<&TermSlot> {
        let longest = |pattern: &'_ TermPattern| {
            pattern.iter().enumerate().max_by_key(|(_, sequence)| sequence.len()).map(|(index, _)| index)
        };
        self.patterns
            .iter()
            .filter_map(|pattern| longest(pattern).and_then(|index| pattern.get(index)))
            .flatten()
            .collect()
    }
}

impl Query for PositionalQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Disabled { .. } => None,
            EnableScoring::Enabled { statistics_provider, .. } => {
                // The rarest term of the pattern stands for its rarity.
                let total = statistics_provider.total_num_docs()?;
                let mut rarest = total;
                let mut field = None;
                for slot in self.scoring_terms() {
                    let mut frequency = 0;
                    for term in slot {
                        frequency += statistics_provider.doc_freq(term)?;
                        field = Some(term.field());
                    }
                    rarest = rarest.min(frequency);
                }
                match field {
                    Some(field) if total > 0 => {
                        let length = average_length(statistics_provider.total_num_tokens(field)?, total);
                        Some(Bm25Weight::for_one_term_without_explain(rarest, total, length))
                    }
                    _ => None,
                }
            }
        };
        Ok(Box::new(PositionalWeight { query: self.clone(), bm25 }))
    }
}

/// Mean number of terms in a document.
#[expect(clippy::cast_precision_loss, reason = "a mean length need not be exact to the last term")]
fn average_length(terms: u64, documents: u64) -> f32 {
    terms as f32 / documents as f32
}

struct PositionalWeight {
    query: PositionalQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for PositionalWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut patterns = Vec::with_capacity(self.query.patterns.len());
        for pattern in &self.query.patterns {
            let mut sequences = Vec::with_capacity(pattern.len());
            for sequence in pattern {
                if let Some(cursor) = SequenceCursor::open(sequence, reader)? {
                    sequences.push(cursor);
                }
            }
            if sequences.is_empty() {
                return Ok(Box::new(EmptyScorer));
            }
            patterns.push(PatternCursor { sequences });
        }
        let field = self.query.patterns.iter().flatten().flatten().flatten().next().map(Term::field);
        let norms = match field {
            Some(field) => reader.get_fieldnorms_reader(field)?,
            None => FieldNormReader::constant(reader.max_doc(), 1),
        };
        let bm25 = self.bm25.as_ref().map(|weight| weight.boost_by(boost));
        let mut scorer = PositionalScorer {
            patterns,
            distances: self.query.distances.clone(),
            norms,
            bm25,
            document: 0,
            count: 0,
        };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(format!("document {document} does not match")));
        }
        Ok(Explanation::new("occurrences of the pattern", scorer.score()))
    }
}

/// A stretch of positions, the end not included.
type Place = (u32, u32);

/// The documents and positions of one place.
struct SlotCursor {
    postings: Vec<SegmentPostings>,
}

impl SlotCursor {
    fn open(slot: &TermSlot, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let mut postings = Vec::new();
        for term in slot {
            let inverted = reader.inverted_index(term.field())?;
            if let Some(list) = inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                postings.push(list);
            }
        }
        Ok((!postings.is_empty()).then_some(Self { postings }))
    }

    /// The first document from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        let step =
            |list: &mut SegmentPostings| if list.doc() < target { list.seek(target) } else { list.doc() };
        self.postings.iter_mut().map(step).min().unwrap_or(TERMINATED)
    }

    /// The positions in `document`, sorted.
    fn positions(&mut self, document: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        for list in self.postings.iter_mut().filter(|list| list.doc() == document) {
            list.append_positions_with_offset(0, positions);
        }
        positions.sort_unstable();
        positions.dedup();
    }
}

/// The documents and positions of places next to each other.
struct SequenceCursor {
    slots: Vec<SlotCursor>,
    buffer: Vec<u32>,
}

impl SequenceCursor {
    fn open(sequence: &[TermSlot], reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let mut slots = Vec::with_capacity(sequence.len());
        for slot in sequence {
            match SlotCursor::open(slot, reader)? {
                Some(cursor) => slots.push(cursor),
                None => return Ok(None),
            }
        }
        Ok((!slots.is_empty()).then_some(Self { slots, buffer: Vec::new() }))
    }

    /// The first document from `target` on that holds all places; they need not be in order there.
    fn seek(&mut self, mut target: DocId) -> DocId {
        loop {
            let furthest = self.slots.iter_mut().map(|slot| slot.seek(target)).max().unwrap_or(TERMINATED);
            if furthest == target || furthest == TERMINATED {
                return furthest;
            }
            target = furthest;
        }
    }

    /// Appends the stretches of `document` that are the sequence.
    fn places(&mut self, document: DocId, places: &mut Vec<Place>) {
        let Some((first, rest)) = self.slots.split_first_mut() else {
            return;
        };
        let mut starts = Vec::new();
        first.positions(document, &mut starts);
        for (offset, slot) in (1_u32..).zip(rest.iter_mut()) {
            slot.positions(document, &mut self.buffer);
            let buffer = &self.buffer;
            starts.retain(|start| buffer.binary_search(&(start + offset)).is_ok());
        }
        let length = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        places.extend(starts.into_iter().map(|start| (start, start.saturating_add(length))));
    }
}

/// The documents and positions of a pattern.
struct PatternCursor {
    sequences: Vec<SequenceCursor>,
}

impl PatternCursor {
    fn seek(&mut self, target: DocId) -> DocId {
        self.sequences.iter_mut().map(|sequence| sequence.seek(target)).min().unwrap_or(TERMINATED)
    }

    /// The stretches of `document`, sorted.
    fn places(&mut self, document: DocId) -> Vec<Place> {
        let mut places = Vec::new();
        for sequence in &mut self.sequences {
            if sequence.seek(document) == document {
                sequence.places(document, &mut places);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Walks the documents that match.
struct PositionalScorer {
    patterns: Vec<PatternCursor>,
    distances: Vec<u32>,
    norms: FieldNormReader,
    bm25: Option<Bm25Weight>,
    document: DocId,
    /// Occurrences in the current document.
    count: u32,
}

impl PositionalScorer {
    /// Moves to the first match from `target` on.
    fn settle(&mut self, mut target: DocId) -> DocId {
        loop {
            let furthest =
                self.patterns.iter_mut().map(|pattern| pattern.seek(target)).max().unwrap_or(TERMINATED);
            if furthest == TERMINATED {
                self.document = TERMINATED;
                return TERMINATED;
            }
            if furthest == target {
                self.count = self.count_in(target);
                if self.count > 0 {
                    self.document = target;
                    return target;
                }
                target += 1;
            } else {
                target = furthest;
            }
        }
    }

    /// Occurrences of the whole in `document`.
    fn count_in(&mut self, document: DocId) -> u32 {
        let mut reached: Option<Vec<Place>> = None;
        for (index, pattern) in self.patterns.iter_mut().enumerate() {
            let places = pattern.places(document);
            reached = Some(match reached {
                None => places,
                Some(before) => {
                    let distance =
                        index.checked_sub(1).and_then(|gap| self.distances.get(gap)).copied().unwrap_or(0);
                    places
                        .into_iter()
                        .filter(|&place| before.iter().any(|&other| is_near(other, place, distance)))
                        .collect()
                }
            });
        }
        u32::try_from(reached.map_or(0, |places| places.len())).unwrap_or(u32::MAX)
    }
}

/// Says whether two stretches lie apart by at most `distance` words, counted so that neighbours have distance 1.
///
/// Stretches that overlap are not near each other: one word cannot be both.
pub(in crate::index) fn is_near(one: Place, other: Place, distance: u32) -> bool {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    second.0 >= first.1 && second.0 - first.1 < distance
}

impl DocSet for PositionalScorer {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED { TERMINATED } else { self.settle(self.document + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.document { self.document } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        let rarest = |pattern: &PatternCursor| -> u32 {
            pattern
                .sequences
                .iter()
                .map(|sequence| {
                    sequence
                        .slots
                        .iter()
                        .map(|slot| slot.postings.iter().map(DocSet::size_hint).sum())
                        .min()
                        .unwrap_or(0_u32)
                })
                .sum()
        };
        self.patterns.iter().map(rarest).min().unwrap_or(0)
    }
}

impl Scorer for PositionalScorer {
    fn score(&mut self) -> Score {
        self.bm25.as_ref().map_or(1.0, |bm25| bm25.score(self.norms.fieldnorm_id(self.document), self.count))
    }
}
