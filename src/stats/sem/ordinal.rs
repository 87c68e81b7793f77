//! Models of ordered categories: diagonally weighted and unweighted least squares over polychoric correlations, with
//! standard errors and tests that know how the correlations vary (Muthén 1984; Muthén, du Toit & Spisic 1997).
//!
//! Delta parameterization: behind every item is a normal variable of variance 1; its residual variance is what the factors
//! leave. Thresholds are not restricted and keep the values they have in the data.

use crate::stats::describe::count;
use crate::stats::polychoric::{Ordinal, ordinal_statistics};
use crate::stats::sem::estimates::Estimate;
use crate::stats::sem::fit::{FitOptions, Fitted, all_implied, columns};
use crate::stats::sem::least_squares::{Moments, elements, jacobian};
use crate::stats::sem::measures::{Robust, Scaling, Test, from_tests, upper};
use crate::stats::sem::robust::inverse;
use crate::stats::sem::sample::{Pattern, Sample, log_determinant};
use crate::stats::sem::solve::{Data, Solution, starts};
use crate::stats::sem::structure::{Cell, Implied, Structure};
use crate::stats::sem::syntax::{Operator, parse};
use crate::stats::sem::table::{ParameterTable, Rules};
use crate::stats::{Error, Table};
use nalgebra::{Cholesky, DMatrix, DVector};

/// What the correlations are weighted with, and what standard errors and tests know of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderedEstimator {
    /// Weights 1 over each correlation's sampling variance; plain standard errors and test.
    Dwls,
    /// The same with robust standard errors and the mean- and variance-adjusted test.
    Wlsmv,
    /// Weights 1, robust standard errors and the mean- and variance-adjusted test.
    Ulsmv,
}

/// What ordered categories add to a fitted model.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct OrdinalPart {
    pub(super) statistics: Ordinal,
    /// Sampling variance of every threshold, in order.
    pub(super) threshold_variances: Vec<f64>,
    pub(super) thresholds: usize,
}

/// Correlations as least squares sees them, with Γ of the counting elements.
struct Correlations {
    moments: Moments,
    weight: DVector<f64>,
    gamma: DMatrix<f64>,
    n: f64,
}

/// Fits a model to ordered categories in whole rows.
///
/// # Errors
/// As [`crate::stats::sem::fit`]; [`Error::NotCategories`]; [`Error::BadOption`] for models with observed variables in
/// regressions, whose variances are not free to be 1.
pub fn fit_ordered(
    model: &str,
    table: &Table,
    estimator: OrderedEstimator,
    options: &FitOptions,
) -> Result<Fitted, Error> {
    let parsed = parse(model)?;
    let rules = Rules {
        standardized_factors: options.standardized_factors,
        groups: 1,
        orthogonal: options.orthogonal,
        ordered: true,
        ..Rules::default()
    };
    let mut parameters = ParameterTable::of(&parsed, &rules)?;
    check(&parameters)?;
    let used = columns(table, &parameters.observed)?.complete();
    let statistics = ordinal_statistics(&used)?;
    parameters.means = false;
    let correlations = Correlations::of(&statistics, estimator);
    let moments = vec![correlations.moments.clone()];
    let data = Data::Moments(&moments);
    let begin = starts(&parameters, data);
    let solution = Solution::find(parameters, data, begin)?;
    let baseline = nothing(&solution.table);
    let sample = correlations.sample(&used);
    let samples = vec![sample];
    let implied = all_implied(&solution, &samples)?;
    let (covariance, test) = correlations.judge(&solution, &implied[0], estimator)?;
    let alone = all_implied(&baseline, &samples)?;
    let (_, base) = correlations.judge(&baseline, &alone[0], estimator)?;
    let measures = from_tests(&test, &base, correlations.n - 1.0, 1.0);
    let thresholds = statistics.thresholds.iter().map(Vec::len).sum();
    let threshold_variances =
        (0..thresholds).map(|number| statistics.gamma.at(number, number) / (correlations.n - 1.0)).collect();
    let mut fitted = Fitted {
        solution,
        samples,
        moments,
        group_names: vec![String::new()],
        options: options.clone(),
        covariance,
        implied,
        test,
        baseline: base,
        measures,
        ordinal: Some(OrdinalPart { statistics, threshold_variances, thresholds }),
    };
    fitted.complete_residuals();
    fitted.add_ordinal_measures(&correlations);
    Ok(fitted)
}

