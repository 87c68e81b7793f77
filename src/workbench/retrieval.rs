//! Retrieval: code queries, tables of codings, co-occurrence, sequences, the network of codes.

use crate::coding::matrix::{
    Axis, Categories, CoOccurrence, CodeSequence, Count, MAX_CELLS, Matrix, Nearness, Network,
    cell_quotations, co_occurrence, count, meeting_quotations, network, sequence,
};
use crate::coding::query::{CodeQuery, QueryNames, matching_codings, matching_quotations, read_code_query};
use crate::coding::{CodedCorpus, ExportLine, SourceReader, WordPlaces, turn_at, write_sheet};
use crate::model::{CodedQuotation, CoderId, QuotationId, Source, SourceId, SourceKind, Turn};
use crate::store;
use crate::store::Records;
use crate::workbench::codebook::find_code;
use crate::workbench::{Error, RetrievalError, Workbench};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Which part of a long answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnswerPage {
    /// Quotations passed over.
    pub offset: usize,
    /// Quotations at most.
    pub limit: usize,
}

impl AnswerPage {
    /// The whole answer.
    pub const WHOLE: Self = Self { offset: 0, limit: usize::MAX };
}

/// One quotation of an answer with everything on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RetrievedQuotation {
    /// Name of its source.
    pub source: String,
    /// Kind of the source.
    pub kind: SourceKind,
    /// The turn in which it begins; `None` without a sure place or outside every turn.
    pub turn: Option<u32>,
    /// The speaker of that turn; may be empty.
    pub speaker: String,
    /// Its codings, at least one, with the names of their coders.
    pub codings: Vec<(CodedQuotation, String)>,
}

/// Quotations that were asked for, in the order of sources and places.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RetrievedQuotations {
    /// How many there are in all.
    pub total: usize,
    /// How many of them were passed over.
    pub offset: usize,
    /// Quotations that could not be looked at because their place is not sure.
    pub left_out: usize,
    /// Those of the page.
    pub quotations: Vec<RetrievedQuotation>,
}

/// What a table shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MatrixOptions {
    /// Rows: a word of [`Axis::WORDS`], `attr.NAME` or `below:CODE`.
    pub rows: String,
    /// Columns.
    pub columns: String,
    /// What is counted, unless both axes are of codes.
    pub count: Count,
    /// When two codes come together, if both axes are of codes; the same quotation unless said.
    pub nearness: Option<Nearness>,
    /// Only codings that this code query leaves.
    pub filter: Option<String>,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MatrixAnswer {
    /// Rows against columns.
    Counts(Matrix),
    /// Codes against codes.
    Together(CoOccurrence),
}

/// The order of codes, with the quotations behind it when one source was asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct SequenceAnswer {
    /// Codes, steps and transitions.
    pub sequence: CodeSequence,
    /// The quotations of the steps; empty for all sources together.
    pub quotations: Vec<RetrievedQuotation>,
}

/// Everything a table needs.
struct Prepared {
    corpus: CodedCorpus,
    rows: Categories,
    columns: Categories,
    counted: Vec<bool>,
    /// Set when both axes are of codes.
    nearness: Option<Nearness>,
}

impl Workbench {
    /// All codings of the study, to be asked as a whole.
    pub(super) fn corpus(&self) -> Result<CodedCorpus, Error> {
        let records = self.store.records();
        let (quotations, mut codings) = (records.quotation_marks()?, records.coding_marks()?);
        let (hidden, own) = self.hidden_sources()?;
        if !hidden.is_empty() {
            let unseen: BTreeSet<QuotationId> =
                quotations.iter().filter(|one| hidden.contains(&one.source)).map(|one| one.id).collect();
            codings.retain(|coding| own == Some(coding.coder) || !unseen.contains(&coding.quotation));
        }
        Ok(CodedCorpus::new(records.source_marks()?, quotations, codings))
    }

