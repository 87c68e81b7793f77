//! What the rows of data say beyond their means and covariances: corrections for answers that are not normal.
//!
//! With z the row's deviation of moments from their means, V the normal-theory weight at the model and Δ the derivatives of
//! the model, all that robust statistics need of Γ = cov(z) is ΔᵀVΓVΔ and tr(VΓ), and both are sums over rows of products of
//! VᵀWy (Satorra & Bentler 1994; Yuan & Bentler 2000; Savalei 2010 for rows with gaps). Γ itself is never formed.

use crate::stats::describe::count;
use crate::stats::sem::likelihood::free_rows;
use crate::stats::sem::sample::{Pattern, Sample};
use crate::stats::sem::structure::{Derivative, Implied, Structure};
use crate::stats::sem::table::ParameterTable;
use crate::stats::sum::{centred, cross_products, sum};
use nalgebra::{Cholesky, DMatrix, DVector};

/// Around what the rows are centred.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Centre {
    /// Their own moments: the rows' share in the sampling error of the moments.
    Sample,
    /// The model: the gradient of each row's likelihood.
    Model,
}

/// One row for each row of data, one column for each free value: the derivative of its log-likelihood (centred at the
/// model), or its share of ΔᵀV(s − σ) (centred at the sample).
pub(super) fn scores(
    structure: &Structure,
    table: &ParameterTable,
    sample: &Sample,
    implied: &Implied,
    group: usize,
    centre: Centre,
) -> Option<DMatrix<f64>> {
    let rows: Vec<(usize, Derivative)> = free_rows(structure, table, group)
        .map(|(number, cell)| (number, implied.derivative(structure, cell)))
        .collect();
    let total = sample.columns.first().map_or(0, Vec::len);
    let mut found = DMatrix::zeros(total, table.free);
    for pattern in &sample.patterns {
        let (weighted, spread) = weighted_rows(sample, pattern, implied, centre)?;
        for (number, derivative) in &rows {
            for (at, row) in pattern.rows.iter().enumerate() {
                let mut value = 0.0;
                if let Some((a, b, scale)) = derivative.covariance {
                    value += scale * (weighted[(at, a)] * weighted[(at, b)] - spread[(a, b)]);
                }
                if let Some((column, factor)) = derivative.mean {
                    value += factor * weighted[(at, column)];
                }
                found[(*row, *number)] += value;
            }
        }
    }
    Some(found)
}

/// yᵀWV for each row of a pattern, and what its products are compared with.
fn weighted_rows(
    sample: &Sample,
    pattern: &Pattern,
    implied: &Implied,
    centre: Centre,
) -> Option<(DMatrix<f64>, DMatrix<f64>)> {
    let observed = &pattern.observed;
    let k = observed.len();
    let part = DMatrix::from_fn(k, k, |row, column| implied.covariance[(observed[row], observed[column])]);
    let factor = Cholesky::new(part)?;
    let basis = implied.basis.select_rows(observed);
    let solved = factor.solve(&basis);
    let middle = |index: usize| match centre {
        Centre::Sample => pattern.mean[index],
        Centre::Model => implied.mean[observed[index]],
    };
    let rows = DMatrix::from_fn(pattern.rows.len(), k, |row, column| {
        sample.columns[observed[column]][pattern.rows[row]] - middle(column)
    });
    let spread = match centre {
        Centre::Sample => solved.transpose() * &pattern.covariance * &solved,
        Centre::Model => basis.transpose() * &solved,
    };
    Some((rows * solved, spread))
}

/// ΔᵀVΓVΔ or the rows' sum of products of scores: XᵀX.
pub(super) fn crossproduct(scores: &DMatrix<f64>) -> DMatrix<f64> {
    let columns: Vec<&[f64]> = scores.as_slice().chunks(scores.nrows().max(1)).collect();
    cross_products(&columns)
}

/// n tr(VΓ) of whole rows, V at a covariance matrix: ½(Σ(yᵀWy)² − n tr(WSWS)), and n tr(WS) for the means.
pub(super) fn trace(sample: &Sample, covariance: &DMatrix<f64>, means: bool) -> Option<f64> {
    let factor = Cholesky::new(covariance.clone())?;
    let n = sample.columns.first().map_or(0, Vec::len);
    let p = sample.mean.len();
    let rows = DMatrix::from_fn(p, n, |column, row| sample.columns[column][row] - sample.mean[column]);
    let solved = factor.solve(&rows);
    let lengths: Vec<f64> = (0..n).map(|row| rows.column(row).dot(&solved.column(row)).powi(2)).collect();
    let squares = sum(&lengths);
    let deviations: Vec<Vec<f64>> = sample.columns.iter().map(|column| centred(column)).collect();
    let spread = cross_products(&deviations) / count(n);
    let weighted = factor.solve(&spread);
    let product = &weighted * &weighted;
    let mut found = 0.5 * (squares - count(n) * product.trace());
    if means {
        found += count(n) * weighted.trace();
    }
    Some(found)
}

/// The inverse of a symmetric positive definite matrix that may be badly scaled.
pub(super) fn inverse(matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let n = matrix.nrows();
    let scale = DVector::from_fn(n, |row, _| matrix[(row, row)].max(0.0).sqrt());
    if scale.iter().any(|value| !value.is_normal()) {
        return None;
    }
    let scaled = DMatrix::from_fn(n, n, |row, column| matrix[(row, column)] / (scale[row] * scale[column]));
    let inverse = Cholesky::new(scaled)?.inverse();
    Some(DMatrix::from_fn(n, n, |row, column| inverse[(row, column)] / (scale[row] * scale[column])))
}
