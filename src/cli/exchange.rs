//! Projects of other programs: what `import` and `export` say of them.

use crate::cli::context::{Context, Failure};
use crate::exchange::{Fate, LevelRule};
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::{ProjectOptions, ProjectReport, Workbench, remark_sentence};
use std::path::{Path, PathBuf};

/// Reads the name of a rule for levels.
pub(super) fn level_rule(word: &str) -> Result<LevelRule, String> {
    match word {
        "open" => Ok(LevelRule::Open),
        "depth" => Ok(LevelRule::ByDepth),
        _ => Err("open or depth".to_owned()),
    }
}

/// Whether a file is named like a project of the exchange format, or like the one with `ending`.
pub(super) fn ends_with(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether a path is named like a project or database of another program.
pub(super) fn is_project(path: &Path) -> bool {
    ["qdpx", "qda", "sqlite3", "sqlite"].iter().any(|ending| ends_with(path, ending))
}

/// Brings in projects and says what became of each.
pub(super) fn import(
    workbench: &mut Workbench,
    projects: &[&PathBuf],
    options: &ProjectOptions,
    context: &Context,
) -> Result<(), Failure> {
    for project in projects {
        let report = if ends_with(project, "qdpx") {
            workbench.import_project(project, options, &context.progress())?
        } else {
            workbench.import_database(project, options, &context.progress())?
        };
        print_import(&report, options.preview, context)?;
    }
    Ok(())
}

/// Says what an import did.
pub(super) fn print_import(report: &ProjectReport, preview: bool, context: &Context) -> Result<(), Failure> {
    let locale = &context.locale;
    context.print(
        || wire::project_report(report, locale),
        || {
            let (added, known) = (report.added, report.known);
            let said = Arguments::new()
                .text("name", report.name.as_str())
                .text("origin", report.origin.as_str())
                .count("sources", added.sources)
                .count("codes", added.codes)
                .count("codings", added.codings)
                .count("quotations", added.quotations)
                .count("memos", added.memos)
                .count("coders", added.coders)
                .count("attributes", added.attributes);
            let mut lines = vec![locale.say("exchange-imported", &said)];
            if known.sources + known.codes + known.codings + known.memos > 0 {
                let said = Arguments::new()
                    .count("sources", known.sources)
                    .count("codes", known.codes)
                    .count("codings", known.codings)
                    .count("memos", known.memos);
                lines.push(locale.say("exchange-known", &said));
            }
            remarks(report, "exchange-fate", &mut lines, context);
            if preview {
                lines.push(locale.text("exchange-previewed"));
            }
            lines.join("\n")
        },
    )
}

/// Says what an export wrote and what other programs will not see.
pub(super) fn print_export(report: &ProjectReport, file: &Path, context: &Context) -> Result<(), Failure> {
    let locale = &context.locale;
    context.print(
        || wire::project_report(report, locale),
        || {
            let added = report.added;
            let said = Arguments::new()
                .text("file", file.display().to_string())
                .count("sources", added.sources)
                .count("codes", added.codes)
                .count("codings", added.codings)
                .count("quotations", added.quotations)
                .count("memos", added.memos)
                .count("coders", added.coders);
            let mut lines = vec![locale.say("exchange-exported", &said)];
            remarks(report, "exchange-out", &mut lines, context);
            lines.join("\n")
        },
    )
}

fn remarks(report: &ProjectReport, heading: &str, lines: &mut Vec<String>, context: &Context) {
    for fate in [Fate::Changed, Fate::Kept, Fate::Left] {
        let of_fate: Vec<_> =
            report.remarks.list().iter().filter(|remark| remark.subject.fate() == fate).collect();
        if !of_fate.is_empty() {
            lines.push(context.locale.text(&format!("{heading}-{}", fate.as_str())));
        }
        lines.extend(
            of_fate.into_iter().map(|remark| format!("  {}", remark_sentence(remark, &context.locale))),
        );
    }
}
