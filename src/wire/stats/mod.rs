//! Every statistical method under one name, over any table: the registry behind `baft stats`, the JSON API and the
//! comparison with reference programs.
//!
//! A request names a method, a table and options; the answer is a JSON object whose keys are listed at each method. A
//! matrix is `{rows, cols, values}`; a number that is not defined is `null`.

mod describe;
mod factor;
mod reliability;
mod shape;

use crate::stats::factor::Missing;
use crate::stats::{self, Table};
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
    /// Name of the method, one of [`METHODS`].
    pub method: &'a str,
    /// The table.
    pub table: &'a Table,
    /// How it is to be taken.
    pub input: Input,
    /// Options of the method; an object or null.
    pub options: &'a Value,
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

/// The names of all methods with what they compute.
pub const METHODS: [(&str, &str); 6] = [
    ("descriptives", "moments of types 1 to 3, quantiles of types 6 and 7, counts, per column"),
    (
        "reliability.alpha",
        "Cronbach's alpha with intervals, Guttman's lambdas, split halves, item table; option keys: [1, -1, ...]",
    ),
    ("efa.adequacy", "KMO, MSA, Bartlett, eigenvalues, minimum average partial, anti-image correlations"),
    ("efa.principal_components", "principal components with varimax, promax and oblimin; option nfactors"),
    (
        "efa.parallel_analysis",
        "eigenvalues of random data beside the observed ones; options iterations, quantile, seed",
    ),
    (
        "ttest.one_sample",
        "t-tests against a value with intervals, effect sizes and corrected p; options mu, conf",
    ),
];

/// Computes a method.
///
/// # Errors
/// See [`Error`].
pub fn run(request: &Request<'_>) -> Result<Value, Error> {
    match request.method {
        "descriptives" => Ok(describe::descriptives(request.table)),
        "ttest.one_sample" => describe::one_sample(request),
        "reliability.alpha" => reliability::alpha(request),
        "efa.adequacy" => factor::adequacy(request),
        "efa.principal_components" => factor::principal_components(request),
        "efa.parallel_analysis" => factor::parallel(request),
        other => Err(Error::UnknownMethod(other.to_owned())),
    }
}
