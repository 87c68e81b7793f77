//! What a study is made of, as plain data.
//!
//! Answers: which things exist and what belongs to each of them? Deliberately without behaviour beyond what a value
//! needs to be valid: stages compute, `store` keeps, `wire` prints. Nothing here knows SQL or JSON.

mod code;
mod coder;
mod hash;
mod ids;
mod instrument;
mod memo;
mod quotation;
mod response;
mod review;
mod source;
mod span;
mod study;

pub use code::{Code, CodeDraft, Level};
pub use coder::Coder;
pub use hash::{ContentHash, FieldHasher};
pub use ids::{
    AnalysisId, CodeId, CoderId, CodingId, CorrectionId, DecisionId, InstrumentId, ItemId, MemoId,
    OperationId, QuotationId, RespondentId, ResponseSetId, RoundId, SettlementId, SourceId,
};
pub use instrument::{Instrument, InstrumentStatus, Item, Scale, ScalePoint};
pub use memo::{Memo, MemoTarget};
pub use quotation::{Anchor, CodedQuotation, Coding, Quotation, Stance};
pub use response::{ResponseRow, ResponseSet};
pub use review::{Correction, Decision, DecisionTarget, ReviewOutcome, Round, Settlement};
pub use source::{Source, SourceKind, SpeakerRole, Turn};
pub use span::{Span, SpanError};
pub use study::{Goals, LevelLabels, StudyInfo};
