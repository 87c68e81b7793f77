//! Files in which each line is a text of its own: a name, a tab, the text.

use crate::ingest::document::{Document, Draft, Line};
use crate::ingest::encoding::decode;
use crate::ingest::error::Error;
use std::collections::BTreeSet;

/// Reads a file of lines `name<TAB>text` as one document each, in the order of the file.
///
/// # Errors
/// [`Error::Line`] for the first line without a name or with a name that was used; [`Error::NotText`], [`Error::NoText`].
pub fn read_lines(bytes: &[u8]) -> Result<Vec<(String, Document)>, Error> {
    let (text, _) = decode(bytes)?;
    let mut names = BTreeSet::new();
    let mut documents = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (name, text) = line.split_once('\t').unwrap_or_default();
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::Line { line: number, duplicate: false });
        }
        if !names.insert(name.to_owned()) {
            return Err(Error::Line { line: number, duplicate: true });
        }
        let draft = Draft { lines: vec![Line::of(text)], ..Draft::default() };
        documents.push((name.to_owned(), draft.finish()?));
    }
    if documents.is_empty() { Err(Error::NoText) } else { Ok(documents) }
}
