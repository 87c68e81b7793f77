//! Zeros that a spreadsheet drops at the end of a figure.

use crate::stats::published::Figure;
use crate::stats::published::table::column::Column;
use crate::stats::published::table::row::Row;

/// What [`restore_zeros`] assumed about a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RestoredZeros {
    /// The column.
    pub column: Column,
    /// Decimals that all its figures have now.
    pub places: u32,
    /// How many figures had fewer.
    pub figures: usize,
}

/// Gives the means, the standard deviations and the t of a table as many decimals as the longest of their column has: a
/// spreadsheet prints 3.40 as 3.4. That is an assumption, so what was assumed is returned and must be told.
pub fn restore_zeros(rows: &mut [Row]) -> Vec<RestoredZeros> {
    type Pick = fn(&mut Row) -> &mut Option<Figure>;
    let columns: [(Column, Pick); 3] = [
        (Column::Mean, |row| &mut row.mean),
        (Column::Deviation, |row| &mut row.deviation),
        (Column::T, |row| &mut row.t),
    ];
    let mut restored = Vec::new();
    for (column, pick) in columns {
        let places =
            rows.iter_mut().filter_map(|row| *pick(row)).map(|figure| figure.places).max().unwrap_or(0);
        let mut figures = 0;
        for figure in rows.iter_mut().filter_map(|row| pick(row).as_mut()) {
            if figure.places < places {
                *figure = figure.with_places(places);
                figures += 1;
            }
        }
        if figures > 0 {
            restored.push(RestoredZeros { column, places, figures });
        }
    }
    restored
}

#[cfg(test)]
mod tests {
    use super::restore_zeros;
    use crate::stats::published::table::read;

    #[test]
    fn dropped_zeros_are_restored_and_reported() {
        let line = |line: &'static str| line.split(';').collect::<Vec<&str>>();
        let lines = [line("R1;3.4;0.94;1.99;.05"), line("R2;4;1;2.85;.010")];
        let mut rows = read(&line("item;mean;sd;t;p"), &lines).rows;
        let restored = restore_zeros(&mut rows);
        let told: Vec<_> = restored.iter().map(|one| (one.column.name(), one.places, one.figures)).collect();
        assert_eq!(told, [("mean", 1, 1), ("sd", 2, 1)]);
        assert_eq!(rows[1].deviation.map(|figure| figure.to_string()), Some("1.00".to_owned()));
    }
}
