//! Agreement of any number of coders beyond chance, with standard errors that take the units as a sample.
//!
//! All coefficients are (pₐ − pₑ)/(1 − pₑ) and differ in pₑ; ratings may be missing; weights give credit for near misses.
//! Formulas and linearized variances follow Gwet (2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2 to 5).

use crate::stats::agreement::Ratings;
use crate::stats::describe::count;
use crate::stats::distribution::{student_quantile, student_two_sided};
use nalgebra::{DMatrix, DVector};

/// How agreement by chance is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coefficient {
    /// Gwet's AC1, with weights AC2 (Gwet 2008).
    Gwet,
    /// Fleiss's κ for missing ratings (Fleiss 1971; Gwet 2014).
    Fleiss,
    /// Conger's κ (1980).
    Conger,
    /// Brennan and Prediger's coefficient (1981).
    BrennanPrediger,
    /// Krippendorff's α with these weights (Gwet 2014).
    Krippendorff,
}

/// Credit for pairs of categories.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weighting {
    /// Only equal ones.
    Identity,
    /// By distance.
    Linear,
    /// By squared distance.
    Quadratic,
    /// By the number of ordered pairs between them.
    Ordinal,
}

/// A coefficient with its sampling error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChanceCorrected {
    /// The coefficient; NaN when chance agreement is complete.
    pub coefficient: f64,
    /// Observed agreement.
    pub agreement: f64,
    /// Agreement by chance.
    pub chance: f64,
    /// Standard error over units.
    pub error: f64,
    /// Two-sided p of the coefficient, t with units − 1 degrees of freedom.
    pub p: f64,
    /// 95 % interval, at most 1.
    pub interval: (f64, f64),
}

/// Weights of all pairs of categories.
fn weights(categories: &[f64], weighting: Weighting) -> DMatrix<f64> {
    let k = categories.len();
    let range = categories[k - 1] - categories[0];
    let pairs = |distance: f64| distance * (distance + 1.0) / 2.0;
    DMatrix::from_fn(k, k, |one, other| {
        if one == other {
            return 1.0;
        }
        let distance = (categories[one] - categories[other]).abs() / range;
        match weighting {
            Weighting::Identity => 0.0,
            Weighting::Linear => 1.0 - distance,
            Weighting::Quadratic => 1.0 - distance * distance,
            Weighting::Ordinal => 1.0 - pairs(count(one.abs_diff(other))) / pairs(count(k) - 1.0),
        }
    })
}

/// Counts of categories in every unit that anybody rated.
struct Counts {
    weights: DMatrix<f64>,
    units: Vec<DVector<f64>>,
    /// Ratings of each unit.
    sizes: Vec<f64>,
    /// Σₖ rᵢₖ(r*ᵢₖ − 1) of each unit.
    agreeing: Vec<f64>,
}

impl Counts {
    fn of(ratings: &Ratings, weighting: Weighting, least: f64) -> Self {
        let weights = weights(&ratings.categories, weighting);
        let units: Vec<DVector<f64>> = ratings
            .counts()
            .into_iter()
            .map(DVector::from_vec)
            .filter(|counts| counts.sum() >= least)
            .collect();
        let sizes = units.iter().map(DVector::sum).collect();
        let agreeing = units
            .iter()
            .map(|counts| {
                let weighted = &weights * counts;
                counts.iter().zip(weighted.iter()).map(|(times, credit)| times * (credit - 1.0)).sum()
            })
            .collect();
        Self { weights, units, sizes, agreeing }
    }

    /// Mean share of each category over the units.
    fn shares(&self) -> DVector<f64> {
        let k = self.weights.nrows();
        let mut sum = DVector::zeros(k);
        for (counts, size) in self.units.iter().zip(&self.sizes) {
            sum += counts / *size;
        }
        sum / count(self.units.len())
    }
}

