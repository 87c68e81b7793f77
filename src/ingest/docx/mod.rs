//! Word documents: the paragraphs of the body, as Word shows them with all changes accepted.
//!
//! Does not read: headers and footers, comments, pictures, the numbers of numbered lists (they are not in the text).

mod body;
mod package;

use crate::ingest::document::Draft;
use crate::ingest::error::Error;

/// Reads a `.docx`.
///
/// # Errors
/// [`Error::Damaged`], [`Error::WrongContent`] for another kind of container, [`Error::TooLarge`] once unpacked.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let mut package = package::Package::open(bytes)?;
    let notes = match package.part(&package.beside_document("footnotes.xml"))? {
        Some(xml) => body::footnotes(&xml)?,
        None => body::Footnotes::new(),
    };
    let document = package.document()?;
    let title = match package.part("docProps/core.xml")? {
        Some(xml) => body::title(&xml),
        None => String::new(),
    };
    let lines = body::paragraphs(&document, &notes)?;
    Ok(Draft { title, lines, warnings: Vec::new() })
}
