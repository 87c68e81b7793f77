//! How the values of a column are distributed.

mod moments;
mod order;

pub use moments::{Moments, moments};

pub(crate) use moments::count;
pub use order::{Order, order, quantile_type6, quantile_type7};
