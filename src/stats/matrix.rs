//! A matrix as results carry it.

use nalgebra::DMatrix;

/// A rectangle of numbers, row by row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// Number of columns.
    pub width: usize,
    /// All cells, the first row first.
    pub cells: Vec<f64>,
}

impl Matrix {
    /// Number of rows.
    pub fn height(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    /// The cell in a row and a column, both from 0.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.width + column]
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks(self.width.max(1))
    }

    /// One column.
    pub fn column(&self, column: usize) -> Vec<f64> {
        self.rows().map(|row| row[column]).collect()
    }

    pub(super) fn of(dense: &DMatrix<f64>) -> Self {
        let cells = dense.row_iter().flat_map(|row| row.iter().copied().collect::<Vec<_>>()).collect();
        Self { width: dense.ncols(), cells }
    }

    pub(super) fn dense(&self) -> DMatrix<f64> {
        DMatrix::from_row_slice(self.height(), self.width, &self.cells)
    }
}
