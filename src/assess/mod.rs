//! Answers to results and their meaning.
//!
//! Answers: what did the respondents say, do the items hang together, which factors are favourable? Turns a response set
//! into plain numbers, lets `stats` compute, and says what the figures mean for the study: which items, which factor,
//! which verdict, by which rule. Knows no wording: `locale` and `report` tell it to people.

mod battery;
mod measurement;
mod moments;
mod responses;
mod simulate;
mod steps;

pub use battery::{
    Adequacy, AlphaResult, Assessment, Component, ComponentAnalysis, ItemResult, Options, Reliability, Scope,
    TestResult, Verdict, assess,
};
pub use measurement::{
    Bound, COMPOSITE_BOUND, ChiSquare, EXTRACTED_BOUND, FitIndex, HTMT_BOUND, Loading, Measurement,
};
pub use moments::{ItemScores, scores};
pub use responses::{ReadRow, ResponseFinding, check_responses, read_responses, write_responses};
pub use simulate::{ItemTarget, SimulationError, Targets, read_targets, simulate};
