//! Multivariate normality.

use crate::stats::describe::associations::unvarying;
use crate::stats::describe::moments::{count, moments};
use crate::stats::distribution::{chi_square_upper, normal_lower};
use crate::stats::linear::invert;
use crate::stats::sum::{cross_products, dot};
use crate::stats::{Error, Table};
use nalgebra::{Cholesky, DMatrix};
use std::cmp::Ordering;

/// Mardia's measures of several columns together, over the complete rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Mardia {
    /// Complete rows.
    pub n: usize,
    /// Columns.
    pub columns: usize,
    /// b₁ₚ = n⁻² ΣΣ g³ᵢⱼ with gᵢⱼ = (xᵢ − x̄)′ S⁻¹ (xⱼ − x̄).
    pub skewness: f64,
    /// b₂ₚ = n⁻¹ Σ g²ᵢᵢ, about p(p + 2) under normality.
    pub kurtosis: f64,
    /// n b₁ₚ / 6, a χ² under normality.
    pub skewness_chi_square: f64,
    /// p(p + 1)(p + 2) / 6.
    pub degrees_of_freedom: f64,
    /// P(χ² ≥ n b₁ₚ / 6).
    pub skewness_p: f64,
    /// The same times (p + 1)(n + 1)(n + 3) / (n((n + 1)(p + 1) − 6)), for few rows (Mardia 1974).
    pub small_sample_chi_square: f64,
    /// Its p.
    pub small_sample_p: f64,
    /// (b₂ₚ − p(p + 2)) / √(8p(p + 2)/n), standard normal under normality.
    pub kurtosis_z: f64,
    /// Two-sided p of the kurtosis.
    pub kurtosis_p: f64,
    /// Squared Mahalanobis distance of each complete row from the mean, with the covariances that divide by n − 1.
    pub distances: Vec<f64>,
}

/// Multivariate skewness and kurtosis with their tests (Mardia 1970, 1974).
///
/// # Errors
/// [`Error::TooFewColumns`] for no column, [`Error::TooFewRows`] unless there are more complete rows than columns,
/// [`Error::Constant`], [`Error::Singular`] with the columns that others determine.
///
/// Mardia's covariances divide by n; with `unbiased` they divide by n − 1, as psych's do.
pub fn mardia(table: &Table, unbiased: bool) -> Result<Mardia, Error> {
    let whole = table.complete();
    let (n, k) = (whole.rows(), whole.columns.len());
    if k == 0 {
        return Err(Error::TooFewColumns { needed: 1, got: 0 });
    }
    if n <= k {
        return Err(Error::TooFewRows { needed: k + 1, got: n });
    }
    let constant = unvarying(&whole);
    if !constant.is_empty() {
        return Err(Error::Constant { columns: constant });
    }
    let rows = whitened(&whole)?;
    let (size, p) = (count(n), count(k));
    let shrink = if unbiased { (size - 1.0) / size } else { 1.0 };
    let sorted = in_order(&rows, k);
    let skewness = if k * k < 3 * n { skewness_by_columns(&sorted, k) } else { skewness_by_rows(&sorted, k) };
    let skewness = skewness * shrink.powi(3);
    let lengths: Vec<f64> = rows.chunks_exact(k).map(|row| row.iter().map(|z| z * z).sum()).collect();
    let kurtosis = dot(&lengths, &lengths) / size * shrink * shrink;
    let degrees = p * (p + 1.0) * (p + 2.0) / 6.0;
    let chi_square = size * skewness / 6.0;
    let divisor = size * ((size + 1.0) * (p + 1.0) - 6.0);
    let factor = if divisor > 0.0 { (p + 1.0) * (size + 1.0) * (size + 3.0) / divisor } else { f64::NAN };
    let z = (kurtosis - p * (p + 2.0)) / (8.0 * p * (p + 2.0) / size).sqrt();
    Ok(Mardia {
        n,
        columns: k,
        skewness,
        kurtosis,
        skewness_chi_square: chi_square,
        degrees_of_freedom: degrees,
        skewness_p: chi_square_upper(chi_square, degrees),
        small_sample_chi_square: factor * chi_square,
        small_sample_p: chi_square_upper(factor * chi_square, degrees),
        kurtosis_z: z,
        kurtosis_p: 2.0 * normal_lower(-z.abs()),
        distances: lengths.iter().map(|length| length * (size - 1.0) / size).collect(),
    })
}

