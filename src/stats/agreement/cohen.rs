//! Two coders: Cohen's κ.

use crate::stats::agreement::Ratings;
use crate::stats::distribution::{normal_lower, normal_quantile};
use crate::stats::{Error, Matrix};

/// κ with one kind of weights.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cohen {
    /// κ; NaN when chance agreement is complete.
    pub kappa: f64,
    /// Weighted observed agreement.
    pub observed: f64,
    /// Weighted agreement by chance.
    pub chance: f64,
    /// Standard error of κ.
    pub error: f64,
    /// Standard error when the coders are independent, for the test.
    pub null_error: f64,
    /// κ over `null_error`.
    pub z: f64,
    /// Two-sided p.
    pub p: f64,
    /// 95 % interval.
    pub interval: (f64, f64),
}

/// κ of two coders in three weightings.
#[derive(Clone, PartialEq, Debug)]
pub struct CohenPair {
    /// The one coder.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// Categories that either of them used, as positions.
    pub levels: Vec<usize>,
    /// How often each category of the one met each of the other.
    pub table: Matrix,
    /// Unweighted, linear (Cicchetti & Allison 1971), quadratic (Fleiss & Cohen 1973).
    pub kappas: [Cohen; 3],
}

/// κ of a contingency table in three weightings, with the standard errors of Fleiss, Cohen and Everitt (1969).
///
/// # Errors
/// [`Error::NotCategories`] for a table that is not square, has negative cells or is empty.
pub fn cohen_table(table: &Matrix) -> Result<[Cohen; 3], Error> {
    let k = table.width;
    let total: f64 = table.cells.iter().sum();
    let wrong =
        |reason: &str| Error::NotCategories { columns: vec!["table".to_owned()], reason: reason.to_owned() };
    if k == 0 || table.height() != k {
        return Err(wrong("rows and columns must be the same categories"));
    }
    if table.cells.iter().any(|cell| !cell.is_finite() || *cell < 0.0) || total <= 0.0 {
        return Err(wrong("cells must be counts"));
    }
    Ok([0_i32, 1, 2].map(|power| cohen(table, total, power)))
}

/// Weight of a pair of categories: 1 on the diagonal, 1 − (distance / largest)^power elsewhere, 0 for power 0.
fn weight(one: usize, other: usize, k: usize, power: i32) -> f64 {
    if one == other {
        return 1.0;
    }
    if power == 0 || k < 2 {
        return 0.0;
    }
    let distance = crate::stats::describe::count(one.abs_diff(other)) / crate::stats::describe::count(k - 1);
    1.0 - distance.powi(power)
}

fn cohen(table: &Matrix, total: f64, power: i32) -> Cohen {
    let k = table.width;
    let share = |row: usize, column: usize| table.at(row, column) / total;
    let rows: Vec<f64> = (0..k).map(|row| (0..k).map(|column| share(row, column)).sum()).collect();
    let columns: Vec<f64> = (0..k).map(|column| (0..k).map(|row| share(row, column)).sum()).collect();
    let w = |row: usize, column: usize| weight(row, column, k, power);
    let (mut observed, mut chance) = (0.0, 0.0);
    for (row, left) in rows.iter().enumerate() {
        for (column, right) in columns.iter().enumerate() {
            observed += w(row, column) * share(row, column);
            chance += w(row, column) * left * right;
        }
    }
    let mean_row: Vec<f64> =
        (0..k).map(|row| (0..k).map(|column| w(row, column) * columns[column]).sum()).collect();
    let mean_column: Vec<f64> =
        (0..k).map(|column| (0..k).map(|row| w(row, column) * rows[row]).sum()).collect();
    let kappa = (observed - chance) / (1.0 - chance);
    let (mut spread, mut null) = (0.0, 0.0);
    for row in 0..k {
        for column in 0..k {
            let middle = mean_row[row] + mean_column[column];
            spread +=
                share(row, column) * (w(row, column) * (1.0 - chance) - middle * (1.0 - observed)).powi(2);
            null += rows[row] * columns[column] * (w(row, column) - middle).powi(2);
        }
    }
    let rest = observed * chance - 2.0 * chance + observed;
    let error = ((spread - rest * rest).max(0.0) / total).sqrt() / (1.0 - chance).powi(2);
    let null_error = ((null - chance * chance).max(0.0) / total).sqrt() / (1.0 - chance);
    let z = kappa / null_error;
    let critical = normal_quantile(0.975);
    Cohen {
        kappa,
        observed,
        chance,
        error,
        null_error,
        z,
        p: 2.0 * normal_lower(-z.abs()),
        interval: (kappa - critical * error, kappa + critical * error),
    }
}

/// κ of all pairs of coders, each over the units that both rated and the categories that either used; pairs without common
/// units are left out.
pub fn cohen_pairs(ratings: &Ratings) -> Vec<CohenPair> {
    let coders = ratings.coders.len();
    let mut found = Vec::new();
    for one in 0..coders {
        for other in one + 1..coders {
            let both: Vec<(usize, usize)> =
                ratings.units.iter().filter_map(|unit| unit[one].zip(unit[other])).collect();
            let mut levels: Vec<usize> = both.iter().flat_map(|(left, right)| [*left, *right]).collect();
            levels.sort_unstable();
            levels.dedup();
            let place = |category: usize| levels.iter().position(|level| *level == category).unwrap_or(0);
            let mut cells = vec![0.0; levels.len() * levels.len()];
            for (left, right) in &both {
                cells[place(*left) * levels.len() + place(*right)] += 1.0;
            }
            let table = Matrix { width: levels.len(), cells };
            if let Ok(kappas) = cohen_table(&table) {
                found.push(CohenPair { one, other, levels, table, kappas });
            }
        }
    }
    found
}
