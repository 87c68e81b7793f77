//! Finished results to documents and pictures.
//!
//! Answers: how does a reader see the study? Takes what other stages computed and writes one self-contained HTML page in
//! one or more languages, and the questionnaire to print. Computes nothing; every figure it prints stands in its input.

mod chart;
mod coded_page;
mod dossier;
mod evidence;
mod font;
mod handover;
mod html;
mod measurement;
mod page;
mod questionnaire;
mod tables;
mod word;

pub use coded_page::coded_page;
pub use dossier::{DossierInput, dossier, dossier_page};
pub use handover::Handover;
pub use page::{ReportInput, SourceLine, report};
pub use questionnaire::questionnaire;
pub use word::{Block, Document, Piece, Remark, write_document};
