//! Consistent estimates (PLSc, Dijkstra & Henseler 2015): what the measurement error of weighted sums takes away is given back.

use crate::stats::Matrix;
use crate::stats::describe::count;
use crate::stats::pls::measures::{coefficients, share, totals};
use crate::stats::pls::model::{Mode, PathQuestion};
use nalgebra::{DMatrix, DVector};

/// Consistent estimates.
#[derive(Clone, PartialEq, Debug)]
pub struct Consistent {
    /// Correlations of the constructs without the attenuation of their measurement.
    pub correlations: Matrix,
    /// Paths in the order of the question; NaN where the corrected correlations cannot be inverted.
    pub paths: Vec<f64>,
    /// Total effects, outcome by cause; NaN as the paths.
    pub totals: Matrix,
    /// R² of every construct; NaN without causes.
    pub explained: Vec<f64>,
    /// Loadings of the indicators, block by block: √ρ_A · w / w′w for a reflective construct of several indicators (eq. 4),
    /// the correlation with the score for any other. NaN where ρ_A is negative.
    pub loadings: Vec<f64>,
    /// ρ_C of every construct, from these loadings.
    pub reliability: Vec<f64>,
    /// Average variance extracted of every construct, from these loadings.
    pub extracted: Vec<f64>,
}

/// ρ_A of one block (Dijkstra & Henseler 2015, eq. 3); the weights give a score of variance 1. NaN when the block has one
/// indicator, whose reliability no correlation tells.
pub(super) fn rho_a(r: &DMatrix<f64>, weights: &DVector<f64>, range: std::ops::Range<usize>) -> f64 {
    let (mut between, mut products) = (0.0, 0.0);
    for one in range.clone() {
        for other in range.clone().filter(|other| *other != one) {
            between += weights[one] * r[(one, other)] * weights[other];
            products += (weights[one] * weights[other]).powi(2);
        }
    }
    let length: f64 = range.map(|item| weights[item] * weights[item]).sum();
    length * length * between / products
}

/// What each construct's correlations are corrected by: ρ_A of a reflective construct of several indicators, 1 of any other.
pub(super) fn qualities(question: &PathQuestion, r: &DMatrix<f64>, weights: &DVector<f64>) -> Vec<f64> {
    question
        .ranges()
        .into_iter()
        .zip(&question.modes)
        .map(|(range, mode)| match mode {
            Mode::A if range.len() > 1 => rho_a(r, weights, range),
            Mode::A | Mode::B => 1.0,
        })
        .collect()
}

/// Correlations divided by √(ρ_A ρ_A) (eq. 5); NaN where a product is negative.
pub(super) fn corrected_correlations(correlations: &DMatrix<f64>, qualities: &[f64]) -> DMatrix<f64> {
    DMatrix::from_fn(qualities.len(), qualities.len(), |one, other| match one == other {
        true => 1.0,
        false => correlations[(one, other)] / (qualities[one].sqrt() * qualities[other].sqrt()),
    })
}

/// The consistent estimates of a model with its weights, scores' correlations and loadings.
pub(super) fn consistent(
    question: &PathQuestion,
    r: &DMatrix<f64>,
    weights: &DVector<f64>,
    correlations: &DMatrix<f64>,
    cross: &DMatrix<f64>,
) -> Consistent {
    let k = question.blocks.len();
    let qualities = qualities(question, r, weights);
    let corrected = corrected_correlations(correlations, &qualities);
    let beta = coefficients(question, &corrected);
    let paths = question
        .paths
        .iter()
        .map(|(from, to)| beta.as_ref().map_or(f64::NAN, |beta| beta[(*to, *from)]))
        .collect();
    let explained = (0..k)
        .map(|construct| {
            let causes = question.causes(construct);
            if causes.is_empty() {
                return f64::NAN;
            }
            share(&corrected, construct, &causes).unwrap_or(f64::NAN)
        })
        .collect();
    let mut loadings = vec![f64::NAN; weights.len()];
    let (mut reliability, mut extracted) = (Vec::with_capacity(k), Vec::with_capacity(k));
    for (construct, range) in question.ranges().into_iter().enumerate() {
        let length: f64 = range.clone().map(|item| weights[item] * weights[item]).sum();
        let corrects = question.modes[construct] == Mode::A && range.len() > 1;
        for item in range.clone() {
            loadings[item] = match corrects {
                true => weights[item] * qualities[construct].sqrt() / length,
                false => cross[(item, construct)],
            };
        }
        let sum: f64 = loadings[range.clone()].iter().sum();
        let squares: f64 = loadings[range.clone()].iter().map(|loading| loading * loading).sum();
        let items = count(range.len());
        reliability.push(sum * sum / (sum * sum + items - squares));
        extracted.push(squares / items);
    }
    let totals = beta.map_or_else(|| DMatrix::from_element(k, k, f64::NAN), |beta| totals(&beta));
    Consistent {
        correlations: Matrix::of(&corrected),
        paths,
        totals: Matrix::of(&totals),
        explained,
        loadings,
        reliability,
        extracted,
    }
}
