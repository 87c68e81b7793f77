//! What went wrong, of which kind, and how to tell people.

use crate::assess::SimulationError;
use crate::codebook::MoveError;
use crate::coding::{AuditRules, RuleError};
use crate::exchange::PRISMA_FIELDS;
use crate::exchange::bibliography::BibliographyError;
use crate::locale::{Arguments, Locale};
use crate::sheet::{Problem, Reason};
use crate::store;
use crate::workbench::RetrievalError;
use crate::workbench::quotation::QuotationError;
use crate::{index, ingest, stats};
use std::path::PathBuf;
use thiserror::Error;

/// The kind of an error; it alone decides the exit code of the program and the status of an HTTP answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ErrorKind {
    /// What was given cannot be taken as it is.
    InvalidInput,
    /// What was asked for is not there.
    NotFound,
    /// It does not fit what is there already.
    Conflict,
    /// The file is of a sort the program does not read.
    UnsupportedFile,
    /// The study file is damaged.
    DamagedData,
    /// The disk or the system refused.
    Io,
    /// Stopped by the user.
    Cancelled,
}

impl ErrorKind {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid input",
            Self::NotFound => "not found",
            Self::Conflict => "conflict",
            Self::UnsupportedFile => "unsupported file",
            Self::DamagedData => "damaged data",
            Self::Io => "io",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Things that are looked up by name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Noun {
    /// A source.
    Source,
    /// A code.
    Code,
    /// A factor.
    Factor,
    /// A coding.
    Coding,
    /// A coder.
    Coder,
    /// A memo.
    Memo,
    /// A questionnaire version.
    Instrument,
    /// A set of answers.
    ResponseSet,
    /// A column of a table.
    Column,
    /// A turn of a source.
    Turn,
    /// A quotation.
    Quotation,
    /// A code with the same parent.
    Sibling,
    /// An item of a questionnaire.
    Item,
    /// A round of coding.
    Round,
    /// A study.
    Study,
    /// A proposed place for a quotation.
    Proposal,
}

impl Noun {
    /// The part of the sentence's key that names the noun.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Code => "code",
            Self::Factor => "factor",
            Self::Coding => "coding",
            Self::Coder => "coder",
            Self::Memo => "memo",
            Self::Instrument => "instrument",
            Self::ResponseSet => "response-set",
            Self::Column => "column",
            Self::Turn => "turn",
            Self::Quotation => "quotation",
            Self::Sibling => "sibling",
            Self::Item => "item",
            Self::Round => "round",
            Self::Study => "study",
            Self::Proposal => "proposal",
        }
    }
}

