//! How the values of a column are distributed, how columns hang together in pairs, and where values are missing.

mod association;
mod associations;
mod kendall;
mod little;
mod mardia;
mod missing;
mod moments;
mod normality;
mod order;
mod ranks;
mod shapiro_wilk;

pub use association::{Association, Coefficient, associate};
pub use associations::{Associations, associations, listwise_covariances, unvarying};
pub use kendall::{Kendall, kendall};
pub use little::{Little, little};
pub use mardia::{Mardia, mardia};
pub use missing::{MissingPatterns, Pattern, missing_patterns};
pub use moments::{Moments, moments};
pub use normality::{Normality, normality};
pub use ranks::mid_ranks;
pub use shapiro_wilk::{ShapiroWilk, shapiro_wilk};

pub(crate) use moments::count;
pub use order::{Order, order, quantile_type6, quantile_type7};
