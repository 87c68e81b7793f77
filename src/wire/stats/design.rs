//! Sample sizes, priorities and structures among factors.

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[];
