//! Corrections of a source's text, and the quotations that follow them.

use crate::coding::{Alignment, Fate, PlacedQuote, Proposal, SourceText, follow, propose};
use crate::ingest::{self, ReadOptions};
use crate::model::{Anchor, ContentHash, Quotation, QuotationId, Settlement, Source, SourceId, Span, Turn};
use crate::store::{OperationKind, Writer};
use crate::text::position::{ByteOffset, CharOffset, PositionMap};
use crate::workbench::coding::key_of;
use crate::workbench::files::{file_name, read_bytes};
use crate::workbench::{Error, Noun, Workbench};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// How a source's text is corrected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextCorrection {
    /// These code points give way to other words; an empty stretch only takes words in.
    Span {
        /// First code point.
        start: u32,
        /// Code point behind the last one.
        end: u32,
        /// What comes in their place; may be empty.
        with: String,
    },
    /// These words give way to others.
    Words {
        /// The words as they stand in the text.
        words: String,
        /// What comes in their place; may be empty.
        with: String,
        /// Wherever they stand; without it they must stand in one place.
        everywhere: bool,
    },
    /// The whole text gives way to that of a file.
    File(PathBuf),
}

/// A quotation whose words are others now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The quotation.
    pub quotation: QuotationId,
    /// Its words before.
    pub before: String,
    /// Its words now.
    pub after: String,
}

/// What a correction does to the quotations of a source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CorrectionReport {
    /// Length of the text before, in code points.
    pub length_before: u32,
    /// Length of the text after.
    pub length_after: u32,
    /// Quotations with the same words, at the same place or another one.
    pub kept: usize,
    /// Quotations whose words are spelled in another way.
    pub respelled: Vec<Moved>,
    /// Quotations inside which words were corrected.
    pub changed: Vec<Moved>,
    /// Quotations whose place a person has to decide, with their words.
    pub unplaced: Vec<(QuotationId, String)>,
}

/// A quotation without a sure place.
#[derive(Clone, PartialEq, Debug)]
pub struct UnplacedQuotation {
    /// The quotation with its place in the old text.
    pub quotation: Quotation,
    /// Name of its source.
    pub source: String,
    /// Keys of the codes on it.
    pub codes: Vec<String>,
    /// Where it might stand now, likeliest first.
    pub proposals: Vec<Proposal>,
}

/// What a person decides about a quotation without a sure place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReanchorChoice {
    /// It stands at the proposal of this number, from 1.
    Proposal(usize),
    /// It stands at these code points.
    Span {
        /// First code point.
        start: u32,
        /// Code point behind the last one.
        end: u32,
    },
    /// The passage is gone: the quotation goes with its codings.
    Remove,
}

/// A source with its new text, and how the two texts correspond.
struct Corrected {
    source: Source,
    alignment: Alignment,
    file: Option<(Vec<u8>, String)>,
}

impl Workbench {
    /// Corrects the text of a source; quotations follow, and those without a sure place wait to be re-anchored. With
    /// `preview` nothing is changed.
    ///
    /// # Errors
    /// When there is no such source, the words do not stand in it in exactly one place, the span leaves it, the file
    /// cannot be read, or nothing would be left of the text.
    pub fn correct_source(
        &mut self,
        name: &str,
        correction: &TextCorrection,
        reason: &str,
        preview: bool,
    ) -> Result<CorrectionReport, Error> {
        let source = self.source_by_name(name)?;
        let corrected = corrected(&source, correction)?;
        let quotations = self.store.records().quotations_in(source.id)?;
        let new = SourceText::new(&corrected.source);
        let fates: Vec<(&Quotation, Fate)> = quotations
            .iter()
            .filter(|quotation| quotation.anchor == Anchor::Placed)
            .map(|quotation| (quotation, follow(quotation, &corrected.alignment, &new)))
            .collect();
        let report = report(&source, &corrected.source, &fates);
        if preview || corrected.alignment.is_empty() {
            return Ok(report);
        }
        let settlements = self.store.records().settlements()?;
        let detail = [("source", source.name.clone()), ("count", report.unplaced.len().to_string())];
        let (coder, made_at) = (self.session.coder.clone(), self.now());
        self.transact(OperationKind::CorrectSource, &detail, |writer| {
            let text = &corrected.source;
            writer.set_source_text(source.id, &text.text, &text.turns)?;
            if let Some((bytes, name)) = &corrected.file {
                writer.set_source_file(source.id, bytes, name)?;
            }
            let coder = writer.ensure_coder(&coder)?;
            writer.add_correction(source.id, (&source.text_hash, &text.text_hash), reason, coder, made_at)?;
            move_quotations(writer, text, &fates)?;
            move_settlements(writer, text, &settlements, &source.text_hash, &corrected.alignment)
        })?;
        Ok(report)
    }

