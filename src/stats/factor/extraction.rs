//! Common factors by minimum residuals and by maximum likelihood.
//!
//! Both look for the uniquenesses alone, since the loadings follow from them by eigenvalues: minres minimises ½ Σ λⱼ² over
//! the eigenvalues of R − Ψ that are not taken (Harman & Jones 1966; Jöreskog 1977), maximum likelihood Σ(θⱼ − log θⱼ − 1)
//! over those of Ψ^-½ R Ψ^-½ (Jöreskog 1967; Lawley & Maxwell 1971). Gradient and second derivatives are exact.

use crate::stats::describe::count;
use crate::stats::factor::start::starting_points;
use crate::stats::factor::{Correlations, FirstCommunalities};
use crate::stats::linear::{eigen, invert};
use crate::stats::{Error, Matrix};
use nalgebra::{DMatrix, DVector};

/// How common factors are extracted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extraction {
    /// Minimum residuals, which is unweighted least squares.
    MinimumResiduals,
    /// Maximum likelihood.
    MaximumLikelihood,
}

/// Common factors before rotation.
#[derive(Clone, PartialEq, Debug)]
pub struct CommonFactors {
    /// Loadings; columns with positive sums, by their sums of squares.
    pub loadings: Matrix,
    /// What the factors leave of each variance.
    pub uniquenesses: Vec<f64>,
    /// Sums of squares of the rows of the loadings: 1 less the uniqueness, but for columns at a bound.
    pub communalities: Vec<f64>,
    /// The minimised discrepancy.
    pub objective: f64,
    /// Steps of the search that found the minimum.
    pub steps: usize,
    /// Largest slope that is left, over the uniquenesses that are not at a bound.
    pub slope: f64,
    /// What the first of the searches began with.
    pub start: FirstCommunalities,
    /// Whether the search settled.
    pub converged: bool,
    /// Columns whose uniqueness stopped at the lower bound: Heywood cases.
    pub heywood: Vec<String>,
}

/// Least uniqueness, as in R's `factanal`.
pub const LEAST_UNIQUENESS: f64 = 0.005;

const MOST_STEPS: usize = 500;

/// Length of the gradient, of what is not at a bound, at which a search has settled.
const SETTLED: f64 = 1e-10;

/// Slope below which a search that rounding has stopped counts as settled.
const STALLED: f64 = 1e-7;

/// Extracts `wanted` factors.
///
/// # Errors
/// [`Error::TooManyFactors`] for none or for more than leave degrees of freedom; for maximum likelihood
/// [`Error::Singular`] with the columns that others determine.
pub fn common_factors(
    correlations: &Correlations,
    wanted: usize,
    extraction: Extraction,
) -> Result<CommonFactors, Error> {
    let r = correlations.matrix.dense();
    let k = r.nrows();
    if wanted == 0 || wanted >= k {
        return Err(Error::TooManyFactors { wanted, columns: k });
    }
    if extraction == Extraction::MaximumLikelihood {
        check_count(k, wanted)?;
        invert(&r, &correlations.names)?;
    }
    let (points, start) = starting_points(&r, &correlations.names, wanted);
    let found = best(&r, wanted, extraction, points);
    let loadings = loadings_at(&r, wanted, extraction, &found.point);
    let heywood = correlations
        .names
        .iter()
        .zip(found.point.iter())
        .filter(|(_, value)| **value <= LEAST_UNIQUENESS * (1.0 + 1e-9))
        .map(|(name, _)| name.clone())
        .collect();
    Ok(CommonFactors {
        communalities: loadings.row_iter().map(|row| row.norm_squared()).collect(),
        loadings: Matrix::of(&loadings),
        uniquenesses: found.point.iter().copied().collect(),
        objective: found.value,
        steps: found.steps,
        slope: found.slope,
        start,
        converged: found.converged,
        heywood,
    })
}

