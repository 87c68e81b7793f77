//! Saturation.

use crate::coding::saturation::{
    RuleOutcome, SaturationLevel, SaturationStep, StoppingRule, UnitReach, UsedUnits, reach,
};
use crate::model::{Code, SourceId, SourceKind};
use crate::stats::accumulation::{AccumulationOptions, AccumulationStep, accumulation};
use crate::workbench::{Error, Workbench};
use std::collections::BTreeMap;

/// What is to be computed.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct SaturationOptions {
    /// Only sources of this kind.
    pub kind: Option<SourceKind>,
    /// What is counted as new or known.
    pub level: SaturationLevel,
    /// Random orders of the sources beside the order of coding.
    pub orders: Option<AccumulationOptions>,
    /// Whether the published stopping rules are applied.
    pub rules: bool,
}

/// Saturation of a study.
#[derive(Clone, PartialEq, Debug)]
pub struct SaturationReport {
    /// What is counted.
    pub level: SaturationLevel,
    /// Each source with its name and what it adds, in the order of coding.
    pub steps: Vec<(String, SaturationStep)>,
    /// Each unit that was used, with where it occurs, in the order in which they came up.
    pub units: Vec<(Code, UnitReach)>,
    /// Random orders with how they were drawn; one entry a step.
    pub orders: Option<(AccumulationOptions, Vec<AccumulationStep>)>,
    /// What the stopping rules say; empty unless asked for.
    pub rules: Vec<RuleOutcome>,
    /// Codings that count as nothing on the level.
    pub outside: u64,
    /// Sources without any coding, which take no part.
    pub uncoded: usize,
}

impl Workbench {
    /// New codes (or factors, or subscales) source by source, with random orders and stopping rules where asked for.
    ///
    /// # Errors
    /// When the study file cannot be read, or the number of orders is out of range.
    pub fn saturation_report(&self, options: &SaturationOptions) -> Result<SaturationReport, Error> {
        let marks = self.store.records().source_marks()?;
        let of_kind = |kind: SourceKind| options.kind.is_none_or(|wanted| kind == wanted);
        let names: BTreeMap<SourceId, String> = marks
            .iter()
            .filter(|source| of_kind(source.kind))
            .map(|source| (source.id, source.name.clone()))
            .collect();
        let order: Vec<SourceId> =
            marks.iter().map(|source| source.id).filter(|source| names.contains_key(source)).collect();
        let used = self.used_units(&order, options.level)?;
        let codebook = self.codebook()?;
        let steps = used.steps();
        let orders = match options.orders {
            Some(drawing) => {
                let (samples, kinds) = used.numbered();
                Some((drawing, accumulation(&samples, kinds, drawing)?))
            }
            None => None,
        };
        let rules = if options.rules { StoppingRule::published() } else { Vec::new() };
        let units = reach(&used);
        let units = units.into_iter().filter_map(|reach| Some((codebook.get(reach.unit)?.clone(), reach)));
        Ok(SaturationReport {
            level: options.level,
            rules: rules.into_iter().map(|rule| rule.apply(&steps)).collect(),
            units: units.collect(),
            orders,
            outside: used.outside,
            uncoded: order.len() - used.sources.len(),
            steps: steps
                .into_iter()
                .map(|step| (names.get(&step.source).cloned().unwrap_or_default(), step))
                .collect(),
        })
    }

    pub(super) fn used_units(&self, order: &[SourceId], level: SaturationLevel) -> Result<UsedUnits, Error> {
        let corpus = self.corpus()?;
        let codings = (0..corpus.quotations().len()).flat_map(|number| {
            let source = corpus.quotations()[number].source;
            corpus.codings()[corpus.codings_on(number)].iter().map(move |mark| (source, mark.code))
        });
        Ok(UsedUnits::gather(order, codings, &self.codebook()?, level))
    }
}