    /// Quotations that wait to be re-anchored, with proposals; of one source where given.
    ///
    /// # Errors
    /// When there is no such source or the study file cannot be read.
    pub fn unplaced_quotations(&self, source: Option<&str>) -> Result<Vec<UnplacedQuotation>, Error> {
        let only = source.map(|name| self.source_id(name)).transpose()?;
        let records = self.store.records();
        let codebook = self.codebook()?;
        let mut by_source: BTreeMap<SourceId, Vec<Quotation>> = BTreeMap::new();
        for quotation in records.unplaced_quotations()? {
            if only.is_none_or(|source| source == quotation.source) {
                by_source.entry(quotation.source).or_default().push(quotation);
            }
        }
        let mut unplaced = Vec::new();
        for (id, quotations) in by_source {
            let Some(source) = records.source(id)? else { continue };
            let text = SourceText::new(&source);
            let mut alignments: BTreeMap<ContentHash, Alignment> = BTreeMap::new();
            for quotation in quotations {
                if !alignments.contains_key(&quotation.text_hash) {
                    let old = records.text(&quotation.text_hash)?;
                    alignments.insert(quotation.text_hash.clone(), Alignment::of_texts(&old, &source.text));
                }
                let codes = records.codings_on(quotation.id)?;
                unplaced.push(UnplacedQuotation {
                    proposals: propose(&quotation, &alignments[&quotation.text_hash], &text),
                    source: source.name.clone(),
                    codes: codes
                        .iter()
                        .filter_map(|coded| Some(codebook.get(coded.coding.code)?.draft.key.clone()))
                        .collect(),
                    quotation,
                });
            }
        }
        Ok(unplaced)
    }

