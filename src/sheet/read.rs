//! Reading a table.

use crate::sheet::{Problem, Reason};
use std::collections::BTreeMap;

/// One line of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
    cells: Vec<String>,
}

/// A table with headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    columns: Vec<String>,
    headings: Vec<String>,
    by_name: BTreeMap<String, usize>,
    /// The rows below the heading line; wholly empty ones are left out.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Reads a table from the bytes of a file.
    ///
    /// # Errors
    /// Every problem of the table as such: not text, no heading line, a heading twice, a line with too many cells.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let text = decode(bytes).ok_or_else(|| vec![Problem::in_line(0, Reason::NotText)])?;
        let mut reader = reader_of(&text);
        let mut records = reader.records();
        let heading = match records.next() {
            Some(Ok(record)) if record.iter().any(|cell| !cell.trim().is_empty()) => record,
            Some(Err(error)) => return Err(vec![broken(&error)]),
            _ => return Err(vec![Problem::in_line(0, Reason::NoHeading)]),
        };
        let headings: Vec<String> = heading.iter().map(|cell| cell.trim().to_owned()).collect();
        let columns: Vec<String> = heading.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let mut problems = Vec::new();
        let mut by_name = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            if !column.is_empty() && by_name.insert(column.clone(), index).is_some() {
                problems.push(Problem::in_cell(1, column, column, Reason::DoubleColumn));
            }
        }
        let mut rows = Vec::new();
        for record in records {
            match record {
                Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
                        problems.push(Problem::in_line(line, Reason::TooManyCells));
                    }
                    rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
                }
                Err(error) => {
                    problems.push(broken(&error));
                    break;
                }
            }
        }
        if problems.is_empty() { Ok(Self { columns, headings, by_name, rows }) } else { Err(problems) }
    }

    /// The headings, trimmed and in lower case.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The headings as they are written, trimmed.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Says whether there is a column of that heading.
    pub fn has(&self, column: &str) -> bool {
        self.by_name.contains_key(column)
    }

    /// Checks that the table has these columns.
    ///
    /// # Errors
    /// One problem for each missing one.
    pub fn require(&self, columns: &[&str]) -> Result<(), Vec<Problem>> {
        let missing: Vec<Problem> = columns
            .iter()
            .filter(|column| !self.has(column))
            .map(|column| Problem::in_cell(1, column, "", Reason::MissingColumn))
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(missing) }
    }

    /// The cell of `row` under `column` without surrounding white space; empty when there is none.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.exact_cell(row, column).trim()
    }

    /// The cell of `row` under `column`, white space included; empty when there is none.
    pub fn exact_cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.by_name.get(column).and_then(|index| row.cells.get(*index)).map_or("", String::as_str)
    }

    /// Non-empty cells of `row` whose heading begins with `prefix`, with the rest of the heading: `name:en` gives `en`.
    pub fn cells_with_prefix<'a>(&'a self, row: &'a Row, prefix: &str) -> Vec<(&'a str, &'a str)> {
        self.columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| Some((column.strip_prefix(prefix)?, cell.trim())))
            .filter(|(rest, cell)| !rest.is_empty() && !cell.is_empty())
            .collect()
    }
}

fn broken(error: &csv::Error) -> Problem {
    let line = error.position().map_or(0, csv::Position::line);
    Problem::in_line(line, Reason::Broken(error.to_string()))
}

pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let sixteen = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => sixteen(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => sixteen(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    };
    // One kind of line end, so that the lines that problems name are those that an editor shows.
    text.map(|text| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A reader of the rows of a table, the heading line among them; rows may have any length.
pub(super) fn reader_of(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter_of(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Whichever of comma, semicolon and tab occurs most often in the heading line outside quotation marks.
fn delimiter_of(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    for byte in heading.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        }
        if !quoted && let Some(count) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
            count.1 += 1;
        }
    }
    // The first of equals wins, so that a single column is read as comma-separated.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::sheet::Reason;

    #[test]
    fn semicolons_tabs_and_marks_are_found() {
        for text in ["\u{feff}a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\n A , b\n1,2\n,\n"] {
            let sheet = Sheet::read(text.as_bytes()).unwrap();
            assert_eq!(sheet.columns(), ["a", "b"], "{text:?}");
            assert_eq!(sheet.cell(&sheet.rows[0], "b"), "2");
            assert_eq!(sheet.rows.len(), 1);
        }
    }

    #[test]
    fn a_line_break_in_a_cell_keeps_the_line_numbers_right() {
        let sheet = Sheet::read("a,b\n\"x\ny\",1\nz,2\n".as_bytes()).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn what_is_wrong_with_the_table_is_named() {
        let reason = |bytes: &[u8]| Sheet::read(bytes).unwrap_err()[0].reason.clone();
        assert_eq!(reason(b""), Reason::NoHeading);
        assert_eq!(reason(b"a,a\n"), Reason::DoubleColumn);
        assert_eq!(reason(b"a\n1,2\n"), Reason::TooManyCells);
        assert_eq!(reason(&[b'a', 0xFF, b'\n']), Reason::NotText);
    }
}
