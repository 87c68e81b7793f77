//! Newton's method between bounds.

use crate::stats::factor::LEAST_UNIQUENESS;
use crate::stats::factor::discrepancy::{Discrepancy, Problem};
use crate::stats::linear::eigen;
use nalgebra::DVector;

const MOST_STEPS: usize = 500;

/// Slope of what is not at a bound at which a search has settled.
const SETTLED: f64 = 1e-10;

/// Slope below which a search that rounding has stopped counts as settled.
const STALLED: f64 = 1e-7;

/// Where a search ended.
pub(super) struct Found {
    /// Uniquenesses.
    pub(super) point: DVector<f64>,
    /// The discrepancy.
    pub(super) value: f64,
    /// Steps taken.
    pub(super) steps: usize,
    /// Largest slope left of what is not at a bound.
    pub(super) slope: f64,
    /// Whether it settled.
    pub(super) converged: bool,
}

/// Newton's method from uniquenesses, within [`LEAST_UNIQUENESS`] and 1: what lies at a bound and is pushed against it stays.
pub(super) fn search(problem: &Problem<'_>, begin: Vec<f64>) -> Found {
    let bounds = (problem.inner(LEAST_UNIQUENESS), problem.inner(1.0));
    let mut inner = DVector::from_vec(begin).map(|value| problem.inner(value));
    let mut at = problem.at(&inner);
    let (mut steps, mut slope, mut converged) = (0, f64::NAN, false);
    while steps < MOST_STEPS {
        steps += 1;
        let free: Vec<usize> = (0..inner.len())
            .filter(|index| {
                let (place, slope) = (inner[*index], at.gradient[*index]);
                !(place <= bounds.0 && slope > 0.0 || place >= bounds.1 && slope < 0.0)
            })
            .collect();
        slope = free.iter().map(|index| at.gradient[*index].abs()).fold(0.0, f64::max);
        if slope < SETTLED {
            converged = true;
            break;
        }
        let step = descent(&at, &free);
        let Some((next, there)) = line_search(problem, &inner, &at, &step, bounds) else {
            // Rounding ends the search; what is left of the slope says whether it settled.
            converged = slope < STALLED;
            break;
        };
        inner = next;
        at = there;
    }
    Found { point: problem.uniquenesses(&inner), value: at.value, steps, slope, converged }
}

/// A step downhill: Newton's over the coordinates that are free, with every eigenvalue of the second derivatives made
/// positive, and none over the others.
fn descent(at: &Discrepancy, free: &[usize]) -> DVector<f64> {
    let (values, vectors) = eigen(&at.curvature.select_rows(free).select_columns(free));
    let largest = values.iter().map(|value| value.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let turned = vectors.transpose() * at.gradient.select_rows(free);
    let scaled =
        DVector::from_fn(turned.len(), |row, _| -turned[row] / values[row].abs().max(1e-9 * largest));
    let mut step = DVector::zeros(at.gradient.len());
    for (index, moved) in free.iter().zip((vectors * scaled).iter()) {
        step[*index] = *moved;
    }
    step
}

/// The longest of the halved steps that leads down; close to the end, where values no longer differ, one that is flatter.
fn line_search(
    problem: &Problem<'_>,
    inner: &DVector<f64>,
    at: &Discrepancy,
    step: &DVector<f64>,
    (low, high): (f64, f64),
) -> Option<(DVector<f64>, Discrepancy)> {
    let small = step.amax() < 1e-5;
    let mut length = 1.0;
    for _ in 0..50 {
        let next = inner.zip_map(step, |place, moved| (place + length * moved).clamp(low, high));
        let there = problem.at(&next);
        let lower = there.value < at.value;
        let flatter = small && there.gradient.norm() < at.gradient.norm();
        if there.value.is_finite() && (lower || flatter) && next != *inner {
            return Some((next, there));
        }
        length *= 0.5;
    }
    None
}
