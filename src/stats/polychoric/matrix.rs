//! Polychoric correlations of all pairs, with their sampling covariances.

use crate::stats::describe::count;
use crate::stats::factor::{Missing, correlations};
use crate::stats::linear::eigenvalues;
use crate::stats::polychoric::categories::{Coded, borders, code, cross_table};
use crate::stats::polychoric::joint::full_likelihood;
use crate::stats::polychoric::pair::{Pair, density};
use crate::stats::{Error, Matrix, Table};
use nalgebra::{Cholesky, DMatrix};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// What becomes of cells in which nobody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EmptyCells {
    /// They stay empty, but for 2 × 2 tables, where they count one half with the margins kept (lavaan, polycor).
    #[default]
    Keep,
    /// They count one half, and the borders move with them, the number of rows staying as it is (psych's default).
    AddHalf,
    /// They stay empty in every table.
    KeepAll,
}

/// Polychoric correlations.
#[derive(Clone, PartialEq, Debug)]
pub struct Polychoric {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Complete rows.
    pub n: usize,
    /// Borders between the categories of each column.
    pub thresholds: Vec<Vec<f64>>,
    /// The correlations.
    pub correlations: Matrix,
    /// Smallest eigenvalue; the matrix is left as it is when it is negative.
    pub smallest_eigenvalue: f64,
}

/// Estimates of one pair in both ways.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FirstPair {
    /// Borders from the margins first.
    pub two_step: f64,
    /// Its standard error, the borders taken as known.
    pub two_step_error: f64,
    /// Borders and correlation together.
    pub full: f64,
    /// Its standard error.
    pub full_error: f64,
}

/// Statistics of ordered variables with their sampling covariances (Muthén 1984).
#[derive(Clone, PartialEq, Debug)]
pub struct Ordinal {
    /// Names of the columns.
    pub names: Vec<String>,
    /// The values of each column, in order.
    pub categories: Vec<Vec<f64>>,
    /// Rows.
    pub n: usize,
    /// Borders of each column.
    pub thresholds: Vec<Vec<f64>>,
    /// Correlations.
    pub correlations: Matrix,
    /// n times the covariances of all thresholds, column by column, then of the correlations, the lower triangle column by
    /// column.
    pub gamma: Matrix,
}

/// Pairs of columns in the order of the lower triangle, column by column: the later column first.
fn pairs(p: usize) -> Vec<(usize, usize)> {
    (0..p).flat_map(|column| (column + 1..p).map(move |row| (row, column))).collect()
}

/// The table of a pair after what is to become of empty cells of a 2 × 2 table: one half moves around it, so that the
/// margins stay.
fn adjusted(one: &Coded, other: &Coded, empty: EmptyCells) -> Vec<f64> {
    let counts = cross_table(one, other);
    let small = one.values.len() == 2 && other.values.len() == 2;
    match counts.iter().position(|count| *count < 0.5) {
        Some(hole) if small && empty == EmptyCells::Keep => {
            let moved: Vec<f64> = counts
                .iter()
                .enumerate()
                .map(
                    |(index, count)| {
                        if index == hole || index == 3 - hole { count + 0.5 } else { count - 0.5 }
                    },
                )
                .collect();
            if moved.iter().any(|count| *count < 0.0) { counts } else { moved }
        }
        _ => counts,
    }
}

/// Largest size of an estimate where categories determine each other: lavaan's bound, and that of polycor and psych.
const LARGEST: f64 = 0.999;
const LARGEST_OTHERS: f64 = 0.9999;

/// Says whether only one diagonal of a 2 × 2 table has rows, and which sign the correlation has then.
fn perfect(counts: &[f64]) -> Option<f64> {
    match counts {
        [one, other, third, last] if *other < 0.5 && *third < 0.5 && *one > 0.0 && *last > 0.0 => Some(1.0),
        [one, other, third, last] if *one < 0.5 && *last < 0.5 && *other > 0.0 && *third > 0.0 => Some(-1.0),
        _ => None,
    }
}

fn pair_correlation(one: &Coded, other: &Coded, start: f64, empty: EmptyCells) -> f64 {
    let mut counts = adjusted(one, other, empty);
    if empty == EmptyCells::AddHalf {
        let n = count(one.codes.len());
        counts.iter_mut().filter(|count| **count < 0.5).for_each(|count| *count = 0.5);
        let width = other.values.len();
        let sums: Vec<f64> = counts.chunks(width).map(|row| row.iter().sum()).collect();
        let across: Vec<f64> =
            (0..width).map(|column| counts.iter().skip(column).step_by(width).sum()).collect();
        let (rows, columns) = (borders(&sums, n), borders(&across, n));
        return Pair { counts: &counts, rows: &rows, columns: &columns }.correlation(start, LARGEST_OTHERS);
    }
    let largest = if empty == EmptyCells::Keep { LARGEST } else { LARGEST_OTHERS };
    Pair { counts: &counts, rows: &one.borders, columns: &other.borders }.correlation(start, largest)
}

