//! Weights that make factor scores of standardized data.

use crate::stats::factor::Correlations;
use crate::stats::linear::{eigen, invert};
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// Weights of factor scores, a row per column of the data and a column per factor; scores are standardized data times
/// weights.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreWeights {
    /// R⁻¹S with the structure S (Thurstone 1935): closest to the factors.
    pub regression: Matrix,
    /// Ψ⁻¹Λ(Λ′Ψ⁻¹Λ)⁻¹ (Bartlett 1937): unbiased for each row.
    pub bartlett: Matrix,
    /// R^−½ C Φ^½ with C = R^−½ΛΦ^½ (Φ^½Λ′R⁻¹ΛΦ^½)^−½ (ten Berge, Krijnen, Wansbeek and Shapiro 1999, eq. 6): their
    /// correlations are those of the factors.
    pub ten_berge: Matrix,
    /// Correlation of each factor with its regression scores (Grice 2001, eq. 2).
    pub determinacy: Vec<f64>,
}

/// Weights for loadings (pattern) of factors that correlate by `phi`.
///
/// # Errors
/// [`Error::Singular`] when R cannot be inverted (its columns are named), or Λ′Ψ⁻¹Λ (then the factors, by number);
/// [`Error::NotPositiveDefinite`] when the correlations of the factors are not.
pub fn score_weights(
    correlations: &Correlations,
    loadings: &Matrix,
    phi: &Matrix,
    uniquenesses: &[f64],
) -> Result<ScoreWeights, Error> {
    let (inverse, _) = invert(&correlations.matrix.dense(), &correlations.names)?;
    let (lambda, phi) = (loadings.dense(), phi.dense());
    let structure = &lambda * &phi;
    let regression = &inverse * &structure;
    let weighted = DMatrix::from_fn(lambda.nrows(), lambda.ncols(), |row, column| {
        lambda[(row, column)] / uniquenesses[row]
    });
    let axes: Vec<String> = (1..=lambda.ncols()).map(|axis| axis.to_string()).collect();
    let (inner, _) = invert(&(lambda.transpose() * &weighted), &axes)?;
    let root = power(&phi, 0.5, "the factors' correlation matrix")?;
    // R^−½ R^−½ is R⁻¹, so that no root of R is needed.
    let turned = &lambda * &root;
    let middle = power(&(turned.transpose() * &inverse * &turned), -0.5, "the factors' explained part")?;
    let ten_berge = &inverse * turned * middle * root;
    let determinacy =
        (structure.transpose() * &regression).diagonal().iter().map(|value| value.sqrt()).collect();
    Ok(ScoreWeights {
        regression: Matrix::of(&regression),
        bartlett: Matrix::of(&(weighted * inner)),
        ten_berge: Matrix::of(&ten_berge),
        determinacy,
    })
}

/// A power of a symmetric positive definite matrix.
fn power(matrix: &DMatrix<f64>, exponent: f64, what: &str) -> Result<DMatrix<f64>, Error> {
    let (values, vectors) = eigen(matrix);
    let largest = values.first().copied().unwrap_or(f64::NAN);
    if values.iter().any(|value| value.is_nan() || *value <= 1e-12 * largest) {
        return Err(Error::NotPositiveDefinite { what: what.to_owned() });
    }
    let scaled = DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |row, column| {
        vectors[(row, column)] * values[column].powf(exponent)
    });
    Ok(scaled * vectors.transpose())
}