/// Computes a coefficient; NaN throughout when no unit has two ratings.
pub fn chance_corrected(
    ratings: &Ratings,
    coefficient: Coefficient,
    weighting: Weighting,
) -> ChanceCorrected {
    if coefficient == Coefficient::Krippendorff {
        return krippendorff(ratings, weighting);
    }
    let counts = Counts::of(ratings, weighting, 1.0);
    let n = count(counts.units.len());
    let rated_twice = count(counts.sizes.iter().filter(|size| **size > 1.5).count());
    let shares = counts.shares();
    let k = count(counts.weights.nrows());
    let own: Vec<f64> = counts
        .agreeing
        .iter()
        .zip(&counts.sizes)
        .map(|(agreeing, size)| if *size > 1.5 { agreeing / (size * (size - 1.0)) } else { 0.0 })
        .collect();
    let agreement = own.iter().sum::<f64>() / rated_twice;
    let credit = counts.weights.sum();
    let (chance, slope): (f64, Vec<f64>) = match coefficient {
        Coefficient::Gwet => {
            let factor = if k > 1.0 { credit / (k * (k - 1.0)) } else { 0.0 };
            let rest = shares.map(|share| 1.0 - share);
            let chance = factor * shares.dot(&rest);
            let of_unit =
                |(unit, size): (&DVector<f64>, &f64)| 2.0 * (factor * unit.dot(&rest) / size - chance);
            (chance, counts.units.iter().zip(&counts.sizes).map(of_unit).collect())
        }
        Coefficient::Fleiss => {
            let credited = &counts.weights * &shares;
            let chance = shares.dot(&credited);
            let of_unit = |(unit, size): (&DVector<f64>, &f64)| 2.0 * (unit.dot(&credited) / size - chance);
            (chance, counts.units.iter().zip(&counts.sizes).map(of_unit).collect())
        }
        Coefficient::Conger => conger(ratings, &counts.weights),
        _ => (credit / (k * k), vec![0.0; counts.units.len()]),
    };
    let value = (agreement - chance) / (1.0 - chance);
    let parts: Vec<f64> = own
        .iter()
        .zip(&counts.sizes)
        .zip(slope)
        .map(|((own, size), slope)| {
            let by_chance = if *size > 1.5 { chance } else { 0.0 };
            (n / rated_twice * (own - by_chance) - (1.0 - value) * slope) / (1.0 - chance)
        })
        .collect();
    judged(value, agreement, chance, &parts, value)
}

/// Chance agreement of different coders, and how each unit moves it.
fn conger(ratings: &Ratings, weights: &DMatrix<f64>) -> (f64, Vec<f64>) {
    let k = ratings.categories.len();
    let units: Vec<&Vec<Option<usize>>> =
        ratings.units.iter().filter(|unit| unit.iter().any(Option::is_some)).collect();
    let coders = ratings.coders.len();
    let mut shares = vec![DVector::zeros(k); coders];
    let mut rated = vec![0.0; coders];
    for unit in &units {
        for (coder, rating) in unit.iter().enumerate() {
            if let Some(category) = rating {
                shares[coder][*category] += 1.0;
                rated[coder] += 1.0;
            }
        }
    }
    // A coder who rated nothing is none.
    let r = count(rated.iter().filter(|rated| **rated > 0.0).count());
    for (share, rated) in shares.iter_mut().zip(&rated) {
        if *rated > 0.0 {
            *share /= *rated;
        }
    }
    let credited: Vec<DVector<f64>> = shares.iter().map(|share| weights * share).collect();
    let all = credited.iter().fold(DVector::zeros(k), |sum: DVector<f64>, one| sum + one);
    let others: Vec<DVector<f64>> = credited.iter().map(|own| &all - own).collect();
    let scale = 1.0 / (r * (r - 1.0));
    let chance: f64 =
        scale * shares.iter().zip(&others).map(|(share, others)| share.dot(others)).sum::<f64>();
    let n = count(units.len());
    let slopes = units
        .iter()
        .map(|unit| {
            let mut sum = 0.0;
            for (coder, rating) in unit.iter().enumerate() {
                if let Some(category) = rating {
                    let own = others[coder][*category] - shares[coder].dot(&others[coder]);
                    sum += n / rated[coder] * own;
                }
            }
            2.0 * scale * sum
        })
        .collect();
    (chance, slopes)
}

fn krippendorff(ratings: &Ratings, weighting: Weighting) -> ChanceCorrected {
    let counts = Counts::of(ratings, weighting, 1.5);
    let n = count(counts.units.len());
    let mean = counts.sizes.iter().sum::<f64>() / n;
    let raw: Vec<f64> = counts
        .agreeing
        .iter()
        .zip(&counts.sizes)
        .map(|(agreeing, size)| agreeing / (mean * (size - 1.0)))
        .collect();
    let plain = raw.iter().sum::<f64>() / n;
    let small = 1.0 / (n * mean);
    let agreement = (1.0 - small) * plain + small;
    let mut shares = DVector::zeros(counts.weights.nrows());
    for unit in &counts.units {
        shares += unit / (n * mean);
    }
    let credited = &counts.weights * &shares;
    let chance = shares.dot(&credited);
    let value = (agreement - chance) / (1.0 - chance);
    let unshifted = (plain - chance) / (1.0 - chance);
    let parts: Vec<f64> = raw
        .iter()
        .zip(&counts.sizes)
        .zip(&counts.units)
        .map(|((raw, size), unit)| {
            let excess = (size - mean) / mean;
            let own = raw - agreement * excess;
            let by_chance = unit.dot(&credited) / mean - chance * excess;
            (own - chance - 2.0 * (1.0 - unshifted) * (by_chance - chance)) / (1.0 - chance)
        })
        .collect();
    judged(value, agreement, chance, &parts, unshifted)
}

fn judged(value: f64, agreement: f64, chance: f64, parts: &[f64], centre: f64) -> ChanceCorrected {
    let n = count(parts.len());
    let squares: f64 = parts.iter().map(|part| (part - centre).powi(2)).sum();
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
