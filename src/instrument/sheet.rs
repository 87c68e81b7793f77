//! The questionnaire as a spreadsheet: one item a line, in the order of the questionnaire.

use crate::codebook::{Codebook, Found};
use crate::instrument::DraftItem;
use crate::model::Item;
use crate::sheet::{Problem, Reason, Sheet, SheetWriter};
use std::collections::{BTreeMap, BTreeSet};

/// Reads an item sheet (`item,factor,reversed,wording:LANGUAGE…`).
///
/// # Errors
/// Every problem of the sheet: missing columns, keys twice, unknown factors, an item without any wording.
pub fn read_items(bytes: &[u8], codebook: &Codebook) -> Result<Vec<DraftItem>, Vec<Problem>> {
    let sheet = Sheet::read(bytes)?;
    sheet.require(&["item", "factor"])?;
    let mut problems = Vec::new();
    let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
    let mut items = Vec::new();
    for row in &sheet.rows {
        let cell = |column: &str| sheet.cell(row, column);
        let mut problem =
            |column: &str, reason| problems.push(Problem::in_cell(row.line, column, cell(column), reason));
        if cell("item").is_empty() {
            problem("item", Reason::Empty);
        }
        if let Some(first_line) = first_lines.insert(cell("item").to_owned(), row.line) {
            problem("item", Reason::Duplicate { first_line });
        }
        let factor = match codebook.find(cell("factor")) {
            Found::One(code) if codebook.is_factor(code) => codebook.get(code),
            Found::Several => {
                problem("factor", Reason::AmbiguousCode);
                None
            }
            Found::One(_) | Found::Nothing => {
                problem("factor", Reason::UnknownCode);
                None
            }
        };
        let reversed = match cell("reversed") {
            "" | "0" | "no" => Some(false),
            "1" | "yes" => Some(true),
            _ => {
                let allowed = ["0", "1", "no", "yes"].map(str::to_owned).to_vec();
                problem("reversed", Reason::NotOneOf(allowed));
                None
            }
        };
        let wordings: BTreeMap<String, String> = sheet
            .cells_with_prefix(row, "wording:")
            .into_iter()
            .map(|(language, wording)| (language.to_owned(), wording.to_owned()))
            .collect();
        if wordings.is_empty() {
            problem("wording:…", Reason::Empty);
        }
        if let (Some(factor), Some(reversed)) = (factor, reversed) {
            items.push(DraftItem {
                key: cell("item").to_owned(),
                factor: factor.id,
                factor_key: factor.draft.key.clone(),
                reversed,
                wordings,
            });
        }
    }
    if items.is_empty() && problems.is_empty() {
        problems.push(Problem::in_line(0, Reason::Empty));
    }
    if problems.is_empty() { Ok(items) } else { Err(problems) }
}

/// Writes items as a sheet that [`read_items`] takes back.
pub fn write_items(items: &[Item]) -> Vec<u8> {
    let languages: BTreeSet<&str> =
        items.iter().flat_map(|item| item.wordings.keys()).map(String::as_str).collect();
    let wording_columns: Vec<String> =
        languages.iter().map(|language| format!("wording:{language}")).collect();
    let mut writer = SheetWriter::new(
        ["item", "factor", "reversed"].into_iter().chain(wording_columns.iter().map(String::as_str)),
    );
    for item in items {
        let reversed = if item.reversed { "1" } else { "0" };
        let mut cells = vec![item.key.as_str(), item.factor_key.as_str(), reversed];
        cells
            .extend(languages.iter().map(|language| item.wordings.get(*language).map_or("", String::as_str)));
        writer.row(cells);
    }
    writer.finish()
}
