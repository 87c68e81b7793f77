//! Krippendorff's α.

use crate::stats::agreement::Ratings;
use crate::stats::describe::quantile_type7;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

/// What differences between categories mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// All the same.
    Nominal,
    /// By ranks.
    Ordinal,
    /// By distances.
    Interval,
    /// By proportions.
    Ratio,
}

/// α with its bootstrap interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AlphaInterval {
    /// α of the ratings.
    pub alpha: f64,
    /// 95 % percentile interval over resampled units.
    pub interval: (f64, f64),
    /// Resamples in which α is defined.
    pub rounds: usize,
}

/// Krippendorff's α (2011, section C) of units with at least two ratings: 1 − observed over expected disagreement; NaN when
/// fewer than two categories occur in them, and at the ratio level with a negative value ([`ratio_is_defined`]): its
/// differences ((c − k) / (c + k))² would grow without bound where values cancel.
pub fn krippendorff(ratings: &Ratings, level: Level) -> f64 {
    let units: Vec<Vec<f64>> = ratings.counts();
    alpha_of(&units.iter().collect::<Vec<_>>(), &ratings.categories, level)
}

/// Says whether the ratio metric has a meaning: proportions are those of values from 0 up.
pub fn ratio_is_defined(ratings: &Ratings) -> bool {
    ratings.categories.iter().all(|value| *value >= 0.0)
}

fn alpha_of(units: &[&Vec<f64>], categories: &[f64], level: Level) -> f64 {
    if level == Level::Ratio && categories.iter().any(|value| *value < 0.0) {
        return f64::NAN;
    }
    let k = categories.len();
    let mut coincidences = vec![0.0; k * k];
    for counts in units {
        let m: f64 = counts.iter().sum();
        if m < 2.0 {
            continue;
        }
        for one in 0..k {
            for other in 0..k {
                let own = if one == other { 1.0 } else { 0.0 };
                coincidences[one * k + other] += counts[one] * (counts[other] - own) / (m - 1.0);
            }
        }
    }
    let margins: Vec<f64> = (0..k).map(|one| coincidences[one * k..(one + 1) * k].iter().sum()).collect();
    let total: f64 = margins.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for one in 0..k {
        for other in 0..k {
            let distance = distance(one, other, categories, &margins, level);
            observed += coincidences[one * k + other] * distance;
            expected += margins[one] * margins[other] * distance;
        }
    }
    if expected > 0.0 { 1.0 - (total - 1.0) * observed / expected } else { f64::NAN }
}

fn distance(one: usize, other: usize, categories: &[f64], margins: &[f64], level: Level) -> f64 {
    if one == other {
        return 0.0;
    }
    let (left, right) = (categories[one], categories[other]);
    match level {
        Level::Nominal => 1.0,
        Level::Ordinal => {
            let (low, high) = (one.min(other), one.max(other));
            let between: f64 = margins[low..=high].iter().sum();
            (between - (margins[low] + margins[high]) / 2.0).powi(2)
        }
        Level::Interval => (left - right).powi(2),
        Level::Ratio if (left + right).abs() > 0.0 => ((left - right) / (left + right)).powi(2),
        Level::Ratio => 0.0,
    }
}

/// α with the percentile interval of resampled units (Efron & Tibshirani 1993); the same for any number of threads.
pub fn krippendorff_interval(ratings: &Ratings, level: Level, rounds: u32, seed: u64) -> AlphaInterval {
    let units = ratings.counts();
    let mut found: Vec<f64> = (0..rounds)
        .filter_map(|round| {
            let mut random = ChaCha12Rng::seed_from_u64(seed);
            random.set_stream(u64::from(round));
            let drawn: Vec<&Vec<f64>> =
                (0..units.len()).map(|_| &units[random.random_range(0..units.len())]).collect();
            Some(alpha_of(&drawn, &ratings.categories, level)).filter(|alpha| alpha.is_finite())
        })
        .collect();
    found.sort_by(f64::total_cmp);
    let interval = match found.len() {
        0 => (f64::NAN, f64::NAN),
        _ => (quantile_type7(&found, 0.025), quantile_type7(&found, 0.975)),
    };
    AlphaInterval { alpha: krippendorff(ratings, level), interval, rounds: found.len() }
}
