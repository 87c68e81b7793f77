//! The codebook.

use crate::codebook::{Codebook, Found, plan_import, read, write};
use crate::model::{Code, CodeDraft, CodeId, Level, MemoTarget};
use crate::store::{OperationKind, Writer};
use crate::workbench::{Error, Noun, Workbench};
use std::collections::BTreeMap;

/// What an import did to the codebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodebookChange {
    /// Codes added.
    pub added: usize,
    /// Codes brought up to date.
    pub updated: usize,
    /// Memos added.
    pub memos: usize,
}

impl Workbench {
    /// The codebook.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn codebook(&self) -> Result<Codebook, Error> {
        Ok(Codebook::new(self.store.records().codes()?))
    }

    /// Brings in a codebook file: codes with known keys are brought up to date, the others are added.
    ///
    /// # Errors
    /// [`Error::Table`] with everything that is wrong with the file; nothing is imported then.
    pub fn import_codebook(&mut self, file: &str, bytes: &[u8]) -> Result<CodebookChange, Error> {
        let codebook = self.codebook()?;
        let known: BTreeMap<String, Level> =
            codebook.in_order().into_iter().map(|(_, code)| (code.draft.key.clone(), code.level)).collect();
        let codes =
            read(bytes, &known).map_err(|problems| Error::Table { file: file.to_owned(), problems })?;
        let plan = plan_import(&codebook, &codes);
        let detail = [("file", file.to_owned()), ("count", plan.len().to_string())];
        let coder_name = self.session.coder.clone();
        let (change, _) = self.transact(OperationKind::ImportCodebook, &detail, |writer| {
            let mut ids: BTreeMap<String, CodeId> =
                codebook.in_order().into_iter().map(|(_, code)| (code.draft.key.clone(), code.id)).collect();
            let mut change = CodebookChange::default();
            for code in &plan {
                let parent = ids.get(&code.parent).copied();
                let id = if let Some(id) = code.existing {
                    writer.edit_code(id, &code.draft)?;
                    writer.move_code(id, parent, code.level, code.position)?;
                    change.updated += 1;
                    id
                } else {
                    change.added += 1;
                    writer.add_code(parent, code.level, code.position, &code.draft)?
                };
                ids.insert(code.draft.key.clone(), id);
                if !code.memo.is_empty() {
                    let coder = writer.ensure_coder(&coder_name)?;
                    change.memos +=
                        usize::from(writer.add_memo(MemoTarget::Code(id), coder, "", &code.memo)?);
                }
            }
            Ok(change)
        })?;
        Ok(change)
    }

    /// The codebook as a file that [`Workbench::import_codebook`] takes back.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn export_codebook(&self) -> Result<Vec<u8>, Error> {
        let codebook = self.codebook()?;
        let mut memos: BTreeMap<String, String> = BTreeMap::new();
        for memo in self.store.records().memos()? {
            if let MemoTarget::Code(code) = memo.target
                && let Some(code) = codebook.get(code)
            {
                let cell = memos.entry(code.draft.key.clone()).or_default();
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(&memo.text);
            }
        }
        Ok(write(&codebook, &memos))
    }

    /// Adds a code; an empty key is filled with the next free one. Returns the key.
    ///
    /// # Errors
    /// When the parent is not there, the level does not fit it, or the key is taken.
    pub fn add_code(
        &mut self,
        level: Level,
        parent: Option<&str>,
        draft: &CodeDraft,
    ) -> Result<String, Error> {
        let codebook = self.codebook()?;
        let parent = parent.map(|name| find_code(&codebook, name)).transpose()?.map(|code| code.id);
        codebook.check_place(None, level, parent)?;
        let mut draft = draft.clone();
        if draft.key.is_empty() {
            let prefix = match level {
                Level::Open => "O",
                Level::Axial => "S",
                Level::Selective => "C",
            };
            draft.key = codebook.free_key(prefix);
        } else if codebook.in_order().iter().any(|(_, code)| code.draft.key == draft.key) {
            return Err(Error::Exists { noun: Noun::Code, name: draft.key });
        }
        if codebook.children(parent).any(|code| code.draft.name == draft.name) {
            return Err(Error::Exists { noun: Noun::Code, name: draft.name });
        }
        let position = codebook.next_position(parent);
        let detail = [("key", draft.key.clone()), ("name", draft.name.clone())];
        self.transact(OperationKind::AddCode, &detail, |writer| {
            writer.add_code(parent, level, position, &draft)?;
            Ok(())
        })?;
        Ok(draft.key)
    }

    /// Changes what is written down for a code.
    ///
    /// # Errors
    /// When there is no such code or its new key is taken.
    pub fn edit_code(&mut self, name: &str, edit: impl FnOnce(&mut CodeDraft)) -> Result<(), Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?;
        let mut draft = code.draft.clone();
        edit(&mut draft);
        let taken =
            codebook.in_order().iter().any(|(_, other)| other.id != code.id && other.draft.key == draft.key);
        if taken {
            return Err(Error::Exists { noun: Noun::Code, name: draft.key });
        }
        let detail = [("key", draft.key.clone()), ("name", draft.name.clone())];
        self.transact(OperationKind::EditCode, &detail, |writer| {
            writer.edit_code(code.id, &draft)?;
            Ok(())
        })?;
        Ok(())
    }

    /// Moves a code under another one, or to the roots; it becomes the last among its new siblings.
    ///
    /// # Errors
    /// When either code is not there, or the code may not stand there.
    pub fn move_code(&mut self, name: &str, parent: Option<&str>) -> Result<(), Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?;
        let parent = parent.map(|name| find_code(&codebook, name)).transpose()?.map(|code| code.id);
        codebook.check_place(Some(code.id), code.level, parent)?;
        let position = codebook.next_position(parent);
        let detail = [("key", code.draft.key.clone())];
        self.transact(OperationKind::MoveCode, &detail, |writer| {
            writer.move_code(code.id, parent, code.level, position)?;
            Ok(())
        })?;
        Ok(())
    }

    /// Joins one code into another: codings, memos and children go over, the name stays as an alias.
    ///
    /// # Errors
    /// When either code is not there, they are the same, or a child may not stand under the other code.
    pub fn merge_codes(&mut self, from: &str, into: &str) -> Result<usize, Error> {
        let codebook = self.codebook()?;
        let from = find_code(&codebook, from)?.clone();
        let into = find_code(&codebook, into)?.clone();
        codebook.check_place(Some(from.id), from.level, Some(into.id)).or_else(|error| match error {
            // The code itself vanishes, so only a cycle matters; its children are checked below.
            crate::codebook::MoveError::Level { .. } => Ok(()),
            cycle @ crate::codebook::MoveError::Cycle(_) => Err(cycle),
        })?;
        let children: Vec<Code> = codebook.children(Some(from.id)).cloned().collect();
        for child in &children {
            codebook.check_place(Some(child.id), child.level, Some(into.id))?;
        }
        let items = self.items_of(from.id)?;
        if items > 0 {
            let key = from.draft.key.clone();
            return Err(Error::CodeInUse { key, children: 0, codings: 0, items });
        }
        let mut draft = into.draft.clone();
        for alias in std::iter::once(&from.draft.name).chain(&from.draft.aliases) {
            if *alias != draft.name && !draft.aliases.contains(alias) {
                draft.aliases.push(alias.clone());
            }
        }
        let first = codebook.next_position(Some(into.id));
        let detail = [("key", from.draft.key.clone()), ("into", into.draft.key.clone())];
        let (moved, _) = self.transact(OperationKind::MergeCodes, &detail, |writer| {
            for (position, child) in (first..).zip(&children) {
                writer.move_code(child.id, Some(into.id), child.level, position)?;
            }
            let moved = writer.recode(from.id, into.id)?;
            writer.remove_code(from.id)?;
            writer.edit_code(into.id, &draft)?;
            Ok(moved)
        })?;
        Ok(moved)
    }

    /// Removes a code on which nothing stands.
    ///
    /// # Errors
    /// [`Error::CodeInUse`] while it has children, codings or items.
    pub fn remove_code(&mut self, name: &str) -> Result<(), Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?;
        let children = codebook.children(Some(code.id)).count();
        let codings = self.store.records().codings_of(code.id)?.len();
        let items = self.items_of(code.id)?;
        let key = code.draft.key.clone();
        if children + codings + items > 0 {
            return Err(Error::CodeInUse { key, children, codings, items });
        }
        let memos: Vec<_> = self
            .store
            .records()
            .memos()?
            .into_iter()
            .filter(|memo| memo.target == MemoTarget::Code(code.id))
            .collect();
        let id = code.id;
        self.transact(OperationKind::RemoveCode, &[("key", key)], |writer: &Writer<'_>| {
            for memo in memos {
                writer.remove_memo(memo.id)?;
            }
            writer.remove_code(id)?;
            Ok(())
        })?;
        Ok(())
    }

    fn items_of(&self, code: CodeId) -> Result<usize, Error> {
        let instruments = self.store.records().instruments()?;
        Ok(instruments
            .iter()
            .flat_map(|instrument| &instrument.items)
            .filter(|item| item.factor == code)
            .count())
    }
}

/// The code of that key or name.
///
/// # Errors
/// When there is none or there are several.
pub(super) fn find_code<'a>(codebook: &'a Codebook, name: &str) -> Result<&'a Code, Error> {
    match codebook.find(name) {
        Found::One(id) => Ok(codebook.get(id).expect("the codebook found it")),
        Found::Several => Err(Error::Ambiguous { noun: Noun::Code, name: name.to_owned() }),
        Found::Nothing => {
            let wanted = crate::text::fold::fold(name);
            let similar = codebook
                .in_order()
                .into_iter()
                .filter(|(_, code)| {
                    wanted.chars().count() > 1 && crate::text::fold::fold(&code.draft.name).contains(&wanted)
                })
                .take(5)
                .map(|(_, code)| format!("{} {}", code.draft.key, code.draft.name))
                .collect();
            Err(Error::NotFound { noun: Noun::Code, name: name.to_owned(), similar })
        }
    }
}
