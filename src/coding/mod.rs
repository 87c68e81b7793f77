//! Quotations under codes: where words stand in a source, coding sheets, and the evidence behind each factor.
//!
//! Answers: where exactly does this quotation stand, which codings does this sheet hold, which lines support this
//! factor, and is that enough? Pure: takes sources, codes and codings; `store` keeps the outcome.

mod audit;
mod corpus;
pub mod matrix;
mod memos;
mod place;
pub mod query;
pub mod saturation;
mod sheet;
#[cfg(test)]
mod trial;

pub use audit::{Audit, AuditRules, CodeCount, Evidence, FactorAudit, Flag, audit};
pub use corpus::{CodedCorpus, CodingMark, QuotationMark, SourceMark, SourceReader, WordPlaces, turn_at};
pub use memos::{MemoLine, MemoLineTarget, read_memos};
pub use place::{Located, PlacedQuote, SourceText, locate};
pub use saturation::SaturationStep;
pub use sheet::{CodingLine, ExportLine, read_sheet, write_sheet};
