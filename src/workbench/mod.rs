//! The public API: everything a person can do with a study.
//!
//! Each use case loads, calls a pure stage and saves under a named operation; research decisions live in the stages.
//! The doors (`cli`, and later a server) translate requests into these calls and nothing else.

mod assess;
mod audit;
mod codebook;
mod coding;
mod demo;
mod doctor;
mod error;
mod files;
mod history;
mod instrument;
mod memo;
mod progress;
mod report;
mod responses;
mod retrieval;
mod retrieval_error;
mod saturation;
mod search;
mod search_groups;
mod search_run;
mod session;
mod similar;
mod sources;
mod stats;
mod words;

pub use assess::{AssessOptions, CodebookModel};
pub use codebook::CodebookChange;
pub use coding::{CodingImport, Judgement, NewQuotation};
pub use demo::{DemoOptions, DemoStage, DemoSummary, demo, level_labels, parse_goals};
pub use doctor::DoctorReport;
pub use error::{Error, ErrorKind, Noun, problem_message, reason_message};
pub use files::{ingest_warning, is_study, read_bytes, write_bytes};
pub use history::{HistoryEntry, operation_sentence};
pub use instrument::{ItemEvidence, Wording, standard_wording};
pub use progress::{Progress, Silent};
pub use report::ReportOptions;
pub use responses::{ResponseImport, SimulationOptions};
pub use retrieval::{
    AnswerPage, MatrixAnswer, MatrixOptions, RetrievedQuotation, RetrievedQuotations, SequenceAnswer,
};
pub use retrieval_error::RetrievalError;
pub use saturation::{SaturationOptions, SaturationReport};
pub use search::{LineOrder, Passage, SearchAnswer, SearchLine, SearchOptions};
pub use search_groups::{GroupBy, SearchGroup};
pub use search_run::RunOptions;
pub use session::{NewStudy, Session, Workbench};
pub use similar::{
    AskedPassage, LEAST_SCORE, SimilarAnswer, SimilarOptions, SimilarPassage, SuggestLevel, SuggestedCode,
    SupportingQuotation,
};
pub use sources::{ImportOptions, ImportOutcome, ImportReport, ImportedFile};
pub use stats::{read_groups, read_model, read_published, read_table};
pub use words::{CollocationAnswer, KeynessAnswer, WordOptions};
