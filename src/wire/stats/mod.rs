//! Every statistical method under one name, over any table: the registry behind `baft stats`, the JSON API and the
//! comparison with reference programs.
//!
//! A request names a method, a table and options; the answer is a JSON object whose keys are listed at each method. A
//! matrix is `{rows, cols, values}`; a number that is not defined is `null`.

mod agreement;
mod content;
mod describe;
mod design;
mod distribution;
mod extraction;
mod factor;
mod normality;
mod omega;
mod pls;
mod polychoric;
mod published;
mod ranks;
mod reliability;
mod sample_size;
mod sem;
mod shape;
mod validity;

pub(in crate::wire) use sem::remark_shape;

use crate::stats::factor::Missing;
use crate::stats::{self, Groups, Table};
use serde_json::Value;

/// How a table is to be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Input {
    /// Rows; those with a missing value are left out where a method needs whole rows.
    #[default]
    Listwise,
    /// Rows; every pair of columns uses the rows in which both are there.
    Pairwise,
    /// A correlation matrix from that many rows.
    Correlations {
        /// The number of rows.
        n: usize,
    },
}

impl Input {
    fn missing(self) -> Missing {
        if self == Self::Pairwise { Missing::Pairwise } else { Missing::Listwise }
    }
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Name of the method, one of [`methods`].
    pub method: &'a str,
    /// The table; empty for a method that needs options alone.
    pub table: &'a Table,
    /// Further tables, for a method that compares several.
    pub more: &'a [Table],
    /// How the tables are to be taken.
    pub input: Input,
    /// Groups of the rows, for a method that compares them.
    pub groups: Option<&'a Groups>,
    /// A model in lavaan's syntax, for a method that fits one.
    pub model: Option<&'a str>,
    /// Options of the method; an object or null.
    pub options: &'a Value,
}

/// A method of the registry.
#[derive(Clone, Copy)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What it computes, with its options.
    pub summary: &'static str,
    compute: fn(&Request<'_>) -> Result<Value, Error>,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Error {
    /// No method of that name.
    #[error("no method {0:?}")]
    UnknownMethod(String),
    /// The method refuses the data.
    #[error(transparent)]
    Refused(#[from] stats::Error),
    /// An option is missing or has the wrong form.
    #[error("option {name:?}: {reason}")]
    Option {
        /// Its name.
        name: &'static str,
        /// What it must be.
        reason: &'static str,
    },
}

/// All methods, by subject.
pub fn methods() -> impl Iterator<Item = &'static Method> {
    [
        describe::METHODS,
        normality::METHODS,
        reliability::METHODS,
        omega::METHODS,
        validity::METHODS,
        content::METHODS,
        agreement::METHODS,
        factor::METHODS,
        extraction::METHODS,
        polychoric::METHODS,
        sem::METHODS,
        pls::METHODS,
        ranks::METHODS,
        design::METHODS,
        sample_size::METHODS,
        published::METHODS,
        distribution::METHODS,
    ]
    .into_iter()
    .flatten()
}

/// Computes a method.
///
/// # Errors
/// See [`Error`].
pub fn run(request: &Request<'_>) -> Result<Value, Error> {
    let method = methods()
        .find(|method| method.name == request.method)
        .ok_or_else(|| Error::UnknownMethod(request.method.to_owned()))?;
    (method.compute)(request)
}
