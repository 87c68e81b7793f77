//! `baft import`

use crate::cli::context::{Context, Outcome};
use crate::cli::exchange::{self, is_project, level_rule};
use crate::cli::exit_code;
use crate::exchange::LevelRule;
use crate::locale::Arguments;
use crate::model::SourceKind;
use crate::wire;
use crate::workbench::{ImportOptions, ImportOutcome, ImportReport, ProjectOptions, ingest_warning};
use std::path::PathBuf;

/// Bring in sources: interviews, articles, documents; or projects of other programs
///
/// Reads txt (UTF-8, UTF-16, Windows-1256), md, docx, odt, rtf, html, epub, srt, vtt and the text of pdf; folders stand
/// for the files in them. The original file is kept. A bad file is named with its reason and the rest come in.
/// A REFI-QDA project (.qdpx from NVivo, ATLAS.ti, MAXQDA, QualCoder …) brings codes, codings, memos and attributes too, and
/// so does the database of QualCoder (its .qda folder) or Taguette (.sqlite3).
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft import thesis.baft interviews/ --kind interview --attributes people.csv\n  baft import thesis.baft notes.docx\n  baft import big.baft sentences.tsv --lines\n  baft import thesis.baft nvivo.qdpx --dry-run\n  baft import thesis.baft nvivo.qdpx --levels depth\n  baft import thesis.baft study.qda/\n  baft import thesis.baft taguette.sqlite3"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Files and folders
    #[arg(required_unless_present = "attributes")]
    paths: Vec<PathBuf>,
    /// What they are: interview, article or document (default: guessed for each)
    #[arg(long, value_parser = kind)]
    kind: Option<SourceKind>,
    /// Language of the texts: fa, en or mixed (default: detected for each)
    #[arg(long)]
    language: Option<String>,
    /// Table of attributes (CSV; the first column names the source)
    #[arg(long, value_name = "TABLE")]
    attributes: Option<PathBuf>,
    /// Make one source of each line of a file (id, tab, text)
    #[arg(long)]
    lines: bool,
    /// Levels of the codes of a project: open (all of them) or depth (by the storey of their tree)
    #[arg(long, value_name = "RULE", default_value = "open", value_parser = level_rule)]
    levels: LevelRule,
    /// Only show what a project would bring
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn kind(word: &str) -> Result<SourceKind, String> {
    SourceKind::parse(word).ok_or_else(|| "interview, article or document".to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let options = ImportOptions {
        kind: arguments.kind,
        language: arguments.language.clone(),
        attributes: arguments.attributes.clone(),
        lines: arguments.lines,
    };
    if arguments.paths.is_empty()
        && let Some(table) = &arguments.attributes
    {
        let unknown = workbench.import_attributes(table)?;
        let report = ImportReport { files: Vec::new(), unknown_in_attributes: unknown };
        context.print(|| wire::import_report(&report, &context.locale), || summary(&report, context))?;
        return Ok(if report.unknown_in_attributes.is_empty() { exit_code::DONE } else { exit_code::PARTLY });
    }
    let (projects, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        arguments.paths.iter().partition(|path| is_project(path));
    let project_options = ProjectOptions { levels: arguments.levels, preview: arguments.dry_run };
    exchange::import(&mut workbench, &projects, &project_options, context)?;
    if paths.is_empty() {
        return Ok(exit_code::DONE);
    }
    let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
    let report = workbench.import_sources(&paths, &options, &context.progress())?;
    context.print(|| wire::import_report(&report, &context.locale), || summary(&report, context))?;
    let partly = report.failed() > 0 || !report.unknown_in_attributes.is_empty();
    Ok(if partly { exit_code::PARTLY } else { exit_code::DONE })
}

/// One line per file that needs a word, then the counts.
fn summary(report: &ImportReport, context: &Context) -> String {
    let locale = &context.locale;
    let mut lines = Vec::new();
    for file in &report.files {
        let with_file = || Arguments::new().text("file", file.file.as_str());
        match &file.outcome {
            ImportOutcome::Imported { name, turns, warnings } => {
                // One line for each of thousands of files would hide the few that matter.
                if report.files.len() <= 100 || !warnings.is_empty() {
                    let arguments = with_file().text("name", name.as_str()).count("turns", *turns);
                    lines.push(locale.say("import-file", &arguments));
                }
                lines.extend(warnings.iter().map(|warning| format!("  {}", ingest_warning(warning, locale))));
            }
            ImportOutcome::Known { name } => {
                lines.push(locale.say("import-known", &with_file().text("name", name.as_str())));
            }
            ImportOutcome::Failed(error) => {
                lines.push(locale.say("import-failed", &with_file().text("message", error.message(locale))));
            }
        }
    }
    for name in &report.unknown_in_attributes {
        lines.push(locale.say("import-attributes-unknown", &Arguments::new().text("name", name.as_str())));
    }
    let counts = Arguments::new()
        .count("imported", report.imported())
        .count("known", report.known())
        .count("failed", report.failed());
    lines.push(locale.say("import-summary", &counts));
    lines.join("\n")
}
