//! Shapes of distributions and correlations.

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[];
