//! History, undo and redo.

use crate::locale::{Arguments, Locale, iso_time};
use crate::model::OperationId;
use crate::sheet::SheetWriter;
use crate::store::{self, Change, Operation, OperationKind, UndoState};
use crate::workbench::{Error, Workbench};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

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
        let mut entries = Vec::new();
        for operation in records.operations(before, limit)? {
            if !self.hides_operation(&operation)? {
                let changes = records.changes(operation.id)?.len();
                entries.push(HistoryEntry { operation, changes });
            }
        }
        Ok(entries)
    }

    /// Every row that an operation touched, before and after.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn changes(&self, operation: OperationId) -> Result<Vec<Change>, Error> {
        let records = self.store.records();
        if let Some(entry) = records.operation(operation)?
            && self.hides_operation(&entry)?
        {
            self.refuse_blind()?;
        }
        Ok(records.changes(operation)?)
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

    /// Takes back the coder's own newest operation that still stands, though others went on since; returns it.
    ///
    /// # Errors
    /// When the coder has nothing to take back, or later operations changed its rows or rest on them.
    pub fn undo_own(&mut self) -> Result<Operation, Error> {
        let target = self.own_newest(|operation| operation.reverses.is_none())?;
        self.undo_operation(target)
    }

    /// Does again what the coder's own newest undo took back; returns the operation that is done again.
    ///
    /// # Errors
    /// As for [`Workbench::undo_own`].
    pub fn redo_own(&mut self) -> Result<Operation, Error> {
        let undo = self.own_newest(|operation| operation.reverses.is_some())?;
        let entry = self.entry(OperationKind::Redo, &[]);
        let undone = self.store.reverse_one(&entry, undo)?.0;
        let original = undone.reverses.map(|id| self.store.records().operation(id)).transpose()?.flatten();
        Ok(original.unwrap_or(undone))
    }

    /// Takes back one operation, wherever it lies in the history; returns it.
    ///
    /// # Errors
    /// When it was taken back already, or later operations changed its rows or rest on them.
    pub fn undo_operation(&mut self, target: OperationId) -> Result<Operation, Error> {
        let standing = self.standing_operations()?;
        if !standing.iter().any(|operation| operation.id == target) {
            return Err(store::Error::NothingToReverse.into());
        }
        let entry = self.entry(OperationKind::Undo, &[]);
        Ok(self.store.reverse_one(&entry, target)?.0)
    }

    fn own_newest(&self, wanted: impl Fn(&Operation) -> bool) -> Result<OperationId, Error> {
        let standing = self.standing_operations()?;
        let own = standing
            .iter()
            .find(|operation| operation.coder == self.session.coder && wanted(operation))
            .map(|operation| operation.id);
        own.ok_or_else(|| store::Error::NothingToReverse.into())
    }

    /// Operations that were not taken back, newest first; the making of the study is none of them.
    fn standing_operations(&self) -> Result<Vec<Operation>, Error> {
        let mut reversed: BTreeSet<OperationId> = BTreeSet::new();
        let mut standing = Vec::new();
        for operation in self.store.records().operations(None, u32::MAX)? {
            // A reversal that was itself reversed takes nothing back; newer entries come first.
            if reversed.contains(&operation.id) || operation.kind == OperationKind::CreateStudy.as_str() {
                continue;
            }
            reversed.extend(operation.reverses);
            standing.push(operation);
        }
        Ok(standing)
    }

    /// The whole history as a table for a methods appendix: one line a field that changed, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn audit_trail(&self, locale: &Locale) -> Result<Vec<u8>, Error> {
        self.refuse_blind()?;
        let records = self.store.records();
        let mut operations = records.operations(None, u32::MAX)?;
        operations.reverse();
        let mut writer = SheetWriter::new([
            "operation",
            "time",
            "coder",
            "kind",
            "what",
            "table",
            "row",
            "field",
            "before",
            "after",
            "hash",
        ]);
        for operation in &operations {
            let id = operation.id.to_string();
            let what = operation_sentence(operation, locale);
            let time = iso_time(operation.at);
            for change in records.changes(operation.id)? {
                let row = change.row.to_string();
                for (field, before, after) in changed_fields(&change) {
                    let cells = [
                        id.as_str(),
                        &time,
                        &operation.coder,
                        &operation.kind,
                        &what,
                        &change.table,
                        &row,
                        &field,
                        &before,
                        &after,
                        &operation.hash,
                    ];
                    writer.row(cells);
                }
            }
        }
        Ok(writer.finish())
    }
}

/// The fields in which a row differs before and after, each with both values as text.
fn changed_fields(change: &Change) -> Vec<(String, String, String)> {
    let read = |json: &Option<String>| -> Map<String, Value> {
        json.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    };
    let (before, after) = (read(&change.before), read(&change.after));
    let text = |row: &Map<String, Value>, field: &str| match row.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    fields
        .into_iter()
        .filter(|field| before.get(*field) != after.get(*field))
        .map(|field| (field.clone(), text(&before, field), text(&after, field)))
        .collect()
}
