//! Do the items of a scale hang together?

mod alpha;

pub use alpha::{Alpha, AlphaItem, alpha, alpha_of_covariances};
