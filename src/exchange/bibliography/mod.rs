//! Bibliographies of reviewed articles: RIS and BibTeX in and out, and which record is which source.

mod bibtex;
mod matching;
mod ris;

pub use matching::{Article, MatchReason, RecordMatch, match_records};

use crate::text::digits::digit_value;
use thiserror::Error;

/// One record of a bibliography. What a record does not say is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reference {
    /// The key by which the file names it.
    pub key: String,
    /// `article`, `book`, `chapter`, `conference`, `thesis`, `report` or `other`.
    pub kind: String,
    /// Authors, `Family, Given` each.
    pub authors: Vec<String>,
    /// Title.
    pub title: String,
    /// Year, in Latin digits.
    pub year: String,
    /// Journal, book or proceedings.
    pub container: String,
    /// Volume.
    pub volume: String,
    /// Issue.
    pub issue: String,
    /// Pages.
    pub pages: String,
    /// Publisher.
    pub publisher: String,
    /// DOI without the address before it.
    pub doi: String,
    /// Address.
    pub url: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Abstract.
    pub summary: String,
    /// Language.
    pub language: String,
}

/// Names under which the parts of a record are kept as attributes of a source.
pub const FIELDS: [&str; 12] = [
    "key",
    "author",
    "year",
    "journal",
    "volume",
    "issue",
    "pages",
    "publisher",
    "doi",
    "url",
    "keywords",
    "reference",
];

impl Reference {
    /// The parts of the record as attributes; empty ones are left out. The title is the source's own.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        let values = [
            self.key.clone(),
            self.authors.join("; "),
            self.year.clone(),
            self.container.clone(),
            self.volume.clone(),
            self.issue.clone(),
            self.pages.clone(),
            self.publisher.clone(),
            self.doi.clone(),
            self.url.clone(),
            self.keywords.join("; "),
            self.kind.clone(),
        ];
        FIELDS.into_iter().zip(values).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The record that the attributes of a source say.
    pub fn of_attributes<'a>(title: &str, get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default().to_owned();
        let list = |name: &str| -> Vec<String> {
            let all = text(name);
            all.split(';').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
        };
        Self {
            key: text("key"),
            kind: text("reference"),
            authors: list("author"),
            title: title.to_owned(),
            year: text("year"),
            container: text("journal"),
            volume: text("volume"),
            issue: text("issue"),
            pages: text("pages"),
            publisher: text("publisher"),
            doi: text("doi"),
            url: text("url"),
            keywords: list("keywords"),
            ..Self::default()
        }
    }
}

/// Why a bibliography cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum BibliographyError {
    /// It is no text.
    #[error("the file is no text")]
    NotText,
    /// It is neither RIS nor BibTeX.
    #[error("neither RIS nor BibTeX")]
    Unknown,
    /// Something in it cannot be read.
    #[error("line {line}: {detail}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        detail: String,
    },
}

/// Reads a bibliography; the form is known by what it begins with.
///
/// # Errors
/// [`BibliographyError`]; nothing is half read.
pub fn read_bibliography(bytes: &[u8]) -> Result<Vec<Reference>, BibliographyError> {
    let (text, _) = crate::ingest::decode_exact(bytes).map_err(|_not_text| BibliographyError::NotText)?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if ris::is_tag(first) {
        return ris::read(&text);
    }
    if first.starts_with(['@', '%']) || text.contains("\n@") {
        return bibtex::read(&text);
    }
    Err(BibliographyError::Unknown)
}

/// Writes records as RIS.
pub fn write_ris(references: &[Reference]) -> String {
    ris::write(references)
}

/// Writes records as BibTeX.
pub fn write_bibtex(references: &[Reference]) -> String {
    bibtex::write(references)
}

/// A DOI without the address that some files write before it.
fn bare_doi(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_lowercase();
    let start = lower.find("10.").unwrap_or(0);
    text.get(start..).unwrap_or(text).to_owned()
}

/// The first four digits of a date, in Latin digits.
fn year_of(text: &str) -> String {
    let latin: String = text
        .chars()
        .map(|letter| digit_value(letter).and_then(|value| char::from_digit(value, 10)).unwrap_or(letter))
        .collect();
    let digits: Vec<&str> = latin.split(|letter: char| !letter.is_ascii_digit()).collect();
    digits.into_iter().find(|run| run.len() == 4).unwrap_or_default().to_owned()
}
