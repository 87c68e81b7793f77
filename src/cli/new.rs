//! `baft new`

use crate::cli::context::{Context, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::model::{Goals, LevelLabels};
use crate::wire;
use crate::workbench::{NewStudy, Workbench, level_labels, parse_goals};
use std::path::PathBuf;

/// Make an empty study
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  baft new thesis.baft --title \"Remote services\" --language fa --goals 42/16/4"
)]
pub(super) struct Args {
    /// File to make, for example thesis.baft
    study: PathBuf,
    /// Title of the study
    #[arg(long, default_value = "")]
    title: String,
    /// Language of the codebook: fa, en or another tag
    #[arg(long, default_value = "fa")]
    language: String,
    /// Goals: how many factors, subscales and components
    #[arg(long, value_name = "F/S/C", value_parser = goals)]
    goals: Option<Goals>,
    /// Labels of the three levels, separated by commas
    #[arg(long, value_name = "OPEN,AXIAL,SELECTIVE", value_parser = labels)]
    labels: Option<LevelLabels>,
}

fn goals(text: &str) -> Result<Goals, String> {
    parse_goals(text).ok_or_else(|| "three numbers, as in 42/16/4".to_owned())
}

fn labels(text: &str) -> Result<LevelLabels, String> {
    let parts: Vec<&str> = text.split([',', '\u{60c}']).map(str::trim).collect();
    match parts.as_slice() {
        [open, axial, selective] => Ok(LevelLabels {
            open: (*open).to_owned(),
            axial: (*axial).to_owned(),
            selective: (*selective).to_owned(),
        }),
        _ => Err("three labels, separated by commas".to_owned()),
    }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let study = NewStudy {
        uuid: new_uuid(&arguments.study),
        title: arguments.title.clone(),
        language: arguments.language.clone(),
        labels: arguments.labels.clone().unwrap_or_else(|| level_labels(&arguments.language)),
        goals: arguments.goals.unwrap_or_default(),
    };
    let workbench = Workbench::create(&arguments.study, &study, context.session())?;
    let info = workbench.info()?;
    context.print(
        || wire::study(&info, &arguments.study),
        || {
            let path = Arguments::new().text("path", arguments.study.display().to_string());
            context.locale.say("new-made", &path)
        },
    )?;
    Ok(exit_code::DONE)
}

/// A name for the study that no other study has: made from the moment, the place and the process.
pub(super) fn new_uuid(path: &std::path::Path) -> String {
    let place = format!("{} {} {}", jiff::Timestamp::now(), path.display(), std::process::id());
    let hash = crate::model::ContentHash::of(place.as_bytes());
    let number = u128::from_str_radix(hash.as_str().get(..32).unwrap_or("0"), 16).unwrap_or(0);
    uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid().to_string()
}
