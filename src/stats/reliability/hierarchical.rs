//! McDonald's ω of a scale with a general factor.

use crate::stats::factor::{
    Correlations, Extraction, Rotation, common_factors, rotate, squared_multiple_correlations,
};
use crate::stats::linear::{eigen, invert};
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// ω and what it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Hierarchical {
    /// Share of the scale's variance that the general factor explains.
    pub general: f64,
    /// Share that all common factors explain.
    pub total: f64,
    /// α of standardized items.
    pub alpha: f64,
    /// Guttman's λ₆.
    pub lambda6: f64,
    /// `general` over `total`: its value for an endless scale of such items.
    pub limit: f64,
    /// Share of the common variance that is the general factor's.
    pub explained_common: f64,
    /// Loadings on the general factor.
    pub general_loadings: Vec<f64>,
    /// Loadings on the group factors, orthogonal to it.
    pub group_loadings: Matrix,
    /// Degrees of freedom of the factor solution; below 0 it is one of endlessly many that fit as well, and so are the shares.
    pub degrees: f64,
    /// Whether each item was turned round before.
    pub flipped: Vec<bool>,
}

/// ω_h and ω_t by Schmid and Leiman's transformation (1957) of an oblique solution (Zinbarg, Revelle, Yovel & Li 2005):
/// minres, oblimin, and one factor of the factors' correlations; with two factors their general loadings are taken as
/// equal. Items that load negatively on the first principal component are turned round first.
///
/// # Errors
/// [`Error::TooManyFactors`] for one factor or too many, [`Error::Singular`], [`Error::NoConvergence`].
pub fn hierarchical_omega(correlations: &Correlations, factors: usize) -> Result<Hierarchical, Error> {
    let k = correlations.names.len();
    if factors < 2 {
        return Err(Error::TooManyFactors { wanted: factors, columns: k });
    }
    let (_, vectors) = eigen(&correlations.matrix.dense());
    let first = vectors.column(0);
    let direction = if first.sum() < 0.0 { -1.0 } else { 1.0 };
    let flipped: Vec<bool> = first.iter().map(|loading| loading * direction < 0.0).collect();
    let sign = |index: usize| if flipped[index] { -1.0 } else { 1.0 };
    let r = DMatrix::from_fn(k, k, |row, column| {
        correlations.matrix.at(row, column) * sign(row) * sign(column)
    });
    let turned =
        Correlations { names: correlations.names.clone(), matrix: Matrix::of(&r), n: correlations.n };
    let common = common_factors(&turned, factors, Extraction::MinimumResiduals)?;
    let oblique = rotate(&common.loadings, Rotation::Oblimin { gamma: 0.0, kaiser: false })?;
    let higher = general_of(&oblique.phi.dense());
    let pattern = oblique.loadings.dense();
    let mut general: Vec<f64> = (0..k)
        .map(|row| (0..factors).map(|axis| pattern[(row, axis)] * higher[axis]).sum())
        .collect();
    if general.iter().sum::<f64>() < 0.0 {
        general.iter_mut().for_each(|loading| *loading = -*loading);
    }
    let group = DMatrix::from_fn(k, factors, |row, axis| {
        pattern[(row, axis)] * (1.0 - higher[axis] * higher[axis]).max(0.0).sqrt()
    });
    let whole: f64 = r.sum();
    let sum: f64 = general.iter().sum();
    let unique: f64 = common.uniquenesses.iter().sum();
    let (inverse, _) = invert(&r, &turned.names)?;
    let smc: f64 = squared_multiple_correlations(&inverse).into_iter().map(|share| 1.0 - share).sum();
    let size = crate::stats::describe::count(k);
    let axes = crate::stats::describe::count(factors);
    let squares: f64 = general.iter().map(|loading| loading * loading).sum();
    let ratio = sum * sum / whole;
    let total = 1.0 - unique / whole;
    Ok(Hierarchical {
        general: ratio,
        total,
        alpha: size / (size - 1.0) * (1.0 - size / whole),
        lambda6: 1.0 - smc / whole,
        limit: ratio / total,
        explained_common: squares / (squares + group.norm_squared()),
        general_loadings: general,
        group_loadings: Matrix::of(&group),
        degrees: 0.5 * ((size - axes) * (size - axes) - size - axes),
        flipped,
    })
}

/// One factor behind the correlations of factors: exact for three, minres for more, equal loadings for two.
fn general_of(phi: &DMatrix<f64>) -> Vec<f64> {
    let k = phi.nrows();
    if k == 2 {
        let shared = phi[(0, 1)].abs().sqrt();
        return vec![shared, shared * phi[(0, 1)].signum()];
    }
    let mut communalities = vec![0.5; k];
    let mut loadings = vec![0.0; k];
    for _ in 0..10_000 {
        let mut reduced = phi.clone();
        for (index, share) in communalities.iter().enumerate() {
            reduced[(index, index)] = *share;
        }
        let (values, vectors) = eigen(&reduced);
        loadings = (0..k).map(|row| vectors[(row, 0)] * values[0].max(0.0).sqrt()).collect();
        let next: Vec<f64> = loadings.iter().map(|loading: &f64| (loading * loading).min(1.0)).collect();
        let change = next.iter().zip(&communalities).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        communalities = next;
        if change < 1e-12 {
            break;
        }
    }
    if loadings.iter().sum::<f64>() < 0.0 {
        loadings.iter_mut().for_each(|loading| *loading = -*loading);
    }
    loadings
}
