//! Quotations and codings.

use crate::coding::{
    CodingLine, ExportLine, Located, PlacedQuote, SourceText, locate, read_sheet, write_sheet,
};
use crate::model::{CodeId, CodedQuotation, CoderId, CodingId, QuotationId, Source, SourceId, Stance};
use crate::sheet::{Problem, Reason};
use crate::store::{CodingFilter, NewCoding, OperationKind, QuotationKey, Writer};
use crate::text::position::CharOffset;
use crate::workbench::codebook::find_code;
use crate::workbench::correction::span_of;
use crate::workbench::{AnswerPage, Error, Noun, Workbench};
use std::collections::{BTreeMap, BTreeSet};

/// Where a new quotation stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewQuotation {
    /// At these code point offsets.
    Span {
        /// First code point.
        start: u32,
        /// Code point behind the last one.
        end: u32,
    },
    /// At the whole words around these code point offsets, without white space at the ends.
    Snapped {
        /// First code point.
        start: u32,
        /// Code point behind the last one.
        end: u32,
    },
    /// Where these words stand.
    Words(String),
}

/// What a coder adds to a coding.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Judgement {
    /// How strongly the passage speaks of the code, 1 to 100; `None` when not judged.
    pub weight: Option<u8>,
    /// A remark; may be empty.
    pub comment: String,
    /// Whether the passage speaks for the code or against it.
    pub stance: Stance,
}

impl Judgement {
    pub(super) fn coding(
        &self,
        quotation: QuotationId,
        code: CodeId,
        coder: CoderId,
        made_at: i64,
    ) -> NewCoding {
        NewCoding {
            quotation,
            code,
            coder,
            weight: self.weight,
            comment: self.comment.clone(),
            stance: self.stance,
            made_at,
        }
    }
}

/// One of many codings to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BatchCoding {
    /// Name of the source.
    pub source: String,
    /// Where the quotation stands.
    pub quotation: NewQuotation,
    /// Key or name of the code.
    pub code: String,
    /// What the coder adds.
    pub judgement: Judgement,
}

/// What importing a coding sheet did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingImport {
    /// Codings added.
    pub added: usize,
    /// Codings that were there already.
    pub known: usize,
    /// Lines that could not be taken, when the good ones were to be taken anyway.
    pub problems: Vec<Problem>,
}

impl Workbench {
    /// Puts a code on a quotation; returns `false` when this coder had it there already.
    ///
    /// # Errors
    /// When source or code are not there, or the quotation does not stand in the source in exactly one place.
    pub fn code_quotation(
        &mut self,
        source: &str,
        quotation: &NewQuotation,
        code: &str,
        judgement: &Judgement,
    ) -> Result<bool, Error> {
        let source = self.source_by_name(source)?;
        let placed = place(&source, quotation)?;
        let codebook = self.codebook()?;
        let code = find_code(&codebook, code)?;
        let detail = [("source", source.name.clone()), ("code", code.draft.key.clone())];
        let coder_name = self.session.coder.clone();
        let made_at = self.now();
        let (added, _) = self.transact(OperationKind::AddCodings, &detail, |writer| {
            let coder = writer.ensure_coder(&coder_name)?;
            let quotation = writer.ensure_quotation(&key_of(&source, placed))?;
            let coding = judgement.coding(quotation, code.id, coder, made_at);
            Ok(writer.add_coding(&coding)?)
        })?;
        Ok(added)
    }

