//! What the two extractions minimise, with exact derivatives.

use crate::stats::factor::Extraction;
use crate::stats::linear::eigen;
use nalgebra::{DMatrix, DVector};

/// Least distance of two roots that a second derivative divides by; nearer ones count as so far apart.
const LEAST_GAP: f64 = 1e-9;

/// A correlation matrix, how many factors are taken from it, and how.
#[derive(Clone, Copy)]
pub(super) struct Problem<'a> {
    pub(super) r: &'a DMatrix<f64>,
    pub(super) wanted: usize,
    pub(super) extraction: Extraction,
}

/// The discrepancy at a point with its derivatives by the inner coordinates.
pub(super) struct Discrepancy {
    pub(super) value: f64,
    pub(super) gradient: DVector<f64>,
    pub(super) curvature: DMatrix<f64>,
}

impl Problem<'_> {
    fn likelihood(&self) -> bool {
        self.extraction == Extraction::MaximumLikelihood
    }

    /// The coordinate that the search moves: the uniqueness for minres, its logarithm for maximum likelihood.
    pub(super) fn inner(&self, uniqueness: f64) -> f64 {
        if self.likelihood() { uniqueness.ln() } else { uniqueness }
    }

    /// Uniquenesses at inner coordinates.
    pub(super) fn uniquenesses(&self, inner: &DVector<f64>) -> DVector<f64> {
        inner.map(|value| if self.likelihood() { value.exp() } else { value })
    }

    /// R − Ψ or Ψ^−½ R Ψ^−½, whose roots and vectors say everything.
    fn prepared(&self, unique: &DVector<f64>) -> DMatrix<f64> {
        if self.likelihood() {
            let roots = unique.map(f64::sqrt);
            DMatrix::from_fn(self.r.nrows(), self.r.ncols(), |row, column| {
                self.r[(row, column)] / (roots[row] * roots[column])
            })
        } else {
            self.r - DMatrix::from_diagonal(unique)
        }
    }

    /// Loadings that belong to uniquenesses, as they come.
    pub(super) fn loadings(&self, unique: &DVector<f64>) -> DMatrix<f64> {
        let (values, vectors) = eigen(&self.prepared(unique));
        DMatrix::from_fn(self.r.nrows(), self.wanted, |row, column| {
            let (own, vector) = (values[column], vectors[(row, column)]);
            if self.likelihood() {
                vector * (own - 1.0).max(0.0).sqrt() * unique[row].sqrt()
            } else {
                vector * own.max(0.0).sqrt()
            }
        })
    }

    /// The discrepancy at inner coordinates: with the roots λ that are not taken and their vectors ω,
    /// ½ Σ λ² has the slopes −Σ λω², and Σ(λ − log λ − 1) has Σ(1 − λ)ω² by the logarithms. Second derivatives follow from
    /// how roots and vectors move (Jöreskog 1977; Clarke 1970).
    pub(super) fn at(&self, inner: &DVector<f64>) -> Discrepancy {
        let k = self.r.nrows();
        let (values, vectors) = eigen(&self.prepared(&self.uniquenesses(inner)));
        let likelihood = self.likelihood();
        let (mut value, mut gradient) = (0.0, DVector::zeros(k));
        for (j, root) in values.iter().enumerate().skip(self.wanted) {
            let (own, slope) =
                if likelihood { (root - root.ln() - 1.0, 1.0 - root) } else { (0.5 * root * root, -root) };
            value += own;
            for (cell, vector) in gradient.iter_mut().zip(vectors.column(j).iter()) {
                *cell += slope * vector * vector;
            }
        }
        let curvature = self.curvature(&values, &vectors);
        Discrepancy { value, gradient, curvature }
    }

    fn curvature(&self, values: &[f64], vectors: &DMatrix<f64>) -> DMatrix<f64> {
        let k = self.r.nrows();
        let likelihood = self.likelihood();
        let rest = vectors.columns(self.wanted, k - self.wanted);
        let projection = rest * rest.transpose();
        // Pairs of roots that are not taken: the singular parts cancel, and 1 or ½(λ + λ) is left of each.
        let mut curvature = if likelihood {
            let mut weighted = rest.into_owned();
            for (mut column, root) in weighted.column_iter_mut().zip(&values[self.wanted..]) {
                column *= *root;
            }
            (weighted * rest.transpose()).component_mul(&projection)
        } else {
            projection.component_mul(&projection)
        };
        for (j, root) in values.iter().enumerate().skip(self.wanted) {
            for (taken, other) in values.iter().enumerate().take(self.wanted) {
                let gap = (other - root).max(LEAST_GAP);
                let factor = if likelihood { (1.0 - root) * (root + other) / gap } else { -2.0 * root / gap };
                let product = vectors.column(j).component_mul(&vectors.column(taken));
                curvature.ger(factor, &product, &product, 1.0);
            }
        }
        curvature
    }
}