fn check(table: &ParameterTable) -> Result<(), Error> {
    let reason = if !table.regressed.is_empty() {
        "ordered categories in regressions; only factors may be regressed on each other"
    } else if table.rows.iter().any(|row| row.operator == Operator::Intercept) {
        "intercepts of ordered categories"
    } else {
        return Ok(());
    };
    Err(Error::BadOption { name: "model", reason: format!("the estimator does not fit {reason}") })
}

/// A model without parameters: nothing correlates.
fn nothing(model: &ParameterTable) -> Solution {
    let table = ParameterTable { observed: model.observed.clone(), ..ParameterTable::default() };
    let structure = Structure::of(&table);
    Solution {
        table,
        structure,
        given: Vec::new(),
        free: Vec::new(),
        value: 0.0,
        gradient: 0.0,
        steps: 0,
        converged: true,
    }
}

impl Correlations {
    fn of(statistics: &Ordinal, estimator: OrderedEstimator) -> Self {
        let p = statistics.names.len();
        let thresholds: usize = statistics.thresholds.iter().map(Vec::len).sum();
        let size = p * (p - 1) / 2;
        let whole = &statistics.gamma;
        let gamma =
            DMatrix::from_fn(size, size, |row, column| whole.at(thresholds + row, thresholds + column));
        let mut weight = DMatrix::zeros(p, p);
        let mut list = Vec::with_capacity(size);
        let mut number = 0;
        for column in 0..p {
            for row in column + 1..p {
                let value = match estimator {
                    OrderedEstimator::Ulsmv => 1.0,
                    _ => 1.0 / gamma[(number, number)],
                };
                weight[(row, column)] = value;
                list.push(value);
                number += 1;
            }
        }
        let covariance = statistics.correlations.dense();
        let moments = Moments { share: 1.0, mean: None, covariance, weight };
        Self { moments, weight: DVector::from_vec(list), gamma, n: count(statistics.n) }
    }

    /// The rows with correlations in the place of covariances.
    fn sample(&self, table: &Table) -> Sample {
        let p = table.columns.len();
        let mean = DVector::zeros(p);
        let covariance = self.moments.covariance.clone();
        let pattern = Pattern {
            observed: (0..p).collect(),
            n: self.n,
            mean: mean.clone(),
            covariance: covariance.clone(),
            rows: (0..table.rows()).collect(),
        };
        Sample {
            columns: table.columns.clone(),
            n: self.n,
            patterns: vec![pattern],
            mean,
            covariance,
            saturated: 0.0,
            used: (0..table.rows()).collect(),
        }
    }

    /// Covariances of the free values and the test of a solution.
    fn judge(
        &self,
        solution: &Solution,
        implied: &Implied,
        estimator: OrderedEstimator,
    ) -> Result<(DMatrix<f64>, Test), Error> {
        let broken = || Error::NotPositiveDefinite { what: "the information of the model".to_owned() };
        let list = elements(&self.moments.weight);
        let derivative = jacobian(&solution.structure, &solution.table, implied, 0, &list, false);
        let residual = DVector::from_iterator(
            list.len(),
            list.iter().map(|at| self.moments.covariance[*at] - implied.covariance[*at]),
        );
        let mut weighted = derivative.clone();
        for (mut row, weight) in weighted.row_iter_mut().zip(self.weight.iter()) {
            row *= *weight;
        }
        let free = solution.table.free;
        let bread = match free {
            0 => DMatrix::zeros(0, 0),
            _ => inverse(&(derivative.transpose() * &weighted)).ok_or_else(broken)?,
        };
        let rows = self.n - 1.0;
        let statistic = rows * residual.dot(&residual.component_mul(&self.weight));
        let degrees = count(list.len()) - count(free);
        let carried = weighted.transpose() * &self.gamma;
        let covariance = match estimator {
            OrderedEstimator::Dwls => &bread / rows,
            _ => &bread * (&carried * &weighted) * &bread / rows,
        };
        let p = match estimator {
            OrderedEstimator::Ulsmv => f64::NAN,
            _ => upper(statistic, degrees),
        };
        let mut test = Test { statistic, degrees, p, scaling: None, robust: None };
        if estimator != OrderedEstimator::Dwls && degrees > 0.0 {
            test.scaling = Some(self.shifted(statistic, degrees, &weighted, &bread, &carried));
            test.robust = self.likelihood(solution, implied, &derivative, &weighted, &bread);
        }
        Ok((covariance, test))
    }

