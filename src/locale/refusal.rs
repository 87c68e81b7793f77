//! Why a computation has no answer, told to people.

use crate::locale::{Arguments, Locale};
use crate::stats::Error;
use crate::stats::sem::Remark;

impl Locale {
    /// The refusal of a statistical method as a clause without a full stop.
    pub fn refusal(&self, error: &Error) -> String {
        let none = Arguments::new;
        let list = |columns: &[String]| {
            columns.join(if self.language().is_right_to_left() { "\u{60c} " } else { ", " })
        };
        match error {
            Error::TooFewRows { needed, got } => {
                self.say("refused-rows", &none().count("needed", *needed).count("got", *got))
            }
            Error::TooFewColumns { needed, got } => {
                self.say("refused-columns", &none().count("needed", *needed).count("got", *got))
            }
            Error::Constant { columns } => {
                self.say("refused-constant", &none().text("columns", list(columns)))
            }
            Error::Singular { columns } => {
                self.say("refused-singular", &none().text("columns", list(columns)))
            }
            Error::NotACorrelation { reason } => {
                self.say("refused-correlation", &none().text("reason", reason.as_str()))
            }
            Error::TooManyFactors { wanted, columns } => {
                self.say("refused-factors", &none().count("wanted", *wanted).count("columns", *columns))
            }
            Error::NoConvergence { method, iterations } => {
                self.say("refused-convergence", &none().text("method", *method).count("steps", *iterations))
            }
            Error::AllMissing { columns } => {
                self.say("refused-empty-columns", &none().text("columns", list(columns)))
            }
            Error::UnknownColumns { columns } => {
                self.say("refused-unknown-columns", &none().text("columns", list(columns)))
            }
            Error::NotCategories { columns, reason } => self.say(
                "refused-categories",
                &none().text("columns", list(columns)).text("reason", reason.as_str()),
            ),
            Error::NotPositiveDefinite { what } => {
                self.say("refused-definite", &none().text("what", what.as_str()))
            }
            Error::Model { line, column, reason } => self.say(
                "refused-model",
                &none().count("line", *line).count("column", *column).text("reason", reason.as_str()),
            ),
            Error::NotIdentified { parameters } => {
                self.say("refused-identification", &none().text("parameters", list(parameters)))
            }
            Error::BadOption { name, reason } => {
                self.say("refused-option", &none().text("name", *name).text("reason", reason.as_str()))
            }
        }
    }

    /// What is wrong with the solution of a model, as a sentence.
    pub fn remark(&self, remark: &Remark) -> String {
        let none = Arguments::new;
        match remark {
            Remark::NotConverged { steps } => {
                self.say("remark-not-converged", &none().count("steps", *steps))
            }
            Remark::NegativeVariance { variable, value } => self.say(
                "remark-negative-variance",
                &none().text("variable", variable.as_str()).text("value", self.decimal(*value, 3)),
            ),
            Remark::FactorsNotDistinct { .. } => self.text("remark-factors"),
        }
    }
}
