//! Tables of numbers, such as answers or measurements.

use crate::sheet::read::{decode, reader_of};
use crate::sheet::{Problem, Reason};
use crate::text::digits::parse_number;

/// Most problems that are kept of a column; the first ones tell enough.
const MOST_PROBLEMS: usize = 5;

/// One column of a table of numbers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NumberColumn {
    /// Its heading as written.
    pub name: String,
    /// Its values; NaN where the cell is empty, `NA`, or no number.
    pub values: Vec<f64>,
    /// Cells that are neither empty nor a number, the first few.
    pub problems: Vec<Problem>,
}

/// Reads a table with headings as numbers, in the digits of any of its languages. A column of words is no error by itself:
/// its cells are listed with it, and count only when somebody needs the column.
///
/// A line of separators alone is a row in which everything is missing, such as a respondent who answered nothing; at the
/// end of the table it is none, since spreadsheets leave such lines there. A line without any character is no row.
///
/// # Errors
/// What is wrong with the table as such: no text, no heading line, an unnamed or doubled heading, rows of other lengths.
pub fn read_numbers(bytes: &[u8]) -> Result<Vec<NumberColumn>, Vec<Problem>> {
    let text = decode(bytes).ok_or_else(|| vec![Problem::in_line(0, Reason::NotText)])?;
    let mut reader = reader_of(&text);
    let mut record = csv::StringRecord::new();
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        vec![Problem::in_line(line, Reason::Broken(error.to_string()))]
    };
    if !reader.read_record(&mut record).map_err(|error| broken(&error))? {
        return Err(vec![Problem::in_line(0, Reason::NoHeading)]);
    }
    let mut columns: Vec<NumberColumn> = record
        .iter()
        .map(|name| NumberColumn { name: name.trim().to_owned(), ..NumberColumn::default() })
        .collect();
    let mut problems: Vec<Problem> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        if columns[..index].iter().any(|other| other.name == column.name) {
            problems.push(Problem::in_cell(1, &column.name, &column.name, Reason::DoubleColumn));
        }
    }
    let mut empty_rows = 0;
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        if record.iter().all(|cell| cell.trim().is_empty()) && columns.len() > 1 {
            empty_rows += 1;
            continue;
        }
        for column in &mut columns {
            column.values.extend(std::iter::repeat_n(f64::NAN, empty_rows));
        }
        empty_rows = 0;
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > columns.len() {
            problems.push(Problem::in_line(line, Reason::TooManyCells));
            break;
        }
        for (index, column) in columns.iter_mut().enumerate() {
            let cell = record.get(index).unwrap_or_default().trim();
            let value = match cell.parse::<f64>() {
                Ok(value) if value.is_finite() => value,
                _ if cell.is_empty() || cell == "NA" => f64::NAN,
                _ => parse_number(cell).unwrap_or_else(|| {
                    if column.problems.len() < MOST_PROBLEMS {
                        column.problems.push(Problem::in_cell(line, &column.name, cell, Reason::NotANumber));
                    }
                    f64::NAN
                }),
            };
            column.values.push(value);
        }
    }
    if problems.is_empty() { Ok(columns) } else { Err(problems) }
}

/// Reads one column of a table with headings as words, row by row as [`read_numbers`] counts rows; the heading is found
/// without regard to capital letters. None when there is no such column.
///
/// # Errors
/// What is wrong with the table as such.
pub fn read_words(bytes: &[u8], heading: &str) -> Result<Option<Vec<String>>, Vec<Problem>> {
    let text = decode(bytes).ok_or_else(|| vec![Problem::in_line(0, Reason::NotText)])?;
    let mut reader = reader_of(&text);
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        vec![Problem::in_line(line, Reason::Broken(error.to_string()))]
    };
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).map_err(|error| broken(&error))? {
        return Err(vec![Problem::in_line(0, Reason::NoHeading)]);
    }
    let width = record.len();
    let wanted = heading.trim().to_lowercase();
    let Some(place) = record.iter().position(|name| name.trim().to_lowercase() == wanted) else {
        return Ok(None);
    };
    let (mut words, mut empty_rows) = (Vec::new(), 0);
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        if record.iter().all(|cell| cell.trim().is_empty()) && width > 1 {
            empty_rows += 1;
            continue;
        }
        words.extend(std::iter::repeat_n(String::new(), empty_rows));
        empty_rows = 0;
        words.push(record.get(place).unwrap_or_default().trim().to_owned());
    }
    Ok(Some(words))
}

#[cfg(test)]
mod tests {
    use super::{read_numbers, read_words};

    #[test]
    fn a_respondent_who_answered_nothing_is_a_row_and_a_line_at_the_end_is_none() {
        let text = b"a,b,g\n1,2,x\n,,\n\n3,,y\n,,\n\n";
        let columns = read_numbers(text).unwrap();
        assert_eq!(columns[0].values.len(), 3);
        assert!(columns[0].values[1].is_nan() && columns[1].values[2].is_nan());
        assert!((columns[0].values[2] - 3.0).abs() < 1e-12);
        let words = read_words(text, "G").unwrap().unwrap();
        assert_eq!(words, ["x", "", "y"]);
        assert_eq!(read_words(text, "h").unwrap(), None);
    }

    #[test]
    fn persian_digits_gaps_and_words_are_told_apart() {
        let columns = read_numbers("a,b\n\u{6f1}\u{6f2},x\n,3.5\nNA,-1e3\n".as_bytes()).unwrap();
        assert!((columns[0].values[0] - 12.0).abs() < 1e-12);
        assert!(
            columns[0].values[1].is_nan() && columns[0].values[2].is_nan() && columns[0].problems.is_empty()
        );
        assert_eq!(columns[1].problems.len(), 1);
        assert!((columns[1].values[2] + 1000.0).abs() < 1e-9);
    }

    #[test]
    fn a_table_with_a_longer_row_is_refused() {
        assert!(read_numbers(b"a,b\n1,2,3\n").is_err());
        assert!(read_numbers(b"a,a\n1,2\n").is_err());
        assert!(read_numbers(b"").is_err());
    }
}
