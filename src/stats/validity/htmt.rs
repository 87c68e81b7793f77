//! Heterotrait-monotrait ratios of correlations.

use crate::stats::Matrix;
use crate::stats::describe::count;

/// The ratios of all pairs of constructs; ones in the diagonal.
#[derive(Clone, PartialEq, Debug)]
pub struct Htmt {
    /// HTMT with absolute correlations.
    pub absolute: Matrix,
    /// HTMT with correlations as they are.
    pub signed: Matrix,
    /// HTMT2 with geometric means of absolute correlations.
    pub geometric: Matrix,
}

fn arithmetic(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values.len())
}

fn geometric(values: &[f64]) -> f64 {
    (values.iter().map(|value| value.abs().ln()).sum::<f64>() / count(values.len())).exp()
}

/// HTMT (Henseler, Ringle & Sarstedt 2015, eq. 6) and HTMT2 (Roemer, Schuberth & Henseler 2021, eq. 6): the mean correlation
/// of items of two constructs over the geometric mean of the mean correlations within each.
///
/// `blocks` holds the columns of each construct. A construct with one item has no correlations within and gives NaN.
pub fn htmt(correlations: &Matrix, blocks: &[Vec<usize>]) -> Htmt {
    let within: Vec<Vec<f64>> = blocks
        .iter()
        .map(|block| {
            block
                .iter()
                .enumerate()
                .flat_map(|(index, one)| block[..index].iter().map(|other| correlations.at(*one, *other)))
                .collect()
        })
        .collect();
    let k = blocks.len();
    let ratios = |mean: &dyn Fn(&[f64]) -> f64| {
        let mut cells = vec![1.0; k * k];
        for one in 0..k {
            for other in 0..one {
                let between: Vec<f64> = blocks[one]
                    .iter()
                    .flat_map(|left| blocks[other].iter().map(|right| correlations.at(*left, *right)))
                    .collect();
                let ratio = mean(&between) / (mean(&within[one]) * mean(&within[other])).sqrt();
                cells[one * k + other] = ratio;
                cells[other * k + one] = ratio;
            }
        }
        Matrix { width: k, cells }
    };
    let absolute = |values: &[f64]| arithmetic(&values.iter().map(|value| value.abs()).collect::<Vec<_>>());
    Htmt { absolute: ratios(&absolute), signed: ratios(&arithmetic), geometric: ratios(&geometric) }
}

#[cfg(test)]
mod tests {
    use super::htmt;
    use crate::stats::Matrix;

    #[test]
    fn two_constructs_of_two_items_by_hand() {
        let cells = vec![1.0, 0.5, 0.2, 0.3, 0.5, 1.0, 0.4, -0.1, 0.2, 0.4, 1.0, 0.8, 0.3, -0.1, 0.8, 1.0];
        let found = htmt(&Matrix { width: 4, cells }, &[vec![0, 1], vec![2, 3]]);
        let below = (0.5_f64 * 0.8).sqrt();
        assert!((found.absolute.at(0, 1) - 0.25 / below).abs() < 1e-12);
        assert!((found.signed.at(1, 0) - 0.2 / below).abs() < 1e-12);
        let geometric = (0.2_f64 * 0.3 * 0.4 * 0.1).powf(0.25);
        assert!((found.geometric.at(0, 1) - geometric / below).abs() < 1e-12);
    }
}
