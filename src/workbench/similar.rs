//! More of what a code stands on, and codes for a passage.

use crate::codebook::Codebook;
use crate::index::similar::{
    Background, Bag, CodedBag, Distinctive, NamedCode, Suggester, Suggestion, Tried, Ways, distinctive_words,
    evaluate, passages, score,
};
use crate::index::words::{Counted, Vocabulary, WordReader};
use crate::index::{IndexError, Library, Restriction};
use crate::model::{Code, CodeId, CodedQuotation, QuotationId, SourceId, SourceKind};
use crate::sheet::SheetWriter;
use crate::text::language::{Language, detect_language};
use crate::text::position::{CharOffset, PositionMap, slice_chars};
use crate::workbench::codebook::find_code;
use crate::workbench::{Error, Noun, Progress, Workbench};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Score that the best suggestion must reach. In the sample study fewer than one in ten factors that came first with less were
/// right; they would be noise (measured by [`Workbench::evaluate_suggestions`], see `docs/search.md`).
pub const LEAST_SCORE: f64 = 0.2;

/// Which passages are offered for a code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SimilarOptions {
    /// Filters that leave a part of the study; empty for all of it.
    pub filter: String,
    /// Also passages that bear other codes.
    pub coded_otherwise: bool,
    /// Passages offered at most.
    pub limit: usize,
}

/// A passage that speaks like the quotations of a code.
#[derive(Clone, PartialEq, Debug)]
pub struct SimilarPassage {
    /// Name of its source.
    pub source_name: String,
    /// Who speaks; empty where the source does not say.
    pub speaker: String,
    /// Number of the turn, from 1; 0 outside of turns.
    pub turn: u32,
    /// Where it stands.
    pub span: Range<CharOffset>,
    /// Its words.
    pub words: String,
    /// BM25 of the code's distinctive words; only the order has a meaning.
    pub score: f64,
    /// The distinctive words that it holds, heaviest first.
    pub shared: Vec<String>,
}

/// A worklist of passages for a code.
#[derive(Clone, PartialEq, Debug)]
pub struct SimilarAnswer {
    /// Key and name of the code.
    pub code: (String, String),
    /// Quotations from which the words were learnt; the code's own name gives some too.
    pub quotations: usize,
    /// The words that are looked for, most useful first, with their weights.
    pub distinctive: Vec<(String, f64)>,
    /// The passages, most alike first.
    pub passages: Vec<SimilarPassage>,
}

/// At which level codes are suggested.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SuggestLevel {
    /// The codes as they were given.
    #[default]
    Code,
    /// The factors above them.
    Factor,
    /// The subscales above those.
    Subscale,
}

/// The passage for which codes are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AskedPassage {
    /// A stretch of a source, in code points.
    Span {
        /// Name of the source.
        source: String,
        /// First code point.
        start: u32,
        /// Code point behind the last one.
        end: u32,
    },
    /// Any words.
    Words(String),
}

/// A code that is suggested, with what speaks for it.
#[derive(Clone, PartialEq, Debug)]
pub struct SuggestedCode {
    /// Key of the code.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Sum of the likenesses; only the order has a meaning.
    pub score: f64,
    /// Likeness of its name and definition, 0 to 1.
    pub names: f64,
    /// The quotations that speak for it: source, stretch, words, likeness.
    pub quotations: Vec<SupportingQuotation>,
}

/// A quotation that speaks for a suggestion.
#[derive(Clone, PartialEq, Debug)]
pub struct SupportingQuotation {
    /// Name of its source.
    pub source_name: String,
    /// Where it stands.
    pub span: Range<CharOffset>,
    /// Its words.
    pub words: String,
    /// How alike it is, 0 to 1.
    pub likeness: f64,
}

/// Quotations and names as bags of words.
struct Learnt {
    reader: WordReader,
    quotations: Vec<CodedBag>,
    shown: Vec<(SourceId, Range<CharOffset>, String)>,
    names: Vec<NamedCode>,
}

