//! What people decide about codings: rounds, settlements, reviewers' decisions, corrections of texts.

use crate::model::{
    CodeId, CoderId, CodingId, ContentHash, CorrectionId, DecisionId, RoundId, SettlementId, SourceId, Span,
};

/// A stretch of coding in which several coders code the same sources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Unique name.
    pub name: String,
    /// While a blind round is open, its coders do not see one another's codings in its sources.
    pub blind: bool,
    /// Whether it is still open.
    pub open: bool,
    /// Its sources.
    pub sources: Vec<SourceId>,
    /// Its coders.
    pub coders: Vec<CoderId>,
}

/// What was agreed where coders differed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
    /// Its id.
    pub id: SettlementId,
    /// The source.
    pub source: SourceId,
    /// The code.
    pub code: CodeId,
    /// Hash of the text in which the span is counted.
    pub text_hash: ContentHash,
    /// The passage.
    pub span: Span,
    /// Whether the code holds there.
    pub coded: bool,
    /// Who settled it.
    pub coder: CoderId,
    /// Why; may be empty.
    pub note: String,
}

/// What a reviewer says of a factor or a coding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReviewOutcome {
    /// The evidence stands.
    Accepted,
    /// It needs more work.
    Revise,
    /// It does not stand; a rejected coding counts as no evidence.
    Rejected,
}

impl ReviewOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Revise, Self::Rejected];

    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Revise => "revise",
            Self::Rejected => "rejected",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// What a decision is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DecisionTarget {
    /// A factor as a whole.
    Factor(CodeId),
    /// One coding of it.
    Coding(CodingId),
}

/// A reviewer's decision; the newest of a reviewer on a target holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// What it is about.
    pub target: DecisionTarget,
    /// The reviewer.
    pub coder: CoderId,
    /// What was decided.
    pub outcome: ReviewOutcome,
    /// Why; may be empty.
    pub note: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

/// One recorded change of a source's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// The source.
    pub source: SourceId,
    /// Hash of the text before.
    pub text_before: ContentHash,
    /// Hash of the text after.
    pub text_after: ContentHash,
    /// Why; may be empty.
    pub reason: String,
    /// Who corrected.
    pub coder: CoderId,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}
