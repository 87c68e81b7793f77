//! Do several coders see the same thing?

mod chance;
mod cohen;
mod fleiss;
mod krippendorff;
mod presence;
mod ratings;
mod reading;
mod unitizing;
mod unitizing_family;

pub use chance::{ChanceCorrected, Coefficient, Weighting, chance_corrected};
pub use cohen::{Cohen, CohenPair, cohen_pairs, cohen_table};
pub use fleiss::{CategoryKappa, Fleiss, fleiss};
pub use krippendorff::{AlphaInterval, Level, krippendorff, krippendorff_interval, ratio_is_defined};
pub use presence::{PresenceAgreement, PresencePatterns};
pub use ratings::Ratings;
pub use reading::{Reading, readings, readings_of_table};
pub use unitizing::{Unit, unitizing};
pub use unitizing_family::{CategoryAgreement, UnitAlpha, UnitizingFamily, unitizing_family};
