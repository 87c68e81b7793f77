//! Quotations and codings: what was said, and what it was taken to mean.

use crate::model::{CodeId, CoderId, CodingId, ContentHash, QuotationId, SourceId, Span};

/// Whether a quotation surely stands where its span says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Anchor {
    /// The text at the span is the quotation's own words.
    Placed,
    /// A correction of the source left no sure place; a person has to decide.
    ToReanchor,
}

impl Anchor {
    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::ToReanchor => "to re-anchor",
        }
    }
}

/// What a passage says of the code it was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Stance {
    /// It speaks for the code.
    #[default]
    Supports,
    /// It speaks against it: negative evidence.
    Contradicts,
}

impl Stance {
    /// Both stances.
    pub const ALL: [Self; 2] = [Self::Supports, Self::Contradicts];

    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.as_str() == word)
    }
}

/// A span of one source with its text kept beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// Its id.
    pub id: QuotationId,
    /// The source it was taken from.
    pub source: SourceId,
    /// Hash of the source text that the span was counted in.
    pub text_hash: ContentHash,
    /// Where it stands, in code points.
    pub span: Span,
    /// The words at the span.
    pub quote: String,
    /// Up to 32 code points before it.
    pub before: String,
    /// Up to 32 code points behind it.
    pub after: String,
    /// Whether the span is sure.
    pub anchor: Anchor,
}

/// One coder's act of putting one code on one quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coding {
    /// Its id.
    pub id: CodingId,
    /// The quotation.
    pub quotation: QuotationId,
    /// The code.
    pub code: CodeId,
    /// Who coded.
    pub coder: CoderId,
    /// How strongly the passage speaks of the code, 1 to 100; `None` when not judged.
    pub weight: Option<u8>,
    /// The coder's remark; empty when there is none.
    pub comment: String,
    /// Whether the passage speaks for the code or against it.
    pub stance: Stance,
}

/// A coding together with its quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodedQuotation {
    /// The coding.
    pub coding: Coding,
    /// Its quotation.
    pub quotation: Quotation,
}
