//! `baft demo`

use crate::cli::context::{Context, Outcome};
use crate::cli::{exit_code, new};
use crate::locale::Arguments;
use crate::wire;
use crate::workbench::{DemoOptions, demo};
use std::path::PathBuf;
use std::time::Instant;

/// Build the sample study and run the whole pipeline to its report
///
/// Sources in, index, codebook, codings, audit, questionnaire, answers (simulated), assessment, report. Running it again
/// replaces what it made.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  baft demo my-folder")]
pub(super) struct Args {
    /// Folder to work in
    #[arg(default_value = "baft-demo")]
    folder: PathBuf,
    /// Stop before the workbench in the browser is opened (this version always does)
    #[arg(long)]
    no_serve: bool,
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let locale = &context.locale;
    let _stops_there_anyway = arguments.no_serve;
    let mut begun = Instant::now();
    let mut tell = |stage: crate::workbench::DemoStage| {
        let seconds = locale.decimal(begun.elapsed().as_secs_f64(), 2);
        begun = Instant::now();
        let line = Arguments::new()
            .count("number", stage.number)
            .count("total", stage.total)
            .text("what", stage.what)
            .text("seconds", seconds);
        context.say("demo-stage", &line);
    };
    let uuid = new::new_uuid(&arguments.folder);
    let options = DemoOptions {
        folder: &arguments.folder,
        uuid: &uuid,
        locale,
        progress: &context.progress(),
        result_shape: wire::kept_assessment,
    };
    let summary = demo(&options, context.session(), &mut tell)?;
    let at = |key: &str, path: &std::path::Path| {
        locale.say(key, &Arguments::new().text("path", path.display().to_string()))
    };
    context.print(
        || wire::demo(&summary),
        || {
            let two_state = Arguments::new()
                .count("favourable", summary.favourable_two_state)
                .count("unfavourable", summary.unfavourable_two_state);
            let verdicts = Arguments::new()
                .count("favourable", summary.favourable)
                .count("unfavourable", summary.unfavourable)
                .count("undetermined", summary.undetermined);
            let study = Arguments::new().text("study", summary.study.display().to_string());
            [
                String::new(),
                locale.say("assess-verdicts", &verdicts),
                locale.say("demo-summary-two-state", &two_state),
                locale.text("demo-note"),
                String::new(),
                at("demo-file-study", &summary.study),
                at("demo-file-questionnaire", &summary.questionnaire),
                at("demo-file-tables", &summary.tables),
                locale.say("demo-next", &study),
                at("demo-file-report", &summary.report),
            ]
            .join("\n")
        },
    )?;
    Ok(exit_code::DONE)
}
