//! Memos.

use crate::model::{CodeId, CoderId, Memo, MemoId, MemoTarget, QuotationId, SourceId};
use crate::store::{Error, Records, Writer};
use rusqlite::params;

/// The row's columns `target, source_id, quotation_id, code_id`.
pub(super) type TargetColumns = (&'static str, Option<i64>, Option<i64>, Option<i64>);

pub(super) fn columns_of(target: MemoTarget) -> TargetColumns {
    match target {
        MemoTarget::Study => ("study", None, None, None),
        MemoTarget::Source(id) => ("source", Some(id.0), None, None),
        MemoTarget::Quotation(id) => ("quotation", None, Some(id.0), None),
        MemoTarget::Code(id) => ("code", None, None, Some(id.0)),
    }
}

fn target_from(source: Option<i64>, quotation: Option<i64>, code: Option<i64>) -> MemoTarget {
    match (source, quotation, code) {
        (Some(id), _, _) => MemoTarget::Source(SourceId(id)),
        (None, Some(id), _) => MemoTarget::Quotation(QuotationId(id)),
        (None, None, Some(id)) => MemoTarget::Code(CodeId(id)),
        (None, None, None) => MemoTarget::Study,
    }
}

impl Records<'_> {
    /// All memos, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn memos(&self) -> Result<Vec<Memo>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, source_id, quotation_id, code_id, coder_id, date, text FROM memo ORDER BY id",
        )?;
        let memos = statement
            .query_map([], |row| {
                Ok(Memo {
                    id: MemoId(row.get(0)?),
                    target: target_from(row.get(1)?, row.get(2)?, row.get(3)?),
                    coder: CoderId(row.get(4)?),
                    date: row.get(5)?,
                    text: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(memos)
    }
}

impl Writer<'_> {
    /// Adds a memo; `false` when the same coder wrote the same words on the same thing already.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_memo(
        &self,
        target: MemoTarget,
        coder: CoderId,
        date: &str,
        text: &str,
    ) -> Result<bool, Error> {
        if self.memo_of(target, coder, text)?.is_some() {
            return Ok(false);
        }
        let (word, source, quotation, code) = columns_of(target);
        self.connection
            .prepare_cached(
                "INSERT INTO memo (target, source_id, quotation_id, code_id, coder_id, date, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![word, source, quotation, code, coder.0, date, text])?;
        Ok(true)
    }

    /// Changes date and words of a memo; `false` when there is no such memo.
    ///
    /// # Errors
    /// What the database says.
    pub fn edit_memo(&self, id: MemoId, date: &str, text: &str) -> Result<bool, Error> {
        let known: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM memo WHERE id = ?1)")?
            .query_row([id.0], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "UPDATE memo SET date = ?2, text = ?3 WHERE id = ?1 AND (date <> ?2 OR text <> ?3)",
            )?
            .execute(params![id.0, date, text])?;
        Ok(known)
    }

    /// Removes a memo; `false` when there is no such memo.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_memo(&self, id: MemoId) -> Result<bool, Error> {
        Ok(self.connection.prepare_cached("DELETE FROM memo WHERE id = ?1")?.execute([id.0])? > 0)
    }
}
