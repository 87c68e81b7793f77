//! Correlations of all pairs of columns.

use crate::stats::describe::association::{
    Association, Coefficient, associate, covariance, judge, judge_kendall, varies,
};
use crate::stats::describe::moments::count;
use crate::stats::describe::ranks::mid_ranks;
use crate::stats::factor::Missing;
use crate::stats::{Error, Matrix, Table};

/// One coefficient between all pairs of columns. All matrices are symmetric, in the order of the columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Associations {
    /// The coefficients, with ones in the diagonal; NaN for a column without variance.
    pub value: Matrix,
    /// Two-sided p; 0 in the diagonal.
    pub p: Matrix,
    /// Lower limits of the intervals; 1 in the diagonal.
    pub low: Matrix,
    /// Upper limits.
    pub high: Matrix,
    /// Rows behind each cell; in the diagonal those of the column.
    pub n: Matrix,
}

/// Correlations of all pairs of columns; see [`Association`] for tests and intervals. A cell that is not defined is NaN, so
/// that one constant or empty column does not cost the others their values.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::BadOption`] for a confidence outside (0, 1).
pub fn associations(
    table: &Table,
    coefficient: Coefficient,
    missing: Missing,
    confidence: f64,
) -> Result<Associations, Error> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Error::BadOption { name: "confidence", reason: "must lie between 0 and 1".to_owned() });
    }
    let k = table.columns.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    let whole = table.complete();
    let gaps = missing == Missing::Pairwise && whole.rows() < table.rows();
    // Ranks of whole columns serve all pairs; with gaps every pair has its own.
    let columns = match (gaps, coefficient) {
        (true, _) => table.columns.clone(),
        (false, Coefficient::Spearman) => whole.columns.iter().map(|column| mid_ranks(column)).collect(),
        (false, _) => whole.columns,
    };
    let of_pair = |x: &[f64], y: &[f64]| match (gaps, coefficient) {
        (true, _) => associate(x, y, coefficient, confidence),
        (false, Coefficient::Kendall) => judge_kendall(x, y, confidence),
        (false, _) => judge(x, y, coefficient, confidence),
    };
    let square = || Matrix { width: k, cells: vec![1.0; k * k] };
    let mut found = Associations { value: square(), p: square(), low: square(), high: square(), n: square() };
    for (row, x) in columns.iter().enumerate() {
        let n = x.iter().filter(|value| value.is_finite()).count();
        found.p.cells[row * k + row] = 0.0;
        found.n.cells[row * k + row] = count(n);
        for (column, y) in columns.iter().enumerate().take(row) {
            found.put(row, column, of_pair(x, y));
        }
    }
    Ok(found)
}

impl Associations {
    fn put(&mut self, row: usize, column: usize, cell: Association) {
        let k = self.value.width;
        for at in [row * k + column, column * k + row] {
            self.value.cells[at] = cell.value;
            self.p.cells[at] = cell.p;
            (self.low.cells[at], self.high.cells[at]) = cell.interval;
            self.n.cells[at] = count(cell.n);
        }
    }
}

/// Covariances of all pairs of columns over the complete rows, divisor n − 1; NaN below two of them.
pub fn listwise_covariances(table: &Table) -> Matrix {
    let whole = table.complete();
    let k = whole.columns.len();
    let mut cells = vec![0.0; k * k];
    for (row, x) in whole.columns.iter().enumerate() {
        for (column, y) in whole.columns.iter().enumerate().take(row + 1) {
            let value = covariance(x, y);
            cells[row * k + column] = value;
            cells[column * k + row] = value;
        }
    }
    Matrix { width: k, cells }
}

/// Names of the columns that hold one value only, or none.
pub fn unvarying(table: &Table) -> Vec<String> {
    let still = |column: &[f64]| {
        let values: Vec<f64> = column.iter().copied().filter(|value| value.is_finite()).collect();
        !varies(&values)
    };
    let pairs = table.names.iter().zip(&table.columns);
    pairs.filter(|(_, column)| still(column)).map(|(name, _)| name.clone()).collect()
}
