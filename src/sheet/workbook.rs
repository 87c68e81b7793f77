//! Writing tables as one workbook.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number; it stays one in the spreadsheet.
    Number(f64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A whole number.
    pub fn count(value: u32) -> Self {
        Self::Number(f64::from(value))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// A table with a name and headings.
#[derive(Clone, PartialEq, Debug)]
pub struct SheetTable {
    /// What it is called; the tab of the workbook shows up to 31 characters of it.
    pub name: String,
    /// One heading a column.
    pub head: Vec<String>,
    /// Rows as long as the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// The widest column, in characters; longer texts wrap.
const WIDEST: u32 = 60;

/// Most characters that a cell of a workbook holds.
const LONGEST_CELL: usize = 32_767;

/// Writes tables as an Excel workbook, one sheet each, in the reading direction.
///
/// Headings stay in sight, columns can be filtered, long texts wrap. Nothing in a cell is taken for a formula.
///
/// # Errors
/// Why a table does not fit a workbook: more than 1,048,576 rows.
pub fn write_workbook(tables: &[SheetTable], right_to_left: bool) -> Result<Vec<u8>, String> {
    let mut workbook = Workbook::new();
    // The moment of writing must not show in the bytes: the same tables make the same file.
    let properties = rust_xlsxwriter::DocProperties::new().set_creation_datetime(
        &rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| error.to_string())?,
    );
    workbook.set_properties(&properties);
    let mut taken: Vec<String> = Vec::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        let name = tab_name(&table.name, &taken);
        fill(sheet, table, &name, right_to_left).map_err(|error| format!("{}: {error}", table.name))?;
        taken.push(name);
    }
    workbook.save_to_buffer().map_err(|error| error.to_string())
}

fn fill(sheet: &mut Worksheet, table: &SheetTable, name: &str, right_to_left: bool) -> Result<(), XlsxError> {
    let align = if right_to_left { FormatAlign::Right } else { FormatAlign::Left };
    let direction = if right_to_left { 2 } else { 1 };
    let head = Format::new().set_bold().set_align(align).set_reading_direction(direction);
    let body = Format::new()
        .set_text_wrap()
        .set_align(align)
        .set_align(FormatAlign::Top)
        .set_reading_direction(direction);
    let number = Format::new().set_align(FormatAlign::Top);
    sheet.set_name(name)?.set_right_to_left(right_to_left).set_freeze_panes(1, 0)?;
    for (column, heading) in (0u16..).zip(&table.head) {
        sheet.write_with_format(0, column, heading.as_str(), &head)?;
        sheet.set_column_width(column, f64::from(width_of(table, usize::from(column))))?;
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let shown: String = text.chars().take(LONGEST_CELL).collect();
                    sheet.write_string_with_format(row, column, shown, &body)?;
                }
                Cell::Number(value) if value.is_finite() => {
                    sheet.write_number_with_format(row, column, *value, &number)?;
                }
                Cell::Number(_) | Cell::Empty => {}
            }
        }
    }
    if let (Ok(rows), Some(last)) = (
        u32::try_from(table.rows.len()),
        u16::try_from(table.head.len()).ok().and_then(|count| count.checked_sub(1)),
    ) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

fn width_of(table: &SheetTable, column: usize) -> u32 {
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(WIDEST);
    let cells = table.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) => Some(length(text)),
        _ => None,
    });
    let heading = table.head.get(column).map_or(0, |heading| length(heading));
    cells.chain([heading, 8]).max().unwrap_or(8).min(WIDEST) + 2
}

/// A name that a tab may bear: at most 31 characters, none of `[]:*?/\`, no name twice.
fn tab_name(name: &str, taken: &[String]) -> String {
    let allowed: String = name.chars().filter(|character| !"[]:*?/\\'".contains(*character)).collect();
    let short: String = allowed.chars().take(28).collect();
    let is_taken = |wanted: &str| taken.iter().any(|other| other == wanted);
    if !is_taken(&short) && !short.is_empty() {
        return short;
    }
    let numbered = (2..).map(|number: u32| format!("{short} {number}"));
    numbered.into_iter().find(|wanted| !is_taken(wanted)).unwrap_or(short)
}
