//! Search: the index kept up to date, queries to lines with exact places.

use crate::index::{
    BuildOptions, CodeFacts, CodedSpan, Findings, Hit, IndexError, IndexedSource, KwicLine, Library,
    LibraryError, Nothing, Plan, QueryError, SearchLimits, SourceBody, SourceFacts, SourceHits, SyncReport,
    TantivyEngine, kwic_line, look_around, parse_query, search,
};
use crate::locale::{Arguments, Locale};
use crate::model::{CodeId, ContentHash, Level, SourceId};
use crate::store::{Error as StoreError, Records};
use crate::text::language::Language;
use crate::text::order::Alphabet;
use crate::text::position::CharOffset;
use crate::workbench::{Error, Progress, Silent, Workbench};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// Hits in a source up to which the codings on each are asked for by themselves, instead of all codings of the source.
const FEW_HITS: usize = 8;

/// How a search is run and how much of it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchOptions {
    /// Whether a spoken form finds the written one and the other way round.
    pub spoken: bool,
    /// Sources that are read at most.
    pub sources: usize,
    /// Characters of context on each side.
    pub width: u32,
    /// How the lines are ordered.
    pub order: LineOrder,
}

/// How the lines of a concordance are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LineOrder {
    /// Best source first, and by place within a source.
    #[default]
    Rank,
    /// By source in the order of the study, and by place.
    Place,
    /// Alphabetically by what stands before the hit, nearest word first.
    Before,
    /// Alphabetically by what stands behind it.
    After,
}

impl Default for SearchOptions {
    /// Spoken forms, every source, 60 characters on each side (one terminal line).
    fn default() -> Self {
        Self { spoken: true, sources: usize::MAX, width: 60, order: LineOrder::Rank }
    }
}

impl SearchOptions {
    /// Everything that answers the query.
    pub fn everything() -> Self {
        Self::default()
    }
}

/// One hit with its surroundings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchLine {
    /// Name of the source.
    pub source_name: String,
    /// The line.
    pub line: KwicLine,
    /// Who put which code on a quotation that the hit overlaps, without doubles.
    pub codings: Vec<(CodeId, String)>,
}

/// The turn or paragraph around one or more hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The source.
    pub source: SourceId,
    /// Its name.
    pub source_name: String,
    /// First code point.
    pub start: u32,
    /// Code point behind the last one.
    pub end: u32,
    /// Its words.
    pub words: String,
}

/// What a search found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SearchAnswer {
    /// The hits, by rank of the source and place in it.
    pub lines: Vec<SearchLine>,
    /// Names of the sources that answer the query, best first, with their number of hits.
    pub sources: Vec<(String, usize)>,
    /// The turns in which the hits stand.
    pub passages: Vec<Passage>,
    /// Sources that were not read because of the limit.
    pub more: usize,
    /// When nothing was found: what may have been meant.
    pub nothing: Option<Nothing>,
}

/// The study as a search sees it.
pub(super) struct StudyLibrary<'a> {
    records: Records<'a>,
    sources: Vec<SourceFacts>,
    text_hashes: BTreeMap<SourceId, ContentHash>,
    codes: Vec<CodeFacts>,
    coders: BTreeMap<crate::model::CoderId, String>,
    /// Sources in which the coder at work sees own codings only.
    hidden: std::collections::BTreeSet<SourceId>,
    own: Option<crate::model::CoderId>,
    /// Whether sources are read with the codings on them.
    with_codings: bool,
    /// Sources that were read already: hits, lines and passages need the same one.
    bodies: RefCell<BTreeMap<SourceId, Rc<SourceBody>>>,
}

impl Library for StudyLibrary<'_> {
    fn sources(&self) -> &[SourceFacts] {
        &self.sources
    }

    fn codes(&self) -> &[CodeFacts] {
        &self.codes
    }

    fn body(&self, source: SourceId) -> Result<Rc<SourceBody>, LibraryError> {
        if let Some(body) = self.bodies.borrow().get(&source) {
            return Ok(Rc::clone(body));
        }
        let body = Rc::new(self.read(source)?);
        self.bodies.borrow_mut().insert(source, Rc::clone(&body));
        Ok(body)
    }
}

