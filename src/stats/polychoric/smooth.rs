//! A correlation matrix where there was none.

use crate::stats::Matrix;
use crate::stats::linear::eigen;
use nalgebra::DMatrix;

/// Eigenvalues below this are raised.
const LEAST: f64 = 1e-12;

/// The matrix with its negative eigenvalues raised to almost zero and its diagonal brought back to ones; itself when it has
/// none (Wothke 1993; the way of psych's `cor.smooth`).
///
/// Nothing in this program smooths unasked: a smoothed matrix is another matrix.
pub fn smoothed(correlations: &Matrix) -> Matrix {
    let (mut values, vectors) = eigen(&correlations.dense());
    if values.last().is_none_or(|least| *least >= LEAST) {
        return correlations.clone();
    }
    values.iter_mut().filter(|value| **value < LEAST).for_each(|value| *value = 100.0 * LEAST);
    let total: f64 = values.iter().sum();
    let k = correlations.width;
    let scale = crate::stats::describe::count(k) / total;
    let raised = DMatrix::from_fn(k, k, |row, column| vectors[(row, column)] * values[column] * scale);
    let product = raised * vectors.transpose();
    let ones = DMatrix::from_fn(k, k, |row, column| match row == column {
        true => 1.0,
        false => product[(row, column)] / (product[(row, row)] * product[(column, column)]).sqrt(),
    });
    Matrix::of(&ones)
}
