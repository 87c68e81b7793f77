//! Correlation matrices: from rows, with gaps or without, or as somebody gives them.

use crate::stats::describe::{count, moments};
use crate::stats::linear::eigenvalues;
use crate::stats::sum::{centred, cross_products, dot};
use crate::stats::{Error, Matrix, Table};
use nalgebra::DMatrix;

/// What becomes of rows with missing values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// They are left out.
    Listwise,
    /// Each pair of columns uses the rows in which both are there.
    Pairwise,
}

/// Correlations with the number of rows behind them.
#[derive(Clone, PartialEq, Debug)]
pub struct Correlations {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Symmetric, with ones in the diagonal.
    pub matrix: Matrix,
    /// Rows: the complete ones, or all of them for pairwise correlations.
    pub n: usize,
}

/// Pearson correlations of all columns.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::TooFewRows`] when a pair has fewer than two rows, [`Error::Constant`] with
/// every column that has no variance.
pub fn correlations(table: &Table, missing: Missing) -> Result<Correlations, Error> {
    let used = match missing {
        Missing::Listwise => table.complete(),
        Missing::Pairwise => table.clone(),
    };
    let k = check(&used)?;
    let all = AllProducts::of(&used);
    let mut cells = vec![1.0; k * k];
    for row in 0..k {
        for column in 0..row {
            let sums = all.pair(&used, row, column);
            if sums.n < 2 {
                return Err(Error::TooFewRows { needed: 2, got: sums.n });
            }
            if !(sums.xx > 0.0 && sums.yy > 0.0) {
                let constant = if sums.xx > 0.0 { column } else { row };
                return Err(Error::Constant { columns: vec![used.names[constant].clone()] });
            }
            // Rounding may leave a value beyond ±1 by one unit in the last place; the true value lies inside.
            let r = (sums.xy / (sums.xx.sqrt() * sums.yy.sqrt())).clamp(-1.0, 1.0);
            cells[row * k + column] = r;
            cells[column * k + row] = r;
        }
    }
    let n = used.rows();
    Ok(Correlations { names: used.names, matrix: Matrix { width: k, cells }, n })
}

/// Covariances (divisor n − 1) of all columns; pairwise ones use the pair's own means, and a column's own variance all of
/// its values.
///
/// # Errors
/// As [`correlations`].
pub fn covariances(table: &Table, missing: Missing) -> Result<Matrix, Error> {
    let used = match missing {
        Missing::Listwise => table.complete(),
        Missing::Pairwise => table.clone(),
    };
    let k = check(&used)?;
    let all = AllProducts::of(&used);
    let mut cells = vec![0.0; k * k];
    for row in 0..k {
        for column in 0..=row {
            let sums = all.pair(&used, row, column);
            if sums.n < 2 {
                return Err(Error::TooFewRows { needed: 2, got: sums.n });
            }
            let value = sums.xy / (count(sums.n) - 1.0);
            cells[row * k + column] = value;
            cells[column * k + row] = value;
        }
    }
    Ok(Matrix { width: k, cells })
}

/// Takes a correlation matrix as it is given, with the number of rows it came from.
///
/// # Errors
/// [`Error::NotACorrelation`] when it is not square, not symmetric, has no ones in the diagonal, a value beyond ±1, or a
/// clearly negative eigenvalue.
pub fn given_correlations(names: &[String], matrix: Matrix, n: usize) -> Result<Correlations, Error> {
    let bad = |reason: String| Err(Error::NotACorrelation { reason });
    let k = names.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    if matrix.width != k || matrix.height() != k {
        return bad(format!("{} rows and {} columns", matrix.height(), matrix.width));
    }
    for row in 0..k {
        for column in 0..k {
            let value = matrix.at(row, column);
            let place = format!("{} and {}", names[row], names[column]);
            if !value.is_finite() || value.abs() > 1.0 + 1e-8 {
                return bad(format!("{value} between {place}"));
            }
            if row == column && (value - 1.0).abs() > 1e-6 {
                return bad(format!("{value} in the diagonal at {}", names[row]));
            }
            if (value - matrix.at(column, row)).abs() > 1e-6 {
                return bad(format!("two values between {place}"));
            }
        }
    }
    if eigenvalues(&matrix.dense()).last().is_some_and(|smallest| *smallest < -1e-6) {
        return bad("an eigenvalue is negative".to_owned());
    }
    Ok(Correlations { names: names.to_vec(), matrix, n })
}

/// Whether a variance is one; NaN is none.
fn positive(variance: f64) -> bool {
    variance > 0.0
}

fn check(table: &Table) -> Result<usize, Error> {
    let k = table.columns.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    if table.rows() < 2 {
        return Err(Error::TooFewRows { needed: 2, got: table.rows() });
    }
    let constant: Vec<String> = table
        .names
        .iter()
        .zip(&table.columns)
        .filter(|(_, column)| !positive(moments(column).variance))
        .map(|(name, _)| name.clone())
        .collect();
    if constant.is_empty() { Ok(k) } else { Err(Error::Constant { columns: constant }) }
}

/// Centred sums over the rows in which both columns have a value.
struct Products {
    n: usize,
    xx: f64,
    yy: f64,
    xy: f64,
}

/// The sums of all pairs at once, when no cell is missing.
struct AllProducts(Option<DMatrix<f64>>);

impl AllProducts {
    fn of(table: &Table) -> Self {
        let whole = table.columns.iter().all(|column| !column.iter().any(|value| value.is_nan()));
        Self(whole.then(|| {
            let deviations: Vec<Vec<f64>> = table.columns.iter().map(|column| centred(column)).collect();
            cross_products(&deviations)
        }))
    }

    fn pair(&self, table: &Table, one: usize, other: usize) -> Products {
        match &self.0 {
            Some(sums) => Products {
                n: table.rows(),
                xx: sums[(one, one)],
                yy: sums[(other, other)],
                xy: sums[(one, other)],
            },
            None => products(&table.columns[one], &table.columns[other]),
        }
    }
}

fn products(x: &[f64], y: &[f64]) -> Products {
    let (x, y): (Vec<f64>, Vec<f64>) =
        x.iter().copied().zip(y.iter().copied()).filter(|(x, y)| !x.is_nan() && !y.is_nan()).unzip();
    let (x, y) = (centred(&x), centred(&y));
    Products { n: x.len(), xx: dot(&x, &x), yy: dot(&y, &y), xy: dot(&x, &y) }
}
