//! Ids as types of their own, so that no bare integer names a thing.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Names one source: an interview, an article, a document.
    SourceId;
    /// Names one code of the codebook.
    CodeId;
    /// Names one person who codes.
    CoderId;
    /// Names one span of one source.
    QuotationId;
    /// Names one act of putting a code on a quotation.
    CodingId;
    /// Names one memo.
    MemoId;
    /// Names one version of the questionnaire.
    InstrumentId;
    /// Names one statement of a questionnaire.
    ItemId;
    /// Names one set of answers to one questionnaire version.
    ResponseSetId;
    /// Names one row of answers.
    RespondentId;
    /// Names one kept result.
    AnalysisId;
    /// Names one recorded change of a source's text.
    CorrectionId;
    /// Names one round of coding.
    RoundId;
    /// Names what was agreed where coders differed.
    SettlementId;
    /// Names one decision of a reviewer.
    DecisionId;
    /// Names one entry of the journal; later operations have larger ids.
    OperationId;
}
