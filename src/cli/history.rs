//! `baft history`, `baft undo`, `baft redo`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::model::OperationId;
use crate::store::Operation;
use crate::wire;
use crate::workbench::operation_sentence;
use std::path::PathBuf;

/// Show who changed what and when
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft history thesis.baft\n  baft history thesis.baft --operation 12\n  baft history thesis.baft --by Sara --limit 5\n  baft history thesis.baft --trail audit-trail.csv\n  baft codebook thesis.baft --at 2026-11-01"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// How many entries to show
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Show every row that one operation touched, before and after
    #[arg(long, value_name = "N")]
    operation: Option<OperationId>,
    /// Only what this coder did
    #[arg(long)]
    by: Option<String>,
    /// Write the whole audit trail as CSV: who, when, what, and each field before and after
    #[arg(long, value_name = "FILE")]
    trail: Option<PathBuf>,
}

/// Take the newest change back; as often as there are changes
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft undo thesis.baft\n  baft undo thesis.baft --own --coder Sara\n  baft undo thesis.baft --operation 118"
)]
pub(super) struct UndoArgs {
    /// Study file
    study: PathBuf,
    /// Your own newest change, though others went on since
    #[arg(long)]
    own: bool,
    /// This change, wherever it lies in the history
    #[arg(long, value_name = "N", conflicts_with = "own")]
    operation: Option<OperationId>,
}

/// Do again what was taken back last
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  baft redo thesis.baft\n  baft redo thesis.baft --own --coder Sara")]
pub(super) struct RedoArgs {
    /// Study file
    study: PathBuf,
    /// What you yourself took back last
    #[arg(long)]
    own: bool,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let locale = &context.locale;
    if let Some(operation) = arguments.operation {
        let changes = workbench.changes(operation)?;
        context.print(
            || wire::changes(&changes),
            || {
                let cell = |value: &Option<String>| value.clone().unwrap_or_else(|| "\u{2014}".to_owned());
                let rows: Vec<Vec<String>> = changes
                    .iter()
                    .map(|change| {
                        vec![
                            change.table.clone(),
                            change.row.to_string(),
                            cell(&change.before),
                            cell(&change.after),
                        ]
                    })
                    .collect();
                context.table(&rows)
            },
        )?;
        return Ok(exit_code::DONE);
    }
    if let Some(trail) = &arguments.trail {
        context.write_file(Some(trail), &workbench.audit_trail(locale)?)?;
        return Ok(exit_code::DONE);
    }
    let mut entries =
        workbench.history(None, if arguments.by.is_some() { u32::MAX } else { arguments.limit })?;
    entries.retain(|entry| arguments.by.as_ref().is_none_or(|coder| entry.operation.coder == *coder));
    entries.truncate(arguments.limit as usize);
    context.print(
        || wire::history(&entries, locale),
        || {
            let rows: Vec<Vec<String>> = entries
                .iter()
                .map(|entry| {
                    vec![
                        locale.count(entry.operation.id.0),
                        locale.date_time(entry.operation.at),
                        entry.operation.coder.clone(),
                        entry.sentence(locale),
                        locale.count(entry.changes as u64),
                    ]
                })
                .collect();
            context.table(&rows)
        },
    )?;
    Ok(exit_code::DONE)
}

pub(super) fn undo(arguments: &UndoArgs, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let operation = match arguments.operation {
        Some(operation) => workbench.undo_operation(operation)?,
        None if arguments.own => workbench.undo_own()?,
        None => workbench.undo()?,
    };
    workbench.refresh_index(&context.progress())?;
    reversed("undone", &operation, context)
}

pub(super) fn redo(arguments: &RedoArgs, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let operation = if arguments.own { workbench.redo_own()? } else { workbench.redo()? };
    workbench.refresh_index(&context.progress())?;
    reversed("redone", &operation, context)
}

fn reversed(key: &str, operation: &Operation, context: &Context) -> Outcome {
    let what = operation_sentence(operation, &context.locale);
    context.print(
        || wire::operation(operation, &context.locale),
        || context.locale.say(key, &Arguments::new().text("what", what.as_str())),
    )?;
    Ok(exit_code::DONE)
}