impl Workbench {
    /// The passages that speak most like the quotations of a code, as a worklist; nothing is coded.
    ///
    /// # Errors
    /// When the code is not there, or the filter cannot be understood.
    pub fn similar_passages(
        &self,
        code: &str,
        options: &SimilarOptions,
        progress: &dyn Progress,
    ) -> Result<SimilarAnswer, Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, code)?;
        let below: BTreeSet<CodeId> = codebook.with_descendants(code.id).into_iter().collect();
        let library = self.library()?;
        let restriction = Restriction::new(&options.filter, &library)
            .map_err(|problem| Error::Query { query: options.filter.clone(), problem })?;
        let languages = self.languages()?;
        let mut reader = WordReader::new(Counted::Lemmas);
        let mut background = Background::default();
        let mut quoted: Vec<Bag> = Vec::new();
        let mut offered: Vec<(SimilarPassage, Bag)> = Vec::new();
        progress.begin("read", Some(library.sources().len() as u64));
        for (done, facts) in (1..).zip(library.sources()) {
            if progress.is_cancelled() {
                progress.end();
                return Err(Error::Cancelled);
            }
            let body = library.read(facts.id).map_err(IndexError::from)?;
            let language = languages.get(&facts.id).copied().unwrap_or(Language::Mixed);
            let map = PositionMap::new(&body.text);
            let places: BTreeSet<(CharOffset, CharOffset)> = body
                .codings
                .iter()
                .filter(|coding| below.contains(&coding.code))
                .map(|coding| (coding.span.start(), coding.span.end()))
                .collect();
            for (start, end) in places {
                let words = reader.read(&body.text, language, &[start..end]).concat();
                quoted.push(Bag::new(&words, reader.vocabulary()));
            }
            let left = restriction.stretches(facts, &body, library.codes());
            let stretches = passages(&body.text, &body.turns);
            for (stretch, words) in stretches.iter().zip(reader.read(&body.text, language, &stretches)) {
                let bag = Bag::new(&words, reader.vocabulary());
                background.add(&bag);
                let overlaps =
                    |start: CharOffset, end: CharOffset| start < stretch.end && stretch.start < end;
                let taken = body.codings.iter().any(|coding| {
                    (!options.coded_otherwise || below.contains(&coding.code))
                        && overlaps(coding.span.start(), coding.span.end())
                });
                let inside = left.iter().any(|left| left.start <= stretch.start && stretch.end <= left.end);
                if taken || !inside || bag.is_empty() {
                    continue;
                }
                let turn =
                    body.turns.iter().find(|turn| turn.start <= stretch.start && stretch.end <= turn.end);
                let passage = SimilarPassage {
                    source_name: facts.name.clone(),
                    speaker: turn.map(|turn| turn.speaker.clone()).unwrap_or_default(),
                    turn: turn.map_or(0, |turn| turn.number),
                    span: stretch.clone(),
                    words: map.slice(&body.text, stretch.clone()).to_owned(),
                    score: 0.0,
                    shared: Vec::new(),
                };
                offered.push((passage, bag));
            }
            progress.advance(done);
        }
        progress.end();
        let quotations = quoted.len();
        let name = name_bag(&mut reader, code);
        let distinctive = distinctive_words(&quoted, &name, &background);
        let vocabulary = reader.vocabulary();
        let weight = |found: &Distinctive| (vocabulary.label(found.word).to_owned(), found.weight);
        Ok(SimilarAnswer {
            code: (code.draft.key.clone(), code.draft.name.clone()),
            quotations,
            distinctive: distinctive.iter().map(weight).collect(),
            passages: most_alike(offered, &distinctive, &background, vocabulary, options.limit),
        })
    }

    /// The codes that people gave to quotations like this passage, best first; none when nothing is similar enough.
    ///
    /// # Errors
    /// When the source is not there or the span leaves it.
    pub fn suggest_codes(
        &self,
        passage: &AskedPassage,
        level: SuggestLevel,
        limit: usize,
    ) -> Result<Vec<SuggestedCode>, Error> {
        let codebook = self.codebook()?;
        let (words, language, asked) = match passage {
            AskedPassage::Words(words) => (words.clone(), detect_language(words), None),
            AskedPassage::Span { source, start, end } => {
                let source = self.source_by_name(source)?;
                let length = CharOffset::length_of(&source.text).0;
                if start >= end || *end > length {
                    let (start, end) = (*start, *end);
                    return Err(Error::Span { source_name: source.name, start, end, length });
                }
                let span = CharOffset(*start)..CharOffset(*end);
                let words = slice_chars(&source.text, span.clone()).to_owned();
                (words, Language::parse(&source.language), Some((source.id, span)))
            }
        };
        let mut learnt = self.learn(&codebook, level)?;
        // A long turn speaks of several things; each of its sentences is asked for by itself.
        let pieces: Vec<Bag> = passages(&words, &[])
            .into_iter()
            .map(|piece| bag_of(&mut learnt.reader, slice_chars(&words, piece), language))
            .collect();
        // What is coded on the passage itself is no news.
        let own: BTreeSet<usize> = learnt
            .shown
            .iter()
            .enumerate()
            .filter(|(_, (source, span, _))| {
                asked.as_ref().is_some_and(|(id, asked)| {
                    id == source && span.start < asked.end && asked.start < span.end
                })
            })
            .map(|(place, _)| place)
            .collect();
        let suggester =
            Suggester::new(&learnt.quotations, learnt.names.iter(), |place, _| !own.contains(&place));
        let names: BTreeMap<SourceId, String> =
            self.sources()?.into_iter().map(|source| (source.id, source.name)).collect();
        let support = |(place, likeness): &(usize, f64)| {
            let (source, span, words) = learnt.shown.get(*place)?;
            Some(SupportingQuotation {
                source_name: names.get(source).cloned().unwrap_or_default(),
                span: span.clone(),
                words: words.clone(),
                likeness: *likeness,
            })
        };
        let found = best_of(pieces.iter().flat_map(|bag| suggester.suggest(bag, Ways::Both)));
        if found.first().is_none_or(|best| best.score < LEAST_SCORE) {
            return Ok(Vec::new());
        }
        Ok(found
            .into_iter()
            .take(limit)
            .filter_map(|suggestion| {
                let code = codebook.get(suggestion.code)?;
                Some(SuggestedCode {
                    key: code.draft.key.clone(),
                    name: code.draft.name.clone(),
                    score: suggestion.score,
                    names: suggestion.names,
                    quotations: suggestion.quotations.iter().filter_map(support).collect(),
                })
            })
            .collect())
    }

    /// How often suggestions would have been right: the codings of each source are guessed from those of the others. Only
    /// sources of `kind` are guessed where it is given; all take part in learning.
    ///
    /// # Errors
    /// When the study cannot be read; [`Error::Cancelled`].
    pub fn evaluate_suggestions(
        &self,
        level: SuggestLevel,
        kind: Option<SourceKind>,
        progress: &dyn Progress,
    ) -> Result<Tried, Error> {
        let codebook = self.codebook()?;
        let learnt = self.learn(&codebook, level)?;
        let kinds: BTreeMap<SourceId, SourceKind> =
            self.sources()?.into_iter().map(|source| (source.id, source.kind)).collect();
        let predefined: BTreeSet<CodeId> = match level {
            SuggestLevel::Code => codebook.factors().into_iter().map(|code| code.id).collect(),
            SuggestLevel::Factor | SuggestLevel::Subscale => {
                learnt.names.iter().map(|named| named.code).collect()
            }
        };
        let guessed = |source: SourceId| kind.is_none() || kinds.get(&source).copied() == kind;
        let mut begun = false;
        let mut step = |done: usize, total: usize| {
            if !begun {
                progress.begin("evaluate", Some(total as u64));
                begun = true;
            }
            progress.advance(done as u64);
            !progress.is_cancelled()
        };
        let tried = evaluate(&learnt.quotations, &learnt.names, &predefined, &guessed, &mut step);
        progress.end();
        if progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(tried) }
    }

    /// Reads all quotations and the names of all codes.
    fn learn(&self, codebook: &Codebook, level: SuggestLevel) -> Result<Learnt, Error> {
        let lift = |code: CodeId| -> Option<CodeId> {
            match level {
                SuggestLevel::Code => Some(code),
                SuggestLevel::Factor => codebook.factor_of(code).map(|code| code.id),
                SuggestLevel::Subscale => codebook.subscale_of(code).map(|code| code.id),
            }
        };
        let languages = self.languages()?;
        let mut reader = WordReader::new(Counted::Lemmas);
        let mut grouped: BTreeMap<QuotationId, (CodedQuotation, BTreeSet<CodeId>)> = BTreeMap::new();
        for coded in self.codings(None, None, None)? {
            let code = coded.coding.code;
            let entry = grouped.entry(coded.quotation.id).or_insert_with(|| (coded, BTreeSet::new()));
            entry.1.extend(lift(code));
        }
        let mut quotations = Vec::new();
        let mut shown = Vec::new();
        for (coded, codes) in grouped.into_values().filter(|(_, codes)| !codes.is_empty()) {
            let quotation = coded.quotation;
            let language = languages.get(&quotation.source).copied().unwrap_or(Language::Mixed);
            let bag = bag_of(&mut reader, &quotation.quote, language);
            quotations.push(CodedBag { source: quotation.source, bag, codes });
            shown.push((quotation.source, quotation.span.start()..quotation.span.end(), quotation.quote));
        }
        let named: BTreeSet<CodeId> =
            codebook.in_order().into_iter().filter_map(|(_, code)| lift(code.id)).collect();
        let names = named
            .into_iter()
            .filter_map(|id| codebook.get(id))
            // Names of the codes below are not taken in: they were coined for the very quotations that are to be guessed.
            .map(|code| NamedCode { code: code.id, bag: names_bag(&mut reader, code) })
            .collect();
        Ok(Learnt { reader, quotations, shown, names })
    }

    /// A worklist as a coding sheet for [`Workbench::import_codings`], to be thinned out by hand first.
    pub fn similar_sheet(&self, answer: &SimilarAnswer) -> Vec<u8> {
        let mut writer =
            SheetWriter::new(["source", "start", "end", "quote", "code", "coder", "weight", "comment"]);
        for passage in &answer.passages {
            let (start, end) = (passage.span.start.0.to_string(), passage.span.end.0.to_string());
            writer.row([&passage.source_name, &start, &end, &passage.words, &answer.code.0, "", "", ""]);
        }
        writer.finish()
    }
}

