//! Agreement on yes or no, from how often each pattern of answers occurs.

use crate::stats::Error;
use crate::stats::agreement::ChanceCorrected;
use crate::stats::distribution::{student_quantile, student_two_sided};
use std::collections::BTreeMap;

/// How often each pattern of answers occurs: one yes or no a coder.
///
/// A text has far fewer patterns than units, so that characters cost no more than sentences.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PresencePatterns {
    counts: BTreeMap<Vec<bool>, u64>,
}

/// Coefficients of agreement on yes or no.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PresenceAgreement {
    /// Units.
    pub units: u64,
    /// Units to which at least one coder said yes.
    pub present: u64,
    /// Share of agreeing pairs of answers, 0 to 1.
    pub percent: f64,
    /// Cohen's κ (1960) with two coders, Conger's (1980) with more.
    pub kappa: ChanceCorrected,
    /// Fleiss's κ (1971).
    pub fleiss: ChanceCorrected,
    /// Krippendorff's α (2004), nominal.
    pub alpha: ChanceCorrected,
    /// Gwet's AC1 (2008).
    pub gwet: ChanceCorrected,
}

/// One pattern with what the coefficients need of it.
struct Weighed {
    count: f64,
    /// Share of the coders who say yes.
    yes: f64,
    /// Share of agreeing pairs.
    agreeing: f64,
    answers: Vec<bool>,
}

impl PresencePatterns {
    /// Adds `count` units with the same answers.
    pub fn add(&mut self, answers: &[bool], count: u64) {
        if count > 0 {
            *self.counts.entry(answers.to_vec()).or_insert(0) += count;
        }
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: &Self) {
        for (answers, count) in &other.counts {
            self.add(answers, *count);
        }
    }

    /// Units.
    pub fn units(&self) -> u64 {
        self.counts.values().sum()
    }

    /// For each coder the share of units with yes, 0 to 1; NaN without units.
    pub fn shares(&self) -> Vec<f64> {
        let coders = self.counts.keys().map(Vec::len).min().unwrap_or(0);
        let n = real(self.units());
        let yes = |coder: usize| {
            let with_yes = self.counts.iter().filter(|(answers, _)| answers[coder]);
            real(with_yes.map(|(_, count)| count).sum())
        };
        (0..coders).map(|coder| yes(coder) / n).collect()
    }

    /// Computes the coefficients; each has the standard error of Gwet (2014, "Handbook of inter-rater reliability", chapters
    /// 5 and 6) over units and its 95 % interval by Student's t. All are NaN where every answer is the same, so that chance
    /// agreement is complete.
    ///
    /// # Errors
    /// [`Error::TooFewColumns`] below two coders, [`Error::TooFewRows`] without units.
    pub fn agreement(&self) -> Result<PresenceAgreement, Error> {
        let coders = self.counts.keys().map(Vec::len).min().unwrap_or(0);
        let units = self.units();
        if units == 0 {
            return Err(Error::TooFewRows { needed: 1, got: 0 });
        }
        if coders < 2 {
            return Err(Error::TooFewColumns { needed: 2, got: coders });
        }
        let weighed = self.weighed(coders);
        let n = real(units);
        let mean =
            |of: &dyn Fn(&Weighed) -> f64| weighed.iter().map(|one| one.count * of(one)).sum::<f64>() / n;
        let (percent, yes) = (mean(&|one| one.agreeing), mean(&|one| one.yes));
        let no = 1.0 - yes;
        let fleiss_chance = yes * yes + no * no;
        let by_fleiss = |one: &Weighed| one.yes * yes + (1.0 - one.yes) * no;
        let gwet_chance = 2.0 * yes * no;
        let by_gwet = |one: &Weighed| one.yes * no + (1.0 - one.yes) * yes;
        let (conger_chance, slopes) = conger(&weighed, coders, n);
        let conger_slope: Vec<f64> = slopes;
        let coefficient = |chance: f64, slope: &dyn Fn(usize, &Weighed) -> f64| {
            let value = (percent - chance) / (1.0 - chance);
            let parts = weighed.iter().enumerate().map(|(index, one)| {
                let part = (one.agreeing - chance - (1.0 - value) * slope(index, one)) / (1.0 - chance);
                (one.count, part)
            });
            judged(value, (percent, chance), parts, value, n)
        };
        Ok(PresenceAgreement {
            units,
            present: self
                .counts
                .iter()
                .filter(|(answers, _)| answers.contains(&true))
                .map(|(_, count)| count)
                .sum(),
            percent,
            kappa: coefficient(conger_chance, &|index, _| conger_slope[index]),
            fleiss: coefficient(fleiss_chance, &|_, one| 2.0 * (by_fleiss(one) - fleiss_chance)),
            alpha: krippendorff(&weighed, (percent, fleiss_chance), &by_fleiss, coders, n),
            gwet: coefficient(gwet_chance, &|_, one| 2.0 * (by_gwet(one) - gwet_chance)),
        })
    }

    fn weighed(&self, coders: usize) -> Vec<Weighed> {
        let m = real(coders as u64);
        self.counts
            .iter()
            .map(|(answers, count)| {
                let yes = real(answers.iter().filter(|answer| **answer).count() as u64);
                let no = m - yes;
                Weighed {
                    count: real(*count),
                    yes: yes / m,
                    agreeing: (yes * (yes - 1.0) + no * (no - 1.0)) / (m * (m - 1.0)),
                    answers: answers.clone(),
                }
            })
            .collect()
    }
}

