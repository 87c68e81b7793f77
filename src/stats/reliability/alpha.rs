//! Cronbach's α with everything that is printed beside it.

use crate::stats::describe::{count, moments};
use crate::stats::distribution::{fisher_quantile, normal_quantile};
use crate::stats::factor::{Missing, squared_multiple_correlations};
use crate::stats::linear::invert;
use crate::stats::sum::{centred, dot};
use crate::stats::{Error, Matrix, Table};
use nalgebra::DMatrix;

/// One item beside the others.
#[derive(Clone, PartialEq, Debug)]
pub struct AlphaItem {
    /// Name of the column.
    pub name: String,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, divisor n − 1.
    pub standard_deviation: f64,
    /// Correlation with the sum of all items, itself included.
    pub item_total: f64,
    /// Correlation with the sum of the other items (corrected item-total correlation).
    pub item_rest: f64,
    /// R² of the item on the others; NaN when the correlations cannot be inverted.
    pub squared_multiple: f64,
    /// α of the other items; NaN for two items.
    pub alpha_if_deleted: f64,
    /// Mean of the sum of the others.
    pub scale_mean_if_deleted: f64,
    /// Variance of the sum of the others.
    pub scale_variance_if_deleted: f64,
}

/// Cronbach's α and its company.
#[derive(Clone, PartialEq, Debug)]
pub struct Alpha {
    /// Complete rows.
    pub n: usize,
    /// α = k/(k−1) · (1 − Σσᵢ²/σ²) (Cronbach 1951).
    pub alpha: f64,
    /// α of the standardized items.
    pub standardized: f64,
    /// Mean of the correlations between items.
    pub mean_correlation: f64,
    /// Their median.
    pub median_correlation: f64,
    /// Guttman's λ₂ (1945).
    pub lambda2: f64,
    /// Guttman's λ₄, largest over all splits of the standardized items; `None` above sixteen items.
    pub lambda4: Option<f64>,
    /// Guttman's λ₆; NaN when the correlations cannot be inverted.
    pub lambda6: f64,
    /// Correlation of the odd with the even items.
    pub split_half: f64,
    /// Spearman-Brown's 2r/(1+r) of it.
    pub spearman_brown: f64,
    /// Rulon's and Guttman's 2(1 − (σ₁² + σ₂²)/σ²) of the same halves.
    pub rulon: f64,
    /// Standard error by Duhachek and Iacobucci (2004, eq. 2).
    pub standard_error: f64,
    /// Interval by Feldt (1965) with F quantiles.
    pub feldt: (f64, f64),
    /// Interval by the standard error.
    pub duhachek: (f64, f64),
    /// Mean of the sum of all items.
    pub scale_mean: f64,
    /// Standard deviation of the sum.
    pub scale_deviation: f64,
    /// Every item.
    pub items: Vec<AlphaItem>,
}

impl Alpha {
    /// Items that correlate negatively with the rest: reverse them, or ask whether they belong here.
    pub fn negative_items(&self) -> Vec<&str> {
        self.items.iter().filter(|item| item.item_rest < 0.0).map(|item| item.name.as_str()).collect()
    }
}

/// Most items for which every split into halves is tried (6,435 splits).
const MOST_SPLIT: usize = 16;

/// Computes α over the complete rows of a table; reversed items are to be turned round before.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::TooFewRows`] below two complete rows, [`Error::Constant`] when an item or
/// the sum has no variance, [`Error::BadOption`] for a confidence outside (0, 1).
pub fn alpha(table: &Table, confidence: f64) -> Result<Alpha, Error> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Error::BadOption { name: "confidence", reason: "must lie between 0 and 1".to_owned() });
    }
    let table = table.complete();
    let covariance = crate::stats::factor::covariances(&table, Missing::Listwise)?;
    let (n, k) = (count(table.rows()), count(table.columns.len()));
    let dense = covariance.dense();
    let core = alpha_of_covariances(&covariance, &table.names)?;
    let sums: Vec<f64> =
        (0..table.rows()).map(|row| table.columns.iter().map(|column| column[row]).sum()).collect();
    let scale = moments(&sums);
    let halves: Vec<Vec<f64>> = [0, 1]
        .map(|start| {
            (0..table.rows())
                .map(|row| table.columns.iter().skip(start).step_by(2).map(|column| column[row]).sum())
                .collect()
        })
        .to_vec();
    let half_variance = moments(&halves[0]).variance + moments(&halves[1]).variance;
    let split_half = correlation(&halves[0], &halves[1]);
    let standard_error = duhachek(&dense, n);
    let tail = (1.0 - confidence) / 2.0;
    let (d1, d2) = (n - 1.0, (n - 1.0) * (k - 1.0));
    let reach = normal_quantile(1.0 - tail) * standard_error;
    Ok(Alpha {
        n: table.rows(),
        split_half,
        spearman_brown: 2.0 * split_half / (1.0 + split_half),
        rulon: 2.0 * (1.0 - half_variance / scale.variance),
        standard_error,
        feldt: (
            1.0 - (1.0 - core.alpha) * fisher_quantile(1.0 - tail, d1, d2),
            1.0 - (1.0 - core.alpha) * fisher_quantile(tail, d1, d2),
        ),
        duhachek: (core.alpha - reach, core.alpha + reach),
        scale_mean: scale.mean,
        scale_deviation: scale.standard_deviation(),
        items: item_table(&table, &core.items, &sums),
        ..core
    })
}

