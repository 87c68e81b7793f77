//! Memos.

use crate::coding::{MemoLineTarget, read_memos};
use crate::model::{Memo, MemoId, MemoTarget, Source, SourceId};
use crate::store::OperationKind;
use crate::workbench::codebook::find_code;
use crate::workbench::coding::key_of;
use crate::workbench::{Error, Noun, Workbench};
use std::collections::BTreeMap;

impl Workbench {
    /// All memos, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn memos(&self) -> Result<Vec<Memo>, Error> {
        Ok(self.store.records().memos()?)
    }

    /// Writes a memo on a code, on a source, or on the study when neither is named.
    ///
    /// # Errors
    /// When code or source are not there.
    pub fn add_memo(
        &mut self,
        code: Option<&str>,
        source: Option<&str>,
        date: &str,
        text: &str,
    ) -> Result<bool, Error> {
        let codebook = self.codebook()?;
        let target = match (code, source) {
            (Some(code), _) => MemoTarget::Code(find_code(&codebook, code)?.id),
            (None, Some(source)) => MemoTarget::Source(self.source_id(source)?),
            (None, None) => MemoTarget::Study,
        };
        let coder_name = self.session.coder.clone();
        let (added, _) = self.transact(OperationKind::AddMemos, &[("count", "1".to_owned())], |writer| {
            let coder = writer.ensure_coder(&coder_name)?;
            Ok(writer.add_memo(target, coder, date, text)?)
        })?;
        Ok(added)
    }

    /// Brings in a memo sheet as one operation; returns how many memos were new.
    ///
    /// # Errors
    /// [`Error::Table`] with everything that is wrong with the sheet; nothing is imported then.
    pub fn import_memos(&mut self, file: &str, bytes: &[u8]) -> Result<usize, Error> {
        let sources = self.store.records().sources()?;
        let codebook = self.codebook()?;
        let (lines, problems) = read_memos(bytes, &sources, &codebook);
        if !problems.is_empty() {
            return Err(Error::Table { file: file.to_owned(), problems });
        }
        let by_id: BTreeMap<SourceId, &Source> = sources.iter().map(|source| (source.id, source)).collect();
        let coder_name = self.session.coder.clone();
        let detail = [("file", file.to_owned()), ("count", lines.len().to_string())];
        let (added, _) = self.transact(OperationKind::AddMemos, &detail, |writer| {
            let mut added = 0;
            for line in lines {
                let coder = if line.coder.is_empty() { &coder_name } else { &line.coder };
                let coder = writer.ensure_coder(coder)?;
                let target = match line.target {
                    MemoLineTarget::Study => MemoTarget::Study,
                    MemoLineTarget::Source(source) => MemoTarget::Source(source),
                    MemoLineTarget::Code(code) => MemoTarget::Code(code),
                    MemoLineTarget::Quotation(source, placed) => {
                        let Some(source) = by_id.get(&source) else { continue };
                        MemoTarget::Quotation(writer.ensure_quotation(&key_of(source, placed))?)
                    }
                };
                added += usize::from(writer.add_memo(target, coder, &line.date, &line.text)?);
            }
            Ok(added)
        })?;
        Ok(added)
    }

    /// Removes a memo.
    ///
    /// # Errors
    /// When there is no such memo.
    pub fn remove_memo(&mut self, id: MemoId) -> Result<(), Error> {
        let (removed, _) =
            self.transact(OperationKind::RemoveMemos, &[("memo", id.to_string())], |writer| {
                Ok(writer.remove_memo(id)?)
            })?;
        if removed {
            Ok(())
        } else {
            Err(Error::NotFound { noun: Noun::Memo, name: id.to_string(), similar: Vec::new() })
        }
    }
}
