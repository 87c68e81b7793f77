//! `baft code`

use crate::cli::context::{Context, Failure, Outcome};
use crate::cli::exit_code;
use crate::locale::Arguments;
use crate::model::{CodingId, Stance};
use crate::wire;
use crate::workbench::{Judgement, NewQuotation, SearchOptions, Workbench, read_bytes};
use std::path::PathBuf;

/// Put codes on quotations, take them off, list them, exchange them as a sheet
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  baft code thesis.baft add I03 --code R25 --quote \"سامانه قطع می\u{200c}شود\"\n  baft code thesis.baft add I03 --code R25 --span 1204..1260 --weight 80\n  baft code thesis.baft in-vivo I03 --span 1204..1260 --snap --under S05\n  baft code thesis.baft edit 118 --stance contradicts\n  baft code thesis.baft import codings.csv\n  baft code thesis.baft search \"اینترنت AND قطع\" --code R25 --dry-run\n  baft code thesis.baft query 'R25 OVERLAPS R17 AND kind:interview'\n  baft code thesis.baft sequence I03\n  baft code thesis.baft similar R25 --sheet worklist.csv\n  baft code thesis.baft suggest --source I10 --turn 6\n  baft code thesis.baft suggest --evaluate --rank factor\n  baft code thesis.baft export --output codings.csv"
)]
pub(super) struct Args {
    /// Study file
    study: PathBuf,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// List codings
    List(Filter),
    /// Put a code on a quotation
    Add(Add),
    /// Make an open code of a passage's own words and put it there
    InVivo(InVivo),
    /// Change weight, remark or stance of a coding
    Edit(Edit),
    /// Take a code off a quotation
    Remove {
        /// Number of the coding, as `list` shows it
        coding: CodingId,
    },
    /// Bring in a coding sheet (CSV: source, quote or start and end, code, coder)
    Import {
        /// The file
        file: PathBuf,
        /// Take the good lines and report the others
        #[arg(long)]
        keep_going: bool,
    },
    /// Write the codings as a sheet
    Export {
        /// File to write
        #[arg(long, short)]
        output: Option<PathBuf>,
        /// Only those of one coder
        #[arg(long)]
        by: Option<String>,
    },
    /// Put a code on every turn that a search finds, as one operation
    Search {
        /// The query
        query: String,
        /// Key or name of the code
        #[arg(long)]
        code: String,
        /// Only show what would be coded
        #[arg(long)]
        dry_run: bool,
        /// Numbers of hits to leave out, as the preview shows them
        #[arg(long, value_delimiter = ',')]
        except: Vec<usize>,
    },
    /// Find quotations by their codes and how these stand to one another
    Query(crate::cli::retrieval::QueryArgs),
    /// Show the order of codes in a source, and what follows what
    Sequence(crate::cli::retrieval::SequenceArgs),
    /// List uncoded passages that speak like the quotations of a code
    Similar(crate::cli::similar::SimilarArgs),
    /// Suggest codes for a passage from what was coded before
    Suggest(crate::cli::similar::SuggestArgs),
}

#[derive(clap::Args, Debug)]
struct Filter {
    /// Only in this source
    #[arg(long)]
    source: Option<String>,
    /// Only with this code or one below it
    #[arg(long)]
    code: Option<String>,
    /// Only by this coder
    #[arg(long)]
    by: Option<String>,
}

#[derive(clap::Args, Debug)]
struct InVivo {
    /// Name of the source
    source: String,
    #[command(flatten)]
    place: Place,
    /// Key or name of the code that it goes under
    #[arg(long)]
    under: Option<String>,
}

#[derive(clap::Args, Debug)]
struct Edit {
    /// Number of the coding, as `list` shows it
    coding: CodingId,
    /// How strongly the passage speaks of the code, 1 to 100; 0 takes the judgement back
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=100))]
    weight: Option<u8>,
    /// A remark
    #[arg(long)]
    comment: Option<String>,
    /// supports or contradicts (negative evidence)
    #[arg(long, value_parser = stance)]
    stance: Option<Stance>,
}

