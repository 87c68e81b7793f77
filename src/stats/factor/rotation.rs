//! Rotations: the same space, seen from axes that are easier to read.

use crate::stats::{Error, Matrix};
use nalgebra::DMatrix;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

/// The three ways in which programs make promax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promax {
    /// Powers of the varimax loadings (R `stats::promax`).
    Plain,
    /// Powers of row-normalized loadings, whose rows get their length back at the end (psych, JASP, jamovi).
    Normalized,
    /// Target from row-normalized loadings, fit to the loadings themselves (SPSS).
    Spss,
}

/// How the axes are turned.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rotation {
    /// Not at all.
    None,
    /// Varimax with Kaiser's row normalization (Kaiser 1958).
    Varimax,
    /// Quartimax (Neuhaus and Wrigley 1954) with Kaiser's row normalization.
    Quartimax,
    /// Promax (Hendrickson and White 1964) with this power, usually 4.
    Promax {
        /// Which of its forms.
        kind: Promax,
        /// The power.
        power: f64,
    },
    /// Direct oblimin (Jennrich and Sampson 1966), best of several starts.
    Oblimin {
        /// γ; 0 is quartimin.
        gamma: f64,
        /// Whether rows are normalized first (SPSS does, psych does not).
        kaiser: bool,
    },
}

/// Rotated loadings, columns with positive sums and ordered by their sums of squares.
#[derive(Clone, PartialEq, Debug)]
pub struct Rotated {
    /// Pattern loadings.
    pub loadings: Matrix,
    /// Sums of squares of the columns; for oblique axes diag(Φ L′L).
    pub sums_of_squares: Vec<f64>,
    /// Correlations of the axes; the identity for orthogonal ones.
    pub phi: Matrix,
    /// Correlations of the columns with the axes, L Φ.
    pub structure: Matrix,
}

/// Turns loadings.
///
/// # Errors
/// [`Error::NoConvergence`] when oblimin does not settle from any start.
pub fn rotate(loadings: &Matrix, rotation: Rotation) -> Result<Rotated, Error> {
    let start = loadings.dense();
    let axes = start.ncols();
    let identity = DMatrix::identity(axes, axes);
    let (pattern, phi) = if axes < 2 {
        (start, identity)
    } else {
        match rotation {
            Rotation::None => (start, identity),
            Rotation::Varimax => (plane_rotations(&start, 1.0), identity),
            Rotation::Quartimax => (plane_rotations(&start, 0.0), identity),
            Rotation::Promax { kind, power } => promax(&start, kind, power),
            Rotation::Oblimin { gamma, kaiser } => oblimin(&start, gamma, kaiser)?,
        }
    };
    Ok(arrange(&pattern, &phi))
}

/// Reflects columns to positive sums and orders them by their sums of squares.
fn arrange(pattern: &DMatrix<f64>, phi: &DMatrix<f64>) -> Rotated {
    let axes = pattern.ncols();
    let products = phi * pattern.transpose() * pattern;
    let sums: Vec<f64> = products.diagonal().iter().copied().collect();
    let mut order: Vec<usize> = (0..axes).collect();
    order.sort_by(|one, other| sums[*other].total_cmp(&sums[*one]));
    let sign: Vec<f64> =
        (0..axes).map(|axis| if pattern.column(axis).sum() < 0.0 { -1.0 } else { 1.0 }).collect();
    let loadings =
        DMatrix::from_fn(pattern.nrows(), axes, |row, axis| pattern[(row, order[axis])] * sign[order[axis]]);
    let phi = DMatrix::from_fn(axes, axes, |row, axis| {
        phi[(order[row], order[axis])] * sign[order[row]] * sign[order[axis]]
    });
    Rotated {
        structure: Matrix::of(&(&loadings * &phi)),
        loadings: Matrix::of(&loadings),
        sums_of_squares: order.iter().map(|axis| sums[*axis]).collect(),
        phi: Matrix::of(&phi),
    }
}

