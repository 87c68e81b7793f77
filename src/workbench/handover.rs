//! Parts of a study for other programs and people: tables, documents, annotations, networks.

use crate::coding::matrix::Nearness;
use crate::exchange::{Annotation, write_annotations, write_graphml};
use crate::locale::Locale;
use crate::model::{Anchor, CodedQuotation, SourceId};
use crate::report::{Handover, coded_page, write_document};
use crate::sheet::{SheetTable, write_workbook};
use crate::store::ExchangeNoun;
use crate::workbench::audit::csv_of;
use crate::workbench::exchange::Names;
use crate::workbench::{Error, Workbench};
use std::collections::{BTreeMap, BTreeSet};

/// What is handed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandoverPart {
    /// The codebook.
    Codebook,
    /// Quotations under their codes.
    Quotations,
    /// Sources with their codes in the margin.
    Coded,
}

/// In which form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandoverForm {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// A Word document.
    Docx,
    /// Markdown.
    Markdown,
    /// One page.
    Html,
}

impl HandoverForm {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::Docx, Self::Markdown, Self::Html];

    /// The ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// The form of files with this ending; `None` for any other.
    pub fn parse(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str().eq_ignore_ascii_case(ending))
    }

    /// The forms that a part can have.
    pub fn of(part: HandoverPart) -> &'static [Self] {
        match part {
            HandoverPart::Codebook | HandoverPart::Quotations => {
                &[Self::Csv, Self::Xlsx, Self::Docx, Self::Markdown]
            }
            HandoverPart::Coded => &[Self::Docx, Self::Html],
        }
    }
}

impl Workbench {
    /// A part of the study in a form in which it is handed on. Codings that a blind round hides are left out.
    ///
    /// # Errors
    /// When the study file cannot be read, the part has no such form, or it does not fit a workbook.
    pub fn handover(
        &self,
        part: HandoverPart,
        form: HandoverForm,
        locale: &Locale,
    ) -> Result<Vec<u8>, Error> {
        if !HandoverForm::of(part).contains(&form) {
            let forms: Vec<&str> = HandoverForm::of(part).iter().map(|form| form.as_str()).collect();
            return Err(Error::NoSuchForm { form: form.as_str().to_owned(), forms: forms.join(", ") });
        }
        let records = self.store.records();
        let (codebook, coders, info) = (self.codebook()?, records.coders()?, self.info()?);
        let sources: BTreeMap<_, _> =
            records.sources()?.into_iter().map(|source| (source.id, source)).collect();
        let codings = self.placed_codings()?;
        let input = Handover {
            title: &info.title,
            codebook: &codebook,
            sources: &sources,
            codings: &codings,
            coders: &coders,
            locale,
        };
        let document = || match part {
            HandoverPart::Codebook => input.codebook_document(),
            HandoverPart::Quotations => input.quotations_document(),
            HandoverPart::Coded => input.coded_document(),
        };
        let table = || -> SheetTable {
            if part == HandoverPart::Codebook { input.codebook_table() } else { input.quotations_table() }
        };
        match form {
            HandoverForm::Csv => Ok(csv_of(&table())),
            HandoverForm::Xlsx => {
                write_workbook(&[table()], locale.language().is_right_to_left()).map_err(Error::Workbook)
            }
            HandoverForm::Docx => Ok(write_document(&document())),
            HandoverForm::Markdown => Ok(Handover::markdown(&document()).into_bytes()),
            HandoverForm::Html => Ok(coded_page(&document(), locale).into_bytes()),
        }
    }

    /// Codings on quotations whose place is sure, those that a blind round hides left out.
    fn placed_codings(&self) -> Result<Vec<CodedQuotation>, Error> {
        let mut codings = self.codings(None, None, None)?;
        codings.retain(|coded| coded.quotation.anchor == Anchor::Placed);
        Ok(codings)
    }

    /// Codings as W3C Web Annotations (JSON-LD).
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn annotations(&self) -> Result<String, Error> {
        let records = self.store.records();
        let (names, codebook, info) = (Names::load(&records)?, self.codebook()?, self.info()?);
        let times = records.coding_times()?;
        let sources: BTreeMap<SourceId, String> =
            records.source_marks()?.into_iter().map(|source| (source.id, source.name)).collect();
        let coders: BTreeMap<_, _> =
            records.coders()?.into_iter().map(|coder| (coder.id, coder.name)).collect();
        let mut annotations = Vec::new();
        let mut told: BTreeSet<i64> = BTreeSet::new();
        for coded in self.placed_codings()? {
            let (coding, quotation) = (&coded.coding, &coded.quotation);
            let Some(code) = codebook.get(coding.code) else { continue };
            if !told.insert(coding.id.0) {
                continue;
            }
            let span = (quotation.span.start().0, quotation.span.end().0);
            annotations.push(Annotation {
                guid: names.guid(ExchangeNoun::Coding, coding.id.0),
                source: (
                    names.guid(ExchangeNoun::Source, quotation.source.0),
                    sources.get(&quotation.source).cloned().unwrap_or_default(),
                ),
                code: (
                    names.guid(ExchangeNoun::Code, code.id.0),
                    code.draft.key.clone(),
                    code.draft.name.clone(),
                ),
                language: info.language.clone(),
                coder: coders.get(&coding.coder).cloned().unwrap_or_default(),
                made_at: times.get(&coding.id).copied().unwrap_or_default(),
                span,
                quote: [quotation.quote.clone(), quotation.before.clone(), quotation.after.clone()],
                comment: coding.comment.clone(),
            });
        }
        Ok(format!("{:#}\n", write_annotations(&info.title, &annotations)))
    }

    /// The network of codes that come together, as GraphML.
    ///
    /// # Errors
    /// As for [`Workbench::network`].
    pub fn network_graphml(&self, codes: &str, nearness: Nearness, least: u64) -> Result<String, Error> {
        let network = self.network(codes, nearness, None, least)?;
        Ok(write_graphml(&network))
    }
}
