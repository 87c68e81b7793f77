//! A model as matrices: what its parameters imply for means and covariances, with first and second derivatives.
//!
//! Σ = Λ(I − B)⁻¹Ψ(I − B)⁻ᵀΛᵀ + Θ and μ = ν + Λ(I − B)⁻¹α (Bollen 1989, ch. 8, with observed variables in regressions as
//! latent variables of their own). With A = (I − B)⁻¹, L = ΛA and C = ΛAΨAᵀ, the derivative of Σ by any one parameter is
//! s(abᵀ + baᵀ), where a and b are columns of V = [I | L | C] and s is 1, or ½ for a variance; the derivative of μ is a
//! column of V times a number. All gradients, information matrices and second derivatives are therefore sums over entries
//! of VᵀMV for some M, which are computed once.

use crate::stats::sem::syntax::Operator;
use crate::stats::sem::table::{ParameterTable, Role};
use nalgebra::{DMatrix, DVector};

/// The matrix entry in which a row of the parameter table stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cell {
    /// Λ: observed variable, factor.
    Loading(usize, usize),
    /// B: outcome, cause, both as factors.
    Path(usize, usize),
    /// Ψ: two factors.
    Factor(usize, usize),
    /// Θ: two observed variables.
    Residual(usize, usize),
    /// ν of an observed variable.
    Intercept(usize),
    /// α of a factor.
    Mean(usize),
    /// Nowhere: a defined parameter, or one of another kind.
    None,
}

/// The variables of a model and the places of its parameters.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Structure {
    /// Number of observed variables.
    pub(super) observed: usize,
    /// Number of factors, observed variables in regressions among them (after the latent ones).
    pub(super) factors: usize,
    /// Number of true factors.
    pub(super) latent: usize,
    /// The observed variable that a factor stands for, for those after the latent ones.
    pub(super) stands_for: Vec<usize>,
    /// One cell for each row of the table.
    pub(super) cells: Vec<Cell>,
}

impl Structure {
    /// Finds the place of each row of a table. When observed variables stand in regressions, all of them become factors, so
    /// that any covariance has a place.
    pub(super) fn of(table: &ParameterTable) -> Self {
        let observed = table.observed.len();
        let latent = table.latent.len();
        let promoted = !table.regressed.is_empty()
            || table.rows.iter().any(|row| {
                row.operator == Operator::CovariesWith
                    && table.latent.contains(&row.left) != table.latent.contains(&row.right)
            });
        let stands_for: Vec<usize> = if promoted { (0..observed).collect() } else { Vec::new() };
        let mut structure =
            Self { observed, factors: latent + stands_for.len(), latent, stands_for, cells: Vec::new() };
        let place = |name: &str| {
            let factor = table.latent.iter().position(|other| other == name);
            factor.or_else(|| {
                let index = table.observed.iter().position(|other| other == name)?;
                promoted.then_some(latent + index)
            })
        };
        let variable = |name: &str| table.observed.iter().position(|other| other == name);
        structure.cells = table
            .rows
            .iter()
            .map(|row| {
                let (left, right) = (place(&row.left), place(&row.right));
                let cell = match row.operator {
                    Operator::MeasuredBy => match (left, right) {
                        (Some(factor), Some(indicator)) => Some(Cell::Path(indicator, factor)),
                        (Some(factor), None) => variable(&row.right).map(|row| Cell::Loading(row, factor)),
                        _ => None,
                    },
                    Operator::RegressedOn => left.zip(right).map(|(left, right)| Cell::Path(left, right)),
                    Operator::CovariesWith => match (left, right) {
                        (Some(left), Some(right)) => Some(Cell::Factor(left, right)),
                        _ => variable(&row.left)
                            .zip(variable(&row.right))
                            .map(|(left, right)| Cell::Residual(left, right)),
                    },
                    Operator::Intercept => match left {
                        Some(factor) => Some(Cell::Mean(factor)),
                        None => variable(&row.left).map(Cell::Intercept),
                    },
                    _ => None,
                };
                cell.unwrap_or(Cell::None)
            })
            .collect();
        structure
    }
}

/// Everything that the values of the parameters of one group imply.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Implied {
    /// (I − B)⁻¹.
    pub(super) total: DMatrix<f64>,
    /// Ψ.
    pub(super) psi: DMatrix<f64>,
    /// Θ.
    pub(super) theta: DMatrix<f64>,
    /// AΨAᵀ, the covariances of the factors.
    pub(super) phi: DMatrix<f64>,
    /// Aα, the means of the factors.
    pub(super) factor_means: DVector<f64>,
    /// Σ.
    pub(super) covariance: DMatrix<f64>,
    /// μ.
    pub(super) mean: DVector<f64>,
    /// V = [I | L | C].
    pub(super) basis: DMatrix<f64>,
}

/// The derivative of Σ and μ by one row: s(abᵀ + baᵀ) and m·v, with a, b, v columns of V.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Derivative {
    pub(super) covariance: Option<(usize, usize, f64)>,
    pub(super) mean: Option<(usize, f64)>,
}

/// One summand of the derivative of a column of V: a column and a factor.
type Part = (usize, f64);

