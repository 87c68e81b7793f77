//! What a model needs of the data: means and covariances, whole or by pattern of missing values.

use crate::stats::describe::count;
use crate::stats::sum::{cross_products, deviations};
use crate::stats::{Error, Table};
use nalgebra::{Cholesky, DMatrix, DVector};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// Cells from which on the columns are shared among the cores.
const MUCH: f64 = 1e5;

/// Rows in which the same variables are there.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Pattern {
    /// The variables that are there.
    pub(super) observed: Vec<usize>,
    /// Number of rows.
    pub(super) n: f64,
    /// Their means.
    pub(super) mean: DVector<f64>,
    /// Their covariances, divisor n (or what the likelihood wants).
    pub(super) covariance: DMatrix<f64>,
    /// The rows, by number.
    pub(super) rows: Vec<usize>,
}

/// The data of one group.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sample {
    /// One column for each observed variable; missing is NaN.
    pub(super) columns: Vec<Vec<f64>>,
    /// Number of rows that are used.
    pub(super) n: f64,
    /// One pattern when all rows are whole.
    pub(super) patterns: Vec<Pattern>,
    /// Means: of the rows, or most likely ones when values are missing.
    pub(super) mean: DVector<f64>,
    /// Covariances likewise.
    pub(super) covariance: DMatrix<f64>,
    /// −2 log L of the saturated model, without constants, each row counting as in the patterns.
    pub(super) saturated: f64,
    /// Numbers of the rows of the table that are used.
    pub(super) used: Vec<usize>,
}

/// Mean and covariance with divisor n of some rows of some columns.
fn moments(columns: &[&[f64]], rows: &[usize]) -> (DVector<f64>, DMatrix<f64>) {
    let n = count(rows.len());
    let one = |column: &&[f64]| deviations(&rows.iter().map(|row| column[*row]).collect::<Vec<_>>());
    let (means, deviations): (Vec<f64>, Vec<Vec<f64>>) = if n * count(columns.len()) < MUCH {
        columns.iter().map(one).unzip()
    } else {
        columns.par_iter().map(one).unzip()
    };
    (DVector::from_vec(means), cross_products(&deviations) / n)
}

/// log-determinant of a positive definite matrix.
pub(super) fn log_determinant(matrix: &DMatrix<f64>) -> Option<f64> {
    let factor = Cholesky::new(matrix.clone())?;
    let sum: f64 = factor.l_dirty().diagonal().iter().map(|pivot| 2.0 * pivot.ln()).sum();
    sum.is_finite().then_some(sum)
}

/// Columns without variance or without values are refused by name.
fn check(names: &[String], columns: &[Vec<f64>]) -> Result<(), Error> {
    let mut empty = Vec::new();
    let mut constant = Vec::new();
    for (name, column) in names.iter().zip(columns) {
        let mut values = column.iter().filter(|value| !value.is_nan());
        match values.next() {
            None => empty.push(name.clone()),
            Some(first) => {
                if values.all(|value| value.total_cmp(first).is_eq()) {
                    constant.push(name.clone());
                }
            }
        }
    }
    match (empty.is_empty(), constant.is_empty()) {
        (false, _) => Err(Error::AllMissing { columns: empty }),
        (_, false) => Err(Error::Constant { columns: constant }),
        _ => Ok(()),
    }
}

impl Sample {
    /// How much the group counts: its rows, or one less when the likelihood is Wishart's.
    pub(super) fn weight(&self) -> f64 {
        self.patterns.iter().map(|pattern| pattern.n).sum()
    }

    /// Lets the group count as n − 1 rows with covariances of divisor n − 1.
    pub(super) fn into_wishart(mut self) -> Self {
        let n = self.n;
        for pattern in &mut self.patterns {
            pattern.n = n - 1.0;
        }
        self.saturated *= (n - 1.0) / n;
        self
    }

    /// The whole rows of a table; `unbiased` divides by n − 1.
    ///
    /// # Errors
    /// [`Error::TooFewRows`], [`Error::Constant`], [`Error::AllMissing`]; [`Error::Singular`] with the columns that the
    /// ones before them determine.
    pub(super) fn whole(table: &Table, unbiased: bool) -> Result<Self, Error> {
        check(&table.names, &table.columns)?;
        let mut whole = vec![true; table.rows()];
        for column in &table.columns {
            whole.iter_mut().zip(column).for_each(|(whole, value)| *whole &= value.is_finite());
        }
        let used: Vec<usize> = (0..table.rows()).filter(|row| whole[*row]).collect();
        let p = table.columns.len();
        if used.len() < 2 {
            return Err(Error::TooFewRows { needed: p + 1, got: used.len() });
        }
        let columns: Vec<Vec<f64>> =
            table.columns.iter().map(|column| used.iter().map(|row| column[*row]).collect()).collect();
        check(&table.names, &columns)?;
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let rows: Vec<usize> = (0..used.len()).collect();
        let (mean, mut covariance) = moments(&views, &rows);
        let n = count(used.len());
        if unbiased {
            covariance *= n / (n - 1.0);
        }
        let (_, log) = crate::stats::linear::invert(&covariance, &table.names)?;
        let pattern = Pattern {
            observed: (0..p).collect(),
            n,
            mean: mean.clone(),
            covariance: covariance.clone(),
            rows,
        };
        let saturated = n * (log + count(p));
        Ok(Self { columns, n, patterns: vec![pattern], mean, covariance, saturated, used })
    }