/// Why a use case could not be carried out; nothing has changed then.
#[derive(Debug, Error)]
pub enum Error {
    /// The study file.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The search index.
    #[error(transparent)]
    Index(#[from] index::IndexError),
    /// A query that cannot be understood.
    #[error("query «{query}»: {problem}")]
    Query {
        /// The query.
        query: String,
        /// What is wrong with it, and where.
        problem: index::QueryError,
    },
    /// A file that the user named could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// A source file that cannot be taken.
    #[error("{file}: {reason}")]
    Ingest {
        /// Which file.
        file: String,
        /// Why.
        reason: ingest::Error,
    },
    /// A table in which something is wrong.
    #[error("{file}: {} problems", problems.len())]
    Table {
        /// Which file.
        file: String,
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
    /// Nothing of that name.
    #[error("no {noun:?} «{name}»")]
    NotFound {
        /// What was looked for.
        noun: Noun,
        /// Its name as given.
        name: String,
        /// Names that are similar.
        similar: Vec<String>,
    },
    /// Something of that name is there already.
    #[error("{noun:?} «{name}» exists")]
    Exists {
        /// What.
        noun: Noun,
        /// Its name.
        name: String,
    },
    /// Several things answer to that name.
    #[error("several of {noun:?} are called «{name}»")]
    Ambiguous {
        /// What was looked for.
        noun: Noun,
        /// The name.
        name: String,
    },
    /// A code may not stand there.
    #[error(transparent)]
    Place(#[from] MoveError),
    /// A code cannot be removed while something stands on it.
    #[error("code «{key}» is in use")]
    CodeInUse {
        /// Key of the code.
        key: String,
        /// Codes below it.
        children: usize,
        /// Codings with it.
        codings: usize,
        /// Items that measure it.
        items: usize,
    },
    /// Two positions are no quotation of the source.
    #[error("{start}..{end} is no span of «{source_name}», which has {length} characters")]
    Span {
        /// Name of the source.
        source_name: String,
        /// Start in code points.
        start: u32,
        /// End in code points.
        end: u32,
        /// Length of the source.
        length: u32,
    },
    /// A quotation cannot be changed like that.
    #[error(transparent)]
    Quotation(#[from] QuotationError),
    /// Fewer than two coders coded anything together.
    #[error("fewer than two coders coded anything together")]
    NothingTogether,
    /// Coders of an open blind round may not compare.
    #[error("the blind round «{round}» is open")]
    BlindRound {
        /// Name of the round.
        round: String,
    },
    /// A rule of the audit cannot be set.
    #[error(transparent)]
    Rule(RuleError),
    /// A table does not fit a workbook.
    #[error("workbook: {0}")]
    Workbook(String),
    /// The words of a quotation were not found in one place.
    #[error("«{quote}» in «{source_name}»: {reason:?}")]
    Quote {
        /// Name of the source.
        source_name: String,
        /// The words.
        quote: String,
        /// Not found, or found several times.
        reason: Reason,
    },
    /// The study has no factors to make items from.
    #[error("no factors")]
    NoFactors,
    /// The questionnaire version is frozen.
    #[error("instrument version {0} is frozen")]
    Frozen(u32),
    /// The questionnaire version must be frozen first.
    #[error("instrument version {0} is a draft")]
    Draft(u32),
    /// An analysis cannot be computed from these answers.
    #[error(transparent)]
    Stats(#[from] stats::Error),
    /// Answers cannot be simulated to these targets.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// Two parts of a study that are to be compared share words.
    #[error("the two parts share {words} words")]
    Overlap {
        /// How many.
        words: usize,
    },
    /// A question about codings has no answer.
    #[error(transparent)]
    Retrieval(#[from] RetrievalError),
    /// A file of another program cannot be read.
    #[error("{}: {reason}", path.display())]
    Exchange {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: crate::exchange::refi::Error,
    },
    /// A part of the study cannot be written in this form.
    #[error("no form {form}; there are {forms}")]
    NoSuchForm {
        /// The form asked for.
        form: String,
        /// The forms that there are.
        forms: String,
    },
    /// A bibliography cannot be read.
    #[error("{}: {reason}", path.display())]
    Bibliography {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: BibliographyError,
    },
    /// The review has no number of that name.
    #[error("no number {0}")]
    NoSuchCount(String),
    /// There is no code to write.
    #[error("the study has no codes")]
    NoCodes,
    /// Stopped by the user.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Store(error) => store_kind(error),
            Self::Index(_) | Self::File { .. } => ErrorKind::Io,
            Self::Ingest { .. } | Self::Exchange { .. } | Self::Bibliography { .. } => {
                ErrorKind::UnsupportedFile
            }
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Exists { .. }
            | Self::CodeInUse { .. }
            | Self::Frozen(_)
            | Self::Draft(_)
            | Self::BlindRound { .. } => ErrorKind::Conflict,
            Self::Cancelled => ErrorKind::Cancelled,
            Self::Retrieval(error) => error.kind(),
            Self::Query { .. }
            | Self::Table { .. }
            | Self::Ambiguous { .. }
            | Self::Place(_)
            | Self::Span { .. }
            | Self::Quote { .. }
            | Self::Quotation(_)
            | Self::Rule(_)
            | Self::NothingTogether
            | Self::Workbook(_)
            | Self::NoFactors
            | Self::NoCodes
            | Self::NoSuchForm { .. }
            | Self::NoSuchCount(_)
            | Self::Stats(_)
            | Self::Overlap { .. }
            | Self::Simulation(_) => ErrorKind::InvalidInput,
        }
    }

    /// Everything that is wrong with a table; empty for other errors.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Table { problems, .. } => problems,
            _ => &[],
        }
    }

    /// What is wrong and where, in the reader's language.
    pub fn message(&self, locale: &Locale) -> String {
        let none = Arguments::new;
        match self {
            Self::Store(error) => store_message(error, locale),
            Self::Index(error) => locale.say("error-index", &none().text("reason", error.to_string())),
            Self::Query { query, problem } => crate::workbench::search::query_message(query, problem, locale),
            Self::File { path, reason } => file_message(path, reason, locale),
            Self::Ingest { file, reason } => locale.say(
                "error-ingest",
                &none()
                    .text("file", file.as_str())
                    .text("reason", crate::workbench::files::ingest_message(reason, locale)),
            ),
            Self::Table { file, problems } => {
                locale.say("error-table", &none().text("file", file.as_str()).count("count", problems.len()))
            }
            Self::NotFound { noun, name, .. } => {
                // Sentences choose another wording where nothing was named.
                let name = if name.is_empty() { "none" } else { name.as_str() };
                locale.say(&format!("error-no-{}", noun.as_str()), &none().text("name", name))
            }
            Self::Exists { noun, name } => {
                locale.say(&format!("error-exists-{}", noun.as_str()), &none().text("name", name.as_str()))
            }
            Self::Ambiguous { name, .. } => {
                locale.say("error-ambiguous", &none().text("name", name.as_str()))
            }
            Self::Place(MoveError::Cycle(_)) => locale.text("error-cycle"),
            Self::Place(MoveError::Level { level, parent }) => locale
                .say("error-level", &none().text("level", level.as_str()).text("parent", parent.as_str())),
            Self::CodeInUse { key, children, codings, items } => locale.say(
                "error-code-in-use",
                &none()
                    .text("key", key.as_str())
                    .count("children", *children)
                    .count("codings", *codings)
                    .count("items", *items),
            ),
            Self::Span { source_name, start, end, length } => locale.say(
                "error-span",
                &none()
                    .text("source", source_name.as_str())
                    .count("start", *start)
                    .count("end", *end)
                    .count("length", *length),
            ),
            Self::Quotation(error) => error.message(locale),
            Self::NothingTogether => locale.text("error-nothing-together"),
            Self::BlindRound { round } => {
                locale.say("error-blind-round", &none().text("round", round.as_str()))
            }
            Self::Rule(RuleError::Unknown(name)) => {
                let known = AuditRules::NAMES.join(&locale.text("list-comma"));
                locale.say("error-no-rule", &none().text("name", name.as_str()).text("known", known))
            }
            Self::Rule(RuleError::Value { name, value, largest }) => locale.say(
                "error-rule-value",
                &none().text("name", name.as_str()).text("value", value.as_str()).count("largest", *largest),
            ),
            Self::Workbook(reason) => locale.say("error-workbook", &none().text("reason", reason.as_str())),
            Self::Quote { source_name, quote, reason } => locale.say(
                "error-quote",
                &none()
                    .text("source", source_name.as_str())
                    .text("quote", quote.as_str())
                    .text("reason", reason_message(reason, locale)),
            ),
            Self::NoFactors => locale.text("error-no-factors"),
            Self::Frozen(version) => locale.say("error-frozen", &none().count("version", *version)),
            Self::Draft(version) => locale.say("error-draft", &none().count("version", *version)),
            Self::Stats(error) => locale.say("error-stats", &none().text("reason", locale.refusal(error))),
            Self::Simulation(error) => simulation_message(error, locale),
            Self::Overlap { words } => locale.say("error-overlap", &none().count("words", *words)),
            Self::Retrieval(error) => error.message(locale),
            Self::Exchange { .. }
            | Self::NoSuchForm { .. }
            | Self::Bibliography { .. }
            | Self::NoSuchCount(_)
            | Self::NoCodes => self.exchange_message(locale),
            Self::Cancelled => locale.text("error-cancelled"),
        }
    }

    fn exchange_message(&self, locale: &Locale) -> String {
        let none = Arguments::new;
        match self {
            Self::Exchange { path, reason } => locale.say(
                "error-exchange",
                &none()
                    .text("file", path.display().to_string())
                    .text("reason", crate::workbench::exchange::refusal(reason, locale)),
            ),
            Self::NoSuchForm { form, forms } => {
                locale.say("error-no-form", &none().text("form", form.as_str()).text("forms", forms.as_str()))
            }
            Self::Bibliography { path, reason } => {
                let reason = match reason {
                    BibliographyError::NotText => locale.text("ingest-not-text"),
                    BibliographyError::Unknown => locale.text("bibliography-unknown"),
                    BibliographyError::Line { line, detail } => locale.say(
                        "bibliography-line",
                        &none()
                            .count("line", i64::try_from(*line).unwrap_or(i64::MAX))
                            .text("detail", detail.as_str()),
                    ),
                };
                let file = path.display().to_string();
                locale.say("error-exchange", &none().text("file", file).text("reason", reason))
            }
            Self::NoSuchCount(name) => {
                let known = PRISMA_FIELDS.join(&locale.text("list-comma"));
                locale.say("error-no-count", &none().text("name", name.as_str()).text("known", known))
            }
            _ => locale.text("error-no-codes"),
        }
    }

    /// What to do next; `None` when the message says it all.
    pub fn hint(&self, locale: &Locale) -> Option<String> {
        let key = match self {
            Self::NotFound { similar, .. } if !similar.is_empty() => {
                let names = similar.join(", ");
                return Some(locale.say("hint-similar", &Arguments::new().text("names", names)));
            }
            Self::NotFound { noun, .. } => return Some(locale.text(&format!("hint-no-{}", noun.as_str()))),
            Self::Store(store::Error::Missing(_)) => "hint-missing-study",
            Self::Store(store::Error::Exists(_)) => "hint-study-exists",
            Self::Store(store::Error::Newer { .. }) => "hint-newer",
            Self::Store(store::Error::Busy) => "hint-busy",
            Self::Store(store::Error::Damaged(_) | store::Error::ChangedSince { .. }) => "hint-damaged",
            Self::Store(store::Error::NotAStudy(_)) => "hint-not-a-study",
            Self::Table { .. } => "hint-table",
            Self::CodeInUse { .. } => "hint-code-in-use",
            Self::NoFactors => "hint-no-factors",
            Self::Retrieval(error) => return error.hint(locale),
            Self::Exchange { .. } => "hint-exchange",
            Self::Frozen(_) => "hint-frozen",
            Self::Draft(_) => "hint-draft",
            _ => return None,
        };
        Some(locale.text(key))
    }
}

fn store_kind(error: &store::Error) -> ErrorKind {
    match error {
        store::Error::Missing(_) | store::Error::NoSuchPast => ErrorKind::NotFound,
        store::Error::Exists(_)
        | store::Error::Busy
        | store::Error::NothingToReverse
        | store::Error::StillNeeded { .. }
        | store::Error::Past
        | store::Error::ChangedSince { .. } => ErrorKind::Conflict,
        store::Error::NotAStudy(_) | store::Error::Newer { .. } => ErrorKind::UnsupportedFile,
        store::Error::Damaged(_) => ErrorKind::DamagedData,
        store::Error::ReadOnly(_)
        | store::Error::DiskFull
        | store::Error::File { .. }
        | store::Error::Database(_) => ErrorKind::Io,
    }
}

fn store_message(error: &store::Error, locale: &Locale) -> String {
    let none = Arguments::new;
    let with_path =
        |key: &str, path: &std::path::Path| locale.say(key, &none().text("path", path.display().to_string()));
    match error {
        store::Error::Missing(path) => with_path("error-missing-study", path),
        store::Error::Exists(path) => with_path("error-file-exists", path),
        store::Error::NotAStudy(path) => with_path("error-not-a-study", path),
        store::Error::ReadOnly(path) => with_path("error-read-only", path),
        store::Error::Newer { found, known } => {
            locale.say("error-newer", &none().count("found", *found).count("known", *known))
        }
        store::Error::Busy => locale.text("error-busy"),
        store::Error::DiskFull => locale.text("error-disk-full"),
        store::Error::NothingToReverse => locale.text("error-nothing-to-undo"),
        store::Error::ChangedSince { operation, table, row } => locale.say(
            "error-changed-since",
            &none().count("operation", *operation).text("table", table.as_str()).count("row", *row),
        ),
        store::Error::StillNeeded { operation } => {
            locale.say("error-still-needed", &none().count("operation", *operation))
        }
        store::Error::NoSuchPast => locale.text("error-no-such-past"),
        store::Error::Past => locale.text("error-past"),
        store::Error::Damaged(what) => locale.say("error-damaged", &none().text("what", what.as_str())),
        store::Error::File { path, reason } => file_message(path, reason, locale),
        store::Error::Database(error) => {
            locale.say("error-database", &none().text("reason", error.to_string()))
        }
    }
}

fn file_message(path: &std::path::Path, reason: &std::io::Error, locale: &Locale) -> String {
    let key = match reason.kind() {
        std::io::ErrorKind::NotFound => "error-file-missing",
        std::io::ErrorKind::PermissionDenied => "error-file-forbidden",
        std::io::ErrorKind::AlreadyExists => "error-file-exists",
        _ => "error-file",
    };
    let arguments =
        Arguments::new().text("path", path.display().to_string()).text("reason", reason.to_string());
    locale.say(key, &arguments)
}

fn simulation_message(error: &SimulationError, locale: &Locale) -> String {
    match error {
        SimulationError::Impossible { item, mean, standard_deviation, smallest, largest } => locale.say(
            "error-simulation",
            &Arguments::new()
                .text("item", item.as_str())
                .text("mean", locale.decimal(*mean, 2))
                .text("deviation", locale.decimal(*standard_deviation, 2))
                .text("smallest", locale.decimal(*smallest, 2))
                .text("largest", locale.decimal(*largest, 2)),
        ),
        SimulationError::Options => locale.text("error-simulation-options"),
    }
}

/// One problem of a table in the reader's language: line, column, value, reason.
pub fn problem_message(problem: &Problem, locale: &Locale) -> String {
    let arguments = Arguments::new()
        .count("line", i64::try_from(problem.line).unwrap_or(i64::MAX))
        .text("column", problem.column.as_str())
        .text("value", shortened(&problem.value))
        .text("reason", reason_message(&problem.reason, locale));
    let key = match (problem.line, problem.column.as_str(), problem.value.as_str()) {
        (0, _, _) => "problem-in-file",
        (_, "", _) => "problem-in-line",
        (_, _, "") => "problem-in-empty-cell",
        _ => "problem-in-cell",
    };
    locale.say(key, &arguments)
}

/// Why a cell cannot be taken, in the reader's language.
pub fn reason_message(reason: &Reason, locale: &Locale) -> String {
    let none = Arguments::new;
    let key = match reason {
        Reason::Broken(what) => return locale.say("reason-broken", &none().text("what", what.as_str())),
        Reason::OutOfRange { minimum, maximum } => {
            let arguments = none().count("minimum", *minimum).count("maximum", *maximum);
            return locale.say("reason-out-of-range", &arguments);
        }
        Reason::NotOneOf(allowed) => {
            return locale.say("reason-not-one-of", &none().text("allowed", allowed.join(", ")));
        }
        Reason::Duplicate { first_line } => {
            let line = i64::try_from(*first_line).unwrap_or(i64::MAX);
            return locale.say("reason-duplicate", &none().count("line", line));
        }
        Reason::WrongLevel { parent } => {
            return locale.say("reason-wrong-level", &none().text("parent", parent.as_str()));
        }
        Reason::QuoteNotFound { nearest: Some(nearest) } => {
            return locale.say("reason-quote-nearest", &none().text("nearest", shortened(nearest)));
        }
        Reason::QuoteAmbiguous { count } => {
            return locale.say("reason-quote-ambiguous", &none().count("count", *count));
        }
        Reason::QuoteDiffers { found } => {
            return locale.say("reason-quote-differs", &none().text("found", shortened(found)));
        }
        Reason::PositionOutside { length } => {
            return locale.say("reason-position-outside", &none().count("length", *length));
        }
        Reason::QuoteNotFound { nearest: None } => "reason-quote-not-found",
        Reason::NotText => "reason-not-text",
        Reason::NoHeading => "reason-no-heading",
        Reason::MissingColumn => "reason-missing-column",
        Reason::DoubleColumn => "reason-double-column",
        Reason::TooManyCells => "reason-too-many-cells",
        Reason::Empty => "reason-empty",
        Reason::NotANumber => "reason-not-a-number",
        Reason::UnknownCode => "reason-unknown-code",
        Reason::AmbiguousCode => "reason-ambiguous-code",
        Reason::UnknownSource => "reason-unknown-source",
        Reason::UnknownItem => "reason-unknown-item",
        Reason::UnknownParent => "reason-unknown-parent",
        Reason::Cycle => "reason-cycle",
        Reason::NoPlace => "reason-no-place",
    };
    locale.text(key)
}

/// At most 80 characters, so that one long cell does not fill the screen.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    one_line.chars().take(LONGEST - 1).chain(['\u{2026}']).collect()
}