    fn reader(&self) -> StudyReader<'_> {
        StudyReader { records: self.store.records(), turns: RefCell::default(), words: RefCell::default() }
    }

    /// Quotations that answer a code query; `docs/retrieval.md` describes the language.
    ///
    /// # Errors
    /// When the query cannot be understood or names what is not there.
    pub fn code_query(&self, query: &str, page: AnswerPage) -> Result<RetrievedQuotations, Error> {
        let (corpus, reader) = (self.corpus()?, self.reader());
        let asked = self.read_query(query, &corpus)?;
        let answer = matching_quotations(&asked, &corpus, &reader)?;
        self.retrieve(&corpus, &reader, &answer.quotations, answer.left_out, page)
    }

    fn read_query(&self, query: &str, corpus: &CodedCorpus) -> Result<CodeQuery, Error> {
        let (codebook, coders) = (self.codebook()?, self.coders()?);
        let names = QueryNames { codebook: &codebook, coders: &coders, sources: corpus.sources() };
        read_code_query(query, names)
            .map_err(|problem| RetrievalError::Query { query: query.to_owned(), problem }.into())
    }

    /// The answer to a code query as a coding sheet: one line for every coding on its quotations.
    ///
    /// # Errors
    /// As for [`Workbench::code_query`].
    pub fn code_query_sheet(&self, query: &str) -> Result<Vec<u8>, Error> {
        let answer = self.code_query(query, AnswerPage::WHOLE)?;
        let records = self.store.records();
        let mut sources: BTreeMap<SourceId, Source> = BTreeMap::new();
        let codings = || answer.quotations.iter().flat_map(|quotation| &quotation.codings);
        for (coded, _) in codings() {
            let id = coded.quotation.source;
            if !sources.contains_key(&id)
                && let Some(source) = records.source(id)?
            {
                sources.insert(id, source);
            }
        }
        let lines: Vec<ExportLine<'_>> = codings()
            .filter_map(|(coded, coder)| {
                Some(ExportLine { coded, source: sources.get(&coded.quotation.source)?, coder })
            })
            .collect();
        Ok(write_sheet(&lines, &self.codebook()?))
    }

    /// A table of codings.
    ///
    /// # Errors
    /// When an axis or the filter cannot be understood, or the table would have more than [`MAX_CELLS`] cells.
    pub fn matrix(&self, options: &MatrixOptions) -> Result<MatrixAnswer, Error> {
        let reader = self.reader();
        let prepared = self.prepare(options, &reader)?;
        let (corpus, rows, columns) = (&prepared.corpus, &prepared.rows, &prepared.columns);
        Ok(match prepared.nearness {
            Some(nearness) => MatrixAnswer::Together(co_occurrence(
                corpus,
                rows,
                columns,
                &prepared.counted,
                nearness,
                &reader,
            )?),
            None => {
                MatrixAnswer::Counts(count(corpus, rows, columns, &prepared.counted, options.count, &reader)?)
            }
        })
    }

    /// The quotations behind one cell of a table, by key or name of row and column; for codes against codes those of both sides.
    ///
    /// # Errors
    /// As for [`Workbench::matrix`], and when there is no such row or column.
    pub fn matrix_cell(
        &self,
        options: &MatrixOptions,
        row: &str,
        column: &str,
        page: AnswerPage,
    ) -> Result<RetrievedQuotations, Error> {
        let reader = self.reader();
        let prepared = self.prepare(options, &reader)?;
        let place = |axis: &Categories, name: &str| {
            axis.find(name).ok_or_else(|| RetrievalError::UnknownEntry {
                name: name.to_owned(),
                known: axis.entries().iter().take(20).map(|entry| entry.key.clone()).collect(),
            })
        };
        let row = (&prepared.rows, place(&prepared.rows, row)?);
        let column = (&prepared.columns, place(&prepared.columns, column)?);
        let (corpus, counted) = (&prepared.corpus, &prepared.counted);
        let found = match prepared.nearness {
            Some(nearness) => meeting_quotations(corpus, row, column, counted, nearness, &reader)?,
            None => cell_quotations(corpus, row, column, counted),
        };
        self.retrieve(corpus, &reader, &found, 0, page)
    }

    /// The network of codes that come together.
    ///
    /// # Errors
    /// As for [`Workbench::matrix`], and when `codes` is no axis of codes.
    pub fn network(
        &self,
        codes: &str,
        nearness: Nearness,
        filter: Option<&str>,
        least: u64,
    ) -> Result<Network, Error> {
        let options = MatrixOptions {
            rows: codes.to_owned(),
            columns: codes.to_owned(),
            nearness: Some(nearness),
            filter: filter.map(str::to_owned),
            ..MatrixOptions::default()
        };
        match self.matrix(&options)? {
            MatrixAnswer::Together(table) => Ok(network(&table, least)),
            MatrixAnswer::Counts(_) => Err(RetrievalError::NotOfCodes(codes.to_owned()).into()),
        }
    }

    /// The order of codes in one source, or what follows what in all of them.
    ///
    /// # Errors
    /// When there is no such source, or `codes` is no axis of codes.
    pub fn code_sequence(&self, source: Option<&str>, codes: &str) -> Result<SequenceAnswer, Error> {
        let id = source.map(|name| self.source_id(name)).transpose()?;
        let (corpus, reader) = (self.corpus()?, self.reader());
        let axis = self.axis(codes)?;
        if !axis.is_of_codes() {
            return Err(RetrievalError::NotOfCodes(codes.to_owned()).into());
        }
        let codes = Categories::new(&axis, &corpus, &self.codebook()?, &[], &reader)?;
        let place = id.and_then(|id| corpus.sources().iter().position(|source| source.id == id));
        let sequence = sequence(&corpus, &codes, place);
        let mut quotations = Vec::new();
        if place.is_some() {
            let steps: Vec<usize> = sequence.steps.iter().map(|step| step.quotation).collect();
            quotations = self.retrieve(&corpus, &reader, &steps, 0, AnswerPage::WHOLE)?.quotations;
        }
        Ok(SequenceAnswer { sequence, quotations })
    }

    fn axis(&self, word: &str) -> Result<Axis, Error> {
        for beginning in ["below:", "زیر:"] {
            if let Some(code) = word.strip_prefix(beginning) {
                return Ok(Axis::Below(find_code(&self.codebook()?, code)?.id));
            }
        }
        Axis::parse(word).ok_or_else(|| RetrievalError::UnknownAxis(word.to_owned()).into())
    }

    fn prepare(&self, options: &MatrixOptions, reader: &StudyReader<'_>) -> Result<Prepared, Error> {
        let (rows, columns) = (self.axis(&options.rows)?, self.axis(&options.columns)?);
        let of_codes = rows.is_of_codes() && columns.is_of_codes();
        if let (Some(_), false) = (options.nearness, of_codes) {
            let other = if rows.is_of_codes() { &options.columns } else { &options.rows };
            return Err(RetrievalError::NotOfCodes(other.clone()).into());
        }
        let corpus = self.corpus()?;
        let (codebook, coders) = (self.codebook()?, self.coders()?);
        let counted = match &options.filter {
            None => vec![true; corpus.codings().len()],
            Some(filter) => matching_codings(&self.read_query(filter, &corpus)?, &corpus, reader)?,
        };
        let categories = |axis: &Axis, word: &str| -> Result<Categories, Error> {
            let found = Categories::new(axis, &corpus, &codebook, &coders, reader)?;
            let is_unknown = matches!(axis, Axis::Attribute(_)) && found.entries().is_empty();
            if is_unknown { Err(RetrievalError::UnknownAxis(word.to_owned()).into()) } else { Ok(found) }
        };
        let (rows, columns) = (categories(&rows, &options.rows)?, categories(&columns, &options.columns)?);
        let (height, width) = (rows.entries().len(), columns.entries().len());
        if height.saturating_mul(width) > MAX_CELLS {
            return Err(RetrievalError::TooManyCells { rows: height, columns: width }.into());
        }
        let nearness = of_codes.then(|| options.nearness.unwrap_or_default());
        Ok(Prepared { corpus, rows, columns, counted, nearness })
    }

    /// Reads the words and codings of a page of quotations.
    fn retrieve(
        &self,
        corpus: &CodedCorpus,
        reader: &StudyReader<'_>,
        numbers: &[usize],
        left_out: usize,
        page: AnswerPage,
    ) -> Result<RetrievedQuotations, Error> {
        let coders: BTreeMap<CoderId, String> =
            self.coders()?.into_iter().map(|coder| (coder.id, coder.name)).collect();
        let wanted = numbers.iter().skip(page.offset).take(page.limit);
        let ids: Vec<QuotationId> = wanted.clone().map(|number| corpus.quotations()[*number].id).collect();
        let mut codings: BTreeMap<QuotationId, Vec<(CodedQuotation, String)>> = BTreeMap::new();
        let mut found = self.store.records().codings_on_any(&ids)?;
        self.hide_blind(&mut found)?;
        for coded in found {
            let coder = coders.get(&coded.coding.coder).cloned().unwrap_or_default();
            codings.entry(coded.quotation.id).or_default().push((coded, coder));
        }
        let mut quotations = Vec::with_capacity(ids.len());
        for number in wanted {
            let mark = &corpus.quotations()[*number];
            let source = &corpus.sources()[corpus.source_of(*number)];
            let Some(codings) = codings.remove(&mark.id) else { continue };
            let turn =
                if mark.placed { turn_at(&reader.turns(mark.source)?, mark.start).cloned() } else { None };
            quotations.push(RetrievedQuotation {
                source: source.name.clone(),
                kind: source.kind,
                turn: turn.as_ref().map(|turn| turn.number),
                speaker: turn.map_or_else(String::new, |turn| turn.speaker),
                codings,
            });
        }
        Ok(RetrievedQuotations { total: numbers.len(), offset: page.offset, left_out, quotations })
    }

    /// Name and title of every source in the order of the study, without counting what is in them.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn source_names(&self) -> Result<BTreeMap<SourceId, String>, Error> {
        let marks = self.store.records().source_marks()?;
        Ok(marks.into_iter().map(|source| (source.id, source.name)).collect())
    }
}

