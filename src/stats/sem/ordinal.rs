//! Ordered categories.

use crate::stats::sem::estimates::Estimate;
use crate::stats::sem::fit::Fitted;
use crate::stats::sem::solve::Solution;
use crate::stats::sem::structure::Implied;

/// What ordered categories add to a fitted model.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct OrdinalPart {}

impl OrdinalPart {
    pub(super) fn standardize(&self, _solution: &Solution, _implied: &Implied, _found: &mut [f64]) {}
    pub(super) fn add_estimates(&self, _fitted: &Fitted, _found: &mut Vec<Estimate>) {}
}
