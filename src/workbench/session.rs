//! Opening a study and changing it in somebody's name.

use crate::model::{Goals, LevelLabels, OperationId, StudyInfo};
use crate::store::{Entry, Operation, OperationKind, Store, Writer};
use crate::workbench::Error;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Who works, and by which clock.
#[derive(Clone, Debug)]
pub struct Session {
    /// Name of the coder in whose name changes are made.
    pub coder: String,
    /// Reads the time in milliseconds since 1970-01-01 UTC.
    pub clock: fn() -> i64,
}

/// A moment in the life of a study.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// Right after this operation.
    Operation(OperationId),
    /// At this time, in milliseconds since 1970-01-01 UTC.
    Time(i64),
}

/// What a new study starts with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewStudy {
    /// Name that survives copying (UUID).
    pub uuid: String,
    /// Title.
    pub title: String,
    /// Language tag of the codebook.
    pub language: String,
    /// Labels of the levels.
    pub labels: LevelLabels,
    /// Goals.
    pub goals: Goals,
}

/// An open study.
pub struct Workbench {
    pub(super) store: Store,
    pub(super) session: Session,
}

impl Workbench {
    /// Makes a new study file.
    ///
    /// # Errors
    /// When a file stands there already or cannot be written.
    pub fn create(path: &Path, study: &NewStudy, session: Session) -> Result<Self, Error> {
        let mut this = Self { store: Store::create(path)?, session };
        let info = StudyInfo {
            uuid: study.uuid.clone(),
            title: study.title.clone(),
            language: study.language.clone(),
            labels: study.labels.clone(),
            goals: study.goals,
            created_at: (this.session.clock)(),
        };
        this.transact(OperationKind::CreateStudy, &[("title", study.title.clone())], |writer| {
            writer.put_study(&info)?;
            Ok(())
        })?;
        Ok(this)
    }

    /// Opens a study file.
    ///
    /// # Errors
    /// When there is none, it is no study, or it was written by a newer program.
    pub fn open(path: &Path, session: Session) -> Result<Self, Error> {
        Ok(Self { store: Store::open(path)?, session })
    }

    /// Opens a study as it stood at an earlier moment; it can only be read.
    ///
    /// # Errors
    /// As for [`Workbench::open`], and when the study was not there yet.
    pub fn open_at(path: &Path, moment: Moment, session: Session) -> Result<Self, Error> {
        let operation = match moment {
            Moment::Operation(operation) => operation,
            Moment::Time(at) => Store::open(path)?.operation_until(at)?,
        };
        Ok(Self { store: Store::open_past(path, operation)?, session })
    }

    /// The same study as it stood at an earlier moment; it can only be read.
    ///
    /// # Errors
    /// As for [`Workbench::open_at`].
    pub fn at(&self, moment: Moment) -> Result<Self, Error> {
        Self::open_at(self.path(), moment, self.session.clone())
    }

    /// What is known of the study as a whole.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn info(&self) -> Result<StudyInfo, Error> {
        Ok(self.store.records().study()?)
    }

    /// Changes title, labels or goals.
    ///
    /// # Errors
    /// When the study file cannot be written.
    pub fn edit_info(&mut self, info: &StudyInfo) -> Result<(), Error> {
        self.transact(OperationKind::EditStudy, &[("title", info.title.clone())], |writer| {
            writer.put_study(info)?;
            Ok(())
        })?;
        Ok(())
    }

    /// Where the study file is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// In whose name changes are made.
    pub fn coder(&self) -> &str {
        &self.session.coder
    }

    /// Where the search index of the study is: beside the file.
    pub(super) fn index_path(&self) -> PathBuf {
        let mut name = self.store.path().as_os_str().to_owned();
        // The past has one index of its own, which follows from moment to moment as the other follows the study.
        name.push(if self.store.past().is_some() { ".past.index" } else { ".index" });
        PathBuf::from(name)
    }

    /// Runs `change` as one named operation; no other way to write exists.
    pub(super) fn transact<T>(
        &mut self,
        kind: OperationKind,
        detail: &[(&str, String)],
        change: impl FnOnce(&Writer<'_>) -> Result<T, Error>,
    ) -> Result<(T, Option<Operation>), Error> {
        let entry = self.entry(kind, detail);
        self.store.transact(&entry, change)
    }

    pub(super) fn entry(&self, kind: OperationKind, detail: &[(&str, String)]) -> Entry {
        let detail: BTreeMap<String, String> =
            detail.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Entry { at: (self.session.clock)(), coder: self.session.coder.clone(), kind, detail }
    }

    pub(super) fn now(&self) -> i64 {
        (self.session.clock)()
    }
}
