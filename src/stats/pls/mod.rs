//! Partial least squares path models.
//!
//! Answers: how strongly do constructs, taken as weighted sums of their indicators, act on each other? And how surely?

mod algorithm;
mod bootstrap;
mod measures;
mod model;

pub use algorithm::{Scheme, Weights};
pub use bootstrap::{PathInterval, Resamples, bootstrap};

pub(super) use bootstrap::accelerated;
pub use measures::{BlockReliability, Consistent, Effect, PathModel, path_model};
pub use model::{Mode, PathQuestion};
