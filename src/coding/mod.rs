//! Quotations under codes: where words stand in a source, coding sheets, and the evidence behind each factor.
//!
//! Answers: where exactly does this quotation stand, which codings does this sheet hold, which lines support this
//! factor, and is that enough? Pure: takes sources, codes and codings; `store` keeps the outcome.

mod agreement;
mod anchor;
mod audit;
mod audit_rules;
mod corpus;
mod loose;
pub mod matrix;
mod memos;
mod merge;
mod place;
pub mod query;
pub mod saturation;
mod sheet;
#[cfg(test)]
mod trial;

pub use agreement::{
    AgreementLevel, AgreementUnit, CodedSpan, Disagreement, DisagreementKind, Uncoded, agreed, coded_spans,
    continuum, disagreements, length_of, presence, units_of,
};
pub use anchor::{Alignment, Fate, Proposal, follow, propose};
pub use audit::{Audit, AuditInput, CodeCount, Discount, Evidence, FactorAudit, Flag, audit};
pub use audit_rules::{AuditRules, RuleError};
pub use corpus::{CodedCorpus, CodingMark, QuotationMark, SourceMark, SourceReader, WordPlaces, turn_at};
pub use loose::{Coverage, LooseEnds, loose_ends};
pub use memos::{ListedMemo, MemoFilter, MemoLine, MemoLineTarget, read_memos};
pub use merge::{
    Counts, MergeAction, MergeConflict, MergePlan, MergeTarget, Place, Prefer, Snapshot, plan_merge,
};
pub use place::{Located, PlacedQuote, SourceText, locate};
pub use saturation::SaturationStep;
pub use sheet::{CodingLine, ExportLine, read_sheet, write_sheet};
