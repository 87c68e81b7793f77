//! Student's t distribution.

use crate::stats::distribution::beta::{beta_lower, log_beta_lower};
use crate::stats::distribution::normal::normal_quantile;
use crate::stats::distribution::root::increasing_root;

/// P(|T| ≥ |t|) with `degrees` > 0 degrees of freedom; NaN for others.
pub fn student_two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    let square = t * t;
    beta_lower(degrees / 2.0, 0.5, degrees / (degrees + square), square / (degrees + square))
}

/// ln P(|T| ≥ |t|): finite also where the probability itself is below the smallest number that a computer holds.
pub fn log_student_two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() {
        return f64::NEG_INFINITY;
    }
    let square = t * t;
    log_beta_lower(degrees / 2.0, 0.5, degrees / (degrees + square), square / (degrees + square))
}

/// P(T ≥ t).
pub fn student_upper(t: f64, degrees: f64) -> f64 {
    let half = student_two_sided(t, degrees) / 2.0;
    if t >= 0.0 { half } else { 1.0 - half }
}

/// The t with P(T ≤ t) = `probability`, to full precision; infinite at 0 and 1, NaN outside and for degrees that are not
/// positive and finite.
pub fn student_quantile(probability: f64, degrees: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) || !degrees.is_finite() || degrees <= 0.0 {
        return f64::NAN;
    }
    if probability < 0.5 {
        return -upper_quantile(probability, degrees);
    }
    upper_quantile(1.0 - probability, degrees)
}

/// The t ≥ 0 with P(T ≥ t) = `upper` ≤ ½.
fn upper_quantile(upper: f64, degrees: f64) -> f64 {
    if upper <= 0.0 {
        return f64::INFINITY;
    }
    if upper >= 0.5 {
        return 0.0;
    }
    let guess = (-normal_quantile(upper)).max(1e-8);
    increasing_root(0.0, guess, f64::INFINITY, |t| upper - student_upper(t, degrees))
}