/// The lowest minimum that the searches reach, those that settled before others; among equals the first. Without degrees of
/// freedom many solutions are equally good, and the first start decides.
fn best(r: &DMatrix<f64>, wanted: usize, extraction: Extraction, points: Vec<Vec<f64>>) -> Found {
    let mut points = points.into_iter();
    let mut best = search(r, wanted, extraction, points.next().unwrap_or_default());
    if check_count(r.nrows(), wanted).is_err() {
        return best;
    }
    for point in points {
        let found = search(r, wanted, extraction, point);
        let lower = found.value < best.value - 1e-9 * (1.0 + best.value.abs());
        if (found.converged && !best.converged) || (found.converged == best.converged && lower) {
            best = found;
        }
    }
    best
}

/// Factors that leave no degrees of freedom cannot be told apart.
pub(super) fn check_count(columns: usize, wanted: usize) -> Result<(), Error> {
    let (k, m) = (count(columns), count(wanted));
    if wanted == 0 || wanted >= columns || (k - m) * (k - m) < k + m {
        return Err(Error::TooManyFactors { wanted, columns });
    }
    Ok(())
}

/// Loadings that belong to uniquenesses.
fn loadings_at(
    r: &DMatrix<f64>,
    wanted: usize,
    extraction: Extraction,
    point: &DVector<f64>,
) -> DMatrix<f64> {
    let k = r.nrows();
    let scaled = prepared(r, extraction, point);
    let (values, vectors) = eigen(&scaled);
    let mut loadings = DMatrix::from_fn(k, wanted, |row, column| match extraction {
        Extraction::MinimumResiduals => vectors[(row, column)] * values[column].max(0.0).sqrt(),
        Extraction::MaximumLikelihood => {
            vectors[(row, column)] * (values[column] - 1.0).max(0.0).sqrt() * point[row].sqrt()
        }
    });
    arrange(&mut loadings);
    loadings
}

/// Turns columns to positive sums and orders them by their sums of squares.
pub(super) fn arrange(loadings: &mut DMatrix<f64>) {
    for mut column in loadings.column_iter_mut() {
        if column.sum() < 0.0 {
            column.neg_mut();
        }
    }
    let mut order: Vec<usize> = (0..loadings.ncols()).collect();
    let squares: Vec<f64> = loadings.column_iter().map(|column| column.norm_squared()).collect();
    order.sort_by(|one, other| squares[*other].total_cmp(&squares[*one]));
    *loadings = loadings.select_columns(&order);
}

fn prepared(r: &DMatrix<f64>, extraction: Extraction, point: &DVector<f64>) -> DMatrix<f64> {
    match extraction {
        Extraction::MinimumResiduals => r - DMatrix::from_diagonal(point),
        Extraction::MaximumLikelihood => DMatrix::from_fn(r.nrows(), r.ncols(), |row, column| {
            r[(row, column)] / (point[row] * point[column]).sqrt()
        }),
    }
}

/// The discrepancy with its derivatives, by the uniquenesses (minres) or by their logarithms (maximum likelihood).
struct Shape {
    value: f64,
    gradient: DVector<f64>,
    curvature: DMatrix<f64>,
}

fn shape(r: &DMatrix<f64>, wanted: usize, extraction: Extraction, point: &DVector<f64>) -> Shape {
    let k = r.nrows();
    let (values, vectors) = eigen(&prepared(r, extraction, point));
    let likelihood = extraction == Extraction::MaximumLikelihood;
    let (mut value, mut gradient) = (0.0, DVector::zeros(k));
    let left: Vec<usize> = (wanted..k).collect();
    for j in &left {
        let (own, slope) = match likelihood {
            true => (values[*j] - values[*j].ln() - 1.0, 1.0 - values[*j]),
            false => (0.5 * values[*j] * values[*j], -values[*j]),
        };
        value += own;
        for i in 0..k {
            gradient[i] += slope * vectors[(i, *j)].powi(2);
        }
    }
    let mut curvature = DMatrix::zeros(k, k);
    let rest = vectors.columns(wanted, k - wanted);
    if likelihood {
        // Pairs of untaken roots: the singular parts cancel, ½ (θⱼ + θₖ) is left of each.
        let weighted =
            DMatrix::from_fn(k, k - wanted, |row, column| rest[(row, column)] * values[wanted + column]);
        curvature += (&weighted * rest.transpose()).component_mul(&(rest * rest.transpose()));
    } else {
        let product = rest * rest.transpose();
        curvature += product.component_mul(&product);
    }
    for j in &left {
        for taken in 0..wanted {
            let gap = values[taken] - values[*j];
            let factor = match likelihood {
                true => (1.0 - values[*j]) * (values[*j] + values[taken]) / gap,
                false => -2.0 * values[*j] / gap,
            };
            let product = vectors.column(*j).component_mul(&vectors.column(taken));
            curvature.ger(factor, &product, &product, 1.0);
        }
    }
    Shape { value, gradient, curvature }
}

