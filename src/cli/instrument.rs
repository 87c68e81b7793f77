//! `baft instrument`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::{Arguments, Locale, UiLanguage};
use crate::report::questionnaire;
use crate::wire;
use crate::workbench::{CodebookModel, Workbench, read_bytes, standard_wording};
use std::path::PathBuf;

/// Make the questionnaire from the codebook, edit, freeze and print it
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft instrument thesis.baft generate --title \"Remote services\"\n  baft instrument thesis.baft export --output items.csv\n  baft instrument thesis.baft import items.csv\n  baft instrument thesis.baft model --kind subscales --output model.txt\n  baft instrument thesis.baft freeze\n  baft instrument thesis.baft print --in fa --output questionnaire.html"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Show the items with the number of quotations each rests on
    Show(Version),
    /// Make a new version with one draft item for every factor
    Generate {
        /// Title of the questionnaire
        #[arg(long, default_value = "")]
        title: String,
        /// Number of steps of the answer scale
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=11))]
        points: u8,
    },
    /// Make the items of a draft exactly those of a sheet (CSV: item, factor, reversed, wording:LANGUAGE)
    Import {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        version: Version,
    },
    /// Write the items as a sheet
    Export {
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
        #[command(flatten)]
        version: Version,
    },
    /// Write the measurement model that the codebook implies, in lavaan's syntax
    Model {
        /// Its form: components, second-order or subscales
        #[arg(long, default_value = "components", value_parser = model_kind)]
        kind: CodebookModel,
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
        #[command(flatten)]
        version: Version,
    },
    /// Freeze a version: from now on answers may refer to it, and it never changes
    Freeze(Version),
    /// Write the questionnaire as a page to print
    Print {
        /// Language of the questionnaire
        #[arg(long = "in", default_value = "fa", value_name = "fa|en")]
        language: String,
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
        #[command(flatten)]
        version: Version,
    },
}

#[derive(clap::Args, Debug)]
struct Version {
    /// Version of the questionnaire (default: the newest)
    #[arg(long = "version-number", value_name = "N")]
    number: Option<u32>,
}

pub(super) fn model_kind(text: &str) -> Result<CodebookModel, String> {
    match text {
        "components" => Ok(CodebookModel::FirstOrder),
        "second-order" => Ok(CodebookModel::SecondOrder),
        "subscales" => Ok(CodebookModel::Subscales),
        _ => Err("components, second-order or subscales".to_owned()),
    }
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let said = Arguments::new;
    match arguments.action.as_ref().unwrap_or(&Action::Show(Version { number: None })) {
        Action::Show(version) => show(&workbench, version.number, context)?,
        Action::Generate { title, points } => {
            let wording = standard_wording(title, *points);
            let version =
                workbench.generate_instrument(&wording.titles, &wording.scale, &wording.templates)?;
            let items = workbench.instrument(Some(version))?.items.len();
            let sentence = said().count("version", version).count("count", items);
            context
                .print(|| wire::version(version), || context.locale.say("instrument-generated", &sentence))?;
        }
        Action::Import { file, version } => {
            let bytes = read_bytes(file)?;
            let count = workbench.import_items(version.number, &file.display().to_string(), &bytes)?;
            let sentence = said().count("count", count);
            context.print(|| wire::count(count), || context.locale.say("items-imported", &sentence))?;
        }
        Action::Export { output, version } => {
            context.write_file(output.as_deref(), &workbench.export_items(version.number)?)?;
        }
        Action::Model { kind, output, version } => {
            let text = workbench.model_text(*kind, version.number)?;
            context.write_file(output.as_deref(), text.as_bytes())?;
        }
        Action::Freeze(version) => {
            let version = workbench.freeze_instrument(version.number)?;
            let sentence = said().count("version", version);
            context
                .print(|| wire::version(version), || context.locale.say("instrument-frozen", &sentence))?;
        }
        Action::Print { language, output, version } => {
            let instrument = workbench.instrument(version.number)?;
            let Some(language) = UiLanguage::parse(language) else {
                return Err(Failure::Said(exit_code::USAGE, context.locale.text("error-language")));
            };
            let page = questionnaire(&instrument, &Locale::new(language));
            context.write_file(output.as_deref(), page.as_bytes())?;
        }
    }
    Ok(exit_code::DONE)
}

fn show(workbench: &Workbench, version: Option<u32>, context: &Context) -> Result<(), Failure> {
    let instrument = workbench.instrument(version)?;
    let items = workbench.item_evidence(version)?;
    let locale = &context.locale;
    context.print(
        || wire::instrument(&instrument, &items),
        || {
            let status = Arguments::new()
                .count("version", instrument.version)
                .text("status", locale.text(&format!("status-{}", instrument.status.as_str())));
            let heading = ["item", "factor", "quotations", "wording"];
            let mut rows = vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
            rows.extend(items.iter().map(|entry| {
                let wordings = &entry.item.wordings;
                let wording = wordings.get(locale.language().tag()).or_else(|| wordings.values().next());
                vec![
                    entry.item.key.clone(),
                    entry.item.factor_key.clone(),
                    locale.count(entry.evidence.len() as u64),
                    wording.cloned().unwrap_or_default(),
                ]
            }));
            format!("{}\n{}", locale.say("instrument-version", &status), context.table(&rows))
        },
    )
}
