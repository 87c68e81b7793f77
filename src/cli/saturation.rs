//! `baft saturation`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::coding::saturation::{RuleOutcome, SaturationLevel, StoppingRule};
use crate::locale::{Arguments, Locale};
use crate::stats::accumulation::AccumulationOptions;
use crate::wire;
use crate::workbench::{SaturationOptions, SaturationReport};
use std::path::PathBuf;

/// Show how many new codes each further source adds
///
/// With --orders also the mean and the 95 % band over random orders of the sources; with --rules what the published stopping rules
/// say; with --units in which source each code first and last occurs.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft saturation thesis.baft --kind interview\n  baft saturation thesis.baft --level factor --orders 1000 --seed 1 --rules\n  baft saturation thesis.baft --level factor --units"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Only sources of this kind
    #[arg(long, value_parser = crate::cli::import::kind)]
    kind: Option<crate::model::SourceKind>,
    /// What is counted as new: code (every code as used), open, factor, subscale or component
    #[arg(long, value_name = "LEVEL", default_value = "code", value_parser = level)]
    level: SaturationLevel,
    /// Number of random orders of the sources
    #[arg(long, value_name = "N")]
    orders: Option<u32>,
    /// Seed of the random orders: the same seed, the same orders
    #[arg(long, default_value_t = AccumulationOptions::default().seed, requires = "orders")]
    seed: u64,
    /// Apply the published stopping rules
    #[arg(long)]
    rules: bool,
    /// List the codes with their first and last source
    #[arg(long)]
    units: bool,
}

fn level(text: &str) -> Result<SaturationLevel, String> {
    SaturationLevel::parse(text).ok_or_else(|| "code, open, factor, subscale or component".to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let orders = arguments.orders.map(|orders| AccumulationOptions {
        orders,
        seed: arguments.seed,
        ..AccumulationOptions::default()
    });
    let options =
        SaturationOptions { kind: arguments.kind, level: arguments.level, orders, rules: arguments.rules };
    let report = workbench.saturation_report(&options)?;
    context.print(
        || wire::saturation(&report),
        || {
            let mut text = context.table(&steps(&report, &context.locale));
            if arguments.units {
                text.push('\n');
                text.push_str(&context.table(&units(&report, &context.locale)));
            }
            if !report.rules.is_empty() {
                text.push('\n');
                let lines = report.rules.iter().map(|outcome| rule(outcome, &context.locale));
                text.push_str(&lines.collect::<Vec<_>>().join("\n"));
                text.push('\n');
                text.push_str(&context.locale.text("saturation-meaning"));
            }
            text
        },
    )?;
    Ok(exit_code::DONE)
}

fn heading(keys: &[&str], locale: &Locale) -> Vec<String> {
    keys.iter().map(|key| locale.text(&format!("column-{key}"))).collect()
}

fn steps(report: &SaturationReport, locale: &Locale) -> Vec<Vec<String>> {
    let mut keys = vec!["source", "codes-used", "codes-new", "codes-total"];
    if report.orders.is_some() {
        keys.extend(["orders-mean", "orders-band"]);
    }
    let mut rows = vec![heading(&keys, locale)];
    let most = report.steps.iter().map(|(_, step)| step.total).max().unwrap_or(1).max(1);
    for (place, (name, step)) in report.steps.iter().enumerate() {
        let bar = usize::try_from(u64::from(step.total) * 40 / u64::from(most)).unwrap_or(0);
        let mut row =
            vec![name.clone(), locale.count(step.used), locale.count(step.new), locale.count(step.total)];
        if let Some(drawn) = report.orders.as_ref().and_then(|(_, steps)| steps.get(place)) {
            row.push(locale.decimal(drawn.mean, 1));
            row.push(format!("{}–{}", locale.decimal(drawn.lower, 1), locale.decimal(drawn.upper, 1)));
        }
        row.push("\u{2588}".repeat(bar));
        rows.push(row);
    }
    rows
}

fn units(report: &SaturationReport, locale: &Locale) -> Vec<Vec<String>> {
    let mut rows = vec![heading(&["key", "name", "first-source", "last-source", "sources"], locale)];
    let source = |place: usize| report.steps.get(place).map_or_else(String::new, |(name, _)| name.clone());
    rows.extend(report.units.iter().map(|(code, reach)| {
        vec![
            code.draft.key.clone(),
            code.name_in(locale.language().tag()).to_owned(),
            source(reach.first),
            source(reach.last),
            locale.count(reach.sources),
        ]
    }));
    rows
}

fn rule(outcome: &RuleOutcome, locale: &Locale) -> String {
    let (base, run, threshold) = outcome.rule.parts();
    let key = match (outcome.rule, outcome.reached, outcome.last_new) {
        (StoppingRule::NewInformation { .. }, Some(_), _) => "saturation-rule-guest-met",
        (StoppingRule::NewInformation { .. }, None, Some(_)) => "saturation-rule-guest-open",
        (StoppingRule::NothingNew { .. }, Some(_), _) => "saturation-rule-francis-met",
        (StoppingRule::NothingNew { .. }, None, Some(_)) => "saturation-rule-francis-open",
        (_, None, None) => "saturation-rule-too-few",
    };
    let arguments = Arguments::new()
        .count("base", base)
        .count("run", run)
        .text("threshold", locale.percent(f64::from(threshold) / 100.0))
        .count("reached", outcome.reached.unwrap_or(0))
        .count("confirmed", outcome.confirmed.unwrap_or(0))
        .count("new", outcome.last_new.unwrap_or(0))
        .text("share", outcome.last_share().map_or_else(String::new, |share| locale.percent(share)));
    locale.say(key, &arguments)
}
