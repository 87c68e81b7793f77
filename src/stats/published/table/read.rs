//! Cells of a printed table to rows of figures.

use crate::stats::published::table::column::{Column, squeezed};
use crate::stats::published::table::row::Row;
use crate::stats::published::{Figure, NotAFigure, PrintedP};

/// What is wrong with a cell.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Trouble {
    /// It is no figure, or empty.
    #[error(transparent)]
    NotAFigure(#[from] NotAFigure),
    /// A p must lie between 0 and 1.
    #[error("no p between 0 and 1")]
    NotAP,
    /// A standard deviation must not be negative.
    #[error("negative")]
    Negative,
    /// n must be a whole number from 2 on, df one from 1 on.
    #[error("no whole number that is large enough")]
    NotACount,
    /// n and df of the row are not one apart.
    #[error("n is {n} but df is {degrees}")]
    SizesDiffer {
        /// n of the row.
        n: u32,
        /// df of the row.
        degrees: u32,
    },
    /// The status is neither favourable nor unfavourable.
    #[error("neither favourable nor unfavourable")]
    NotAStatus,
    /// The item stood in an earlier row already.
    #[error("stands in row {first} already")]
    Double {
        /// The earlier row, from 0.
        first: usize,
    },
}

/// A cell that cannot be taken; its figure is left out of the row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The row, from 0, the heading not counted.
    pub row: usize,
    /// The column.
    pub column: Column,
    /// The text of the cell.
    pub cell: String,
    /// What is wrong.
    pub trouble: Trouble,
}

/// A table as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// The columns that were found, with their places from 0; the first of two with one meaning.
    pub columns: Vec<(Column, usize)>,
    /// Columns of [`Column::NEEDED`] that no heading names.
    pub missing: Vec<Column>,
    /// Places of the headings that name no column, or one that stood there before.
    pub unused: Vec<usize>,
    /// The rows, empty ones left out.
    pub rows: Vec<Row>,
    /// Cells that could not be taken.
    pub problems: Vec<Problem>,
}

/// Reads a table from its heading line and its cells, as any CSV reader gives them.
///
/// Figures may have digits of any set, and stars of significance behind them. A dash or nothing is an empty cell. A row
/// without a name is called by its number, from 1.
pub fn read<S: AsRef<str>>(heading: &[S], rows: &[Vec<S>]) -> Reading {
    let mut reading = Reading::default();
    for (place, text) in heading.iter().enumerate() {
        match Column::of_heading(text.as_ref()) {
            Some(column) if reading.columns.iter().all(|(known, _)| *known != column) => {
                reading.columns.push((column, place));
            }
            _ => reading.unused.push(place),
        }
    }
    let has = |column: Column| reading.columns.iter().any(|(known, _)| *known == column);
    reading.missing = Column::NEEDED.into_iter().filter(|column| !has(*column)).collect();
    let mut names: Vec<(String, usize)> = Vec::new();
    for (index, cells) in rows.iter().enumerate() {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.as_ref().trim());
        if reading.columns.iter().all(|(_, place)| cell(*place).is_empty()) {
            continue;
        }
        let mut line = Line { row: Row::default(), degrees: None, problems: Vec::new(), index };
        for (column, place) in &reading.columns {
            line.take(*column, cell(*place));
        }
        line.settle_size();
        if line.row.item.is_empty() {
            line.row.item = (index + 1).to_string();
        }
        if let Some((_, first)) = names.iter().find(|(name, _)| *name == line.row.item) {
            let item = line.row.item.clone();
            line.refuse(Column::Item, &item, Trouble::Double { first: *first });
        }
        names.push((line.row.item.clone(), index));
        reading.rows.push(line.row);
        reading.problems.extend(line.problems);
    }
    reading
}

/// A row while its cells are read.
struct Line {
    row: Row,
    degrees: Option<u32>,
    problems: Vec<Problem>,
    index: usize,
}

impl Line {
    fn refuse(&mut self, column: Column, cell: &str, trouble: Trouble) {
        self.problems.push(Problem { row: self.index, column, cell: cell.to_owned(), trouble });
    }

