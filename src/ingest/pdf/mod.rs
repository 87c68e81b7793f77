//! The text of PDF pages in the order in which people read it.
//!
//! A PDF says which glyph stands where, not what is read after what. So glyphs are collected with their places
//! ([`glyphs`]), put into columns and lines ([`lines`]), each line is turned from the order of places into the order of
//! reading ([`order`]), and lines are joined into paragraphs ([`paragraphs`]).
//!
//! Does not: recognise letters in pictures, guess at glyphs whose font does not say what they mean (they become U+FFFD and
//! a warning), put back half-spaces that the writer of the file left out.

mod glyphs;
mod lines;
mod order;
mod paragraphs;

use crate::ingest::pdf::glyphs::{Unit, collect};
use crate::ingest::pdf::lines::{Line, page_lines};
use crate::ingest::pdf::paragraphs::join;
use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most pages that are read.
const MOST_PAGES: usize = 2000;

/// Most glyphs of a document; a thousand dense pages have about four million.
const MOST_GLYPHS: usize = 5_000_000;

/// Share of unreadable letters of a page, in percent, from which on people are warned.
const MANY_UNREADABLE: usize = 2;

/// What can be wrong with a PDF as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PdfError {
    /// The bytes do not begin as a PDF does.
    NotPdf,
    /// It needs a password.
    Encrypted,
    /// It breaks the rules of the format; with where.
    Damaged(String),
    /// It has too many pages.
    TooManyPages {
        /// Its pages.
        pages: usize,
        /// The largest number that is read.
        limit: usize,
    },
    /// No page holds text.
    NoText,
}

/// What a person should know about the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PdfWarning {
    /// A page without text among pages with text.
    PageWithoutText {
        /// Its number, from 1.
        page: usize,
    },
    /// A page with many glyphs that have no meaning.
    UnreadableLetters {
        /// Its number, from 1.
        page: usize,
        /// Their share in percent.
        percent: u32,
    },
}

/// The text of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PdfText {
    /// Paragraphs in reading order.
    pub(super) paragraphs: Vec<String>,
    /// What a person should know.
    pub(super) warnings: Vec<PdfWarning>,
}

/// Reads the text of a PDF.
///
/// # Errors
/// See [`PdfError`]. A page that cannot be interpreted counts as a page without text.
pub(super) fn read_pdf(bytes: &[u8]) -> Result<PdfText, PdfError> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(PdfError::NotPdf);
    }
    // The interpreter is written for files that keep the rules; a panic of it is damage of the file, never of the program.
    let read = catch_unwind(AssertUnwindSafe(|| read_pages(bytes)));
    read.unwrap_or_else(|_| Err(PdfError::Damaged("the structure of the file".to_owned())))
}

fn read_pages(bytes: &[u8]) -> Result<PdfText, PdfError> {
    // The reader's error type cannot be named from outside; its debugging form tells the two cases apart.
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| {
        if format!("{error:?}").starts_with("Decryption") {
            PdfError::Encrypted
        } else {
            PdfError::Damaged("no list of objects".to_owned())
        }
    })?;
    let pages = pdf.pages().len();
    if pages > MOST_PAGES {
        return Err(PdfError::TooManyPages { pages, limit: MOST_PAGES });
    }
    let cache = InterpreterCache::new();
    let mut warnings = Vec::new();
    let mut texts: Vec<Vec<Vec<Line>>> = Vec::new();
    let mut glyphs = 0;
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let units: Vec<Unit> =
            catch_unwind(AssertUnwindSafe(|| collect(page, &cache, pdf.xref()))).unwrap_or_default();
        glyphs += units.len();
        if glyphs > MOST_GLYPHS {
            return Err(PdfError::Damaged(format!("more than {MOST_GLYPHS} letters up to page {number}")));
        }
        let letters = units.iter().filter(|unit| !unit.is_space()).count();
        let unreadable = units.iter().filter(|unit| unit.text.contains(char::REPLACEMENT_CHARACTER)).count();
        if letters == 0 {
            warnings.push(PdfWarning::PageWithoutText { page: number });
        } else if unreadable * 100 > letters * MANY_UNREADABLE {
            let percent = u32::try_from(unreadable * 100 / letters).unwrap_or(100);
            warnings.push(PdfWarning::UnreadableLetters { page: number, percent });
        }
        texts.push(page_lines(units));
    }
    let paragraphs = join(texts);
    if paragraphs.is_empty() { Err(PdfError::NoText) } else { Ok(PdfText { paragraphs, warnings }) }
}

#[cfg(test)]
mod tests {
    use super::{PdfError, read_pdf};

    #[test]
    fn bytes_that_are_no_pdf_are_refused() {
        assert_eq!(read_pdf(b"hello"), Err(PdfError::NotPdf));
        assert!(matches!(read_pdf(b"%PDF-1.7\nnothing here"), Err(PdfError::Damaged(_) | PdfError::NoText)));
    }
}
