//! What a reader hands over, and how paragraphs become it.

use crate::ingest::error::{Error, Warning};
use crate::ingest::vocabulary::{Cue, cue};
use crate::ingest::{header, label, turns};
use crate::model::{SourceKind, Turn};
use crate::text::language::detect_language;
use std::collections::BTreeMap;

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its text: the paragraphs, each on a line of its own.
    pub text: String,
    /// The title that the file gives itself; empty when it gives none.
    pub title: String,
    /// The turns in order: who speaks where, or the paragraphs of a text without speakers.
    pub turns: Vec<Turn>,
    /// `fa`, `en`, `mixed` or `other`.
    pub language: String,
    /// What a person should know about the reading.
    pub warnings: Vec<Warning>,
    /// What the head lines say (`City: Mashhad`).
    pub attributes: BTreeMap<String, String>,
}

/// One line of the text to be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Line {
    /// Its characters, without the line end.
    pub(super) text: String,
    /// When it is said, in milliseconds from the start of the recording.
    pub(super) time: Option<(u32, u32)>,
    /// Whether the format marks it as a heading.
    pub(super) heading: bool,
}

impl Line {
    /// A line of running text.
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), time: None, heading: false }
    }
}

/// What the reader of one format makes of the bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Draft {
    /// The title that the format has a place for.
    pub(super) title: String,
    /// Every line of the text.
    pub(super) lines: Vec<Line>,
    /// What a person should know.
    pub(super) warnings: Vec<Warning>,
}

impl Draft {
    /// Finds head lines, speakers and turns and puts the text together.
    ///
    /// # Errors
    /// [`Error::NoText`] when no line holds a letter or digit.
    pub(super) fn finish(self) -> Result<Document, Error> {
        if !self.lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric)) {
            return Err(Error::NoText);
        }
        let speakers = label::find_speakers(&self.lines);
        let head = header::read(&self.lines, &speakers);
        let turns = turns::divide(&self.lines, &speakers, head.lines);
        let text = self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        let language = detect_language(&text).as_str().to_owned();
        let title = if self.title.trim().is_empty() { head.title } else { self.title.trim().to_owned() };
        Ok(Document { text, title, turns, language, warnings: self.warnings, attributes: head.attributes })
    }
}

/// Guesses what a document is: an interview when people speak in it, an article when it has sections of one.
pub fn guess_kind(document: &Document) -> SourceKind {
    if document.turns.iter().filter(|turn| !turn.speaker.is_empty()).count() >= 2 {
        return SourceKind::Interview;
    }
    let sections = document
        .text
        .lines()
        .filter_map(|line| line.trim_start_matches(['#', ' ', '*']).split(['.', ':', '*']).next())
        .filter(|head| head.chars().count() <= 24 && cue(head) == Some(Cue::Section))
        .count();
    if sections >= 2 { SourceKind::Article } else { SourceKind::Document }
}
