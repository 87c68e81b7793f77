//! What every command gets: language, streams, clock, progress.

use crate::cli::{exit_code, table};
use crate::locale::{Arguments, Locale};
use crate::wire;
use crate::workbench::{Error, Moment, Progress, Session, Workbench};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;
use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// How long work may take before a progress bar appears, in milliseconds: shorter work only flickers.
const PATIENCE: u64 = 500;

/// Language, streams and manner of one run of the program.
pub(super) struct Context {
    pub(super) locale: Locale,
    pub(super) json: bool,
    pub(super) coder: String,
    pub(super) quiet: bool,
    /// The moment at which the study is shown; the present without it.
    pub(super) at: Option<Moment>,
}

/// Why a command ended without success.
pub(super) enum Failure {
    /// A use case failed.
    Workbench(Error),
    /// Results could not be written: the reader has gone.
    Output,
    /// A sentence of the command's own, with the exit code.
    Said(u8, String),
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Workbench(error.into())
    }
}

/// The exit code of a command that did its work, or why it did not.
pub(super) type Outcome = Result<u8, Failure>;

impl Context {
    /// Opens the study in the coder's name.
    pub(super) fn open(&self, study: &Path) -> Result<Workbench, Error> {
        match self.at {
            Some(moment) => Workbench::open_at(study, moment, self.session()),
            None => Workbench::open(study, self.session()),
        }
    }

    pub(super) fn session(&self) -> Session {
        Session { coder: self.coder.clone(), clock: now }
    }

    /// Prints a result: as JSON in the envelope, or as the text that `human` writes.
    pub(super) fn print(
        &self,
        data: impl FnOnce() -> Value,
        human: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json { self.write_json(&wire::envelope(data())) } else { self.write_text(&human()) }
    }

    fn write_json(&self, value: &Value) -> Result<(), Failure> {
        self.write_text(&format!("{value:#}"))
    }

    /// Writes a text to stdout.
    pub(super) fn write_text(&self, text: &str) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        write!(out, "{text}{end}").and_then(|()| out.flush()).map_err(|_closed| Failure::Output)
    }

    /// Writes bytes to a file, or to stdout when there is none.
    pub(super) fn write_file(&self, path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
        match path {
            Some(path) => {
                crate::workbench::write_bytes(path, bytes)?;
                self.say("wrote-file", &Arguments::new().text("path", path.display().to_string()));
                Ok(())
            }
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush()).map_err(|_closed| Failure::Output)
            }
        }
    }

    /// Says a sentence on stderr.
    pub(super) fn say(&self, key: &str, arguments: &Arguments<'_>) {
        if !self.quiet {
            self.say_text(&self.locale.say(key, arguments));
        }
    }

    /// Says a ready sentence on stderr.
    pub(super) fn say_text(&self, text: &str) {
        let mut err = anstream::stderr().lock();
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(err, "{text}");
    }

    /// Rows as a table for a terminal, else as TSV.
    pub(super) fn table(&self, rows: &[Vec<String>]) -> String {
        table::write(rows, std::io::stdout().is_terminal())
    }

    /// Tells people why a command failed; returns the exit code.
    pub(super) fn report(&self, failure: &Failure) -> u8 {
        match failure {
            Failure::Output => exit_code::DONE,
            Failure::Said(code, sentence) => {
                self.say_text(sentence);
                *code
            }
            Failure::Workbench(error) => {
                if self.json {
                    let shape = wire::error(error, &self.locale);
                    // A reader that has gone needs no error either.
                    let _ = self.write_json(&shape);
                }
                self.say_text(
                    &self.locale.say("error", &Arguments::new().text("message", error.message(&self.locale))),
                );
                self.say_problems(error.problems());
                if let Some(hint) = error.hint(&self.locale) {
                    self.say_text(&hint);
                }
                exit_code::of(error.kind())
            }
        }
    }

    /// Says what is wrong with a table, line by line; the first twenty, then how many more.
    pub(super) fn say_problems(&self, problems: &[crate::sheet::Problem]) {
        const SHOWN: usize = 20;
        for problem in problems.iter().take(SHOWN) {
            self.say_text(&format!("  {}", crate::workbench::problem_message(problem, &self.locale)));
        }
        if problems.len() > SHOWN {
            let more = Arguments::new().count("count", problems.len() - SHOWN);
            self.say_text(&format!("  {}", self.locale.say("problems-more", &more)));
        }
    }

    /// A progress bar on a terminal, silence elsewhere.
    pub(super) fn progress(&self) -> Bar<'_> {
        Bar { context: self, bar: RefCell::new(None) }
    }
}

/// Reads the clock: milliseconds since 1970-01-01 UTC.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Shows progress with count, rate and time left.
pub(super) struct Bar<'a> {
    context: &'a Context,
    bar: RefCell<Option<ProgressBar>>,
}

impl Progress for Bar<'_> {
    fn begin(&self, stage: &str, total: Option<u64>) {
        if self.context.quiet || self.context.json || !std::io::stderr().is_terminal() {
            return;
        }
        let name = self.context.locale.text(&format!("stage-{stage}"));
        let bar = match total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {per_sec} {eta}");
        bar.set_style(style.expect("the template is well-formed"));
        bar.set_message(name);
        self.bar.replace(Some(bar));
    }

    fn advance(&self, done: u64) {
        if let Some(bar) = self.bar.borrow().as_ref()
            && bar.elapsed().as_millis() >= u128::from(PATIENCE)
        {
            bar.set_position(done);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