    /// Puts a code on many quotations of many sources as one operation; returns how many codings were new.
    ///
    /// # Errors
    /// When the code or a source is not there, or a span leaves its source.
    pub fn code_spans(&mut self, spans: &[(SourceId, u32, u32)], code: &str) -> Result<usize, Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, code)?;
        let mut sources: BTreeMap<SourceId, Source> = BTreeMap::new();
        for (id, _, _) in spans {
            if !sources.contains_key(id) {
                let source = self.store.records().source(*id)?.ok_or_else(|| Error::NotFound {
                    noun: Noun::Source,
                    name: id.to_string(),
                    similar: Vec::new(),
                })?;
                sources.insert(*id, source);
            }
        }
        let mut keys = Vec::with_capacity(spans.len());
        for (id, start, end) in spans {
            let source = &sources[id];
            keys.push(key_of(source, place(source, &NewQuotation::Span { start: *start, end: *end })?));
        }
        let detail = [("code", code.draft.key.clone()), ("count", keys.len().to_string())];
        let coder_name = self.session.coder.clone();
        let made_at = self.now();
        let (added, _) = self.transact(OperationKind::AddCodings, &detail, |writer| {
            let coder = writer.ensure_coder(&coder_name)?;
            let mut added = 0;
            for key in &keys {
                let quotation = writer.ensure_quotation(key)?;
                let coding = Judgement::default().coding(quotation, code.id, coder, made_at);
                added += usize::from(writer.add_coding(&coding)?);
            }
            Ok(added)
        })?;
        Ok(added)
    }

    /// Puts codes on many quotations as one operation; returns how many codings were new.
    ///
    /// # Errors
    /// As for [`Workbench::code_quotation`], for the first that is wrong; none is stored then.
    pub fn code_many(&mut self, batch: &[BatchCoding]) -> Result<usize, Error> {
        let codebook = self.codebook()?;
        let mut by_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, one) in batch.iter().enumerate() {
            by_source.entry(one.source.as_str()).or_default().push(index);
        }
        let mut keys: Vec<Option<(QuotationKey, CodeId)>> = vec![None; batch.len()];
        for (name, indexes) in by_source {
            let source = self.source_by_name(name)?;
            let text = SourceText::new(&source);
            for index in indexes {
                let one = &batch[index];
                let code = find_code(&codebook, &one.code)?.id;
                keys[index] = Some((key_of(&source, place_in(&text, &one.quotation)?), code));
            }
        }
        let codes: BTreeSet<&str> = batch.iter().map(|one| one.code.as_str()).collect();
        let codes: Vec<&str> = codes.into_iter().take(5).collect();
        let detail = [("code", codes.join(", ")), ("count", batch.len().to_string())];
        let (coder_name, made_at) = (self.session.coder.clone(), self.now());
        let (added, _) = self.transact(OperationKind::AddCodings, &detail, |writer| {
            let coder = writer.ensure_coder(&coder_name)?;
            let mut added = 0;
            for (one, key) in batch.iter().zip(&keys) {
                let Some((key, code)) = key else { continue };
                let quotation = writer.ensure_quotation(key)?;
                let coding = one.judgement.coding(quotation, *code, coder, made_at);
                added += usize::from(writer.add_coding(&coding)?);
            }
            Ok(added)
        })?;
        Ok(added)
    }

    /// Takes a code off a quotation.
    ///
    /// # Errors
    /// When there is no such coding.
    pub fn remove_coding(&mut self, id: CodingId) -> Result<(), Error> {
        let not_found = || Error::NotFound { noun: Noun::Coding, name: id.to_string(), similar: Vec::new() };
        let record = self.store.records().coding(id)?.ok_or_else(not_found)?;
        let detail = [("quote", record.quotation.quote)];
        self.transact(OperationKind::RemoveCodings, &detail, |writer| {
            writer.remove_coding(id)?;
            Ok(())
        })?;
        Ok(())
    }

    /// All codings, by source and place; only those of one source, code (with what is below it) or coder where given.
    ///
    /// # Errors
    /// When source, code or coder are not there.
    pub fn codings(
        &self,
        source: Option<&str>,
        code: Option<&str>,
        coder: Option<&str>,
    ) -> Result<Vec<CodedQuotation>, Error> {
        self.wanted_codings(self.coding_filter(source, code, coder)?)
    }

    fn wanted_codings(&self, filter: CodingFilter) -> Result<Vec<CodedQuotation>, Error> {
        let records = self.store.records();
        let CodingFilter { source, codes, coder, hidden, own } = filter;
        let mut codings = match (source, codes.as_deref(), coder) {
            (Some(source), ..) => records.codings_in(source)?,
            (None, Some(codes), _) => records.codings_with(codes)?,
            (None, None, Some(coder)) => records.codings_by(coder)?,
            (None, None, None) => records.codings()?,
        };
        codings.retain(|coded| {
            codes.as_ref().is_none_or(|codes| codes.contains(&coded.coding.code))
                && coder.is_none_or(|coder| coded.coding.coder == coder)
                && (own == Some(coded.coding.coder) || !hidden.contains(&coded.quotation.source))
        });
        Ok(codings)
    }

    /// A page of what [`Workbench::codings`] gives, and how many there are in all.
    ///
    /// # Errors
    /// As for [`Workbench::codings`].
    pub fn codings_page(
        &self,
        source: Option<&str>,
        code: Option<&str>,
        coder: Option<&str>,
        page: AnswerPage,
    ) -> Result<(Vec<CodedQuotation>, usize), Error> {
        let filter = self.coding_filter(source, code, coder)?;
        let total = self.store.records().count_codings(&filter)?;
        // The whole of it is read quicker in one pass than coding by coding.
        let codings = if page.offset == 0 && page.limit >= total {
            self.wanted_codings(filter)?
        } else {
            self.store.records().codings_page(&filter, page.offset, page.limit)?
        };
        Ok((codings, total))
    }

    fn coding_filter(
        &self,
        source: Option<&str>,
        code: Option<&str>,
        coder: Option<&str>,
    ) -> Result<CodingFilter, Error> {
        let source = source.map(|name| self.source_id(name)).transpose()?;
        let codebook = self.codebook()?;
        let codes = code
            .map(|name| find_code(&codebook, name).map(|code| codebook.with_descendants(code.id)))
            .transpose()?;
        let coder = coder.map(|name| self.coder_id(name)).transpose()?;
        let (hidden, own) = self.hidden_sources()?;
        Ok(CodingFilter { source, codes, coder, hidden, own })
    }

    pub(super) fn coder_id(&self, name: &str) -> Result<crate::model::CoderId, Error> {
        let coders = self.store.records().coders()?;
        let found = coders.iter().find(|coder| coder.name == name).map(|coder| coder.id);
        found.ok_or_else(|| Error::NotFound {
            noun: Noun::Coder,
            name: name.to_owned(),
            similar: coders.into_iter().map(|coder| coder.name).collect(),
        })
    }

    /// Brings in a coding sheet as one operation. With `keep_going` the good lines are taken and the others reported;
    /// without it one bad line refuses the sheet.
    ///
    /// # Errors
    /// [`Error::Table`] with everything that is wrong with the sheet.
    pub fn import_codings(
        &mut self,
        file: &str,
        bytes: &[u8],
        keep_going: bool,
    ) -> Result<CodingImport, Error> {
        let sources = self.store.records().sources()?;
        let codebook = self.codebook()?;
        let (lines, problems) = read_sheet(bytes, &sources, &codebook);
        if !problems.is_empty() && (!keep_going || lines.is_empty()) {
            return Err(Error::Table { file: file.to_owned(), problems });
        }
        if lines.is_empty() {
            let problems = vec![Problem::in_line(0, Reason::Empty)];
            return Err(Error::Table { file: file.to_owned(), problems });
        }
        let detail = [("file", file.to_owned()), ("count", lines.len().to_string())];
        let coder_name = self.session.coder.clone();
        let made_at = self.now();
        let by_id: BTreeMap<SourceId, &Source> = sources.iter().map(|source| (source.id, source)).collect();
        let (mut import, _) = self.transact(OperationKind::ImportCodings, &detail, |writer| {
            store_lines(writer, &lines, &by_id, &coder_name, made_at)
        })?;
        import.problems = problems;
        Ok(import)
    }

    /// The codings as a sheet that [`Workbench::import_codings`] takes back; of one coder where given.
    ///
    /// # Errors
    /// When the coder is not there.
    pub fn export_codings(&self, coder: Option<&str>) -> Result<Vec<u8>, Error> {
        let codings = self.codings(None, None, coder)?;
        let records = self.store.records();
        let sources: BTreeMap<SourceId, Source> =
            records.sources()?.into_iter().map(|source| (source.id, source)).collect();
        let coders: BTreeMap<_, String> =
            records.coders()?.into_iter().map(|coder| (coder.id, coder.name)).collect();
        let mut lines: Vec<ExportLine<'_>> = codings
            .iter()
            .filter_map(|coded| {
                let source = sources.get(&coded.quotation.source)?;
                let coder = coders.get(&coded.coding.coder).map_or("", String::as_str);
                Some(ExportLine { coded, source, coder })
            })
            .collect();
        lines.sort_by_key(|line| line.source.position);
        Ok(write_sheet(&lines, &self.codebook()?))
    }

    /// Names of the coders.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn coders(&self) -> Result<Vec<crate::model::Coder>, Error> {
        Ok(self.store.records().coders()?)
    }
}

