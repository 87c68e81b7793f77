//! The values of a fitted model as a report needs them.

use crate::stats::distribution::{normal_lower, normal_quantile};
use crate::stats::sem::fit::{Estimator, Fitted, Gaps};
use crate::stats::sem::measures::upper;
use crate::stats::sem::ordinal::OrdinalPart;
use crate::stats::sem::standardize::{Scope, define, delta_method, standardized};
use crate::stats::sem::structure::{Cell, Implied, values};
use crate::stats::sem::syntax::Operator;
use crate::stats::sem::table::Role;
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// One parameter.
#[derive(Clone, PartialEq, Debug)]
pub struct Estimate {
    /// Left side.
    pub left: String,
    /// What it says.
    pub operator: Operator,
    /// Right side; empty for an intercept.
    pub right: String,
    /// Group, from 0.
    pub group: usize,
    /// Its label, empty without one.
    pub label: String,
    /// Whether it was searched for.
    pub free: bool,
    /// Its value.
    pub value: f64,
    /// Standard error; 0 for a fixed one.
    pub error: f64,
    /// Value over standard error; NaN for a fixed one.
    pub z: f64,
    /// Two-sided p of z.
    pub p: f64,
    /// 95 % interval.
    pub interval: (f64, f64),
    /// Value with latent variables standardized.
    pub standardized_latent: f64,
    /// Value with all variables standardized.
    pub standardized: f64,
    /// Standard error of `standardized`.
    pub standardized_error: f64,
}

/// Two-sided p of a z.
fn two_sided(z: f64) -> f64 {
    if z.is_nan() { f64::NAN } else { 2.0 * normal_lower(-z.abs()) }
}

impl Estimate {
    /// Sets the standard error and what follows from it.
    pub(super) fn set_error(&mut self, error: f64) {
        let critical = normal_quantile(0.975);
        self.error = error;
        self.z = if error > 0.0 { self.value / error } else { f64::NAN };
        self.p = two_sided(self.z);
        self.interval = (self.value - critical * error, self.value + critical * error);
    }

    /// z of the standardized value.
    pub fn standardized_z(&self) -> f64 {
        if self.standardized_error > 0.0 { self.standardized / self.standardized_error } else { f64::NAN }
    }

    /// Two-sided p of the standardized value.
    pub fn standardized_p(&self) -> f64 {
        two_sided(self.standardized_z())
    }
}

/// Figures as AMOS and LISREL print them: n − 1 rows, χ² + 2q for AIC (Arbuckle 2014, appendix).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Amos {
    /// χ².
    pub statistic: f64,
    /// Its p.
    pub p: f64,
    /// χ²/df.
    pub ratio: f64,
    /// RMSEA.
    pub rmsea: f64,
    /// AIC.
    pub aic: f64,
    /// ECVI.
    pub ecvi: f64,
}

/// What is remarkable about a solution; none of it stops a report.
#[derive(Clone, PartialEq, Debug)]
pub enum Remark {
    /// The search stopped before it settled.
    NotConverged {
        /// Steps taken.
        steps: usize,
    },
    /// A variance is negative (a Heywood case).
    NegativeVariance {
        /// Whose.
        variable: String,
        /// Its value.
        value: f64,
    },
    /// The covariances of the factors are not positive definite: two or more cannot be told apart.
    FactorsNotDistinct {
        /// The group, from 0.
        group: usize,
    },
}

impl Fitted {
    /// Observed variables in the order of all matrices.
    pub fn observed(&self) -> &[String] {
        &self.solution.table.observed
    }

    /// Latent variables in order.
    pub fn latent(&self) -> &[String] {
        &self.solution.table.latent
    }

    /// Names of the groups; one empty name without groups.
    pub fn groups(&self) -> &[String] {
        &self.group_names
    }

    /// Number of free values.
    pub fn free(&self) -> usize {
        self.solution.table.free + self.ordinal.as_ref().map_or(0, OrdinalPart::free)
    }

    /// Whether the search settled.
    pub fn converged(&self) -> bool {
        self.solution.converged
    }

    /// Largest derivative of the discrepancy at the end of the search.
    pub fn gradient(&self) -> f64 {
        self.solution.gradient
    }

