//! `baft codebook edit|split|similar|diff`

use crate::cli::context::{Context, Failure};
use crate::cli::moment;
use crate::codebook::CodeChange;
use crate::locale::{Arguments, Locale};
use crate::model::QuotationId;
use crate::wire;
use crate::workbench::{Deal, Workbench};

#[derive(clap::Args, Debug)]
pub(super) struct EditArgs {
    /// Key or name
    code: String,
    /// What the code means
    #[arg(long)]
    definition: Option<String>,
    /// When to use it
    #[arg(long)]
    include: Option<String>,
    /// When not to use it
    #[arg(long)]
    exclude: Option<String>,
    /// The quotation that shows it best
    #[arg(long)]
    exemplar: Option<String>,
    /// #rrggbb
    #[arg(long)]
    colour: Option<String>,
    /// New key
    #[arg(long)]
    key: Option<String>,
    /// Name in another language, as en=name
    #[arg(long, value_name = "LANGUAGE=NAME")]
    translation: Vec<String>,
}

#[derive(clap::Args, Debug)]
pub(super) struct SplitArgs {
    /// Key or name of the code
    code: String,
    /// A code and the quotations that go to it, as "slow network=12,15"; again for each code
    #[arg(long, required = true, value_name = "CODE=QUOTATIONS", value_parser = deal)]
    into: Vec<Deal>,
    /// New codes go below the code, not beside it
    #[arg(long)]
    below: bool,
}

#[derive(clap::Args, Debug)]
pub(super) struct DiffArgs {
    /// The earlier moment: a number of the history, a day, or a day and time (UTC)
    #[arg(long, value_name = "WHEN")]
    from: String,
    /// The later moment; now without it
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
}

fn deal(text: &str) -> Result<Deal, String> {
    let wrong = || "a code and numbers of quotations, as in \"slow network=12,15\"".to_owned();
    let (into, numbers) = text.rsplit_once('=').ok_or_else(wrong)?;
    let number =
        |part: &str| crate::text::digits::parse_count(part.trim()).and_then(|id| i64::try_from(id).ok());
    let quotations: Option<Vec<QuotationId>> =
        numbers.split([',', '\u{60c}']).map(|part| number(part).map(QuotationId)).collect();
    match quotations {
        Some(quotations) if !into.trim().is_empty() => Ok(Deal { into: into.trim().to_owned(), quotations }),
        _ => Err(wrong()),
    }
}

pub(super) fn edit(
    workbench: &mut Workbench,
    arguments: &EditArgs,
    context: &Context,
) -> Result<(), Failure> {
    workbench.edit_code(&arguments.code, |draft| {
        let fields = [
            (&arguments.definition, &mut draft.definition),
            (&arguments.include, &mut draft.include),
            (&arguments.exclude, &mut draft.exclude),
            (&arguments.exemplar, &mut draft.exemplar),
            (&arguments.colour, &mut draft.colour),
            (&arguments.key, &mut draft.key),
        ];
        for (given, field) in fields {
            if let Some(text) = given {
                field.clone_from(text);
            }
        }
        for translation in &arguments.translation {
            match translation.split_once('=') {
                Some((language, "")) => {
                    draft.translations.remove(language);
                }
                Some((language, name)) => {
                    draft.translations.insert(language.to_owned(), name.to_owned());
                }
                None => {}
            }
        }
    })?;
    context.say("code-edited", &Arguments::new().text("name", arguments.code.as_str()));
    Ok(())
}

pub(super) fn split(
    workbench: &mut Workbench,
    arguments: &SplitArgs,
    context: &Context,
) -> Result<(), Failure> {
    let report = workbench.split_code(&arguments.code, &arguments.into, arguments.below)?;
    let locale = &context.locale;
    context.print(
        || wire::split(&report),
        || {
            let mut rows: Vec<Vec<String>> = report
                .parts
                .iter()
                .map(|(key, name, codings)| vec![key.clone(), name.clone(), locale.count(*codings as u64)])
                .collect();
            rows.push(vec![String::new(), locale.text("split-left"), locale.count(report.left as u64)]);
            context.table(&rows)
        },
    )
}

/// Tells of codes with names like that of a new one.
pub(super) fn warn_of_likeness(
    workbench: &Workbench,
    name: &str,
    key: &str,
    context: &Context,
) -> Result<(), Failure> {
    for (code, _) in workbench.codes_like(name)? {
        if code.draft.key != key && code.draft.name != name {
            let sentence =
                Arguments::new().text("key", code.draft.key.as_str()).text("name", code.draft.name.as_str());
            context.say("code-alike", &sentence);
        }
    }
    Ok(())
}

pub(super) fn similar(workbench: &Workbench, context: &Context) -> Result<(), Failure> {
    let (pairs, codebook) = (workbench.codes_alike()?, workbench.codebook()?);
    let locale = &context.locale;
    context.print(
        || wire::alike_codes(&pairs, &codebook),
        || {
            if pairs.is_empty() {
                return locale.text("no-codes-alike");
            }
            let cell = |id| {
                codebook
                    .get(id)
                    .map_or_else(String::new, |code| format!("{} {}", code.draft.key, code.draft.name))
            };
            let rows: Vec<Vec<String>> = pairs
                .iter()
                .map(|pair| {
                    let why = locale.text(&format!("likeness-{}", pair.likeness.as_str()));
                    vec![cell(pair.one), cell(pair.other), why]
                })
                .collect();
            context.table(&rows)
        },
    )
}

pub(super) fn diff(workbench: &Workbench, arguments: &DiffArgs, context: &Context) -> Result<(), Failure> {
    let locale = &context.locale;
    let read = |text: &str| {
        moment::read(text, locale).map_err(|sentence| Failure::Said(crate::cli::exit_code::USAGE, sentence))
    };
    let from = read(&arguments.from)?;
    let to = arguments.to.as_deref().map(read).transpose()?;
    let changed = workbench.compare_codebooks(from, to)?;
    context.print(
        || wire::codebook_comparison(&changed),
        || {
            if changed.is_empty() {
                return locale.text("codebook-same");
            }
            let mut text = String::new();
            for code in &changed {
                text.extend([code.key.as_str(), "  ", &code.name, "\n"]);
                for change in &code.changes {
                    text.extend(["    ", &sentence(change, locale), "\n"]);
                }
            }
            text
        },
    )
}

fn sentence(change: &CodeChange, locale: &Locale) -> String {
    let pair = |key: &str, before: &str, after: &str| {
        let empty = "\u{2014}";
        let shown = |text: &str| if text.is_empty() { empty.to_owned() } else { text.to_owned() };
        locale.say(key, &Arguments::new().text("before", shown(before)).text("after", shown(after)))
    };
    match change {
        CodeChange::Added => locale.text("change-added"),
        CodeChange::Removed => locale.text("change-removed"),
        CodeChange::Moved { before, after } => pair("change-moved", before, after),
        CodeChange::Reordered { before, after } => {
            pair("change-reordered", &locale.count(*before), &locale.count(*after))
        }
        CodeChange::Edited { field, before, after } => {
            format!("{}: {}", locale.text(&format!("field-{field}")), pair("change-edited", before, after))
        }
    }
}
