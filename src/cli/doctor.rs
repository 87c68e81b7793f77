//! `baft doctor`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::{Arguments, Locale};
use crate::store::Finding;
use crate::wire;
use std::path::PathBuf;

/// Check that the study is sound: pages, references, journal, contents, every quotation's words, index
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft doctor thesis.baft")]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let report = workbench.doctor()?;
    let integrity = &report.integrity;
    context.print(
        || wire::doctor(&report),
        || {
            let counts = Arguments::new()
                .count("operations", i64::try_from(integrity.operations).unwrap_or(i64::MAX))
                .count("contents", i64::try_from(integrity.contents).unwrap_or(i64::MAX))
                .count("quotations", i64::try_from(integrity.quotations).unwrap_or(i64::MAX));
            let mut lines = vec![context.locale.say("doctor-checked", &counts)];
            lines.extend(integrity.findings.iter().map(|finding| sentence(finding, &context.locale)));
            if integrity.findings.is_empty() {
                lines.push(context.locale.text("doctor-sound"));
            }
            lines.join("\n")
        },
    )?;
    Ok(if integrity.findings.is_empty() { exit_code::DONE } else { exit_code::FINDINGS })
}

fn sentence(finding: &Finding, locale: &Locale) -> String {
    let none = Arguments::new;
    match finding {
        Finding::Database(words) => locale.say("finding-database", &none().text("words", words.as_str())),
        Finding::DanglingReference { table, row } => {
            locale.say("finding-reference", &none().text("table", table.as_str()).count("row", *row))
        }
        Finding::BrokenChain(operation) => {
            locale.say("finding-chain", &none().count("operation", operation.0))
        }
        Finding::ChangedContent(hash) => locale.say("finding-content", &none().text("hash", hash.as_str())),
        Finding::MisplacedQuotation(id) => locale.say("finding-quotation", &none().count("quotation", id.0)),
    }
}
