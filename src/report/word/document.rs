//! What a document holds.

/// A stretch of text in one look.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are slanted.
    pub italic: bool,
    /// `#rrggbb` behind the words; empty for none.
    pub shade: String,
    /// Remarks that begin before the words, by their index.
    pub opens: Vec<usize>,
    /// Remarks that end behind the words.
    pub closes: Vec<usize>,
}

impl Piece {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }
}

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading; 1 is the highest level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// Words that somebody said, and where.
    Quote {
        /// The words.
        words: String,
        /// The citation.
        citation: String,
    },
    /// A table with headings.
    Table {
        /// Headings.
        head: Vec<String>,
        /// Rows, as long as the headings.
        rows: Vec<Vec<String>>,
    },
}

/// A remark in the margin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// Who made it.
    pub author: String,
    /// What it says.
    pub text: String,
}

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Whether it reads from right to left.
    pub right_to_left: bool,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// Remarks in the margin.
    pub remarks: Vec<Remark>,
}
