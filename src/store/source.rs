//! Sources with their turns and attributes.

use crate::coding::SourceMark;
use crate::model::{ContentHash, Source, SourceId, SourceKind, SpeakerRole, Turn};
use crate::store::{Error, Records, Writer};
use crate::text::position::CharOffset;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A source as it comes from a file, before it has an id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSource<'a> {
    /// Short unique name.
    pub name: &'a str,
    /// Title; may be empty.
    pub title: &'a str,
    /// What it is.
    pub kind: SourceKind,
    /// Language tag.
    pub language: &'a str,
    /// The text, exactly as it is to be kept.
    pub text: &'a str,
    /// The original file's bytes.
    pub file_bytes: &'a [u8],
    /// The original file's name.
    pub file_name: &'a str,
    /// Turns in order.
    pub turns: &'a [Turn],
    /// Attributes.
    pub attributes: &'a BTreeMap<String, String>,
    /// Milliseconds since 1970-01-01 UTC.
    pub imported_at: i64,
}

/// A source without its text, for lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceSummary {
    /// Its id.
    pub id: SourceId,
    /// Short unique name.
    pub name: String,
    /// Title; may be empty.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// Language tag.
    pub language: String,
    /// Position in the order of coding.
    pub position: u32,
    /// Length of the text in code points.
    pub length: u32,
    /// Number of turns.
    pub turns: u32,
    /// Number of quotations.
    pub quotations: u32,
    /// Number of codings.
    pub codings: u32,
    /// Hash of the text.
    pub text_hash: ContentHash,
    /// Name of the original file.
    pub file_name: String,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
}

/// Which text a source has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    /// The source.
    pub id: SourceId,
    /// Hash of its text.
    pub text_hash: ContentHash,
    /// Language tag.
    pub language: String,
}

fn kind_from(word: &str) -> SourceKind {
    SourceKind::parse(word).unwrap_or(SourceKind::Document)
}

