//! Memos.

use crate::model::{CodeId, CoderId, MemoId, QuotationId, SourceId};

/// What a memo is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MemoTarget {
    /// The study as a whole.
    Study,
    /// One source.
    Source(SourceId),
    /// One quotation.
    Quotation(QuotationId),
    /// One code.
    Code(CodeId),
}

/// A note of a coder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Memo {
    /// Its id.
    pub id: MemoId,
    /// What it is about.
    pub target: MemoTarget,
    /// Who wrote it.
    pub coder: CoderId,
    /// The day it was written as the writer gives it (ISO 8601, or Jalali as in the file); empty when unknown.
    pub date: String,
    /// The note.
    pub text: String,
}
