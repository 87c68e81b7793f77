//! The incomplete beta function.

use crate::stats::distribution::gamma::{log_gamma, nonzero};

/// Most steps of the continued fraction; it needs about the root of the larger parameter.
const MOST_STEPS: u32 = 100_000;

/// Regularized incomplete beta function I_x(a, b) for a, b > 0, with `y` = 1 − x given apart so that neither tail loses
/// its digits (DLMF 8.17.22, by Lentz's method).
pub(super) fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x <= (a + 1.0) / (a + b + 2.0) { tail(a, b, x, y) } else { 1.0 - tail(b, a, y, x) }
}

fn tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let front = a * x.ln() + b * y.ln() - log_beta(a, b) - a.ln();
    (front + fraction(a, b, x).ln()).exp()
}

fn log_beta(a: f64, b: f64) -> f64 {
    log_gamma(a) + log_gamma(b) - log_gamma(a + b)
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = nonzero(1.0 - (a + b) * x / (a + 1.0)).recip();
    let mut result = d;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = nonzero(1.0 + even * d).recip();
        c = nonzero(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = nonzero(1.0 + odd * d).recip();
        c = nonzero(1.0 + odd / c);
        let change = d * c;
        result *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    result
}