impl Records<'_> {
    /// All sources without their texts, in the order of coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_summaries(&self) -> Result<Vec<SourceSummary>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, title, kind, language, position, length,
                    (SELECT count(*) FROM turn WHERE source_id = source.id),
                    (SELECT count(*) FROM quotation WHERE source_id = source.id),
                    (SELECT count(*) FROM coding JOIN quotation ON quotation.id = quotation_id WHERE source_id = source.id),
                    text_hash, file_name
             FROM source ORDER BY position, id",
        )?;
        let mut summaries: Vec<SourceSummary> = statement
            .query_map([], |row| {
                Ok(SourceSummary {
                    id: SourceId(row.get(0)?),
                    name: row.get(1)?,
                    title: row.get(2)?,
                    kind: kind_from(row.get_ref(3)?.as_str()?),
                    language: row.get(4)?,
                    position: row.get(5)?,
                    length: row.get(6)?,
                    turns: row.get(7)?,
                    quotations: row.get(8)?,
                    codings: row.get(9)?,
                    text_hash: ContentHash::from_stored(row.get(10)?),
                    file_name: row.get(11)?,
                    attributes: BTreeMap::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for summary in &mut summaries {
            summary.attributes = self.attributes(summary.id)?;
        }
        Ok(summaries)
    }

    /// All sources without text, turns and counts, in the order of coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_marks(&self) -> Result<Vec<SourceMark>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name, title, kind FROM source ORDER BY position, id")?;
        let mut marks: Vec<SourceMark> = statement
            .query_map([], |row| {
                Ok(SourceMark {
                    id: SourceId(row.get(0)?),
                    name: row.get(1)?,
                    title: row.get(2)?,
                    kind: kind_from(row.get_ref(3)?.as_str()?),
                    attributes: BTreeMap::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for mark in &mut marks {
            mark.attributes = self.attributes(mark.id)?;
        }
        Ok(marks)
    }

    /// Which text each source has and in which language, in the order of coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_texts(&self) -> Result<Vec<SourceText>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, text_hash, language FROM source ORDER BY position, id")?;
        let texts = statement
            .query_map([], |row| {
                Ok(SourceText {
                    id: SourceId(row.get(0)?),
                    text_hash: ContentHash::from_stored(row.get(1)?),
                    language: row.get(2)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(texts)
    }

    /// The text of one source; empty when there is no such source.
    ///
    /// # Errors
    /// What the database says; [`Error::Damaged`] when the text is missing.
    pub fn source_text(&self, id: SourceId) -> Result<String, Error> {
        let hash: Option<String> = self
            .connection
            .prepare_cached("SELECT text_hash FROM source WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        hash.map_or_else(|| Ok(String::new()), |hash| self.text(&ContentHash::from_stored(hash)))
    }

    /// One source with its text, turns and attributes; `None` when there is no such source.
    ///
    /// # Errors
    /// What the database says; [`Error::Damaged`] when the text is missing.
    pub fn source(&self, id: SourceId) -> Result<Option<Source>, Error> {
        let Some(mut source) = self.source_frame(id)? else { return Ok(None) };
        source.text = self.text(&source.text_hash)?;
        Ok(Some(source))
    }

    /// One source with turns and attributes, its text left empty.
    fn source_frame(&self, id: SourceId) -> Result<Option<Source>, Error> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT name, title, kind, language, position, text_hash, file_hash, file_name FROM source WHERE id = ?1",
            )?
            .query_row([id.0], |row| {
                Ok(Source {
                    id,
                    name: row.get(0)?,
                    title: row.get(1)?,
                    kind: kind_from(row.get_ref(2)?.as_str()?),
                    language: row.get(3)?,
                    position: row.get(4)?,
                    text: String::new(),
                    text_hash: ContentHash::from_stored(row.get(5)?),
                    file_hash: ContentHash::from_stored(row.get(6)?),
                    file_name: row.get(7)?,
                    turns: Vec::new(),
                    attributes: BTreeMap::new(),
                })
            })
            .optional()?;
        let Some(mut source) = row else { return Ok(None) };
        source.turns = self.turns(id)?;
        source.attributes = self.attributes(id)?;
        Ok(Some(source))
    }

    /// All sources with turns and attributes but without their texts, in the order of coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn sources_without_text(&self) -> Result<Vec<Source>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM source ORDER BY position, id")?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut sources = Vec::with_capacity(ids.len());
        for id in ids {
            sources.extend(self.source_frame(SourceId(id))?);
        }
        Ok(sources)
    }

    /// All sources with their texts, in the order of coding.
    ///
    /// # Errors
    /// As for [`Records::source`].
    pub fn sources(&self) -> Result<Vec<Source>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM source ORDER BY position, id")?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut sources = Vec::with_capacity(ids.len());
        for id in ids {
            sources.extend(self.source(SourceId(id))?);
        }
        Ok(sources)
    }

    /// The source of that name.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_named(&self, name: &str) -> Result<Option<SourceId>, Error> {
        let id: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM source WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(id.map(SourceId))
    }

    /// Name of a source that was made from a file with exactly these bytes.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_from_file(&self, file_hash: &ContentHash) -> Result<Option<String>, Error> {
        Ok(self
            .connection
            .prepare_cached("SELECT name FROM source WHERE file_hash = ?1 ORDER BY id LIMIT 1")?
            .query_row([file_hash.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// Turns of one source in order.
    ///
    /// # Errors
    /// What the database says.
    pub fn turns(&self, source: SourceId) -> Result<Vec<Turn>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, speaker, role, start, end, time_start, time_end FROM turn WHERE source_id = ?1 ORDER BY number",
        )?;
        let turns = statement.query_map([source.0], turn_from_row)?.collect::<Result<_, _>>()?;
        Ok(turns)
    }

    fn attributes(&self, source: SourceId) -> Result<BTreeMap<String, String>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, value FROM attribute WHERE source_id = ?1")?;
        let attributes = statement
            .query_map([source.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(attributes)
    }
}

fn turn_from_row(row: &Row<'_>) -> Result<Turn, rusqlite::Error> {
    Ok(Turn {
        number: row.get(0)?,
        speaker: row.get(1)?,
        role: SpeakerRole::parse(row.get_ref(2)?.as_str()?),
        start: CharOffset(row.get(3)?),
        end: CharOffset(row.get(4)?),
        time_start: row.get(5)?,
        time_end: row.get(6)?,
    })
}

impl Writer<'_> {
    /// Adds a source behind all others.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_source(&self, source: &NewSource<'_>) -> Result<SourceId, Error> {
        let text_hash = self.keep_content(source.text.as_bytes())?;
        let file_hash = self.keep_content(source.file_bytes)?;
        let length = CharOffset::length_of(source.text);
        self.connection
            .prepare_cached(
                "INSERT INTO source (name, title, kind, language, position, text_hash, length, file_hash, file_name, imported_at)
                 VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(position), 0) + 1 FROM source), ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                source.name,
                source.title,
                source.kind.as_str(),
                source.language,
                text_hash.as_str(),
                length.0,
                file_hash.as_str(),
                source.file_name,
                source.imported_at
            ])?;
        let id = SourceId(self.connection.last_insert_rowid());
        self.put_turns(id, source.turns)?;
        for (name, value) in source.attributes {
            self.put_attribute(id, name, value)?;
        }
        Ok(id)
    }

    /// Gives a source another text with its turns; the old text stays in the study.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_source_text(&self, id: SourceId, text: &str, turns: &[Turn]) -> Result<ContentHash, Error> {
        let hash = self.keep_content(text.as_bytes())?;
        let length = CharOffset::length_of(text).0;
        self.connection
            .prepare_cached("UPDATE source SET text_hash = ?2, length = ?3 WHERE id = ?1")?
            .execute(params![id.0, hash.as_str(), length])?;
        let known = self.turns(id)?;
        for turn in turns {
            if known.iter().any(|other| other.number == turn.number) {
                self.connection
                    .prepare_cached(
                        "UPDATE turn SET speaker = ?3, role = ?4, start = ?5, end = ?6, time_start = ?7, time_end = ?8
                         WHERE source_id = ?1 AND number = ?2 AND (speaker <> ?3 OR role <> ?4 OR start <> ?5
                         OR end <> ?6 OR time_start IS NOT ?7 OR time_end IS NOT ?8)",
                    )?
                    .execute(params![
                        id.0,
                        turn.number,
                        turn.speaker,
                        turn.role.as_str(),
                        turn.start.0,
                        turn.end.0,
                        turn.time_start,
                        turn.time_end
                    ])?;
            } else {
                self.put_turns(id, std::slice::from_ref(turn))?;
            }
        }
        for turn in known.iter().filter(|known| turns.iter().all(|turn| turn.number != known.number)) {
            self.connection
                .prepare_cached("DELETE FROM turn WHERE source_id = ?1 AND number = ?2")?
                .execute(params![id.0, turn.number])?;
        }
        Ok(hash)
    }

    /// Keeps the file from which a source's text comes now; the earlier file stays in the study.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_source_file(&self, id: SourceId, bytes: &[u8], name: &str) -> Result<(), Error> {
        let hash = self.keep_content(bytes)?;
        self.connection
            .prepare_cached("UPDATE source SET file_hash = ?2, file_name = ?3 WHERE id = ?1")?
            .execute(params![id.0, hash.as_str(), name])?;
        Ok(())
    }

    fn put_turns(&self, source: SourceId, turns: &[Turn]) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO turn (source_id, number, speaker, role, start, end, time_start, time_end)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for turn in turns {
            statement.execute(params![
                source.0,
                turn.number,
                turn.speaker,
                turn.role.as_str(),
                turn.start.0,
                turn.end.0,
                turn.time_start,
                turn.time_end
            ])?;
        }
        Ok(())
    }

    /// Sets one attribute of a source; an empty value removes it.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_attribute(&self, source: SourceId, name: &str, value: &str) -> Result<(), Error> {
        if value.is_empty() {
            self.connection
                .prepare_cached("DELETE FROM attribute WHERE source_id = ?1 AND name = ?2")?
                .execute(params![source.0, name])?;
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO attribute (source_id, name, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT (source_id, name) DO UPDATE SET value = ?3 WHERE value <> ?3",
            )?
            .execute(params![source.0, name, value])?;
        Ok(())
    }

    /// Changes title, kind and language of a source.
    ///
    /// # Errors
    /// What the database says.
    pub fn edit_source(
        &self,
        id: SourceId,
        title: &str,
        kind: SourceKind,
        language: &str,
    ) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE source SET title = ?2, kind = ?3, language = ?4
                 WHERE id = ?1 AND (title, kind, language) <> (?2, ?3, ?4)",
            )?
            .execute(params![id.0, title, kind.as_str(), language])?;
        Ok(())
    }

    /// Changes the title of a source and nothing else.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_source_title(&self, id: SourceId, title: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE source SET title = ?2 WHERE id = ?1 AND title <> ?2")?
            .execute(params![id.0, title])?;
        Ok(())
    }

    /// Removes a source with its turns, attributes, quotations, codings and memos. Its file stays, for undo.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_source(&self, id: SourceId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM memo WHERE quotation_id IN (SELECT id FROM quotation WHERE source_id = ?1)",
            "DELETE FROM memo WHERE source_id = ?1",
            "DELETE FROM decision WHERE coding_id IN (SELECT coding.id FROM coding
             JOIN quotation ON quotation.id = quotation_id WHERE source_id = ?1)",
            "DELETE FROM coding WHERE quotation_id IN (SELECT id FROM quotation WHERE source_id = ?1)",
            "DELETE FROM quotation WHERE source_id = ?1",
            "DELETE FROM attribute WHERE source_id = ?1",
            "DELETE FROM turn WHERE source_id = ?1",
            "DELETE FROM settlement WHERE source_id = ?1",
            "DELETE FROM correction WHERE source_id = ?1",
            "DELETE FROM round_source WHERE source_id = ?1",
            "DELETE FROM source WHERE id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([id.0])?;
        }
        Ok(())
    }
}