    fn take(&mut self, column: Column, cell: &str) {
        if column == Column::Item {
            cell.clone_into(&mut self.row.item);
            return;
        }
        let text = cell.trim_end_matches(['*', '†', ' ']);
        let taken = match column {
            _ if matches!(text, "" | "-" | "–" | "—") => match column {
                Column::N | Column::Degrees | Column::Status => Ok(()),
                _ => Err(NotAFigure::Empty.into()),
            },
            Column::Item => Ok(()),
            Column::Mean => {
                Figure::parse(text).map(|figure| self.row.mean = Some(figure)).map_err(Into::into)
            }
            Column::T => Figure::parse(text).map(|figure| self.row.t = Some(figure)).map_err(Into::into),
            Column::Deviation => self.take_deviation(text),
            Column::P => self.take_p(text),
            Column::N => count(text, 2).map(|n| self.row.n = Some(n)),
            Column::Degrees => count(text, 1).map(|degrees| self.degrees = Some(degrees)),
            Column::Status => status(text).map(|favourable| self.row.favourable = Some(favourable)),
        };
        if let Err(trouble) = taken {
            self.refuse(column, cell, trouble);
        }
    }

    fn take_deviation(&mut self, text: &str) -> Result<(), Trouble> {
        let figure = Figure::parse(text)?;
        if figure.units < 0 {
            return Err(Trouble::Negative);
        }
        self.row.deviation = Some(figure);
        Ok(())
    }

    fn take_p(&mut self, text: &str) -> Result<(), Trouble> {
        self.row.p = Some(PrintedP::parse(text).map_err(|_| Trouble::NotAP)?);
        Ok(())
    }

    /// The n of a row without one follows from its degrees of freedom.
    fn settle_size(&mut self) {
        match (self.row.n, self.degrees) {
            (None, Some(degrees)) => self.row.n = degrees.checked_add(1),
            (Some(n), Some(degrees)) if n - 1 != degrees => {
                self.refuse(Column::Degrees, &degrees.to_string(), Trouble::SizesDiffer { n, degrees });
            }
            _ => {}
        }
    }
}

/// A whole number from `least` on.
fn count(text: &str, least: u32) -> Result<u32, Trouble> {
    let figure = Figure::parse(text)?;
    u32::try_from(figure.units)
        .ok()
        .filter(|number| figure.places == 0 && *number >= least)
        .ok_or(Trouble::NotACount)
}

fn status(text: &str) -> Result<bool, Trouble> {
    match squeezed(text).as_str() {
        "favourable" | "favorable" | "مطلوب" => Ok(true),
        "unfavourable" | "unfavorable" | "نامطلوب" => Ok(false),
        _ => Err(Trouble::NotAStatus),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Trouble, read};
    use crate::stats::published::NotAFigure;

    fn cells(lines: &[&str]) -> Vec<Vec<String>> {
        lines.iter().map(|line| line.split(';').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn persian_headings_and_digits_are_read() {
        let table = cells(&[
            "گویه;میانگین;انحراف\u{200c}معیار;آماره t;سطح معنی\u{200c}داري;درجه آزادی;وضعیت",
            "الف;۳٫۴;۰٫۹۴;۱٫۹۹;۰٫۰۴۸;۳۸۳;مطلوب",
        ]);
        let reading = read(&table[0], &table[1..]);
        assert!(reading.missing.is_empty() && reading.unused.is_empty() && reading.problems.is_empty());
        let row = reading.rows.first().unwrap();
        assert_eq!((row.item.as_str(), row.n, row.favourable), ("الف", Some(384), Some(true)));
        assert_eq!(row.mean.map(|mean| mean.to_string()), Some("3.4".to_owned()));
    }

    #[test]
    fn every_wrong_cell_is_named_and_the_others_stay() {
        let table = cells(&[
            "Item;Mean;Std. Deviation;t;Sig. (2-tailed);N;df;note;mean",
            "R1;abc;-1;2.5**;1.3;1;;x;3",
            ";;;;;;;;",
            "R1;3.20;;—;.04;20;20;;",
        ]);
        let reading = read(&table[0], &table[1..]);
        assert_eq!(reading.unused, [7, 8]);
        let found: Vec<_> =
            reading.problems.iter().map(|one| (one.row, one.column, one.trouble.clone())).collect();
        assert_eq!(
            found,
            [
                (0, Column::Mean, Trouble::NotAFigure(NotAFigure::NotANumber)),
                (0, Column::Deviation, Trouble::Negative),
                (0, Column::P, Trouble::NotAP),
                (0, Column::N, Trouble::NotACount),
                (2, Column::Deviation, Trouble::NotAFigure(NotAFigure::Empty)),
                (2, Column::T, Trouble::NotAFigure(NotAFigure::Empty)),
                (2, Column::Degrees, Trouble::SizesDiffer { n: 20, degrees: 20 }),
                (2, Column::Item, Trouble::Double { first: 0 }),
            ]
        );
        assert_eq!(reading.rows.len(), 2);
        assert_eq!(read(&["x"], &[]).missing.len(), 5);
    }
}
