//! Simulated answers with given item means, standard deviations and factor structure.
//!
//! For trying out an analysis before the survey, and for the sample study. Each respondent has one latent score per
//! group of items, the scores of different groups correlate, and an item's latent answer is
//! `loading · score + √(1 − loading²) · noise` (Jöreskog 1969, common factor model). The answers of an item are then
//! handed out by rank of the latent answers, so that exactly as many people choose each step as the wanted mean and
//! standard deviation ask for: these hold to the rounding of a sample of that size, not merely on average.

use crate::model::Scale;
use crate::sheet::{Problem, Reason, Sheet};
use crate::text::digits::parse_number;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::collections::BTreeMap;
use thiserror::Error;

/// What the answers to one item should look like.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemTarget {
    /// Key of the item.
    pub item: String,
    /// Mean on the answer scale.
    pub mean: f64,
    /// Standard deviation (divisor n − 1).
    pub standard_deviation: f64,
    /// Loading of the latent answer on its group's score, between −1 and 1.
    pub loading: f64,
    /// Items of the same group share a latent score.
    pub group: String,
}

/// What a simulated survey should look like.
#[derive(Clone, PartialEq, Debug)]
pub struct Targets {
    /// One target per item, in the order of the instrument.
    pub items: Vec<ItemTarget>,
    /// Number of respondents.
    pub respondents: u32,
    /// Correlation between the latent scores of two groups, 0 to 1 (exclusive).
    pub group_correlation: f64,
    /// Seed; the same targets and seed give the same answers.
    pub seed: u64,
}

/// Why answers cannot be simulated.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum SimulationError {
    /// No distribution over the scale has that mean and standard deviation.
    #[error(
        "item {item}: mean {mean} with SD {standard_deviation} is impossible, SD must lie in {smallest:.4}..{largest:.4}"
    )]
    Impossible {
        /// Key of the item.
        item: String,
        /// Wanted mean.
        mean: f64,
        /// Wanted standard deviation.
        standard_deviation: f64,
        /// Smallest possible standard deviation at that mean and sample size.
        smallest: f64,
        /// Largest possible one.
        largest: f64,
    },
    /// Fewer than two respondents, an empty scale, or a correlation outside 0..1.
    #[error("a simulation needs at least 2 respondents, 2 scale points and a correlation in 0..1")]
    Options,
}

/// Reads the targets of a simulation (`item,mean,sd,loading,group`).
///
/// # Errors
/// Every problem of the file.
pub fn read_targets(bytes: &[u8]) -> Result<Vec<ItemTarget>, Vec<Problem>> {
    let sheet = Sheet::read(bytes)?;
    sheet.require(&["item", "mean", "sd", "loading", "group"])?;
    let mut problems = Vec::new();
    let mut targets = Vec::new();
    for row in &sheet.rows {
        let mut number = |column: &str| {
            let value = parse_number(sheet.cell(row, column));
            if value.is_none() {
                let cell = sheet.cell(row, column);
                problems.push(Problem::in_cell(row.line, column, cell, Reason::NotANumber));
            }
            value.unwrap_or(0.0)
        };
        let (mean, standard_deviation, loading) = (number("mean"), number("sd"), number("loading"));
        if !(-1.0..=1.0).contains(&loading) {
            let reason = Reason::OutOfRange { minimum: -1, maximum: 1 };
            problems.push(Problem::in_cell(row.line, "loading", sheet.cell(row, "loading"), reason));
        }
        targets.push(ItemTarget {
            item: sheet.cell(row, "item").to_owned(),
            mean,
            standard_deviation,
            loading,
            group: sheet.cell(row, "group").to_owned(),
        });
    }
    if problems.is_empty() { Ok(targets) } else { Err(problems) }
}

