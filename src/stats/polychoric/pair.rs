//! The correlation behind one pair of ordered variables.

use crate::stats::distribution::{bivariate_normal_lower, normal_lower};
use crate::stats::polychoric::rectangle::{between, rectangle};
use std::f64::consts::PI;

/// A two-way table with the borders of its categories.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Pair<'a> {
    pub(super) counts: &'a [f64],
    pub(super) rows: &'a [f64],
    pub(super) columns: &'a [f64],
}

/// Probability of every cell and its derivative by the correlation.
pub(super) struct Cells {
    pub(super) probability: Vec<f64>,
    pub(super) slope: Vec<f64>,
}

/// Below this a probability is no longer taken as a difference of four corners, each of which is right to about 1e-15.
const SMALL: f64 = 1e-7;

/// Least probability of a cell, so that an impossible cell that occurred does not stop the search.
const LEAST: f64 = 1e-300;

/// The density of the standard normal distribution.
pub(super) fn density(x: f64) -> f64 {
    if x.is_finite() { (-0.5 * x * x).exp() / (2.0 * PI).sqrt() } else { 0.0 }
}

fn joint_density(x: f64, y: f64, rho: f64) -> f64 {
    if !x.is_finite() || !y.is_finite() {
        return 0.0;
    }
    let rest = 1.0 - rho * rho;
    (-(x * x - 2.0 * rho * x * y + y * y) / (2.0 * rest)).exp() / (2.0 * PI * rest.sqrt())
}

fn corner(x: f64, y: f64, rho: f64) -> f64 {
    if x == f64::NEG_INFINITY || y == f64::NEG_INFINITY {
        0.0
    } else if x == f64::INFINITY {
        normal_lower(y)
    } else if y == f64::INFINITY {
        normal_lower(x)
    } else {
        bivariate_normal_lower(x, y, rho)
    }
}

impl Pair<'_> {
    /// All cells at a correlation.
    pub(super) fn cells(&self, rho: f64) -> Cells {
        let (height, width) = (self.rows.len(), self.columns.len());
        let mut below = vec![0.0; height * width];
        let mut height_of = vec![0.0; height * width];
        for (row, x) in self.rows.iter().enumerate() {
            for (column, y) in self.columns.iter().enumerate() {
                below[row * width + column] = corner(*x, *y, rho);
                height_of[row * width + column] = joint_density(*x, *y, rho);
            }
        }
        let difference = |values: &[f64], row: usize, column: usize| {
            values[(row + 1) * width + column + 1]
                - values[row * width + column + 1]
                - values[(row + 1) * width + column]
                + values[row * width + column]
        };
        let mut found = Cells { probability: Vec::new(), slope: Vec::new() };
        for row in 0..height - 1 {
            for column in 0..width - 1 {
                let mut probability = difference(&below, row, column);
                // Cells without rows weigh nothing, so that their digits do not matter.
                if probability < SMALL && self.counts[row * (width - 1) + column] > 0.0 {
                    let across = (self.rows[row], self.rows[row + 1]);
                    probability = rectangle(across, (self.columns[column], self.columns[column + 1]), rho);
                }
                found.probability.push(probability.max(LEAST));
                found.slope.push(difference(&height_of, row, column));
            }
        }
        found
    }

    /// The log-likelihood's derivative by the correlation and the expected information of all rows.
    fn slope(&self, rho: f64) -> (f64, f64) {
        let cells = self.cells(rho);
        let n: f64 = self.counts.iter().sum();
        let (mut slope, mut information) = (0.0, 0.0);
        for ((count, probability), derivative) in self.counts.iter().zip(&cells.probability).zip(&cells.slope)
        {
            if *count > 0.0 {
                slope += count * derivative / probability;
            }
            if *probability > 1e-12 {
                information += n * derivative * derivative / probability;
            }
        }
        (slope, information)
    }

    /// The most likely correlation with these borders, at most `largest` in size (Olsson 1979, second step).
    ///
    /// Scoring steps, safeguarded by the interval in which the derivative changes its sign.
    pub(super) fn correlation(&self, start: f64, largest: f64) -> f64 {
        let (mut low, mut high) = (-largest, largest);
        let mut rho = start.clamp(-0.9, 0.9);
        for _ in 0..100 {
            let (slope, information) = self.slope(rho);
            if slope > 0.0 {
                low = rho;
            } else {
                high = rho;
            }
            let step = slope / information;
            let next = if (low..=high).contains(&(rho + step)) { rho + step } else { 0.5 * (low + high) };
            let moved = (next - rho).abs();
            rho = next;
            if moved < 1e-12 || high - low < 1e-13 {
                break;
            }
        }
        rho
    }

    /// Standard error of the correlation with known borders, from the observed information.
    pub(super) fn error(&self, rho: f64) -> f64 {
        let step = 1e-5 * (1.0 - rho * rho).max(1e-4);
        let curvature = (self.slope(rho + step).0 - self.slope(rho - step).0) / (2.0 * step);
        if curvature < 0.0 { (-curvature).recip().sqrt() } else { f64::NAN }
    }

    /// Derivatives of the log-probability of every cell: by each inner border of the rows, of the columns, and by the
    /// correlation. One vector for each cell.
    pub(super) fn log_slopes(&self, rho: f64) -> Vec<Vec<f64>> {
        let (height, width) = (self.rows.len() - 1, self.columns.len() - 1);
        let cells = self.cells(rho);
        let rest = (1.0 - rho * rho).sqrt();
        let share_between =
            |from: f64, to: f64, given: f64| between((from - rho * given) / rest, (to - rho * given) / rest);
        let mut found = Vec::with_capacity(height * width);
        for row in 0..height {
            for column in 0..width {
                let probability = cells.probability[row * width + column];
                let mut slopes = vec![0.0; height - 1 + width - 1 + 1];
                for (border, sign) in [(row, -1.0), (row + 1, 1.0)] {
                    if (1..height).contains(&border) {
                        let at = self.rows[border];
                        let share = share_between(self.columns[column], self.columns[column + 1], at);
                        slopes[border - 1] = sign * density(at) * share / probability;
                    }
                }
                for (border, sign) in [(column, -1.0), (column + 1, 1.0)] {
                    if (1..width).contains(&border) {
                        let at = self.columns[border];
                        let share = share_between(self.rows[row], self.rows[row + 1], at);
                        slopes[height - 1 + border - 1] = sign * density(at) * share / probability;
                    }
                }
                slopes[height - 1 + width - 1] = cells.slope[row * width + column] / probability;
                found.push(slopes);
            }
        }
        found
    }
}
