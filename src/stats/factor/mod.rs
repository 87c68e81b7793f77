//! What is behind the correlations of many columns?

mod adequacy;
mod components;
mod correlation;
mod discrepancy;
mod extraction;
mod judgement;
mod parallel;
mod principal_axis;
mod rotation;
mod scores;
mod search;
mod start;
#[cfg(test)]
mod tests;

pub use adequacy::{Adequacy, adequacy};
pub use components::{Components, components};
pub use correlation::{Correlations, Missing, correlations, covariances, given_correlations};
pub use extraction::{CommonFactors, Extraction, LEAST_UNIQUENESS, common_factors};
pub use judgement::{FactorFit, judge};
pub use parallel::{Parallel, ParallelKind, ParallelOptions, parallel_analysis};
pub use principal_axis::{PrincipalAxes, Stop, principal_axes};
pub use rotation::{Promax, Rotated, Rotation, rotate};
pub use scores::{ScoreWeights, score_weights};
pub use start::{FirstCommunalities, reduced_eigenvalues};

pub(super) use adequacy::squared_multiple_correlations;