fn stance(text: &str) -> Result<Stance, String> {
    Stance::parse(text).ok_or_else(|| "supports or contradicts".to_owned())
}

/// Where a quotation stands.
#[derive(clap::Args, Debug)]
struct Place {
    /// The words of the quotation
    #[arg(long, conflicts_with = "span", required_unless_present = "span")]
    quote: Option<String>,
    /// Positions in characters, the end exclusive
    #[arg(long, value_name = "START..END", value_parser = span)]
    span: Option<(u32, u32)>,
    /// Grow the positions to whole words
    #[arg(long, requires = "span")]
    snap: bool,
}

impl Place {
    fn quotation(&self) -> NewQuotation {
        match (&self.quote, self.span) {
            (_, Some((start, end))) if self.snap => NewQuotation::Snapped { start, end },
            (_, Some((start, end))) => NewQuotation::Span { start, end },
            (quote, None) => NewQuotation::Words(quote.clone().unwrap_or_default()),
        }
    }
}

#[derive(clap::Args, Debug)]
struct Add {
    /// Name of the source
    source: String,
    /// Key or name of the code
    #[arg(long)]
    code: String,
    #[command(flatten)]
    place: Place,
    /// How strongly the passage speaks of the code, 1 to 100
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=100))]
    weight: Option<u8>,
    /// A remark
    #[arg(long, default_value = "")]
    comment: String,
    /// The passage speaks against the code: negative evidence
    #[arg(long)]
    against: bool,
}

impl Add {
    fn stance(&self) -> Stance {
        if self.against { Stance::Contradicts } else { Stance::Supports }
    }
}

pub(super) fn span(text: &str) -> Result<(u32, u32), String> {
    let wrong = || "two positions, as in 1204..1260".to_owned();
    let (start, end) = text.split_once("..").ok_or_else(wrong)?;
    let number = |part: &str| {
        let count = crate::text::digits::parse_count(part)?;
        u32::try_from(count).ok()
    };
    number(start).zip(number(end)).ok_or_else(wrong)
}

pub(super) fn run(arguments: &Args, context: &Context) -> Outcome {
    let mut workbench = context.open(&arguments.study)?;
    let everything = Action::List(Filter { source: None, code: None, by: None });
    match arguments.action.as_ref().unwrap_or(&everything) {
        Action::List(filter) => list(&workbench, filter, context)?,
        Action::Add(add) => {
            let quotation = add.place.quotation();
            let judgement =
                Judgement { weight: add.weight, comment: add.comment.clone(), stance: add.stance() };
            let added = workbench.code_quotation(&add.source, &quotation, &add.code, &judgement)?;
            let key = if added { "coding-added" } else { "coding-known" };
            context.print(|| wire::added(added), || context.locale.text(key))?;
        }
        Action::InVivo(in_vivo) => {
            let place = in_vivo.place.quotation();
            let key = workbench.code_in_vivo(&in_vivo.source, &place, in_vivo.under.as_deref())?;
            let said = || context.locale.say("coded-in-vivo", &Arguments::new().text("key", key.as_str()));
            context.print(|| wire::key(&key), said)?;
        }
        Action::Edit(edit) => {
            let coded = workbench.edit_coding(edit.coding, |judgement| {
                if let Some(weight) = edit.weight {
                    judgement.weight = (weight > 0).then_some(weight);
                }
                if let Some(comment) = &edit.comment {
                    judgement.comment.clone_from(comment);
                }
                judgement.stance = edit.stance.unwrap_or(judgement.stance);
            })?;
            let shape = || {
                let sources = workbench.sources()?;
                let (codebook, coders) = (workbench.codebook()?, workbench.coders()?);
                Ok::<_, crate::workbench::Error>(wire::codings(&[coded], &codebook, &sources, &coders))
            };
            let shape = shape()?;
            context.print(|| shape, || context.locale.text("coding-edited"))?;
        }
        Action::Remove { coding } => {
            workbench.remove_coding(*coding)?;
            context.say("coding-removed", &Arguments::new());
        }
        Action::Import { file, keep_going } => return import(&mut workbench, file, *keep_going, context),
        Action::Export { output, by } => {
            context.write_file(output.as_deref(), &workbench.export_codings(by.as_deref())?)?;
        }
        Action::Search { query, code, dry_run, except } => {
            code_hits(&mut workbench, query, code, *dry_run, except, context)?;
        }
        Action::Query(arguments) => crate::cli::retrieval::query(&workbench, arguments, context)?,
        Action::Sequence(arguments) => crate::cli::retrieval::sequence(&workbench, arguments, context)?,
        Action::Similar(arguments) => crate::cli::similar::similar(&workbench, arguments, context)?,
        Action::Suggest(arguments) => crate::cli::similar::suggest(&workbench, arguments, context)?,
    }
    Ok(exit_code::DONE)
}

