//! Partial least squares path models.
//!
//! Answers: how strongly do constructs, taken as weighted sums of their indicators, act on each other? And how surely?

mod algorithm;
mod bootstrap;
mod consistent;
mod measures;
mod model;

pub use algorithm::{Scheme, Weights};
pub use bootstrap::{EffectInterval, PathBootstrap, Resampled, Resamples, bootstrap};

pub(super) use bootstrap::accelerated;
pub use consistent::Consistent;
pub use measures::{BlockReliability, Effect, PathModel, path_model};
pub use model::{Divisor, Mode, PathQuestion};
