//! Indices that compare moments with those the model implies: residuals, likelihoods, share of what is explained.
//!
//! SRMR (Bentler 1995), RMR (Jöreskog & Sörbom 1981), CRMR (Bollen 1989), the form of Mplus, GFI, AGFI and PGFI by the trace
//! formula (Jöreskog & Sörbom 1984; Tanaka & Huba 1985; Mulaik et al. 1989).

use crate::stats::describe::count;
use crate::stats::sem::fit::{Convention, Estimator, Fitted, Gaps};
use crate::stats::sem::missing::weighted_squares;
use crate::stats::sem::sample::minus_two_log_likelihood;
use crate::stats::sem::structure::Implied;
use crate::stats::sem::table::Role;
use nalgebra::{Cholesky, DMatrix, DVector};

/// Sums of squared residuals of one group, in the four standardizations, and the number of elements.
struct Residuals {
    raw: f64,
    bentler: f64,
    correlation: f64,
    mplus: f64,
    raw_mean: f64,
    bentler_mean: f64,
    mplus_mean: f64,
}

fn residuals(mean: &DVector<f64>, covariance: &DMatrix<f64>, implied: &Implied) -> Residuals {
    let p = mean.len();
    let model = &implied.covariance;
    let mut found = Residuals {
        raw: 0.0,
        bentler: 0.0,
        correlation: 0.0,
        mplus: 0.0,
        raw_mean: 0.0,
        bentler_mean: 0.0,
        mplus_mean: 0.0,
    };
    for column in 0..p {
        let own = covariance[(column, column)];
        let modelled = model[(column, column)];
        for row in column..p {
            let (s, m) = (covariance[(row, column)], model[(row, column)]);
            let scale = (covariance[(row, row)] * own).sqrt();
            let difference = s / scale - m / (model[(row, row)] * modelled).sqrt();
            found.raw += (s - m).powi(2);
            found.bentler += ((s - m) / scale).powi(2);
            if row == column {
                found.mplus += ((s - m) / s).powi(2);
            } else {
                found.correlation += difference.powi(2);
                found.mplus += difference.powi(2);
            }
        }
        let difference = mean[column] - implied.mean[column];
        found.raw_mean += difference.powi(2);
        found.bentler_mean += difference.powi(2) / own;
        let standardized = mean[column] / own.sqrt() - implied.mean[column] / modelled.sqrt();
        found.mplus_mean += standardized.powi(2);
    }
    found
}

impl Fitted {
    /// Adds what needs the moments; `n` is what a statistic is divided by.
    pub(super) fn add_absolute(&mut self, n: f64) {
        self.add_residuals();
        self.add_likelihood();
        let elements = self.elements();
        let (explained, whole) = self.shares();
        let free = count(self.solution.table.free);
        let gfi = 1.0 - explained / whole;
        let degrees = self.test.degrees;
        self.measures.push("gfi", gfi);
        self.measures.push("agfi", if degrees > 0.0 { 1.0 - elements / degrees * (1.0 - gfi) } else { 1.0 });
        self.measures.push("pgfi", degrees / elements * gfi);
        if self.ordinal.is_none() {
            self.measures.push("ecvi", (self.test.statistic + 2.0 * free) / n);
        }
        self.measures.push("npar", free);
        let rows = match self.options.convention {
            Convention::Normal => self.rows(),
            Convention::Wishart => n,
        };
        self.measures.push("fmin", self.test.statistic / (2.0 * rows));
    }

    /// Rows of all groups.
    pub(super) fn rows(&self) -> f64 {
        self.samples.iter().map(|sample| sample.n).sum()
    }

    /// Moments of all groups.
    fn elements(&self) -> f64 {
        let p = self.solution.table.observed.len();
        let each = p * (p + 1) / 2 + if self.solution.table.means { p } else { 0 };
        count(each * self.samples.len())
    }

