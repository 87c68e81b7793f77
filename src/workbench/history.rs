//! History, undo and redo.

use crate::locale::{Arguments, Locale};
use crate::model::OperationId;
use crate::store::{Change, Operation, OperationKind, UndoState};
use crate::workbench::{Error, Workbench};

/// One entry of the history with what its undo would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryEntry {
    /// The entry of the journal.
    pub operation: Operation,
    /// Number of rows it touched.
    pub changes: usize,
}

impl HistoryEntry {
    /// What the operation did, as a sentence.
    pub fn sentence(&self, locale: &Locale) -> String {
        operation_sentence(&self.operation, locale)
    }
}

/// What an operation did, as a sentence in the reader's language.
pub fn operation_sentence(operation: &Operation, locale: &Locale) -> String {
    let mut arguments = Arguments::new();
    let names = [
        "count", "name", "key", "into", "file", "version", "title", "source", "code", "quote", "memo", "what",
    ];
    for name in names {
        let value = operation.detail.get(name).map_or("", String::as_str);
        arguments = match value.parse::<i64>() {
            Ok(number) => arguments.count(name, number),
            Err(_not_a_number) => arguments.text(name, value),
        };
    }
    let key = format!("operation-{}", operation.kind.replace('.', "-"));
    if let Some(reversed) = operation.reverses {
        arguments = arguments.count("operation", reversed.0);
    }
    locale.say(&key, &arguments)
}

impl Workbench {
    /// The newest entries of the history that are older than `before`.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn history(&self, before: Option<OperationId>, limit: u32) -> Result<Vec<HistoryEntry>, Error> {
        let records = self.store.records();
        records
            .operations(before, limit)?
            .into_iter()
            .map(|operation| {
                let changes = records.changes(operation.id)?.len();
                Ok(HistoryEntry { operation, changes })
            })
            .collect()
    }

    /// Every row that an operation touched, before and after.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn changes(&self, operation: OperationId) -> Result<Vec<Change>, Error> {
        Ok(self.store.records().changes(operation)?)
    }

    /// What undo and redo would do next.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn undo_state(&self) -> Result<UndoState, Error> {
        Ok(self.store.records().undo_state()?)
    }

    /// Takes the newest operation back; returns it.
    ///
    /// # Errors
    /// When there is nothing to take back, or rows were changed from outside since.
    pub fn undo(&mut self) -> Result<Operation, Error> {
        let entry = self.entry(OperationKind::Undo, &[]);
        Ok(self.store.undo(&entry)?.0)
    }

    /// Does again what was taken back last; returns the operation that is done again.
    ///
    /// # Errors
    /// When nothing was taken back since the last change.
    pub fn redo(&mut self) -> Result<Operation, Error> {
        let entry = self.entry(OperationKind::Redo, &[]);
        let undo = self.store.redo(&entry)?.0;
        let Some(original) = undo.reverses else { return Ok(undo) };
        let found = self.store.records().operations(Some(OperationId(original.0 + 1)), 1)?;
        Ok(found.into_iter().find(|operation| operation.id == original).unwrap_or(undo))
    }
}
