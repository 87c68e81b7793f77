//! Statistics over HTTP: the registry of `wire::stats` over tables that are sent.

use crate::sheet::read_numbers;
use crate::stats::{Groups, Table};
use crate::web::call::{Call, Refusal};
use crate::web::service::{Service, codebook_model};
use crate::wire::stats::{Input, Request, methods, run as compute};
use crate::workbench::Error;
use serde_json::{Value, json};

/// The methods with what they compute.
#[expect(clippy::unnecessary_wraps, reason = "every route may refuse")]
pub(super) fn list(_: &mut Service, _: &Call) -> Result<Value, Refusal> {
    Ok(methods().map(|method| json!({ "name": method.name, "about": method.summary })).collect())
}

/// Computes a method.
pub(super) fn run(service: &mut Service, call: &Call) -> Result<Value, Refusal> {
    let answers = call.body.get("answers").filter(|answers| !answers.is_null());
    let set = answers.and_then(|answers| answers.get("set")).and_then(Value::as_str);
    let table = match (call.body.get("table"), call.field("csv")?, answers) {
        (Some(table), None, None) => table_of("table", table)?,
        (None, Some(csv), None) => csv_table(csv)?,
        (None, None, Some(_)) => service.workbench.answers_table(set, &[])?,
        (None, None, None) => Table::default(),
        _ => return Err(wrong("table", "give one of table, csv and answers")),
    };
    let columns = names("columns", call.body.get("columns"))?;
    let table = if columns.is_empty() {
        table
    } else {
        table.select(&columns).map_err(|name| wrong("columns", &format!("there is no column {name}")))?
    };
    let more: Vec<Table> = match call.body.get("more") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(tables)) => {
            tables.iter().map(|table| table_of("more", table)).collect::<Result<_, _>>()?
        }
        Some(_) => return Err(wrong("more", "must be a list of tables")),
    };
    let input = match (call.whole("correlations", u32::MAX)?, call.field("input")?) {
        (Some(n), _) => Input::Correlations { n: n as usize },
        (None, None | Some("listwise")) => Input::Listwise,
        (None, Some("pairwise")) => Input::Pairwise,
        (None, Some(_)) => return Err(wrong("input", "must be listwise or pairwise")),
    };
    let model = match (call.field("model")?, call.field("codebook")?) {
        (Some(model), _) => Some(model.to_owned()),
        (None, Some(kind)) => Some(service.workbench.answers_model(set, codebook_model("codebook", kind)?)?),
        (None, None) => None,
    };
    let groups = call.body.get("groups").filter(|groups| !groups.is_null()).map(groups_of).transpose()?;
    let nothing = Value::Null;
    let request = Request {
        method: call.part("method"),
        table: &table,
        more: &more,
        input,
        groups: groups.as_ref(),
        model: model.as_deref(),
        options: call.body.get("options").unwrap_or(&nothing),
    };
    Ok(compute(&request)?)
}

fn wrong(name: &str, reason: &str) -> Refusal {
    Refusal::Parameter(name.to_owned(), reason.to_owned())
}

fn names(field: &str, value: Option<&Value>) -> Result<Vec<String>, Refusal> {
    let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| wrong(field, "must be a list of texts"))?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    list.iter().map(text).collect::<Option<_>>().ok_or_else(|| wrong(field, "must be a list of texts"))
}

/// A table of names and columns; null is a missing value.
fn table_of(field: &str, value: &Value) -> Result<Table, Refusal> {
    let names = names(&format!("{field}.names"), value.get("names"))?;
    let form = || wrong(&format!("{field}.columns"), "must hold a list of numbers or nulls for each name");
    let number = |cell: &Value| if cell.is_null() { Some(f64::NAN) } else { cell.as_f64() };
    let columns = value.get("columns").and_then(Value::as_array).ok_or_else(form)?;
    let columns: Option<Vec<Vec<f64>>> =
        columns.iter().map(|column| column.as_array()?.iter().map(number).collect()).collect();
    let columns = columns.filter(|columns| columns.len() == names.len()).ok_or_else(form)?;
    if columns.windows(2).any(|pair| pair[0].len() != pair[1].len()) {
        return Err(wrong(&format!("{field}.columns"), "must all have the same length"));
    }
    Ok(Table { names, columns })
}

/// A CSV text; columns with anything but numbers are left out, as on the command line.
fn csv_table(csv: &str) -> Result<Table, Refusal> {
    let read =
        read_numbers(csv.as_bytes()).map_err(|problems| Error::Table { file: "csv".to_owned(), problems })?;
    let mut table = Table::default();
    for column in read.into_iter().filter(|column| column.problems.is_empty()) {
        table.names.push(column.name);
        table.columns.push(column.values);
    }
    Ok(table)
}

/// The group of each row, in the order in which the groups appear.
fn groups_of(value: &Value) -> Result<Groups, Refusal> {
    let form = || wrong("groups", "must be a list of texts, numbers or nulls");
    let mut groups = Groups::default();
    for cell in value.as_array().ok_or_else(form)? {
        let name = match cell {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => return Err(form()),
        };
        let place = name.map(|name| match groups.names.iter().position(|known| *known == name) {
            Some(place) => place,
            None => {
                groups.names.push(name);
                groups.names.len() - 1
            }
        });
        groups.of_row.push(place);
    }
    Ok(groups)
}
