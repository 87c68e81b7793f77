//! `baft sources`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::cli::import::kind;
use crate::locale::Arguments;
use crate::model::SourceKind;
use crate::wire;
use crate::workbench::Workbench;
use std::path::PathBuf;

/// List, show, describe and remove sources
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft sources thesis.baft\n  baft sources thesis.baft show I03\n  baft sources thesis.baft edit I03 --title \"Branch manager\"\n  baft sources thesis.baft original I03 --output I03.docx"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List all sources
    List,
    /// Print a source turn by turn, with the positions of each turn
    Show {
        /// Name of the source
        source: String,
    },
    /// Change title, kind or language of a source
    Edit {
        /// Name of the source
        source: String,
        /// New title
        #[arg(long)]
        title: Option<String>,
        /// interview, article or document
        #[arg(long, value_parser = kind)]
        kind: Option<SourceKind>,
        /// Language tag
        #[arg(long)]
        language: Option<String>,
    },
    /// Remove sources with everything coded in them (undo brings them back)
    Remove {
        /// Names of the sources
        #[arg(required = true)]
        sources: Vec<String>,
    },
    /// Give back the original file of a source
    Original {
        /// Name of the source
        source: String,
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    match arguments.action.as_ref().unwrap_or(&Action::List) {
        Action::List => list(&workbench, context)?,
        Action::Show { source } => show(&workbench, source, context)?,
        Action::Edit { source, title, kind, language } => {
            workbench.edit_source(source, title.as_deref(), *kind, language.as_deref())?;
            context.say("source-edited", &Arguments::new().text("name", source.as_str()));
        }
        Action::Remove { sources } => {
            workbench.remove_sources(sources)?;
            context.say("sources-removed", &Arguments::new().count("count", sources.len()));
        }
        Action::Original { source, output } => {
            let (_, bytes) = workbench.original_file(source)?;
            context.write_file(output.as_deref(), &bytes)?;
        }
    }
    Ok(exit_code::DONE)
}

fn list(workbench: &Workbench, context: &Context) -> Result<(), crate::cli::context::Failure> {
    let sources = workbench.sources()?;
    let locale = &context.locale;
    context.print(
        || wire::sources(&sources),
        || {
            let heading =
                ["name", "kind", "language", "characters", "turns", "quotations", "codings", "title"];
            let mut rows = vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            rows.extend(sources.iter().map(|source| {
                vec![
                    source.name.clone(),
                    locale.text(&format!("kind-{}", source.kind.as_str())),
                    source.language.clone(),
                    locale.count(source.length),
                    locale.count(source.turns),
                    locale.count(source.quotations),
                    locale.count(source.codings),
                    source.title.clone(),
                ]
            }));
            context.table(&rows)
        },
    )
}

fn show(workbench: &Workbench, name: &str, context: &Context) -> Result<(), crate::cli::context::Failure> {
    let source = workbench.source_by_name(name)?;
    let locale = &context.locale;
    context.print(
        || wire::source(&source),
        || {
            let mut text = format!("{}  {}\n", source.name, source.title);
            for (name, value) in &source.attributes {
                text.extend([name.as_str(), ": ", value, "\n"]);
            }
            for turn in &source.turns {
                let words = crate::text::position::slice_chars(&source.text, turn.start..turn.end);
                let place = format!("{}\u{2013}{}", locale.count(turn.start.0), locale.count(turn.end.0));
                text.extend([
                    "\n[",
                    &locale.count(turn.number),
                    " \u{b7} ",
                    &place,
                    "] ",
                    &turn.speaker,
                    "\n",
                    words,
                    "\n",
                ]);
            }
            text
        },
    )
}
