//! Health of a study, and copies of it.

use crate::store::{BackupReport, IntegrityReport};
use crate::workbench::{Error, Silent, Workbench};
use std::path::Path;

/// What a check of study and index found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoctorReport {
    /// The study file.
    pub integrity: IntegrityReport,
    /// Whether the index had to be brought up to date; it is derived, so this is no fault.
    pub index_refreshed: bool,
}

impl Workbench {
    /// Checks the study file, and brings the index up to date when the file is sound.
    ///
    /// # Errors
    /// When the file cannot even be read.
    pub fn doctor(&mut self) -> Result<DoctorReport, Error> {
        let integrity = self.store.check()?;
        let index_refreshed =
            if integrity.findings.is_empty() { self.refresh_index(&Silent)? > 0 } else { false };
        Ok(DoctorReport { integrity, index_refreshed })
    }

    /// Copies the study into a new file while it is open, and checks the copy.
    ///
    /// # Errors
    /// When a file stands there or cannot be written.
    pub fn back_up(&self, target: &Path) -> Result<BackupReport, Error> {
        Ok(self.store.back_up(target)?)
    }
}
