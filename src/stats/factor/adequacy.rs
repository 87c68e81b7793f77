//! Are the correlations worth a factor analysis, and how many factors might there be?

use crate::stats::Error;
use crate::stats::Matrix;
use crate::stats::describe::count;
use crate::stats::distribution::chi_square_upper;
use crate::stats::factor::Correlations;
use crate::stats::linear::{eigen, invert};
use nalgebra::DMatrix;

/// Measures of sampling adequacy and what goes with them.
#[derive(Clone, PartialEq, Debug)]
pub struct Adequacy {
    /// Kaiser-Meyer-Olkin measure, 0 to 1 (Kaiser 1974).
    pub kmo: f64,
    /// The same for each column.
    pub msa: Vec<f64>,
    /// Bartlett's χ² = −(n − 1 − (2p + 5)/6) ln|R| (Bartlett 1951).
    pub bartlett: f64,
    /// p(p − 1)/2.
    pub degrees_of_freedom: f64,
    /// Upper tail of χ².
    pub p: f64,
    /// ln|R|.
    pub log_determinant: f64,
    /// Largest eigenvalue over the smallest.
    pub condition: f64,
    /// Eigenvalues, largest first.
    pub eigenvalues: Vec<f64>,
    /// Number of eigenvalues above one (Kaiser's rule).
    pub kaiser: usize,
    /// Velicer's minimum average partial for 1, 2, … components (1976), at most eight.
    pub map: Vec<f64>,
    /// R² of each column on the others.
    pub squared_multiple: Vec<f64>,
    /// Partial correlations of each pair given all others, with the measures of the columns in the diagonal (psych's sign;
    /// SPSS prints the negatives as anti-image correlations).
    pub anti_image: Matrix,
}

/// Computes KMO, Bartlett's test and their company.
///
/// # Errors
/// [`Error::Singular`] with the columns that depend on others.
pub fn adequacy(correlations: &Correlations) -> Result<Adequacy, Error> {
    let r = correlations.matrix.dense();
    let k = r.nrows();
    let (inverse, log_determinant) = invert(&r, &correlations.names)?;
    let partial =
        DMatrix::from_fn(k, k, |i, j| -inverse[(i, j)] / (inverse[(i, i)] * inverse[(j, j)]).sqrt());
    let (mut all_r, mut all_partial) = (0.0, 0.0);
    let msa: Vec<f64> = (0..k)
        .map(|i| {
            let others = || (0..k).filter(move |j| *j != i);
            let own_r: f64 = others().map(|j| r[(i, j)].powi(2)).sum();
            let own_partial: f64 = others().map(|j| partial[(i, j)].powi(2)).sum();
            all_r += own_r;
            all_partial += own_partial;
            own_r / (own_r + own_partial)
        })
        .collect();
    let anti_image = DMatrix::from_fn(k, k, |i, j| if i == j { msa[i] } else { partial[(i, j)] });
    let (eigenvalues, vectors) = eigen(&r);
    let (n, p) = (count(correlations.n), count(k));
    let bartlett = -(n - 1.0 - (2.0 * p + 5.0) / 6.0) * log_determinant;
    let degrees_of_freedom = p * (p - 1.0) / 2.0;
    Ok(Adequacy {
        kmo: all_r / (all_r + all_partial),
        bartlett,
        degrees_of_freedom,
        p: chi_square_upper(bartlett, degrees_of_freedom),
        log_determinant,
        condition: eigenvalues[0] / eigenvalues[k - 1],
        kaiser: eigenvalues.iter().filter(|value| **value > 1.0).count(),
        map: minimum_average_partial(&r, &eigenvalues, &vectors),
        squared_multiple: squared_multiple_correlations(&inverse),
        anti_image: Matrix::of(&anti_image),
        eigenvalues,
        msa,
    })
}

/// R² of each column on the others, 1 − 1/rⁱⁱ.
pub(crate) fn squared_multiple_correlations(inverse: &DMatrix<f64>) -> Vec<f64> {
    inverse.diagonal().iter().map(|value| 1.0 - 1.0 / value).collect()
}

/// Mean squared partial correlation when 1, 2, … components are held constant.
fn minimum_average_partial(r: &DMatrix<f64>, values: &[f64], vectors: &DMatrix<f64>) -> Vec<f64> {
    let k = r.nrows();
    let mut left = r.clone();
    (0..k.saturating_sub(2).min(8))
        .map(|component| {
            let vector = vectors.column(component);
            left -= vector * vector.transpose() * values[component];
            let mut sum = 0.0;
            for i in 0..k {
                for j in (0..k).filter(|j| *j != i) {
                    sum += left[(i, j)].powi(2) / (left[(i, i)] * left[(j, j)]);
                }
            }
            sum / (count(k) * (count(k) - 1.0))
        })
        .collect()
}
