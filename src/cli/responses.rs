//! `baft responses`

use crate::assess::{ResponseFinding, read_targets};
use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::{Error, ResponseImport, SimulationOptions, Workbench, read_bytes};
use std::path::PathBuf;

/// Import, check, simulate, list and export answers
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft responses thesis.baft import answers.csv\n  baft responses thesis.baft check\n  baft responses thesis.baft simulate --respondents 384 --targets targets.csv --seed 7\n  baft responses thesis.baft export --output answers.csv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List the sets of answers
    List,
    /// Bring in answers (CSV: one respondent a line, one column per item)
    Import {
        /// The file
        file: PathBuf,
        /// Name of the set (default: the file's name)
        #[arg(long)]
        name: Option<String>,
        /// Version of the questionnaire that was answered (default: the newest)
        #[arg(long = "version-number", value_name = "N")]
        version: Option<u32>,
    },
    /// Show what a person should look at: straight lines, identical rows, missing answers
    Check {
        /// Name of the set (default: the newest)
        #[arg(long)]
        name: Option<String>,
    },
    /// Make answers with given means, standard deviations and factor structure; they stay marked as simulated
    Simulate {
        /// Table of targets (CSV: item, mean, sd, loading, group)
        #[arg(long)]
        targets: Option<PathBuf>,
        /// Number of respondents
        #[arg(long, default_value_t = 384, value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
        respondents: u32,
        /// Correlation between the latent scores of two groups
        #[arg(long, default_value_t = 0.5)]
        group_correlation: f64,
        /// Seed: the same seed gives the same answers
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Name of the set
        #[arg(long, default_value = "simulated")]
        name: String,
        /// Version of the questionnaire (default: the newest)
        #[arg(long = "version-number", value_name = "N")]
        version: Option<u32>,
    },
    /// Write a set of answers as CSV
    Export {
        /// Name of the set (default: the newest)
        #[arg(long)]
        name: Option<String>,
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Remove a set of answers with its results (undo brings it back)
    Remove {
        /// Name of the set
        name: String,
    },
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    match arguments.action.as_ref().unwrap_or(&Action::List) {
        Action::List => list(&workbench, context)?,
        Action::Import { file, name, version } => {
            let bytes = read_bytes(file)?;
            let stem = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let name = name.clone().unwrap_or(stem);
            let import = workbench.import_responses(*version, &name, &file.display().to_string(), &bytes)?;
            imported(&import, context)?;
        }
        Action::Check { name } => {
            let findings = workbench.check_response_set(name.as_deref())?;
            context.print(
                || wire::findings(&findings),
                || {
                    if findings.is_empty() {
                        return context.locale.text("responses-sound");
                    }
                    findings_text(&findings, context)
                },
            )?;
        }
        Action::Simulate { targets, respondents, group_correlation, seed, name, version } => {
            let targets = match targets {
                None => Vec::new(),
                Some(path) => {
                    let file = path.display().to_string();
                    read_targets(&read_bytes(path)?).map_err(|problems| Error::Table { file, problems })?
                }
            };
            let options = SimulationOptions {
                name: name.clone(),
                targets,
                respondents: *respondents,
                group_correlation: *group_correlation,
                seed: *seed,
            };
            let import = workbench.simulate_responses(*version, &options)?;
            imported(&import, context)?;
        }
        Action::Export { name, output } => {
            context.write_file(output.as_deref(), &workbench.export_responses(name.as_deref())?)?;
        }
        Action::Remove { name } => {
            workbench.remove_responses(name)?;
            context.say("responses-removed", &Arguments::new().text("name", name.as_str()));
        }
    }
    Ok(exit_code::DONE)
}

fn imported(import: &ResponseImport, context: &Context) -> Result<(), Failure> {
    context.print(
        || wire::response_import(import),
        || {
            let counts = Arguments::new()
                .text("name", import.name.as_str())
                .count("respondents", import.respondents)
                .count("missing", import.missing)
                .count("findings", import.findings.len());
            context.locale.say("responses-imported", &counts)
        },
    )
}

fn findings_text(findings: &[ResponseFinding], context: &Context) -> String {
    let lines: Vec<String> = findings.iter().map(|finding| wire::finding(finding, &context.locale)).collect();
    lines.join("\n")
}

fn list(workbench: &Workbench, context: &Context) -> Result<(), Failure> {
    let sets = workbench.response_sets()?;
    let locale = &context.locale;
    context.print(
        || wire::response_sets(&sets),
        || {
            let rows: Vec<Vec<String>> = sets
                .iter()
                .map(|set| {
                    let origin = if set.simulated { locale.text("simulated") } else { set.origin.clone() };
                    vec![set.name.clone(), locale.count(set.rows.len() as u64), origin]
                })
                .collect();
            context.table(&rows)
        },
    )
}