    /// Decides where a quotation stands that waits to be re-anchored.
    ///
    /// # Errors
    /// When no such quotation waits, there is no such proposal, or the span leaves the source.
    pub fn reanchor(&mut self, id: QuotationId, choice: ReanchorChoice) -> Result<(), Error> {
        let not_found =
            || Error::NotFound { noun: Noun::Quotation, name: id.to_string(), similar: Vec::new() };
        let waiting = self.unplaced_quotations(None)?;
        let unplaced = waiting.iter().find(|unplaced| unplaced.quotation.id == id).ok_or_else(not_found)?;
        let source = self.source_by_name(&unplaced.source)?;
        let text = SourceText::new(&source);
        let placed: Option<PlacedQuote> = match choice {
            ReanchorChoice::Remove => None,
            ReanchorChoice::Proposal(number) => {
                let proposal = number.checked_sub(1).and_then(|index| unplaced.proposals.get(index));
                let none = || Error::NotFound {
                    noun: Noun::Proposal,
                    name: number.to_string(),
                    similar: Vec::new(),
                };
                Some(proposal.ok_or_else(none)?.placed.clone())
            }
            ReanchorChoice::Span { start, end } => Some(span_of(&text, &source.name, start, end)?),
        };
        let codings = self.store.records().codings_on(id)?;
        let detail = [("quote", unplaced.quotation.quote.clone())];
        self.transact(OperationKind::Reanchor, &detail, |writer| {
            if let Some(placed) = placed {
                writer.place_quotation(id, &key_of(&source, placed))?;
            } else {
                for coded in &codings {
                    writer.remove_coding(coded.coding.id)?;
                }
                writer.remove_quotation(id)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// The words at two code points.
pub(super) fn span_of(
    text: &SourceText<'_>,
    source_name: &str,
    start: u32,
    end: u32,
) -> Result<PlacedQuote, Error> {
    text.at(CharOffset(start), CharOffset(end)).map_err(|_error| Error::Span {
        source_name: source_name.to_owned(),
        start,
        end,
        length: text.length().0,
    })
}

fn corrected(source: &Source, correction: &TextCorrection) -> Result<Corrected, Error> {
    let (edits, with): (Vec<Range<CharOffset>>, &str) = match correction {
        TextCorrection::File(path) => return replaced(source, path),
        TextCorrection::Span { start, end, with } => {
            let text = SourceText::new(source);
            if start == end && *end <= text.length().0 {
                (vec![CharOffset(*start)..CharOffset(*end)], with)
            } else {
                let span = span_of(&text, &source.name, *start, *end)?.span;
                (vec![span.start()..span.end()], with)
            }
        }
        TextCorrection::Words { words, with, everywhere } => (places_of(source, words, *everywhere)?, with),
    };
    let map = PositionMap::new(&source.text);
    let mut text = String::with_capacity(source.text.len());
    let mut reached = CharOffset(0);
    for edit in &edits {
        text.push_str(map.slice(&source.text, reached..edit.start));
        text.push_str(with);
        reached = edit.end;
    }
    text.push_str(map.slice(&source.text, reached..map.char_length()));
    let edits: Vec<(Range<CharOffset>, u32)> = edits
        .into_iter()
        .map(|edit| smallest(map.slice(&source.text, edit.clone()), with, edit.start))
        .collect();
    let alignment = if text == source.text { Alignment::of_edits(&[]) } else { Alignment::of_edits(&edits) };
    let turns = alignment.turns(&source.turns);
    with_text(source, text, turns, alignment, None)
}

/// The least that must be replaced at `start` to make the new words of the old ones: what both begin and end with stays.
fn smallest(old: &str, new: &str, start: CharOffset) -> (Range<CharOffset>, u32) {
    let same = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take_while(|(one, other)| one == other).count()
    };
    let (old_length, new_length) = (old.chars().count(), new.chars().count());
    let head = same(&mut old.chars(), &mut new.chars());
    let tail = same(&mut old.chars().rev(), &mut new.chars().rev()).min(old_length.min(new_length) - head);
    let first = CharOffset::from_count(start.count() + head);
    let end = CharOffset::from_count(start.count() + old_length - tail);
    (first..end, CharOffset::from_count(new_length - head - tail).0)
}

/// Where words stand to the letter; in one place unless they are wanted everywhere.
fn places_of(source: &Source, words: &str, everywhere: bool) -> Result<Vec<Range<CharOffset>>, Error> {
    let map = PositionMap::new(&source.text);
    let to_char = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
    let places: Vec<Range<CharOffset>> = source
        .text
        .match_indices(words)
        .filter(|_| !words.is_empty())
        .map(|(byte, found)| to_char(byte)..to_char(byte + found.len()))
        .collect();
    let reason = match places.len() {
        0 => crate::sheet::Reason::QuoteNotFound { nearest: None },
        count if count > 1 && !everywhere => crate::sheet::Reason::QuoteAmbiguous { count },
        _ => return Ok(places),
    };
    Err(Error::Quote { source_name: source.name.clone(), quote: words.to_owned(), reason })
}

fn replaced(source: &Source, path: &std::path::Path) -> Result<Corrected, Error> {
    let bytes = read_bytes(path)?;
    let name = file_name(path);
    let options = ReadOptions { kind_hint: Some(source.kind), ..ReadOptions::default() };
    let document = ingest::read(&name, &bytes, &options)
        .map_err(|reason| Error::Ingest { file: path.display().to_string(), reason })?;
    let alignment = Alignment::of_texts(&source.text, &document.text);
    with_text(source, document.text, document.turns, alignment, Some((bytes, name)))
}

fn with_text(
    source: &Source,
    text: String,
    turns: Vec<Turn>,
    alignment: Alignment,
    file: Option<(Vec<u8>, String)>,
) -> Result<Corrected, Error> {
    if text.trim().is_empty() {
        return Err(Error::Ingest { file: source.name.clone(), reason: ingest::Error::Empty });
    }
    let text_hash = ContentHash::of(text.as_bytes());
    Ok(Corrected { source: Source { text, text_hash, turns, ..source.clone() }, alignment, file })
}

fn report(before: &Source, after: &Source, fates: &[(&Quotation, Fate)]) -> CorrectionReport {
    let mut report = CorrectionReport {
        length_before: before.length().0,
        length_after: after.length().0,
        ..CorrectionReport::default()
    };
    for (quotation, fate) in fates {
        let moved = |placed: &PlacedQuote| Moved {
            quotation: quotation.id,
            before: quotation.quote.clone(),
            after: placed.quote.clone(),
        };
        match fate {
            Fate::Kept(_) => report.kept += 1,
            Fate::Respelled(placed) => report.respelled.push(moved(placed)),
            Fate::Changed(placed) => report.changed.push(moved(placed)),
            Fate::Lost => report.unplaced.push((quotation.id, quotation.quote.clone())),
        }
    }
    report
}

fn move_quotations(writer: &Writer<'_>, text: &Source, fates: &[(&Quotation, Fate)]) -> Result<(), Error> {
    for (quotation, fate) in fates {
        match fate {
            Fate::Kept(placed) | Fate::Respelled(placed) | Fate::Changed(placed) => {
                writer.place_quotation(quotation.id, &key_of(text, placed.clone()))?;
            }
            Fate::Lost => writer.unplace_quotation(quotation.id)?,
        }
    }
    Ok(())
}

/// Settlements follow as far as their borders are known; the others keep their place in the old text and show as open.
fn move_settlements(
    writer: &Writer<'_>,
    text: &Source,
    settlements: &[Settlement],
    old: &ContentHash,
    alignment: &Alignment,
) -> Result<(), Error> {
    let of_old = |settlement: &&Settlement| settlement.source == text.id && settlement.text_hash == *old;
    for settlement in settlements.iter().filter(of_old) {
        let place = alignment.place(settlement.span.start()..settlement.span.end());
        if let Some(span) = place.and_then(|place| Span::from_stored(place.start.0, place.end.0)) {
            writer.place_settlement(settlement.id, &text.text_hash, span)?;
        }
    }
    Ok(())
}
