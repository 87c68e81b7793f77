//! Why a file cannot be taken, and what a person should know about one that was.

use crate::sheet::Problem;

/// The formats that are read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Format {
    /// Plain text in any usual encoding.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Subtitles, `.srt` or `.vtt`.
    Subtitles,
    /// A Word document, `.docx`.
    Docx,
    /// A PDF file with text in it.
    Pdf,
}

impl Format {
    /// The name people know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Subtitles => "srt/vtt",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// Why a file cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// There is something in it, but no letters.
    #[error("there is no text in the file")]
    NoText,
    /// The file, or a part of it once unpacked, is larger than allowed.
    #[error("{bytes} bytes are more than the {limit} allowed")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// No reader for files of this kind.
    #[error("files of the kind {extension:?} are not read")]
    Unsupported {
        /// The extension of the name, in lower case; may be empty.
        extension: String,
    },
    /// The bytes are no text in any encoding.
    #[error("the bytes are no text")]
    NotText,
    /// The name promises a format that the bytes are not.
    #[error("the bytes are not {}", .expected.as_str())]
    WrongContent {
        /// The format by the name.
        expected: Format,
    },
    /// The file is of its format but broken.
    #[error("the {} is damaged: {detail}", .format.as_str())]
    Damaged {
        /// The format.
        format: Format,
        /// What the reader stumbled on, and where.
        detail: String,
    },
    /// The file is locked by a password.
    #[error("the file is locked by a password")]
    Locked,
    /// A PDF of pictures of pages.
    #[error("none of the pages holds text")]
    Scanned,
    /// A PDF with more pages than are read.
    #[error("{pages} pages are more than the {limit} allowed")]
    TooManyPages {
        /// Its pages.
        pages: usize,
        /// The largest number that is read.
        limit: usize,
    },
    /// A line of a file of lines cannot be taken.
    #[error("line {line}: {}", if *.duplicate { "the name stands on an earlier line" } else { "no name before a tab" })]
    Line {
        /// The line, from 1.
        line: usize,
        /// Whether its name was used already; otherwise it has none.
        duplicate: bool,
    },
    /// A table of attributes has problems.
    #[error("the table has {} problems", .0.len())]
    Table(Vec<Problem>),
}

/// What a person should know about a file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// A plain text was taken to be in this encoding, since it is not Unicode.
    DecodedAs {
        /// Name of the encoding, such as `windows-1256`.
        encoding: String,
    },
    /// Some bytes are no letters in the encoding; each became U+FFFD.
    Undecodable {
        /// How many.
        count: usize,
    },
    /// A page of a PDF holds no text: a scan, or a drawing.
    PageWithoutText {
        /// Its number, from 1.
        page: usize,
    },
    /// Many letters of a page cannot be read, since its fonts do not say what their shapes mean.
    UnreadableLetters {
        /// Its number, from 1.
        page: usize,
        /// Share of its letters in percent.
        percent: u32,
    },
    /// A subtitle block has no readable time and was taken as text.
    BadTime {
        /// Line of the file, from 1.
        line: usize,
    },
}
