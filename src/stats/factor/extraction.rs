//! Common factors by minimum residuals and by maximum likelihood.
//!
//! Both look for the uniquenesses alone, since the loadings follow from them by eigenvalues: minres minimises ½ Σ λⱼ² over
//! the eigenvalues of R − Ψ that are not taken (Harman & Jones 1966; Jöreskog 1977), maximum likelihood Σ(θⱼ − log θⱼ − 1)
//! over those of Ψ^-½ R Ψ^-½ (Jöreskog 1967; Lawley & Maxwell 1971). Gradient and second derivatives are exact.

use crate::stats::describe::count;
use crate::stats::factor::discrepancy::Problem;
use crate::stats::factor::search::{Found, search};
use crate::stats::factor::start::starting_points;
use crate::stats::factor::{Correlations, FirstCommunalities};
use crate::stats::linear::invert;
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// How common factors are extracted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extraction {
    /// Minimum residuals, which is unweighted least squares.
    MinimumResiduals,
    /// Maximum likelihood.
    MaximumLikelihood,
}

/// Common factors before rotation.
#[derive(Clone, PartialEq, Debug)]
pub struct CommonFactors {
    /// Loadings; columns with positive sums, by their sums of squares.
    pub loadings: Matrix,
    /// What the factors leave of each variance.
    pub uniquenesses: Vec<f64>,
    /// What the factors explain of each variance: sums of squares of the rows of the loadings for minres (which differ from 1
    /// less the uniqueness only for columns at a bound), 1 less the uniqueness for maximum likelihood.
    pub communalities: Vec<f64>,
    /// The minimised discrepancy.
    pub objective: f64,
    /// Steps of the search that found the minimum.
    pub steps: usize,
    /// Largest slope that is left, over the uniquenesses that are not at a bound.
    pub slope: f64,
    /// What the first of the searches began with.
    pub start: FirstCommunalities,
    /// Whether the search settled.
    pub converged: bool,
    /// Columns whose uniqueness stopped at the lower bound: Heywood cases.
    pub heywood: Vec<String>,
}

/// Least uniqueness, as in R's `factanal`.
pub const LEAST_UNIQUENESS: f64 = 0.005;

/// Extracts `wanted` factors.
///
/// # Errors
/// [`Error::TooManyFactors`] for none or for more than leave degrees of freedom; for maximum likelihood
/// [`Error::Singular`] with the columns that others determine.
pub fn common_factors(
    correlations: &Correlations,
    wanted: usize,
    extraction: Extraction,
) -> Result<CommonFactors, Error> {
    let r = correlations.matrix.dense();
    let k = r.nrows();
    if wanted == 0 || wanted >= k {
        return Err(Error::TooManyFactors { wanted, columns: k });
    }
    if extraction == Extraction::MaximumLikelihood {
        check_count(k, wanted)?;
        invert(&r, &correlations.names)?;
    }
    let (points, start) = starting_points(&r, &correlations.names, wanted);
    let problem = Problem { r: &r, wanted, extraction };
    let found = best(&problem, points);
    let mut loadings = problem.loadings(&found.point);
    arrange(&mut loadings);
    let heywood = correlations
        .names
        .iter()
        .zip(found.point.iter())
        .filter(|(_, value)| **value <= LEAST_UNIQUENESS * (1.0 + 1e-9))
        .map(|(name, _)| name.clone())
        .collect();
    Ok(CommonFactors {
        communalities: match extraction {
            Extraction::MinimumResiduals => loadings.row_iter().map(|row| row.norm_squared()).collect(),
            Extraction::MaximumLikelihood => found.point.iter().map(|unique| 1.0 - unique).collect(),
        },
        loadings: Matrix::of(&loadings),
        uniquenesses: found.point.iter().copied().collect(),
        objective: found.value,
        steps: found.steps,
        slope: found.slope,
        start,
        converged: found.converged,
        heywood,
    })
}

/// The lowest minimum that the searches reach, those that settled before others; among equals the first. Without degrees of
/// freedom many solutions are equally good, and the first start decides.
fn best(problem: &Problem<'_>, points: Vec<Vec<f64>>) -> Found {
    let mut points = points.into_iter();
    let mut best = search(problem, points.next().unwrap_or_default());
    if check_count(problem.r.nrows(), problem.wanted).is_err() {
        return best;
    }
    for point in points {
        let found = search(problem, point);
        let lower = found.value < best.value - 1e-9 * (1.0 + best.value.abs());
        if (found.converged && !best.converged) || (found.converged == best.converged && lower) {
            best = found;
        }
    }
    best
}

/// Factors that leave no degrees of freedom cannot be told apart.
fn check_count(columns: usize, wanted: usize) -> Result<(), Error> {
    let (k, m) = (count(columns), count(wanted));
    if wanted == 0 || wanted >= columns || (k - m) * (k - m) < k + m {
        return Err(Error::TooManyFactors { wanted, columns });
    }
    Ok(())
}

/// Turns columns to positive sums and orders them by their sums of squares.
pub(super) fn arrange(loadings: &mut DMatrix<f64>) {
    for mut column in loadings.column_iter_mut() {
        if column.sum() < 0.0 {
            column.neg_mut();
        }
    }
    let mut order: Vec<usize> = (0..loadings.ncols()).collect();
    let squares: Vec<f64> = loadings.column_iter().map(|column| column.norm_squared()).collect();
    order.sort_by(|one, other| squares[*other].total_cmp(&squares[*one]));
    *loadings = loadings.select_columns(&order);
}
