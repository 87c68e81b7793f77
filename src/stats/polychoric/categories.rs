//! Ordered categories: their borders and how often they meet.

use crate::stats::distribution::normal_quantile;
use crate::stats::{Error, Table};

/// Most categories that a column may have.
pub(super) const MOST_CATEGORIES: usize = 20;

/// A column as numbers of categories.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Coded {
    /// The values that occur, in order.
    pub(super) values: Vec<f64>,
    /// The number of its category for every row.
    pub(super) codes: Vec<usize>,
    /// The borders between the categories on the normal variable behind them, −∞ and ∞ among them.
    pub(super) borders: Vec<f64>,
}

/// Codes the columns of a table without missing values.
///
/// # Errors
/// [`Error::TooFewRows`] without rows, [`Error::Constant`] for columns with one category, [`Error::NotCategories`] for
/// columns with more than 20 values.
pub(super) fn code(table: &Table) -> Result<Vec<Coded>, Error> {
    if table.rows() < 2 {
        return Err(Error::TooFewRows { needed: 2, got: table.rows() });
    }
    let mut found = Vec::with_capacity(table.columns.len());
    let (mut constant, mut many) = (Vec::new(), Vec::new());
    for (name, column) in table.names.iter().zip(&table.columns) {
        let mut values = column.clone();
        values.sort_by(f64::total_cmp);
        values.dedup_by(|one, other| one.total_cmp(other).is_eq());
        if values.len() < 2 {
            constant.push(name.clone());
        } else if values.len() > MOST_CATEGORIES {
            many.push(name.clone());
        } else {
            let codes = column
                .iter()
                .map(|value| values.iter().position(|other| other.total_cmp(value).is_eq()).unwrap_or(0))
                .collect::<Vec<_>>();
            let mut counts = vec![0.0; values.len()];
            codes.iter().for_each(|code| counts[*code] += 1.0);
            found.push(Coded { borders: borders(&counts, counts.iter().sum()), codes, values });
        }
    }
    if !constant.is_empty() {
        return Err(Error::Constant { columns: constant });
    }
    if !many.is_empty() {
        let reason = format!("more than {MOST_CATEGORIES} different values");
        return Err(Error::NotCategories { columns: many, reason });
    }
    Ok(found)
}

/// The normal quantiles of the cumulated shares of a total, at most almost all of it.
pub(super) fn borders(counts: &[f64], total: f64) -> Vec<f64> {
    let mut found = vec![f64::NEG_INFINITY];
    let mut sum = 0.0;
    for share in &counts[..counts.len() - 1] {
        sum += share;
        found.push(normal_quantile((sum / total).min(1.0 - 1e-15)));
    }
    found.push(f64::INFINITY);
    found
}

/// How often each category of one column meets each of another, row by row.
pub(super) fn cross_table(one: &Coded, other: &Coded) -> Vec<f64> {
    let width = other.values.len();
    let mut found = vec![0.0; one.values.len() * width];
    for (row, column) in one.codes.iter().zip(&other.codes) {
        found[row * width + column] += 1.0;
    }
    found
}
