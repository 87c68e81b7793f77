//! What sorting a column tells: median, quartiles, mode, counts.

use crate::stats::describe::moments::count;

/// Order statistics of a column's values.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// Smallest value.
    pub minimum: f64,
    /// Largest value.
    pub maximum: f64,
    /// Median.
    pub median: f64,
    /// Most frequent value; the smallest of several.
    pub mode: f64,
    /// Median absolute deviation from the median, times 1.4826 (the standard deviation of a normal distribution).
    pub median_deviation: f64,
    /// Mean without the lowest and highest tenth of the values.
    pub trimmed_mean: f64,
    /// Quartiles by Hyndman and Fan (1996) type 6 (SPSS).
    pub quartiles6: [f64; 3],
    /// Quartiles by type 7 (R, NumPy, Excel).
    pub quartiles7: [f64; 3],
    /// Every value with how often it occurs, smallest first.
    pub frequencies: Vec<(f64, usize)>,
}

/// Sorts a column and describes it; `None` when every value is missing.
pub fn order(column: &[f64]) -> Option<Order> {
    let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    values.sort_by(f64::total_cmp);
    let (minimum, maximum) = (*values.first()?, *values.last()?);
    let median = quantile_type7(&values, 0.5);
    let mut deviations: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
    deviations.sort_by(f64::total_cmp);
    let cut = values.len() / 10;
    let kept = &values[cut..values.len() - cut];
    let mut frequencies: Vec<(f64, usize)> = Vec::new();
    for value in &values {
        match frequencies.last_mut() {
            Some((last, times)) if last.total_cmp(value).is_eq() => *times += 1,
            _ => frequencies.push((*value, 1)),
        }
    }
    let most = frequencies.iter().map(|(_, times)| *times).max()?;
    let mode = frequencies.iter().find(|(_, times)| *times == most)?.0;
    Some(Order {
        minimum,
        maximum,
        median,
        mode,
        median_deviation: 1.4826 * quantile_type7(&deviations, 0.5),
        trimmed_mean: kept.iter().sum::<f64>() / count(kept.len()),
        quartiles6: [0.25, 0.5, 0.75].map(|share| quantile_type6(&values, share)),
        quartiles7: [0.25, 0.5, 0.75].map(|share| quantile_type7(&values, share)),
        frequencies,
    })
}

/// Quantile of sorted values by type 7: position 1 + (n − 1)·share; NaN for no values.
pub fn quantile_type7(sorted: &[f64], share: f64) -> f64 {
    between(sorted, (count(sorted.len()) - 1.0) * share)
}

/// Quantile of sorted values by type 6: position (n + 1)·share; NaN for no values.
pub fn quantile_type6(sorted: &[f64], share: f64) -> f64 {
    between(sorted, (count(sorted.len()) + 1.0) * share - 1.0)
}

/// The value at a position between sorted values, from 0; positions outside give the ends.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the position is within the slice"
)]
fn between(sorted: &[f64], position: f64) -> f64 {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return f64::NAN };
    if position <= 0.0 {
        return *first;
    }
    if position >= count(sorted.len()) - 1.0 {
        return *last;
    }
    let below = position.floor();
    let index = below as usize;
    let share = position - below;
    if share <= 0.0 { sorted[index] } else { sorted[index] + share * (sorted[index + 1] - sorted[index]) }
}
