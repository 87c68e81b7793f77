//! `baft merge`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::coding::{Counts, Prefer};
use crate::locale::{Arguments, Locale};
use crate::wire;
use crate::workbench::MergeReport;
use std::path::PathBuf;

/// Bring in what another copy of the study has: sources, codes, codings, memos
///
/// Where both copies come from one study, what only one of them changed is taken, and what both changed differently is listed.
/// One undo takes all of it back; merging again changes nothing.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft merge thesis.baft thesis-sara.baft --dry-run\n  baft merge thesis.baft thesis-sara.baft\n  baft merge thesis.baft thesis-sara.baft --prefer theirs"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// The other copy; it is only read
    other: PathBuf,
    /// Only show what would happen
    #[arg(long)]
    dry_run: bool,
    /// ours or theirs: which side holds where both changed the same thing differently
    #[arg(long, default_value = "ours", value_parser = prefer)]
    prefer: Prefer,
}

fn prefer(text: &str) -> Result<Prefer, String> {
    match text {
        "ours" => Ok(Prefer::Ours),
        "theirs" => Ok(Prefer::Theirs),
        _ => Err("ours or theirs".to_owned()),
    }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let report = workbench.merge_study(&arguments.other, arguments.prefer, arguments.dry_run)?;
    if !arguments.dry_run {
        workbench.refresh_index(&context.progress())?;
    }
    context.print(|| wire::merge(&report), || text(&report, &context.locale))?;
    Ok(exit_code::DONE)
}

fn text(report: &MergeReport, locale: &Locale) -> String {
    let plan = &report.plan;
    let mut text = locale.text(if plan.has_history { "merge-with-history" } else { "merge-without-history" });
    text.push('\n');
    for (key, counts) in ["merge-added", "merge-changed", "merge-removed"].into_iter().zip(report.counts()) {
        text.extend([locale.say(key, &counted(&counts)).as_str(), "\n"]);
    }
    text.extend([locale.say("merge-known", &Arguments::new().count("known", plan.known)).as_str(), "\n"]);
    for (theirs, ours, name) in &plan.rekeyed {
        let said = Arguments::new()
            .text("theirs", theirs.as_str())
            .text("ours", ours.as_str())
            .text("name", name.as_str());
        text.extend(["  ", &locale.say("merge-rekeyed", &said), "\n"]);
    }
    for one in &plan.conflicts {
        let said = Arguments::new()
            .text("what", one.what.as_str())
            .text("field", locale.text(&format!("field-{}", one.field)))
            .text("ours", one.ours.as_str())
            .text("theirs", one.theirs.as_str());
        text.extend(["  ", &locale.say("merge-conflict", &said), "\n"]);
    }
    for (source, quote) in &plan.unplaced {
        let said = Arguments::new().text("source", source.as_str()).text("quote", quote.as_str());
        text.extend(["  ", &locale.say("merge-unplaced", &said), "\n"]);
    }
    let left = report.left;
    let said = Arguments::new()
        .count("instruments", left.instruments)
        .count("responses", left.response_sets)
        .count("rounds", left.rounds)
        .count("settlements", left.settlements)
        .count("decisions", left.decisions);
    text.push_str(&locale.say("merge-left", &said));
    text
}

fn counted(counts: &Counts) -> Arguments<'static> {
    Arguments::new()
        .count("sources", counts.sources)
        .count("attributes", counts.attributes)
        .count("codes", counts.codes)
        .count("codings", counts.codings)
        .count("memos", counts.memos)
}
