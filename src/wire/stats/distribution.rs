//! Distribution functions on their own.

use crate::wire::stats::Method;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[];
