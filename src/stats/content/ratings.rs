//! Checks of a panel's ratings.

use crate::stats::{Error, Table};

/// The fewest experts that make a panel (Lynn 1986: at least three).
const SMALLEST_PANEL: usize = 3;

/// The number of experts, which is the number of rows with at least one rating.
///
/// # Errors
/// [`Error::TooFewColumns`] without items, [`Error::TooFewRows`] below three experts, [`Error::AllMissing`] for items that
/// nobody rated.
pub(in crate::stats) fn check_panel(table: &Table) -> Result<usize, Error> {
    if table.columns.is_empty() {
        return Err(Error::TooFewColumns { needed: 1, got: 0 });
    }
    let panel = (0..table.rows())
        .filter(|row| {
            table.columns.iter().any(|column| column.get(*row).is_some_and(|rating| !rating.is_nan()))
        })
        .count();
    if panel < SMALLEST_PANEL {
        return Err(Error::TooFewRows { needed: SMALLEST_PANEL, got: panel });
    }
    let empty: Vec<String> = table
        .names
        .iter()
        .zip(&table.columns)
        .filter(|(_, column)| column.iter().all(|rating| rating.is_nan()))
        .map(|(name, _)| name.clone())
        .collect();
    if empty.is_empty() { Ok(panel) } else { Err(Error::AllMissing { columns: empty }) }
}

/// Refuses a table in which a rating is not allowed; `allowed_words` says which ones are.
///
/// # Errors
/// [`Error::NotCategories`] with all such items and the first such rating.
pub(in crate::stats) fn refuse_ratings(
    table: &Table,
    allowed_words: &str,
    is_allowed: impl Fn(f64) -> bool,
) -> Result<(), Error> {
    let mut columns = Vec::new();
    let mut reason = String::new();
    for (name, column) in table.names.iter().zip(&table.columns) {
        let wrong = column.iter().enumerate().find(|(_, rating)| !rating.is_nan() && !is_allowed(**rating));
        if let Some((row, rating)) = wrong {
            if columns.is_empty() {
                reason = format!("row {} of {name} holds {rating}, not {allowed_words}", row + 1);
            }
            columns.push(name.clone());
        }
    }
    if columns.is_empty() { Ok(()) } else { Err(Error::NotCategories { columns, reason }) }
}

/// The ratings that are there.
pub(super) fn given(column: &[f64]) -> Vec<f64> {
    column.iter().copied().filter(|rating| !rating.is_nan()).collect()
}
