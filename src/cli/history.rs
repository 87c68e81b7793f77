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
#[command(after_help = "Examples:\n  baft history thesis.baft\n  baft history thesis.baft --operation 12")]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// How many entries to show
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Show every row that one operation touched, before and after
    #[arg(long, value_name = "N")]
    operation: Option<OperationId>,
}

/// Take the newest change back; as often as there are changes
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft undo thesis.baft")]
pub(super) struct UndoArgs {
    /// Study file
    study: PathBuf,
}

/// Do again what was taken back last
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft redo thesis.baft")]
pub(super) struct RedoArgs {
    /// Study file
    study: PathBuf,
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
    let entries = workbench.history(None, arguments.limit)?;
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
    let operation = workbench.undo()?;
    workbench.refresh_index(&context.progress())?;
    reversed("undone", &operation, context)
}

pub(super) fn redo(arguments: &RedoArgs, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let operation = workbench.redo()?;
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
