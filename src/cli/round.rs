//! `baft round`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::wire;
use std::path::PathBuf;

/// Rounds in which several coders code the same sources without seeing one another
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft round thesis.baft open pilot --sources I03,I06 --coders K1,K2\n  baft round thesis.baft\n  baft round thesis.baft close pilot"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List all rounds
    List,
    /// Open a round; while it is open its coders see only their own codings in its sources
    Open {
        /// Name of the round
        name: String,
        /// Names of the sources
        #[arg(long, value_delimiter = ',', required = true)]
        sources: Vec<String>,
        /// Names of the coders
        #[arg(long, value_delimiter = ',', required = true)]
        coders: Vec<String>,
        /// The coders may see one another's codings
        #[arg(long)]
        not_blind: bool,
    },
    /// Close a round: its coders see everything again and can be compared
    Close {
        /// Name of the round
        name: String,
    },
    /// Open a closed round again
    Reopen {
        /// Name of the round
        name: String,
    },
    /// Remove a round; the codings made in it stay
    Remove {
        /// Name of the round
        name: String,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let name = match arguments.action.as_ref().unwrap_or(&Action::List) {
        Action::List => {
            let (rounds, sources, coders) = (workbench.rounds()?, workbench.sources()?, workbench.coders()?);
            let locale = &context.locale;
            context.print(
                || wire::rounds(&rounds, &sources, &coders),
                || {
                    let rows: Vec<Vec<String>> = rounds
                        .iter()
                        .map(|round| {
                            let names = sources.iter().filter(|source| round.sources.contains(&source.id));
                            let by = coders.iter().filter(|coder| round.coders.contains(&coder.id));
                            vec![
                                round.name.clone(),
                                locale.text(if round.open { "round-open" } else { "round-closed" }),
                                locale.text(if round.blind { "round-blind" } else { "round-seeing" }),
                                names.map(|source| source.name.as_str()).collect::<Vec<_>>().join(" "),
                                by.map(|coder| coder.name.as_str()).collect::<Vec<_>>().join(" "),
                            ]
                        })
                        .collect();
                    if rows.is_empty() { locale.text("no-rounds") } else { context.table(&rows) }
                },
            )?;
            return Ok(exit_code::DONE);
        }
        Action::Open { name, sources, coders, not_blind } => {
            workbench.open_round(name, sources, coders, !not_blind)?;
            name
        }
        Action::Close { name } => {
            workbench.set_round_open(name, false)?;
            name
        }
        Action::Reopen { name } => {
            workbench.set_round_open(name, true)?;
            name
        }
        Action::Remove { name } => {
            workbench.remove_round(name)?;
            name
        }
    };
    context.say("round-changed", &Arguments::new().text("name", name.as_str()));
    Ok(exit_code::DONE)
}
