//! Making, opening and closing the study file.

use crate::model::OperationId;
use crate::store::journal;
use crate::store::migrations::{STEPS, migrations};
use crate::store::{Entry, Error, Operation, Records, Writer};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks a SQLite file as a Baft study: the bytes of `Baft` as a big-endian number.
const APPLICATION_ID: i32 = 0x4261_6674;

/// How long a writer waits for another process to finish, in milliseconds. One operation takes a few milliseconds and
/// the longest import a few seconds; past that somebody should be told.
const BUSY_TIMEOUT: Duration = Duration::from_millis(5_000);

/// An open study file.
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    read_only: bool,
    past: Option<OperationId>,
}

impl Store {
    /// Makes a new, empty study file at `path`.
    ///
    /// # Errors
    /// [`Error::Exists`] when a file stands there; otherwise what the system or the database says.
    pub fn create(path: &Path) -> Result<Self, Error> {
        if path.exists() {
            return Err(Error::Exists(path.to_path_buf()));
        }
        // The folder may be missing or read-only: say so with the system's own reason, not with SQLite's "unable to open".
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .map_err(|reason| Error::File { path: path.to_path_buf(), reason })?;
        let made = Self::prepare_new(path);
        if made.is_err() {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = path.as_os_str().to_owned();
                name.push(suffix);
                // The error that matters is the first one; a file that was never made cannot be removed.
                let _ = std::fs::remove_file(PathBuf::from(name));
            }
        }
        made
    }

    fn prepare_new(path: &Path) -> Result<Self, Error> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        set_pragmas(&connection)?;
        migrate(&mut connection)?;
        journal::watch(&connection)?;
        Ok(Self { connection, path: path.to_path_buf(), read_only: false, past: None })
    }

    /// A store over rows of the past, which can only be read.
    pub(super) fn of_past(connection: Connection, path: &Path, operation: OperationId) -> Self {
        Self { connection, path: path.to_path_buf(), read_only: true, past: Some(operation) }
    }

    /// The operation after which the study is shown; `None` in the present.
    pub fn past(&self) -> Option<OperationId> {
        self.past
    }

    fn check_writable(&self) -> Result<(), Error> {
        match self.past {
            Some(_) => Err(Error::Past),
            None if self.read_only => Err(Error::ReadOnly(self.path.clone())),
            None => Ok(()),
        }
    }

    /// Opens the study file at `path`; an older one is backed up beside itself and upgraded in one transaction.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAStudy`], [`Error::Newer`] (the file is left untouched) or what the database says.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Missing(path.to_path_buf()));
        }
        let version = inspect(path)?;
        let read_only = is_read_only(path);
        if read_only {
            return Self::open_read_only(path, version);
        }
        let mut connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        set_pragmas(&connection)?;
        if version < STEPS.len() {
            let backup = crate::store::backup::upgrade_backup_path(path, version);
            crate::store::backup::copy(&connection, &backup)?;
            migrate(&mut connection)?;
        }
        journal::watch(&connection)?;
        Ok(Self { connection, path: path.to_path_buf(), read_only, past: None })
    }

    fn open_read_only(path: &Path, version: usize) -> Result<Self, Error> {
        if version < STEPS.len() {
            return Err(Error::ReadOnly(path.to_path_buf()));
        }
        // `immutable` lets SQLite read a file whose folder cannot take the -wal and -shm files.
        let connection = Connection::open_with_flags(
            format!("file:{}?immutable=1", percent_encoded(path)),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        Ok(Self { connection, path: path.to_path_buf(), read_only: true, past: None })
    }

    /// Where the study file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file can only be read.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Reading access.
    pub fn records(&self) -> Records<'_> {
        Records { connection: &self.connection }
    }

    /// Runs `change` as one operation: all of it happens and is journaled under `entry`, or nothing does.
    ///
    /// An operation that touches no row leaves no trace and returns `None` for the operation.
    ///
    /// # Errors
    /// Whatever `change` returns, then nothing has happened; or what the database says.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        entry: &Entry,
        change: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<(T, Option<Operation>), E> {
        self.check_writable()?;
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        journal::begin(&transaction)?;
        let value = change(&Writer { records: Records { connection: &transaction } })?;
        let operation = journal::record(&transaction, entry)?;
        transaction.commit().map_err(Error::from)?;
        Ok((value, operation))
    }

    /// Takes back the newest operation that was not taken back yet; returns it and the operation that records this.
    ///
    /// # Errors
    /// [`Error::NothingToReverse`] at the bottom, [`Error::ChangedSince`] when rows are not as the operation left them.
    pub fn undo(&mut self, entry: &Entry) -> Result<(Operation, Operation), Error> {
        self.reverse(entry, journal::Direction::Undo)
    }

    /// Does again what [`Store::undo`] took back last.
    ///
    /// # Errors
    /// As for [`Store::undo`].
    pub fn redo(&mut self, entry: &Entry) -> Result<(Operation, Operation), Error> {
        self.reverse(entry, journal::Direction::Redo)
    }

    fn reverse(
        &mut self,
        entry: &Entry,
        direction: journal::Direction,
    ) -> Result<(Operation, Operation), Error> {
        self.check_writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let reversed = journal::reverse(&transaction, entry, direction)?;
        transaction.commit()?;
        Ok(reversed)
    }

    /// Takes back one operation, wherever it lies in the journal, or does again what one undo took back; returns it and the
    /// operation that records this. The entry is undone like any other.
    ///
    /// # Errors
    /// [`Error::ChangedSince`] when later operations changed its rows, [`Error::StillNeeded`] when they rest on them.
    pub fn reverse_one(
        &mut self,
        entry: &Entry,
        target: OperationId,
    ) -> Result<(Operation, Operation), Error> {
        self.check_writable()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let reversed = journal::reverse_one(&transaction, entry, target)?;
        transaction.commit().map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => Error::StillNeeded { operation: target.0 },
            _ => Error::from(error),
        })?;
        Ok(reversed)
    }
}

/// Opens a database for reading and writing.
pub(super) fn connect(path: &Path) -> Result<Connection, Error> {
    Ok(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?)
}

/// Pages kept in memory, in KiB, at most: those on which the quotations of a much used code lie.
const PAGE_CACHE_KIB: i64 = 24 << 10;

fn set_pragmas(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: an acknowledged operation is on the disk, not merely in the system's memory.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -PAGE_CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), Error> {
    migrations().to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        other => Error::Damaged(other.to_string()),
    })
}

/// Looks at the file without changing a byte: is it a study, and of which schema version?
fn inspect(path: &Path) -> Result<usize, Error> {
    let not_a_study = || Error::NotAStudy(path.to_path_buf());
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let read = |name: &str| -> Result<i32, Error> {
        connection.pragma_query_value(None, name, |row| row.get(0)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => not_a_study(),
                _ => Error::from(error),
            }
        })
    };
    let application = read("application_id")?;
    let version = read("user_version")?;
    if application != APPLICATION_ID {
        return Err(not_a_study());
    }
    let found = usize::try_from(version).map_err(|_negative| not_a_study())?;
    if found > STEPS.len() {
        return Err(Error::Newer { found, known: STEPS.len() });
    }
    Ok(found)
}

fn is_read_only(path: &Path) -> bool {
    std::fs::OpenOptions::new().write(true).open(path).is_err()
}

fn percent_encoded(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
