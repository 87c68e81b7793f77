//! What is behind the correlations of many columns?

mod adequacy;
mod components;
mod correlation;
mod parallel;
mod rotation;

pub use adequacy::{Adequacy, adequacy};
pub use components::{Components, components};
pub use correlation::{Correlations, Missing, correlations, covariances, given_correlations};
pub use parallel::{Parallel, ParallelOptions, parallel_analysis};
pub use rotation::{Promax, Rotated, Rotation, rotate};

pub(super) use adequacy::squared_multiple_correlations;