/// The rows turned and stretched so that their covariances, with divisor n, are those of independent standard columns; row by
/// row in one vector.
fn whitened(table: &Table) -> Result<Vec<f64>, Error> {
    let (n, k) = (table.rows(), table.columns.len());
    let size = count(n);
    let columns: Vec<Vec<f64>> = table
        .columns
        .iter()
        .map(|column| {
            let found = moments(column);
            let deviation = (found.variance * (size - 1.0) / size).sqrt();
            column.iter().map(|value| (value - found.mean) / deviation).collect()
        })
        .collect();
    let correlations = cross_products(&columns) / size;
    let mut rows = DMatrix::from_fn(k, n, |index, row| columns[index][row]);
    invert(&correlations, &table.names)?;
    let lower = Cholesky::new(correlations).ok_or(Error::Singular { columns: Vec::new() })?.unpack();
    if !lower.solve_lower_triangular_mut(&mut rows) {
        return Err(Error::Singular { columns: Vec::new() });
    }
    // Stored column by column, so that each row of the table is contiguous.
    Ok(rows.as_slice().to_vec())
}

/// The rows by their values, so that long sums do not depend on the order in which they came.
fn in_order(rows: &[f64], k: usize) -> Vec<f64> {
    let mut sorted: Vec<&[f64]> = rows.chunks_exact(k).collect();
    sorted.sort_by(|one, other| {
        let cells = one.iter().zip(*other).map(|(x, y)| x.total_cmp(y));
        cells.fold(Ordering::Equal, Ordering::then)
    });
    sorted.concat()
}

/// n⁻² ΣΣ g³ over all pairs of rows: n² k / 2 steps.
fn skewness_by_rows(rows: &[f64], k: usize) -> f64 {
    let n = rows.len() / k;
    let cube = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>().powi(3);
    let mut sum = 0.0;
    for (index, x) in rows.chunks_exact(k).enumerate() {
        let before: f64 = rows.chunks_exact(k).take(index).map(|y| cube(x, y)).sum();
        sum += 2.0 * before + cube(x, x);
    }
    sum / (count(n) * count(n))
}

/// The same as the sum of all squared third moments of the whitened columns: n k³ / 6 steps.
fn skewness_by_columns(rows: &[f64], k: usize) -> f64 {
    let n = count(rows.len() / k);
    let mut thirds = vec![0.0; k * (k + 1) * (k + 2) / 6];
    for row in rows.chunks_exact(k) {
        let mut cells = thirds.iter_mut();
        for (a, x) in row.iter().enumerate() {
            for (b, y) in row[..=a].iter().enumerate() {
                let product = x * y;
                for (z, cell) in row[..=b].iter().zip(&mut cells) {
                    *cell += product * z;
                }
            }
        }
    }
    let mut cells = thirds.iter();
    let mut sum = 0.0;
    for a in 0..k {
        for b in 0..=a {
            for (c, third) in (0..=b).zip(&mut cells) {
                // In how many orders the three columns occur.
                let orders = match (a == b, b == c) {
                    (true, true) => 1.0,
                    (false, false) => 6.0,
                    _ => 3.0,
                };
                sum += orders * (third / n) * (third / n);
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{mardia, skewness_by_columns, skewness_by_rows};
    use crate::stats::{Error, Table};

    #[test]
    fn both_ways_to_the_skewness_agree() {
        let rows = [0.3, -1.2, 2.0, 1.1, 0.4, -0.7, -2.2, 0.9, 0.1, 0.5, 0.5, -1.0];
        let (one, other) = (skewness_by_rows(&rows, 3), skewness_by_columns(&rows, 3));
        assert!((one - other).abs() < 1e-12, "{one} {other}");
    }

    #[test]
    fn names_the_columns_that_others_determine() {
        let x = vec![1.0, 2.0, 4.0, 8.0, 3.0];
        let y = vec![2.0, 1.0, 7.0, 3.0, 5.0];
        let sum: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x + y).collect();
        let names = ["x", "y", "sum"].map(str::to_owned).to_vec();
        let found = mardia(&Table { names, columns: vec![x, y, sum] }, false);
        assert_eq!(found, Err(Error::Singular { columns: vec!["sum".to_owned()] }));
    }
}
