//! The codebook's rows.

use crate::model::{Code, CodeDraft, CodeId, Level};
use crate::store::{Error, Records, Writer};
use rusqlite::params;
use std::collections::BTreeMap;

impl Records<'_> {
    /// All codes, parents by position before their children's siblings: ordered by parent and position.
    ///
    /// # Errors
    /// What the database says; [`Error::Damaged`] for an unknown level.
    pub fn codes(&self) -> Result<Vec<Code>, Error> {
        let mut translations = self.code_translations()?;
        let mut aliases = self.code_aliases()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, parent_id, level, position, key, name, definition, include, exclude, exemplar, colour
             FROM code ORDER BY parent_id, position, id",
        )?;
        let mut rows = statement.query([])?;
        let mut codes = Vec::new();
        while let Some(row) = rows.next()? {
            let id = CodeId(row.get(0)?);
            let level: String = row.get(2)?;
            codes.push(Code {
                id,
                parent: row.get::<_, Option<i64>>(1)?.map(CodeId),
                level: Level::parse(&level)
                    .ok_or_else(|| Error::Damaged(format!("code {id} has the unknown level «{level}»")))?,
                position: row.get(3)?,
                draft: CodeDraft {
                    key: row.get(4)?,
                    name: row.get(5)?,
                    translations: translations.remove(&id).unwrap_or_default(),
                    definition: row.get(6)?,
                    include: row.get(7)?,
                    exclude: row.get(8)?,
                    exemplar: row.get(9)?,
                    colour: row.get(10)?,
                    aliases: aliases.remove(&id).unwrap_or_default(),
                },
            });
        }
        Ok(codes)
    }

    fn code_translations(&self) -> Result<BTreeMap<CodeId, BTreeMap<String, String>>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT code_id, language, name FROM code_translation")?;
        let mut rows = statement.query([])?;
        let mut translations: BTreeMap<CodeId, BTreeMap<String, String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            translations.entry(CodeId(row.get(0)?)).or_default().insert(row.get(1)?, row.get(2)?);
        }
        Ok(translations)
    }

    fn code_aliases(&self) -> Result<BTreeMap<CodeId, Vec<String>>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT code_id, alias FROM code_alias ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut aliases: BTreeMap<CodeId, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            aliases.entry(CodeId(row.get(0)?)).or_default().push(row.get(1)?);
        }
        Ok(aliases)
    }
}

impl Writer<'_> {
    /// Adds a code.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_code(
        &self,
        parent: Option<CodeId>,
        level: Level,
        position: u32,
        draft: &CodeDraft,
    ) -> Result<CodeId, Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO code (parent_id, level, position, key, name, definition, include, exclude, exemplar, colour)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                parent.map(|id| id.0),
                level.as_str(),
                position,
                draft.key,
                draft.name,
                draft.definition,
                draft.include,
                draft.exclude,
                draft.exemplar,
                draft.colour
            ])?;
        let id = CodeId(self.connection.last_insert_rowid());
        self.put_translations(id, &draft.translations)?;
        self.put_aliases(id, &draft.aliases)?;
        Ok(id)
    }

    /// The position behind the last code under `parent`.
    ///
    /// # Errors
    /// What the database says.
    pub fn next_code_position(&self, parent: Option<CodeId>) -> Result<u32, Error> {
        Ok(self
            .connection
            .prepare_cached("SELECT coalesce(max(position), 0) + 1 FROM code WHERE parent_id IS ?1")?
            .query_row([parent.map(|parent| parent.0)], |row| row.get(0))?)
    }

    /// Changes what is written down for a code.
    ///
    /// # Errors
    /// What the database says.
    pub fn edit_code(&self, id: CodeId, draft: &CodeDraft) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE code SET key = ?2, name = ?3, definition = ?4, include = ?5, exclude = ?6, exemplar = ?7, colour = ?8
                 WHERE id = ?1 AND (key, name, definition, include, exclude, exemplar, colour)
                                <> (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                id.0,
                draft.key,
                draft.name,
                draft.definition,
                draft.include,
                draft.exclude,
                draft.exemplar,
                draft.colour
            ])?;
        self.put_translations(id, &draft.translations)?;
        self.put_aliases(id, &draft.aliases)
    }

    /// Moves a code: new parent, level and position among its siblings.
    ///
    /// # Errors
    /// What the database says.
    pub fn move_code(
        &self,
        id: CodeId,
        parent: Option<CodeId>,
        level: Level,
        position: u32,
    ) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE code SET parent_id = ?2, level = ?3, position = ?4
                 WHERE id = ?1 AND (parent_id IS NOT ?2 OR level <> ?3 OR position <> ?4)",
            )?
            .execute(params![id.0, parent.map(|parent| parent.0), level.as_str(), position])?;
        Ok(())
    }

    /// Removes a code that has no children, codings, memos or items any more.
    ///
    /// # Errors
    /// What the database says, for example that something still refers to it.
    pub fn remove_code(&self, id: CodeId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM code_translation WHERE code_id = ?1",
            "DELETE FROM code_alias WHERE code_id = ?1",
            "DELETE FROM decision WHERE code_id = ?1",
            "DELETE FROM settlement WHERE code_id = ?1",
            "DELETE FROM code WHERE id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([id.0])?;
        }
        Ok(())
    }

    fn put_translations(&self, id: CodeId, wanted: &BTreeMap<String, String>) -> Result<(), Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT language FROM code_translation WHERE code_id = ?1")?;
        let present: Vec<String> =
            statement.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for language in present.iter().filter(|language| !wanted.contains_key(*language)) {
            self.connection
                .prepare_cached("DELETE FROM code_translation WHERE code_id = ?1 AND language = ?2")?
                .execute(params![id.0, language])?;
        }
        for (language, name) in wanted {
            self.connection
                .prepare_cached(
                    "INSERT INTO code_translation (code_id, language, name) VALUES (?1, ?2, ?3)
                     ON CONFLICT (code_id, language) DO UPDATE SET name = ?3 WHERE name <> ?3",
                )?
                .execute(params![id.0, language, name])?;
        }
        Ok(())
    }

    fn put_aliases(&self, id: CodeId, wanted: &[String]) -> Result<(), Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT alias FROM code_alias WHERE code_id = ?1")?;
        let present: Vec<String> =
            statement.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for alias in present.iter().filter(|alias| !wanted.contains(alias)) {
            self.connection
                .prepare_cached("DELETE FROM code_alias WHERE code_id = ?1 AND alias = ?2")?
                .execute(params![id.0, alias])?;
        }
        for alias in wanted.iter().filter(|alias| !present.contains(alias)) {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO code_alias (code_id, alias) VALUES (?1, ?2)")?
                .execute(params![id.0, alias])?;
        }
        Ok(())
    }
}