/// Reads turns and words of the study, each source once.
pub(super) struct StudyReader<'a> {
    records: Records<'a>,
    turns: RefCell<BTreeMap<SourceId, Rc<Vec<Turn>>>>,
    words: RefCell<BTreeMap<SourceId, Rc<WordPlaces>>>,
}

impl SourceReader for StudyReader<'_> {
    type Error = store::Error;

    fn turns(&self, source: SourceId) -> Result<Rc<Vec<Turn>>, store::Error> {
        if let Some(turns) = self.turns.borrow().get(&source) {
            return Ok(Rc::clone(turns));
        }
        let turns = Rc::new(self.records.turns(source)?);
        self.turns.borrow_mut().insert(source, Rc::clone(&turns));
        Ok(turns)
    }

    fn words(&self, source: SourceId) -> Result<Rc<WordPlaces>, store::Error> {
        if let Some(words) = self.words.borrow().get(&source) {
            return Ok(Rc::clone(words));
        }
        let words = Rc::new(WordPlaces::of(&self.records.source_text(source)?));
        self.words.borrow_mut().insert(source, Rc::clone(&words));
        Ok(words)
    }

    fn words_of_quote(&self, quotation: QuotationId) -> Result<u32, store::Error> {
        let quotation = self.records.quotation(quotation)?;
        let words = quotation.map_or(0, |quotation| WordPlaces::of(&quotation.quote).len());
        Ok(u32::try_from(words).unwrap_or(u32::MAX))
    }
}