/// Simulates answers: one row per respondent, one value per item.
///
/// # Errors
/// [`SimulationError`] when a target cannot be met.
pub fn simulate(targets: &Targets, scale: &Scale) -> Result<Vec<Vec<i32>>, SimulationError> {
    let sample = usize::try_from(targets.respondents).unwrap_or(0);
    if sample < 2 || scale.points.len() < 2 || !(0.0..1.0).contains(&targets.group_correlation) {
        return Err(SimulationError::Options);
    }
    let values: Vec<i32> = scale.points.iter().map(|point| point.value).collect();
    let counts: Vec<Vec<u32>> = targets
        .items
        .iter()
        .map(|item| frequencies(item, targets.respondents, &values))
        .collect::<Result<_, _>>()?;
    let mut random = ChaCha12Rng::seed_from_u64(targets.seed);
    let latent = latent_answers(targets, sample, &mut random);
    let mut rows = vec![vec![0; targets.items.len()]; sample];
    for (item, scores) in latent.iter().enumerate() {
        let mut order: Vec<usize> = (0..sample).collect();
        order.sort_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(a.cmp(b)));
        let handed_out = counts[item]
            .iter()
            .zip(&values)
            .flat_map(|(count, value)| std::iter::repeat_n(*value, usize::try_from(*count).unwrap_or(0)));
        for (respondent, value) in order.into_iter().zip(handed_out) {
            rows[respondent][item] = value;
        }
    }
    Ok(rows)
}

/// Latent answers, one list per item.
fn latent_answers(targets: &Targets, sample: usize, random: &mut ChaCha12Rng) -> Vec<Vec<f64>> {
    let mut latent = vec![Vec::with_capacity(sample); targets.items.len()];
    let shared = targets.group_correlation.sqrt();
    let own = (1.0 - targets.group_correlation).sqrt();
    for _ in 0..sample {
        let common = normal(random);
        let mut scores: BTreeMap<&str, f64> = BTreeMap::new();
        for (item, answers) in targets.items.iter().zip(&mut latent) {
            let score = *scores.entry(&item.group).or_insert_with(|| shared * common + own * normal(random));
            let noise = (1.0 - item.loading * item.loading).max(0.0).sqrt();
            answers.push(item.loading * score + noise * normal(random));
        }
    }
    latent
}

/// One draw from the standard normal distribution (Box & Muller 1958).
fn normal(random: &mut ChaCha12Rng) -> f64 {
    // 1 − u lies in (0, 1], so that the logarithm is finite.
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
}

/// How many respondents choose each scale point, so that mean and standard deviation are met as nearly as whole
/// people allow.
///
/// Starts from the rounded normal curve; then single people move one step until the sum is right, and pairs move one
/// step apart or together (which leaves the sum alone) until the sum of squares is.
fn frequencies(target: &ItemTarget, respondents: u32, values: &[i32]) -> Result<Vec<u32>, SimulationError> {
    let n = f64::from(respondents);
    let steps: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
    let mut counts = normal_counts(target, respondents, &steps);
    let sum_of = |counts: &[u32], power: i32| -> f64 {
        counts.iter().zip(&steps).map(|(count, step)| f64::from(*count) * step.powi(power)).sum()
    };
    let wanted_sum = (target.mean * n).round();
    let wanted_squares = target.standard_deviation.powi(2) * (n - 1.0) + wanted_sum * wanted_sum / n;
    let deviation = |squares: f64| ((squares - wanted_sum * wanted_sum / n).max(0.0) / (n - 1.0)).sqrt();
    // Each pass moves one person by one step; no more than n · k steps can be needed.
    for _ in 0..u64::from(respondents) * values.len() as u64 {
        let missing = wanted_sum - sum_of(&counts, 1);
        if missing.abs() < 0.5 || !shift_one(&mut counts, missing > 0.0) {
            break;
        }
    }
    for _ in 0..u64::from(respondents) * values.len() as u64 {
        let missing = wanted_squares - sum_of(&counts, 2);
        // A pair's move changes the sum of squares by 2, so that within ±1 is as near as it gets.
        if missing.abs() <= 1.0 || !move_pair(&mut counts, missing > 0.0) {
            break;
        }
    }
    let reached = deviation(sum_of(&counts, 2));
    let within_scale = (sum_of(&counts, 1) - wanted_sum).abs() < 0.5;
    if within_scale && (reached - target.standard_deviation).abs() < 0.01 {
        return Ok(counts);
    }
    let limit = |apart: bool| {
        let mut extreme = counts.clone();
        while move_pair(&mut extreme, apart) {}
        deviation(sum_of(&extreme, 2))
    };
    Err(SimulationError::Impossible {
        item: target.item.clone(),
        mean: target.mean,
        standard_deviation: target.standard_deviation,
        smallest: limit(false),
        largest: limit(true),
    })
}