    /// Moments as they are given, of that many rows.
    ///
    /// # Errors
    /// [`Error::Singular`].
    pub(super) fn given(
        names: &[String],
        mean: DVector<f64>,
        covariance: DMatrix<f64>,
        n: f64,
    ) -> Result<Self, Error> {
        let (_, log) = crate::stats::linear::invert(&covariance, names)?;
        let pattern = Pattern {
            observed: (0..names.len()).collect(),
            n,
            mean: mean.clone(),
            covariance: covariance.clone(),
            rows: Vec::new(),
        };
        let saturated = n * (log + count(names.len()));
        let columns = Vec::new();
        Ok(Self { columns, n, patterns: vec![pattern], mean, covariance, saturated, used: Vec::new() })
    }

    /// All rows with at least one value, by pattern; the saturated means and covariances by the EM algorithm (Dempster,
    /// Laird & Rubin 1977), settled to 1e-12 of a standard deviation.
    ///
    /// # Errors
    /// As [`Sample::whole`]; [`Error::NoConvergence`]; [`Error::NotPositiveDefinite`] when a pair of variables is never there
    /// together.
    pub(super) fn with_gaps(table: &Table) -> Result<Self, Error> {
        check(&table.names, &table.columns)?;
        let p = table.columns.len();
        let used: Vec<usize> = (0..table.rows())
            .filter(|row| table.columns.iter().any(|column| column[*row].is_finite()))
            .collect();
        if used.len() < 2 {
            return Err(Error::TooFewRows { needed: p + 1, got: used.len() });
        }
        let columns: Vec<Vec<f64>> =
            table.columns.iter().map(|column| used.iter().map(|row| column[*row]).collect()).collect();
        never_together(&table.names, &columns)?;
        let mut by_pattern: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for row in 0..used.len() {
            let there = columns
                .iter()
                .enumerate()
                .filter(|(_, column)| column[row].is_finite())
                .map(|(index, _)| index)
                .collect();
            by_pattern.entry(there).or_default().push(row);
        }
        let patterns: Vec<Pattern> = by_pattern
            .into_iter()
            .map(|(observed, rows)| {
                let views: Vec<&[f64]> = observed.iter().map(|column| columns[*column].as_slice()).collect();
                let (mean, covariance) = moments(&views, &rows);
                Pattern { observed, n: count(rows.len()), mean, covariance, rows }
            })
            .collect();
        let n = count(used.len());
        let (mean, covariance) = expectation_maximization(&patterns, p, n)?;
        let (_, _) = crate::stats::linear::invert(&covariance, &table.names)?;
        let mut saturated = 0.0;
        for pattern in &patterns {
            saturated += minus_two_log_likelihood(pattern, &mean, &covariance).ok_or_else(|| {
                Error::NotPositiveDefinite { what: "the saturated covariance matrix".to_owned() }
            })?;
        }
        Ok(Self { columns, n, patterns, mean, covariance, saturated, used })
    }
}

/// Pairs of columns that share no row have no covariance.
fn never_together(names: &[String], columns: &[Vec<f64>]) -> Result<(), Error> {
    for one in 0..columns.len() {
        for other in 0..one {
            let together =
                columns[one].iter().zip(&columns[other]).any(|(x, y)| x.is_finite() && y.is_finite());
            if !together {
                let what =
                    format!("a covariance matrix in which {} and {} never meet", names[other], names[one]);
                return Err(Error::NotPositiveDefinite { what });
            }
        }
    }
    Ok(())
}

/// −2 log L of the rows of a pattern, without the constant p log 2π.
pub(super) fn minus_two_log_likelihood(
    pattern: &Pattern,
    mean: &DVector<f64>,
    covariance: &DMatrix<f64>,
) -> Option<f64> {
    let (part, centre) = marginal(pattern, mean, covariance);
    let factor = Cholesky::new(part)?;
    let log: f64 = factor.l_dirty().diagonal().iter().map(|pivot| 2.0 * pivot.ln()).sum();
    let difference = &pattern.mean - centre;
    let inverse = factor.inverse();
    let trace = inverse.component_mul(&pattern.covariance).sum();
    Some(pattern.n * (log + trace + (difference.transpose() * &inverse * &difference)[(0, 0)]))
}

