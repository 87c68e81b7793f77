//! What a search needs to know of a study beside the index, as plain data.

use crate::model::{CodeId, ContentHash, Level, SourceId, SourceKind, Span, Turn};
use crate::text::position::PositionMap;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use thiserror::Error;

/// What filters ask of a source without reading it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFacts {
    /// Its id.
    pub id: SourceId,
    /// Its short name, such as `I03`.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
}

/// What filters ask of a code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeFacts {
    /// Its id.
    pub id: CodeId,
    /// The code it stands under.
    pub parent: Option<CodeId>,
    /// Its level.
    pub level: Level,
    /// The study's label for the level; `level:` accepts it too.
    pub level_label: String,
    /// Its handle, such as `R17`.
    pub key: String,
    /// Its name, its names in other languages and its aliases.
    pub names: Vec<String>,
}

/// A stretch of a source on which a code stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodedSpan {
    /// The stretch.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// Name of the person who coded.
    pub coder: String,
}

/// What is read of a source when its hits are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceBody {
    /// Hash of the text.
    pub text_hash: ContentHash,
    /// The text in which spans are counted.
    pub text: String,
    /// Its turns in order.
    pub turns: Vec<Turn>,
    /// The codings on it.
    pub codings: Vec<CodedSpan>,
    /// Made when it is first asked for.
    map: OnceCell<PositionMap>,
}

impl SourceBody {
    /// Makes a body of its parts.
    pub fn new(text_hash: ContentHash, text: String, turns: Vec<Turn>, codings: Vec<CodedSpan>) -> Self {
        Self { text_hash, text, turns, codings, map: OnceCell::new() }
    }

    /// The way between bytes and code points of the text.
    pub fn map(&self) -> &PositionMap {
        self.map.get_or_init(|| PositionMap::new(&self.text))
    }
}

/// A source could not be read from the study.
#[derive(Debug, Error)]
#[error("source {source_id} cannot be read: {reason}")]
pub struct LibraryError {
    /// The source.
    pub source_id: SourceId,
    /// What the study said.
    pub reason: String,
}

/// A study as a search sees it. The texts themselves are asked for one by one, so that a large study never has to be in
/// memory at once.
pub trait Library {
    /// Every source, in the order in which equal results are listed.
    fn sources(&self) -> &[SourceFacts];

    /// Every code.
    fn codes(&self) -> &[CodeFacts];

    /// One source with its text.
    ///
    /// # Errors
    /// [`LibraryError`] when the study cannot deliver it.
    fn body(&self, source: SourceId) -> Result<Rc<SourceBody>, LibraryError>;
}
