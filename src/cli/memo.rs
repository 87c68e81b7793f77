//! `baft memo`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::model::MemoId;
use crate::wire;
use crate::workbench::read_bytes;
use std::path::PathBuf;

/// Write, import, list and remove memos
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft memo thesis.baft add \"Two managers contradict each other\" --code R33\n  baft memo thesis.baft import memos.csv\n  baft memo thesis.baft"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List all memos
    List,
    /// Write a memo on a code, a source or the study
    Add {
        /// The note
        text: String,
        /// Key or name of a code
        #[arg(long)]
        code: Option<String>,
        /// Name of a source
        #[arg(long, conflicts_with = "code")]
        source: Option<String>,
        /// Date as it is to be shown
        #[arg(long, default_value = "")]
        date: String,
    },
    /// Bring in a memo sheet (CSV: target, source, quote, code, coder, date, text)
    Import {
        /// The file
        file: PathBuf,
    },
    /// Remove a memo
    Remove {
        /// Number of the memo
        memo: MemoId,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    match arguments.action.as_ref().unwrap_or(&Action::List) {
        Action::List => {
            let memos = workbench.memos()?;
            let codebook = workbench.codebook()?;
            let sources = workbench.sources()?;
            context.print(
                || wire::memos(&memos, &codebook, &sources),
                || {
                    let rows: Vec<Vec<String>> = memos
                        .iter()
                        .map(|memo| {
                            let about = wire::memo_target(memo, &codebook, &sources);
                            vec![memo.id.to_string(), about, memo.date.clone(), memo.text.clone()]
                        })
                        .collect();
                    context.table(&rows)
                },
            )?;
        }
        Action::Add { text, code, source, date } => {
            let added = workbench.add_memo(code.as_deref(), source.as_deref(), date, text)?;
            let key = if added { "memo-added" } else { "memo-known" };
            context.print(|| wire::added(added), || context.locale.text(key))?;
        }
        Action::Import { file } => {
            let added = workbench.import_memos(&file.display().to_string(), &read_bytes(file)?)?;
            let sentence = Arguments::new().count("count", added);
            context.print(|| wire::count(added), || context.locale.say("memos-imported", &sentence))?;
        }
        Action::Remove { memo } => {
            workbench.remove_memo(*memo)?;
            context.say("memo-removed", &Arguments::new());
        }
    }
    Ok(exit_code::DONE)
}
