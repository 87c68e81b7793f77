//! `baft stats`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::stats::Table;
use crate::wire::stats::{Error, Input, Request, methods, run as compute};
use crate::workbench::{CodebookModel, is_study, read_groups, read_model, read_table};
use serde_json::Value;
use std::path::PathBuf;

/// Compute a statistical method over any CSV table, or over the answers of a study
///
/// Without a method the methods are listed. Empty cells and NA are missing values. Of a study the scored answers are taken, with
/// reversed items turned round.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft stats\n  baft stats reliability.alpha answers.csv --columns R1,R2,R3\n  baft stats efa.principal_components answers.csv --params '{\"nfactors\": 4}'\n  baft stats efa.adequacy correlations.csv --correlations 305\n  baft stats sem.mlr thesis.baft --codebook second-order"
)]
pub(super) struct Args {
    /// Name of the method
    method: Option<String>,
    /// CSV files with headings, or a study; most methods take one, some none
    #[arg(requires = "method")]
    data: Vec<PathBuf>,
    /// Columns to use, with commas between them (default: all that hold numbers alone)
    #[arg(long, value_delimiter = ',')]
    columns: Vec<String>,
    /// Options of the method as a JSON object
    #[arg(long, value_parser = object, default_value = "{}")]
    params: Value,
    /// Let every pair of columns use the rows in which both have a value
    #[arg(long, conflicts_with = "correlations")]
    pairwise: bool,
    /// The table is a correlation matrix from that many rows
    #[arg(long, value_name = "ROWS")]
    correlations: Option<usize>,
    /// Text file with a model in lavaan's syntax
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Of a study: name of the set of answers (default: the newest)
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Of a study: the measurement model of its codebook: components, second-order or subscales
    #[arg(long, value_parser = crate::cli::instrument::model_kind, conflicts_with = "model")]
    codebook: Option<CodebookModel>,
    /// Column that says which group a row belongs to
    #[arg(long, value_name = "COLUMN")]
    group: Option<String>,
}

fn object(text: &str) -> Result<Value, String> {
    match serde_json::from_str(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err("a JSON object such as {\"mu\": 3}".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let Some(method) = &arguments.method else {
        let rows: Vec<Vec<String>> =
            methods().map(|method| vec![method.name.to_owned(), method.summary.to_owned()]).collect();
        let shape = || {
            methods()
                .map(|method| (method.name.to_owned(), Value::from(method.summary)))
                .collect::<serde_json::Map<_, _>>()
        };
        context.print(|| Value::Object(shape()), || context.table(&rows))?;
        return Ok(exit_code::DONE);
    };
    let input = match arguments.correlations {
        Some(n) => Input::Correlations { n },
        None if arguments.pairwise => Input::Pairwise,
        None => Input::Listwise,
    };
    let first = arguments.data.first();
    let study = first.filter(|file| is_study(file)).map(|file| context.open(file)).transpose()?;
    if study.is_none() && (arguments.set.is_some() || arguments.codebook.is_some()) {
        return Err(Failure::Said(exit_code::USAGE, context.locale.text("stats-needs-study")));
    }
    let table = match (&study, first) {
        (Some(study), _) => study.answers_table(arguments.set.as_deref(), &arguments.columns)?,
        (None, Some(file)) => read_table(file, &arguments.columns)?,
        (None, None) => Table::default(),
    };
    let more =
        arguments.data.iter().skip(1).map(|file| read_table(file, &[])).collect::<Result<Vec<_>, _>>()?;
    let model = match (&study, arguments.codebook) {
        (Some(study), Some(kind)) => Some(study.answers_model(arguments.set.as_deref(), kind)?),
        _ => arguments.model.as_deref().map(read_model).transpose()?,
    };
    let groups = match (&arguments.group, first) {
        (Some(column), Some(file)) => Some(read_groups(file, column)?),
        _ => None,
    };
    let request = Request {
        method,
        table: &table,
        more: &more,
        input,
        groups: groups.as_ref(),
        model: model.as_deref(),
        options: &arguments.params,
    };
    let result = compute(&request).map_err(|error| failure(error, context))?;
    context.print(|| result.clone(), || lines("", &result).join("\n"))?;
    Ok(exit_code::DONE)
}

fn failure(error: Error, context: &Context) -> Failure {
    match error {
        Error::Refused(error) => Failure::Workbench(error.into()),
        Error::UnknownMethod(name) => {
            let known: Vec<&str> = methods().map(|method| method.name).collect();
            let arguments = Arguments::new().text("name", name).text("known", known.join(", "));
            Failure::Said(exit_code::USAGE, context.locale.say("error-no-method", &arguments))
        }
        Error::Option { name, reason } => {
            let arguments = Arguments::new().text("name", name).text("reason", reason);
            Failure::Said(exit_code::USAGE, context.locale.say("refused-option", &arguments))
        }
    }
}

/// A result as lines of `path<TAB>value`; a matrix as a table.
fn lines(path: &str, value: &Value) -> Vec<String> {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(shape) => {
            if let (Some(Value::Array(rows)), Some(Value::Array(columns)), Some(Value::Array(values))) =
                (shape.get("rows"), shape.get("cols"), shape.get("values"))
            {
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let join = |values: &[Value]| values.iter().map(text).collect::<Vec<_>>().join("\t");
                let head = format!("{path}\t{}", join(columns));
                let body = rows.iter().zip(values).map(|(row, values)| {
                    format!(
                        "{}\t{}",
                        text(row),
                        values.as_array().map_or_else(String::new, |values| join(values))
                    )
                });
                return std::iter::once(head).chain(body).collect();
            }
            shape.iter().flat_map(|(key, value)| lines(&below(key), value)).collect()
        }
        Value::Array(values) if values.iter().any(|value| value.is_object() || value.is_array()) => values
            .iter()
            .enumerate()
            .flat_map(|(index, value)| lines(&below(&(index + 1).to_string()), value))
            .collect(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            vec![format!("{path}\t{}", values.join("\t"))]
        }
        Value::String(text) => vec![format!("{path}\t{text}")],
        other => vec![format!("{path}\t{other}")],
    }
}
