//! The weights: inner and outer estimation in turn (Wold 1982; Lohmöller 1989), on correlations alone.

use crate::stats::pls::model::{Mode, PathQuestion, block};
use nalgebra::{Cholesky, DMatrix, DVector};

/// How constructs weigh their neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scheme {
    /// Causes by regression, effects by correlation.
    #[default]
    Path,
    /// By correlation.
    Factor,
    /// By the sign of the correlation.
    Centroid,
}

/// The weights of a path model.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Weights of the indicators, block by block; scores of standardized data have variance 1.
    pub weights: Vec<f64>,
    /// Rounds taken.
    pub iterations: usize,
    /// Whether the rounds settled.
    pub converged: bool,
}

const MOST_ROUNDS: usize = 3_000;

/// Correlations of the constructs for given weights.
pub(super) fn construct_correlations(
    question: &PathQuestion,
    r: &DMatrix<f64>,
    weights: &DVector<f64>,
) -> DMatrix<f64> {
    let ranges = question.ranges();
    let spread = loadings(question, r, weights);
    DMatrix::from_fn(ranges.len(), ranges.len(), |one, other| {
        ranges[one].clone().map(|item| weights[item] * spread[(item, other)]).sum()
    })
}

/// Correlations of all indicators with all constructs.
pub(super) fn loadings(question: &PathQuestion, r: &DMatrix<f64>, weights: &DVector<f64>) -> DMatrix<f64> {
    let ranges = question.ranges();
    DMatrix::from_fn(r.nrows(), ranges.len(), |item, construct| {
        ranges[construct].clone().map(|other| r[(item, other)] * weights[other]).sum()
    })
}

/// Scales each block to a score of variance 1; false when a block has none.
fn normalize(question: &PathQuestion, r: &DMatrix<f64>, weights: &mut DVector<f64>) -> bool {
    for range in question.ranges() {
        let mut variance = 0.0;
        for one in range.clone() {
            for other in range.clone() {
                variance += weights[one] * r[(one, other)] * weights[other];
            }
        }
        if !variance.is_finite() || variance <= 1e-14 {
            return false;
        }
        for item in range {
            weights[item] /= variance.sqrt();
        }
    }
    true
}

/// Coefficients of a construct on some others, by their correlations.
pub(super) fn regress(correlations: &DMatrix<f64>, outcome: usize, causes: &[usize]) -> Option<DVector<f64>> {
    let inner = DMatrix::from_fn(causes.len(), causes.len(), |row, column| {
        correlations[(causes[row], causes[column])]
    });
    let right =
        DVector::from_iterator(causes.len(), causes.iter().map(|cause| correlations[(*cause, outcome)]));
    Some(Cholesky::new(inner)?.solve(&right))
}

fn inner_weights(question: &PathQuestion, correlations: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let k = question.blocks.len();
    let mut inner = DMatrix::zeros(k, k);
    for (from, to) in &question.paths {
        let value = correlations[(*from, *to)];
        let value = if question.scheme == Scheme::Centroid { value.signum() } else { value };
        inner[(*from, *to)] = value;
        inner[(*to, *from)] = value;
    }
    if question.scheme == Scheme::Path {
        for construct in 0..k {
            let causes = question.causes(construct);
            if !causes.is_empty() {
                let slopes = regress(correlations, construct, &causes)?;
                for (cause, slope) in causes.iter().zip(slopes.iter()) {
                    inner[(construct, *cause)] = *slope;
                }
            }
        }
    }
    Some(inner)
}

/// Finds the weights; `None` when a block is singular or a score has no variance.
pub(super) fn weights(question: &PathQuestion, r: &DMatrix<f64>) -> Option<Weights> {
    let ranges = question.ranges();
    let formative: Vec<Option<Cholesky<f64, nalgebra::Dyn>>> = ranges
        .iter()
        .zip(&question.modes)
        .map(|(range, mode)| match mode {
            Mode::A => Some(None),
            Mode::B => {
                let names = vec![String::new(); range.len()];
                let own = block(r, range, range);
                crate::stats::linear::invert(&own, &names).ok()?;
                Cholesky::new(own).map(Some)
            }
        })
        .collect::<Option<_>>()?;
    let mut weights = DVector::from_element(r.nrows(), 1.0);
    if !normalize(question, r, &mut weights) {
        return None;
    }
    let (mut iterations, mut converged) = (0, false);
    while iterations < MOST_ROUNDS && !converged {
        iterations += 1;
        let spread = loadings(question, r, &weights);
        let correlations = construct_correlations(question, r, &weights);
        let inner = inner_weights(question, &correlations)?;
        let mut next = DVector::zeros(r.nrows());
        for (construct, range) in ranges.iter().enumerate() {
            let covariances = DVector::from_iterator(
                range.len(),
                range.clone().map(|item| {
                    (0..ranges.len()).map(|other| inner[(construct, other)] * spread[(item, other)]).sum()
                }),
            );
            let own = match &formative[construct] {
                None => covariances,
                Some(factor) => factor.solve(&covariances),
            };
            next.rows_mut(range.start, range.len()).copy_from(&own);
        }
        if !normalize(question, r, &mut next) {
            return None;
        }
        converged = (&next - &weights).amax() < question.stop;
        weights = next;
    }
    orient(question, r, &mut weights);
    Some(Weights { weights: weights.iter().copied().collect(), iterations, converged })
}

/// Turns each construct so that the sum of its loadings is positive.
fn orient(question: &PathQuestion, r: &DMatrix<f64>, weights: &mut DVector<f64>) {
    let spread = loadings(question, r, weights);
    for (construct, range) in question.ranges().into_iter().enumerate() {
        let sum: f64 = range.clone().map(|item| spread[(item, construct)]).sum();
        if sum < 0.0 {
            for item in range {
                weights[item] = -weights[item];
            }
        }
    }
}
