//! `baft matrix`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::{exit_code, retrieval};
use crate::codebook::Codebook;
use crate::coding::matrix::{Count, Entry, Nearness, Percent};
use crate::locale::{Arguments, Locale};
use crate::wire;
use crate::wire::{CellValue, MatrixWords};
use crate::workbench::{AnswerPage, MatrixAnswer, MatrixOptions};
use std::path::PathBuf;

/// Count codings in a table: codes by sources, attributes, speakers, coders, or codes by codes
///
/// Rows and columns: factors, open, subscales, components, codes, below:CODE, sources, kinds, speakers, coders, attr.NAME. With codes
/// on both sides the table tells how often they come together. --cell opens a cell to its quotations.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft matrix thesis.baft\n  baft matrix thesis.baft --rows factors --columns attr.role --count words --percent row\n  baft matrix thesis.baft --rows below:C1 --columns speakers --filter 'kind:interview weight:>=50'\n  baft matrix thesis.baft --rows factors --columns factors --relation overlap --coefficient\n  baft matrix thesis.baft --rows factors --columns sources --cell R17 I03\n  baft matrix thesis.baft --csv factors.csv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// What the rows are
    #[arg(long, value_name = "WHAT", default_value = "factors")]
    rows: String,
    /// What the columns are
    #[arg(long, value_name = "WHAT", default_value = "sources")]
    columns: String,
    /// What is counted: quotations, codings or words
    #[arg(long, value_name = "WHAT", default_value = "quotations", value_parser = count)]
    count: Count,
    /// Show shares: of the row, of the column or of the total
    #[arg(long, value_name = "OF", value_parser = percent)]
    percent: Option<Percent>,
    /// When two codes come together: same (quotation), overlap, turn, N-words or N-turns
    #[arg(long, value_name = "WHEN", value_parser = nearness)]
    relation: Option<Nearness>,
    /// Show the coefficient c of codes against codes
    #[arg(long, conflicts_with = "percent")]
    coefficient: bool,
    /// Only codings that this code query leaves
    #[arg(long, value_name = "QUERY")]
    filter: Option<String>,
    /// Show the quotations behind one cell
    #[arg(long, num_args = 2, value_names = ["ROW", "COLUMN"], conflicts_with = "csv")]
    cell: Option<Vec<String>>,
    /// CSV file to write the table to
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

fn count(text: &str) -> Result<Count, String> {
    Count::parse(text).ok_or_else(|| "quotations, codings or words".to_owned())
}

fn percent(text: &str) -> Result<Percent, String> {
    Percent::parse(text).ok_or_else(|| "row, column or total".to_owned())
}

pub(super) fn nearness(text: &str) -> Result<Nearness, String> {
    Nearness::parse(text).ok_or_else(|| "same, overlap, turn, 5-words or 2-turns".to_owned())
}

/// The name of an entry in the reader's language.
pub(super) fn entry_name(entry: &Entry, codebook: &Codebook, locale: &Locale) -> String {
    let code = entry.code.and_then(|code| codebook.get(code));
    code.map_or_else(|| entry.name.clone(), |code| code.name_in(locale.language().tag()).to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let options = MatrixOptions {
        rows: arguments.rows.clone(),
        columns: arguments.columns.clone(),
        count: arguments.count,
        nearness: arguments.relation,
        filter: arguments.filter.clone(),
    };
    let codebook = workbench.codebook()?;
    if let Some([row, column]) = arguments.cell.as_deref() {
        let answer = workbench.matrix_cell(&options, row, column, AnswerPage::WHOLE)?;
        retrieval::show(&answer, &codebook, context)?;
        return Ok(exit_code::DONE);
    }
    let answer = workbench.matrix(&options)?;
    if let Some(path) = &arguments.csv {
        let rows = rows(&answer, arguments, &codebook, context, true);
        context.write_file(Some(path), &wire::sheet_of_rows(&rows))?;
        if !context.json {
            return Ok(exit_code::DONE);
        }
    }
    show(&answer, arguments, &codebook, context)?;
    Ok(exit_code::DONE)
}

/// The table as rows of cells; in a file numbers are plain, on the screen they are the reader's.
fn rows(
    answer: &MatrixAnswer,
    arguments: &Args,
    codebook: &Codebook,
    context: &Context,
    for_file: bool,
) -> Vec<Vec<String>> {
    let locale = &context.locale;
    let value = match (arguments.percent, arguments.coefficient) {
        (Some(percent), _) => CellValue::Share(percent),
        (None, true) => CellValue::Coefficient,
        (None, false) => CellValue::Count,
    };
    let whole = |count: u64| {
        if for_file { count.to_string() } else { locale.count(i64::try_from(count).unwrap_or(i64::MAX)) }
    };
    let decimal = |number: f64| match (for_file, value) {
        (true, _) => number.to_string(),
        (false, CellValue::Share(_)) => locale.percent(number),
        (false, _) => locale.decimal(number, 2),
    };
    let (sum, quotations) = (locale.text("column-sum"), locale.text("column-quotations"));
    let name = |entry: &Entry| entry_name(entry, codebook, locale);
    let words = MatrixWords { sum: &sum, quotations: &quotations, name: &name, full: for_file };
    wire::matrix_rows(answer, value, &whole, &decimal, &words)
}

fn show(
    answer: &MatrixAnswer,
    arguments: &Args,
    codebook: &Codebook,
    context: &Context,
) -> Result<(), Failure> {
    let locale = &context.locale;
    context.print(
        || wire::matrix(answer, arguments.percent),
        || {
            let mut text = context.table(&rows(answer, arguments, codebook, context, false));
            let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let (counts, left_out) = match answer {
                MatrixAnswer::Counts(matrix) => {
                    let counts = Arguments::new()
                        .text("what", matrix.count.as_str())
                        .count("sum", whole(matrix.sum))
                        .count("distinct", whole(matrix.distinct))
                        .count("outside", whole(matrix.outside));
                    (locale.say("matrix-summary", &counts), 0)
                }
                MatrixAnswer::Together(table) => (locale.text("matrix-together"), table.left_out),
            };
            text.push_str(&counts);
            if left_out > 0 {
                text.push('\n');
                let left_out = Arguments::new().count("count", whole(left_out));
                text.push_str(&locale.say("code-query-left-out", &left_out));
            }
            text
        },
    )
}
