//! The noncentral χ² distribution, for intervals of RMSEA.

use crate::stats::distribution::{chi_square_upper, log_gamma, normal_quantile};

/// P(χ²(degrees, noncentrality) ≤ value), as a Poisson mixture of central distributions summed from its largest weight
/// outwards (Johnson, Kotz & Balakrishnan 1995, eq. 29.2); the central ones follow from each other by recurrence.
pub(super) fn noncentral_lower(value: f64, degrees: f64, noncentrality: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    if noncentrality <= 0.0 {
        return 1.0 - chi_square_upper(value, degrees);
    }
    let half = 0.5 * noncentrality;
    let mode = half.floor();
    let log_weight = |k: f64| k * half.ln() - half - log_gamma(k + 1.0);
    // The difference of two neighbouring central distributions: x^a e^-x / Γ(a + 1) with a = df/2 + k.
    let log_step = |k: f64| {
        let a = 0.5 * degrees + k;
        a * (0.5 * value).ln() - 0.5 * value - log_gamma(a + 1.0)
    };
    let at_mode = 1.0 - chi_square_upper(value, degrees + 2.0 * mode);
    let (weight_at_mode, step_at_mode) = (log_weight(mode).exp(), log_step(mode).exp());
    let mut sum = weight_at_mode * at_mode;
    let (mut weight, mut lower, mut step, mut k) = (weight_at_mode, at_mode, step_at_mode, mode);
    loop {
        lower -= step;
        k += 1.0;
        weight *= half / k;
        step *= 0.5 * value / (0.5 * degrees + k);
        let term = weight * lower.max(0.0);
        sum += term;
        if weight < 1e-17 || term < 1e-18 * sum {
            break;
        }
    }
    let (mut weight, mut lower, mut step, mut k) = (weight_at_mode, at_mode, step_at_mode, mode);
    while k > 0.0 {
        step *= (0.5 * degrees + k) / (0.5 * value);
        weight *= k / half;
        k -= 1.0;
        lower += step;
        sum += weight * lower.min(1.0);
        if weight < 1e-17 {
            break;
        }
    }
    sum.clamp(0.0, 1.0)
}

/// The noncentrality at which `value` has that lower probability; 0 when even the central distribution has less.
pub(super) fn noncentrality(value: f64, degrees: f64, probability: f64) -> f64 {
    if noncentral_lower(value, degrees, 0.0) < probability {
        return 0.0;
    }
    let mut low = 0.0;
    let mut high = (value - degrees).max(1.0) * 2.0;
    while noncentral_lower(value, degrees, high) > probability {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low < 1e-13 * high {
            break;
        }
        if noncentral_lower(value, degrees, middle) > probability { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The value below which χ² lies with that probability.
pub(super) fn chi_square_quantile(probability: f64, degrees: f64) -> f64 {
    // Wilson and Hilferty (1931) begin, bisection ends.
    let share = 2.0 / (9.0 * degrees);
    let guess = degrees * (1.0 - share + normal_quantile(probability) * share.sqrt()).powi(3);
    let upper = 1.0 - probability;
    let (mut low, mut high) = (0.0, guess.max(1.0));
    while chi_square_upper(high, degrees) > upper {
        low = high;
        high *= 1.1;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if chi_square_upper(middle, degrees) > upper { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
