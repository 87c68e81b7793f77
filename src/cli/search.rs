//! `baft search`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::{RunOptions, SearchOptions};
use std::path::PathBuf;

/// Find words in all sources and show them in context
///
/// Words are found in all their forms, however they were typed: می‌شود = می شود = میشود, کتاب = کتاب‌هایشان.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft search thesis.baft اینترنت\n  baft search thesis.baft '\"تأمین اجتماعی\" AND kind:interview'\n  baft search thesis.baft 'سامانه NEAR/5 قطع'\n  baft search thesis.baft 'uncoded اینترنت'\n  baft search thesis.baft --queries queries.tsv --run run.tsv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Query: words, "phrase", AND OR NOT, NEAR/n, prefix*, fuzzy~1, exact:word, kind: source: speaker: code: coder: attr.NAME:
    #[arg(required_unless_present = "queries")]
    query: Option<String>,
    /// Do not let spoken forms find written ones
    #[arg(long)]
    no_spoken: bool,
    /// Read at most this many sources
    #[arg(long)]
    limit: Option<usize>,
    /// Characters of context on each side
    #[arg(long, default_value_t = SearchOptions::default().width)]
    width: u32,
    /// Answer a file of queries (id, tab, query, tab, kind) instead of one
    #[arg(long, value_name = "TSV", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// File to write the answers to (id, tab, source; best first)
    #[arg(long, value_name = "TSV", requires = "queries")]
    run: Option<PathBuf>,
    /// Rank sources by any of the words instead of asking for all
    #[arg(long, requires = "queries")]
    any: bool,
    /// Answers kept of each query
    #[arg(long, default_value_t = 1000, requires = "queries")]
    top: usize,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    if let Some(queries) = &arguments.queries {
        let options = RunOptions { spoken: !arguments.no_spoken, any: arguments.any, top: arguments.top };
        let lines = workbench.search_run(queries, options, &context.progress())?;
        context.write_file(arguments.run.as_deref(), lines.as_bytes())?;
        return Ok(exit_code::DONE);
    }
    workbench.refresh_index(&context.progress())?;
    let options = SearchOptions {
        spoken: !arguments.no_spoken,
        sources: arguments.limit.unwrap_or(usize::MAX),
        width: arguments.width,
    };
    let answer = workbench.search(arguments.query.as_deref().unwrap_or_default(), &options)?;
    let locale = &context.locale;
    context.print(
        || wire::search(&answer),
        || {
            if answer.sources.is_empty() {
                return locale.text("search-nothing");
            }
            let mut text = String::new();
            for hit in &answer.lines {
                let place = format!(
                    "{}:{} [{}\u{2013}{}] {}",
                    hit.source_name,
                    hit.line.turn,
                    hit.line.span.start.0,
                    hit.line.span.end.0,
                    hit.line.speaker
                );
                let words =
                    [hit.line.before.as_str(), " \u{ab}", &hit.line.keyword, "\u{bb} ", &hit.line.after]
                        .concat();
                text.extend([place.trim_end(), "\n    ", words.trim(), "\n"]);
            }
            let counts =
                Arguments::new().count("hits", answer.lines.len()).count("sources", answer.sources.len());
            text.push_str(&locale.say("search-summary", &counts));
            text
        },
    )?;
    Ok(exit_code::DONE)
}
