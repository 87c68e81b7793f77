//! Does a mean differ from a value, and does that survive many tests?

mod correction;
mod one_sample;

pub use correction::{Correction, adjust};
pub use one_sample::{OneSample, one_sample};
