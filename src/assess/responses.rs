//! Answers from and to a spreadsheet, and what is odd about them.

use crate::model::{Instrument, ResponseRow};
use crate::sheet::{Problem, Reason, Sheet, SheetWriter};
use crate::text::digits::parse_number;
use std::collections::BTreeMap;

/// One respondent's line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadRow {
    /// Line of the file.
    pub line: u64,
    /// The cell under `respondent` or `id`, or the number of the row.
    pub key: String,
    /// One answer per item of the instrument, in its order.
    pub answers: Vec<Option<i32>>,
}

/// Words that stand for "no answer" beside an empty cell.
const MISSING: [&str; 4] = ["na", "n/a", "-", "."];

/// Reads answers: one respondent a line, one column per item, headed by the item's key (or its factor's key).
///
/// Cells are scale values in any digits, or the scale's labels; empty cells are missing answers. Columns that are no
/// item are left alone. Missing item columns are an error: a column forgotten is not an item unanswered.
///
/// # Errors
/// Every problem of the file.
pub fn read_responses(bytes: &[u8], instrument: &Instrument) -> Result<Vec<ReadRow>, Vec<Problem>> {
    let sheet = Sheet::read(bytes)?;
    let mut problems = Vec::new();
    let columns: Vec<String> = instrument
        .items
        .iter()
        .filter_map(|item| {
            let candidates = [item.key.to_lowercase(), item.factor_key.to_lowercase()];
            let found = candidates.into_iter().find(|column| sheet.has(column));
            if found.is_none() {
                problems.push(Problem::in_cell(1, &item.key, "", Reason::MissingColumn));
            }
            found
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let labels = labels_of(instrument);
    let key_column = ["respondent", "id", "key"].into_iter().find(|column| sheet.has(column));
    let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for (number, row) in (1u64..).zip(&sheet.rows) {
        let key = key_column.map(|column| sheet.cell(row, column)).filter(|key| !key.is_empty());
        let key = key.map_or_else(|| number.to_string(), str::to_owned);
        if let Some(first_line) = first_lines.insert(key.clone(), row.line) {
            let column = key_column.unwrap_or("");
            problems.push(Problem::in_cell(row.line, column, &key, Reason::Duplicate { first_line }));
        }
        let mut answers = Vec::with_capacity(columns.len());
        for column in &columns {
            match answer(sheet.cell(row, column), instrument, &labels) {
                Ok(answer) => answers.push(answer),
                Err(reason) => {
                    problems.push(Problem::in_cell(row.line, column, sheet.cell(row, column), reason));
                }
            }
        }
        rows.push(ReadRow { line: row.line, key, answers });
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::in_line(0, Reason::Empty));
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn labels_of(instrument: &Instrument) -> BTreeMap<String, i32> {
    let points = instrument.scale.points.iter();
    points
        .flat_map(|point| point.labels.values().map(|label| (label.trim().to_lowercase(), point.value)))
        .collect()
}

fn answer(
    cell: &str,
    instrument: &Instrument,
    labels: &BTreeMap<String, i32>,
) -> Result<Option<i32>, Reason> {
    let lower = cell.to_lowercase();
    if cell.is_empty() || MISSING.contains(&lower.as_str()) {
        return Ok(None);
    }
    if let Some(value) = labels.get(&lower) {
        return Ok(Some(*value));
    }
    let (minimum, maximum) = (instrument.scale.minimum(), instrument.scale.maximum());
    let number = parse_number(cell).ok_or(Reason::NotANumber)?;
    if number.fract().abs() > 0.0 {
        return Err(Reason::NotANumber);
    }
    (minimum..=maximum)
        .find(|value| (f64::from(*value) - number).abs() < 0.5)
        .map(Some)
        .ok_or(Reason::OutOfRange { minimum: minimum.into(), maximum: maximum.into() })
}

/// Writes answers as a sheet that [`read_responses`] takes back.
pub fn write_responses(instrument: &Instrument, rows: &[ResponseRow]) -> Vec<u8> {
    let keys = instrument.items.iter().map(|item| item.key.as_str());
    let mut writer = SheetWriter::new(["respondent"].into_iter().chain(keys));
    for row in rows {
        let answers: Vec<String> = row
            .answers
            .iter()
            .map(|answer| answer.map_or_else(String::new, |value| value.to_string()))
            .collect();
        writer.row([row.key.as_str()].into_iter().chain(answers.iter().map(String::as_str)));
    }
    writer.finish()
}

/// Something about the answers that a person should look at; nothing is dropped because of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResponseFinding {
    /// All answers of a respondent are the same value.
    StraightLine {
        /// The respondent.
        respondent: String,
        /// The value.
        value: i32,
    },
    /// Two respondents gave exactly the same answers.
    SameAnswers {
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
    },
    /// More than half of a respondent's answers are missing.
    MostlyMissing {
        /// The respondent.
        respondent: String,
        /// Number of missing answers.
        missing: u32,
    },
    /// Nobody answered this item.
    NeverAnswered {
        /// The item's key.
        item: String,
    },
    /// Everybody who answered gave the same value.
    Constant {
        /// The item's key.
        item: String,
        /// The value.
        value: i32,
    },
}

/// Looks for straight lines, identical rows, missing answers and items without variance.
pub fn check_responses(instrument: &Instrument, rows: &[ResponseRow]) -> Vec<ResponseFinding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&[Option<i32>], &str> = BTreeMap::new();
    for row in rows {
        let given: Vec<i32> = row.answers.iter().copied().flatten().collect();
        let missing = row.answers.len() - given.len();
        if let Some(value) = constant(&given).filter(|_| given.len() > 2) {
            findings.push(ResponseFinding::StraightLine { respondent: row.key.clone(), value });
        }
        if missing * 2 > row.answers.len() {
            findings.push(ResponseFinding::MostlyMissing {
                respondent: row.key.clone(),
                missing: u32::try_from(missing).unwrap_or(u32::MAX),
            });
        } else if given.len() > 2
            && let Some(first) = seen.insert(&row.answers, &row.key)
        {
            findings.push(ResponseFinding::SameAnswers { first: first.to_owned(), second: row.key.clone() });
        }
    }
    for (index, item) in instrument.items.iter().enumerate() {
        let given: Vec<i32> =
            rows.iter().filter_map(|row| row.answers.get(index).copied().flatten()).collect();
        if given.is_empty() {
            findings.push(ResponseFinding::NeverAnswered { item: item.key.clone() });
        } else if let Some(value) = constant(&given).filter(|_| given.len() > 1) {
            findings.push(ResponseFinding::Constant { item: item.key.clone(), value });
        }
    }
    findings
}

/// The value that all share.
fn constant(values: &[i32]) -> Option<i32> {
    let first = values.first()?;
    values.iter().all(|value| value == first).then_some(*first)
}
