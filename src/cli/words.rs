//! `baft words`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::index::words::{Counted, Measure, Window, WordList};
use crate::locale::Arguments;
use crate::sheet::SheetWriter;
use crate::wire;
use crate::workbench::{CollocationAnswer, KeynessAnswer, WordOptions, Workbench};
use std::path::PathBuf;

/// List the words of the study, what stands beside a word, or what one part says more than another
///
/// A word is counted with all its forms (lemma). Words of grammar are left out of the lists unless --stop-words is given; they
/// are always counted in totals.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft words thesis.baft\n  baft words thesis.baft 'kind:interview speaker:پاسخ‌دهنده' --top 50\n  baft words thesis.baft --with اینترنت\n  baft words thesis.baft kind:interview --with '\"پهنای باند\"' --measure log-likelihood\n  baft words thesis.baft kind:interview --compare kind:article --output keyness.csv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Part of the study, by filters as in search: kind: source: speaker: coder: code: level: attr.NAME: uncoded
    #[arg(default_value = "")]
    filter: String,
    /// List what stands beside the hits of this query (collocations)
    #[arg(long, value_name = "QUERY", conflicts_with = "compare")]
    with: Option<String>,
    /// Compare with this part of the study (key words)
    #[arg(long, value_name = "FILTER")]
    compare: Option<String>,
    /// Count written forms instead of lemmas
    #[arg(long)]
    forms: bool,
    /// List words of grammar too
    #[arg(long)]
    stop_words: bool,
    /// Occurrences that a word must have (collocations: beside the hits) [default: 1; collocations: 2; key words: 5]
    #[arg(long, value_name = "N")]
    min: Option<u64>,
    /// Words shown
    #[arg(long, default_value_t = 100, value_name = "N")]
    top: usize,
    /// Words looked at on each side of a hit
    #[arg(long, default_value_t = Window::default().before, requires = "with", value_name = "N", value_parser = window)]
    window: usize,
    /// Order of the collocations
    #[arg(long, value_enum, default_value_t = Order::LogDice, requires = "with")]
    measure: Order,
    /// CSV file to write all words to
    #[arg(long, short, value_name = "CSV")]
    output: Option<PathBuf>,
}

/// The order of collocations, as typed.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Order {
    /// How typical (logDice)
    LogDice,
    /// How sure (G²)
    LogLikelihood,
    /// How exclusive (mutual information)
    MutualInformation,
    /// How often
    Frequency,
}

impl Order {
    fn measure(self) -> Measure {
        match self {
            Self::LogDice => Measure::LogDice,
            Self::LogLikelihood => Measure::LogLikelihood,
            Self::MutualInformation => Measure::MutualInformation,
            Self::Frequency => Measure::Frequency,
        }
    }
}

fn window(text: &str) -> Result<usize, String> {
    let size = text.parse().ok().filter(|size| (1..=50).contains(size));
    size.ok_or_else(|| "a number from 1 to 50".to_owned())
}

/// How a row writes its numbers: whole ones, those with decimals, and p.
type Writing<'w> = (&'w dyn Fn(u64) -> String, &'w dyn Fn(f64, usize) -> String, &'w dyn Fn(f64) -> String);

/// A table of words: its columns, and a row for each word.
struct WordTable<'t> {
    columns: &'t [&'t str],
    rows: &'t dyn Fn(Writing<'_>) -> Vec<Vec<String>>,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let least = match (&arguments.with, &arguments.compare) {
        (Some(_), _) => 2,
        (_, Some(_)) => 5,
        _ => 1,
    };
    let options = WordOptions {
        filter: arguments.filter.clone(),
        counted: if arguments.forms { Counted::Forms } else { Counted::Lemmas },
        stop_words: arguments.stop_words,
        least: arguments.min.unwrap_or(least),
    };
    if let Some(query) = &arguments.with {
        collocations(&workbench, query, arguments, &options, context)?;
    } else if let Some(other) = &arguments.compare {
        let answer = workbench.key_words(other, &options, &context.progress())?;
        key_words(&answer, arguments, context)?;
    } else {
        let list = workbench.word_list(&options, &context.progress())?;
        word_list(&list, arguments, context)?;
    }
    Ok(exit_code::DONE)
}

