//! The χ² distribution.

use crate::stats::distribution::gamma::gamma_upper;

/// P(X ≥ `value`) for χ² with `degrees` > 0 degrees of freedom.
pub fn chi_square_upper(value: f64, degrees: f64) -> f64 {
    gamma_upper(degrees / 2.0, value / 2.0)
}
