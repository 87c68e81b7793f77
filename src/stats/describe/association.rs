//! Correlations of two columns with their tests and intervals.

use crate::stats::describe::kendall::kendall;
use crate::stats::describe::moments::count;
use crate::stats::describe::ranks::mid_ranks;
use crate::stats::distribution::{normal_lower, normal_quantile, student_two_sided};
use crate::stats::sum::{centred, dot};

/// A measure of association.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coefficient {
    /// Product-moment correlation.
    Pearson,
    /// Pearson's of the mid-ranks (Spearman 1904).
    Spearman,
    /// Kendall's τ_b (Kendall 1945).
    Kendall,
}

/// One coefficient with its test.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Association {
    /// Rows in which both columns have a value.
    pub n: usize,
    /// The coefficient; NaN without variance in one of the columns or with fewer than two rows.
    pub value: f64,
    /// Two-sided p of no association. Pearson and Spearman: t = r √((n − 2)/(1 − r²)) with n − 2 degrees of freedom, which is
    /// exact for Pearson under normality and the usual approximation for Spearman; Kendall: the normal approximation with
    /// ties, without continuity correction. NaN below three rows.
    pub p: f64,
    /// Interval by Fisher's z = artanh r with the standard error 1/√(n − 3) for Pearson (Fisher 1921),
    /// √((1 + r²/2)/(n − 3)) for Spearman (Bonett and Wright 2000) and √(0.437/(n − 4)) for Kendall (Fieller, Hartley and
    /// Pearson 1957). NaN where the root has no room.
    pub interval: (f64, f64),
}

/// Association of two columns of the same length over the rows in which both have a value; `confidence` in (0, 1).
pub fn associate(x: &[f64], y: &[f64], coefficient: Coefficient, confidence: f64) -> Association {
    let (x, y) = together(x, y);
    match coefficient {
        Coefficient::Pearson => judge(&x, &y, coefficient, confidence),
        Coefficient::Spearman => judge(&mid_ranks(&x), &mid_ranks(&y), coefficient, confidence),
        Coefficient::Kendall => judge_kendall(&x, &y, confidence),
    }
}

/// The values of the rows in which both columns have one.
pub(super) fn together(x: &[f64], y: &[f64]) -> (Vec<f64>, Vec<f64>) {
    x.iter().copied().zip(y.iter().copied()).filter(|(x, y)| x.is_finite() && y.is_finite()).unzip()
}

/// Pearson's coefficient of values, or of ranks for Spearman's, with its test; nothing may be missing.
pub(super) fn judge(x: &[f64], y: &[f64], coefficient: Coefficient, confidence: f64) -> Association {
    let n = x.len().min(y.len());
    let rows = count(n);
    let value = pearson(x, y);
    let degrees = rows - 2.0;
    let p = if degrees > 0.0 && !value.is_nan() {
        student_two_sided(value * (degrees / ((1.0 - value) * (1.0 + value))).sqrt(), degrees)
    } else {
        f64::NAN
    };
    let inflation = if coefficient == Coefficient::Spearman { 1.0 + 0.5 * value * value } else { 1.0 };
    Association { n, value, p, interval: fisher_interval(value, inflation / (rows - 3.0), confidence) }
}

/// Kendall's coefficient with its test; nothing may be missing.
pub(super) fn judge_kendall(x: &[f64], y: &[f64], confidence: f64) -> Association {
    let n = x.len().min(y.len());
    let found = kendall(x, y);
    let value = found.tau_b;
    let p = if n > 2 && !value.is_nan() && found.score_variance > 0.0 {
        2.0 * normal_lower(-(found.score / found.score_variance.sqrt()).abs())
    } else {
        f64::NAN
    };
    Association { n, value, p, interval: fisher_interval(value, 0.437 / (count(n) - 4.0), confidence) }
}

fn fisher_interval(value: f64, variance: f64, confidence: f64) -> (f64, f64) {
    if !(variance.is_finite() && variance > 0.0) {
        return (f64::NAN, f64::NAN);
    }
    let reach = normal_quantile(0.5 + confidence / 2.0) * variance.sqrt();
    let z = value.atanh();
    ((z - reach).tanh(), (z + reach).tanh())
}

/// Pearson's r; NaN without variance. Two passes, so that a large offset costs no digits.
fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let sums = Products::of(x, y);
    if !(varies(x) && varies(y) && sums.xx > 0.0 && sums.yy > 0.0) {
        return f64::NAN;
    }
    // Rounding may leave a value beyond ±1 by one unit in the last place; the true value lies inside.
    (sums.xy / (sums.xx.sqrt() * sums.yy.sqrt())).clamp(-1.0, 1.0)
}

/// Covariance with divisor n − 1 of values of which none is missing; NaN below two rows.
pub(super) fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len().min(y.len());
    match n {
        0 | 1 => f64::NAN,
        // Rounding of the mean must not look like variance.
        _ if !(varies(x) && varies(y)) => 0.0,
        _ => Products::of(x, y).xy / (count(n) - 1.0),
    }
}

/// Whether there are two different values.
pub(super) fn varies(values: &[f64]) -> bool {
    values.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.0)
}

/// Centred sums of squares and products.
struct Products {
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Products {
    fn of(x: &[f64], y: &[f64]) -> Self {
        let (x, y) = (centred(x), centred(y));
        Self { xx: dot(&x, &x), yy: dot(&y, &y), xy: dot(&x, &y) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Coefficient, associate};

    #[test]
    fn a_large_offset_and_a_gap_change_nothing() {
        let x = [1.0, 2.0, 3.0, 4.0, 6.0, 5.0];
        let y = [2.0, 1.0, 4.0, 3.0, 5.0, 7.0];
        let mut far: Vec<f64> = x.iter().map(|value| value + 1e9).collect();
        far.push(f64::NAN);
        let mut longer = y.to_vec();
        longer.push(3.0);
        for coefficient in [Coefficient::Pearson, Coefficient::Spearman, Coefficient::Kendall] {
            let one = associate(&x, &y, coefficient, 0.95);
            let other = associate(&far, &longer, coefficient, 0.95);
            assert_eq!(one.n, other.n);
            assert!((one.value - other.value).abs() < 1e-12, "{one:?} {other:?}");
            assert!(one.interval.0 < one.value && one.value < one.interval.1);
        }
    }

    #[test]
    fn a_constant_column_correlates_with_nothing() {
        let constant = [0.1 + 1e9; 5];
        let found = associate(&constant, &[1.0, 2.0, 3.0, 4.0, 5.0], Coefficient::Pearson, 0.95);
        assert!(found.value.is_nan() && found.p.is_nan() && found.interval.0.is_nan());
    }
}
