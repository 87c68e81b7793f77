//! The gamma function and its incomplete form.

use crate::stats::distribution::stirling::{HALF_LOG_TWO_PI, log_poisson, stirling_error};

/// ln Γ(x) for x > 0, by Stirling's formula with its error term (DLMF 5.11.1); right to a few units of 10⁻¹⁵, or of the last
/// place where it is large.
pub(crate) fn log_gamma(x: f64) -> f64 {
    (x - 0.5) * x.ln() - x + HALF_LOG_TWO_PI + stirling_error(x)
}

/// Most terms of a series or fraction; reached only for shapes in the millions.
const MOST_TERMS: u32 = 200_000;

/// Both regularized incomplete gamma functions, each true in its own small range.
#[derive(Clone, Copy)]
pub(super) struct IncompleteGamma {
    /// P(a, x).
    pub(super) lower: f64,
    /// Q(a, x).
    pub(super) upper: f64,
    /// ln Q(a, x), finite also where Q is below the smallest number.
    pub(super) log_upper: f64,
}

/// P, Q and ln Q for a > 0: a series below x = a + 1, a continued fraction above (DLMF 8.7.1, 8.9.2).
pub(super) fn incomplete_gamma(a: f64, x: f64) -> IncompleteGamma {
    if a.is_nan() || x.is_nan() || a <= 0.0 || a.is_infinite() {
        return IncompleteGamma { lower: f64::NAN, upper: f64::NAN, log_upper: f64::NAN };
    }
    if x <= 0.0 {
        return IncompleteGamma { lower: 0.0, upper: 1.0, log_upper: 0.0 };
    }
    if x.is_infinite() {
        return IncompleteGamma { lower: 1.0, upper: 0.0, log_upper: f64::NEG_INFINITY };
    }
    let front = log_poisson(a, x);
    if x < a + 1.0 {
        let lower = (front + lower_series(a, x).ln()).exp().clamp(0.0, 1.0);
        return IncompleteGamma { lower, upper: 1.0 - lower, log_upper: (-lower).ln_1p() };
    }
    let log_upper = (front + a.ln() + upper_fraction(a, x).ln()).min(0.0);
    let upper = log_upper.exp();
    IncompleteGamma { lower: -log_upper.exp_m1(), upper, log_upper }
}

/// Upper regularized incomplete gamma function Q(a, x), a > 0.
pub(super) fn gamma_upper(a: f64, x: f64) -> f64 {
    incomplete_gamma(a, x).upper
}

/// P(a, x) as a multiple of x^a e^−x / Γ(a + 1), by its series; quick for x below a.
pub(super) fn lower_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 1..MOST_TERMS {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Q(a, x) as a multiple of x^a e^−x / Γ(a), by its continued fraction (Lentz's method); quick for x above a.
pub(super) fn upper_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = nonzero(b).recip();
    let mut fraction = d;
    for step in 1..MOST_TERMS {
        let step = f64::from(step);
        let numerator = -step * (step - a);
        b += 2.0;
        d = nonzero(numerator * d + b).recip();
        c = nonzero(b + numerator / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < 2e-16 {
            break;
        }
    }
    fraction
}

/// Keeps Lentz's method from dividing by zero.
pub(super) fn nonzero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}
