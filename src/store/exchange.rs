//! What other programs call things of the study, and what of their projects is kept to be written back.

use crate::model::{CodeId, CoderId, CodingId, ContentHash, MemoId, MemoTarget, QuotationId};
use crate::store::memo::columns_of;
use crate::store::{Error, Records, Writer};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// Whose name a GUID is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ExchangeNoun {
    /// A coder's.
    Coder,
    /// A source's.
    Source,
    /// A code's.
    Code,
    /// A quotation's.
    Quotation,
    /// A coding's.
    Coding,
    /// The note that a memo is.
    Memo,
    /// The thing whose description a memo is.
    Description,
}

impl ExchangeNoun {
    /// Every noun.
    pub const ALL: [Self; 7] =
        [Self::Coder, Self::Source, Self::Code, Self::Quotation, Self::Coding, Self::Memo, Self::Description];

    /// The word kept in the study.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coder => "coder",
            Self::Source => "source",
            Self::Code => "code",
            Self::Quotation => "quotation",
            Self::Coding => "coding",
            Self::Memo => "memo",
            Self::Description => "description",
        }
    }
}

/// One name of one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExchangeName {
    /// Whose.
    pub noun: ExchangeNoun,
    /// Id of the thing.
    pub row: i64,
    /// The GUID as text.
    pub guid: String,
}

/// A project of another program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptProject {
    /// Its name.
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    /// Hash of its XML.
    pub project: ContentHash,
}

impl Records<'_> {
    /// Names that other programs gave, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn exchange_names(&self) -> Result<Vec<ExchangeName>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT noun, row_id, guid FROM exchange_guid ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut names = Vec::new();
        while let Some(row) = rows.next()? {
            let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let noun = ExchangeNoun::ALL.into_iter().find(|noun| noun.as_str() == word);
            let noun = noun.ok_or_else(|| Error::Damaged(format!("unknown noun {word}")))?;
            names.push(ExchangeName { noun, row: row.get(1)?, guid: row.get(2)? });
        }
        Ok(names)
    }

    /// Projects of other programs that came in, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept_projects(&self) -> Result<Vec<KeptProject>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, origin, project FROM exchange_project ORDER BY id")?;
        let projects = statement
            .query_map([], |row| {
                Ok(KeptProject {
                    name: row.get(0)?,
                    origin: row.get(1)?,
                    project: ContentHash::from_stored(row.get(2)?),
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(projects)
    }

    /// Files of such projects, by name.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept_files(&self) -> Result<BTreeMap<String, ContentHash>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT name, content FROM exchange_file")?;
        let files = statement
            .query_map([], |row| Ok((row.get(0)?, ContentHash::from_stored(row.get(1)?))))?
            .collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// When each coding was made, in milliseconds since 1970-01-01 UTC.
    ///
    /// # Errors
    /// What the database says.
    pub fn coding_times(&self) -> Result<BTreeMap<CodingId, i64>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT id, made_at FROM coding")?;
        let times = statement
            .query_map([], |row| Ok((CodingId(row.get(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(times)
    }

    /// Id of the newest quotation; 0 when there is none.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_quotation(&self) -> Result<QuotationId, Error> {
        let id = self
            .connection
            .prepare_cached("SELECT coalesce(max(id), 0) FROM quotation")?
            .query_row([], |row| row.get(0))?;
        Ok(QuotationId(id))
    }

    /// The coding of a code by a coder on a quotation.
    ///
    /// # Errors
    /// What the database says.
    pub fn coding_of(
        &self,
        quotation: QuotationId,
        code: CodeId,
        coder: CoderId,
    ) -> Result<Option<CodingId>, Error> {
        let id: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM coding WHERE quotation_id = ?1 AND code_id = ?2 AND coder_id = ?3",
            )?
            .query_row(params![quotation.0, code.0, coder.0], |row| row.get(0))
            .optional()?;
        Ok(id.map(CodingId))
    }

    /// The memo of a coder with these words on a thing.
    ///
    /// # Errors
    /// What the database says.
    pub fn memo_of(&self, target: MemoTarget, coder: CoderId, text: &str) -> Result<Option<MemoId>, Error> {
        let (word, source, quotation, code) = columns_of(target);
        let id: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM memo WHERE target = ?1 AND source_id IS ?2 AND quotation_id IS ?3 AND code_id IS ?4
                 AND coder_id = ?5 AND text = ?6",
            )?
            .query_row(params![word, source, quotation, code, coder.0, text], |row| row.get(0))
            .optional()?;
        Ok(id.map(MemoId))
    }
}

impl Writer<'_> {
    /// Keeps what another program calls a thing.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_exchange_name(&self, noun: ExchangeNoun, row: i64, guid: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO exchange_guid (noun, row_id, guid) VALUES (?1, ?2, ?3)")?
            .execute(params![noun.as_str(), row, guid])?;
        Ok(())
    }

    /// Keeps a project of another program; a project that is kept already stays as it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_project(&self, name: &str, origin: &str, xml: &[u8], imported_at: i64) -> Result<(), Error> {
        let hash = self.keep_content(xml)?;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO exchange_project (name, origin, project, imported_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![name, origin, hash.as_str(), imported_at])?;
        Ok(())
    }

    /// Keeps a file of such a project; another file of the same name takes its place.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_file(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let hash = self.keep_content(bytes)?;
        self.connection
            .prepare_cached(
                "INSERT INTO exchange_file (name, content) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET content = ?2 WHERE content <> ?2",
            )?
            .execute(params![name, hash.as_str()])?;
        Ok(())
    }

    /// Gives a coder a colour.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_coder_colour(&self, coder: CoderId, colour: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE coder SET colour = ?2 WHERE id = ?1 AND colour <> ?2")?
            .execute(params![coder.0, colour])?;
        Ok(())
    }

    /// Gives a source its place in the order of coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_source_position(&self, source: crate::model::SourceId, position: u32) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE source SET position = ?2 WHERE id = ?1 AND position <> ?2")?
            .execute(params![source.0, position])?;
        Ok(())
    }
}
