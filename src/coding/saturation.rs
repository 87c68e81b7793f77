//! Saturation: how many codes each further source still adds.

use crate::model::{CodeId, CodedQuotation, SourceId};
use std::collections::BTreeSet;

/// What one source added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaturationStep {
    /// The source.
    pub source: SourceId,
    /// Different codes used in it.
    pub used: u32,
    /// Codes that no earlier source had.
    pub new: u32,
    /// Different codes used up to and including it.
    pub total: u32,
}

/// Counts new codes source by source in the order given (Guest, Bunce & Johnson 2006); sources without codings are left out.
pub fn saturation(order: &[SourceId], codings: &[CodedQuotation]) -> Vec<SaturationStep> {
    let mut seen: BTreeSet<CodeId> = BTreeSet::new();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    order
        .iter()
        .filter_map(|source| {
            let used: BTreeSet<CodeId> = codings
                .iter()
                .filter(|coded| coded.quotation.source == *source)
                .map(|coded| coded.coding.code)
                .collect();
            if used.is_empty() {
                return None;
            }
            let new = used.difference(&seen).count();
            seen.extend(&used);
            Some(SaturationStep {
                source: *source,
                used: count(used.len()),
                new: count(new),
                total: count(seen.len()),
            })
        })
        .collect()
}
