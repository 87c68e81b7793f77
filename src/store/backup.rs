//! Copies of an open study by SQLite's own online backup.

use crate::store::{Error, Store};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied at a time; at 4 KiB a page one step is a megabyte, short enough to let a writer in between.
const PAGES_PER_STEP: i32 = 256;

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupReport {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Copies the study into a new file, while others may go on working, and checks the copy.
    ///
    /// # Errors
    /// [`Error::Exists`] when a file stands there; [`Error::Damaged`] when the copy is not sound.
    pub fn back_up(&self, target: &Path) -> Result<BackupReport, Error> {
        if target.exists() {
            return Err(Error::Exists(target.to_path_buf()));
        }
        copy(&self.connection, target)?;
        let bytes = std::fs::metadata(target)
            .map_err(|reason| Error::File { path: target.to_path_buf(), reason })?
            .len();
        Ok(BackupReport { path: target.to_path_buf(), bytes })
    }
}

/// Where the copy of a study goes before it is upgraded from schema `version`.
pub(super) fn upgrade_backup_path(path: &Path, version: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{version}.bak"));
    PathBuf::from(name)
}

/// Copies the database of `connection` to `target` by way of a temporary name, so that a half copy never looks whole.
pub(super) fn copy(connection: &Connection, target: &Path) -> Result<(), Error> {
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let file_error = |reason| Error::File { path: target.to_path_buf(), reason };
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(file_error)?;
    }
    std::fs::OpenOptions::new().write(true).create_new(true).open(&unfinished).map_err(file_error)?;
    let copied = copy_pages(connection, &unfinished);
    if copied.is_err() {
        // The first error is the one that matters.
        let _ = std::fs::remove_file(&unfinished);
    }
    copied?;
    std::fs::rename(&unfinished, target).map_err(file_error)
}

fn copy_pages(connection: &Connection, target: &Path) -> Result<(), Error> {
    let mut copy = Connection::open(target)?;
    {
        let backup = Backup::new(connection, &mut copy)?;
        backup.run_to_completion(PAGES_PER_STEP, Duration::from_millis(1), None)?;
    }
    let verdict: String = copy.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Error::Damaged(verdict));
    }
    // A backup is one file: no -wal beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_connection, error)| Error::from(error))
}