impl Implied {
    /// Computes Σ and μ of one group; `None` when I − B cannot be inverted.
    pub(super) fn of(
        structure: &Structure,
        table: &ParameterTable,
        values: &[f64],
        group: usize,
    ) -> Option<Self> {
        let (p, m) = (structure.observed, structure.factors);
        let mut lambda = DMatrix::zeros(p, m);
        for (index, variable) in structure.stands_for.iter().enumerate() {
            lambda[(*variable, structure.latent + index)] = 1.0;
        }
        let (mut beta, mut psi) = (DMatrix::zeros(m, m), DMatrix::zeros(m, m));
        let mut theta = DMatrix::zeros(p, p);
        let (mut nu, mut alpha) = (DVector::zeros(p), DVector::zeros(m));
        for (row, cell) in structure.cells.iter().enumerate() {
            if table.rows[row].group != group {
                continue;
            }
            let value = values[row];
            match *cell {
                Cell::Loading(variable, factor) => lambda[(variable, factor)] = value,
                Cell::Path(to, from) => beta[(to, from)] = value,
                Cell::Factor(one, other) => {
                    psi[(one, other)] = value;
                    psi[(other, one)] = value;
                }
                Cell::Residual(one, other) => {
                    theta[(one, other)] = value;
                    theta[(other, one)] = value;
                }
                Cell::Intercept(variable) => nu[variable] = value,
                Cell::Mean(factor) => alpha[factor] = value,
                Cell::None => {}
            }
        }
        let has_paths = structure.cells.iter().any(|cell| matches!(cell, Cell::Path(..)));
        let total = match has_paths {
            true => (DMatrix::identity(m, m) - beta).try_inverse()?,
            false => DMatrix::identity(m, m),
        };
        let left = &lambda * &total;
        let phi = &total * &psi * total.transpose();
        let cross = &lambda * &phi;
        let covariance = &cross * lambda.transpose() + &theta;
        // Rounding makes Σ slightly asymmetric; what reads one triangle must not depend on which.
        let covariance = (&covariance + covariance.transpose()) * 0.5;
        let factor_means = &total * &alpha;
        let mean = nu + &lambda * &factor_means;
        let mut basis = DMatrix::zeros(p, p + 2 * m);
        basis.view_mut((0, 0), (p, p)).fill_with_identity();
        basis.view_mut((0, p), (p, m)).copy_from(&left);
        basis.view_mut((0, p + m), (p, m)).copy_from(&cross);
        Some(Self { total, psi, theta, phi, factor_means, covariance, mean, basis })
    }

    /// Takes the means of the data where means are not modelled.
    pub(super) fn with_means_of(mut self, table: &ParameterTable, mean: &DVector<f64>) -> Self {
        if !table.means {
            self.mean.clone_from(mean);
        }
        self
    }

    /// The derivative by the row that stands in a cell.
    pub(super) fn derivative(&self, structure: &Structure, cell: Cell) -> Derivative {
        let (p, m) = (structure.observed, structure.factors);
        let (left, cross) = (|factor: usize| p + factor, |factor: usize| p + m + factor);
        let scale = |one: usize, other: usize| if one == other { 0.5 } else { 1.0 };
        match cell {
            Cell::Loading(variable, factor) => Derivative {
                covariance: Some((variable, cross(factor), 1.0)),
                mean: Some((variable, self.factor_means[factor])),
            },
            Cell::Path(to, from) => Derivative {
                covariance: Some((left(to), cross(from), 1.0)),
                mean: Some((left(to), self.factor_means[from])),
            },
            Cell::Factor(one, other) => {
                Derivative { covariance: Some((left(one), left(other), scale(one, other))), mean: None }
            }
            Cell::Residual(one, other) => {
                Derivative { covariance: Some((one, other, scale(one, other))), mean: None }
            }
            Cell::Intercept(variable) => Derivative { covariance: None, mean: Some((variable, 1.0)) },
            Cell::Mean(factor) => Derivative { covariance: None, mean: Some((left(factor), 1.0)) },
            Cell::None => Derivative { covariance: None, mean: None },
        }
    }

    /// The derivative of a column of V by the row that stands in a cell, as columns of V.
    pub(super) fn column_derivative(
        &self,
        structure: &Structure,
        column: usize,
        cell: Cell,
        parts: &mut Vec<Part>,
    ) {
        let (p, m) = (structure.observed, structure.factors);
        parts.clear();
        if column < p {
            return;
        }
        if column < p + m {
            let k = column - p;
            match cell {
                Cell::Loading(variable, factor) => parts.push((variable, self.total[(factor, k)])),
                Cell::Path(to, from) => parts.push((p + to, self.total[(from, k)])),
                _ => {}
            }
            return;
        }
        let k = column - p - m;
        match cell {
            Cell::Loading(variable, factor) => parts.push((variable, self.phi[(factor, k)])),
            Cell::Path(to, from) => {
                parts.push((p + to, self.phi[(from, k)]));
                parts.push((p + m + from, self.total[(k, to)]));
            }
            Cell::Factor(one, other) => {
                parts.push((p + one, self.total[(k, other)]));
                if one != other {
                    parts.push((p + other, self.total[(k, one)]));
                }
            }
            _ => {}
        }
    }

    /// The derivative of the number in a mean derivative by another row.
    pub(super) fn mean_factor_derivative(&self, of: Cell, by: Cell) -> f64 {
        let source = match of {
            Cell::Loading(_, factor) => factor,
            Cell::Path(_, from) => from,
            _ => return 0.0,
        };
        match by {
            Cell::Path(to, from) => self.total[(source, to)] * self.factor_means[from],
            Cell::Mean(factor) => self.total[(source, factor)],
            _ => 0.0,
        }
    }
}

/// The values of all rows, given the free ones; exogenous moments keep what `given` says.
pub(super) fn values(table: &ParameterTable, free: &[f64], given: &[f64]) -> Vec<f64> {
    table
        .rows
        .iter()
        .zip(given)
        .map(|(row, given)| match row.role {
            Role::Free(number) => free[number],
            Role::Fixed(value) => value,
            Role::Exogenous | Role::Defined(_) => *given,
        })
        .collect()
}
