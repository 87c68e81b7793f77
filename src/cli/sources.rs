//! `baft sources`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::cli::import::kind;
use crate::locale::{Arguments, Locale};
use crate::model::SourceKind;
use crate::wire;
use crate::workbench::{BibliographyReport, TextCorrection, Workbench};
use std::path::PathBuf;

/// List, show, describe and remove sources
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft sources thesis.baft\n  baft sources thesis.baft show I03\n  baft sources thesis.baft edit I03 --title \"Branch manager\"\n  baft sources thesis.baft correct I03 --words \"شعبع\" --with \"شعبه\" --reason typo\n  baft sources thesis.baft correct I03 --file I03-corrected.docx --dry-run\n  baft sources thesis.baft original I03 --output I03.docx\n  baft sources thesis.baft bibliography zotero.ris --dry-run\n  baft sources thesis.baft bibliography library.bib"
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
    /// Correct the text of a source; its quotations follow
    Correct(Correct),
    /// Bring the records of a bibliography (RIS or BibTeX) to the articles that they describe
    Bibliography {
        /// The file
        file: PathBuf,
        /// Replace what the articles say already
        #[arg(long)]
        replace: bool,
        /// Only show which record is which article
        #[arg(long)]
        dry_run: bool,
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

#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["words", "span", "file"])))]
struct Correct {
    /// Name of the source
    source: String,
    /// The words to correct, as they stand in the text
    #[arg(long, requires = "with")]
    words: Option<String>,
    /// Positions in characters, the end exclusive; the same position twice puts words in
    #[arg(long, value_name = "START..END", value_parser = crate::cli::code::span, requires = "with")]
    span: Option<(u32, u32)>,
    /// The corrected file, in place of the whole text
    #[arg(long)]
    file: Option<PathBuf>,
    /// What comes in their place; empty takes them out
    #[arg(long)]
    with: Option<String>,
    /// Wherever the words stand
    #[arg(long, requires = "words")]
    everywhere: bool,
    /// Why, for the audit trail
    #[arg(long, default_value = "")]
    reason: String,
    /// Only show what would become of the quotations
    #[arg(long)]
    dry_run: bool,
}

impl Correct {
    fn correction(&self) -> TextCorrection {
        let with = self.with.clone().unwrap_or_default();
        match (&self.file, self.span) {
            (Some(file), _) => TextCorrection::File(file.clone()),
            (None, Some((start, end))) => TextCorrection::Span { start, end, with },
            (None, None) => TextCorrection::Words {
                words: self.words.clone().unwrap_or_default(),
                with,
                everywhere: self.everywhere,
            },
        }
    }
}

fn bibliography(report: &BibliographyReport, preview: bool, locale: &Locale) -> String {
    let mut lines = Vec::new();
    for one in &report.matches {
        let record = &report.records[one.record];
        let said = Arguments::new()
            .text("source", report.articles[one.article].as_str())
            .text("title", record.title.as_str())
            .text("reason", locale.text(&format!("bibliography-by-{}", one.reason.as_str())))
            .text("confidence", locale.decimal(one.confidence, 2));
        lines.push(locale.say("bibliography-match", &said));
    }
    for record in report.unmatched() {
        lines.push(
            locale.say("bibliography-unmatched", &Arguments::new().text("title", record.title.as_str())),
        );
    }
    for name in report.missing() {
        lines.push(locale.say("bibliography-missing", &Arguments::new().text("source", name)));
    }
    let counts = Arguments::new()
        .count("records", report.records.len())
        .count("matches", report.matches.len())
        .count("written", report.written)
        .count("kept", report.kept);
    lines.push(locale.say(if preview { "bibliography-preview" } else { "bibliography-done" }, &counts));
    lines.join("\n")
}

fn correct(workbench: &mut Workbench, arguments: &Correct, context: &Context) -> Result<(), Failure> {
    let report = workbench.correct_source(
        &arguments.source,
        &arguments.correction(),
        &arguments.reason,
        arguments.dry_run,
    )?;
    if !arguments.dry_run {
        workbench.refresh_index(&context.progress())?;
    }
    let locale = &context.locale;
    context.print(
        || wire::correction(&report),
        || {
            let counts = Arguments::new()
                .count("before", report.length_before)
                .count("after", report.length_after)
                .count("kept", report.kept)
                .count("respelled", report.respelled.len())
                .count("changed", report.changed.len())
                .count("unplaced", report.unplaced.len());
            let mut text = locale.say("source-corrected", &counts);
            text.push('\n');
            for moved in report.respelled.iter().chain(&report.changed) {
                let id = moved.quotation.to_string();
                text.extend([
                    "  ",
                    &id,
                    "  \u{ab}",
                    &moved.before,
                    "\u{bb} \u{2192} \u{ab}",
                    &moved.after,
                    "\u{bb}\n",
                ]);
            }
            for (id, quote) in &report.unplaced {
                text.extend(["  ", &id.to_string(), "  \u{ab}", quote, "\u{bb} \u{2192} ?\n"]);
            }
            text
        },
    )
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
        Action::Correct(arguments) => correct(&mut workbench, arguments, context)?,
        Action::Bibliography { file, replace, dry_run } => {
            let report = workbench.import_bibliography(file, *replace, *dry_run)?;
            context.print(
                || wire::bibliography_report(&report),
                || bibliography(&report, *dry_run, &context.locale),
            )?;
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

fn list(workbench: &Workbench, context: &Context) -> Result<(), Failure> {
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

fn show(workbench: &Workbench, name: &str, context: &Context) -> Result<(), Failure> {
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