/// Units are far fewer than 2^53.
#[expect(clippy::cast_precision_loss, reason = "a count of units of a text is exact")]
fn real(count: u64) -> f64 {
    count as f64
}

/// Chance agreement of coders with their own shares of yes, and how each pattern moves it (Conger 1980).
fn conger(weighed: &[Weighed], coders: usize, n: f64) -> (f64, Vec<f64>) {
    let m = real(coders as u64);
    let share = |coder: usize| {
        let yes = weighed.iter().filter(|one| one.answers[coder]).map(|one| one.count).sum::<f64>();
        yes / n
    };
    let shares: Vec<f64> = (0..coders).map(share).collect();
    let all: f64 = shares.iter().sum();
    let scale = 1.0 / (m * (m - 1.0));
    // What the other coders say together: yes, and no.
    let others = |own: f64| (all - own, (m - 1.0) - (all - own));
    let meeting = |own: f64| own * others(own).0 + (1.0 - own) * others(own).1;
    let chance = scale * shares.iter().map(|own| meeting(*own)).sum::<f64>();
    let slopes = weighed
        .iter()
        .map(|one| {
            let moves = one.answers.iter().zip(&shares).map(|(answer, own)| {
                let (yes, no) = others(*own);
                (if *answer { yes } else { no }) - meeting(*own)
            });
            2.0 * scale * moves.sum::<f64>()
        })
        .collect();
    (chance, slopes)
}

fn krippendorff(
    weighed: &[Weighed],
    (plain, chance): (f64, f64),
    by_chance: &dyn Fn(&Weighed) -> f64,
    coders: usize,
    n: f64,
) -> ChanceCorrected {
    let small = 1.0 / (n * real(coders as u64));
    let agreement = (1.0 - small) * plain + small;
    let value = (agreement - chance) / (1.0 - chance);
    let unshifted = (plain - chance) / (1.0 - chance);
    let parts = weighed.iter().map(|one| {
        let part =
            (one.agreeing - chance - 2.0 * (1.0 - unshifted) * (by_chance(one) - chance)) / (1.0 - chance);
        (one.count, part)
    });
    judged(value, (agreement, chance), parts, unshifted, n)
}

fn judged(
    value: f64,
    (agreement, chance): (f64, f64),
    parts: impl Iterator<Item = (f64, f64)>,
    centre: f64,
    n: f64,
) -> ChanceCorrected {
    let squares: f64 = parts.map(|(count, part)| count * (part - centre).powi(2)).sum();
    let error = (squares / (n * (n - 1.0))).sqrt();
    let (p, critical) = match (n > 1.5, error > 0.0) {
        (true, true) => (student_two_sided(value / error, n - 1.0), student_quantile(0.975, n - 1.0)),
        // Every unit says the same.
        (true, false) if error <= 0.0 => (if value.abs() > 0.0 { 0.0 } else { 1.0 }, 0.0),
        _ => (f64::NAN, f64::NAN),
    };
    let interval = (value - critical * error, (value + critical * error).min(1.0));
    ChanceCorrected { coefficient: value, agreement, chance, error, p, interval }
}

#[cfg(test)]
mod tests {
    use super::PresencePatterns;
    use crate::stats::Table;
    use crate::stats::agreement::{Coefficient, Ratings, Weighting, chance_corrected};

    /// The coefficients over patterns are those over single units, which are compared with reference programs.
    #[test]
    fn patterns_give_what_units_give() {
        let cases: [&[(&[bool], u64)]; 3] = [
            &[(&[true, true], 7), (&[true, false], 2), (&[false, true], 3), (&[false, false], 40)],
            &[
                (&[true, true, false], 4),
                (&[true, true, true], 9),
                (&[false, false, false], 31),
                (&[false, true, false], 5),
            ],
            &[
                (&[true, false, true, true], 2),
                (&[false, false, false, true], 6),
                (&[true, true, true, true], 3),
            ],
        ];
        for case in cases {
            let coders = case[0].0.len();
            let mut patterns = PresencePatterns::default();
            let mut columns = vec![Vec::new(); coders];
            for (answers, count) in case {
                patterns.add(answers, *count);
                for _ in 0..*count {
                    for (column, answer) in columns.iter_mut().zip(*answers) {
                        column.push(f64::from(u8::from(*answer)));
                    }
                }
            }
            let names = (0..coders).map(|coder| format!("K{coder}")).collect();
            let ratings = Ratings::of(&Table { names, columns }).unwrap();
            let found = patterns.agreement().unwrap();
            let pairs = [
                (found.kappa, Coefficient::Conger),
                (found.fleiss, Coefficient::Fleiss),
                (found.alpha, Coefficient::Krippendorff),
                (found.gwet, Coefficient::Gwet),
            ];
            for (mine, coefficient) in pairs {
                let theirs = chance_corrected(&ratings, coefficient, Weighting::Identity);
                let cells = [
                    (mine.coefficient, theirs.coefficient),
                    (mine.agreement, theirs.agreement),
                    (mine.chance, theirs.chance),
                    (mine.error, theirs.error),
                    (mine.interval.0, theirs.interval.0),
                    (mine.interval.1, theirs.interval.1),
                ];
                for (mine, theirs) in cells {
                    assert!((mine - theirs).abs() < 1e-12, "{coefficient:?}: {mine} and {theirs}");
                }
            }
        }
    }
}
