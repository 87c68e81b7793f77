//! `baft search`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::index::Nothing;
use crate::locale::{Arguments, Locale};
use crate::wire;
use crate::workbench::{
    GroupBy, LineOrder, RunOptions, SearchAnswer, SearchGroup, SearchLine, SearchOptions, Workbench,
};
use std::path::PathBuf;

/// Find words in all sources and show them in context
///
/// Words are found in all their forms, however they were typed: می‌شود = می شود = میشود, کتاب = کتاب‌هایشان.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft search thesis.baft اینترنت\n  baft search thesis.baft '\"تأمین اجتماعی\" AND kind:interview'\n  baft search thesis.baft 'سامانه NEAR/5 قطع'\n  baft search thesis.baft 'uncoded اینترنت'\n  baft search thesis.baft اینترنت --by speaker --count\n  baft search thesis.baft اینترنت --sort after\n  baft search thesis.baft --queries queries.tsv --run run.tsv"
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
    /// Order of the lines
    #[arg(long, value_enum, default_value_t = Sort::Rank)]
    sort: Sort,
    /// Group the hits: source, speaker, code, coder, kind or attr.NAME
    #[arg(long, value_name = "WHAT", value_parser = group)]
    by: Option<GroupBy>,
    /// Print counts only, without the lines
    #[arg(long)]
    count: bool,
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
        order: arguments.sort.order(),
    };
    let answer = workbench.search(arguments.query.as_deref().unwrap_or_default(), &options)?;
    match &arguments.by {
        Some(by) => grouped(&workbench, &answer, by, arguments.count, context)?,
        None => ungrouped(&answer, arguments.count, context)?,
    }
    Ok(exit_code::DONE)
}

/// How lines are ordered, as typed.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Sort {
    /// Best source first
    Rank,
    /// As the sources stand in the study
    Place,
    /// Alphabetically by the words before the hit
    Before,
    /// Alphabetically by the words behind it
    After,
}

impl Sort {
    fn order(self) -> LineOrder {
        match self {
            Self::Rank => LineOrder::Rank,
            Self::Place => LineOrder::Place,
            Self::Before => LineOrder::Before,
            Self::After => LineOrder::After,
        }
    }
}

fn group(text: &str) -> Result<GroupBy, String> {
    GroupBy::parse(text).ok_or_else(|| "source, speaker, code, coder, kind or attr.NAME".to_owned())
}

fn ungrouped(answer: &SearchAnswer, count: bool, context: &Context) -> Result<(), Failure> {
    let locale = &context.locale;
    context.print(
        || wire::search(answer),
        || {
            if let Some(nothing) = answer.nothing.as_ref() {
                return nothing_text(nothing, locale);
            }
            let mut text = String::new();
            if !count {
                answer.lines.iter().for_each(|line| push_line(&mut text, line));
            }
            text.push_str(&summary(answer, locale));
            text
        },
    )
}

fn grouped(
    workbench: &Workbench,
    answer: &SearchAnswer,
    by: &GroupBy,
    count: bool,
    context: &Context,
) -> Result<(), Failure> {
    let groups = workbench.group_hits(answer, by)?;
    let locale = &context.locale;
    context.print(
        || wire::search_groups(answer, &groups, count),
        || {
            if let Some(nothing) = answer.nothing.as_ref() {
                return nothing_text(nothing, locale);
            }
            if count {
                return format!("{}{}", context.table(&count_rows(&groups, locale)), summary(answer, locale));
            }
            let mut text = String::new();
            for group in &groups {
                text.extend([group_name(group, locale).as_str(), "\n"]);
                group
                    .lines
                    .iter()
                    .filter_map(|line| answer.lines.get(*line))
                    .for_each(|line| push_line(&mut text, line));
                let counts =
                    Arguments::new().count("hits", group.lines.len()).count("sources", group.sources);
                text.extend([locale.say("search-summary", &counts).as_str(), "\n\n"]);
            }
            text.push_str(&summary(answer, locale));
            text
        },
    )
}

fn count_rows(groups: &[SearchGroup], locale: &Locale) -> Vec<Vec<String>> {
    let heading = ["group", "hits", "sources", "words", "per-thousand"];
    let mut rows: Vec<Vec<String>> =
        vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
    rows.extend(groups.iter().map(|group| {
        vec![
            group_name(group, locale),
            locale.count(group.lines.len() as i64),
            locale.count(group.sources as i64),
            locale.count(group.words),
            group.per_thousand().map_or_else(String::new, |rate| locale.decimal(rate, 2)),
        ]
    }));
    rows
}

fn group_name(group: &SearchGroup, locale: &Locale) -> String {
    if group.name.is_empty() {
        locale.text("search-no-group")
    } else {
        format!("{} {}", group.name, group.title).trim_end().to_owned()
    }
}

fn push_line(text: &mut String, hit: &SearchLine) {
    let place = format!(
        "{}:{} [{}\u{2013}{}] {}",
        hit.source_name, hit.line.turn, hit.line.span.start.0, hit.line.span.end.0, hit.line.speaker
    );
    let words = [hit.line.before.as_str(), " \u{ab}", &hit.line.keyword, "\u{bb} ", &hit.line.after].concat();
    text.extend([place.trim_end(), "\n    ", words.trim(), "\n"]);
}

fn summary(answer: &SearchAnswer, locale: &Locale) -> String {
    let counts = Arguments::new().count("hits", answer.lines.len()).count("sources", answer.sources.len());
    locale.say("search-summary", &counts)
}

/// What may have been meant by a query that found nothing.
pub(super) fn nothing_text(nothing: &Nothing, locale: &Locale) -> String {
    let mut text = locale.text("search-nothing");
    for term in &nothing.terms {
        let counts = Arguments::new().text("word", term.text.as_str()).count("sources", term.sources);
        text.extend(["\n", &locale.say("search-term", &counts)]);
        for (_, spellings) in &term.unknown {
            if !spellings.is_empty() {
                let words: Vec<&str> = spellings.iter().map(|spelling| spelling.word.as_str()).collect();
                let joined = Arguments::new().text("words", words.join(", "));
                text.extend([" ", &locale.say("search-near", &joined)]);
            }
        }
    }
    for (key, query) in [("search-similar", &nothing.spelled), ("search-layout", &nothing.layout)] {
        if let Some(query) = query {
            text.extend(["\n", &locale.say(key, &Arguments::new().text("words", query.as_str()))]);
        }
    }
    text
}
