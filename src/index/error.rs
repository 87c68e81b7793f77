//! What can go wrong with an index.

use std::path::PathBuf;

use crate::index::library::LibraryError;
use crate::index::query::QueryError;
use thiserror::Error;

/// A search or an update of the index failed.
#[derive(Debug, Error)]
pub enum IndexError {
    /// The folder of the index cannot be made, read or removed.
    #[error("the index folder {} cannot be used: {reason}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process is writing to the index.
    #[error("another process is updating the index in {}", .folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// The engine failed; the index may be deleted and rebuilt without loss.
    #[error("the index failed: {0}")]
    Engine(String),
    /// A source could not be read.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The query cannot be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error.to_string())
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.to_string())
    }
}
