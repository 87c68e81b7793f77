//! `baft check`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::{Arguments, Locale};
use crate::stats::published::table::{Question, RowReading, TableReading, check_table};
use crate::wire::stats::{Input, Request, run as compute};
use crate::workbench::{read_model, read_published};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Check whether the printed figures of a table or a text can be true together
///
/// A table needs columns item, mean, sd, t, p (n and df where it has them), in English or Persian. Figures are taken with
/// their decimals; "inconsistent" means that no numbers within their rounding fit, whatever the reason.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft check table4.csv --n 384 --mu 3 --scale 1-5\n  baft check --text results.txt"
)]
pub(super) struct Args {
    /// CSV file with the table
    #[arg(required_unless_present = "text", conflicts_with = "text")]
    table: Option<PathBuf>,
    /// Text file with sentences such as t(383) = 1.99, p = .048
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Number of respondents that the text reports
    #[arg(long)]
    n: Option<u32>,
    /// The value that means are tested against
    #[arg(long, default_value_t = 3.0)]
    mu: f64,
    /// Smallest and largest answer
    #[arg(long, value_name = "FROM-TO", value_parser = scale)]
    scale: Option<(i32, i32)>,
}

fn scale(text: &str) -> Result<(i32, i32), String> {
    let wrong = || "two whole numbers such as 1-5".to_owned();
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let (from, to) = (from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?);
    if from < to { Ok((from, to)) } else { Err(wrong()) }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    if let Some(file) = &arguments.text {
        return text(file, context);
    }
    let Some(file) = &arguments.table else { return Ok(exit_code::DONE) };
    let (rows, restored) = read_published(file)?;
    let question = Question { n: arguments.n, scale: arguments.scale, ..Question::against(arguments.mu) };
    let found = check_table(&rows, &question)?;
    let assumed: usize = restored.iter().map(|column| column.figures).sum();
    context.print(|| shape(&found, arguments.n, assumed), || said(&found, arguments.n, assumed, context))?;
    Ok(exit_code::DONE)
}

/// Names of the inconsistent figures of a row at an n.
fn findings(row: &RowReading, n: Option<u32>) -> Vec<&'static str> {
    n.map(|n| row.inconsistent_at(n)).unwrap_or_default().into_iter().map(|finding| finding.name()).collect()
}

fn shape(found: &TableReading, n: Option<u32>, assumed: usize) -> Value {
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            json!({
                "item": row.item,
                "implied_n": row.implied_n,
                "implied_n_range": row.implied_range.map(|(low, high)| [low, high]),
                "inconsistent": findings(row, n),
            })
        })
        .collect();
    let groups: Vec<Value> = found
        .summary
        .groups
        .iter()
        .map(|group| {
            let items: Vec<&str> = group.rows.iter().map(|row| found.rows[*row].item.as_str()).collect();
            json!({ "from": group.from, "to": group.to, "items": items })
        })
        .collect();
    json!({
        "rows": rows,
        "restored_zeros": assumed,
        "groups_sharing_one_n": groups,
        "sign_inconsistent": found.summary.sign_inconsistent,
        "p_of_far_tail": found.summary.p_of_far_tail,
        "tails_mixed": found.summary.tails_mixed,
        "favourable_by_p_and_mean": found.summary.verdicts.by_p_and_mean,
        "favourable_printed": found.summary.verdicts.printed,
        "recomputed_above_below_undetermined": found.summary.verdicts.recomputed,
    })
}

