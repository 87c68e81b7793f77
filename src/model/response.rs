//! Answers.

use crate::model::{InstrumentId, RespondentId, ResponseSetId};

/// One respondent's answers.
#[derive(Clone, PartialEq, Debug)]
pub struct ResponseRow {
    /// The row's id.
    pub id: RespondentId,
    /// How the file names the respondent, or the row number.
    pub key: String,
    /// One value per item in the instrument's order; `None` is a missing answer, never 0.
    pub answers: Vec<Option<i32>>,
}

/// Answers to one frozen questionnaire version.
#[derive(Clone, PartialEq, Debug)]
pub struct ResponseSet {
    /// Its id.
    pub id: ResponseSetId,
    /// The questionnaire version that was answered.
    pub instrument: InstrumentId,
    /// Unique name.
    pub name: String,
    /// Whether the answers were simulated; shown wherever a figure rests on them.
    pub simulated: bool,
    /// The seed of a simulation.
    pub seed: Option<u64>,
    /// Where the answers came from, in words (file name, or the targets of a simulation).
    pub origin: String,
    /// Answers as they came: raw, before any reversal.
    pub rows: Vec<ResponseRow>,
}
