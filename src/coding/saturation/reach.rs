//! Where each unit first and last occurs.

use crate::coding::saturation::steps::UsedUnits;
use crate::model::CodeId;
use std::collections::BTreeMap;

/// In which sources a unit occurs. Sources are numbered from 0 as in [`UsedUnits::sources`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnitReach {
    /// The code, factor, subscale or component.
    pub unit: CodeId,
    /// Number of the first source that has it.
    pub first: usize,
    /// Number of the last source that has it.
    pub last: usize,
    /// Number of sources that have it.
    pub sources: u32,
}

/// Where each unit occurs, in the order in which they came up (those of one source by id).
pub fn reach(used: &UsedUnits) -> Vec<UnitReach> {
    let mut found: BTreeMap<CodeId, UnitReach> = BTreeMap::new();
    for (source, units) in used.units.iter().enumerate() {
        for unit in units {
            let known = found.entry(*unit);
            let reach = known.or_insert(UnitReach { unit: *unit, first: source, last: source, sources: 0 });
            reach.last = source;
            reach.sources += 1;
        }
    }
    let mut ordered: Vec<UnitReach> = found.into_values().collect();
    ordered.sort_by_key(|reach| (reach.first, reach.unit));
    ordered
}