/// For each code its best suggestion, best first.
fn best_of(suggestions: impl Iterator<Item = Suggestion>) -> Vec<Suggestion> {
    let mut best: BTreeMap<CodeId, Suggestion> = BTreeMap::new();
    for suggestion in suggestions {
        let known = best.get(&suggestion.code).map_or(0.0, |known| known.score);
        if suggestion.score > known {
            best.insert(suggestion.code, suggestion);
        }
    }
    let mut best: Vec<Suggestion> = best.into_values().collect();
    best.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.code.cmp(&other.code)));
    best
}

/// The passages that share a distinctive word, most alike first; equal ones keep the order of the study.
fn most_alike(
    offered: Vec<(SimilarPassage, Bag)>,
    distinctive: &[Distinctive],
    background: &Background,
    vocabulary: &Vocabulary,
    limit: usize,
) -> Vec<SimilarPassage> {
    let mut found: Vec<SimilarPassage> = offered
        .into_iter()
        .filter_map(|(mut passage, bag)| {
            let (scored, shared) = score(distinctive, &bag, background);
            passage.score = scored;
            passage.shared = shared.into_iter().map(|word| vocabulary.label(word).to_owned()).collect();
            (scored > 0.0).then_some(passage)
        })
        .collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found.truncate(limit);
    found
}

