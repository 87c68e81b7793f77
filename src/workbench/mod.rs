//! The public API: everything a person can do with a study.
//!
//! Each use case loads, calls a pure stage and saves under a named operation; research decisions live in the stages.
//! The doors (`cli`, and later a server) translate requests into these calls and nothing else.

mod agreement;
mod assess;
mod audit;
mod bibliography;
mod codebook;
mod codebook_change;
mod coding;
mod correction;
mod demo;
mod doctor;
mod error;
mod exchange;
mod files;
mod handover;
mod history;
mod instrument;
mod memo;
mod merge;
mod progress;
mod quotation;
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
mod trace;
mod words;

pub use agreement::{
    AgreementOptions, AgreementReading, AgreementReport, AgreementRow, CONSENSUS, DisagreementList, Settling,
};
pub use assess::{AssessOptions, CodebookModel};
pub use audit::DossierForm;
pub use bibliography::BibliographyReport;
pub use codebook::CodebookChange;
pub use codebook_change::{Deal, MergePreview, SplitReport};
pub use coding::{BatchCoding, CodingImport, Judgement, NewQuotation};
pub use correction::{CorrectionReport, Moved, ReanchorChoice, TextCorrection, UnplacedQuotation};
pub use demo::{DemoOptions, DemoStage, DemoSummary, demo, level_labels, parse_goals};
pub use doctor::DoctorReport;
pub use error::{Error, ErrorKind, Noun, problem_message, reason_message};
pub use exchange::{ProjectCounts, ProjectOptions, ProjectReport, remark_sentence};
pub use files::{ingest_warning, is_study, read_bytes, write_bytes};
pub use handover::{HandoverForm, HandoverPart};
pub use history::{HistoryEntry, operation_sentence};
pub use instrument::{ItemEvidence, Wording, standard_wording};
pub use merge::{LeftThere, MergeReport};
pub use progress::{Progress, Silent};
pub use quotation::{QuotationError, Whose};
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
pub use session::{Moment, NewStudy, Session, Workbench};
pub use similar::{
    AskedPassage, LEAST_SCORE, SimilarAnswer, SimilarOptions, SimilarPassage, SuggestLevel, SuggestedCode,
    SupportingQuotation,
};
pub use sources::{ImportOptions, ImportOutcome, ImportReport, ImportedFile};
pub use stats::{read_groups, read_model, read_published, read_table};
pub use trace::{TraceLine, TraceStart};
pub use words::{CollocationAnswer, KeynessAnswer, WordOptions};