/// Rows divided by their length, and the lengths; a row of zeros stays.
fn normalize_rows(loadings: &DMatrix<f64>) -> (DMatrix<f64>, Vec<f64>) {
    let lengths: Vec<f64> = loadings.row_iter().map(|row| row.norm()).collect();
    let rows = DMatrix::from_fn(loadings.nrows(), loadings.ncols(), |row, column| {
        if lengths[row] > 0.0 { loadings[(row, column)] / lengths[row] } else { 0.0 }
    });
    (rows, lengths)
}

fn scale_rows(loadings: &mut DMatrix<f64>, lengths: &[f64]) {
    for (mut row, length) in loadings.row_iter_mut().zip(lengths) {
        row *= *length;
    }
}

/// Most sweeps of varimax; it settles in a few dozen.
const MOST_SWEEPS: usize = 1000;

fn varimax(loadings: &DMatrix<f64>) -> DMatrix<f64> {
    plane_rotations(loadings, 1.0)
}

/// Plane rotations of pairs of axes until no angle is left (Kaiser 1958, eq. 21); the weight of the column means is 1 for
/// varimax and 0 for quartimax (Crawford and Ferguson 1970).
fn plane_rotations(loadings: &DMatrix<f64>, weight: f64) -> DMatrix<f64> {
    let (mut rows, lengths) = normalize_rows(loadings);
    let height = crate::stats::describe::count(rows.nrows());
    for _ in 0..MOST_SWEEPS {
        let mut largest = 0.0_f64;
        for first in 0..rows.ncols() {
            for second in first + 1..rows.ncols() {
                let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
                for row in 0..rows.nrows() {
                    let (x, y) = (rows[(row, first)], rows[(row, second)]);
                    let (u, v) = (x * x - y * y, 2.0 * x * y);
                    a += u;
                    b += v;
                    c += u * u - v * v;
                    d += 2.0 * u * v;
                }
                let share = weight / height;
                let angle = (d - 2.0 * a * b * share).atan2(c - (a * a - b * b) * share) / 4.0;
                largest = largest.max(angle.abs());
                if angle.abs() > 1e-15 {
                    let (sine, cosine) = angle.sin_cos();
                    for row in 0..rows.nrows() {
                        let (x, y) = (rows[(row, first)], rows[(row, second)]);
                        rows[(row, first)] = x * cosine + y * sine;
                        rows[(row, second)] = y * cosine - x * sine;
                    }
                }
            }
        }
        if largest < 1e-13 {
            break;
        }
    }
    scale_rows(&mut rows, &lengths);
    rows
}

fn promax(loadings: &DMatrix<f64>, kind: Promax, power: f64) -> (DMatrix<f64>, DMatrix<f64>) {
    let (start, lengths) = match kind {
        Promax::Normalized => {
            let (rows, lengths) = normalize_rows(loadings);
            (varimax(&rows), Some(lengths))
        }
        Promax::Plain | Promax::Spss => (varimax(loadings), None),
    };
    let base = if kind == Promax::Spss { normalize_rows(&start).0 } else { start.clone() };
    let target = base.map(|value| value.signum() * value.abs().powf(power));
    let square = start.transpose() * &start;
    let Some(inverse) = square.try_inverse() else {
        return (start, DMatrix::identity(loadings.ncols(), loadings.ncols()));
    };
    let mut turn = inverse * start.transpose() * target;
    let Some(spread) = (turn.transpose() * &turn).try_inverse() else {
        return (start, DMatrix::identity(loadings.ncols(), loadings.ncols()));
    };
    for (mut column, scale) in turn.column_iter_mut().zip(spread.diagonal().iter()) {
        column *= scale.sqrt();
    }
    let mut pattern = &start * &turn;
    let phi = match turn.clone().try_inverse() {
        Some(back) => &back * back.transpose(),
        None => DMatrix::identity(loadings.ncols(), loadings.ncols()),
    };
    if let Some(lengths) = lengths {
        scale_rows(&mut pattern, &lengths);
    }
    (pattern, phi)
}

/// Starts of oblimin beside the unrotated one.
const RANDOM_STARTS: u32 = 8;

/// Most steps of one descent.
const MOST_STEPS: usize = 20_000;

/// Length of the projected gradient at which a descent has settled.
const SETTLED: f64 = 1e-8;

