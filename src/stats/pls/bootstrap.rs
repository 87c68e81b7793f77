//! How much the paths of a model vary from sample to sample.

use crate::stats::describe::{count, moments, quantile_type7};
use crate::stats::distribution::{normal_lower, normal_quantile};
use crate::stats::pls::algorithm::{construct_correlations, weights};
use crate::stats::pls::measures::{coefficients, indicator_correlations, totals};
use crate::stats::pls::model::PathQuestion;
use crate::stats::{Error, Table};
use nalgebra::{DMatrix, DVector};
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// Which rows each resample draws.
#[derive(Clone, PartialEq, Debug)]
pub enum Resamples {
    /// Random ones; round r uses stream r of the seed, so that the number of threads does not matter.
    Random {
        /// Number of resamples.
        rounds: u32,
        /// Seed.
        seed: u64,
    },
    /// Given ones: row numbers from 0.
    Given(Vec<Vec<usize>>),
}

/// One path over all resamples.
#[derive(Clone, PartialEq, Debug)]
pub struct PathInterval {
    /// Cause.
    pub from: usize,
    /// Outcome.
    pub to: usize,
    /// The coefficient of the data.
    pub original: f64,
    /// Mean over the resamples.
    pub mean: f64,
    /// Standard deviation over the resamples: the standard error.
    pub error: f64,
    /// `original` over `error`.
    pub t: f64,
    /// Percentile interval (quantiles of type 7).
    pub percentile: (f64, f64),
    /// Bias-corrected and accelerated interval (Efron 1987).
    pub accelerated: (f64, f64),
    /// The same for the total effect: value, standard error, percentile interval.
    pub total: (f64, f64, (f64, f64)),
}

/// Resamples rows, solves the model each time and tells how the paths vary. Constructs of a resample are turned like those of
/// the data, so that the sum of their loadings is positive; resamples without a settled solution are left out.
///
/// # Errors
/// As [`crate::stats::pls::path_model`]; [`Error::BadOption`] for row numbers beyond the table or fewer than two resamples
/// with a solution.
pub fn bootstrap(
    table: &Table,
    question: &PathQuestion,
    resamples: &Resamples,
    confidence: f64,
) -> Result<(Vec<PathInterval>, usize), Error> {
    let used = question.columns(table)?.complete();
    let n = used.rows();
    let singular = || Error::NotPositiveDefinite { what: "a block of indicators".to_owned() };
    let whole = solve(question, &indicator_correlations(&used)?).ok_or_else(singular)?;
    let rows: Vec<Vec<f64>> =
        (0..n).map(|row| used.columns.iter().map(|column| column[row]).collect()).collect();
    let (centres, scales): (Vec<f64>, Vec<f64>) = used
        .columns
        .iter()
        .map(|column| {
            let found = moments(column);
            (found.mean, found.standard_deviation())
        })
        .unzip();
    // Standardized, so that units do not matter to what counts as no variance.
    let centred: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let parts = row.iter().zip(centres.iter().zip(&scales));
            parts.map(|(value, (centre, scale))| (value - centre) / scale).collect()
        })
        .collect();
    let draws: Vec<Option<Vec<(f64, f64)>>> = match resamples {
        Resamples::Random { rounds, seed } => (0..*rounds)
            .into_par_iter()
            .map(|round| {
                let mut random = ChaCha12Rng::seed_from_u64(*seed);
                random.set_stream(u64::from(round));
                let drawn: Vec<usize> = (0..n).map(|_| random.random_range(0..n)).collect();
                solve(question, &resampled(&centred, &drawn)?)
            })
            .collect(),
        Resamples::Given(all) => {
            if all.iter().flatten().any(|row| *row >= n) {
                let reason = format!("a row number beyond the {n} rows");
                return Err(Error::BadOption { name: "bootstrap", reason });
            }
            all.par_iter().map(|drawn| solve(question, &resampled(&centred, drawn)?)).collect()
        }
    };
    let solved: Vec<Vec<(f64, f64)>> = draws.into_iter().flatten().collect();
    if solved.len() < 2 {
        let reason = "fewer than two resamples have a solution".to_owned();
        return Err(Error::BadOption { name: "bootstrap", reason });
    }
    let influence = jackknife(question, &centred);
    let intervals = question
        .paths
        .iter()
        .enumerate()
        .map(|(index, (from, to))| {
            let paths: Vec<f64> = solved.iter().map(|round| round[index].0).collect();
            let totals: Vec<f64> = solved.iter().map(|round| round[index].1).collect();
            let left: Vec<f64> = influence.iter().map(|round| round[index].0).collect();
            summary((*from, *to), whole[index], &paths, &totals, &left, confidence)
        })
        .collect();
    Ok((intervals, solved.len()))
}