fn said(found: &TableReading, n: Option<u32>, assumed: usize, context: &Context) -> String {
    let locale = &context.locale;
    let mut table: Vec<Vec<String>> = vec![
        ["item", "implied-n", "inconsistent"]
            .iter()
            .map(|key| locale.text(&format!("column-{key}")))
            .collect(),
    ];
    for row in &found.rows {
        let implied = match (row.implied_n, row.implied_range) {
            (Some(value), Some((low, high))) => {
                let range = format!("{}\u{2013}{}", locale.decimal(low, 1), locale.decimal(high, 1));
                format!("{} ({range})", locale.decimal(value, 1))
            }
            _ => "\u{2013}".to_owned(),
        };
        let marks = findings(row, n);
        let marks = if marks.is_empty() { "\u{2013}".to_owned() } else { marks.join(", ") };
        table.push(vec![row.item.clone(), implied, marks]);
    }
    let mut lines = vec![context.table(&table), String::new()];
    lines.extend(summary(found, n, assumed, locale));
    lines.join("\n")
}

/// Statements about the whole table.
fn summary(found: &TableReading, n: Option<u32>, assumed: usize, locale: &Locale) -> Vec<String> {
    let none = Arguments::new;
    let separator = if locale.language().is_right_to_left() { "\u{60c} " } else { ", " };
    let summary = &found.summary;
    let inconsistent = found.rows.iter().filter(|row| !findings(row, n).is_empty()).count();
    let mut lines = Vec::new();
    if let Some(n) = n {
        let counts = none()
            .count("rows", summary.items)
            .count("inconsistent", inconsistent)
            .count("t", summary.own.t_inconsistent.len())
            .count("n", usize::try_from(n).unwrap_or(usize::MAX));
        lines.push(locale.say("check-summary", &counts));
    }
    for group in &summary.groups {
        let items: Vec<&str> = group.rows.iter().map(|row| found.rows[*row].item.as_str()).collect();
        let to = group.to.map_or_else(|| "\u{221e}".to_owned(), |to| locale.count(to));
        let size = match group.single() {
            Some(single) => locale.count(single),
            None => format!("{}\u{2013}{to}", locale.count(group.from)),
        };
        let arguments =
            none().count("rows", items.len()).text("size", size).text("items", items.join(separator));
        lines.push(locale.say("check-group", &arguments));
    }
    let mut name = |key: &str, items: &[String]| {
        if !items.is_empty() {
            let arguments = none().count("rows", items.len()).text("items", items.join(separator));
            lines.push(locale.say(key, &arguments));
        }
    };
    name("check-sign", &summary.sign_inconsistent);
    name("check-far-tail", &summary.p_of_far_tail);
    name("check-changed", &summary.verdicts.changed_by_recomputing);
    if assumed > 0 {
        lines.push(locale.say("check-assumed", &none().count("figures", assumed)));
    }
    lines.push(locale.text("check-meaning"));
    lines
}

/// The tests in the sentences of a text.
fn text(file: &std::path::Path, context: &Context) -> Outcome {
    let text = read_model(file)?;
    let options = json!({ "text": text });
    let table = crate::stats::Table::default();
    let request = Request {
        method: "audit.text",
        table: &table,
        more: &[],
        input: Input::Listwise,
        groups: None,
        model: None,
        options: &options,
    };
    let found = compute(&request).map_err(|error| Failure::Said(exit_code::USAGE, error.to_string()))?;
    let locale = &context.locale;
    context.print(
        || found.clone(),
        || {
            let statements = found["statements"].as_array().cloned().unwrap_or_default();
            let mut rows: Vec<Vec<String>> = vec![
                ["statement", "p-computed", "consistent"]
                    .iter()
                    .map(|key| locale.text(&format!("column-{key}")))
                    .collect(),
            ];
            for statement in &statements {
                let mark = match statement["consistent"].as_bool() {
                    Some(true) => "check-consistent",
                    Some(false) => "check-inconsistent",
                    None => "check-unknown",
                };
                rows.push(vec![
                    statement["text"].as_str().unwrap_or_default().to_owned(),
                    statement["computed_p"].as_f64().map_or_else(String::new, |p| format!("{p:.3e}")),
                    locale.text(mark),
                ]);
            }
            context.table(&rows)
        },
    )?;
    Ok(exit_code::DONE)
}
