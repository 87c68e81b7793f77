//! `baft prisma`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::exchange::{PRISMA_FIELDS, REASON_PREFIX};
use crate::locale::Arguments;
use crate::wire;
use std::path::PathBuf;

/// Show and set the numbers of the review of articles (PRISMA 2020)
///
/// Numbers that do not follow from the others are told, not refused.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft prisma thesis.baft\n  baft prisma thesis.baft databases=310 duplicates=70 screened=240 excluded=180\n  baft prisma thesis.baft sought=60 not-retrieved=5 assessed=55 \"reason:no data\"=15 included=40\n  baft prisma thesis.baft duplicates="
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// NAME=NUMBER; without a number it is taken away
    #[arg(value_name = "NAME=NUMBER", value_parser = count)]
    counts: Vec<(String, Option<u64>)>,
}

fn count(text: &str) -> Result<(String, Option<u64>), String> {
    let (name, value) = text.rsplit_once('=').ok_or_else(|| "NAME=NUMBER".to_owned())?;
    if value.trim().is_empty() {
        return Ok((name.trim().to_owned(), None));
    }
    let value = crate::text::digits::parse_count(value.trim()).ok_or_else(|| "NAME=NUMBER".to_owned())?;
    Ok((name.trim().to_owned(), Some(value)))
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    if !arguments.counts.is_empty() {
        workbench.set_prisma(&arguments.counts)?;
    }
    let (prisma, articles) = workbench.prisma()?;
    let locale = &context.locale;
    context.print(
        || wire::prisma(&prisma, articles),
        || {
            let number = |value: u64| locale.count(i64::try_from(value).unwrap_or(i64::MAX));
            let mut rows = vec![vec![locale.text("column-name"), locale.text("prisma-number")]];
            for field in PRISMA_FIELDS {
                if field == "included" {
                    for (reason, value) in &prisma.reasons {
                        rows.push(vec![[REASON_PREFIX, reason].concat(), number(*value)]);
                    }
                }
                if let Some(value) = prisma.get(field) {
                    rows.push(vec![
                        [field, "  ", &locale.text(&format!("prisma-{field}"))].concat(),
                        number(value),
                    ]);
                }
            }
            let mut text = if rows.len() > 1 { context.table(&rows) } else { locale.text("prisma-empty") };
            for wrong in prisma.mismatches(articles) {
                let said = Arguments::new()
                    .text("name", locale.text(&format!("prisma-{}", wrong.field)))
                    .count("given", i64::try_from(wrong.given).unwrap_or(i64::MAX))
                    .count("expected", wrong.expected);
                text.extend(["\n", &locale.say("prisma-mismatch", &said)]);
            }
            text
        },
    )?;
    Ok(exit_code::DONE)
}