fn estimate(table: &Table, coded: &[Coded], empty: EmptyCells) -> Result<(Vec<f64>, Matrix), Error> {
    let p = coded.len();
    let start = correlations(table, Missing::Listwise)?.matrix;
    let found: Vec<f64> = pairs(p)
        .into_par_iter()
        .map(|(row, column)| pair_correlation(&coded[row], &coded[column], start.at(row, column), empty))
        .collect();
    let mut cells = vec![1.0; p * p];
    for ((row, column), value) in pairs(p).into_iter().zip(&found) {
        cells[row * p + column] = *value;
        cells[column * p + row] = *value;
    }
    Ok((found, Matrix { width: p, cells }))
}

fn inner(borders: &[f64]) -> Vec<f64> {
    borders[1..borders.len() - 1].to_vec()
}

/// Polychoric correlations of all columns over the complete rows, in two steps (Olsson 1979): borders from the margins, then
/// each correlation by maximum likelihood. Also the first pair in both ways.
///
/// Where categories determine each other the likelihood rises up to ±1: two items of two categories get ±1, any others stop
/// at ±.999 (at ±.9999 with the other treatments of empty cells), as in the programs that these treatments come from.
///
/// A matrix of them need not be positive definite; its smallest eigenvalue says it, and nothing is smoothed.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::TooFewRows`], [`Error::Constant`], [`Error::NotCategories`].
pub fn polychoric(table: &Table, empty: EmptyCells) -> Result<(Polychoric, FirstPair), Error> {
    if table.columns.len() < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: table.columns.len() });
    }
    let complete = table.complete();
    let coded = code(&complete)?;
    let (_, mut matrix) = estimate(&complete, &coded, empty)?;
    if empty == EmptyCells::Keep {
        for (row, column) in pairs(coded.len()) {
            let small = coded[row].values.len() == 2 && coded[column].values.len() == 2;
            if let Some(sign) = small.then(|| perfect(&cross_table(&coded[row], &coded[column]))).flatten() {
                let width = matrix.width;
                matrix.cells[row * width + column] = sign;
                matrix.cells[column * width + row] = sign;
            }
        }
    }
    let counts = cross_table(&coded[0], &coded[1]);
    let pair = Pair { counts: &counts, rows: &coded[0].borders, columns: &coded[1].borders };
    let two_step = pair.correlation(matrix.at(0, 1), LARGEST_OTHERS);
    let (full, full_error) = full_likelihood(&counts, pair.rows, pair.columns, two_step);
    let first = FirstPair { two_step, two_step_error: pair.error(two_step), full, full_error };
    let smallest_eigenvalue = eigenvalues(&matrix.dense()).last().copied().unwrap_or(f64::NAN);
    let thresholds = coded.iter().map(|column| inner(&column.borders)).collect();
    let n = complete.rows();
    let names = complete.names;
    Ok((Polychoric { names, n, thresholds, correlations: matrix, smallest_eigenvalue }, first))
}

/// Thresholds and polychoric correlations of whole rows with their sampling covariances (Muthén 1984, three-stage
/// estimation): each row's share of every estimate is A⁻¹ times its scores, and Γ is n times the sum of their products.
/// The blocks of A are sums of products of scores, as in lavaan 0.6.
///
/// # Errors
/// As [`polychoric`]; [`Error::NotPositiveDefinite`] when the borders of a column cannot be told apart.
pub fn ordinal_statistics(table: &Table) -> Result<Ordinal, Error> {
    if table.columns.len() < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: table.columns.len() });
    }
    let complete = table.complete().in_order();
    let coded = code(&complete)?;
    let (found, matrix) = estimate(&complete, &coded, EmptyCells::Keep)?;
    let n = complete.rows();
    let border_shares = coded
        .iter()
        .zip(&complete.names)
        .map(|(column, name)| border_shares(column, n, name))
        .collect::<Result<Vec<_>, _>>()?;
    let offsets: Vec<usize> = coded
        .iter()
        .scan(0, |sum, column| {
            let offset = *sum;
            *sum += column.values.len() - 1;
            Some(offset)
        })
        .collect();
    let thresholds: usize = coded.iter().map(|column| column.values.len() - 1).sum();
    let list = pairs(coded.len());
    let shares: Vec<Vec<f64>> = list
        .par_iter()
        .zip(&found)
        .map(|((row, column), rho)| {
            correlation_shares(
                (&coded[*row], &border_shares[*row]),
                (&coded[*column], &border_shares[*column]),
                *rho,
            )
        })
        .collect();
    let mut influence = DMatrix::zeros(n, thresholds + list.len());
    for ((column, shares), offset) in coded.iter().zip(&border_shares).zip(&offsets) {
        for (case, code) in column.codes.iter().enumerate() {
            for border in 0..column.values.len() - 1 {
                influence[(case, offset + border)] = shares[(*code, border)];
            }
        }
    }
    for (number, shares) in shares.into_iter().enumerate() {
        influence.column_mut(thresholds + number).copy_from_slice(&shares);
    }
    let gamma = influence.transpose() * &influence * count(n);
    let categories = coded.iter().map(|column| column.values.clone()).collect();
    let thresholds = coded.iter().map(|column| inner(&column.borders)).collect();
    let gamma = Matrix::of(&gamma);
    Ok(Ordinal { names: complete.names, categories, n, thresholds, correlations: matrix, gamma })
}

