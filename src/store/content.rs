//! Contents addressed by their hash: original files, source texts, results. Only ever added to.

use crate::model::ContentHash;
use crate::store::{Error, Records, Writer};
use rusqlite::{OptionalExtension, params};

impl Records<'_> {
    /// The bytes with that hash.
    ///
    /// # Errors
    /// [`Error::Damaged`] when they are missing or are not what the hash says.
    pub fn content(&self, hash: &ContentHash) -> Result<Vec<u8>, Error> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT bytes FROM content WHERE hash = ?1")?
            .query_row([hash.as_str()], |row| row.get(0))
            .optional()?;
        bytes.ok_or_else(|| Error::Damaged(format!("content {hash} is missing")))
    }

    /// The text with that hash.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is missing or no UTF-8.
    pub fn text(&self, hash: &ContentHash) -> Result<String, Error> {
        String::from_utf8(self.content(hash)?)
            .map_err(|_invalid| Error::Damaged(format!("content {hash} is no text")))
    }
}

impl Writer<'_> {
    /// Keeps `bytes` (once, however often they come) and returns their hash.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_content(&self, bytes: &[u8]) -> Result<ContentHash, Error> {
        let hash = ContentHash::of(bytes);
        let size = i64::try_from(bytes.len()).expect("no content is as large as 2^63 bytes");
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO content (hash, size, bytes) VALUES (?1, ?2, ?3)")?
            .execute(params![hash.as_str(), size, bytes])?;
        Ok(hash)
    }
}
