//! What a panel of experts says about items: the content validity ratio, the content validity index and Aiken's V.
//!
//! A table holds one column per item and one row per expert; a missing rating is left out for its item alone.

mod aiken;
mod critical;
mod ratings;
mod ratio;
mod relevance;

pub use aiken::{AikenV, aiken_v};
pub use critical::{CriticalRatio, LARGEST_PANEL, critical_ratio};
pub use ratio::{EssentialCoding, RatioItem, Ratios, content_validity_ratio};
pub use relevance::{Relevance, RelevanceItem, Verdict, content_validity_index};

pub(super) use ratings::{check_panel, refuse_ratings};
