//! The audit of printed figures.

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[];
