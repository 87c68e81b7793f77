//! JSON shapes for `--json` and HTTP, and the same results as text for a terminal.
//!
//! Answers: how does a result look outside the program? One envelope: `{"data": …}` or `{"error": …}`. Shapes are
//! written by hand, so that a renamed field in the domain does not change what others read. Decides nothing.

mod agreement;
mod assessment;
mod audit;
mod codebook_changes;
mod codings;
mod envelope;
mod exchange;
mod instrument;
mod measurement;
mod merge;
mod quotations;
mod retrieval;
mod saturation;
mod search;
mod similar;
mod sources;
pub mod stats;
mod words;

pub use agreement::{agreement, agreement_reading, disagreements, rounds};
pub use assessment::{assessment, assessment_text, kept_assessment};
pub use audit::{audit, audit_rules, chain, chain_text, flag, loose_ends, trace};
pub use codebook_changes::{alike_codes, codebook_comparison, codes_like, merge_preview, split};
pub use codings::{
    codebook, codebook_change, coded, coders, coding_import, codings, listed_memos, memo_target, memos,
    named_codings,
};
pub use envelope::{
    added, changes, count, demo, doctor, envelope, error, history, key, operation, page, path, study, version,
};
pub use exchange::{bibliography_report, prisma, project_report};
pub use instrument::{finding, findings, instrument, response_import, response_sets};
pub use merge::merge;
pub use quotations::{correction, quotation_ids, unplaced};
pub use retrieval::{
    CellValue, MatrixWords, matrix, matrix_rows, network, retrieved, sequence, sheet_of_rows,
};
pub use saturation::saturation;
pub use search::{passages, search, search_groups};
pub use similar::{evaluation, similar, suggestions};
pub use sources::{import_report, source, sources};
pub use words::{collocations, key_words, word_list};
