//! McDonald's ω of a scale with a general factor.

use crate::stats::describe::count;
use crate::stats::factor::{
    Correlations, Extraction, Rotation, common_factors, rotate, squared_multiple_correlations,
};
use crate::stats::linear::invert;
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
    /// Whether the extraction settled.
    pub converged: bool,
    /// Columns whose uniqueness stopped at its lower bound.
    pub heywood: Vec<String>,
    /// Whether each item was turned round.
    pub flipped: Vec<bool>,
}

/// ω_h and ω_t by Schmid and Leiman's transformation (1957) of an oblique solution (Zinbarg, Revelle, Yovel and Li 2005):
/// minres, oblimin, and one factor of the factors' correlations; with two factors their general loadings are taken as
/// equal, with one it is the general factor itself. Items that load negatively on the general factor are turned round. λ₆
/// is NaN when the correlations cannot be inverted.
///
/// # Errors
/// [`Error::TooFewColumns`] below three, [`Error::TooManyFactors`] for none or too many, [`Error::NoConvergence`].
pub fn hierarchical_omega(correlations: &Correlations, factors: usize) -> Result<Hierarchical, Error> {
    let k = correlations.names.len();
    if k < 3 {
        return Err(Error::TooFewColumns { needed: 3, got: k });
    }
    let common = common_factors(correlations, factors, Extraction::MinimumResiduals)?;
    let (mut general, mut group) = schmid_leiman(&common.loadings)?;
    let flipped: Vec<bool> = general.iter().map(|loading| *loading < 0.0).collect();
    let sign = |index: usize| if flipped[index] { -1.0 } else { 1.0 };
    for (row, loading) in general.iter_mut().enumerate() {
        *loading *= sign(row);
        group.row_mut(row).scale_mut(sign(row));
    }
    let r =
        DMatrix::from_fn(k, k, |row, column| correlations.matrix.at(row, column) * sign(row) * sign(column));
    let whole: f64 = r.sum();
    let sum: f64 = general.iter().sum();
    let unique: f64 = common.communalities.iter().map(|share| 1.0 - share).sum();
    let smc = invert(&r, &correlations.names).map_or(f64::NAN, |(inverse, _)| {
        squared_multiple_correlations(&inverse).into_iter().map(|share| 1.0 - share).sum()
    });
    let (size, axes) = (count(k), count(factors));
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
        converged: common.converged,
        heywood: common.heywood,
        flipped,
    })
}

/// Loadings on the general factor, with a sum that is not negative, and on group factors orthogonal to it (Schmid and Leiman
/// 1957).
fn schmid_leiman(loadings: &Matrix) -> Result<(Vec<f64>, DMatrix<f64>), Error> {
    let oblique = rotate(loadings, Rotation::Oblimin { gamma: 0.0, kaiser: false })?;
    let pattern = oblique.loadings.dense();
    let axes = pattern.ncols();
    let higher = general_of(&oblique.phi)?;
    let mut general: Vec<f64> = pattern
        .row_iter()
        .map(|row| row.iter().zip(&higher).map(|(loading, weight)| loading * weight).sum())
        .collect();
    if general.iter().sum::<f64>() < 0.0 {
        general.iter_mut().for_each(|loading| *loading = -*loading);
    }
    let groups = if axes > 1 { axes } else { 0 };
    let group = DMatrix::from_fn(pattern.nrows(), groups, |row, axis| {
        pattern[(row, axis)] * (1.0 - higher[axis] * higher[axis]).max(0.0).sqrt()
    });
    Ok((general, group))
}

/// Loadings of correlated factors on the one behind them: minres for three and more, equal ones for two, 1 for one.
fn general_of(phi: &Matrix) -> Result<Vec<f64>, Error> {
    let axes = phi.width;
    if axes < 3 {
        let shared = if axes == 2 { phi.at(0, 1) } else { 1.0 };
        let root = shared.abs().sqrt();
        return Ok([root, root * shared.signum()].into_iter().take(axes).collect());
    }
    let names = (1..=axes).map(|axis| axis.to_string()).collect();
    let correlations = Correlations { names, matrix: phi.clone(), n: 0 };
    Ok(common_factors(&correlations, 1, Extraction::MinimumResiduals)?.loadings.cells)
}

#[cfg(test)]
mod tests {
    use super::hierarchical_omega;
    use crate::stats::factor::Correlations;
    use crate::stats::{Error, Matrix};

    /// Correlations of nine items with general loadings and three group factors of three items each.
    fn bifactor(general: &[f64], group: f64) -> Correlations {
        let k = general.len();
        let cells = (0..k * k)
            .map(|cell| {
                let (row, column) = (cell / k, cell % k);
                let shared = if row / 3 == column / 3 { group * group } else { 0.0 };
                if row == column { 1.0 } else { general[row] * general[column] + shared }
            })
            .collect();
        let names = (1..=k).map(|item| format!("i{item}")).collect();
        Correlations { names, matrix: Matrix { width: k, cells }, n: 500 }
    }

    #[test]
    fn known_loadings_come_back() {
        let found = hierarchical_omega(&bifactor(&[0.6; 9], 0.4), 3).unwrap();
        // (9 · .6)² and 3 (3 · .4)² of the variance of the sum.
        let whole = 9.0 + 72.0 * 0.36 + 18.0 * 0.16;
        assert!((found.general - 29.16 / whole).abs() < 1e-8, "{}", found.general);
        assert!((found.total - (29.16 + 4.32) / whole).abs() < 1e-8, "{}", found.total);
        assert!(found.flipped.iter().all(|turned| !turned));
        assert!(found.general_loadings.iter().all(|loading| (loading - 0.6).abs() < 1e-8));
    }

    #[test]
    fn turned_items_change_nothing_else() {
        let straight = hierarchical_omega(&bifactor(&[0.6; 9], 0.0), 3);
        let straight = straight.map(|found| found.total);
        let mut turned = bifactor(&[0.6; 9], 0.4);
        for other in 0..9 {
            for cell in [9 + other, other * 9 + 1] {
                turned.matrix.cells[cell] = -turned.matrix.cells[cell];
            }
        }
        let found = hierarchical_omega(&turned, 3).unwrap();
        let expected = hierarchical_omega(&bifactor(&[0.6; 9], 0.4), 3).unwrap();
        assert_eq!(found.flipped.iter().filter(|turned| **turned).count(), 1);
        assert!(found.flipped[1]);
        assert!((found.general - expected.general).abs() < 1e-8);
        assert!((found.alpha - expected.alpha).abs() < 1e-12);
        // One factor where three are asked for: whatever the split, the whole stays.
        assert!(straight.is_err() || straight.is_ok_and(|total| total > 0.5 && total <= 1.0));
    }

    #[test]
    fn one_factor_is_the_general_one() {
        let found = hierarchical_omega(&bifactor(&[0.7; 6], 0.0), 1).unwrap();
        let expected = (6.0 * 0.7_f64).powi(2) / (6.0 + 30.0 * 0.49);
        assert!((found.general - expected).abs() < 1e-9);
        assert!((found.total - expected).abs() < 1e-9);
        assert!((found.explained_common - 1.0).abs() < 1e-12);
    }

    #[test]
    fn two_columns_are_too_few() {
        let refused = hierarchical_omega(&bifactor(&[0.7; 2], 0.0), 1);
        assert_eq!(refused, Err(Error::TooFewColumns { needed: 3, got: 2 }));
    }
}