impl StudyLibrary<'_> {
    /// Reads a source without keeping it.
    pub(super) fn read(&self, source: SourceId) -> Result<SourceBody, LibraryError> {
        let trouble = |reason: String| LibraryError { source_id: source, reason };
        let in_store = |error: StoreError| trouble(error.to_string());
        let hash =
            self.text_hashes.get(&source).ok_or_else(|| trouble("it is not in the study".to_owned()))?;
        let text = self.records.text(hash).map_err(in_store)?;
        let turns = self.records.turns(source).map_err(in_store)?;
        let whole = CharOffset(0)..CharOffset(u32::MAX);
        let codings = if self.with_codings { self.codings_in(source, whole)? } else { Vec::new() };
        Ok(SourceBody::new(hash.clone(), text, turns, codings))
    }

    /// The codings that overlap a stretch of a source.
    fn codings_in(
        &self,
        source: SourceId,
        stretch: Range<CharOffset>,
    ) -> Result<Vec<CodedSpan>, LibraryError> {
        let trouble = |error: StoreError| LibraryError { source_id: source, reason: error.to_string() };
        let codings = self.records.placed_codings_in(source, stretch).map_err(trouble)?;
        Ok(codings
            .into_iter()
            .filter(|(coder, ..)| self.own == Some(*coder) || !self.hidden.contains(&source))
            .map(|(coder, code, span)| CodedSpan {
                span,
                code,
                coder: self.coders.get(&coder).cloned().unwrap_or_default(),
            })
            .collect())
    }

    /// For each hit who put which code on a quotation that it overlaps, without doubles.
    fn codings_on(&self, found: &SourceHits) -> Result<Vec<Vec<(CodeId, String)>>, LibraryError> {
        let marks = |codings: &[CodedSpan], hit: &Hit| -> Vec<(CodeId, String)> {
            let overlaps = |coding: &&CodedSpan| {
                coding.span.start() < hit.span.end && hit.span.start < coding.span.end()
            };
            let marks: BTreeSet<(CodeId, String)> =
                codings.iter().filter(overlaps).map(|coding| (coding.code, coding.coder.clone())).collect();
            marks.into_iter().collect()
        };
        if found.hits.len() > FEW_HITS {
            let all = self.codings_in(found.source, CharOffset(0)..CharOffset(u32::MAX))?;
            return Ok(found.hits.iter().map(|hit| marks(&all, hit)).collect());
        }
        let one = |hit: &Hit| Ok(marks(&self.codings_in(found.source, hit.span.clone())?, hit));
        found.hits.iter().map(one).collect()
    }
}

impl Workbench {
    /// The language of each source.
    pub(super) fn languages(&self) -> Result<BTreeMap<SourceId, Language>, Error> {
        let sources = self.store.records().source_texts()?.into_iter();
        Ok(sources.map(|source| (source.id, Language::parse(&source.language))).collect())
    }

    /// Brings the index up to date with the study; returns how many sources had changed. Cheap when none has.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn refresh_index(&self, progress: &dyn Progress) -> Result<u64, Error> {
        let mut engine = TantivyEngine::open(&self.index_path())?;
        Ok(self
            .sync(&mut engine, progress)?
            .map_or(0, |report| report.added + report.replaced + report.removed))
    }

    /// Brings an open index up to date; `None` when it was.
    fn sync(&self, engine: &mut TantivyEngine, progress: &dyn Progress) -> Result<Option<SyncReport>, Error> {
        let records = self.store.records();
        let state = records.state_of_sources()?;
        if engine.state() == Some(&state) {
            return Ok(None);
        }
        let target: Vec<IndexedSource> = records
            .source_texts()?
            .into_iter()
            .map(|source| IndexedSource {
                id: source.id,
                text_hash: source.text_hash,
                language: Language::parse(&source.language),
            })
            .collect();
        let hashes: BTreeMap<SourceId, _> =
            target.iter().map(|source| (source.id, source.text_hash.clone())).collect();
        let mut load = |source: SourceId| {
            let trouble = |reason: String| LibraryError { source_id: source, reason };
            let hash = hashes.get(&source).ok_or_else(|| trouble("unknown".to_owned()))?;
            records.text(hash).map_err(|error| trouble(error.to_string()))
        };
        let mut begun = false;
        let mut tell = |done: usize, total: usize| {
            if !begun {
                progress.begin("index", Some(total as u64));
                begun = true;
            }
            progress.advance(done as u64);
        };
        let report = engine.sync(&target, &state, BuildOptions::default(), &mut load, &mut tell);
        progress.end();
        Ok(Some(report?))
    }

    pub(super) fn library(&self) -> Result<StudyLibrary<'_>, Error> {
        let records = self.store.records();
        let info = records.study()?;
        let label = |level: Level| match level {
            Level::Open => info.labels.open.clone(),
            Level::Axial => info.labels.axial.clone(),
            Level::Selective => info.labels.selective.clone(),
        };
        let sources = records
            .source_marks()?
            .into_iter()
            .map(|source| SourceFacts {
                id: source.id,
                name: source.name,
                title: source.title,
                kind: source.kind,
                attributes: source.attributes,
            })
            .collect();
        let codes = records
            .codes()?
            .into_iter()
            .map(|code| CodeFacts {
                id: code.id,
                parent: code.parent,
                level: code.level,
                level_label: label(code.level),
                key: code.draft.key,
                names: std::iter::once(code.draft.name)
                    .chain(code.draft.translations.into_values())
                    .chain(code.draft.aliases)
                    .collect(),
            })
            .collect();
        let coders = records.coders()?.into_iter().map(|coder| (coder.id, coder.name)).collect();
        let (hidden, own) = self.hidden_sources()?;
        let texts = records.source_texts()?.into_iter();
        let text_hashes = texts.map(|source| (source.id, source.text_hash)).collect();
        let bodies = RefCell::default();
        Ok(StudyLibrary {
            records,
            sources,
            text_hashes,
            codes,
            coders,
            hidden,
            own,
            with_codings: true,
            bodies,
        })
    }

    /// Searches the study.
    ///
    /// # Errors
    /// [`Error::Query`] with the place of the trouble when the query cannot be understood.
    pub fn search(&self, query: &str, options: &SearchOptions) -> Result<SearchAnswer, Error> {
        let mut engine = TantivyEngine::open(&self.index_path())?;
        self.sync(&mut engine, &Silent)?;
        let mut library = self.library()?;
        let in_query = |problem: QueryError| Error::Query { query: query.to_owned(), problem };
        let expression = parse_query(query).map_err(in_query)?;
        let planned = crate::index::SearchOptions { spoken: options.spoken };
        let plan =
            Plan::new(&expression, query, &engine, &library, planned).map_err(|error| match error {
                IndexError::Query(problem) => in_query(problem),
                other => Error::Index(other),
            })?;
        library.with_codings = plan.asks_for_codings();
        let languages = self.languages()?;
        let language = |source: SourceId| languages.get(&source).copied().unwrap_or(Language::Mixed);
        let limits = SearchLimits { skip: 0, sources: options.sources };
        let findings = search(&plan, &engine, &library, &language, limits)?;
        let mut answer = gather(&findings, &library, options.width)?;
        if answer.sources.is_empty() && answer.more == 0 {
            answer.nothing = Some(look_around(&plan, query, &engine)?);
        }
        let places: BTreeMap<SourceId, usize> =
            library.sources.iter().zip(0..).map(|(source, place)| (source.id, place)).collect();
        put_in_order(&mut answer.lines, options.order, &places);
        Ok(answer)
    }
}

