//! `baft saturation`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::wire;
use std::path::PathBuf;

/// Show how many new codes each further source still adds
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft saturation thesis.baft --kind interview")]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Only sources of this kind
    #[arg(long, value_parser = crate::cli::import::kind)]
    kind: Option<crate::model::SourceKind>,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let steps = workbench.saturation(arguments.kind)?;
    let locale = &context.locale;
    context.print(
        || wire::saturation(&steps),
        || {
            let heading = ["source", "codes-used", "codes-new", "codes-total"];
            let mut rows: Vec<Vec<String>> =
                vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            let most = steps.iter().map(|(_, step)| step.total).max().unwrap_or(1).max(1);
            rows.extend(steps.iter().map(|(name, step)| {
                let bar = usize::try_from(step.total * 40 / most).unwrap_or(0);
                vec![
                    name.clone(),
                    locale.count(step.used),
                    locale.count(step.new),
                    locale.count(step.total),
                    "\u{2588}".repeat(bar),
                ]
            }));
            context.table(&rows)
        },
    )?;
    Ok(exit_code::DONE)
}
