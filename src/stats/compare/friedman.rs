//! Do several measurements of the same rows differ in rank?

use crate::stats::compare::ranks::{ranks, signed_rank, tied};
use crate::stats::compare::{Correction, adjust};
use crate::stats::describe::count;
use crate::stats::distribution::{chi_square_upper, studentized_range_upper};
use crate::stats::{Error, Table};

/// One pair of columns after Friedman's test.
#[derive(Clone, PartialEq, Debug)]
pub struct RankPair {
    /// Earlier column.
    pub one: usize,
    /// Later column.
    pub other: usize,
    /// Two-sided p of Wilcoxon's test of the differences, normal approximation without continuity correction.
    pub wilcoxon: f64,
    /// The same after Holm's correction over all pairs.
    pub holm: f64,
    /// p of Nemenyi's test.
    pub nemenyi: f64,
}

/// Friedman's test.
#[derive(Clone, PartialEq, Debug)]
pub struct Friedman {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Complete rows.
    pub n: usize,
    /// χ², corrected for ties.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: f64,
    /// p.
    pub p: f64,
    /// Kendall's coefficient of concordance.
    pub concordance: f64,
    /// Mean rank of each column; 1 is the smallest value of a row.
    pub mean_ranks: Vec<f64>,
    /// Columns from the highest mean rank to the lowest; ties in the order of the columns.
    pub order: Vec<usize>,
    /// Smallest difference of mean ranks that is significant at .05 by Nemenyi's test.
    pub critical_difference: f64,
    /// All pairs.
    pub pairs: Vec<RankPair>,
}

/// Friedman's test (1937) over the complete rows, with Kendall's W (Kendall & Babington Smith 1939) and the pairs by
/// Wilcoxon's test with Holm's correction and by Nemenyi's (1963). Values that differ by rounding alone are ties.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::TooFewRows`] below two, [`Error::Constant`] when all values of every row are
/// tied.
pub fn friedman(table: &Table) -> Result<Friedman, Error> {
    let table = table.complete();
    let k = table.columns.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    let n = table.rows();
    if n < 2 {
        return Err(Error::TooFewRows { needed: 2, got: n });
    }
    let mut sums = vec![0.0; k];
    let mut ties = 0.0;
    for row in 0..n {
        let values: Vec<f64> = table.columns.iter().map(|column| column[row]).collect();
        let (found, tie) = ranks(&values);
        ties += tie;
        for (sum, rank) in sums.iter_mut().zip(found) {
            *sum += rank;
        }
    }
    let (rows, columns) = (count(n), count(k));
    let middle = rows * (columns + 1.0) / 2.0;
    let spread: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let scale = rows * columns * (columns + 1.0) - ties / (columns - 1.0);
    if scale <= 0.0 {
        return Err(Error::Constant { columns: table.names });
    }
    let statistic = 12.0 * spread / scale;
    let degrees = columns - 1.0;
    let mean_ranks: Vec<f64> = sums.iter().map(|sum| sum / rows).collect();
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by(|one, other| mean_ranks[*other].total_cmp(&mean_ranks[*one]));
    let unit = (columns * (columns + 1.0) / (6.0 * rows)).sqrt();
    let pairs = pairs(&table, &mean_ranks, unit);
    Ok(Friedman {
        n,
        statistic,
        degrees,
        p: chi_square_upper(statistic, degrees),
        concordance: statistic / (rows * degrees),
        mean_ranks,
        order,
        critical_difference: critical_range(k) / std::f64::consts::SQRT_2 * unit,
        pairs,
        names: table.names,
    })
}

fn pairs(table: &Table, mean_ranks: &[f64], unit: f64) -> Vec<RankPair> {
    let k = mean_ranks.len();
    let mut found = Vec::with_capacity(k * (k - 1) / 2);
    for one in 0..k {
        for other in one + 1..k {
            let differences: Vec<f64> = table.columns[one]
                .iter()
                .zip(&table.columns[other])
                .map(|(left, right)| if tied(*left, *right) { 0.0 } else { left - right })
                .collect();
            let wilcoxon = signed_rank("", &differences, 0.0, 0.95).map_or(f64::NAN, |test| test.p);
            let range = (mean_ranks[one] - mean_ranks[other]).abs() / unit * std::f64::consts::SQRT_2;
            let nemenyi = studentized_range_upper(range, k, f64::INFINITY);
            found.push(RankPair { one, other, wilcoxon, holm: f64::NAN, nemenyi });
        }
    }
    let plain: Vec<f64> = found.iter().map(|pair| pair.wilcoxon).collect();
    for (pair, holm) in found.iter_mut().zip(adjust(&plain, Correction::Holm)) {
        pair.holm = holm;
    }
    found
}

/// The studentized range of so many columns that is exceeded with probability .05.
fn critical_range(columns: usize) -> f64 {
    let (mut low, mut high) = (0.0, 20.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if studentized_range_upper(middle, columns, f64::INFINITY) > 0.05 {
            low = middle
        } else {
            high = middle
        }
    }
    0.5 * (low + high)
}
