//! `baft report`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::{Arguments, UiLanguage};
use crate::wire;
use crate::workbench::{ReportOptions, write_bytes};
use std::path::PathBuf;

/// Write the report as one self-contained HTML file
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft report thesis.baft --output report.html\n  baft report thesis.baft --in en --output report-en.html"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// File to write (default: the study's name with -report.html)
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// Language of the report (default: both, the study's first)
    #[arg(long = "in", value_name = "fa|en", value_parser = language)]
    language: Option<UiLanguage>,
    /// Name of the set of answers (default: the newest)
    #[arg(long)]
    set: Option<String>,
}

fn language(tag: &str) -> Result<UiLanguage, String> {
    UiLanguage::parse(tag).ok_or_else(|| "fa or en".to_owned())
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let workbench = context.open(&arguments.study)?;
    let output = arguments.output.clone().unwrap_or_else(|| {
        let stem =
            arguments.study.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        arguments.study.with_file_name(format!("{stem}-report.html"))
    });
    let options = ReportOptions {
        languages: arguments.language.into_iter().collect(),
        set: arguments.set.clone(),
        written_at: crate::cli::context::now(),
    };
    let page = workbench.report(&options)?;
    write_bytes(&output, page.as_bytes())?;
    let path = output.display().to_string();
    let sentence = Arguments::new().text("path", path.as_str());
    context.print(|| wire::path(&path), || context.locale.say("report-written", &sentence))?;
    Ok(exit_code::DONE)
}
