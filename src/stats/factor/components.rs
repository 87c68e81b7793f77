//! Principal components of a correlation matrix.

use crate::stats::factor::Correlations;
use crate::stats::linear::{eigen, invert};
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// Principal components (Hotelling 1933), before rotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Components {
    /// All eigenvalues, largest first.
    pub eigenvalues: Vec<f64>,
    /// Loadings: a row per column of the data, a column per component, each with a positive sum.
    pub loadings: Matrix,
    /// Share of each column's variance that the components hold.
    pub communalities: Vec<f64>,
}

impl Components {
    /// Weights of the component scores for rotated loadings, R⁻¹ L; scores are standardized data times weights.
    ///
    /// # Errors
    /// [`Error::Singular`] when R cannot be inverted.
    pub fn weights(correlations: &Correlations, loadings: &Matrix) -> Result<Matrix, Error> {
        let (inverse, _) = invert(&correlations.matrix.dense(), &correlations.names)?;
        Ok(Matrix::of(&(inverse * loadings.dense())))
    }
}

/// Extracts the `wanted` largest components.
///
/// # Errors
/// [`Error::TooManyFactors`] for none, for more than there are columns, or for more than have a positive eigenvalue.
pub fn components(correlations: &Correlations, wanted: usize) -> Result<Components, Error> {
    let k = correlations.names.len();
    let refused = Error::TooManyFactors { wanted, columns: k };
    if wanted == 0 || wanted > k {
        return Err(refused);
    }
    let (eigenvalues, vectors) = eigen(&correlations.matrix.dense());
    if eigenvalues[wanted - 1] <= 1e-12 {
        return Err(refused);
    }
    let mut loadings =
        DMatrix::from_fn(k, wanted, |row, column| vectors[(row, column)] * eigenvalues[column].sqrt());
    for mut column in loadings.column_iter_mut() {
        if column.sum() < 0.0 {
            column.neg_mut();
        }
    }
    let communalities = loadings.row_iter().map(|row| row.norm_squared()).collect();
    Ok(Components { eigenvalues, loadings: Matrix::of(&loadings), communalities })
}