/// Everything about α that follows from a covariance matrix alone, for tables with gaps (pairwise covariances) or for
/// published matrices. What needs rows is NaN.
///
/// # Errors
/// As [`alpha`].
pub fn alpha_of_covariances(covariance: &Matrix, names: &[String]) -> Result<Alpha, Error> {
    let dense = covariance.dense();
    let k = dense.nrows();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    let constant: Vec<String> = (0..k)
        .filter(|item| dense[(*item, *item)].is_nan() || dense[(*item, *item)] <= 0.0)
        .map(|item| names[item].clone())
        .collect();
    if !constant.is_empty() {
        return Err(Error::Constant { columns: constant });
    }
    let total = dense.sum();
    if total.is_nan() || total <= 0.0 {
        return Err(Error::Constant { columns: names.to_vec() });
    }
    let correlations = DMatrix::from_fn(k, k, |row, column| {
        if row == column {
            1.0
        } else {
            dense[(row, column)] / (dense[(row, row)] * dense[(column, column)]).sqrt()
        }
    });
    let mut off: Vec<f64> = (0..k)
        .flat_map(|row| (0..row).map(move |column| (row, column)))
        .map(|cell| correlations[cell])
        .collect();
    let mean_correlation = off.iter().sum::<f64>() / count(off.len());
    off.sort_by(f64::total_cmp);
    let size = count(k);
    let squares: f64 = (0..k)
        .flat_map(|row| (0..k).filter(move |column| row != *column).map(move |column| (row, column)))
        .map(|cell| dense[cell].powi(2))
        .sum();
    let smc = invert(&correlations, names).map(|(inverse, _)| squared_multiple_correlations(&inverse));
    let smc = smc.unwrap_or_else(|_| vec![f64::NAN; k]);
    let items = (0..k)
        .map(|item| {
            let own = dense[(item, item)];
            let row_sum: f64 = dense.row(item).sum();
            let rest = total - 2.0 * row_sum + own;
            let rest_variances = dense.trace() - own;
            let item_rest = (row_sum - own) / (own * rest).sqrt();
            AlphaItem {
                name: names[item].clone(),
                mean: f64::NAN,
                standard_deviation: own.sqrt(),
                item_total: row_sum / (own * total).sqrt(),
                item_rest,
                squared_multiple: smc[item],
                alpha_if_deleted: if k > 2 {
                    (size - 1.0) / (size - 2.0) * (1.0 - rest_variances / rest)
                } else {
                    f64::NAN
                },
                scale_mean_if_deleted: f64::NAN,
                scale_variance_if_deleted: rest,
            }
        })
        .collect();
    Ok(Alpha {
        n: 0,
        alpha: size / (size - 1.0) * (1.0 - dense.trace() / total),
        standardized: size * mean_correlation / (1.0 + (size - 1.0) * mean_correlation),
        mean_correlation,
        median_correlation: crate::stats::describe::quantile_type7(&off, 0.5),
        lambda2: (total - dense.trace() + (size / (size - 1.0) * squares).sqrt()) / total,
        lambda4: (k <= MOST_SPLIT).then(|| best_split(&correlations)),
        lambda6: 1.0 - smc.iter().map(|r| 1.0 - r).sum::<f64>() / correlations.sum(),
        split_half: f64::NAN,
        spearman_brown: f64::NAN,
        rulon: f64::NAN,
        standard_error: f64::NAN,
        feldt: (f64::NAN, f64::NAN),
        duhachek: (f64::NAN, f64::NAN),
        scale_mean: f64::NAN,
        scale_deviation: total.sqrt(),
        items,
    })
}

fn item_table(table: &Table, items: &[AlphaItem], sums: &[f64]) -> Vec<AlphaItem> {
    items
        .iter()
        .zip(&table.columns)
        .map(|(item, column)| {
            let own = moments(column);
            let rest: Vec<f64> = sums.iter().zip(column).map(|(sum, value)| sum - value).collect();
            let others = moments(&rest);
            AlphaItem {
                mean: own.mean,
                standard_deviation: own.standard_deviation(),
                scale_mean_if_deleted: others.mean,
                scale_variance_if_deleted: others.variance,
                ..item.clone()
            }
        })
        .collect()
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let (a, b) = (moments(one), moments(other));
    dot(&centred(one), &centred(other)) / ((count(one.len()) - 1.0) * (a.variance * b.variance).sqrt())
}

/// Duhachek and Iacobucci (2004): Q = 2k² / ((k−1)² (1′V1)³) · [1′V1 (tr V² + tr² V) − 2 tr V · 1′V²1]; SE = √(Q/n).
fn duhachek(covariance: &DMatrix<f64>, n: f64) -> f64 {
    let k = count(covariance.nrows());
    let total = covariance.sum();
    let trace = covariance.trace();
    let square = covariance * covariance;
    let q = 2.0 * k * k / ((k - 1.0).powi(2) * total.powi(3))
        * (total * (square.trace() + trace * trace) - 2.0 * trace * square.sum());
    (q / n).sqrt()
}

/// The largest 4·cov(half, half)/variance over all splits into halves (sizes differ by one for an odd number).
fn best_split(correlations: &DMatrix<f64>) -> f64 {
    let k = correlations.nrows();
    let total = correlations.sum();
    (0_u32..1 << k)
        .filter(|half| half.count_ones() as usize == k / 2)
        .map(|half| {
            let inside = |item: usize| half >> item & 1 == 1;
            let between: f64 = (0..k)
                .filter(|row| inside(*row))
                .flat_map(|row| (0..k).filter(|column| !inside(*column)).map(move |column| (row, column)))
                .map(|cell| correlations[cell])
                .sum();
            4.0 * between / total
        })
        .fold(f64::NEG_INFINITY, f64::max)
}
