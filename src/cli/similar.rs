//! `baft code STUDY similar` and `baft code STUDY suggest`

use crate::cli::context::{Context, Failure};
use crate::index::similar::Tried;
use crate::locale::{Arguments, Locale};
use crate::model::SourceKind;
use crate::wire;
use crate::workbench::{
    AskedPassage, SimilarAnswer, SimilarOptions, SuggestLevel, SuggestedCode, SupportingQuotation, Workbench,
};
use std::path::PathBuf;

/// Characters of a supporting quotation that are shown.
const SHOWN: usize = 90;

#[derive(clap::Args, Debug)]
pub(super) struct SimilarArgs {
    /// Key or name of the code
    code: String,
    /// Only in this part of the study, by filters as in search
    #[arg(long, default_value = "")]
    filter: String,
    /// Also passages that bear other codes
    #[arg(long)]
    coded_otherwise: bool,
    /// Passages listed
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Write them as a coding sheet, to be thinned out and imported
    #[arg(long, value_name = "CSV")]
    sheet: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("asked").required(true).args(["text", "source", "evaluate"])))]
pub(super) struct SuggestArgs {
    /// The words of the passage
    #[arg(long)]
    text: Option<String>,
    /// Source of the passage
    #[arg(long)]
    source: Option<String>,
    /// Number of the turn in the source
    #[arg(long, requires = "source", conflicts_with = "span")]
    turn: Option<u32>,
    /// Positions in the source in characters, the end exclusive
    #[arg(long, requires = "source", value_name = "START..END", value_parser = crate::cli::code::span)]
    span: Option<(u32, u32)>,
    /// What is suggested
    #[arg(long, value_enum, default_value_t = Rank::Code)]
    rank: Rank,
    /// Codes listed
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// Measure how often suggestions would have been right, leaving out one source at a time
    #[arg(long)]
    evaluate: bool,
    /// Guess only the sources of this kind
    #[arg(long, requires = "evaluate", value_parser = crate::cli::import::kind)]
    kind: Option<SourceKind>,
}

/// The level of what is suggested, as typed.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Rank {
    /// Codes as they were given
    Code,
    /// The factors above them
    Factor,
    /// The subscales above those
    Subscale,
}

impl Rank {
    fn level(self) -> SuggestLevel {
        match self {
            Self::Code => SuggestLevel::Code,
            Self::Factor => SuggestLevel::Factor,
            Self::Subscale => SuggestLevel::Subscale,
        }
    }
}

pub(super) fn similar(
    workbench: &Workbench,
    arguments: &SimilarArgs,
    context: &Context,
) -> Result<(), Failure> {
    let options = SimilarOptions {
        filter: arguments.filter.clone(),
        coded_otherwise: arguments.coded_otherwise,
        limit: arguments.limit,
    };
    let answer = workbench.similar_passages(&arguments.code, &options, &context.progress())?;
    if let Some(path) = &arguments.sheet {
        return context.write_file(Some(path), &workbench.similar_sheet(&answer));
    }
    context.print(|| wire::similar(&answer), || similar_text(&answer, &context.locale))
}

fn similar_text(answer: &SimilarAnswer, locale: &Locale) -> String {
    let words: Vec<&str> = answer.distinctive.iter().map(|(word, _)| word.as_str()).collect();
    let about = Arguments::new()
        .text("code", format!("{} {}", answer.code.0, answer.code.1))
        .count("quotations", answer.quotations)
        .text("words", words.join(", "));
    let mut text = locale.say("similar-learnt", &about);
    text.push('\n');
    if answer.passages.is_empty() {
        text.push_str(&locale.text("similar-nothing"));
    }
    for passage in &answer.passages {
        let place = format!(
            "{}:{} [{}\u{2013}{}] {}",
            passage.source_name, passage.turn, passage.span.start.0, passage.span.end.0, passage.speaker
        );
        let why = format!("{}: {}", locale.decimal(passage.score, 2), passage.shared.join(", "));
        let words = passage.words.split_whitespace().collect::<Vec<_>>().join(" ");
        text.extend([place.trim_end(), "\n    ", &words, "\n    ", &why, "\n"]);
    }
    text
}

pub(super) fn suggest(
    workbench: &Workbench,
    arguments: &SuggestArgs,
    context: &Context,
) -> Result<(), Failure> {
    let level = arguments.rank.level();
    if arguments.evaluate {
        let tried = workbench.evaluate_suggestions(level, arguments.kind, &context.progress())?;
        return context.print(|| wire::evaluation(&tried), || evaluation_text(&tried, context));
    }
    let passage = match (&arguments.text, &arguments.source, arguments.span, arguments.turn) {
        (_, Some(source), Some((start, end)), _) => AskedPassage::Span { source: source.clone(), start, end },
        (_, Some(source), None, Some(turn)) => {
            let (start, end) = workbench.turn_span(source, turn)?;
            AskedPassage::Span { source: source.clone(), start, end }
        }
        (_, Some(_), None, None) => {
            let sentence = context.locale.text("suggest-no-place");
            return Err(Failure::Said(crate::cli::exit_code::USAGE, sentence));
        }
        (text, None, ..) => AskedPassage::Words(text.clone().unwrap_or_default()),
    };
    let codes = workbench.suggest_codes(&passage, level, arguments.limit)?;
    context.print(|| wire::suggestions(&codes), || suggestions_text(&codes, &context.locale))
}

fn suggestions_text(codes: &[SuggestedCode], locale: &Locale) -> String {
    if codes.is_empty() {
        return locale.text("suggest-nothing");
    }
    let mut text = String::new();
    for code in codes {
        text.extend([code.key.as_str(), " ", &code.name, "  ", &locale.decimal(code.score, 2), "\n"]);
        if code.names > 0.0 {
            let likeness = Arguments::new().text("likeness", locale.decimal(code.names, 2));
            text.extend(["    ", &locale.say("suggest-names", &likeness), "\n"]);
        }
        for quotation in code.quotations.iter().take(3) {
            text.extend(["    ", &support(quotation, locale), "\n"]);
        }
    }
    text
}

fn support(quotation: &SupportingQuotation, locale: &Locale) -> String {
    let words = quotation.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('\u{2026}');
    }
    format!(
        "{} {} [{}\u{2013}{}] \u{ab}{shown}\u{bb}",
        locale.decimal(quotation.likeness, 2),
        quotation.source_name,
        quotation.span.start.0,
        quotation.span.end.0
    )
}

fn evaluation_text(tried: &Tried, context: &Context) -> String {
    let locale = &context.locale;
    let heading = ["ways", "hit-1", "hit-3", "hit-5", "mrr", "quotations"];
    let mut rows: Vec<Vec<String>> =
        vec![heading.iter().map(|key| locale.text(&format!("column-{key}"))).collect()];
    let ways = ["suggest-by-quotations", "suggest-by-names", "suggest-by-both", "suggest-by-frequency"];
    for (key, rates) in ways.into_iter().zip(&tried.rates) {
        rows.push(vec![
            locale.text(key),
            locale.ratio(rates.share(rates.at_1), 3),
            locale.ratio(rates.share(rates.at_3), 3),
            locale.ratio(rates.share(rates.at_5), 3),
            locale.ratio(rates.mean_reciprocal_rank(), 3),
            locale.count(rates.quotations.cast_signed()),
        ]);
    }
    let unguessable = Arguments::new().count("count", tried.unguessable);
    format!("{}{}", context.table(&rows), locale.say("suggest-unguessable", &unguessable))
}