/// Makes lines and passages of the hits.
fn gather(findings: &Findings, library: &StudyLibrary<'_>, width: u32) -> Result<SearchAnswer, Error> {
    let mut answer = SearchAnswer { more: findings.more, ..SearchAnswer::default() };
    let names: BTreeMap<SourceId, &str> =
        library.sources.iter().map(|source| (source.id, source.name.as_str())).collect();
    for found in &findings.sources {
        let name = names.get(&found.source).copied().unwrap_or("").to_owned();
        answer.sources.push((name.clone(), found.hits.len()));
        let body = library.body(found.source).map_err(IndexError::from)?;
        let map = body.map();
        let mut turns = BTreeSet::new();
        let codings = library.codings_on(found).map_err(IndexError::from)?;
        for (hit, codings) in found.hits.iter().zip(codings) {
            let line = kwic_line(found.source, &body, hit, width);
            answer.lines.push(SearchLine { source_name: name.clone(), line, codings });
            let turn = hit.turn.and_then(|turn| body.turns.get(turn));
            let range = turn.map_or_else(|| hit.span.clone(), |turn| turn.start..turn.end);
            if turns.insert((range.start, range.end)) {
                answer.passages.push(Passage {
                    source: found.source,
                    source_name: name.clone(),
                    start: range.start.0,
                    end: range.end.0,
                    words: map.slice(&body.text, range).to_owned(),
                });
            }
        }
    }
    Ok(answer)
}

/// Orders the lines of a concordance.
fn put_in_order(lines: &mut [SearchLine], order: LineOrder, places: &BTreeMap<SourceId, usize>) {
    let alphabet = Alphabet::default();
    let by_place = |line: &SearchLine| (places.get(&line.line.source).copied(), line.line.span.start);
    match order {
        LineOrder::Rank => {}
        LineOrder::Place => lines.sort_by_key(by_place),
        LineOrder::Before => lines.sort_by(|one, other| {
            let words = |line: &SearchLine| backwards(&line.line.before);
            alphabet.compare(&words(one), &words(other)).then_with(|| by_place(one).cmp(&by_place(other)))
        }),
        LineOrder::After => lines.sort_by(|one, other| {
            let words = |line: &SearchLine| plain_words(&line.line.after).join(" ");
            alphabet.compare(&words(one), &words(other)).then_with(|| by_place(one).cmp(&by_place(other)))
        }),
    }
}

/// The words of a context without the signs between them.
fn plain_words(context: &str) -> Vec<String> {
    context
        .split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of a context from its end to its beginning.
fn backwards(context: &str) -> String {
    let mut words = plain_words(context);
    words.reverse();
    words.join(" ")
}

/// What is wrong with a query, with the query and a mark under the place.
pub(super) fn query_message(query: &str, problem: &QueryError, locale: &Locale) -> String {
    let position = problem.span.start.0 + 1;
    let reason = problem.problem.to_string();
    let sentence =
        locale.say("error-query", &Arguments::new().count("position", position).text("reason", reason));
    let before: String = query.chars().take(problem.span.start.count()).collect();
    let marked: String = query.chars().skip(problem.span.start.count()).collect();
    format!("{sentence}\n  {before}\u{25b6}{marked}")
}