    /// aX² + b with the mean and the variance of χ² (Asparouhov & Muthén 2010): a² = df / tr((UΓ)²), b = df − a tr(UΓ), U =
    /// W − WΔ(ΔᵀWΔ)⁻¹ΔᵀW.
    fn shifted(
        &self,
        statistic: f64,
        degrees: f64,
        weighted: &DMatrix<f64>,
        bread: &DMatrix<f64>,
        carried: &DMatrix<f64>,
    ) -> Scaling {
        let mut product = -(weighted * (bread * carried));
        for (row, weight) in self.weight.iter().enumerate() {
            for column in 0..product.ncols() {
                product[(row, column)] += weight * self.gamma[(row, column)];
            }
        }
        let trace = product.trace();
        let square = product.component_mul(&product.transpose()).sum();
        let scale = (degrees / square).sqrt();
        let shift = degrees - scale * trace;
        Scaling { statistic: scale * statistic + shift, factor: scale.recip(), shift, trace }
    }

    /// The likelihood discrepancy of the correlations at the solution with its correction, on which robust indices rest
    /// (Savalei 2021). `None` when the correlations are not positive definite.
    fn likelihood(
        &self,
        solution: &Solution,
        implied: &Implied,
        derivative: &DMatrix<f64>,
        weighted: &DMatrix<f64>,
        bread: &DMatrix<f64>,
    ) -> Option<Robust> {
        let p = self.moments.covariance.nrows();
        let observed = log_determinant(&self.moments.covariance)?;
        let mut model = implied.covariance.clone();
        model.fill_diagonal(1.0);
        let own = log_determinant(&model)?;
        let inner = Cholesky::new(model)?.inverse();
        let trace = inner.component_mul(&self.moments.covariance).sum();
        let statistic = (self.n * (own + trace - observed - count(p))).max(0.0);
        let list = elements(&self.moments.weight);
        let spread = match solution.table.free {
            0 => self.gamma.clone(),
            _ => {
                let projected = derivative * bread;
                let carried = weighted.transpose() * &self.gamma;
                let once = &projected * &carried;
                let twice = &projected * (&carried * weighted) * projected.transpose();
                &self.gamma - &once - once.transpose() + twice
            }
        };
        let mut expected = 0.0;
        for (index, (a, b)) in list.iter().enumerate() {
            for (other, (c, d)) in list.iter().enumerate() {
                let weight = inner[(*a, *c)] * inner[(*b, *d)] + inner[(*a, *d)] * inner[(*b, *c)];
                expected += weight * spread[(index, other)];
            }
        }
        let degrees = count(list.len()) - count(solution.table.free);
        Some(Robust { statistic, factor: expected / degrees })
    }
}

impl Fitted {
    /// Gives every item the residual variance that the factors leave.
    fn complete_residuals(&mut self) {
        for implied in &mut self.implied {
            leave_rest(implied);
        }
    }