fn marginal(
    pattern: &Pattern,
    mean: &DVector<f64>,
    covariance: &DMatrix<f64>,
) -> (DMatrix<f64>, DVector<f64>) {
    let observed = &pattern.observed;
    let k = observed.len();
    (
        DMatrix::from_fn(k, k, |row, column| covariance[(observed[row], observed[column])]),
        DVector::from_fn(k, |row, _| mean[observed[row]]),
    )
}

const MOST_STEPS: usize = 20_000;

fn expectation_maximization(
    patterns: &[Pattern],
    p: usize,
    n: f64,
) -> Result<(DVector<f64>, DMatrix<f64>), Error> {
    let mut mean = DVector::zeros(p);
    let mut variance = DVector::zeros(p);
    let mut seen = DVector::zeros(p);
    for pattern in patterns {
        for (index, column) in pattern.observed.iter().enumerate() {
            mean[*column] += pattern.n * pattern.mean[index];
            seen[*column] += pattern.n;
        }
    }
    mean.component_div_assign(&seen);
    for pattern in patterns {
        for (index, column) in pattern.observed.iter().enumerate() {
            let off: f64 = pattern.mean[index] - mean[*column];
            variance[*column] += pattern.n * (pattern.covariance[(index, index)] + off * off);
        }
    }
    variance.component_div_assign(&seen);
    let mut covariance = DMatrix::from_diagonal(&variance);
    let broken =
        || Error::NotPositiveDefinite { what: "the covariance matrix of the EM algorithm".to_owned() };
    for _ in 0..MOST_STEPS {
        let mut sum = DVector::zeros(p);
        let mut products = DMatrix::zeros(p, p);
        for pattern in patterns {
            add_expected(pattern, &mean, &covariance, &mut sum, &mut products).ok_or_else(broken)?;
        }
        // `sum` and `products` are around the old mean, so that large means cost no digits.
        let shift = sum / n;
        let next_mean = &mean + &shift;
        let next = products / n - &shift * shift.transpose();
        let scale = |row: usize| variance[row].max(f64::MIN_POSITIVE).sqrt();
        let mut change: f64 = 0.0;
        for row in 0..p {
            change = change.max((next_mean[row] - mean[row]).abs() / scale(row));
            for column in 0..=row {
                let moved: f64 = next[(row, column)] - covariance[(row, column)];
                change = change.max(moved.abs() / (scale(row) * scale(column)));
            }
        }
        mean = next_mean;
        covariance = next;
        if change < 1e-12 {
            return Ok((mean, covariance));
        }
    }
    Err(Error::NoConvergence { method: "EM", iterations: MOST_STEPS })
}

/// Adds a pattern's expected sums of deviations and of their products, given the current moments.
fn add_expected(
    pattern: &Pattern,
    mean: &DVector<f64>,
    covariance: &DMatrix<f64>,
    sum: &mut DVector<f64>,
    products: &mut DMatrix<f64>,
) -> Option<()> {
    let p = mean.len();
    let observed = &pattern.observed;
    let missing: Vec<usize> = (0..p).filter(|column| !observed.contains(column)).collect();
    let (part, centre) = marginal(pattern, mean, covariance);
    let inverse = Cholesky::new(part)?.inverse();
    let cross = DMatrix::from_fn(missing.len(), observed.len(), |row, column| {
        covariance[(missing[row], observed[column])]
    });
    let slope = &cross * inverse;
    let deviation = &pattern.mean - centre;
    let there = &pattern.covariance + &deviation * deviation.transpose();
    let predicted = &slope * &deviation;
    let between = &slope * &there;
    let within = &between * slope.transpose() - &slope * cross.transpose();
    let n = pattern.n;
    for (row, one) in observed.iter().enumerate() {
        sum[*one] += n * deviation[row];
        for (column, other) in observed.iter().enumerate() {
            products[(*one, *other)] += n * there[(row, column)];
        }
    }
    for (row, one) in missing.iter().enumerate() {
        sum[*one] += n * predicted[row];
        for (column, other) in observed.iter().enumerate() {
            products[(*one, *other)] += n * between[(row, column)];
            products[(*other, *one)] += n * between[(row, column)];
        }
        for (column, other) in missing.iter().enumerate() {
            products[(*one, *other)] += n * (within[(row, column)] + covariance[(*one, *other)]);
        }
    }
    Some(())
}
