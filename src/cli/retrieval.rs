//! `baft code query` and `baft code sequence`

use crate::cli::context::{Context, Failure};
use crate::codebook::Codebook;
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::{AnswerPage, RetrievedQuotation, RetrievedQuotations, Workbench};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(super) struct QueryArgs {
    /// Query: keys or names of codes, AND OR NOT, OVERLAPS INSIDE CONTAINS, WITHIN n WORDS OF, BEFORE, kind: coder: weight: …
    query: String,
    /// CSV file to write the answer to, as a coding sheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Show at most this many quotations
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Pass over this many quotations
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
}

#[derive(clap::Args, Debug)]
pub(super) struct SequenceArgs {
    /// Name of the source; without it what follows what in all sources
    source: Option<String>,
    /// Codes that are looked at: codes, open, factors, subscales, components or below:CODE
    #[arg(long, value_name = "CODES", default_value = "codes")]
    codes: String,
}

pub(super) fn query(workbench: &Workbench, arguments: &QueryArgs, context: &Context) -> Result<(), Failure> {
    if let Some(path) = &arguments.csv {
        return context.write_file(Some(path), &workbench.code_query_sheet(&arguments.query)?);
    }
    let page = AnswerPage { offset: arguments.offset, limit: arguments.limit.unwrap_or(usize::MAX) };
    let answer = workbench.code_query(&arguments.query, page)?;
    show(&answer, &workbench.codebook()?, context)
}

/// Prints quotations with their places and codes.
pub(super) fn show(
    answer: &RetrievedQuotations,
    codebook: &Codebook,
    context: &Context,
) -> Result<(), Failure> {
    let locale = &context.locale;
    context.print(
        || wire::retrieved(answer, codebook),
        || {
            let rows: Vec<Vec<String>> =
                answer.quotations.iter().map(|quotation| line(quotation, codebook)).collect();
            let counts = Arguments::new().count("count", answer.total);
            let mut text = format!("{}{}\n", context.table(&rows), locale.say("code-query-found", &counts));
            if answer.left_out > 0 {
                let left_out = Arguments::new().count("count", answer.left_out);
                text.push_str(&locale.say("code-query-left-out", &left_out));
            }
            text
        },
    )
}

fn line(retrieved: &RetrievedQuotation, codebook: &Codebook) -> Vec<String> {
    let Some((first, _)) = retrieved.codings.first() else { return Vec::new() };
    let key = |code| codebook.get(code).map_or_else(String::new, |code| code.draft.key.clone());
    let codes: Vec<String> = retrieved
        .codings
        .iter()
        .map(|(coded, coder)| format!("{} ({coder})", key(coded.coding.code)))
        .collect();
    let span = first.quotation.span;
    vec![
        retrieved.source.clone(),
        format!("{}..{}", span.start().0, span.end().0),
        codes.join(", "),
        first.quotation.quote.split_whitespace().collect::<Vec<_>>().join(" "),
    ]
}

pub(super) fn sequence(
    workbench: &Workbench,
    arguments: &SequenceArgs,
    context: &Context,
) -> Result<(), Failure> {
    let answer = workbench.code_sequence(arguments.source.as_deref(), &arguments.codes)?;
    let codebook = workbench.codebook()?;
    let locale = &context.locale;
    context.print(
        || wire::sequence(&answer, &codebook),
        || {
            let sequence = &answer.sequence;
            let key = |code: &usize| sequence.codes[*code].key.clone();
            let steps: Vec<Vec<String>> = sequence
                .steps
                .iter()
                .zip(&answer.quotations)
                .map(|(step, quotation)| {
                    let codes: Vec<String> = step.codes.iter().map(key).collect();
                    let mut cells = line(quotation, &codebook);
                    cells.splice(..3, [cells[1].clone(), codes.join(" + ")]);
                    cells
                })
                .collect();
            let heading = ["code-before", "code-behind", "times", "share"];
            let mut rows: Vec<Vec<String>> =
                vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            rows.extend(sequence.transitions.iter().map(|transition| {
                vec![
                    key(&transition.from),
                    key(&transition.to),
                    locale.count(i64::try_from(transition.count).unwrap_or(i64::MAX)),
                    locale.percent(transition.share),
                ]
            }));
            let mut text = context.table(&steps);
            if !steps.is_empty() {
                text.push('\n');
            }
            text.push_str(&context.table(&rows));
            if sequence.left_out > 0 {
                let left_out = i64::try_from(sequence.left_out).unwrap_or(i64::MAX);
                text.push_str(&locale.say("code-query-left-out", &Arguments::new().count("count", left_out)));
            }
            text
        },
    )
}
