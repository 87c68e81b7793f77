//! The few decompositions that the methods share, with their refusals.

use crate::stats::Error;
use nalgebra::DMatrix;

/// Pivots below this share of a column's own variance mean that the columns before it determine it.
const DEPENDENT: f64 = 1e-10;

/// Eigenvalues, largest first, and the eigenvectors as columns in the same order; none of an empty matrix.
pub(super) fn eigen(matrix: &DMatrix<f64>) -> (Vec<f64>, DMatrix<f64>) {
    if matrix.is_empty() {
        return (Vec::new(), matrix.clone());
    }
    let decomposition = nalgebra::SymmetricEigen::new(matrix.clone());
    let mut order: Vec<usize> = (0..decomposition.eigenvalues.len()).collect();
    order.sort_by(|one, other| decomposition.eigenvalues[*other].total_cmp(&decomposition.eigenvalues[*one]));
    let values = order.iter().map(|index| decomposition.eigenvalues[*index]).collect();
    let vectors = DMatrix::from_fn(matrix.nrows(), order.len(), |row, column| {
        decomposition.eigenvectors[(row, order[column])]
    });
    (values, vectors)
}

/// Eigenvalues alone, largest first; none of an empty matrix.
pub(super) fn eigenvalues(matrix: &DMatrix<f64>) -> Vec<f64> {
    if matrix.is_empty() {
        return Vec::new();
    }
    let mut values: Vec<f64> = matrix.symmetric_eigenvalues().iter().copied().collect();
    values.sort_by(|one, other| other.total_cmp(one));
    values
}

/// Inverse and log-determinant of a correlation or covariance matrix.
///
/// # Errors
/// [`Error::Singular`] with the columns whose pivot vanishes.
pub(super) fn invert(matrix: &DMatrix<f64>, names: &[String]) -> Result<(DMatrix<f64>, f64), Error> {
    let dependent = dependent_columns(matrix);
    let singular = |columns: Vec<usize>| Error::Singular {
        columns: columns.into_iter().map(|index| names.get(index).cloned().unwrap_or_default()).collect(),
    };
    if !dependent.is_empty() {
        return Err(singular(dependent));
    }
    let cholesky = nalgebra::Cholesky::new(matrix.clone()).ok_or_else(|| singular(Vec::new()))?;
    let log_determinant = cholesky.l_dirty().diagonal().iter().map(|pivot| 2.0 * pivot.ln()).sum();
    Ok((cholesky.inverse(), log_determinant))
}

/// Columns that are linear combinations of those before them (Cholesky pivots relative to the diagonal).
fn dependent_columns(matrix: &DMatrix<f64>) -> Vec<usize> {
    let size = matrix.nrows();
    let mut lower = DMatrix::<f64>::zeros(size, size);
    let mut dependent = Vec::new();
    for column in 0..size {
        let taken: f64 = (0..column).map(|k| lower[(column, k)].powi(2)).sum();
        let pivot = matrix[(column, column)] - taken;
        // NaN is no pivot either.
        if pivot.is_nan() || pivot <= DEPENDENT * matrix[(column, column)] {
            dependent.push(column);
            continue;
        }
        let root = pivot.sqrt();
        lower[(column, column)] = root;
        for row in column + 1..size {
            let sum: f64 = (0..column).map(|k| lower[(row, k)] * lower[(column, k)]).sum();
            lower[(row, column)] = (matrix[(row, column)] - sum) / root;
        }
    }
    dependent
}