fn word_list(list: &WordList, arguments: &Args, context: &Context) -> Result<(), Failure> {
    let rows = |(whole, decimal, _): Writing<'_>| {
        let row = |word: &crate::index::words::ListedWord| {
            let written: Vec<&str> = word.writings.iter().take(5).map(|(text, _)| text.as_str()).collect();
            vec![
                word.word.clone(),
                whole(word.frequency),
                decimal(word.per_million, 1),
                whole(word.sources as u64),
                decimal(word.dispersion, 3),
                written.join(" | "),
            ]
        };
        list.words.iter().map(row).collect()
    };
    let table = WordTable {
        columns: &["word", "frequency", "per-million", "sources", "dispersion", "writings"],
        rows: &rows,
    };
    let counts = Arguments::new()
        .count("tokens", list.tokens)
        .count("types", list.types)
        .count("sources", list.sources);
    let summary = context.locale.say("words-summary", &counts);
    show(&table, &summary, || wire::word_list(list), arguments, context)
}

fn collocations(
    workbench: &Workbench,
    query: &str,
    arguments: &Args,
    options: &WordOptions,
    context: &Context,
) -> Result<(), Failure> {
    let window = Window { before: arguments.window, after: arguments.window };
    let answer: CollocationAnswer =
        workbench.collocations(query, window, arguments.measure.measure(), options, &context.progress())?;
    let rows = |(whole, decimal, _): Writing<'_>| {
        let row = |found: &crate::index::words::Collocate| {
            vec![
                found.word.clone(),
                whole(found.counts.together),
                whole(found.before),
                whole(found.after),
                whole(found.counts.neighbour),
                decimal(found.counts.expected(), 2),
                decimal(found.counts.log_dice(), 2),
                decimal(found.counts.log_likelihood(), 2),
                decimal(found.counts.mutual_information(), 2),
                whole(found.sources as u64),
            ]
        };
        answer.collocates.iter().map(row).collect()
    };
    let columns = [
        "word",
        "together",
        "before",
        "after",
        "frequency",
        "expected",
        "log-dice",
        "log-likelihood",
        "mutual-information",
        "sources",
    ];
    let table = WordTable { columns: &columns, rows: &rows };
    let counts = Arguments::new().count("nodes", answer.nodes).text("query", query);
    let summary = context.locale.say("collocations-summary", &counts);
    show(&table, &summary, || wire::collocations(&answer), arguments, context)
}

fn key_words(answer: &KeynessAnswer, arguments: &Args, context: &Context) -> Result<(), Failure> {
    let rows = |(whole, decimal, p): Writing<'_>| {
        let row = |found: &crate::index::words::KeyWord| {
            vec![
                found.word.clone(),
                whole(found.counts.0),
                whole(found.counts.1),
                decimal(found.per_million.0, 1),
                decimal(found.per_million.1, 1),
                decimal(found.log_likelihood, 2),
                p(found.p),
                decimal(found.log_ratio, 2),
            ]
        };
        answer.words.iter().map(row).collect()
    };
    let columns = [
        "word",
        "frequency-here",
        "frequency-there",
        "per-million-here",
        "per-million-there",
        "log-likelihood",
        "p",
        "log-ratio",
    ];
    let table = WordTable { columns: &columns, rows: &rows };
    let counts = Arguments::new().count("here", answer.tokens.0).count("there", answer.tokens.1);
    let summary = context.locale.say("key-words-summary", &counts);
    show(&table, &summary, || wire::key_words(answer), arguments, context)
}

/// Writes the whole table to the file that was asked for, else its first rows to the screen.
fn show(
    table: &WordTable<'_>,
    summary: &str,
    data: impl FnOnce() -> serde_json::Value,
    arguments: &Args,
    context: &Context,
) -> Result<(), Failure> {
    let locale = &context.locale;
    if let Some(path) = &arguments.output {
        let plain: Writing<'_> =
            (&|whole| whole.to_string(), &|value, _| value.to_string(), &|p| p.to_string());
        let mut sheet = SheetWriter::new(table.columns.iter().copied());
        for row in (table.rows)(plain) {
            sheet.row(row.iter().map(String::as_str));
        }
        return context.write_file(Some(path), &sheet.finish());
    }
    context.print(data, || {
        let local: Writing<'_> = (
            &|whole| locale.count(whole.cast_signed()),
            &|value, decimals| locale.decimal(value, decimals),
            &|p| locale.p_value(p),
        );
        let mut rows: Vec<Vec<String>> =
            vec![table.columns.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
        rows.extend((table.rows)(local).into_iter().take(arguments.top));
        format!("{}{summary}", context.table(&rows))
    })
}
