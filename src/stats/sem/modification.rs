//! What would improve a model.
//!
//! The modification index of a fixed parameter is the score test of freeing it: N g² / (I₂₂ − I₂₁I₁₁⁻¹I₁₂) with the gradient
//! and the expected information at the solution; the expected change is −g over the same (Sörbom 1989; Saris, Satorra &
//! Sörbom 1987).

use crate::stats::Error;
use crate::stats::sem::fit::Fitted;
use crate::stats::sem::likelihood::{Wanted, evaluate};
use crate::stats::sem::sample::Sample;
use crate::stats::sem::solve::Data;
use crate::stats::sem::standardize::{Scope, standardized};
use crate::stats::sem::structure::Structure;
use crate::stats::sem::syntax::Operator;
use crate::stats::sem::table::{Parameter, ParameterTable, Role};
use nalgebra::{Cholesky, DMatrix};

/// What freeing a parameter would bring.
#[derive(Clone, PartialEq, Debug)]
pub struct Modification {
    /// Left side.
    pub left: String,
    /// What it would say.
    pub operator: Operator,
    /// Right side.
    pub right: String,
    /// Group, from 0.
    pub group: usize,
    /// By how much χ² would fall, about.
    pub index: f64,
    /// The value it would take, about.
    pub change: f64,
    /// The same with latent variables standardized.
    pub change_latent: f64,
    /// The same with all variables standardized.
    pub change_standardized: f64,
}

/// Share of its information that must be its own, for a parameter to be freed at all.
const OWN: f64 = 1e-9;

/// The parameters that could be added: loadings, covariances, and paths among the variables of regressions.
fn candidates(table: &ParameterTable, group: usize) -> Vec<Parameter> {
    let has = |left: &str, operator: Operator, right: &str| {
        table.rows.iter().any(|row| {
            row.operator == operator
                && row.group == group
                && ((row.left == left && row.right == right)
                    || (operator == Operator::CovariesWith && row.left == right && row.right == left))
        })
    };
    let measured = |name: &String| {
        table.rows.iter().any(|row| row.operator == Operator::MeasuredBy && row.right == *name)
    };
    let mut found = Vec::new();
    let mut add = |left: &String, operator: Operator, right: &String| {
        if left != right && !has(left, operator, right) {
            found.push(Parameter {
                left: left.clone(),
                operator,
                right: right.clone(),
                group,
                label: String::new(),
                role: Role::Free(0),
                start: None,
            });
        }
    };
    for factor in &table.latent {
        for item in table.observed.iter().filter(|name| measured(name)) {
            add(factor, Operator::MeasuredBy, item);
        }
    }
    let pairs = |names: &[&String], add: &mut dyn FnMut(&String, Operator, &String)| {
        for (index, one) in names.iter().enumerate() {
            for other in &names[index + 1..] {
                add(one, Operator::CovariesWith, other);
            }
        }
    };
    let free: Vec<&String> = table.observed.iter().filter(|name| !table.exogenous.contains(*name)).collect();
    pairs(&free, &mut add);
    pairs(&table.latent.iter().collect::<Vec<_>>(), &mut add);
    let mut structural: Vec<&String> = Vec::new();
    for row in table.rows.iter().filter(|row| row.operator == Operator::RegressedOn) {
        for name in [&row.left, &row.right] {
            if !structural.contains(&name) {
                structural.push(name);
            }
        }
    }
    for outcome in structural.iter().filter(|name| !table.exogenous.contains(**name)) {
        for cause in &structural {
            add(outcome, Operator::RegressedOn, cause);
        }
    }
    found
}

