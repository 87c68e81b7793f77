//! `baft agreement`

use crate::cli::code::span;
use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::coding::{AgreementLevel, AgreementUnit, Uncoded};
use crate::locale::{Arguments, Locale};
use crate::stats::agreement::ChanceCorrected;
use crate::wire;
use crate::workbench::{AgreementOptions, AgreementRow, CONSENSUS, Settling, Workbench};
use std::path::PathBuf;

/// Compare coders, list where they differ, settle it
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft agreement thesis.baft\n  baft agreement thesis.baft --coders K1,K2 --level factor --unit sentences --uncoded exclude\n  baft agreement thesis.baft disagreements --source I03\n  baft agreement thesis.baft settle I03 O108 --span 704..746 --note \"both agree after talk\"\n  baft agreement thesis.baft adopt"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(flatten)]
    compared: Compared,
    #[command(subcommand)]
    action: Option<Action>,
}

/// What is compared, and how.
#[derive(clap::Args, Debug)]
struct Compared {
    /// Names of the coders; all but the consensus coder without it
    #[arg(long, value_delimiter = ',', global = true)]
    coders: Vec<String>,
    /// Only this source; every source that all of them coded without it
    #[arg(long, global = true)]
    source: Option<String>,
    /// Only this code and those below it
    #[arg(long, global = true)]
    code: Option<String>,
    /// Compare on the level of code, factor, subscale or component
    #[arg(long, default_value = "code", value_parser = level, global = true)]
    level: AgreementLevel,
    /// Cut texts into characters, words, sentences or turns
    #[arg(long, default_value = "words", value_parser = unit, global = true)]
    unit: AgreementUnit,
    /// Uncoded text: include all of it, exclude what nobody coded, or take only what both coded
    #[arg(long, default_value = "include", value_parser = uncoded, global = true)]
    uncoded: Uncoded,
    /// Name of the coder who holds what was agreed
    #[arg(long, default_value = CONSENSUS, global = true)]
    consensus: String,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List passages on which coders differ and which are not settled
    Disagreements,
    /// Settle a passage; where the code holds it is coded for the consensus coder
    Settle {
        /// Name of the source
        in_source: String,
        /// Key or name of the code
        settled_code: String,
        /// Positions in characters, the end exclusive
        #[arg(long, value_name = "START..END", value_parser = span)]
        span: (u32, u32),
        /// The code does not hold there
        #[arg(long)]
        not_coded: bool,
        /// Why
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Code every passage on which all coders agree for the consensus coder
    Adopt,
}

fn level(text: &str) -> Result<AgreementLevel, String> {
    AgreementLevel::parse(text).ok_or_else(|| "code, factor, subscale or component".to_owned())
}

fn unit(text: &str) -> Result<AgreementUnit, String> {
    AgreementUnit::parse(text).ok_or_else(|| "characters, words, sentences or turns".to_owned())
}

fn uncoded(text: &str) -> Result<Uncoded, String> {
    Uncoded::parse(text).ok_or_else(|| "include, exclude or both".to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let compared = &arguments.compared;
    let options = AgreementOptions {
        coders: compared.coders.clone(),
        source: compared.source.clone(),
        code: compared.code.clone(),
        level: compared.level,
        unit: compared.unit,
        uncoded: compared.uncoded,
        consensus: compared.consensus.clone(),
    };
    match &arguments.action {
        None => compare(&workbench, &options, context)?,
        Some(Action::Disagreements) => disagreements(&workbench, &options, context)?,
        Some(Action::Settle { in_source, settled_code, span, not_coded, note }) => {
            workbench.settle(&Settling {
                source: in_source.clone(),
                code: settled_code.clone(),
                span: *span,
                coded: !not_coded,
                note: note.clone(),
                consensus: options.consensus,
            })?;
            context.say("settled", &Arguments::new());
        }
        Some(Action::Adopt) => {
            let added = workbench.adopt_agreed(&options)?;
            let said = Arguments::new().count("added", added);
            context.print(|| wire::count(added), || context.locale.say("adopted", &said))?;
        }
    }
    Ok(exit_code::DONE)
}

fn compare(workbench: &Workbench, options: &AgreementOptions, context: &Context) -> Result<(), Failure> {
    let (report, codebook) = (workbench.agreement(options)?, workbench.codebook()?);
    let locale = &context.locale;
    context.print(
        || wire::agreement(&report, &codebook, locale),
        || {
            let head = ["code", "units", "present", "percent", "kappa", "alpha", "ac1", "unitizing", "name"];
            let mut rows: Vec<Vec<String>> =
                vec![head.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            for row in &report.codes {
                let code = row.code.and_then(|code| codebook.get(code));
                let key = code.map_or("", |code| code.draft.key.as_str());
                let name = code.map_or("", |code| code.name_in(locale.language().tag()));
                rows.push(cells(row, key, name, locale));
            }
            for row in &report.by_source {
                rows.push(cells(row, row.source.as_deref().unwrap_or_default(), "", locale));
            }
            rows.push(cells(&report.all, &locale.text("agreement-all"), "", locale));
            let said = Arguments::new()
                .text("coders", report.coders.join(&locale.text("list-comma")))
                .count("sources", report.sources.len())
                .text("unit", locale.text(&format!("unit-{}", options.unit.as_str())))
                .text("uncoded", locale.text(&format!("uncoded-{}", options.uncoded.as_str())))
                .count("unplaced", report.unplaced);
            format!("{}{}\n", context.table(&rows), locale.say("agreement-summary", &said))
        },
    )
}

fn cells(row: &AgreementRow, key: &str, name: &str, locale: &Locale) -> Vec<String> {
    let dash = "\u{2014}";
    let number = |value: f64| if value.is_finite() { locale.decimal(value, 2) } else { dash.to_owned() };
    let coefficient = |found: &ChanceCorrected| {
        if !found.coefficient.is_finite() {
            return dash.to_owned();
        }
        let (low, high) = (number(found.interval.0), number(found.interval.1));
        format!("{} [{low}, {high}]", number(found.coefficient))
    };
    let found = row.presence.as_ref();
    let shown = |of: &dyn Fn(&crate::stats::agreement::PresenceAgreement) -> String| {
        found.map_or_else(|| dash.to_owned(), of)
    };
    let reading = row.reading.as_ref().map(|reading| wire::agreement_reading(reading, locale));
    let last = [name.to_owned(), reading.unwrap_or_default()];
    vec![
        key.to_owned(),
        shown(&|found| locale.count(found.units)),
        shown(&|found| locale.count(found.present)),
        shown(&|found| locale.percent(found.percent)),
        shown(&|found| coefficient(&found.kappa)),
        shown(&|found| coefficient(&found.alpha)),
        shown(&|found| coefficient(&found.gwet)),
        row.spans.map_or_else(|| dash.to_owned(), |spans| number(spans.alpha)),
        last.join(" ").trim().to_owned(),
    ]
}

fn disagreements(
    workbench: &Workbench,
    options: &AgreementOptions,
    context: &Context,
) -> Result<(), Failure> {
    let (list, codebook) = (workbench.disagreements(options)?, workbench.codebook()?);
    let locale = &context.locale;
    context.print(
        || wire::disagreements(&list, &codebook),
        || {
            if list.passages.is_empty() {
                return locale.text("no-disagreements");
            }
            let rows: Vec<Vec<String>> = list
                .passages
                .iter()
                .map(|(source, passage)| {
                    let who: Vec<String> = list
                        .coders
                        .iter()
                        .zip(&passage.marked)
                        .map(|(coder, spans)| {
                            let marks: Vec<String> = spans
                                .iter()
                                .map(|span| format!("{}..{}", span.start().0, span.end().0))
                                .collect();
                            format!(
                                "{coder}: {}",
                                if marks.is_empty() { "\u{2014}".to_owned() } else { marks.join(" ") }
                            )
                        })
                        .collect();
                    vec![
                        source.clone(),
                        codebook.get(passage.code).map_or_else(String::new, |code| code.draft.key.clone()),
                        format!("{}..{}", passage.span.start().0, passage.span.end().0),
                        locale.text(&format!("disagreement-{}", passage.kind.as_str())),
                        who.join("  "),
                        passage.words.clone(),
                    ]
                })
                .collect();
            context.table(&rows)
        },
    )
}