/// Length of the projected gradient below which a descent that rounding has stopped counts as settled.
const STALLED: f64 = 1e-5;

fn oblimin(loadings: &DMatrix<f64>, gamma: f64, kaiser: bool) -> Result<(DMatrix<f64>, DMatrix<f64>), Error> {
    let (start, lengths) = if kaiser {
        let (rows, lengths) = normalize_rows(loadings);
        (rows, Some(lengths))
    } else {
        (loadings.clone(), None)
    };
    let axes = start.ncols();
    let mut random = ChaCha12Rng::seed_from_u64(1);
    let mut best: Option<(f64, DMatrix<f64>, DMatrix<f64>)> = None;
    for round in 0..=RANDOM_STARTS {
        let turn = if round == 0 {
            DMatrix::identity(axes, axes)
        } else {
            DMatrix::from_fn(axes, axes, |_, _| random.random::<f64>() - 0.5).qr().q()
        };
        if let Some((value, pattern, phi)) = descend(&start, turn, gamma)
            && best.as_ref().is_none_or(|(least, _, _)| value < *least - 1e-12)
        {
            best = Some((value, pattern, phi));
        }
    }
    let (_, mut pattern, phi) =
        best.ok_or(Error::NoConvergence { method: "oblimin", iterations: MOST_STEPS })?;
    if let Some(lengths) = lengths {
        scale_rows(&mut pattern, &lengths);
    }
    Ok((pattern, phi))
}

/// Gradient projection for oblique rotation (Jennrich 2002); `None` when it does not settle.
fn descend(
    start: &DMatrix<f64>,
    mut turn: DMatrix<f64>,
    gamma: f64,
) -> Option<(f64, DMatrix<f64>, DMatrix<f64>)> {
    let mut step = 1.0;
    let mut back = turn.clone().try_inverse()?;
    let mut pattern = start * back.transpose();
    let (mut value, mut slope) = criterion(&pattern, gamma);
    for _ in 0..MOST_STEPS {
        let gradient = -(pattern.transpose() * &slope * &back).transpose();
        let mut projected = gradient.clone();
        for axis in 0..turn.ncols() {
            let along = turn.column(axis).dot(&gradient.column(axis));
            let shift = turn.column(axis) * along;
            projected.column_mut(axis).axpy(-1.0, &shift, 1.0);
        }
        let length = projected.norm();
        if length < SETTLED {
            let phi = turn.transpose() * &turn;
            return Some((value, pattern, phi));
        }
        step *= 2.0;
        let mut moved_on = false;
        for _ in 0..60 {
            let mut moved = &turn - &projected * step;
            for mut column in moved.column_iter_mut() {
                let norm = column.norm();
                column /= norm;
            }
            if let Some(moved_back) = moved.clone().try_inverse() {
                let moved_pattern = start * moved_back.transpose();
                let (moved_value, moved_slope) = criterion(&moved_pattern, gamma);
                if moved_value < value - 0.5 * length * length * step {
                    (turn, back, pattern, value, slope) =
                        (moved, moved_back, moved_pattern, moved_value, moved_slope);
                    moved_on = true;
                    break;
                }
            }
            step /= 2.0;
        }
        if !moved_on {
            let phi = turn.transpose() * &turn;
            return (length < STALLED).then_some((value, pattern, phi));
        }
    }
    None
}

/// Oblimin's criterion ¼ Σ L² ∘ (C L² N) and its slope L ∘ (C L² N), with C = I − γ/p·11′ and N = 11′ − I.
fn criterion(pattern: &DMatrix<f64>, gamma: f64) -> (f64, DMatrix<f64>) {
    let squares = pattern.map(|value| value * value);
    let axes = pattern.ncols();
    let others = DMatrix::from_fn(axes, axes, |row, column| if row == column { 0.0 } else { 1.0 });
    let mut mixed = &squares * others;
    if gamma.abs() > 0.0 {
        let height = crate::stats::describe::count(pattern.nrows());
        for mut column in mixed.column_iter_mut() {
            let mean = column.sum() / height;
            column.add_scalar_mut(-gamma * mean);
        }
    }
    (squares.component_mul(&mixed).sum() / 4.0, pattern.component_mul(&mixed))
}
