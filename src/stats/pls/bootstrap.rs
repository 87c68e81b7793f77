//! How much the paths of a model vary from sample to sample.

use crate::stats::describe::{count, moments, quantile_type7};
use crate::stats::distribution::{normal_lower, normal_quantile};
use crate::stats::pls::algorithm::{construct_correlations, weights};
use crate::stats::pls::consistent::{corrected_correlations, qualities};
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

/// One figure over all resamples.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Resampled {
    /// The figure of the data.
    pub original: f64,
    /// Resamples in which it is defined.
    pub rounds: usize,
    /// Mean over them.
    pub mean: f64,
    /// Standard deviation over them: the standard error.
    pub error: f64,
    /// `original` over `error`.
    pub t: f64,
    /// Percentile interval (quantiles of type 7).
    pub percentile: (f64, f64),
    /// Bias-corrected and accelerated interval (Efron 1987, eq. 2.3, with the acceleration of the jackknife, eq. 6.6).
    pub accelerated: (f64, f64),
}

/// One effect over all resamples.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EffectInterval {
    /// Cause.
    pub from: usize,
    /// Outcome.
    pub to: usize,
    /// How it varies.
    pub figure: Resampled,
}

/// How a path model varies from sample to sample.
#[derive(Clone, PartialEq, Debug)]
pub struct PathBootstrap {
    /// Resamples with a settled solution.
    pub rounds: usize,
    /// The paths, in the order of the question.
    pub paths: Vec<EffectInterval>,
    /// Total effects of all causes on all outcomes that they reach.
    pub totals: Vec<EffectInterval>,
    /// Effects through other constructs, where there is such a way.
    pub indirect: Vec<EffectInterval>,
    /// The consistent paths (PLSc), in the order of the question.
    pub consistent: Vec<EffectInterval>,
}

/// Resamples rows, solves the model each time and tells how paths and effects vary. Constructs of a resample are turned like
/// those of the data, so that the sum of their loadings is positive; resamples without a settled solution are left out, and
/// those in which a figure is not defined (PLSc with a negative ρ_A) are left out of that figure.
///
/// # Errors
/// As [`crate::stats::pls::path_model`]; [`Error::BadOption`] for row numbers beyond the table or fewer than two resamples
/// with a solution.
pub fn bootstrap(
    table: &Table,
    question: &PathQuestion,
    resamples: &Resamples,
    confidence: f64,
) -> Result<PathBootstrap, Error> {
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
    let draws: Vec<Option<Vec<f64>>> = match resamples {
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
    let solved: Vec<Vec<f64>> = draws.into_iter().flatten().collect();
    if solved.len() < 2 {
        let reason = "fewer than two resamples have a solution".to_owned();
        return Err(Error::BadOption { name: "bootstrap", reason });
    }
    let left_out = jackknife(question, &centred);
    let mut figures = whole.iter().enumerate().map(|(index, original)| {
        let column = |rounds: &[Vec<f64>]| -> Vec<f64> {
            rounds.iter().map(|round| round[index]).filter(|value| value.is_finite()).collect()
        };
        summary(*original, column(&solved), &column(&left_out), confidence)
    });
    let [paths, totals, indirect, consistent] = ways(question).map(|pairs| {
        pairs
            .into_iter()
            .zip(figures.by_ref())
            .map(|((from, to), figure)| EffectInterval { from, to, figure })
            .collect()
    });
    Ok(PathBootstrap { rounds: solved.len(), paths, totals, indirect, consistent })
}

/// Cause and outcome of the figures of [`solve`], in its order: paths, total effects, indirect effects, consistent paths.
fn ways(question: &PathQuestion) -> [Vec<(usize, usize)>; 4] {
    let reach = question.reach();
    let k = question.blocks.len();
    let pairs = || (0..k).flat_map(|from| (0..k).map(move |to| (from, to)));
    let indirect = pairs().filter(|(from, to)| {
        (0..k).any(|middle| question.paths.contains(&(*from, middle)) && reach[middle][*to])
    });
    [
        question.paths.clone(),
        pairs().filter(|(from, to)| reach[*from][*to]).collect(),
        indirect.collect(),
        question.paths.clone(),
    ]
}

/// Paths, total effects, indirect effects and consistent paths; a consistent path that is not defined is NaN.
fn solve(question: &PathQuestion, r: &DMatrix<f64>) -> Option<Vec<f64>> {
    let found = weights(question, r).filter(|found| found.converged)?;
    let vector = DVector::from_vec(found.weights);
    let scores = construct_correlations(question, r, &vector);
    let beta = coefficients(question, &scores)?;
    let total = totals(&beta);
    let corrected = corrected_correlations(&scores, &qualities(question, r, &vector));
    let consistent = coefficients(question, &corrected);
    let [paths, totals, indirect, consistent_paths] = ways(question);
    let mut figures: Vec<f64> = paths.iter().map(|(from, to)| beta[(*to, *from)]).collect();
    figures.extend(totals.iter().map(|(from, to)| total[(*to, *from)]));
    figures.extend(indirect.iter().map(|(from, to)| total[(*to, *from)] - beta[(*to, *from)]));
    figures.extend(
        consistent_paths
            .iter()
            .map(|(from, to)| consistent.as_ref().map_or(f64::NAN, |beta| beta[(*to, *from)])),
    );
    Some(figures)
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

/// The figures with one row left out each time, for the acceleration.
fn jackknife(question: &PathQuestion, centred: &[Vec<f64>]) -> Vec<Vec<f64>> {
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

fn summary(original: f64, mut values: Vec<f64>, left: &[f64], confidence: f64) -> Resampled {
    let tail = (1.0 - confidence) / 2.0;
    let rounds = values.len();
    if !original.is_finite() || rounds < 2 {
        let none = f64::NAN;
        let (percentile, accelerated) = ((none, none), (none, none));
        return Resampled { original, rounds, mean: none, error: none, t: none, percentile, accelerated };
    }
    let (mean, error) = spread(&values);
    values.sort_by(f64::total_cmp);
    Resampled {
        original,
        rounds,
        mean,
        error,
        t: original / error,
        percentile: (quantile_type7(&values, tail), quantile_type7(&values, 1.0 - tail)),
        accelerated: accelerated(original, &values, left, tail),
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