    fn add_residuals(&mut self) {
        let p = count(self.solution.table.observed.len());
        let means = if self.solution.table.means { p } else { 0.0 };
        let total = self.rows();
        let lower = p * (p + 1.0) / 2.0;
        let strict = p * (p - 1.0) / 2.0;
        let mut sums = [0.0; 8];
        for (sample, implied) in self.samples.iter().zip(&self.implied) {
            let found = residuals(&sample.mean, &sample.covariance, implied);
            let share = sample.n / total;
            let with = |plain: f64, mean: f64, elements: f64| {
                let mean = if means > 0.0 { mean } else { 0.0 };
                ((plain + mean) / (elements + means)).sqrt()
            };
            let values = [
                with(found.raw, found.raw_mean, lower),
                (found.raw / lower).sqrt(),
                with(found.bentler, found.bentler_mean, lower),
                (found.bentler / lower).sqrt(),
                with(found.correlation, found.bentler_mean, strict),
                (found.correlation / strict).sqrt(),
                with(found.mplus, found.mplus_mean, lower),
                (found.mplus / lower).sqrt(),
            ];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += share * value;
            }
        }
        for (name, value) in [
            ("rmr", sums[0]),
            ("rmr_nomean", sums[1]),
            ("srmr", sums[2]),
            ("srmr_bentler", sums[2]),
            ("srmr_bentler_nomean", sums[3]),
            ("crmr", sums[4]),
            ("crmr_nomean", sums[5]),
            ("srmr_mplus", sums[6]),
            ("srmr_mplus_nomean", sums[7]),
        ] {
            self.measures.push(name, value);
        }
    }

    fn add_likelihood(&mut self) {
        if self.options.estimator == Estimator::UnweightedLeastSquares {
            return;
        }
        let constant = (2.0 * std::f64::consts::PI).ln();
        let (mut model, mut saturated) = (0.0, 0.0);
        for (sample, implied) in self.samples.iter().zip(&self.implied) {
            let scale = sample.n / sample.weight();
            for pattern in &sample.patterns {
                let rows = pattern.n * scale;
                let own = minus_two_log_likelihood(pattern, &implied.mean, &implied.covariance);
                let values = rows * count(pattern.observed.len()) * constant;
                model -= 0.5 * (values + scale * own.unwrap_or(f64::NAN));
                saturated -= 0.5 * values;
            }
            saturated -= 0.5 * scale * sample.saturated;
            let taken = self.likelihood_of_causes(sample);
            model -= taken;
            saturated -= taken;
        }
        let free = count(self.solution.table.free);
        let n = self.rows();
        for (name, value) in [
            ("logl", model),
            ("unrestricted.logl", saturated),
            ("aic", 2.0 * free - 2.0 * model),
            ("bic", free * n.ln() - 2.0 * model),
            ("ntotal", n),
            ("bic2", free * ((n + 2.0) / 24.0).ln() - 2.0 * model),
        ] {
            self.measures.push(name, value);
        }
    }

    /// The log-likelihood of the causes that are taken as they are, which is no part of the model's.
    fn likelihood_of_causes(&self, sample: &crate::stats::sem::sample::Sample) -> f64 {
        let table = &self.solution.table;
        let causes: Vec<usize> = (0..table.observed.len())
            .filter(|index| table.exogenous.contains(&table.observed[*index]))
            .collect();
        if causes.is_empty() || !table.rows.iter().any(|row| row.role == Role::Exogenous) {
            return 0.0;
        }
        let part = DMatrix::from_fn(causes.len(), causes.len(), |row, column| {
            sample.covariance[(causes[row], causes[column])]
        });
        let log = crate::stats::sem::sample::log_determinant(&part).unwrap_or(f64::NAN);
        let k = count(causes.len());
        -0.5 * sample.n * (k * (2.0 * std::f64::consts::PI).ln() + log + k)
    }

    /// Weighted squares of the residuals and of the moments themselves, over all groups.
    fn shares(&self) -> (f64, f64) {
        let (mut residual, mut whole) = (0.0, 0.0);
        let least_squares = self.options.estimator == Estimator::UnweightedLeastSquares;
        for (sample, implied) in self.samples.iter().zip(&self.implied) {
            if self.options.gaps == Gaps::FullInformation {
                let Some((part, all)) = weighted_squares(&self.solution.table, sample, implied) else {
                    return (f64::NAN, f64::NAN);
                };
                residual += part * sample.n;
                whole += all * sample.n;
                continue;
            }
            let difference = &sample.covariance - &implied.covariance;
            let mean = &sample.mean - &implied.mean;
            let means = self.solution.table.means;
            if least_squares {
                let squares = |matrix: &DMatrix<f64>| -> f64 {
                    let p = matrix.nrows();
                    (0..p).flat_map(|c| (c..p).map(move |r| (r, c))).map(|at| matrix[at].powi(2)).sum()
                };
                residual += squares(&difference);
                whole += squares(&sample.covariance);
                if means {
                    residual += mean.norm_squared();
                    whole += sample.mean.norm_squared();
                }
                continue;
            }
            let Some(factor) = Cholesky::new(implied.covariance.clone()) else { return (f64::NAN, f64::NAN) };
            let quadratic = |matrix: &DMatrix<f64>| {
                let solved = factor.solve(matrix);
                0.5 * (&solved * &solved).trace()
            };
            residual += quadratic(&difference);
            whole += quadratic(&sample.covariance);
            if means {
                residual += mean.dot(&factor.solve(&mean));
                whole += sample.mean.dot(&factor.solve(&sample.mean));
            }
        }
        (residual, whole)
    }
}
