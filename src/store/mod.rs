//! The study file: one SQLite database, opened, upgraded, read and changed.
//!
//! Answers: how is a study kept so that nothing acknowledged is lost and every change can be taken back? All writing
//! goes through `Store::transact`, which records who did what, the row before and the row after, in one transaction
//! with the change itself. Knows nothing of research: which codes may merge is decided in the stages, this module
//! keeps the outcome. The only home of rusqlite.

mod analysis;
mod backup;
mod check;
mod code;
mod coder;
mod coding;
mod coding_page;
mod content;
mod error;
mod exchange;
mod foreign;
mod instrument;
mod journal;
mod marks;
mod memo;
mod migrations;
mod open;
mod past;
mod records;
mod response;
mod review;
mod source;
mod study;

pub use analysis::AnalysisRecord;
pub use backup::BackupReport;
pub use check::{Finding, IntegrityReport};
pub use coding::{NewCoding, QuotationKey};
pub use coding_page::CodingFilter;
pub use error::Error;
pub use exchange::{ExchangeName, ExchangeNoun, KeptProject};
pub use foreign::read_foreign;
pub use instrument::NewItem;
pub use journal::{Change, Entry, Operation, OperationKind, UndoState};
pub use open::Store;
pub use records::{Records, Writer};
pub use response::NewResponseSet;
pub use review::NewSettlement;
pub use source::{NewSource, SourceSummary, SourceText};
