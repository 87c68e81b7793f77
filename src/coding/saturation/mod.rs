//! Saturation: how much each further source still adds.
//!
//! Answers: how many codes (or factors, or subscales) does each source add to those before it, where does each first and last
//! occur, and would a stopping rule have stopped here? What happens in other orders of the sources is for
//! [`crate::stats::accumulation`].

mod reach;
mod rules;
mod steps;

pub use reach::{UnitReach, reach};
pub use rules::{RuleOutcome, StoppingRule};
pub use steps::{SaturationLevel, SaturationStep, UsedUnits};
