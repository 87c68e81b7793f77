//! Borders and correlation of one pair estimated together.

use crate::stats::polychoric::pair::Pair;
use nalgebra::{Cholesky, DMatrix, DVector};

/// Gradient of the log-likelihood and expected information, borders of rows, of columns, correlation.
fn slopes(pair: &Pair<'_>, rho: f64) -> (DVector<f64>, DMatrix<f64>) {
    let cells = pair.cells(rho);
    let each = pair.log_slopes(rho);
    let size = each.first().map_or(0, Vec::len);
    let n: f64 = pair.counts.iter().sum();
    let (mut gradient, mut information) = (DVector::zeros(size), DMatrix::zeros(size, size));
    for ((count, probability), slopes) in pair.counts.iter().zip(&cells.probability).zip(each) {
        let slopes = DVector::from_vec(slopes);
        if *probability > 1e-12 {
            information += &slopes * slopes.transpose() * (n * probability);
        }
        if *count > 0.0 {
            gradient += slopes * *count;
        }
    }
    (gradient, information)
}

fn split(parameters: &DVector<f64>, height: usize) -> (Vec<f64>, Vec<f64>, f64) {
    let size = parameters.len();
    let closed = |part: &[f64]| {
        let mut borders = vec![f64::NEG_INFINITY];
        borders.extend_from_slice(part);
        borders.push(f64::INFINITY);
        borders
    };
    let values = parameters.as_slice();
    (closed(&values[..height]), closed(&values[height..size - 1]), values[size - 1])
}

/// The correlation with borders and correlation most likely together (Olsson 1979), with its standard error from the
/// observed information; NaN where the search does not settle.
pub(super) fn full_likelihood(counts: &[f64], rows: &[f64], columns: &[f64], start: f64) -> (f64, f64) {
    let height = rows.len() - 2;
    let inner = rows[1..=height].iter().chain(&columns[1..columns.len() - 1]).copied();
    let mut at = DVector::from_vec(inner.chain([start]).collect());
    let evaluate = |at: &DVector<f64>| {
        let (rows, columns, rho) = split(at, height);
        slopes(&Pair { counts, rows: &rows, columns: &columns }, rho)
    };
    let size = at.len();
    for _ in 0..200 {
        let (gradient, information) = evaluate(&at);
        let Some(factor) = Cholesky::new(information) else { return (f64::NAN, f64::NAN) };
        let mut step = factor.solve(&gradient);
        while (at[size - 1] + step[size - 1]).abs() >= 0.9999 {
            step *= 0.5;
        }
        at += &step;
        if step.amax() < 1e-11 {
            break;
        }
    }
    let mut curvature = DMatrix::zeros(size, size);
    for number in 0..size {
        let step = 1e-5;
        let (mut above, mut below) = (at.clone(), at.clone());
        above[number] += step;
        below[number] -= step;
        let change = (evaluate(&below).0 - evaluate(&above).0) / (2.0 * step);
        curvature.set_column(number, &change);
    }
    let curvature = (&curvature + curvature.transpose()) * 0.5;
    let error =
        Cholesky::new(curvature).map_or(f64::NAN, |factor| factor.inverse()[(size - 1, size - 1)].sqrt());
    (at[size - 1], error)
}
