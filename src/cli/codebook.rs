//! `baft codebook`

use crate::cli::codebook_change;
use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exchange::{self, ends_with, level_rule};
use crate::cli::exit_code;
use crate::exchange::LevelRule;
use crate::locale::Arguments;
use crate::model::{CodeDraft, Level};
use crate::wire;
use crate::workbench::{ProjectOptions, Workbench, read_bytes};
use std::path::{Path, PathBuf};

/// Show, import, export and change the codebook
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft codebook thesis.baft\n  baft codebook thesis.baft import codebooks/remote-services.csv\n  baft codebook thesis.baft add \"slow network\" --under R25\n  baft codebook thesis.baft merge O012 O040 --dry-run\n  baft codebook thesis.baft split O012 --into \"slow network=12,15\" --into \"power cuts=13\"\n  baft codebook thesis.baft diff --from 2026-11-01\n  baft codebook thesis.baft export --output codebook.csv\n  baft codebook thesis.baft import nvivo.qdc --levels depth\n  baft codebook thesis.baft export --output codebook.qdc"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Show the codes as a tree with the number of codings
    Show,
    /// Bring in a codebook file (CSV, or .qdc of other programs); known keys are brought up to date
    Import {
        /// The file
        file: PathBuf,
        /// Levels of the codes of a .qdc file: open (all of them) or depth (by the storey of their tree)
        #[arg(long, value_name = "RULE", default_value = "open", value_parser = level_rule)]
        levels: LevelRule,
        /// Only show what a .qdc file would bring
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the codebook as CSV, or as .qdc for other programs
    Export {
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Add a code
    Add {
        /// Name of the code
        name: String,
        /// Key or name of the code it stands under
        #[arg(long)]
        under: Option<String>,
        /// open, axial or selective
        #[arg(long, default_value = "open", value_parser = level)]
        level: Level,
        /// Key; the next free one without it
        #[arg(long, default_value = "")]
        key: String,
        /// Definition
        #[arg(long, default_value = "")]
        definition: String,
    },
    /// Rename a code; the old name stays as an alias
    Rename {
        /// Key or name
        code: String,
        /// New name
        name: String,
    },
    /// Change definition, rules of use, colour, key or translations of a code
    Edit(codebook_change::EditArgs),
    /// Move a code under another one, or to the roots
    Move {
        /// Key or name
        code: String,
        /// Key or name of the new parent; a root without it
        #[arg(long)]
        under: Option<String>,
    },
    /// Put a code before one of its siblings
    Order {
        /// Key or name
        code: String,
        /// Key or name of the sibling; behind the last one without it
        #[arg(long)]
        before: Option<String>,
    },
    /// Deal a code's quotations out into other codes
    Split(codebook_change::SplitArgs),
    /// List codes with names alike
    Similar,
    /// Show what changed between two moments
    Diff(codebook_change::DiffArgs),
    /// Join one code into another: codings, memos and codes below go over
    Merge {
        /// Code that vanishes
        from: String,
        /// Code that stays
        into: String,
        /// Only show what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Remove a code on which nothing stands
    Remove {
        /// Key or name
        code: String,
    },
}

fn level(word: &str) -> Result<Level, String> {
    Level::parse(word).ok_or_else(|| "open, axial or selective".to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let said = Arguments::new;
    match arguments.action.as_ref().unwrap_or(&Action::Show) {
        Action::Show => show(&workbench, context)?,
        Action::Import { file, levels, dry_run } => {
            import(&mut workbench, file, ProjectOptions { levels: *levels, preview: *dry_run }, context)?;
        }
        Action::Export { output: Some(output) } if ends_with(output, "qdc") => {
            let (xml, report) = workbench.exchange_codebook()?;
            crate::workbench::write_bytes(output, xml.as_bytes())?;
            exchange::print_export(&report, output, context)?;
        }
        Action::Export { output } => context.write_file(output.as_deref(), &workbench.export_codebook()?)?,
        Action::Add { name, under, level, key, definition } => {
            let draft = CodeDraft {
                key: key.clone(),
                name: name.clone(),
                definition: definition.clone(),
                ..CodeDraft::default()
            };
            let key = workbench.add_code(*level, under.as_deref(), &draft)?;
            let sentence = said().text("key", key.as_str()).text("name", name.as_str());
            context.print(|| wire::key(&key), || context.locale.say("code-added", &sentence))?;
            codebook_change::warn_of_likeness(&workbench, name, &key, context)?;
        }
        Action::Rename { code, name } => {
            workbench.edit_code(code, |draft| {
                if draft.name != *name && !draft.aliases.contains(&draft.name) {
                    draft.aliases.push(draft.name.clone());
                }
                draft.name.clone_from(name);
            })?;
            context.say("code-renamed", &said().text("name", name.as_str()));
            codebook_change::warn_of_likeness(&workbench, name, code, context)?;
        }
        Action::Move { code, under } => {
            workbench.move_code(code, under.as_deref())?;
            context.say("code-moved", &said().text("name", code.as_str()));
        }
        Action::Edit(arguments) => codebook_change::edit(&mut workbench, arguments, context)?,
        Action::Order { code, before } => {
            workbench.reorder_code(code, before.as_deref())?;
            context.say("code-moved", &said().text("name", code.as_str()));
        }
        Action::Split(arguments) => codebook_change::split(&mut workbench, arguments, context)?,
        Action::Similar => codebook_change::similar(&workbench, context)?,
        Action::Diff(arguments) => codebook_change::diff(&workbench, arguments, context)?,
        Action::Merge { from, into, dry_run: true } => {
            let preview = workbench.preview_merge(from, into)?;
            let sentence = said()
                .text("from", preview.from.as_str())
                .text("into", preview.into.as_str())
                .count("codings", preview.codings)
                .count("doubled", preview.doubled)
                .count("memos", preview.memos)
                .count("children", preview.children.len())
                .text("aliases", preview.aliases.join("\u{60c} "));
            context
                .print(|| wire::merge_preview(&preview), || context.locale.say("merge-preview", &sentence))?;
        }
        Action::Merge { from, into, dry_run: false } => {
            let moved = workbench.merge_codes(from, into)?;
            let sentence =
                said().text("from", from.as_str()).text("into", into.as_str()).count("count", moved);
            context.say("codes-merged", &sentence);
        }
        Action::Remove { code } => {
            workbench.remove_code(code)?;
            context.say("code-removed", &said().text("name", code.as_str()));
        }
    }
    Ok(exit_code::DONE)
}

fn import(
    workbench: &mut Workbench,
    file: &Path,
    options: ProjectOptions,
    context: &Context,
) -> Result<(), Failure> {
    if ends_with(file, "qdc") {
        let report = workbench.import_exchange_codebook(file, &options)?;
        return exchange::print_import(&report, options.preview, context);
    }
    let change = workbench.import_codebook(&file.display().to_string(), &read_bytes(file)?)?;
    context.print(
        || wire::codebook_change(&change),
        || {
            let counts = Arguments::new().count("added", change.added).count("updated", change.updated);
            context.locale.say("codebook-imported", &counts)
        },
    )
}

fn show(workbench: &Workbench, context: &Context) -> Result<(), Failure> {
    let codebook = workbench.codebook()?;
    let codings = workbench.codings(None, None, None)?;
    let used = |code| codings.iter().filter(|coded| coded.coding.code == code).count();
    let language = context.locale.language().tag();
    context.print(
        || wire::codebook(&codebook),
        || {
            let mut text = String::new();
            for (depth, code) in codebook.in_order() {
                let count = used(code.id);
                let count = if count > 0 {
                    format!(" ({})", context.locale.count(count as u64))
                } else {
                    String::new()
                };
                text.extend([
                    "  ".repeat(depth).as_str(),
                    &code.draft.key,
                    "  ",
                    code.name_in(language),
                    &count,
                    "\n",
                ]);
            }
            text
        },
    )
}
