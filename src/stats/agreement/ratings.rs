//! Who gave which unit which category.

use crate::stats::describe::count;
use crate::stats::{Error, Table};

/// Ratings as numbers of categories.
#[derive(Clone, PartialEq, Debug)]
pub struct Ratings {
    /// Names of the coders.
    pub coders: Vec<String>,
    /// The categories that occur, in order.
    pub categories: Vec<f64>,
    /// For every unit the category of every coder; none where a coder said nothing. The units are in the order of their
    /// ratings, so that no sum over them depends on the order in which they came.
    pub units: Vec<Vec<Option<usize>>>,
}

impl Ratings {
    /// Reads a table with a row for each unit and a column for each coder.
    ///
    /// # Errors
    /// [`Error::TooFewColumns`] below two coders, [`Error::AllMissing`] when nobody rated anything, [`Error::NotCategories`]
    /// for an infinite rating.
    pub fn of(table: &Table) -> Result<Self, Error> {
        if table.columns.len() < 2 {
            return Err(Error::TooFewColumns { needed: 2, got: table.columns.len() });
        }
        if let Some(name) = infinite(table) {
            let reason = "an infinite rating is no category".to_owned();
            return Err(Error::NotCategories { columns: vec![name], reason });
        }
        // Adding 0 makes the zero that has a sign the one that has none.
        let mut categories: Vec<f64> = table
            .columns
            .iter()
            .flatten()
            .map(|value| value + 0.0)
            .filter(|value| value.is_finite())
            .collect();
        categories.sort_by(f64::total_cmp);
        categories.dedup_by(|one, other| one.total_cmp(other).is_eq());
        if categories.is_empty() {
            return Err(Error::AllMissing { columns: table.names.clone() });
        }
        let place = |value: f64| categories.iter().position(|other| other.total_cmp(&(value + 0.0)).is_eq());
        let mut units: Vec<Vec<Option<usize>>> = (0..table.rows())
            .map(|row| table.columns.iter().map(|column| place(column[row])).collect())
            .collect();
        units.sort();
        Ok(Self { coders: table.names.clone(), categories, units })
    }

    /// Ratings that are not there.
    pub fn missing(&self) -> usize {
        self.units.iter().flatten().filter(|rating| rating.is_none()).count()
    }

    /// The units that every coder rated.
    pub fn complete(&self) -> Vec<Vec<usize>> {
        self.units.iter().filter_map(|unit| unit.iter().copied().collect()).collect()
    }

    /// Share of the units that all rated in which all agree; NaN without such units.
    pub fn all_agree(&self) -> f64 {
        let complete = self.complete();
        let same = complete.iter().filter(|unit| unit.iter().all(|rating| *rating == unit[0])).count();
        count(same) / count(complete.len())
    }

    /// How many coders gave each unit each category.
    pub(super) fn counts(&self) -> Vec<Vec<f64>> {
        self.units
            .iter()
            .map(|unit| {
                let mut counts = vec![0.0; self.categories.len()];
                for rating in unit.iter().flatten() {
                    counts[*rating] += 1.0;
                }
                counts
            })
            .collect()
    }
}

/// The first column in which a value is infinite.
fn infinite(table: &Table) -> Option<String> {
    let columns = table.names.iter().zip(&table.columns);
    columns
        .filter(|(_, column)| column.iter().any(|value| value.is_infinite()))
        .map(|(name, _)| name.clone())
        .next()
}