    fn add_ordinal_measures(&mut self, correlations: &Correlations) {
        let Some(part) = &self.ordinal else { return };
        let thresholds = count(part.thresholds);
        let p = count(self.solution.table.observed.len());
        let implied = &self.implied[0];
        let list = elements(&correlations.moments.weight);
        let squares: f64 = list
            .iter()
            .map(|at| (correlations.moments.covariance[*at] - implied.covariance[*at]).powi(2))
            .sum();
        let (lower, strict) = (p * (p + 1.0) / 2.0, p * (p - 1.0) / 2.0);
        let weighted = self.test.statistic / (correlations.n - 1.0);
        let borders: f64 = part
            .statistics
            .thresholds
            .iter()
            .flatten()
            .enumerate()
            .map(|(number, border)| {
                let weight = match correlations.weight[0].total_cmp(&1.0).is_eq() {
                    true => 1.0,
                    false => 1.0 / part.statistics.gamma.at(number, number),
                };
                weight * border * border
            })
            .sum();
        let whole: f64 = borders
            + list
                .iter()
                .zip(correlations.weight.iter())
                .map(|(at, weight)| weight * correlations.moments.covariance[*at].powi(2))
                .sum::<f64>();
        let gfi = 1.0 - weighted / whole;
        let count_of = strict + thresholds;
        let degrees = self.test.degrees;
        for (name, value) in [
            ("rmr", (squares / (lower + thresholds)).sqrt()),
            ("rmr_nomean", (squares / lower).sqrt()),
            ("srmr", (squares / lower).sqrt()),
            ("srmr_bentler", (squares / (lower + thresholds)).sqrt()),
            ("srmr_bentler_nomean", (squares / lower).sqrt()),
            ("crmr", (squares / (strict + thresholds)).sqrt()),
            ("crmr_nomean", (squares / strict).sqrt()),
            ("srmr_mplus", f64::NAN),
            ("srmr_mplus_nomean", f64::NAN),
            ("gfi", gfi),
            ("agfi", 1.0 - count_of / degrees * (1.0 - gfi)),
            ("pgfi", degrees / count_of * gfi),
            ("wrmr", (self.test.statistic / count_of).sqrt()),
            ("npar", count(self.solution.table.free) + thresholds),
            ("fmin", self.test.statistic / (2.0 * correlations.n)),
        ] {
            self.measures.push(name, value);
        }
    }

    /// Thresholds of ordered items by name, `None` for a model of measurements.
    pub fn thresholds(&self) -> Option<Vec<(String, f64)>> {
        let part = self.ordinal.as_ref()?;
        let named = part.statistics.names.iter().zip(&part.statistics.thresholds);
        Some(
            named
                .flat_map(|(name, borders)| {
                    let label =
                        move |(index, border): (usize, &f64)| (format!("{name}|t{}", index + 1), *border);
                    borders.iter().enumerate().map(label)
                })
                .collect(),
        )
    }
}

/// Fills the residual matrix and the diagonal of the implied one, so that every item has the variance 1.
fn leave_rest(implied: &mut Implied) {
    for variable in 0..implied.covariance.nrows() {
        let explained = implied.covariance[(variable, variable)] - implied.theta[(variable, variable)];
        implied.theta[(variable, variable)] = 1.0 - explained;
        implied.covariance[(variable, variable)] = 1.0;
    }
}

impl OrdinalPart {
    /// Prepares what a group implies for standardizing.
    pub(super) fn complete(&self, implied: &mut Implied) {
        leave_rest(implied);
    }

    /// Fills the residual variances among the values of all rows.
    pub(super) fn fill(&self, solution: &Solution, implied: &Implied, values: &mut [f64]) {
        for (row, cell) in solution.structure.cells.iter().enumerate() {
            if let Cell::Residual(one, other) = cell
                && one == other
            {
                values[row] = implied.theta[(*one, *one)];
            }
        }
    }

    /// Thresholds, scales and means beside the other parameters.
    pub(super) fn add_estimates(&self, fitted: &Fitted, found: &mut Vec<Estimate>) {
        let row = |left: &str, operator, right: &str, value: f64| Estimate {
            left: left.to_owned(),
            operator,
            right: right.to_owned(),
            group: 0,
            label: String::new(),
            free: false,
            value,
            error: 0.0,
            z: f64::NAN,
            p: f64::NAN,
            interval: (value, value),
            standardized_latent: value,
            standardized: value,
            standardized_error: 0.0,
        };
        let mut number = 0;
        for (name, borders) in self.statistics.names.iter().zip(&self.statistics.thresholds) {
            for (index, border) in borders.iter().enumerate() {
                let mut threshold = row(name, Operator::Threshold, &format!("t{}", index + 1), *border);
                let error = self.threshold_variances[number].sqrt();
                threshold.free = true;
                threshold.set_error(error);
                threshold.standardized_error = error;
                found.push(threshold);
                number += 1;
            }
        }
        for name in &self.statistics.names {
            found.push(row(name, Operator::Scale, name, 1.0));
        }
        for name in self.statistics.names.iter().chain(fitted.latent()) {
            found.push(row(name, Operator::Intercept, "", 0.0));
        }
    }

    /// Number of thresholds, each a free value of its own.
    pub(super) fn free(&self) -> usize {
        self.thresholds
    }
}
