//! The incomplete beta function.

use crate::stats::distribution::gamma::nonzero;
use crate::stats::distribution::stirling::{HALF_LOG_TWO_PI, deviance, stirling_error};

/// Most steps of the continued fraction; it needs about the root of the larger parameter.
const MOST_STEPS: u32 = 100_000;

/// Regularized incomplete beta function I_x(a, b) for a, b > 0, with `y` = 1 − x given apart so that neither tail loses
/// its digits (DLMF 8.17.22, by Lentz's method).
pub(super) fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if !inside(a, b, x, y) {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if is_left(a, b, x) { log_tail(a, b, x, y).exp() } else { 1.0 - log_tail(b, a, y, x).exp() }
}

/// ln I_x(a, b): finite also where the value itself is below the smallest number.
pub(super) fn log_beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if !inside(a, b, x, y) {
        return f64::NAN;
    }
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if y <= 0.0 {
        return 0.0;
    }
    if is_left(a, b, x) { log_tail(a, b, x, y) } else { (-log_tail(b, a, y, x).exp()).ln_1p() }
}

fn inside(a: f64, b: f64, x: f64, y: f64) -> bool {
    a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && !x.is_nan() && !y.is_nan()
}

fn is_left(a: f64, b: f64, x: f64) -> bool {
    x <= (a + 1.0) / (a + b + 2.0)
}

/// ln(x^a y^b fraction / (a B(a, b))), the front by Loader's (2000) deviances.
fn log_tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let whole = a + b;
    let front = 0.5 * (b / (a * whole)).ln() - HALF_LOG_TWO_PI + stirling_error(whole)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, whole * x)
        - deviance(b, whole * y);
    front + fraction(a, b, x).ln()
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