/// The words of a passage that stands by itself.
fn bag_of(reader: &mut WordReader, words: &str, language: Language) -> Bag {
    let whole = CharOffset(0)..CharOffset::length_of(words);
    let tokens = reader.read(words, language, &[whole]).concat();
    Bag::new(&tokens, reader.vocabulary())
}

/// The words of a code's names.
fn name_bag(reader: &mut WordReader, code: &Code) -> Bag {
    let draft = &code.draft;
    let names = std::iter::once(&draft.name).chain(draft.translations.values()).chain(&draft.aliases);
    bag_of(reader, &names.cloned().collect::<Vec<_>>().join("\n"), Language::Mixed)
}

/// The words by which a code is called and defined; `exclude` and the exemplar say nothing of its own.
fn names_bag(reader: &mut WordReader, code: &Code) -> Bag {
    let draft = &code.draft;
    let mut words = vec![draft.name.clone()];
    words.extend(draft.translations.values().cloned());
    words.extend(draft.aliases.iter().cloned());
    words.extend([draft.definition.clone(), draft.include.clone()]);
    bag_of(reader, &words.join("\n"), Language::Mixed)
}

impl Workbench {
    /// The stretch of a turn, by its number.
    ///
    /// # Errors
    /// When the source is not there or has no such turn.
    pub fn turn_span(&self, source: &str, turn: u32) -> Result<(u32, u32), Error> {
        let source = self.source_by_name(source)?;
        let found = source.turns.iter().find(|one| one.number == turn);
        found.map(|turn| (turn.start.0, turn.end.0)).ok_or_else(|| Error::NotFound {
            noun: Noun::Turn,
            name: format!("{}:{turn}", source.name),
            similar: Vec::new(),
        })
    }
}
