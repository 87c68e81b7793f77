//! The state of one copy.

use crate::codebook::Codebook;
use crate::model::{
    CodedQuotation, CoderId, CodingId, Memo, MemoId, Quotation, QuotationId, Source, SourceId,
};
use std::collections::BTreeMap;

/// Everything of a study that merging looks at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snapshot {
    /// Names of the coders.
    pub coders: BTreeMap<CoderId, String>,
    /// Sources with their texts.
    pub sources: BTreeMap<SourceId, Source>,
    /// The codebook.
    pub codebook: Codebook,
    /// Codings with their quotations.
    pub codings: BTreeMap<CodingId, CodedQuotation>,
    /// Quotations that carry a memo.
    pub quotations: BTreeMap<QuotationId, Quotation>,
    /// Memos.
    pub memos: BTreeMap<MemoId, Memo>,
}

impl Snapshot {
    /// The name of a coder.
    pub fn coder(&self, id: CoderId) -> &str {
        self.coders.get(&id).map_or("", String::as_str)
    }
}
