//! The command line as a whole.

use crate::cli::context::{Context, Outcome};
use crate::cli::{
    agreement, assess, audit, backup, check, code, codebook, demo, doctor, exit_code, export, history,
    import, instrument, languages, matrix, memo, merge, moment, network, new, prisma, quotation, report,
    responses, round, saturation, search, serve, sources, stats, words,
};
use crate::locale::{Locale, UiLanguage};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Code interviews and articles, derive a questionnaire, assess it; every number leads back to the sentences it rests on
///
/// A study is one file, NAME.baft. Results go to the standard output, talk to the standard error.
#[derive(Parser, Debug)]
#[command(name = "baft", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of messages: fa or en (default: the system's)
    #[arg(long, global = true, env = "BAFT_LANG", value_name = "fa|en")]
    lang: Option<String>,
    /// Print results as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Name of the coder in whose name changes are made
    #[arg(long, global = true, env = "BAFT_CODER", value_name = "NAME", default_value = "K1")]
    coder: String,
    /// Show the study as it stood at a moment: a number of the history, a day, or a day and time (UTC)
    #[arg(long, global = true, value_name = "WHEN")]
    at: Option<String>,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand, Debug)]
enum Command {
    Demo(demo::Args),
    New(new::Args),
    Import(import::Args),
    Sources(sources::Args),
    Search(search::Args),
    Words(words::Args),
    Codebook(codebook::Args),
    Code(code::Args),
    Quotation(quotation::Args),
    Memo(memo::Args),
    Audit(audit::Args),
    Saturation(saturation::Args),
    Agreement(agreement::Args),
    Round(round::Args),
    Merge(merge::Args),
    Matrix(matrix::Args),
    Network(network::Args),
    Prisma(prisma::Args),
    Instrument(instrument::Args),
    Responses(responses::Args),
    Assess(assess::Args),
    Stats(stats::Args),
    Check(check::Args),
    Report(report::Args),
    Export(export::Args),
    Serve(serve::Args),
    Doctor(doctor::Args),
    Backup(backup::Args),
    History(history::Args),
    Undo(history::UndoArgs),
    Redo(history::RedoArgs),
}

/// The command line's grammar, with help in the language.
pub fn command(language: UiLanguage) -> clap::Command {
    languages::localised(Cli::command(), &Locale::new(language))
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = languages::wanted(&arguments);
    let parsed =
        command(language).try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; a closed pipe is nobody to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit_code::USAGE } else { exit_code::DONE });
        }
    };
    let locale = Locale::new(language);
    let at = match cli.at.as_deref().map(|text| moment::read(text, &locale)).transpose() {
        Ok(at) => at,
        Err(sentence) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(anstream::stderr().lock(), "{sentence}");
            return ExitCode::from(exit_code::USAGE);
        }
    };
    let context = Context { locale, json: cli.json, coder: cli.coder, quiet: cli.quiet, at };
    let outcome = dispatch(cli.command, &context);
    ExitCode::from(outcome.unwrap_or_else(|failure| context.report(&failure)))
}

fn dispatch(command: Command, context: &Context) -> Outcome {
    match command {
        Command::Demo(arguments) => demo::run(&arguments, context),
        Command::New(arguments) => new::run(&arguments, context),
        Command::Import(arguments) => import::run(&arguments, context),
        Command::Sources(arguments) => sources::run(&arguments, context),
        Command::Search(arguments) => search::run(&arguments, context),
        Command::Words(arguments) => words::run(&arguments, context),
        Command::Codebook(arguments) => codebook::run(&arguments, context),
        Command::Code(arguments) => code::run(&arguments, context),
        Command::Quotation(arguments) => quotation::run(&arguments, context),
        Command::Memo(arguments) => memo::run(&arguments, context),
        Command::Audit(arguments) => audit::run(&arguments, context),
        Command::Agreement(arguments) => agreement::run(&arguments, context),
        Command::Merge(arguments) => merge::run(&arguments, context),
        Command::Round(arguments) => round::run(&arguments, context),
        Command::Saturation(arguments) => saturation::run(&arguments, context),
        Command::Matrix(arguments) => matrix::run(&arguments, context),
        Command::Network(arguments) => network::run(&arguments, context),
        Command::Prisma(arguments) => prisma::run(&arguments, context),
        Command::Instrument(arguments) => instrument::run(&arguments, context),
        Command::Responses(arguments) => responses::run(&arguments, context),
        Command::Assess(arguments) => assess::run(&arguments, context),
        Command::Stats(arguments) => stats::run(&arguments, context),
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Report(arguments) => report::run(&arguments, context),
        Command::Export(arguments) => export::run(&arguments, context),
        Command::Serve(arguments) => serve::run(&arguments, context),
        Command::Doctor(arguments) => doctor::run(&arguments, context),
        Command::Backup(arguments) => backup::run(&arguments, context),
        Command::History(arguments) => history::run(&arguments, context),
        Command::Undo(arguments) => history::undo(&arguments, context),
        Command::Redo(arguments) => history::redo(&arguments, context),
    }
}