/// Counts in proportion to the normal density at each step; what rounding leaves over goes to the step nearest the mean.
fn normal_counts(target: &ItemTarget, respondents: u32, steps: &[f64]) -> Vec<u32> {
    let spread = target.standard_deviation.max(0.1);
    let densities: Vec<f64> =
        steps.iter().map(|step| (-0.5 * ((step - target.mean) / spread).powi(2)).exp()).collect();
    let total: f64 = densities.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let mut left = respondents;
    let mut counts = vec![0u32; steps.len()];
    for (count, density) in counts.iter_mut().zip(&densities) {
        let share = (f64::from(respondents) * density / total).floor();
        *count = (0..=left).rev().find(|candidate| f64::from(*candidate) <= share).unwrap_or(0);
        left -= *count;
    }
    let nearest = (0..steps.len())
        .min_by(|a, b| (steps[*a] - target.mean).abs().total_cmp(&(steps[*b] - target.mean).abs()))
        .unwrap_or(0);
    counts[nearest] += left;
    counts
}

/// Moves one person a step up or down, from the fullest step that allows it.
fn shift_one(counts: &mut [u32], up: bool) -> bool {
    let last = counts.len() - 1;
    let from = (0..counts.len())
        .filter(|index| counts[*index] > 0 && if up { *index < last } else { *index > 0 })
        .max_by_key(|index| counts[*index]);
    let Some(from) = from else { return false };
    counts[from] -= 1;
    counts[if up { from + 1 } else { from - 1 }] += 1;
    true
}

/// Moves two people of one step to its two neighbours, or one of each neighbour to the step between.
fn move_pair(counts: &mut [u32], apart: bool) -> bool {
    let inner = 1..counts.len().saturating_sub(1);
    let middle = if apart {
        inner.filter(|index| counts[*index] >= 2).max_by_key(|index| counts[*index])
    } else {
        inner
            .filter(|index| counts[index - 1] >= 1 && counts[index + 1] >= 1)
            .max_by_key(|index| counts[index - 1].min(counts[index + 1]))
    };
    let Some(middle) = middle else { return false };
    type Change = (fn(&mut u32, u32), fn(&mut u32));
    let (pair, neighbours): Change = if apart {
        (|count, by| *count -= by, |count| *count += 1)
    } else {
        (|count, by| *count += by, |count| *count -= 1)
    };
    pair(&mut counts[middle], 2);
    neighbours(&mut counts[middle - 1]);
    neighbours(&mut counts[middle + 1]);
    true
}

#[cfg(test)]
mod tests {
    use super::{ItemTarget, SimulationError, Targets, simulate};
    use crate::model::{Scale, ScalePoint};
    use std::collections::BTreeMap;

    fn five_points() -> Scale {
        Scale { points: (1..=5).map(|value| ScalePoint { value, labels: BTreeMap::new() }).collect() }
    }

    fn target(item: &str, mean: f64, standard_deviation: f64) -> ItemTarget {
        ItemTarget { item: item.to_owned(), mean, standard_deviation, loading: 0.8, group: "C1".to_owned() }
    }

    #[test]
    fn means_and_deviations_are_met_to_two_decimals() {
        let wanted = [(3.4, 0.94), (2.37, 0.88), (4.7, 0.47), (3.55, 0.51), (3.15, 1.3), (3.8, 0.41)];
        let items = wanted.iter().map(|(mean, sd)| target("Q", *mean, *sd)).collect();
        let targets = Targets { items, respondents: 384, group_correlation: 0.5, seed: 7 };
        let rows = simulate(&targets, &five_points()).unwrap();
        for (index, (mean, sd)) in wanted.iter().enumerate() {
            let values: Vec<f64> = rows.iter().map(|row| f64::from(row[index])).collect();
            let reached = values.iter().sum::<f64>() / 384.0;
            let variance = values.iter().map(|value| (value - reached).powi(2)).sum::<f64>() / 383.0;
            assert!((reached - mean).abs() < 0.005, "mean {reached} for {mean}");
            assert!((variance.sqrt() - sd).abs() < 0.005, "sd {} for {sd}", variance.sqrt());
        }
        assert_eq!(rows, simulate(&targets, &five_points()).unwrap());
    }

    #[test]
    fn an_impossible_deviation_is_refused_with_the_possible_range() {
        let targets = Targets {
            items: vec![target("Q1", 3.5, 0.1)],
            respondents: 100,
            group_correlation: 0.5,
            seed: 1,
        };
        let error = simulate(&targets, &five_points()).unwrap_err();
        assert!(
            matches!(error, SimulationError::Impossible { smallest, .. } if (smallest - 0.5025).abs() < 0.01)
        );
    }
}
