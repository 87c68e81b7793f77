//! Parallel analysis: how large are the eigenvalues of pure chance?

use crate::stats::describe::{count, quantile_type7};
use crate::stats::factor::start::{first_communalities, reduced};
use crate::stats::linear::eigenvalues;
use nalgebra::DMatrix;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Which eigenvalues are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ParallelKind {
    /// Those of R: principal components (Horn 1965).
    #[default]
    Components,
    /// Those of R with squared multiple correlations in its diagonal: common factors (Humphreys and Ilgen 1969). Where a
    /// random matrix cannot be inverted, for want of rows, the largest correlation of each column stands there.
    Factors,
}

/// How parallel analysis is run.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ParallelOptions {
    /// Number of random tables.
    pub rounds: u32,
    /// The quantile that an eigenvalue must exceed, such as 0.95.
    pub quantile: f64,
    /// Seed of the random numbers; round r uses stream r, so that the result does not depend on the number of threads.
    pub seed: u64,
    /// Components or common factors.
    pub kind: ParallelKind,
}

impl Default for ParallelOptions {
    /// 200 rounds, the 95th percentile (Glorfeld 1995), components.
    fn default() -> Self {
        Self { rounds: 200, quantile: 0.95, seed: 20_250_101, kind: ParallelKind::Components }
    }
}

/// Eigenvalues of chance beside the observed ones.
#[derive(Clone, PartialEq, Debug)]
pub struct Parallel {
    /// Mean of each random eigenvalue.
    pub mean: Vec<f64>,
    /// Quantile (type 7) of each.
    pub quantile: Vec<f64>,
    /// Observed eigenvalues above the mean, counted from the first until one is not.
    pub kept_by_mean: usize,
    /// The same against the quantile.
    pub kept_by_quantile: usize,
}

/// Compares observed eigenvalues of `n` rows with those of correlation matrices of independent normal data of the same
/// size (Horn 1965). For common factors the observed ones are those of [`super::reduced_eigenvalues`].
pub fn parallel_analysis(observed: &[f64], n: usize, options: &ParallelOptions) -> Parallel {
    let k = observed.len();
    let rounds: Vec<Vec<f64>> = (0..options.rounds.max(1))
        .into_par_iter()
        .map(|round| random_eigenvalues(n, k, options, round))
        .collect();
    let mut mean = Vec::with_capacity(k);
    let mut quantile = Vec::with_capacity(k);
    for place in 0..k {
        let mut values: Vec<f64> = rounds.iter().map(|round| round[place]).collect();
        mean.push(values.iter().sum::<f64>() / count(values.len()));
        values.sort_by(f64::total_cmp);
        quantile.push(quantile_type7(&values, options.quantile));
    }
    let kept =
        |chance: &[f64]| observed.iter().zip(chance).take_while(|(value, chance)| value > chance).count();
    Parallel { kept_by_mean: kept(&mean), kept_by_quantile: kept(&quantile), mean, quantile }
}

fn random_eigenvalues(n: usize, k: usize, options: &ParallelOptions, round: u32) -> Vec<f64> {
    let mut random = ChaCha12Rng::seed_from_u64(options.seed);
    random.set_stream(u64::from(round));
    let mut data = DMatrix::<f64>::zeros(n, k);
    let cells = data.as_mut_slice();
    for pair in cells.chunks_mut(2) {
        let (one, other) = normal_pair(&mut random);
        pair[0] = one;
        if let Some(second) = pair.get_mut(1) {
            *second = other;
        }
    }
    for mut column in data.column_iter_mut() {
        let mean = column.sum() / count(n);
        column.add_scalar_mut(-mean);
        let norm = column.norm();
        if norm > 0.0 {
            column /= norm;
        }
    }
    let correlations = data.transpose() * &data;
    match options.kind {
        ParallelKind::Components => eigenvalues(&correlations),
        ParallelKind::Factors => {
            let names = vec![String::new(); k];
            let (communalities, _) = first_communalities(&correlations, &names);
            eigenvalues(&reduced(&correlations, &communalities))
        }
    }
}

/// Two independent standard normal numbers (Marsaglia's polar method 1964).
fn normal_pair(random: &mut ChaCha12Rng) -> (f64, f64) {
    loop {
        let (u, v) = (2.0 * random.random::<f64>() - 1.0, 2.0 * random.random::<f64>() - 1.0);
        let square = u * u + v * v;
        if square > 0.0 && square < 1.0 {
            let factor = (-2.0 * square.ln() / square).sqrt();
            return (u * factor, v * factor);
        }
    }
}