    /// Rows used, over all groups.
    pub fn sample_size(&self) -> f64 {
        self.rows()
    }

    fn free_implied(&self, free: &[f64]) -> Option<(Vec<f64>, Vec<Implied>)> {
        let solution = &self.solution;
        let all = values(&solution.table, free, &solution.given);
        let implied = (0..self.group_names.len())
            .map(|group| Implied::of(&solution.structure, &solution.table, &all, group))
            .collect::<Option<Vec<_>>>()?;
        Some((all, implied))
    }

    fn standardized_values(&self, free: &[f64], scope: Scope) -> Option<Vec<f64>> {
        let (mut all, mut implied) = self.free_implied(free)?;
        if let Some(part) = &self.ordinal {
            part.complete(&mut implied[0]);
            part.fill(&self.solution, &implied[0], &mut all);
        }
        Some(standardized(&self.solution.structure, &self.solution.table, &all, &implied, scope))
    }

    /// All parameters with standard errors, intervals and standardized values.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] when the solution implies no variances.
    pub fn estimates(&self) -> Result<Vec<Estimate>, Error> {
        let table = &self.solution.table;
        let free = &self.solution.free;
        let broken =
            || Error::NotPositiveDefinite { what: "the covariance matrix that the model implies".to_owned() };
        let mut all = self.solution.values();
        if let Some(part) = &self.ordinal {
            part.fill(&self.solution, &self.implied[0], &mut all);
        }
        define(table, &mut all);
        let latent = self.standardized_values(free, Scope::Latent).ok_or_else(broken)?;
        let complete = self.standardized_values(free, Scope::All).ok_or_else(broken)?;
        let errors = delta_method(free, &self.covariance, |free| self.standardized_values(free, Scope::All))
            .ok_or_else(broken)?;
        let defined: Vec<usize> =
            (0..table.rows.len()).filter(|row| matches!(table.rows[*row].role, Role::Defined(_))).collect();
        let defined_errors = match defined.is_empty() {
            true => Vec::new(),
            false => delta_method(free, &self.covariance, |free| {
                let mut all = values(table, free, &self.solution.given);
                define(table, &mut all);
                Some(defined.iter().map(|row| all[*row]).collect())
            })
            .ok_or_else(broken)?,
        };
        let mut found: Vec<Estimate> = Vec::with_capacity(table.rows.len());
        for (row, parameter) in table.rows.iter().enumerate() {
            let error = match parameter.role {
                Role::Free(number) => self.covariance[(number, number)].max(0.0).sqrt(),
                Role::Defined(_) => {
                    defined.iter().position(|other| *other == row).map_or(0.0, |at| defined_errors[at])
                }
                _ => 0.0,
            };
            let value = all[row];
            let mut estimate = Estimate {
                left: parameter.left.clone(),
                operator: parameter.operator,
                right: parameter.right.clone(),
                group: parameter.group,
                label: parameter.label.clone(),
                free: matches!(parameter.role, Role::Free(_)),
                value,
                error,
                z: f64::NAN,
                p: f64::NAN,
                interval: (value, value),
                standardized_latent: latent[row],
                standardized: complete[row],
                standardized_error: errors[row],
            };
            estimate.set_error(error);
            found.push(estimate);
        }
        if let Some(part) = &self.ordinal {
            part.add_estimates(self, &mut found);
        }
        Ok(found)
    }

    /// Share of the variance that the model explains, for every variable that something points at.
    pub fn explained(&self, group: usize) -> Vec<(String, f64)> {
        let implied = &self.implied[group];
        let structure = &self.solution.structure;
        let table = &self.solution.table;
        let mut found = Vec::new();
        let points = |wanted: &dyn Fn(&Cell) -> bool| structure.cells.iter().any(wanted);
        for (variable, name) in table.observed.iter().enumerate() {
            let factor = structure.stands_for.iter().position(|other| *other == variable);
            if let Some(index) = factor {
                let factor = structure.latent + index;
                if points(&|cell| matches!(cell, Cell::Path(to, _) if *to == factor)) {
                    let share = 1.0 - implied.psi[(factor, factor)] / implied.phi[(factor, factor)];
                    found.push((name.clone(), share));
                }
            } else if points(&|cell| matches!(cell, Cell::Loading(to, _) if *to == variable)) {
                let whole = implied.covariance[(variable, variable)];
                found.push((name.clone(), 1.0 - implied.theta[(variable, variable)] / whole));
            }
        }
        for (factor, name) in table.latent.iter().enumerate() {
            if points(&|cell| matches!(cell, Cell::Path(to, _) if *to == factor)) {
                found.push((
                    name.clone(),
                    1.0 - implied.psi[(factor, factor)] / implied.phi[(factor, factor)],
                ));
            }
        }
        found
    }