pub(super) fn place(source: &Source, quotation: &NewQuotation) -> Result<PlacedQuote, Error> {
    place_in(&SourceText::new(source), quotation)
}

fn place_in(text: &SourceText<'_>, quotation: &NewQuotation) -> Result<PlacedQuote, Error> {
    let source = text.source();
    match quotation {
        NewQuotation::Span { start, end } => span_of(text, &source.name, *start, *end),
        NewQuotation::Snapped { start, end } => {
            // The selection itself must be one; what it grows to then is one too.
            span_of(text, &source.name, *start, *end)?;
            let words = text.snapped(CharOffset(*start), CharOffset(*end));
            span_of(text, &source.name, words.start.0, words.end.0)
        }
        NewQuotation::Words(words) => {
            let reason = match locate(text, words) {
                Located::One(placed) => return Ok(placed),
                Located::Several(count) => Reason::QuoteAmbiguous { count },
                Located::Nowhere { nearest } => Reason::QuoteNotFound { nearest },
            };
            Err(Error::Quote { source_name: source.name.clone(), quote: words.clone(), reason })
        }
    }
}

pub(super) fn key_of(source: &Source, placed: PlacedQuote) -> QuotationKey {
    QuotationKey {
        source: source.id,
        text_hash: source.text_hash.clone(),
        span: placed.span,
        quote: placed.quote,
        before: placed.before,
        after: placed.after,
    }
}

fn store_lines(
    writer: &Writer<'_>,
    lines: &[CodingLine],
    sources: &BTreeMap<SourceId, &Source>,
    coder_name: &str,
    made_at: i64,
) -> Result<CodingImport, Error> {
    let mut import = CodingImport::default();
    for line in lines {
        let coder = if line.coder.is_empty() { coder_name } else { &line.coder };
        let coder = writer.ensure_coder(coder)?;
        let Some(source) = sources.get(&line.source) else { continue };
        let quotation = writer.ensure_quotation(&key_of(source, line.quote.clone()))?;
        let coding = NewCoding {
            quotation,
            code: line.code,
            coder,
            weight: line.weight,
            comment: line.comment.clone(),
            stance: line.stance,
            made_at,
        };
        if writer.add_coding(&coding)? {
            import.added += 1;
        } else {
            import.known += 1;
        }
    }
    Ok(import)
}
