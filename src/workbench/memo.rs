//! Memos.

use crate::coding::{ListedMemo, MemoFilter, MemoLineTarget, read_memos};
use crate::model::{Memo, MemoId, MemoTarget, QuotationId, Source, SourceId};
use crate::sheet::SheetWriter;
use crate::store::OperationKind;
use crate::text::position::CharOffset;
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

    /// Memos with what they are about, oldest first.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn listed_memos(&self, filter: &MemoFilter) -> Result<Vec<ListedMemo>, Error> {
        let records = self.store.records();
        let (hidden, own) = self.hidden_sources()?;
        let mut listed = Vec::new();
        for memo in records.memos()? {
            let mut one = ListedMemo { memo, source: None, quotation: None, codes: Vec::new() };
            match one.memo.target {
                MemoTarget::Study => {}
                MemoTarget::Source(source) => one.source = Some(source),
                MemoTarget::Code(code) => one.codes.push(code),
                MemoTarget::Quotation(id) => {
                    one.quotation = records.quotation(id)?;
                    one.source = one.quotation.as_ref().map(|quotation| quotation.source);
                    one.codes = records.codings_on(id)?.iter().map(|coded| coded.coding.code).collect();
                    one.codes.sort_unstable();
                    one.codes.dedup();
                }
            }
            let is_hidden = one.quotation.is_some()
                && Some(one.memo.coder) != own
                && one.source.is_some_and(|source| hidden.contains(&source));
            if filter.takes(&one) && !is_hidden {
                listed.push(one);
            }
        }
        Ok(listed)
    }

    /// Which memos are wanted, by the names that people use.
    ///
    /// # Errors
    /// When source, code or coder are not there.
    pub fn memo_filter(
        &self,
        target: Option<&str>,
        code: Option<&str>,
        source: Option<&str>,
        coder: Option<&str>,
        words: &str,
    ) -> Result<MemoFilter, Error> {
        let codebook = self.codebook()?;
        Ok(MemoFilter {
            target: target.map(str::to_owned),
            codes: code
                .map(|name| find_code(&codebook, name).map(|code| codebook.with_descendants(code.id)))
                .transpose()?,
            source: source.map(|name| self.source_id(name)).transpose()?,
            coder: coder.map(|name| self.coder_id(name)).transpose()?,
            words: words.to_owned(),
        })
    }

    /// Memos as a sheet that [`Workbench::import_memos`] takes back.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn export_memos(&self, filter: &MemoFilter) -> Result<Vec<u8>, Error> {
        let records = self.store.records();
        let codebook = self.codebook()?;
        let sources = records.source_summaries()?;
        let coders = records.coders()?;
        let mut writer =
            SheetWriter::new(["target", "source", "start", "end", "quote", "code", "coder", "date", "text"]);
        for listed in self.listed_memos(filter)? {
            let memo = &listed.memo;
            let source = sources.iter().find(|source| Some(source.id) == listed.source);
            let (target, code) = match memo.target {
                MemoTarget::Study => ("study", None),
                MemoTarget::Source(_) => ("source", None),
                MemoTarget::Quotation(_) => ("quotation", None),
                MemoTarget::Code(code) => ("code", codebook.get(code)),
            };
            let place = listed.quotation.as_ref();
            let number = |offset: Option<CharOffset>| offset.map_or_else(String::new, |at| at.0.to_string());
            let coder = coders.iter().find(|coder| coder.id == memo.coder);
            writer.row([
                target,
                source.map_or("", |source| &source.name),
                &number(place.map(|quotation| quotation.span.start())),
                &number(place.map(|quotation| quotation.span.end())),
                place.map_or("", |quotation| &quotation.quote),
                code.map_or("", |code| &code.draft.key),
                coder.map_or("", |coder| &coder.name),
                &memo.date,
                &memo.text,
            ]);
        }
        Ok(writer.finish())
    }

    /// Writes a memo on a quotation.
    ///
    /// # Errors
    /// When there is no such quotation.
    pub fn add_quotation_memo(&mut self, id: QuotationId, date: &str, text: &str) -> Result<bool, Error> {
        if self.store.records().quotation(id)?.is_none() {
            return Err(Error::NotFound { noun: Noun::Quotation, name: id.to_string(), similar: Vec::new() });
        }
        let coder_name = self.session.coder.clone();
        let (added, _) = self.transact(OperationKind::AddMemos, &[("count", "1".to_owned())], |writer| {
            let coder = writer.ensure_coder(&coder_name)?;
            Ok(writer.add_memo(MemoTarget::Quotation(id), coder, date, text)?)
        })?;
        Ok(added)
    }

    /// Changes date and words of a memo; what is not given stays.
    ///
    /// # Errors
    /// When there is no such memo.
    pub fn edit_memo(&mut self, id: MemoId, date: Option<&str>, text: Option<&str>) -> Result<(), Error> {
        let not_found = || Error::NotFound { noun: Noun::Memo, name: id.to_string(), similar: Vec::new() };
        let memo = self.memos()?.into_iter().find(|memo| memo.id == id).ok_or_else(not_found)?;
        let (date, text) = (date.unwrap_or(&memo.date), text.unwrap_or(&memo.text));
        self.transact(OperationKind::EditMemo, &[("memo", id.to_string())], |writer| {
            Ok(writer.edit_memo(id, date, text)?)
        })?;
        Ok(())
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
