//! Where the search begins.
//!
//! Loadings in proportion to an indicator's covariances with the others of its factor, relative to those of the first one
//! (an instrumental-variable estimate in the spirit of Hägglund 1982); variances from the loadings.

use crate::stats::sem::sample::Sample;
use crate::stats::sem::syntax::Operator;
use crate::stats::sem::table::{ParameterTable, Role};
use nalgebra::{DMatrix, DVector};

/// Starting values of all rows, from the moments of each group.
pub(super) fn starts(table: &ParameterTable, samples: &[Sample]) -> Vec<f64> {
    let moments: Vec<(&DVector<f64>, &DMatrix<f64>)> =
        samples.iter().map(|sample| (&sample.mean, &sample.covariance)).collect();
    starts_from(table, &moments)
}

/// Starting values of all rows, from means and covariances in the order of the observed variables.
pub(super) fn starts_from(table: &ParameterTable, moments: &[(&DVector<f64>, &DMatrix<f64>)]) -> Vec<f64> {
    let mut values: Vec<f64> = table
        .rows
        .iter()
        .map(|row| match row.role {
            Role::Fixed(value) => value,
            _ => 0.0,
        })
        .collect();
    let observed = |name: &str| table.observed.iter().position(|other| other == name);
    for (group, (mean, covariance)) in moments.iter().enumerate() {
        let in_group = |row: &usize| table.rows[*row].group == group;
        let rows: Vec<usize> = (0..table.rows.len()).filter(in_group).collect();
        for factor in &table.latent {
            factor_start(table, &rows, factor, covariance, &mut values);
        }
        for row in rows {
            let parameter = &table.rows[row];
            if matches!(parameter.role, Role::Fixed(_)) {
                continue;
            }
            match parameter.operator {
                Operator::CovariesWith if parameter.left == parameter.right => {
                    if let Some(variable) = observed(&parameter.left) {
                        let variance = covariance[(variable, variable)];
                        let cause = matches!(parameter.role, Role::Exogenous)
                            || (table.regressed.contains(&parameter.left)
                                && !is_outcome(table, &parameter.left));
                        values[row] = if cause { variance } else { 0.5 * variance };
                    }
                }
                Operator::CovariesWith => {
                    let (left, right) = (observed(&parameter.left), observed(&parameter.right));
                    if let (Some(left), Some(right), true) =
                        (left, right, matches!(parameter.role, Role::Exogenous))
                    {
                        values[row] = covariance[(left, right)];
                    }
                }
                Operator::Intercept => {
                    if let Some(variable) = observed(&parameter.left) {
                        values[row] = mean[variable];
                    }
                }
                _ => {}
            }
        }
    }
    for (row, value) in table.rows.iter().zip(&mut values) {
        if let (Some(start), Role::Free(_)) = (row.start.filter(|start| start.is_finite()), &row.role) {
            *value = start;
        }
    }
    values
}

fn is_outcome(table: &ParameterTable, name: &str) -> bool {
    table.rows.iter().any(|row| {
        (row.operator == Operator::RegressedOn && row.left == name)
            || (row.operator == Operator::MeasuredBy && row.right == name)
    })
}

/// Loadings and variance of one factor.
fn factor_start(
    table: &ParameterTable,
    rows: &[usize],
    factor: &str,
    covariance: &DMatrix<f64>,
    values: &mut [f64],
) {
    let loadings: Vec<(usize, Option<usize>)> = rows
        .iter()
        .filter(|row| {
            let parameter = &table.rows[**row];
            parameter.operator == Operator::MeasuredBy && parameter.left == factor
        })
        .map(|row| (*row, table.observed.iter().position(|name| *name == table.rows[*row].right)))
        .collect();
    let items: Vec<usize> = loadings.iter().filter_map(|(_, variable)| *variable).collect();
    let free_variance = rows.iter().copied().find(|row| {
        let parameter = &table.rows[*row];
        parameter.operator == Operator::CovariesWith && parameter.left == factor && parameter.right == factor
    });
    let is_free = |row: usize| matches!(table.rows[row].role, Role::Free(_));
    if items.is_empty() {
        // A factor of factors.
        for (row, _) in &loadings {
            if is_free(*row) {
                values[*row] = 1.0;
            }
        }
        if let Some(row) = free_variance.filter(|row| is_free(*row)) {
            values[row] = 0.05;
        }
        return;
    }
    let first = items[0];
    let together = |item: usize| -> f64 {
        items
            .iter()
            .filter(|other| **other != item && **other != first)
            .map(|other| covariance[(item, *other)])
            .sum()
    };
    let of_first: f64 = together(first);
    let deviation = |item: usize| covariance[(item, item)].max(0.0).sqrt();
    let ratio = |item: usize| -> f64 {
        if item == first {
            return 1.0;
        }
        let limit = 5.0 * deviation(item) / deviation(first);
        let others: f64 = items
            .iter()
            .filter(|other| **other != item && **other != first)
            .map(|other| covariance[(item, *other)])
            .sum();
        let base: f64 = of_first - covariance[(first, item)];
        let ratio = if base.abs() > 1e-3 * deviation(first) * deviation(item) && items.len() > 2 {
            others / base
        } else {
            covariance[(first, item)].signum() * deviation(item) / deviation(first)
        };
        if ratio.is_finite() { ratio.clamp(-limit, limit) } else { deviation(item) / deviation(first) }
    };
    let ratios: Vec<f64> = items.iter().map(|item| ratio(*item)).collect();
    let (mut shared, mut weight) = (0.0, 0.0);
    for (index, item) in items.iter().enumerate().skip(1) {
        shared += ratios[index] * covariance[(first, *item)];
        weight += ratios[index] * ratios[index];
    }
    let variance = covariance[(first, first)];
    let mut common = if weight > 0.0 { shared / weight } else { 0.5 * variance };
    common = common.clamp(0.05 * variance, 0.9 * variance);
    // With the factor's variance fixed (usually to 1) the loadings carry the scale.
    let scale = match free_variance.map(|row| (row, &table.rows[row].role)) {
        Some((_, Role::Fixed(value))) if *value > 0.0 => (common / value).sqrt(),
        _ => 1.0,
    };
    for (row, variable) in &loadings {
        if is_free(*row) {
            let index = variable.and_then(|variable| items.iter().position(|item| *item == variable));
            values[*row] = index.map_or(1.0, |index| ratios[index]) * scale;
        }
    }
    if let Some(row) = free_variance.filter(|row| is_free(*row)) {
        values[row] = common;
    }
}
