//! The χ² distribution.

use crate::stats::distribution::gamma::{gamma_upper, incomplete_gamma};
use crate::stats::distribution::normal::normal_quantile;
use crate::stats::distribution::root::increasing_root;

/// P(X ≥ `value`) for χ² with `degrees` > 0 degrees of freedom.
pub fn chi_square_upper(value: f64, degrees: f64) -> f64 {
    gamma_upper(degrees / 2.0, value / 2.0)
}

/// P(X ≤ `value`) for χ² with `degrees` > 0 degrees of freedom.
pub fn chi_square_lower(value: f64, degrees: f64) -> f64 {
    incomplete_gamma(degrees / 2.0, value / 2.0).lower
}

/// ln P(X ≥ `value`): finite also where the probability itself is below the smallest number that a computer holds.
pub fn log_chi_square_upper(value: f64, degrees: f64) -> f64 {
    incomplete_gamma(degrees / 2.0, value / 2.0).log_upper
}

/// The x with P(X ≤ x) = `probability`, to full precision; 0 at 0, infinite at 1, NaN outside and for degrees that are not
/// positive.
pub fn chi_square_quantile(probability: f64, degrees: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if probability <= 0.0 {
        return 0.0;
    }
    if probability >= 1.0 {
        return f64::INFINITY;
    }
    // Wilson and Hilferty (1931).
    let spread = 2.0 / (9.0 * degrees);
    let root = 1.0 - spread + normal_quantile(probability) * spread.sqrt();
    let guess = (degrees * root.powi(3)).max(1e-300);
    increasing_root(0.0, guess, f64::INFINITY, |value| {
        let found = incomplete_gamma(degrees / 2.0, value / 2.0);
        if probability > 0.5 { (1.0 - probability) - found.upper } else { found.lower - probability }
    })
}
