//! The test of Shapiro and Wilk.

use crate::stats::describe::moments::count;
use crate::stats::distribution::{normal_lower, normal_quantile};
use crate::stats::sum::mean;

/// Fewest values for which W is defined.
const FEWEST: usize = 3;

/// Most values for which Royston (1995) fitted the distribution of W.
const MOST: usize = 5000;

/// W with its p.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ShapiroWilk {
    /// The statistic, 1 for values that lie as normal ones should.
    pub w: f64,
    /// P(W ≤ w) under normality; NaN beyond 5000 values, for which no approximation has been fitted.
    pub p: f64,
}

/// Shapiro and Wilk's (1965) W of sorted values with the weights and the p of Royston (1995, AS R94); `None` below three
/// values or when all are the same.
pub fn shapiro_wilk(sorted: &[f64]) -> Option<ShapiroWilk> {
    let n = sorted.len();
    let range = sorted.last()? - sorted.first()?;
    if n < FEWEST || !range.is_finite() || range <= 0.0 {
        return None;
    }
    let weights = weights(n);
    let centre = mean(sorted);
    let half = weights.len();
    // The weight of a value above the middle is that of its mirror image below, with the sign turned.
    let (mut squares, mut product) = (0.0, 0.0);
    for (index, value) in sorted.iter().enumerate() {
        let x = (value - centre) / range;
        let weight = if index < half {
            -weights[index]
        } else if index + half >= n {
            weights[n - 1 - index]
        } else {
            0.0
        };
        squares += x * x;
        product += weight * x;
    }
    let length = (2.0 * weights.iter().map(|weight| weight * weight).sum::<f64>() * squares).sqrt();
    // 1 − W, without the cancellation of taking it from W.
    let rest = ((length - product) * (length + product) / (length * length)).max(0.0);
    Some(ShapiroWilk { w: 1.0 - rest, p: probability(rest, n) })
}

/// The weights of the lower half, largest first (Royston 1992, 1995).
fn weights(n: usize) -> Vec<f64> {
    let half = n / 2;
    if n == FEWEST {
        return vec![std::f64::consts::FRAC_1_SQRT_2];
    }
    let size = count(n);
    // Blom's (1958) approximation of the expected order statistics; positive ones of the upper half.
    let expected: Vec<f64> =
        (1..=half).map(|rank| -normal_quantile((count(rank) - 0.375) / (size + 0.25))).collect();
    let squares = 2.0 * expected.iter().map(|value| value * value).sum::<f64>();
    let root = squares.sqrt();
    let x = size.sqrt().recip();
    let first =
        power_series(&[0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], x) + expected[0] / root;
    let mut leading = vec![first];
    if n > 5 {
        let second =
            power_series(&[0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], x) + expected[1] / root;
        leading.push(second);
    }
    let taken = |values: &[f64]| 2.0 * values.iter().map(|value| value * value).sum::<f64>();
    let left = (squares - taken(&expected[..leading.len()])) / (1.0 - taken(&leading));
    let rest = expected[leading.len()..].iter().map(|value| value / left.sqrt());
    leading.iter().copied().chain(rest).collect()
}

/// P(W ≤ w) from 1 − w.
fn probability(rest: f64, n: usize) -> f64 {
    if n > MOST {
        return f64::NAN;
    }
    if n == FEWEST {
        // Exact (Shapiro and Wilk 1965): (6/π)(arcsin √w − arcsin √(3/4)).
        let w = (1.0 - rest).max(0.0);
        let angle = w.sqrt().min(1.0).asin() - 0.75_f64.sqrt().asin();
        return (6.0 / std::f64::consts::PI * angle).clamp(0.0, 1.0);
    }
    if rest <= 0.0 {
        return 1.0;
    }
    let size = count(n);
    let log_size = size.ln();
    let (value, centre, log_spread) = if n <= 11 {
        let limit = power_series(&[-2.273, 0.459], size);
        let value = rest.ln();
        if value >= limit {
            // Farther out than the transformation reaches.
            return 0.0;
        }
        (
            -(limit - value).ln(),
            power_series(&[0.544, -0.39978, 0.025054, -6.714e-4], size),
            power_series(&[1.3822, -0.77857, 0.062767, -0.0020322], size),
        )
    } else {
        (
            rest.ln(),
            power_series(&[-1.5861, -0.31082, -0.083751, 0.0038915], log_size),
            power_series(&[-0.4803, -0.082676, 0.0030302], log_size),
        )
    };
    normal_lower((centre - value) / log_spread.exp())
}

/// Σ cᵢ xⁱ.
fn power_series(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[cfg(test)]
mod tests {
    use super::shapiro_wilk;

    #[test]
    fn the_first_example_of_shapiro_and_wilk() {
        // Weights of eleven men (Shapiro and Wilk 1965, section 4): W = 0.79.
        let weights = [148., 154., 158., 160., 161., 162., 166., 170., 182., 195., 236.];
        let found = shapiro_wilk(&weights).unwrap();
        assert!((found.w - 0.7888).abs() < 5e-4, "{found:?}");
        assert!((found.p - 0.0067).abs() < 2e-4, "{found:?}");
    }

    #[test]
    fn three_values_are_exact_and_the_same_value_has_none() {
        let found = shapiro_wilk(&[0.0, 1.0, 2.0]).unwrap();
        assert!((found.w - 1.0).abs() < 1e-12 && (found.p - 1.0).abs() < 1e-6);
        let skewed = shapiro_wilk(&[0.0, 0.0, 1.0]).unwrap();
        assert!((skewed.w - 0.75).abs() < 1e-12 && skewed.p.abs() < 1e-6);
        assert!(shapiro_wilk(&[2.0; 10]).is_none());
        assert!(shapiro_wilk(&[]).is_none());
    }
}
