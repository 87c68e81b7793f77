//! Do the items of a scale hang together?

mod alpha;
mod hierarchical;

pub use alpha::{Alpha, AlphaItem, alpha, alpha_of_covariances};
pub use hierarchical::{Hierarchical, hierarchical_omega};
