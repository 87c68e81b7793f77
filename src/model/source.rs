//! Sources and their turns.

use crate::model::{ContentHash, SourceId};
use crate::text::position::CharOffset;
use std::collections::BTreeMap;

/// What a source is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SourceKind {
    /// A transcript with speakers.
    Interview,
    /// A reviewed article or the notes on one.
    Article,
    /// Anything else.
    Document,
}

impl SourceKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 3] = [Self::Interview, Self::Article, Self::Document];

    /// The word used in files, JSON and queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Article => "article",
            Self::Document => "document",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The part a speaker plays in an interview.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SpeakerRole {
    /// Asks the questions; not counted as evidence.
    Interviewer,
    /// Answers them.
    Interviewee,
    /// Neither is known.
    Unknown,
}

impl SpeakerRole {
    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Interviewer => "interviewer",
            Self::Interviewee => "interviewee",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word back; any other word is [`SpeakerRole::Unknown`].
    pub fn parse(word: &str) -> Self {
        match word {
            "interviewer" => Self::Interviewer,
            "interviewee" => Self::Interviewee,
            _ => Self::Unknown,
        }
    }
}

/// One speaker's stretch of a transcript; a paragraph in other sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Position among the source's turns, from 1.
    pub number: u32,
    /// The speaker's label as written in the transcript; empty for a paragraph without speaker.
    pub speaker: String,
    /// The part the speaker plays.
    pub role: SpeakerRole,
    /// First code point of what is said (behind the label).
    pub start: CharOffset,
    /// Code point behind the last one.
    pub end: CharOffset,
    /// Milliseconds from the recording's start, where the file has times.
    pub time_start: Option<u32>,
    /// Milliseconds from the recording's start at which the turn ends.
    pub time_end: Option<u32>,
}

/// An article, a transcript or a note, with its exact text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Short unique name such as `I03`, by which people cite it.
    pub name: String,
    /// Longer title; empty when there is none.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// `fa`, `en` or `mixed`, or another tag set by the user.
    pub language: String,
    /// The text in which quotations are counted. Never normalised.
    pub text: String,
    /// Hash of `text`.
    pub text_hash: ContentHash,
    /// Hash of the original file's bytes, which the study keeps.
    pub file_hash: ContentHash,
    /// Name of the original file, without folders.
    pub file_name: String,
    /// Turns in order; together with the gaps between them they cover the text.
    pub turns: Vec<Turn>,
    /// Attributes such as role, sex, year: name to value.
    pub attributes: BTreeMap<String, String>,
    /// Position in the study's order of coding, from 1.
    pub position: u32,
}

impl Source {
    /// Length of the text in code points.
    pub fn length(&self) -> CharOffset {
        CharOffset::length_of(&self.text)
    }

    /// The turn that holds the code point at `offset`; a speaker's label belongs to the turn it opens.
    ///
    /// `None` before the first turn (a transcript's header) and in an empty source.
    pub fn turn_at(&self, offset: CharOffset) -> Option<&Turn> {
        let behind = self.turns.partition_point(|turn| turn.end <= offset);
        let turn = self.turns.get(behind)?;
        let previous_end = behind.checked_sub(1).map(|index| self.turns[index].end);
        (turn.start <= offset || previous_end.is_some_and(|end| end <= offset)).then_some(turn)
    }
}