fn import(workbench: &mut Workbench, file: &std::path::Path, keep_going: bool, context: &Context) -> Outcome {
    let bytes = read_bytes(file)?;
    let import = workbench.import_codings(&file.display().to_string(), &bytes, keep_going)?;
    context.print(
        || wire::coding_import(&import, &context.locale),
        || {
            let counts = Arguments::new()
                .count("added", import.added)
                .count("known", import.known)
                .count("failed", import.problems.len());
            context.locale.say("codings-imported", &counts)
        },
    )?;
    context.say_problems(&import.problems);
    Ok(if import.problems.is_empty() { exit_code::DONE } else { exit_code::PARTLY })
}

fn list(workbench: &Workbench, filter: &Filter, context: &Context) -> Result<(), Failure> {
    let codings =
        workbench.codings(filter.source.as_deref(), filter.code.as_deref(), filter.by.as_deref())?;
    let codebook = workbench.codebook()?;
    let names = workbench.source_names()?;
    let coders = workbench.coders()?;
    context.print(
        || wire::named_codings(&codings, &codebook, &names, &coders),
        || {
            let name_of = |id| names.get(&id).map_or("", String::as_str);
            let coder_of = |id| coders.iter().find(|coder| coder.id == id).map_or("", |coder| &coder.name);
            let rows: Vec<Vec<String>> = codings
                .iter()
                .map(|coded| {
                    vec![
                        coded.coding.id.to_string(),
                        name_of(coded.quotation.source).to_owned(),
                        format!("{}..{}", coded.quotation.span.start().0, coded.quotation.span.end().0),
                        codebook
                            .get(coded.coding.code)
                            .map_or_else(String::new, |code| code.draft.key.clone()),
                        coder_of(coded.coding.coder).to_owned(),
                        coded.quotation.quote.clone(),
                    ]
                })
                .collect();
            context.table(&rows)
        },
    )
}

fn code_hits(
    workbench: &mut Workbench,
    query: &str,
    code: &str,
    dry_run: bool,
    except: &[usize],
    context: &Context,
) -> Result<(), Failure> {
    let answer = workbench.search(query, &SearchOptions::everything())?;
    if let Some(nothing) = answer.nothing.as_ref() {
        return context
            .print(|| wire::search(&answer), || crate::cli::search::nothing_text(nothing, &context.locale));
    }
    let spans: Vec<_> = (1usize..)
        .zip(&answer.passages)
        .filter(|(number, _)| !except.contains(number))
        .map(|(_, passage)| (passage.source, passage.start, passage.end))
        .collect();
    if dry_run {
        return context.print(
            || wire::passages(&answer.passages),
            || {
                let rows: Vec<Vec<String>> = (1u64..)
                    .zip(&answer.passages)
                    .map(|(number, passage)| {
                        vec![
                            context.locale.count(number as i64),
                            passage.source_name.clone(),
                            passage.words.clone(),
                        ]
                    })
                    .collect();
                context.table(&rows)
            },
        );
    }
    let added = workbench.code_spans(&spans, code)?;
    let counts = Arguments::new().count("added", added).count("found", spans.len());
    context.print(|| wire::coded(added, spans.len()), || context.locale.say("hits-coded", &counts))
}
