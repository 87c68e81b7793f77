//! The standard normal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

/// P(Z ≤ z).
pub fn normal_lower(z: f64) -> f64 {
    0.5 * statrs::function::erf::erfc(-z * FRAC_1_SQRT_2)
}

/// The z with P(Z ≤ z) = `probability`; infinite at 0 and 1.
pub fn normal_quantile(probability: f64) -> f64 {
    -statrs::function::erf::erfc_inv(2.0 * probability) / FRAC_1_SQRT_2
}
