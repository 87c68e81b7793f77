//! Do several coders see the same thing?

mod chance;
mod cohen;
mod fleiss;
mod krippendorff;
mod ratings;
mod reading;
mod unitizing;

pub use chance::{ChanceCorrected, Coefficient, Weighting, chance_corrected};
pub use cohen::{Cohen, CohenPair, cohen_pairs, cohen_table};
pub use fleiss::{CategoryKappa, Fleiss, fleiss};
pub use krippendorff::{AlphaInterval, Level, krippendorff, krippendorff_interval};
pub use ratings::Ratings;
pub use reading::{Reading, readings};
pub use unitizing::{Unit, unitizing};
