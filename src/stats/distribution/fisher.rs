//! The F distribution.

use crate::stats::distribution::beta::beta_lower;

/// P(F ≥ `value`) with two positive degrees of freedom.
pub fn fisher_upper(value: f64, numerator: f64, denominator: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let scaled = numerator * value;
    let whole = scaled + denominator;
    beta_lower(denominator / 2.0, numerator / 2.0, denominator / whole, scaled / whole)
}

/// The f with P(F ≤ f) = `probability`, 0 < probability < 1, to full precision.
pub fn fisher_quantile(probability: f64, numerator: f64, denominator: f64) -> f64 {
    let upper = 1.0 - probability;
    let (mut low, mut high) = (0.0, 1.0);
    while fisher_upper(high, numerator, denominator) > upper {
        low = high;
        high *= 2.0;
    }
    for _ in 0..2000 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if fisher_upper(middle, numerator, denominator) > upper { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
