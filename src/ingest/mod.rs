//! Reading transcripts, articles and notes from the files people have.
//!
//! Answers: which text is in this file, who speaks where, what do its head lines say about it? One `read` for every
//! format; the format is known by the bytes first and by the name second, and the encoding of plain texts by the bytes
//! alone. Tables of attributes come in by `read_attributes`.
//!
//! It does not: touch a study, change letters (a text keeps every character of its paragraphs), repair spelling, read the
//! pictures of a scan. Every limit is in `ReadOptions`.
//!
//! A new format is one file with a function from bytes to paragraphs, and one line in `read.rs`.

mod attributes;
mod document;
mod docx;
mod encoding;
mod error;
mod header;
mod html;
mod label;
mod lines;
mod markdown;
mod marked;
mod pdf;
mod plain;
mod read;
mod subtitles;
mod turns;
mod vocabulary;

pub use attributes::{AttributeTable, read_attributes};
pub use document::{Document, guess_kind};
pub use encoding::decode_exact;
pub use error::{Error, Format, Warning};
pub use lines::read_lines;
pub use marked::{MarkedText, read_marked};
pub use read::{ReadOptions, read};