    /// Correlations of the latent variables.
    pub fn factor_correlations(&self, group: usize) -> Matrix {
        let phi = &self.implied[group].phi;
        let k = self.latent().len();
        Matrix::of(&DMatrix::from_fn(k, k, |row, column| {
            if row == column {
                1.0
            } else {
                phi[(row, column)] / (phi[(row, row)] * phi[(column, column)]).sqrt()
            }
        }))
    }

    /// Covariances that the model implies.
    pub fn implied_covariance(&self, group: usize) -> Matrix {
        Matrix::of(&self.implied[group].covariance)
    }

    /// Means of the data, most likely ones where values are missing.
    pub fn sample_mean(&self, group: usize) -> Vec<f64> {
        self.samples[group].mean.iter().copied().collect()
    }

    /// Covariances of the data, most likely ones where values are missing.
    pub fn sample_covariance(&self, group: usize) -> Matrix {
        Matrix::of(&self.samples[group].covariance)
    }

    /// Number of patterns of missing values.
    pub fn missing_patterns(&self, group: usize) -> usize {
        self.samples[group].patterns.len()
    }

    /// Share of the rows in which both variables are there.
    pub fn coverage(&self, group: usize) -> Matrix {
        let sample = &self.samples[group];
        let p = sample.mean.len();
        let mut found = DMatrix::zeros(p, p);
        for pattern in &sample.patterns {
            for one in &pattern.observed {
                for other in &pattern.observed {
                    found[(*one, *other)] += pattern.n;
                }
            }
        }
        Matrix::of(&(found / sample.weight()))
    }

    /// The figures in the convention of AMOS and LISREL; none for other estimators and for several groups.
    pub fn amos(&self) -> Option<Amos> {
        if self.options.estimator != Estimator::MaximumLikelihood
            || self.options.gaps == Gaps::FullInformation
            || self.samples.len() > 1
        {
            return None;
        }
        let n = self.rows();
        let degrees = self.test.degrees;
        let statistic = 2.0 * (n - 1.0) * self.test.statistic / (2.0 * self.weight());
        let free = crate::stats::describe::count(self.free());
        let aic = statistic + 2.0 * free;
        Some(Amos {
            statistic,
            p: upper(statistic, degrees),
            ratio: statistic / degrees,
            rmsea: ((statistic - degrees).max(0.0) / (degrees * (n - 1.0))).sqrt(),
            aic,
            ecvi: aic / (n - 1.0),
        })
    }

    /// What is remarkable.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut found = Vec::new();
        if !self.solution.converged {
            found.push(Remark::NotConverged { steps: self.solution.steps });
        }
        let all = self.solution.values();
        for (row, parameter) in self.solution.table.rows.iter().enumerate() {
            if parameter.operator == Operator::CovariesWith
                && parameter.left == parameter.right
                && self.ordinal.is_none()
                && all[row] < 0.0
            {
                found.push(Remark::NegativeVariance { variable: parameter.left.clone(), value: all[row] });
            }
        }
        if self.ordinal.is_some() {
            for (variable, name) in self.observed().iter().enumerate() {
                let value = self.implied[0].theta[(variable, variable)];
                if value < 0.0 {
                    found.push(Remark::NegativeVariance { variable: name.clone(), value });
                }
            }
        }
        for (group, implied) in self.implied.iter().enumerate() {
            let k = self.latent().len();
            let part = implied.phi.view((0, 0), (k, k)).into_owned();
            let least = crate::stats::linear::eigenvalues(&part).last().copied().unwrap_or(1.0);
            if least < -1e-10 * part.trace().abs() {
                found.push(Remark::FactorsNotDistinct { group });
            }
        }
        found
    }
}
