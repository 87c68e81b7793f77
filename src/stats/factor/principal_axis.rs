//! Principal axis factoring.

use crate::stats::factor::extraction::arrange;
use crate::stats::factor::start::{first_communalities, reduced};
use crate::stats::factor::{Correlations, FirstCommunalities};
use crate::stats::linear::eigen;
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// When the iteration stops.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stop {
    /// When no communality changes by more than this; at most so many steps.
    Largest(f64, usize),
    /// When the sum of communalities changes by less than this; at most so many steps.
    Sum(f64, usize),
}

/// Factors by principal axes, before rotation.
#[derive(Clone, PartialEq, Debug)]
pub struct PrincipalAxes {
    /// Loadings; columns with positive sums, by their sums of squares.
    pub loadings: Matrix,
    /// Communalities.
    pub communalities: Vec<f64>,
    /// What stood for the communalities at first.
    pub start: FirstCommunalities,
    /// Steps taken.
    pub steps: usize,
    /// Whether the rule was met before the last step allowed.
    pub converged: bool,
    /// Columns whose communality reached 1: Heywood cases.
    pub heywood: Vec<String>,
}

/// Eigenvalues of R with communalities in its diagonal, again and again (Thurstone 1947), from squared multiple correlations
/// or, where R cannot be inverted, from the largest correlations. A communality may pass 1; nothing is cut off, and the column
/// is named.
///
/// # Errors
/// [`Error::TooManyFactors`] for none and for as many as there are columns.
pub fn principal_axes(
    correlations: &Correlations,
    wanted: usize,
    stop: Stop,
) -> Result<PrincipalAxes, Error> {
    let r = correlations.matrix.dense();
    if wanted == 0 || wanted >= r.nrows() {
        return Err(Error::TooManyFactors { wanted, columns: r.nrows() });
    }
    let (mut communalities, start) = first_communalities(&r, &correlations.names);
    let most = match stop {
        Stop::Largest(_, most) | Stop::Sum(_, most) => most,
    };
    let mut loadings = DMatrix::zeros(r.nrows(), wanted);
    let (mut steps, mut converged) = (0, false);
    while steps < most && !converged {
        steps += 1;
        let (values, vectors) = eigen(&reduced(&r, &communalities));
        loadings = DMatrix::from_fn(r.nrows(), wanted, |row, column| {
            vectors[(row, column)] * values[column].max(0.0).sqrt()
        });
        let next: Vec<f64> = loadings.row_iter().map(|row| row.norm_squared()).collect();
        let changes = next.iter().zip(&communalities).map(|(new, old)| new - old);
        converged = match stop {
            Stop::Largest(limit, _) => changes.map(f64::abs).fold(0.0, f64::max) < limit,
            Stop::Sum(limit, _) => changes.sum::<f64>().abs() < limit,
        };
        communalities = next;
    }
    arrange(&mut loadings);
    let heywood = correlations
        .names
        .iter()
        .zip(&communalities)
        .filter(|(_, share)| **share >= 1.0)
        .map(|(name, _)| name.clone())
        .collect();
    Ok(PrincipalAxes { loadings: Matrix::of(&loadings), communalities, start, steps, converged, heywood })
}
