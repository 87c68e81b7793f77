//! Where the search for communalities begins.

use crate::stats::describe::count;
use crate::stats::factor::{Correlations, squared_multiple_correlations};
use crate::stats::linear::{eigenvalues, invert};
use nalgebra::DMatrix;

/// What stands for the communalities before anything is known of the factors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstCommunalities {
    /// Squared multiple correlations of each column on the others (Guttman 1956).
    SquaredMultiple,
    /// The largest size of each column's correlations with others (Thurstone 1947), because R cannot be inverted.
    LargestCorrelation,
}

impl FirstCommunalities {
    /// Their name in plain words.
    pub fn name(self) -> &'static str {
        match self {
            Self::SquaredMultiple => "squared multiple correlations",
            Self::LargestCorrelation => "largest correlations",
        }
    }
}

/// First communalities, and which they are: squared multiple correlations where R can be inverted and is positive definite,
/// otherwise the largest correlation of each column.
pub(super) fn first_communalities(r: &DMatrix<f64>, names: &[String]) -> (Vec<f64>, FirstCommunalities) {
    match invert(r, names) {
        Ok((inverse, _)) => (squared_multiple_correlations(&inverse), FirstCommunalities::SquaredMultiple),
        Err(_) => (largest_correlations(r), FirstCommunalities::LargestCorrelation),
    }
}

/// The largest size of each column's correlations with others.
fn largest_correlations(r: &DMatrix<f64>) -> Vec<f64> {
    (0..r.nrows())
        .map(|row| {
            (0..r.ncols())
                .filter(|column| *column != row)
                .map(|column| r[(row, column)].abs())
                .fold(0.0, f64::max)
        })
        .collect()
}

/// R with communalities in the place of its ones.
pub(super) fn reduced(r: &DMatrix<f64>, communalities: &[f64]) -> DMatrix<f64> {
    let mut matrix = r.clone();
    for (index, share) in communalities.iter().enumerate() {
        matrix[(index, index)] = *share;
    }
    matrix
}

/// Eigenvalues of the reduced correlation matrix, largest first, and what stood for the communalities. About half of them
/// are negative. They are what parallel analysis of common factors compares (Humphreys and Ilgen 1969).
pub fn reduced_eigenvalues(correlations: &Correlations) -> (Vec<f64>, FirstCommunalities) {
    let r = correlations.matrix.dense();
    let (communalities, which) = first_communalities(&r, &correlations.names);
    (eigenvalues(&reduced(&r, &communalities)), which)
}

/// Points at which the search for uniquenesses begins, the usual one first: 1 less the first communalities; Jöreskog's
/// (1 − m/2p)/rⁱⁱ (1963), where R can be inverted; 1 less the largest correlations; and one half each. A likelihood
/// with Heywood cases has several minima, and one start alone may end in a poor one.
pub(super) fn starting_points(
    r: &DMatrix<f64>,
    names: &[String],
    wanted: usize,
) -> (Vec<Vec<f64>>, FirstCommunalities) {
    let within = |value: f64| value.clamp(0.02, 0.98);
    let (first, which) = first_communalities(r, names);
    let mut points: Vec<Vec<f64>> = vec![first.iter().map(|share| within(1.0 - share)).collect()];
    if which == FirstCommunalities::SquaredMultiple {
        let share = 1.0 - 0.5 * count(wanted) / count(r.nrows());
        points.push(first.iter().map(|communality| within(share * (1.0 - communality))).collect());
        points.push(largest_correlations(r).iter().map(|share| within(1.0 - share)).collect());
    }
    points.push(vec![0.5; r.nrows()]);
    (points, which)
}
