//! How well common factors reproduce the correlations.

use crate::stats::describe::count;
use crate::stats::distribution::{chi_square_upper, noncentral_chi_square_noncentrality};
use crate::stats::factor::Correlations;
use crate::stats::linear::invert;
use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;

/// Tests and indices of a factor solution.
#[derive(Clone, PartialEq, Debug)]
pub struct FactorFit {
    /// Degrees of freedom, ½((p − m)² − p − m).
    pub degrees: f64,
    /// log|Σ| − log|R| + tr(RΣ⁻¹) − p.
    pub objective: f64,
    /// χ² with Bartlett's factor n − 1 − (2p + 5)/6 − 2m/3 (Bartlett 1951).
    pub bartlett: f64,
    /// Its p.
    pub p: f64,
    /// χ² with the factor n − 1.
    pub uncorrected: f64,
    /// −log|R|.
    pub null_objective: f64,
    /// χ² of independence with the factor n − 1 − (2p + 5)/6.
    pub null: f64,
    /// Degrees of freedom of independence.
    pub null_degrees: f64,
    /// Tucker and Lewis's index (1973) from the corrected statistics.
    pub tucker_lewis: f64,
    /// √((χ²/df − 1)/(n − 1)) with the uncorrected χ².
    pub rmsea: f64,
    /// The same as psych has it: √(χ²/(n df) − 1/(n − 1)) with Bartlett's χ², and its 90 % interval.
    pub rmsea_bartlett: (f64, f64, f64),
    /// Root mean square of the residual correlations.
    pub root_mean_square: f64,
    /// The same over the degrees of freedom.
    pub root_mean_square_corrected: f64,
    /// Bartlett's χ² − df log n.
    pub bic: f64,
    /// Share of the pairs whose residual is larger than .05.
    pub large_residuals: f64,
    /// Residual correlations, with the uniquenesses' misfit in the diagonal.
    pub residuals: Matrix,
}

/// Judges loadings of uncorrelated factors with their uniquenesses. Statistics that need |R| are NaN when R cannot be
/// inverted, tests when there are too few rows for Bartlett's factor, and what is divided by degrees of freedom when there are
/// none.
pub fn judge(correlations: &Correlations, loadings: &Matrix, uniquenesses: &[f64]) -> FactorFit {
    let r = correlations.matrix.dense();
    let k = r.nrows();
    let lambda = loadings.dense();
    let mut model = &lambda * lambda.transpose();
    for (index, unique) in uniquenesses.iter().enumerate() {
        model[(index, index)] += unique;
    }
    let (p, m, n) = (count(k), count(lambda.ncols()), count(correlations.n));
    let degrees = 0.5 * ((p - m) * (p - m) - p - m);
    let (objective, null_objective) =
        discrepancy(&r, &model, &correlations.names).unwrap_or((f64::NAN, f64::NAN));
    // Corrections below 0 belong to so few rows that the approximation says nothing.
    let correction = |value: f64| if value > 0.0 { value } else { f64::NAN };
    let bartlett = objective * correction(n - 1.0 - (2.0 * p + 5.0) / 6.0 - 2.0 * m / 3.0);
    let uncorrected = objective * (n - 1.0);
    let null = null_objective * correction(n - 1.0 - (2.0 * p + 5.0) / 6.0);
    let null_degrees = p * (p - 1.0) / 2.0;
    let divisor = if degrees > 0.0 { degrees } else { f64::NAN };
    let residuals = &r - &model;
    let (mut squares, mut large) = (0.0, 0.0);
    for column in 0..k {
        for row in column + 1..k {
            squares += residuals[(row, column)].powi(2);
            large += f64::from(u8::from(residuals[(row, column)].abs() > 0.05));
        }
    }
    // Not `max`, which would turn a value that is not defined into 0.
    let point = |value: f64| if value < 0.0 { 0.0 } else { value.sqrt() };
    let interval = |probability: f64| {
        point(noncentral_chi_square_noncentrality(bartlett, divisor, probability) / (n * divisor))
    };
    FactorFit {
        degrees,
        objective,
        bartlett,
        p: if degrees > 0.0 { chi_square_upper(bartlett, degrees) } else { f64::NAN },
        uncorrected,
        null_objective,
        null,
        null_degrees,
        tucker_lewis: (null / null_degrees - bartlett / divisor) / (null / null_degrees - 1.0),
        rmsea: point((uncorrected / divisor - 1.0) / (n - 1.0)),
        rmsea_bartlett: (point(bartlett / (n * divisor) - 1.0 / (n - 1.0)), interval(0.95), interval(0.05)),
        root_mean_square: (squares / null_degrees).sqrt(),
        root_mean_square_corrected: (squares / divisor).sqrt(),
        bic: bartlett - degrees * n.ln(),
        large_residuals: large / null_degrees,
        residuals: Matrix::of(&residuals),
    }
}

fn discrepancy(r: &DMatrix<f64>, model: &DMatrix<f64>, names: &[String]) -> Result<(f64, f64), Error> {
    let (_, observed) = invert(r, names)?;
    let (inverse, own) = invert(model, names)?;
    let trace = inverse.component_mul(r).sum();
    // Never below 0 but by rounding.
    Ok(((own - observed + trace - count(r.nrows())).max(0.0), -observed))
}
