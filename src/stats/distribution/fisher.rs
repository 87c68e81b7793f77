//! The F distribution.

use crate::stats::distribution::beta::beta_lower;
use crate::stats::distribution::root::increasing_root;

/// P(F ≥ `value`) with two positive degrees of freedom; NaN for others.
pub fn fisher_upper(value: f64, numerator: f64, denominator: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    if value.is_infinite() {
        return 0.0;
    }
    let scaled = numerator * value;
    let whole = scaled + denominator;
    beta_lower(denominator / 2.0, numerator / 2.0, denominator / whole, scaled / whole)
}

/// The f with P(F ≤ f) = `probability`, to full precision; 0 at 0, infinite at 1, NaN outside and for degrees that are not
/// positive and finite.
pub fn fisher_quantile(probability: f64, numerator: f64, denominator: f64) -> f64 {
    let inside = (0.0..=1.0).contains(&probability) && numerator > 0.0 && denominator > 0.0;
    if !inside || !numerator.is_finite() || !denominator.is_finite() {
        return f64::NAN;
    }
    if probability <= 0.0 {
        return 0.0;
    }
    if probability >= 1.0 {
        return f64::INFINITY;
    }
    let upper = 1.0 - probability;
    increasing_root(0.0, 1.0, f64::INFINITY, |value| {
        if probability > 0.5 {
            upper - fisher_upper(value, numerator, denominator)
        } else {
            // P(F ≤ f) is the upper tail of 1/F.
            fisher_upper(value.recip(), denominator, numerator) - probability
        }
    })
}
