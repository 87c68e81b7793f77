//! `baft backup`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::wire;
use std::path::PathBuf;

/// Copy the study into a new file while it is open, and check the copy
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft backup thesis.baft thesis-2026-11-23.baft")]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// File to make
    target: PathBuf,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let report = workbench.back_up(&arguments.target)?;
    let path = report.path.display().to_string();
    let sentence = Arguments::new()
        .text("path", path.as_str())
        .count("bytes", i64::try_from(report.bytes).unwrap_or(i64::MAX));
    context.print(|| wire::path(&path), || context.locale.say("backup-made", &sentence))?;
    Ok(exit_code::DONE)
}