impl Fitted {
    /// All parameters that could be freed, the most promising first. Those that the model could not tell from others are left
    /// out.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] when the information at the solution is not.
    pub fn modifications(&self) -> Result<Vec<Modification>, Error> {
        let broken = || Error::NotPositiveDefinite { what: "the information of the model".to_owned() };
        let mut table = self.solution.table.clone();
        let old_rows = table.rows.len();
        let old = table.free;
        for group in 0..self.group_names.len() {
            for mut parameter in candidates(&self.solution.table, group) {
                parameter.role = Role::Free(table.free);
                table.free += 1;
                table.rows.push(parameter);
            }
        }
        let structure = Structure::of(&table);
        let mut values = self.solution.values();
        values.resize(table.rows.len(), 0.0);
        let evaluation = match self.data() {
            Data::Likelihood(samples) => evaluate(&structure, &table, samples, &values, Wanted::Expected),
            Data::Moments(groups) => {
                crate::stats::sem::least_squares::evaluate(&structure, &table, groups, &values)
            }
        }
        .ok_or_else(broken)?;
        let information = &evaluation.information;
        let new = table.free - old;
        let block = information.view((0, 0), (old, old)).into_owned();
        let cross = information.view((0, old), (old, new)).into_owned();
        let factor = Cholesky::new(block).ok_or_else(broken)?;
        let lower = factor.l();
        let solved = lower.solve_lower_triangular(&cross).ok_or_else(broken)?;
        let total = self.weight();
        let mut changes = vec![0.0; new];
        let mut indices = vec![f64::NAN; new];
        for number in 0..new {
            let own = information[(old + number, old + number)];
            let left = own - solved.column(number).norm_squared();
            if left > OWN * own {
                let slope = evaluation.gradient[old + number];
                indices[number] = total * slope * slope / left;
                changes[number] = -slope / left;
            }
        }
        let mut changed = values;
        for (row, change) in changed[old_rows..].iter_mut().zip(&changes) {
            *row = *change;
        }
        let latent = standardized(&structure, &table, &changed, &self.implied, Scope::Latent);
        let all = standardized(&structure, &table, &changed, &self.implied, Scope::All);
        let mut found: Vec<Modification> = table.rows[old_rows..]
            .iter()
            .enumerate()
            .filter(|(number, _)| indices[*number].is_finite())
            .map(|(number, row)| Modification {
                left: row.left.clone(),
                operator: row.operator,
                right: row.right.clone(),
                group: row.group,
                index: indices[number],
                change: changes[number],
                change_latent: latent[old_rows + number],
                change_standardized: all[old_rows + number],
            })
            .collect();
        found.sort_by(|one, other| other.index.total_cmp(&one.index));
        Ok(found)
    }

    /// The data as the estimator saw them.
    pub(super) fn data(&self) -> Data<'_> {
        if self.moments.is_empty() { Data::Likelihood(&self.samples) } else { Data::Moments(&self.moments) }
    }

    /// What one unit of the discrepancy is worth in χ², halved.
    pub(super) fn weight(&self) -> f64 {
        match self.moments.is_empty() {
            true => self.samples.iter().map(Sample::weight).sum(),
            false => self.samples.iter().map(|sample| sample.n - 1.0).sum(),
        }
    }
}

/// Scores of the latent variables.
impl Fitted {
    /// Factor scores by regression (Thurstone 1935), one row for each row used, one column for each latent variable; a
    /// missing value counts as not asked.
    pub fn regression_scores(&self, group: usize) -> Option<crate::stats::Matrix> {
        self.scores_with(group, |implied, observed, _| {
            let k = self.latent().len();
            let p = implied.mean.len();
            let part = implied.covariance.select_rows(observed).select_columns(observed);
            let cross = implied.basis.columns(p + self.solution.structure.factors, k).select_rows(observed);
            Some(Cholesky::new(part)?.solve(&cross).transpose())
        })
    }

    /// Factor scores by weighted least squares (Bartlett 1937); a higher-order factor has none and is 0. `None` when a
    /// residual variance is 0.
    pub fn bartlett_scores(&self, group: usize) -> Option<crate::stats::Matrix> {
        self.scores_with(group, |implied, observed, lambda| {
            let part = implied.theta.select_rows(observed).select_columns(observed);
            let loadings = lambda.select_rows(observed);
            let weighted = Cholesky::new(part)?.solve(&loadings);
            let inner = loadings.transpose() * &weighted;
            Some(inner.pseudo_inverse(1e-10).ok()? * weighted.transpose())
        })
    }

    fn scores_with(
        &self,
        group: usize,
        weights: impl Fn(&crate::stats::sem::structure::Implied, &[usize], &DMatrix<f64>) -> Option<DMatrix<f64>>,
    ) -> Option<crate::stats::Matrix> {
        let (sample, implied) = (&self.samples[group], &self.implied[group]);
        let k = self.latent().len();
        if self.ordinal.is_some() || sample.columns.is_empty() {
            return None;
        }
        let lambda = self.loadings(group);
        let mut found = DMatrix::zeros(sample.columns[0].len(), k);
        for pattern in &sample.patterns {
            let matrix = weights(implied, &pattern.observed, &lambda)?;
            for row in &pattern.rows {
                for factor in 0..k {
                    found[(*row, factor)] = implied.factor_means[factor]
                        + pattern
                            .observed
                            .iter()
                            .enumerate()
                            .map(|(index, column)| {
                                matrix[(factor, index)]
                                    * (sample.columns[*column][*row] - implied.mean[*column])
                            })
                            .sum::<f64>();
                }
            }
        }
        Some(crate::stats::Matrix::of(&found))
    }

    /// Loadings of the observed variables on the latent ones.
    fn loadings(&self, group: usize) -> DMatrix<f64> {
        let table = &self.solution.table;
        let values = self.solution.values();
        let mut found = DMatrix::zeros(table.observed.len(), table.latent.len());
        for (row, value) in table.rows.iter().zip(values) {
            if row.operator == Operator::MeasuredBy
                && row.group == group
                && let Some(variable) = table.observed.iter().position(|name| *name == row.right)
                && let Some(factor) = table.latent.iter().position(|name| *name == row.left)
            {
                found[(variable, factor)] = value;
            }
        }
        found
    }
}
