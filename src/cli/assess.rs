//! `baft assess`

use crate::assess::Options;
use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::wire;
use crate::workbench::{AssessOptions, CodebookModel};
use std::path::PathBuf;

/// Assess the answers: description, reliability, factor analysis, measurement model, tests, verdicts
///
/// The result is kept in the study with the hash of its inputs.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft assess thesis.baft\n  baft assess thesis.baft --components 4 --alpha 0.01\n  baft assess thesis.baft --model second-order\n  baft assess thesis.baft --json > result.json"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    /// Name of the set of answers (default: the newest)
    #[arg(long)]
    set: Option<String>,
    /// Number of components to extract (default: as many as the codebook has)
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100))]
    components: Option<u32>,
    /// Measurement model that is fitted: components, second-order or subscales
    #[arg(long, default_value = "components", value_parser = crate::cli::instrument::model_kind)]
    model: CodebookModel,
    /// Significance level of the tests
    #[arg(long, default_value_t = 0.05, value_parser = level)]
    alpha: f64,
}

fn level(text: &str) -> Result<f64, String> {
    let wrong = || "a number between 0 and 1, as in 0.05".to_owned();
    let value = crate::text::digits::parse_number(text).ok_or_else(wrong)?;
    if value > 0.0 && value < 1.0 { Ok(value) } else { Err(wrong()) }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let options = AssessOptions {
        set: arguments.set.clone(),
        battery: Options { alpha: arguments.alpha, components: arguments.components, ..Options::default() },
        model: arguments.model,
    };
    let codebook = workbench.codebook()?;
    let assessment = workbench.assess_and_keep(&options, wire::kept_assessment)?;
    context.print(
        || wire::assessment(&assessment, &codebook),
        || wire::assessment_text(&assessment, &codebook, &context.locale),
    )?;
    Ok(exit_code::DONE)
}