struct Found {
    point: DVector<f64>,
    value: f64,
    steps: usize,
    slope: f64,
    converged: bool,
}

/// Newton's method within the bounds: what lies at a bound and is pushed against it stays there.
fn search(r: &DMatrix<f64>, wanted: usize, extraction: Extraction, begin: Vec<f64>) -> Found {
    let likelihood = extraction == Extraction::MaximumLikelihood;
    let to_inner = |value: f64| if likelihood { value.ln() } else { value };
    let to_point = |inner: &DVector<f64>| inner.map(|value| if likelihood { value.exp() } else { value });
    let (low, high) = (to_inner(LEAST_UNIQUENESS), to_inner(1.0));
    let mut inner = DVector::from_vec(begin).map(to_inner);
    let mut at = shape(r, wanted, extraction, &to_point(&inner));
    let (mut steps, mut slope) = (0, f64::NAN);
    let mut converged = false;
    while steps < MOST_STEPS {
        steps += 1;
        let free: Vec<usize> = (0..inner.len())
            .filter(|index| {
                !((inner[*index] <= low && at.gradient[*index] > 0.0)
                    || (inner[*index] >= high && at.gradient[*index] < 0.0))
            })
            .collect();
        let gradient = DVector::from_iterator(free.len(), free.iter().map(|index| at.gradient[*index]));
        slope = gradient.iter().map(|value| value.abs()).fold(0.0, f64::max);
        if slope < SETTLED {
            converged = true;
            break;
        }
        let step = descent(&at.curvature.select_rows(&free).select_columns(&free), &gradient);
        let Some((next, shape)) =
            line_search(r, wanted, extraction, &inner, &at, (&free, &step), (low, high))
        else {
            // Rounding ends the search; what is left of the gradient says whether it settled.
            converged = slope < STALLED;
            break;
        };
        inner = next;
        at = shape;
    }
    Found { point: to_point(&inner), value: at.value, steps, slope, converged }
}

/// A step downhill: Newton's, with every eigenvalue of the second derivatives made positive.
fn descent(curvature: &DMatrix<f64>, gradient: &DVector<f64>) -> DVector<f64> {
    let (values, vectors) = eigen(curvature);
    let largest = values.iter().map(|value| value.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let turned = vectors.transpose() * gradient;
    let scaled =
        DVector::from_fn(turned.len(), |row, _| -turned[row] / values[row].abs().max(1e-9 * largest));
    vectors * scaled
}

fn line_search(
    r: &DMatrix<f64>,
    wanted: usize,
    extraction: Extraction,
    inner: &DVector<f64>,
    at: &Shape,
    (free, step): (&[usize], &DVector<f64>),
    (low, high): (f64, f64),
) -> Option<(DVector<f64>, Shape)> {
    let likelihood = extraction == Extraction::MaximumLikelihood;
    let small = step.amax() < 1e-5;
    let mut length = 1.0;
    for _ in 0..50 {
        let mut next = inner.clone();
        for (index, moved) in free.iter().zip(step.iter()) {
            next[*index] = (inner[*index] + length * moved).clamp(low, high);
        }
        let point = next.map(|value| if likelihood { value.exp() } else { value });
        let found = shape(r, wanted, extraction, &point);
        let lower = found.value < at.value;
        let flatter = small && found.gradient.norm() < at.gradient.norm();
        if found.value.is_finite() && (lower || flatter) && next != *inner {
            return Some((next, found));
        }
        length *= 0.5;
    }
    None
}
