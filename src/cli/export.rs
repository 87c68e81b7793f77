//! `baft export`

use crate::cli::context::{Context, Outcome};
use crate::cli::{exchange, exit_code};
use std::path::PathBuf;

/// Write the study, or a part of it, for other programs
///
/// What other programs have no place for is written so that Baft reads it back, and is named.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  baft export thesis.baft project --output thesis.qdpx")]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// A REFI-QDA project (.qdpx) for NVivo, ATLAS.ti, MAXQDA and QualCoder
    Project {
        /// File to write
        #[arg(long, short)]
        output: PathBuf,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    match &arguments.what {
        What::Project { output } => {
            let report = workbench.export_project(output)?;
            exchange::print_export(&report, output, context)?;
        }
    }
    Ok(exit_code::DONE)
}
