//! One door for every format.

use crate::ingest::document::{Document, Draft, Line};
use crate::ingest::error::{Error, Format, Warning};
use crate::ingest::{docx, html, markdown, pdf, plain, subtitles};
use crate::model::SourceKind;

/// What a reader may take for granted and how much it may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadOptions {
    /// What the user says the file is; `None` to guess.
    pub kind_hint: Option<SourceKind>,
    /// Largest file in bytes.
    pub largest_file: u64,
}

impl Default for ReadOptions {
    /// 128 MiB: a transcript of a hundred hours is 5 MiB; a PDF with pictures can be large.
    fn default() -> Self {
        Self { kind_hint: None, largest_file: 128 * 1024 * 1024 }
    }
}

/// Reads a file into text, turns and attributes.
///
/// `file_name` serves to know the format where the bytes alone do not say it (Markdown and subtitles are plain text too).
///
/// # Errors
/// See [`Error`]; never a half-read text.
pub fn read(file_name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    let size = bytes.len() as u64;
    if size > options.largest_file {
        return Err(Error::TooLarge { bytes: size, limit: options.largest_file });
    }
    let draft = match format_of(file_name, bytes)? {
        Format::Text => plain::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Html => html::read(bytes),
        Format::Subtitles => subtitles::read(bytes),
        Format::Docx => docx::read(bytes),
        Format::Pdf => read_pdf(bytes),
    }?;
    draft.finish()
}

/// The first bytes of a ZIP container, of an old Office file, of a PDF.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const PDF: &[u8] = b"%PDF-";

fn format_of(file_name: &str, bytes: &[u8]) -> Result<Format, Error> {
    let extension =
        file_name.rsplit_once('.').map_or_else(String::new, |(_, last)| last.trim().to_lowercase());
    if bytes.starts_with(PDF) {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(COMPOUND) {
        let package: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        let locked = bytes.windows(package.len()).any(|window| window == package);
        let kind = if extension == "docx" { "doc".to_owned() } else { extension };
        return Err(if locked { Error::Locked } else { Error::Unsupported { extension: kind } });
    }
    let format = match extension.as_str() {
        "txt" | "text" | "" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "srt" | "vtt" => Format::Subtitles,
        "docx" | "docm" => Format::Docx,
        "pdf" => Format::Pdf,
        _ if bytes.starts_with(ZIP) => return Err(Error::Unsupported { extension }),
        _ if known_elsewhere(&extension) => return Err(Error::Unsupported { extension }),
        _ => Format::Text,
    };
    match format {
        Format::Docx if bytes.starts_with(ZIP) => Ok(Format::Docx),
        Format::Docx | Format::Pdf => Err(Error::WrongContent { expected: format }),
        Format::Text if bytes.starts_with(ZIP) => Err(Error::NotText),
        _ => Ok(format),
    }
}

/// Extensions of files that may decode as text but whose text is not what people read.
fn known_elsewhere(extension: &str) -> bool {
    [
        "rtf", "doc", "odt", "epub", "xlsx", "xls", "pptx", "csv", "json", "xml", "sav", "jpg", "png", "mp3",
        "mp4", "wav",
    ]
    .contains(&extension)
}

fn read_pdf(bytes: &[u8]) -> Result<Draft, Error> {
    let text = pdf::read_pdf(bytes).map_err(|error| match error {
        pdf::PdfError::NotPdf => Error::WrongContent { expected: Format::Pdf },
        pdf::PdfError::Encrypted => Error::Locked,
        pdf::PdfError::Damaged(detail) => Error::Damaged { format: Format::Pdf, detail },
        pdf::PdfError::TooManyPages { pages, limit } => Error::TooManyPages { pages, limit },
        pdf::PdfError::NoText => Error::Scanned,
    })?;
    let warnings = text
        .warnings
        .into_iter()
        .map(|warning| match warning {
            pdf::PdfWarning::PageWithoutText { page } => Warning::PageWithoutText { page },
            pdf::PdfWarning::UnreadableLetters { page, percent } => {
                Warning::UnreadableLetters { page, percent }
            }
        })
        .collect();
    Ok(Draft { title: String::new(), lines: text.paragraphs.into_iter().map(Line::of).collect(), warnings })
}
