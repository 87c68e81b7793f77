//! Why an exchange file cannot be read at all.

use thiserror::Error;

/// Why an exchange file cannot be read; what can be left out of it is a remark, not an error.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// It is no ZIP archive, or a damaged one.
    #[error("no readable archive: {0}")]
    NotAnArchive(String),
    /// The archive holds no `.qde` file.
    #[error("no project file (.qde) in the archive")]
    NoProject,
    /// An entry would be written outside its folder.
    #[error("the entry {0} leaves the archive")]
    Leaves(String),
    /// It unpacks to more than is read.
    #[error("{what} unpacks to more than {limit} bytes")]
    TooLarge {
        /// Which part.
        what: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// It holds more things of a kind than are read.
    #[error("more than {limit} {what}")]
    TooMany {
        /// Of what: `entries`, `codes`, `texts`, `elements`.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// Elements are nested deeper than is read.
    #[error("elements are nested deeper than {limit}")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// It declares a document type, by which entities could be smuggled in.
    #[error("a document type is declared")]
    Doctype,
    /// It is not well-formed XML.
    #[error("line {line}: {detail}")]
    Xml {
        /// Line of the XML, from 1.
        line: usize,
        /// What is wrong.
        detail: String,
    },
    /// Its root is another element than the one asked for.
    #[error("the root element is {0}")]
    WrongRoot(String),
}