/// Paths and total effects in the order of the question.
fn solve(question: &PathQuestion, r: &DMatrix<f64>) -> Option<Vec<(f64, f64)>> {
    let found = weights(question, r).filter(|found| found.converged)?;
    let vector = DVector::from_vec(found.weights);
    let beta = coefficients(question, &construct_correlations(question, r, &vector))?;
    let total = totals(&beta);
    Some(question.paths.iter().map(|(from, to)| (beta[(*to, *from)], total[(*to, *from)])).collect())
}

/// Correlations of the drawn rows; `None` when a column has no variance among them.
fn resampled(centred: &[Vec<f64>], drawn: &[usize]) -> Option<DMatrix<f64>> {
    let p = centred.first()?.len();
    let mut sums = vec![0.0; p];
    let mut products = vec![0.0; p * p];
    for row in drawn {
        let values = &centred[*row];
        for one in 0..p {
            let value = values[one];
            sums[one] += value;
            for (product, other) in products[one * p..one * p + one + 1].iter_mut().zip(values) {
                *product += value * other;
            }
        }
    }
    let n = count(drawn.len());
    let covariance = |one: usize, other: usize| products[one * p + other] - sums[one] * sums[other] / n;
    let scale: Vec<f64> = (0..p).map(|one| covariance(one, one)).collect();
    if scale.iter().any(|variance| *variance <= 1e-9 * n) {
        return None;
    }
    Some(DMatrix::from_fn(p, p, |one, other| match one == other {
        true => 1.0,
        false => covariance(one.max(other), one.min(other)) / (scale[one] * scale[other]).sqrt(),
    }))
}

/// The paths with one row left out each time, for the acceleration.
fn jackknife(question: &PathQuestion, centred: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
    (0..centred.len())
        .into_par_iter()
        .map(|left| {
            let drawn: Vec<usize> = (0..centred.len()).filter(|row| *row != left).collect();
            solve(question, &resampled(centred, &drawn)?)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect()
}

fn summary(
    (from, to): (usize, usize),
    (original, total): (f64, f64),
    paths: &[f64],
    totals: &[f64],
    left: &[f64],
    confidence: f64,
) -> PathInterval {
    let tail = (1.0 - confidence) / 2.0;
    let (mean, error) = spread(paths);
    let mut sorted = paths.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quantiles = |sorted: &[f64]| (quantile_type7(sorted, tail), quantile_type7(sorted, 1.0 - tail));
    let mut sorted_totals = totals.to_vec();
    sorted_totals.sort_by(f64::total_cmp);
    PathInterval {
        from,
        to,
        original,
        mean,
        error,
        t: original / error,
        percentile: quantiles(&sorted),
        accelerated: accelerated(original, &sorted, left, tail),
        total: (total, spread(totals).1, quantiles(&sorted_totals)),
    }
}

fn spread(values: &[f64]) -> (f64, f64) {
    let n = count(values.len());
    let mean = values.iter().sum::<f64>() / n;
    (mean, (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

/// The BCa interval; NaN when no resample lies on one side of the estimate.
pub(crate) fn accelerated(original: f64, sorted: &[f64], left: &[f64], tail: f64) -> (f64, f64) {
    let below = sorted.iter().filter(|value| **value < original).count();
    let share = count(below) / count(sorted.len());
    if share <= 0.0 || share >= 1.0 || left.len() < 2 {
        return (f64::NAN, f64::NAN);
    }
    let bias = normal_quantile(share);
    let middle = left.iter().sum::<f64>() / count(left.len());
    let (mut cubes, mut squares) = (0.0, 0.0);
    for value in left {
        cubes += (middle - value).powi(3);
        squares += (middle - value).powi(2);
    }
    let acceleration = cubes / (6.0 * squares.powf(1.5));
    let at = |probability: f64| {
        let z = bias + normal_quantile(probability);
        quantile_type7(sorted, normal_lower(bias + z / (1.0 - acceleration * z)))
    };
    (at(tail), at(1.0 - tail))
}
