//! How much the values of a model vary from sample to sample.

use crate::stats::describe::{count, quantile_type7};
use crate::stats::pls::accelerated;
use crate::stats::sem::fit::{Convention, Estimator, Fitted, Gaps};
use crate::stats::sem::sample::Sample;
use crate::stats::sem::solve::{Data, Solution};
use crate::stats::sem::standardize::define;
use crate::stats::sem::table::Role;
use crate::stats::{Error, Table};
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// One parameter over all resamples.
#[derive(Clone, PartialEq, Debug)]
pub struct Resampled {
    /// Its row among the estimates.
    pub row: usize,
    /// Standard deviation over the resamples.
    pub error: f64,
    /// Percentile interval (quantiles of type 7).
    pub percentile: (f64, f64),
    /// Bias-corrected and accelerated interval (Efron 1987); the acceleration from leaving out one row at a time.
    pub accelerated: (f64, f64),
}

/// Resamples the rows of a one-group model that was fitted by maximum likelihood to whole rows: round r draws from stream r
/// of the seed, so that the number of threads does not matter. Resamples without a settled solution are left out; their number
/// is what the second value lacks to `rounds`.
///
/// # Errors
/// [`Error::BadOption`] for other models, for fewer than two rounds, and when fewer than two resamples have a solution.
pub fn resample(
    fitted: &Fitted,
    rounds: u32,
    seed: u64,
    confidence: f64,
) -> Result<(Vec<Resampled>, usize), Error> {
    let bad = |reason: &str| Err(Error::BadOption { name: "bootstrap", reason: reason.to_owned() });
    let options = &fitted.options;
    let plain = options.estimator != Estimator::UnweightedLeastSquares
        && options.convention == Convention::Normal
        && options.gaps == Gaps::Listwise
        && fitted.groups().len() == 1
        && fitted.ordinal.is_none()
        && fitted.solution.table.exogenous.is_empty();
    if !plain {
        return bad("works with maximum likelihood, one group, whole rows and random causes");
    }
    if rounds < 2 || !(0.5..1.0).contains(&confidence) {
        return bad("needs two rounds and a confidence from .5 to below 1");
    }
    let names = fitted.observed();
    let sample = &fitted.samples[0];
    let n = sample.columns[0].len();
    let solve = |drawn: &[usize]| -> Option<Vec<f64>> {
        let columns =
            sample.columns.iter().map(|column| drawn.iter().map(|row| column[*row]).collect()).collect();
        let table = Table { names: names.to_vec(), columns };
        let own = [Sample::whole(&table, false).ok()?];
        let start = fitted.solution.values();
        let found = Solution::find(fitted.solution.table.clone(), Data::Likelihood(&own), start).ok()?;
        let mut values = found.values();
        define(&found.table, &mut values);
        found.converged.then_some(values)
    };
    let solved: Vec<Vec<f64>> = (0..rounds)
        .into_par_iter()
        .map(|round| {
            let mut random = ChaCha12Rng::seed_from_u64(seed);
            random.set_stream(u64::from(round));
            solve(&(0..n).map(|_| random.random_range(0..n)).collect::<Vec<_>>())
        })
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    if solved.len() < 2 {
        return bad("fewer than two resamples have a solution");
    }
    let left: Vec<Vec<f64>> = (0..n)
        .into_par_iter()
        .map(|out| solve(&(0..n).filter(|row| *row != out).collect::<Vec<_>>()))
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect();
    let mut original = fitted.solution.values();
    define(&fitted.solution.table, &mut original);
    let tail = (1.0 - confidence) / 2.0;
    let found = fitted
        .solution
        .table
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.role, Role::Free(_) | Role::Defined(_)))
        .map(|(row, _)| {
            let mut values: Vec<f64> = solved.iter().map(|round| round[row]).collect();
            values.sort_by(f64::total_cmp);
            let mean = values.iter().sum::<f64>() / count(values.len());
            let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
            let without: Vec<f64> = left.iter().map(|round| round[row]).collect();
            Resampled {
                row,
                error: (squares / (count(values.len()) - 1.0)).sqrt(),
                percentile: (quantile_type7(&values, tail), quantile_type7(&values, 1.0 - tail)),
                accelerated: accelerated(original[row], &values, &without, tail),
            }
        })
        .collect();
    Ok((found, solved.len()))
}
