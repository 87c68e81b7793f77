//! All codings of a study in a form that can be asked as a whole: ids and places without the words.
//!
//! A study of two hundred thousand codings takes some ten megabytes so; one pass over it answers a question. The words of
//! the quotations are read for the answer alone.

use crate::model::{CodeId, CoderId, CodingId, QuotationId, SourceId, SourceKind, Stance, Turn};
use crate::text::position::{ByteOffset, CharOffset, PositionMap};
use crate::text::token::tokenize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// What is known of a source without its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceMark {
    /// Its id.
    pub id: SourceId,
    /// Short unique name.
    pub name: String,
    /// Title; may be empty.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
}

/// A quotation without its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuotationMark {
    /// Its id.
    pub id: QuotationId,
    /// The source.
    pub source: SourceId,
    /// First code point.
    pub start: u32,
    /// Code point behind the last one.
    pub end: u32,
    /// Whether the place is sure.
    pub placed: bool,
}

/// A coding without its remark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodingMark {
    /// Its id.
    pub id: CodingId,
    /// The quotation.
    pub quotation: QuotationId,
    /// The code.
    pub code: CodeId,
    /// Who coded.
    pub coder: CoderId,
    /// 1 to 100, or not judged.
    pub weight: Option<u8>,
    /// For the code or against it.
    pub stance: Stance,
}

/// Where the words of a text stand, in code points.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WordPlaces {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl WordPlaces {
    /// Finds the words of a text, with the borders that the search uses.
    pub fn of(text: &str) -> Self {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let map = PositionMap::new(text);
        let place = |byte: u32| map.byte_to_char(ByteOffset(byte)).0;
        Self {
            starts: tokens.iter().map(|token| place(token.start)).collect(),
            ends: tokens.iter().map(|token| place(token.end)).collect(),
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Says whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Numbers (from 0) of the words of which the stretch holds at least one character; empty between two words.
    pub fn within(&self, start: u32, end: u32) -> Range<u32> {
        let low = self.ends.partition_point(|word_end| *word_end <= start);
        let high = self.starts.partition_point(|word_start| *word_start < end).max(low);
        CharOffset::from_count(low).0..CharOffset::from_count(high).0
    }
}

/// Reads what a question needs of the sources beside their codings. An implementation keeps what it has read.
pub trait SourceReader {
    /// Why something cannot be read.
    type Error;

    /// The turns of a source in order.
    ///
    /// # Errors
    /// When they cannot be read.
    fn turns(&self, source: SourceId) -> Result<Rc<Vec<Turn>>, Self::Error>;

    /// Where the words of a source stand.
    ///
    /// # Errors
    /// When the text cannot be read.
    fn words(&self, source: SourceId) -> Result<Rc<WordPlaces>, Self::Error>;

    /// Number of words in the quotation's own copy of what it quotes.
    ///
    /// # Errors
    /// When the quotation cannot be read.
    fn words_of_quote(&self, quotation: QuotationId) -> Result<u32, Self::Error>;
}

/// All codings of a study. Quotations are numbered from 0 in the order of sources and places, codings by quotation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodedCorpus {
    sources: Vec<SourceMark>,
    quotations: Vec<QuotationMark>,
    /// Number of the source of each quotation.
    source_of: Vec<usize>,
    codings: Vec<CodingMark>,
    /// Where the codings of each quotation begin; one more entry than quotations.
    first: Vec<usize>,
}

impl CodedCorpus {
    /// Puts codings in order. `sources` are in the order of the study; quotations without a coding or of another source are
    /// left out.
    pub fn new(sources: Vec<SourceMark>, quotations: Vec<QuotationMark>, codings: Vec<CodingMark>) -> Self {
        let place_of: BTreeMap<SourceId, usize> =
            sources.iter().enumerate().map(|(place, source)| (source.id, place)).collect();
        let mut coded: Vec<QuotationId> = codings.iter().map(|coding| coding.quotation).collect();
        coded.sort_unstable();
        coded.dedup();
        let mut ordered: Vec<(usize, QuotationMark)> = quotations
            .into_iter()
            .filter(|quotation| coded.binary_search(&quotation.id).is_ok())
            .filter_map(|quotation| Some((*place_of.get(&quotation.source)?, quotation)))
            .collect();
        ordered.sort_unstable_by_key(|(source, mark)| (*source, mark.start, mark.end, mark.id));
        let mut number_of: Vec<(QuotationId, usize)> =
            ordered.iter().enumerate().map(|(number, (_, mark))| (mark.id, number)).collect();
        number_of.sort_unstable();
        let mut placed: Vec<(usize, CodingMark)> = codings
            .into_iter()
            .filter_map(|coding| {
                let found = number_of.binary_search_by_key(&coding.quotation, |(id, _)| *id).ok()?;
                Some((number_of[found].1, coding))
            })
            .collect();
        placed.sort_unstable_by_key(|(quotation, coding)| (*quotation, coding.id));
        let mut first = vec![0; ordered.len() + 1];
        for (quotation, _) in &placed {
            first[quotation + 1] += 1;
        }
        for number in 0..ordered.len() {
            first[number + 1] += first[number];
        }
        Self {
            sources,
            source_of: ordered.iter().map(|(source, _)| *source).collect(),
            quotations: ordered.into_iter().map(|(_, mark)| mark).collect(),
            codings: placed.into_iter().map(|(_, coding)| coding).collect(),
            first,
        }
    }

