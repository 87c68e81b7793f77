//! `baft memo`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::coding::MemoFilter;
use crate::locale::Arguments;
use crate::model::{Memo, MemoId, QuotationId};
use crate::wire;
use crate::workbench::{Error, Workbench, read_bytes};
use std::path::PathBuf;

/// Write, import, list and remove memos
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft memo thesis.baft add \"Two managers contradict each other\" --code R33\n  baft memo thesis.baft import memos.csv\n  baft memo thesis.baft list --on code --words \"contradict\"\n  baft memo thesis.baft export --output memos.csv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List memos, all or some
    List(Wanted),
    /// Write memos as a sheet that `import` takes back
    Export {
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Change a memo
    Edit {
        /// Number of the memo
        memo: MemoId,
        /// New words
        #[arg(long)]
        text: Option<String>,
        /// New date
        #[arg(long)]
        date: Option<String>,
    },
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
        /// Number of a quotation
        #[arg(long, conflicts_with_all = ["code", "source"])]
        quotation: Option<QuotationId>,
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

/// Which memos are meant; each part that is given must hold.
#[derive(clap::Args, Debug, Default)]
struct Wanted {
    /// Only on such a thing: study, source, quotation or code
    #[arg(long, value_parser = ["study", "source", "quotation", "code"])]
    on: Option<String>,
    /// Only on this code or one below it, or on a quotation that carries one
    #[arg(long)]
    code: Option<String>,
    /// Only on this source or a quotation of it
    #[arg(long)]
    source: Option<String>,
    /// Only by this coder
    #[arg(long)]
    by: Option<String>,
    /// Only with these words
    #[arg(long, default_value = "")]
    words: String,
}

impl Wanted {
    fn filter(&self, workbench: &Workbench) -> Result<MemoFilter, Error> {
        let (on, code) = (self.on.as_deref(), self.code.as_deref());
        workbench.memo_filter(on, code, self.source.as_deref(), self.by.as_deref(), &self.words)
    }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    match arguments.action.as_ref().unwrap_or(&Action::List(Wanted::default())) {
        Action::List(wanted) => {
            let listed = workbench.listed_memos(&wanted.filter(&workbench)?)?;
            let memos: Vec<Memo> = listed.into_iter().map(|listed| listed.memo).collect();
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
        Action::Export { output, wanted } => {
            let sheet = workbench.export_memos(&wanted.filter(&workbench)?)?;
            context.write_file(output.as_deref(), &sheet)?;
        }
        Action::Edit { memo, text, date } => {
            workbench.edit_memo(*memo, date.as_deref(), text.as_deref())?;
            context.say("memo-edited", &Arguments::new());
        }
        Action::Add { text, code, source, quotation, date } => {
            let added = match quotation {
                Some(id) => workbench.add_quotation_memo(*id, date, text)?,
                None => workbench.add_memo(code.as_deref(), source.as_deref(), date, text)?,
            };
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
