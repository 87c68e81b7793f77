//! The search for the values that fit best.
//!
//! Newton's method with Levenberg's damping (Levenberg 1944; Marquardt 1963): the second derivatives near the end, the
//! expected information far from it, where the second derivatives need not be positive.

use nalgebra::{Cholesky, DMatrix, DVector};

/// What an objective says at a point.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Quadratic {
    pub(super) value: f64,
    pub(super) gradient: DVector<f64>,
    pub(super) curvature: DMatrix<f64>,
}

/// Which curvature is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Curvature {
    /// Positive (semi)definite everywhere.
    Safe,
    /// True second derivatives.
    Exact,
}

/// Where the search ended.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) free: Vec<f64>,
    pub(super) value: f64,
    pub(super) gradient: f64,
    pub(super) steps: usize,
    pub(super) converged: bool,
}

const MOST_STEPS: usize = 1000;

/// Newton decrement, in units of F, below which a further step moves no value by a visible part of its standard error.
const SETTLED: f64 = 1e-21;

/// Decrement below which the exact curvature is tried.
const NEAR: f64 = 1e-2;

/// Minimises an objective from a starting point; `None` when it has no value there.
pub(super) fn minimise(
    start: Vec<f64>,
    mut evaluate: impl FnMut(&[f64], Curvature) -> Option<Quadratic>,
) -> Option<Found> {
    let mut point = start;
    let mut kind = Curvature::Safe;
    let mut at = evaluate(&point, kind)?;
    let mut damping = 1e-3;
    let mut steps = 0;
    let mut converged = false;
    while steps < MOST_STEPS {
        steps += 1;
        let Some((step, decrement)) = newton_step(&at, damping) else {
            if kind == Curvature::Exact {
                kind = Curvature::Safe;
                at = evaluate(&point, kind)?;
            } else {
                damping = (damping * 10.0).max(1e-8);
            }
            if damping > 1e12 {
                break;
            }
            continue;
        };
        if decrement < SETTLED * (1.0 + at.value.abs()) {
            converged = true;
            break;
        }
        let next: Vec<f64> = point.iter().zip(step.iter()).map(|(value, step)| value + step).collect();
        let wanted = if decrement < NEAR { Curvature::Exact } else { Curvature::Safe };
        let tried = evaluate(&next, wanted);
        // Rounding: the value cannot show a fall much below its own last digits.
        let slack = 1e-14 * (1.0 + at.value.abs());
        match tried {
            Some(tried) if tried.value <= at.value + slack && fell(&at, &tried, decrement) => {
                point = next;
                at = tried;
                kind = wanted;
                damping = if damping < 1e-7 { 0.0 } else { damping * 0.1 };
            }
            _ => {
                if kind == Curvature::Exact {
                    kind = Curvature::Safe;
                    at = evaluate(&point, kind)?;
                    damping = damping.max(1e-9);
                    if decrement < 1e-13 {
                        converged = decrement < 1e-12;
                        break;
                    }
                } else {
                    damping = (damping * 10.0).max(1e-8);
                }
                if damping > 1e12 {
                    converged = decrement < 1e-14;
                    break;
                }
            }
        }
    }
    let gradient = at.gradient.amax();
    Some(Found { free: point, value: at.value, gradient, steps, converged })
}

/// A step counts when the value fell, or when it is so small that only the gradient can tell.
fn fell(before: &Quadratic, after: &Quadratic, decrement: f64) -> bool {
    if decrement > 1e-9 {
        after.value < before.value
    } else {
        after.gradient.norm() <= before.gradient.norm() * 2.0
    }
}

/// The damped step and half the squared Newton decrement; `None` when the curvature is not positive definite.
fn newton_step(at: &Quadratic, damping: f64) -> Option<(DVector<f64>, f64)> {
    let n = at.gradient.len();
    if n == 0 {
        return Some((DVector::zeros(0), 0.0));
    }
    // Scaled to unit diagonal, so that damping means the same for every parameter.
    let scale = DVector::from_fn(n, |row, _| at.curvature[(row, row)].abs().max(f64::MIN_POSITIVE).sqrt());
    let mut scaled =
        DMatrix::from_fn(n, n, |row, column| at.curvature[(row, column)] / (scale[row] * scale[column]));
    for row in 0..n {
        scaled[(row, row)] += damping;
    }
    let gradient = at.gradient.component_div(&scale);
    let factor = Cholesky::new(scaled)?;
    let step = -factor.solve(&gradient);
    let decrement = -0.5 * step.dot(&gradient);
    if !decrement.is_finite() || decrement < 0.0 {
        return None;
    }
    Some((step.component_div(&scale), decrement))
}
