//! Student's t distribution.

use crate::stats::distribution::beta::{beta_lower, log_beta_lower};
use crate::stats::distribution::normal::normal_quantile;

/// P(|T| ≥ |t|) with `degrees` > 0 degrees of freedom.
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

/// The t with P(T ≤ t) = `probability`, 0 < probability < 1, to full precision.
pub fn student_quantile(probability: f64, degrees: f64) -> f64 {
    if probability < 0.5 {
        return -student_quantile(1.0 - probability, degrees);
    }
    let upper = 1.0 - probability;
    let mut low = 0.0;
    let mut high = normal_quantile(probability).max(1.0);
    while student_upper(high, degrees) > upper {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if student_upper(middle, degrees) > upper { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
