//! Stopping rules: after which source would one have stopped?

use crate::coding::saturation::steps::SaturationStep;

/// A rule that says when further sources add too little.
///
/// Both rules look at runs of sources that follow one another: the sources up to the run are enough when what is new in the run,
/// set against what the base had, is at most the threshold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StoppingRule {
    /// Guest, Namey and Chen (2020), *A simple method to assess and report thematic saturation in qualitative research*, PLoS ONE
    /// 15(5): e0232076. The base is the first sources; new units of a run are divided by the units of the base.
    NewInformation {
        /// Number of first sources that make the base; the authors compare 4, 5 and 6.
        base: u32,
        /// Number of sources in a run; the authors compare 2 and 3. Runs overlap: each begins one source further on.
        run: u32,
        /// The largest share of new units, in percent; the authors compare 5 and 0.
        threshold: u32,
    },
    /// Francis et al. (2010), *What is an adequate sample size?*, Psychology & Health 25(10): 1229–1245: after a first sample, so
    /// many sources in a row that add nothing.
    NothingNew {
        /// Size of the first sample; the authors take 10.
        initial: u32,
        /// Sources in a row without anything new; the authors take 3.
        criterion: u32,
    },
}

/// What a rule says of a study.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleOutcome {
    /// The rule.
    pub rule: StoppingRule,
    /// Number of sources that were enough; `None` when the rule is not met yet.
    pub reached: Option<u32>,
    /// Number of sources after which that was known: the run behind them included.
    pub confirmed: Option<u32>,
    /// Units of the base; `None` with fewer sources than the base.
    pub base_units: Option<u32>,
    /// New units in the last run that was looked at; `None` with too few sources for one run.
    pub last_new: Option<u32>,
}

impl RuleOutcome {
    /// Share of new units in the last run that was looked at; `None` without a run or without units in the base.
    pub fn last_share(&self) -> Option<f64> {
        let base = self.base_units.filter(|base| *base > 0)?;
        Some(f64::from(self.last_new?) / f64::from(base))
    }
}

impl StoppingRule {
    /// The combinations that the authors of the rules report.
    pub fn published() -> Vec<Self> {
        let mut rules = Vec::new();
        for threshold in [5, 0] {
            for run in [2, 3] {
                rules.extend([4, 5, 6].map(|base| Self::NewInformation { base, run, threshold }));
            }
        }
        rules.push(Self::NothingNew { initial: 10, criterion: 3 });
        rules
    }

    /// Base, run and threshold in percent.
    pub fn parts(self) -> (u32, u32, u32) {
        match self {
            Self::NewInformation { base, run, threshold } => (base, run, threshold),
            Self::NothingNew { initial, criterion } => (initial, criterion, 0),
        }
    }

    /// Applies the rule to the steps of a study, in the order of coding.
    pub fn apply(self, steps: &[SaturationStep]) -> RuleOutcome {
        let (base, run, threshold) = self.parts();
        let (first, length) = (base.max(1) as usize, run.max(1) as usize);
        let base_units = steps.get(first - 1).map(|step| step.total);
        let mut outcome =
            RuleOutcome { rule: self, reached: None, confirmed: None, base_units, last_new: None };
        let Some(base_units) = base_units else { return outcome };
        let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        for end in first + length..=steps.len() {
            let before = end - length;
            let new = steps[end - 1].total - steps[before - 1].total;
            outcome.last_new = Some(new);
            // Without a unit in the base no share is defined.
            if base_units > 0 && u64::from(new) * 100 <= u64::from(base_units) * u64::from(threshold) {
                outcome.reached = Some(whole(before));
                outcome.confirmed = Some(whole(end));
                break;
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::{SaturationStep, StoppingRule};
    use crate::model::SourceId;

    fn steps(new: &[u32]) -> Vec<SaturationStep> {
        let mut total = 0;
        let step = |new: &u32| {
            total += new;
            SaturationStep { source: SourceId(1), used: *new, new: *new, total }
        };
        new.iter().map(step).collect()
    }

    #[test]
    fn new_information_is_set_against_the_base() {
        // Base of 4: 20 units. Runs of two behind it: 3+2, 2+1, 1+0 (5 %), 0+1.
        let steps = steps(&[10, 5, 3, 2, 3, 2, 1, 0, 1, 0]);
        let check = |base, run, threshold, expected: Option<(u32, u32)>| {
            let outcome = StoppingRule::NewInformation { base, run, threshold }.apply(&steps);
            assert_eq!(
                outcome.reached.zip(outcome.confirmed),
                expected,
                "{base} {run} {threshold}: {outcome:?}"
            );
        };
        check(4, 2, 5, Some((6, 8)));
        check(4, 3, 5, Some((7, 10)));
        check(6, 3, 0, None);
        check(5, 2, 5, Some((6, 8)));
        check(4, 2, 0, None);
        check(9, 2, 5, None);
    }

    #[test]
    fn nothing_new_three_times_in_a_row_after_ten() {
        let rule = StoppingRule::NothingNew { initial: 10, criterion: 3 };
        let mut new = vec![1; 10];
        new.extend([0, 0, 1, 0, 0]);
        assert_eq!(rule.apply(&steps(&new)).reached, None);
        new.push(0);
        let outcome = rule.apply(&steps(&new));
        assert_eq!((outcome.reached, outcome.confirmed), (Some(13), Some(16)));
        assert_eq!(rule.apply(&steps(&[1; 3])).base_units, None);
        // Sources without new codes inside the first sample do not count.
        let early = [&[5, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &[0, 0]].concat();
        assert_eq!(rule.apply(&steps(&early)).reached, None);
    }
}
