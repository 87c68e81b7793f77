//! Standardized values, with standard errors by the delta method.

use crate::stats::sem::structure::{Cell, Implied, Structure};
use crate::stats::sem::table::{ParameterTable, Role};
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// What is standardized.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    /// Latent variables only (`std.lv`).
    Latent,
    /// Latent and observed variables (`std.all`).
    All,
}

/// Standardized values of all rows of the table.
pub(super) fn standardized(
    structure: &Structure,
    table: &ParameterTable,
    values: &[f64],
    implied: &[Implied],
    scope: Scope,
) -> Vec<f64> {
    let mut found: Vec<f64> = values.to_vec();
    for (row, cell) in structure.cells.iter().enumerate() {
        let Some(at) = implied.get(table.rows[row].group) else { continue };
        let is_latent = |factor: usize| factor < structure.latent;
        let factor_scale = |factor: usize| match scope {
            Scope::Latent if !is_latent(factor) => 1.0,
            _ => at.phi[(factor, factor)].sqrt(),
        };
        let variable_scale = |variable: usize| match scope {
            Scope::Latent => 1.0,
            Scope::All => at.covariance[(variable, variable)].sqrt(),
        };
        let value = values[row];
        found[row] = match *cell {
            Cell::Loading(variable, factor) => value * factor_scale(factor) / variable_scale(variable),
            Cell::Path(to, from) => value * factor_scale(from) / factor_scale(to),
            Cell::Factor(one, other) if one == other => value / factor_scale(one).powi(2),
            Cell::Factor(one, other) => {
                let residual = |factor: usize| match scope {
                    Scope::Latent if !is_latent(factor) => 1.0,
                    _ => at.psi[(factor, factor)].abs().sqrt(),
                };
                value / (residual(one) * residual(other))
            }
            Cell::Residual(one, other) if one == other => value / variable_scale(one).powi(2),
            Cell::Residual(one, other) => match scope {
                Scope::Latent => value,
                Scope::All => value / (at.theta[(one, one)].abs() * at.theta[(other, other)].abs()).sqrt(),
            },
            Cell::Intercept(variable) => value / variable_scale(variable),
            Cell::Mean(factor) => value / factor_scale(factor),
            Cell::None => value,
        };
    }
    define(table, &mut found);
    found
}

/// Fills the rows that are computed from labels; a label's value is that of its first bearer.
pub(super) fn define(table: &ParameterTable, values: &mut [f64]) {
    let mut labels: BTreeMap<String, f64> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        if let Role::Defined(expression) = &row.role {
            values[index] = expression.value(&labels).unwrap_or(f64::NAN);
        }
        if !row.label.is_empty() {
            labels.entry(row.label.clone()).or_insert(values[index]);
        }
    }
}

/// Standard errors of functions of the free values: the derivatives by central differences of a small part of a standard
/// error, their product with the covariances of the free values.
pub(super) fn delta_method(
    free: &[f64],
    covariance: &DMatrix<f64>,
    mut function: impl FnMut(&[f64]) -> Option<Vec<f64>>,
) -> Option<Vec<f64>> {
    let rows = function(free)?.len();
    let mut derivative = DMatrix::zeros(rows, free.len());
    let mut point = free.to_vec();
    for number in 0..free.len() {
        let error = covariance[(number, number)].max(0.0).sqrt();
        let step = if error > 0.0 { 1e-4 * error } else { 1e-6 * (1.0 + free[number].abs()) };
        point[number] = free[number] + step;
        let above = function(&point)?;
        point[number] = free[number] - step;
        let below = function(&point)?;
        point[number] = free[number];
        for row in 0..rows {
            derivative[(row, number)] = (above[row] - below[row]) / (2.0 * step);
        }
    }
    let spread = &derivative * covariance;
    let variances = DVector::from_fn(rows, |row, _| spread.row(row).dot(&derivative.row(row)));
    Some(variances.iter().map(|variance| if *variance > 1e-16 { variance.sqrt() } else { 0.0 }).collect())
}
