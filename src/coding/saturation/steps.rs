//! What each source adds, in the order of coding.

use crate::codebook::Codebook;
use crate::model::{CodeId, Level, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted as new or known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum SaturationLevel {
    /// Every code as it was used, of whatever level.
    #[default]
    Code,
    /// Open codes; a coding with another code belongs to none.
    Open,
    /// The factor that the code is or belongs to.
    Factor,
    /// The subscale it belongs to.
    Subscale,
    /// The component it belongs to.
    Component,
}

impl SaturationLevel {
    /// Every level.
    pub const ALL: [Self; 5] = [Self::Code, Self::Open, Self::Factor, Self::Subscale, Self::Component];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Open => "open",
            Self::Factor => "factor",
            Self::Subscale => "subscale",
            Self::Component => "component",
        }
    }

    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// What a coding with `code` counts as; `None` when it counts as nothing on this level.
    pub fn unit_of(self, codebook: &Codebook, code: CodeId) -> Option<CodeId> {
        match self {
            Self::Code => Some(code),
            Self::Open => codebook.get(code).filter(|code| code.level == Level::Open).map(|code| code.id),
            Self::Factor => codebook.factor_of(code).map(|code| code.id),
            Self::Subscale => codebook.subscale_of(code).map(|code| code.id),
            Self::Component => codebook.component_of(code).map(|code| code.id),
        }
    }
}

/// Which units occur in which sources.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UsedUnits {
    /// The sources with at least one coding, in the order of coding.
    pub sources: Vec<SourceId>,
    /// The units of each, in the order of their ids.
    pub units: Vec<Vec<CodeId>>,
    /// Codings that count as nothing on the level.
    pub outside: u64,
}

impl UsedUnits {
    /// Gathers the units of the sources of `order` in one pass over the codings; other sources are left out.
    pub fn gather(
        order: &[SourceId],
        codings: impl Iterator<Item = (SourceId, CodeId)>,
        codebook: &Codebook,
        level: SaturationLevel,
    ) -> Self {
        let mut unit_of: BTreeMap<CodeId, Option<CodeId>> = BTreeMap::new();
        let mut sets: BTreeMap<SourceId, BTreeSet<CodeId>> = BTreeMap::new();
        let wanted: BTreeSet<SourceId> = order.iter().copied().collect();
        let mut outside = 0;
        for (source, code) in codings.filter(|(source, _)| wanted.contains(source)) {
            let set = sets.entry(source).or_default();
            match unit_of.entry(code).or_insert_with(|| level.unit_of(codebook, code)) {
                Some(unit) => {
                    set.insert(*unit);
                }
                None => outside += 1,
            }
        }
        let sources: Vec<SourceId> =
            order.iter().copied().filter(|source| sets.contains_key(source)).collect();
        let units = sources.iter().map(|source| sets[source].iter().copied().collect()).collect();
        Self { sources, units, outside }
    }

    /// What each source adds in the order of coding (Guest, Bunce and Johnson 2006).
    pub fn steps(&self) -> Vec<SaturationStep> {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut seen: BTreeSet<CodeId> = BTreeSet::new();
        let units = self.sources.iter().zip(&self.units);
        units
            .map(|(source, units)| {
                let new = units.iter().filter(|unit| seen.insert(**unit)).count();
                SaturationStep {
                    source: *source,
                    used: count(units.len()),
                    new: count(new),
                    total: count(seen.len()),
                }
            })
            .collect()
    }

    /// The units of each source as numbers below the number of different units, for [`crate::stats::accumulation`].
    pub fn numbered(&self) -> (Vec<Vec<usize>>, usize) {
        let mut all: Vec<CodeId> = self.units.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let number = |unit: &CodeId| all.binary_search(unit).ok();
        (self.units.iter().map(|units| units.iter().filter_map(number).collect()).collect(), all.len())
    }
}

/// What one source added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaturationStep {
    /// The source.
    pub source: SourceId,
    /// Different units in it.
    pub used: u32,
    /// Units that no earlier source had.
    pub new: u32,
    /// Different units up to and including it.
    pub total: u32,
}

#[cfg(test)]
mod tests {
    use super::{SaturationLevel, UsedUnits};
    use crate::codebook::Codebook;
    use crate::model::{CodeId, SourceId};

    #[test]
    fn each_source_counts_what_it_adds() {
        let codings = [(1, 1), (2, 1), (1, 2), (2, 3), (9, 7), (3, 3), (1, 1)];
        let codings = codings.into_iter().map(|(source, code)| (SourceId(source), CodeId(code)));
        let order = [2, 1, 3, 4].map(SourceId);
        let used = UsedUnits::gather(&order, codings, &Codebook::default(), SaturationLevel::Code);
        let steps: Vec<(i64, u32, u32, u32)> =
            used.steps().iter().map(|step| (step.source.0, step.used, step.new, step.total)).collect();
        assert_eq!(steps, [(2, 2, 2, 2), (1, 2, 1, 3), (3, 1, 0, 3)]);
        assert_eq!(used.numbered(), (vec![vec![0, 2], vec![0, 1], vec![2]], 3));
    }
}
