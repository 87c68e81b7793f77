//! Does a mean differ from a value, do columns differ from each other, and does that survive many tests?

mod correction;
mod friedman;
mod one_sample;
mod ranks;

pub use correction::{Correction, adjust};
pub use friedman::{Friedman, RankPair, friedman};
pub use one_sample::{OneSample, one_sample};
pub use ranks::{SignedRank, signed_rank};
