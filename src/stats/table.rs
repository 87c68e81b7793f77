//! Columns of numbers with names.

use std::cmp::Ordering;

/// Which group every row of a table belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Groups {
    /// Names of the groups, in the order in which they first appear.
    pub names: Vec<String>,
    /// The number of its group for every row; none where nothing is said.
    pub of_row: Vec<Option<usize>>,
}

/// A table of numbers; a missing value is NaN.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// Name of each column.
    pub names: Vec<String>,
    /// One vector per column, all of the same length.
    pub columns: Vec<Vec<f64>>,
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The rows in which no value is missing (listwise deletion).
    pub fn complete(&self) -> Self {
        let whole: Vec<usize> = (0..self.rows())
            .filter(|row| self.columns.iter().all(|column| column[*row].is_finite()))
            .collect();
        let columns =
            self.columns.iter().map(|column| whole.iter().map(|row| column[*row]).collect()).collect();
        Self { names: self.names.clone(), columns }
    }

    /// The same rows in the order of their values, so that no sum over them depends on the order in which they came.
    pub(crate) fn in_order(&self) -> Self {
        let mut order: Vec<usize> = (0..self.rows()).collect();
        let place = |one: usize, other: usize| {
            let cells = self.columns.iter().map(|column| column[one].total_cmp(&column[other]));
            cells.into_iter().find(|found| found.is_ne()).unwrap_or(Ordering::Equal)
        };
        order.sort_by(|one, other| place(*one, *other));
        let columns =
            self.columns.iter().map(|column| order.iter().map(|row| column[*row]).collect()).collect();
        Self { names: self.names.clone(), columns }
    }

    /// The columns of these names, in this order; the first name that is not there as the error.
    ///
    /// # Errors
    /// The unknown name.
    pub fn select(&self, names: &[String]) -> Result<Self, String> {
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let index = self.names.iter().position(|other| other == name).ok_or_else(|| name.clone())?;
            columns.push(self.columns[index].clone());
        }
        Ok(Self { names: names.to_vec(), columns })
    }
}
