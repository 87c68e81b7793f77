//! One request, read.

use crate::workbench::{self, AnswerPage};
use serde_json::Value;
use std::collections::BTreeMap;

/// Entries of a list unless fewer or more are asked for.
const PAGE: usize = 1_000;

/// What a route is asked with.
#[derive(Clone, Debug, Default)]
pub(super) struct Call {
    /// Parts of the path, by the name in braces.
    pub(super) path: BTreeMap<String, String>,
    /// What stands behind the question mark.
    pub(super) query: BTreeMap<String, String>,
    /// The body; null without one.
    pub(super) body: Value,
}

/// Why a request has no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// A use case failed.
    Workbench(workbench::Error),
    /// The request itself is wrong: a parameter, and what it must be.
    Parameter(String, String),
    /// There is no such statistical method.
    UnknownMethod(String),
}

impl<E: Into<workbench::Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Workbench(error.into())
    }
}

impl From<crate::wire::stats::Error> for Refusal {
    fn from(error: crate::wire::stats::Error) -> Self {
        match error {
            crate::wire::stats::Error::UnknownMethod(name) => Self::UnknownMethod(name),
            crate::wire::stats::Error::Refused(error) => Self::Workbench(workbench::Error::Stats(error)),
            crate::wire::stats::Error::Option { name, reason } => {
                Self::Parameter(format!("options.{name}"), reason.to_owned())
            }
        }
    }
}

impl Call {
    /// A part of the path.
    pub(super) fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A query parameter; `None` when it is missing or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// A query parameter that is a whole number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Refusal> {
        let wrong = || Refusal::Parameter(name.to_owned(), "must be a whole number".to_owned());
        self.text(name).map(|text| text.parse().map_err(|_unread| wrong())).transpose()
    }

    /// Which part of a list is wanted.
    pub(super) fn page(&self) -> Result<AnswerPage, Refusal> {
        Ok(AnswerPage {
            offset: self.number("offset")?.unwrap_or(0),
            limit: self.number("limit")?.unwrap_or(PAGE),
        })
    }

    /// A query parameter that is `true` or `false`.
    pub(super) fn flag(&self, name: &str, otherwise: bool) -> Result<bool, Refusal> {
        match self.text(name) {
            None => Ok(otherwise),
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            Some(_) => Err(Refusal::Parameter(name.to_owned(), "must be true or false".to_owned())),
        }
    }

    /// A text of the body; `None` when it is missing or null.
    pub(super) fn field(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::Parameter(name.to_owned(), "must be a text".to_owned())),
        }
    }

    /// A text of the body that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.field(name)?.ok_or_else(|| Refusal::Parameter(name.to_owned(), "is missing".to_owned()))
    }

    /// `true` or `false` of the body; `false` when it is missing or null.
    pub(super) fn truth(&self, name: &str) -> Result<bool, Refusal> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(_) => Err(Refusal::Parameter(name.to_owned(), "must be true or false".to_owned())),
        }
    }

    /// A whole number of the body, at most `most`; `None` when it is missing or null.
    pub(super) fn whole(&self, name: &str, most: u32) -> Result<Option<u32>, Refusal> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
                let wrong =
                    || Refusal::Parameter(name.to_owned(), format!("must be a whole number to {most}"));
                number.filter(|number| *number <= most).map(Some).ok_or_else(wrong)
            }
        }
    }
}
