//! Word documents (DOCX), right to left where their language is: headings, paragraphs, tables, remarks in the margin.
//!
//! Answers: how does a text become a document that Word, LibreOffice and Pages show in the right order? Paragraphs and tables
//! carry their direction, and every stretch of letters of one direction is a run of its own with its own font and language.
//! Source: ECMA-376, part 1 (WordprocessingML), sections 17.3.1.6, 17.3.2.30, 17.4.1.

mod body;
mod document;
mod package;

pub use document::{Block, Document, Piece, Remark};
pub use package::write_document;