/// A₁₁⁻¹ times the scores of a row in each category: the row's share of every border.
fn border_shares(column: &Coded, n: usize, name: &str) -> Result<DMatrix<f64>, Error> {
    let k = column.values.len();
    let mut counts = vec![0.0; k];
    column.codes.iter().for_each(|code| counts[*code] += 1.0);
    let mut scores = DMatrix::zeros(k, k - 1);
    for code in 0..k {
        let probability = counts[code] / count(n);
        if code < k - 1 {
            scores[(code, code)] = density(column.borders[code + 1]) / probability;
        }
        if code > 0 {
            scores[(code, code - 1)] = -density(column.borders[code]) / probability;
        }
    }
    let mut sum = DMatrix::zeros(k - 1, k - 1);
    for (row, times) in scores.row_iter().zip(&counts) {
        sum += row.transpose() * row * *times;
    }
    let factor = Cholesky::new(sum).ok_or_else(|| Error::NotPositiveDefinite {
        what: format!("the information of the borders of {name}"),
    })?;
    Ok(factor.solve(&scores.transpose()).transpose())
}

/// Every row's share of a correlation: (score − A₂₁ times its shares of the borders) / A₂₂.
fn correlation_shares(
    (one, one_shares): (&Coded, &DMatrix<f64>),
    (other, other_shares): (&Coded, &DMatrix<f64>),
    rho: f64,
) -> Vec<f64> {
    let counts = cross_table(one, other);
    let pair = Pair { counts: &counts, rows: &one.borders, columns: &other.borders };
    let slopes = pair.log_slopes(rho);
    let (height, width) = (one.values.len() - 1, other.values.len() - 1);
    let last = height + width;
    let mut cross = vec![0.0; last];
    let mut own = 0.0;
    for (count, slopes) in counts.iter().zip(&slopes) {
        own += count * slopes[last] * slopes[last];
        for (sum, slope) in cross.iter_mut().zip(slopes) {
            *sum += count * slope * slopes[last];
        }
    }
    let columns = other.values.len();
    let of_cell: Vec<f64> = (0..counts.len())
        .map(|cell| {
            let (a, b) = (cell / columns, cell % columns);
            let rows: f64 = (0..height).map(|border| cross[border] * one_shares[(a, border)]).sum();
            let across: f64 =
                (0..width).map(|border| cross[height + border] * other_shares[(b, border)]).sum();
            (slopes[cell][last] - rows - across) / own
        })
        .collect();
    one.codes.iter().zip(&other.codes).map(|(a, b)| of_cell[a * columns + b]).collect()
}

#[cfg(test)]
mod tests {
    use super::{EmptyCells, polychoric};
    use crate::stats::Table;

    /// A row for each count of a two-way table.
    fn rows(cells: &[&[u32]]) -> Table {
        let mut columns = vec![Vec::new(), Vec::new()];
        for (row, counts) in (1..).zip(cells) {
            for (column, count) in (1..).zip(*counts) {
                for _ in 0..*count {
                    columns[0].push(f64::from(row));
                    columns[1].push(f64::from(column));
                }
            }
        }
        Table { names: vec!["a".to_owned(), "b".to_owned()], columns }
    }

    fn check(cells: &[&[u32]], expected: f64) {
        let (found, _) = polychoric(&rows(cells), EmptyCells::Keep).unwrap();
        let found = found.correlations.at(0, 1);
        assert!((found - expected).abs() < 1e-6, "{cells:?}: {found} for {expected}");
    }

    /// lavaan 0.6-14, `lavCor(z, ordered = names(z), estimator = "two.step")`.
    #[test]
    fn tables_with_empty_cells_are_taken_as_lavaan_takes_them() {
        check(&[&[40, 0], &[0, 60]], 1.0);
        check(&[&[0, 40], &[60, 0]], -1.0);
        check(&[&[30, 0, 0], &[0, 30, 0], &[0, 0, 30]], 0.999);
        check(&[&[30, 0], &[5, 20]], 0.968_843_272_804_037_5);
        check(&[&[900, 30, 0], &[40, 20, 0], &[0, 0, 1]], 0.695_909_453_935_931_4);
    }

    /// One row far from all others, whose cell has a probability of 1e-10 and less. The values are the largest of a
    /// likelihood summed in R with Simpson's rule of 40,000 panels over the conditional normal distribution; differences of
    /// the distribution function, as programs take them, lose those cells and run to ±.999.
    #[test]
    fn a_row_in_an_almost_impossible_cell_counts() {
        check(
            &[
                &[400, 3, 0, 0, 1],
                &[2, 300, 4, 0, 0],
                &[0, 5, 200, 2, 0],
                &[0, 0, 3, 100, 1],
                &[1, 0, 0, 2, 50],
            ],
            0.980_219_784,
        );
        check(
            &[&[1, 0, 0, 0, 900], &[0, 2, 0, 1, 20], &[0, 0, 500, 0, 2], &[1, 400, 0, 0, 1]],
            -0.977_296_416,
        );
    }
}