    /// The sources in the order of the study.
    pub fn sources(&self) -> &[SourceMark] {
        &self.sources
    }

    /// The coded quotations by source and place.
    pub fn quotations(&self) -> &[QuotationMark] {
        &self.quotations
    }

    /// The codings by quotation.
    pub fn codings(&self) -> &[CodingMark] {
        &self.codings
    }

    /// Numbers of the codings on a quotation.
    pub fn codings_on(&self, quotation: usize) -> Range<usize> {
        self.first[quotation]..self.first[quotation + 1]
    }

    /// Number of the source of a quotation.
    pub fn source_of(&self, quotation: usize) -> usize {
        self.source_of[quotation]
    }

    /// Numbers of the quotations of a source.
    pub fn quotations_in(&self, source: usize) -> Range<usize> {
        let start = self.source_of.partition_point(|other| *other < source);
        start..self.source_of.partition_point(|other| *other <= source)
    }

    /// Number of quotations without a sure place.
    pub fn unplaced(&self) -> usize {
        self.quotations.iter().filter(|quotation| !quotation.placed).count()
    }

    /// The speaker of the turn in which each quotation begins; `None` without a sure place or outside every turn, empty
    /// in a source without speakers.
    ///
    /// # Errors
    /// When turns cannot be read.
    pub fn speakers<R: SourceReader>(&self, reader: &R) -> Result<Vec<Option<Rc<str>>>, R::Error> {
        let mut speakers = Vec::with_capacity(self.quotations.len());
        for source in 0..self.sources.len() {
            let quotations = self.quotations_in(source);
            if quotations.is_empty() {
                continue;
            }
            let turns = reader.turns(self.sources[source].id)?;
            let mut names: BTreeMap<&str, Rc<str>> = BTreeMap::new();
            for quotation in &self.quotations[quotations] {
                let turn = quotation.placed.then(|| turn_at(&turns, quotation.start)).flatten();
                speakers.push(turn.map(|turn| {
                    let name = names.entry(&turn.speaker);
                    Rc::clone(name.or_insert_with(|| Rc::from(turn.speaker.as_str())))
                }));
            }
        }
        Ok(speakers)
    }
}

/// The turn that holds a code point, as [`crate::model::Source::turn_at`] finds it.
pub fn turn_at(turns: &[Turn], offset: u32) -> Option<&Turn> {
    let behind = turns.partition_point(|turn| turn.end.0 <= offset);
    let turn = turns.get(behind)?;
    let previous_end = behind.checked_sub(1).map(|index| turns[index].end.0);
    (turn.start.0 <= offset || previous_end.is_some_and(|end| end <= offset)).then_some(turn)
}

/// Numbers of the first and the last turn that a stretch touches; `None` before the first turn.
pub(super) fn turns_of(turns: &[Turn], start: u32, end: u32) -> Option<(u32, u32)> {
    let first = turn_at(turns, start)?;
    let last = turn_at(turns, end.saturating_sub(1)).unwrap_or(first);
    Some((first.number, last.number))
}

#[cfg(test)]
mod tests {
    use super::WordPlaces;

    #[test]
    fn words_are_counted_where_at_least_one_character_is_quoted() {
        let places = WordPlaces::of("می\u{200c}شود 🙂 قطع است");
        assert_eq!(places.len(), 3);
        let check = |start, end, expected| assert_eq!(places.within(start, end), expected);
        check(0, 6, 0..1);
        check(2, 9, 0..1);
        check(6, 9, 1..1);
        check(5, 10, 0..2);
        check(0, 99, 0..3);
        check(50, 60, 3..3);
    }
}
