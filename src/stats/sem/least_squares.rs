//! Weighted least squares over means and covariances, or over correlations of what lies behind ordered categories.
//!
//! F = ½ Σ w(s − σ)² over the lower triangle (Browne 1984), with all weights 1 (ULS) or with one weight for each element
//! (DWLS; Muthén, du Toit & Spisic 1997).

use crate::stats::sem::likelihood::{Evaluation, free_rows};
use crate::stats::sem::structure::{Derivative, Implied, Structure};
use crate::stats::sem::table::ParameterTable;
use nalgebra::{DMatrix, DVector};

/// The moments of one group with their weights.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Moments {
    /// Share of the group in all rows.
    pub(super) share: f64,
    /// Means, when they are modelled.
    pub(super) mean: Option<DVector<f64>>,
    /// Covariances.
    pub(super) covariance: DMatrix<f64>,
    /// Weight of every element of the lower triangle; 0 where an element is no moment of the model.
    pub(super) weight: DMatrix<f64>,
}

/// Positions of the lower triangle that count, column by column.
pub(super) fn elements(weight: &DMatrix<f64>) -> Vec<(usize, usize)> {
    let p = weight.nrows();
    (0..p)
        .flat_map(|column| (column..p).map(move |row| (row, column)))
        .filter(|(row, column)| weight[(*row, *column)] > 0.0)
        .collect()
}

/// One element of the derivative of Σ by a parameter.
fn entry(implied: &Implied, derivative: Derivative, (row, column): (usize, usize)) -> f64 {
    let basis = &implied.basis;
    derivative.covariance.map_or(0.0, |(a, b, scale)| {
        scale * (basis[(row, a)] * basis[(column, b)] + basis[(row, b)] * basis[(column, a)])
    })
}

/// The derivatives of all counting elements of one group by the free values: means first, then covariances.
pub(super) fn jacobian(
    structure: &Structure,
    table: &ParameterTable,
    implied: &Implied,
    group: usize,
    elements: &[(usize, usize)],
    means: bool,
) -> DMatrix<f64> {
    let p = structure.observed;
    let offset = if means { p } else { 0 };
    let mut found = DMatrix::zeros(offset + elements.len(), table.free);
    for (number, cell) in free_rows(structure, table, group) {
        let derivative = implied.derivative(structure, cell);
        if let (true, Some((column, factor))) = (means, derivative.mean) {
            for row in 0..p {
                found[(row, number)] += factor * implied.basis[(row, column)];
            }
        }
        if derivative.covariance.is_some() {
            for (index, element) in elements.iter().enumerate() {
                found[(offset + index, number)] += entry(implied, derivative, *element);
            }
        }
    }
    found
}

/// F with gradient and Gauss-Newton curvature.
pub(super) fn evaluate(
    structure: &Structure,
    table: &ParameterTable,
    groups: &[Moments],
    values: &[f64],
) -> Option<Evaluation> {
    let free = table.free;
    let mut found =
        Evaluation { value: 0.0, gradient: DVector::zeros(free), information: DMatrix::zeros(free, free) };
    for (group, moments) in groups.iter().enumerate() {
        let implied = Implied::of(structure, table, values, group)?;
        let elements = elements(&moments.weight);
        let means = moments.mean.is_some();
        let derivative = jacobian(structure, table, &implied, group, &elements, means);
        let (residual, weight) = residuals(moments, &implied, &elements);
        let weighted = residual.component_mul(&weight);
        found.value += 0.5 * moments.share * residual.dot(&weighted);
        found.gradient -= derivative.transpose() * weighted * moments.share;
        let mut scaled = derivative.clone();
        for (mut row, weight) in scaled.row_iter_mut().zip(weight.iter()) {
            row *= *weight;
        }
        found.information += derivative.transpose() * scaled * moments.share;
    }
    found.value.is_finite().then_some(found)
}

/// Residuals of all counting elements, means first, with their weights.
pub(super) fn residuals(
    moments: &Moments,
    implied: &Implied,
    elements: &[(usize, usize)],
) -> (DVector<f64>, DVector<f64>) {
    let mut residual = Vec::new();
    let mut weight = Vec::new();
    if let Some(mean) = &moments.mean {
        residual.extend((mean - &implied.mean).iter());
        weight.extend(std::iter::repeat_n(1.0, mean.len()));
    }
    for element in elements {
        residual.push(moments.covariance[*element] - implied.covariance[*element]);
        weight.push(moments.weight[*element]);
    }
    (DVector::from_vec(residual), DVector::from_vec(weight))
}
