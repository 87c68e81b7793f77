//! Mean, spread and shape.

use crate::stats::sum::{dot, mean, sum};

/// Moments of a column's values; NaN where one is not defined.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Moments {
    /// Number of values.
    pub n: usize,
    /// Number of missing ones.
    pub missing: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Variance with divisor n − 1; NaN for fewer than two values.
    pub variance: f64,
    /// Skewness g₁ = m₃ / m₂^1.5 (Joanes and Gill 1998, type 1); NaN without variance.
    pub skewness1: f64,
    /// G₁, corrected for bias (type 2: SPSS, SAS, Excel); needs three values.
    pub skewness2: f64,
    /// b₁, with the sample variance (type 3: MINITAB).
    pub skewness3: f64,
    /// Excess kurtosis g₂ (type 1).
    pub kurtosis1: f64,
    /// G₂ (type 2); needs four values.
    pub kurtosis2: f64,
    /// b₂ (type 3).
    pub kurtosis3: f64,
}

impl Moments {
    /// Standard deviation, divisor n − 1.
    pub fn standard_deviation(&self) -> f64 {
        self.variance.sqrt()
    }

    /// Standard error of the mean.
    pub fn standard_error(&self) -> f64 {
        (self.variance / count(self.n)).sqrt()
    }

    /// Standard error of G₁ under normality, √(6n(n−1) / ((n−2)(n+1)(n+3))).
    pub fn skewness_error(&self) -> f64 {
        let n = count(self.n);
        (6.0 * n * (n - 1.0) / ((n - 2.0) * (n + 1.0) * (n + 3.0))).sqrt()
    }

    /// Standard error of G₂ under normality, 2·SE(G₁)·√((n²−1) / ((n−3)(n+5))).
    pub fn kurtosis_error(&self) -> f64 {
        let n = count(self.n);
        2.0 * self.skewness_error() * ((n * n - 1.0) / ((n - 3.0) * (n + 5.0))).sqrt()
    }
}

/// A count as a number; exact below 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "no table has 2^53 rows")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

/// Computes the moments of a column in two passes, so that a large offset costs no digits. NaN is missing.
pub fn moments(column: &[f64]) -> Moments {
    let values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    let n = count(values.len());
    let mean = mean(&values);
    let deviations: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let squares: Vec<f64> = deviations.iter().map(|deviation| deviation * deviation).collect();
    let constant = values.windows(2).all(|pair| pair[0].total_cmp(&pair[1]).is_eq());
    let second = if constant { 0.0 } else { sum(&squares) / n };
    let (skewness1, kurtosis1) = if second > 0.0 {
        let third = dot(&squares, &deviations) / n;
        (third / second.powf(1.5), dot(&squares, &squares) / n / (second * second) - 3.0)
    } else {
        (f64::NAN, f64::NAN)
    };
    let at_least = |needed: usize, value: f64| if values.len() >= needed { value } else { f64::NAN };
    Moments {
        n: values.len(),
        missing: column.len() - values.len(),
        mean,
        variance: at_least(2, second * n / (n - 1.0)),
        skewness1,
        skewness2: at_least(3, skewness1 * (n * (n - 1.0)).sqrt() / (n - 2.0)),
        skewness3: at_least(2, skewness1 * ((n - 1.0) / n).powf(1.5)),
        kurtosis1,
        kurtosis2: at_least(4, (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * kurtosis1 + 6.0)),
        kurtosis3: at_least(2, (kurtosis1 + 3.0) * ((n - 1.0) / n).powi(2) - 3.0),
    }
}
