//! What can go wrong with a study file.

use std::path::PathBuf;
use thiserror::Error;

/// Why the study file could not be opened, read or changed.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no file at the path.
    #[error("no study file at {0}")]
    Missing(PathBuf),
    /// A new study was to be made where a file stands already.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// The file is no Baft study.
    #[error("{0} is not a Baft study")]
    NotAStudy(PathBuf),
    /// The file was written by a newer program.
    #[error("schema version {found} is newer than {known}, the newest this program knows")]
    Newer {
        /// Version in the file.
        found: usize,
        /// Newest version this program knows.
        known: usize,
    },
    /// The file may be read but not written.
    #[error("{0} is read-only")]
    ReadOnly(PathBuf),
    /// Another program holds the file.
    #[error("the study file is in use by another program")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// There is nothing left to undo or redo.
    #[error("nothing to reverse")]
    NothingToReverse,
    /// A row that an operation touched was changed since by other means, so the operation cannot be reversed.
    #[error("row {row} of {table} is not as operation {operation} left it")]
    ChangedSince {
        /// The operation to be reversed.
        operation: i64,
        /// Name of the table.
        table: String,
        /// Id of the row.
        row: i64,
    },
    /// Later operations rest on what an operation made, so it cannot be taken back by itself.
    #[error("later operations rest on operation {operation}")]
    StillNeeded {
        /// The operation to be reversed.
        operation: i64,
    },
    /// The journal has no entry that early.
    #[error("the study has no such past")]
    NoSuchPast,
    /// The past can only be read.
    #[error("the past cannot be changed")]
    Past,
    /// Something is not as the program wrote it.
    #[error("damaged data: {0}")]
    Damaged(String),
    /// A file beside the study could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}
