//! Kept results.

use crate::model::{AnalysisId, ContentHash, ResponseSetId};
use crate::store::{Error, Records, Writer};
use rusqlite::params;

/// A kept result: which analysis over which inputs by which version of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnalysisRecord {
    /// Its id.
    pub id: AnalysisId,
    /// The answers it was computed from.
    pub response_set: ResponseSetId,
    /// Name of the analysis.
    pub name: String,
    /// Hash of everything that went in; another hash today means that the result is stale.
    pub inputs_hash: ContentHash,
    /// Version of the program that computed it.
    pub program_version: String,
    /// Hash of the result as JSON, which the study keeps.
    pub result_hash: ContentHash,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

impl Records<'_> {
    /// All kept results.
    ///
    /// # Errors
    /// What the database says.
    pub fn analyses(&self) -> Result<Vec<AnalysisRecord>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, response_set_id, name, inputs_hash, program_version, result_hash, made_at FROM analysis ORDER BY id",
        )?;
        let records = statement
            .query_map([], |row| {
                Ok(AnalysisRecord {
                    id: AnalysisId(row.get(0)?),
                    response_set: ResponseSetId(row.get(1)?),
                    name: row.get(2)?,
                    inputs_hash: ContentHash::from_stored(row.get(3)?),
                    program_version: row.get(4)?,
                    result_hash: ContentHash::from_stored(row.get(5)?),
                    made_at: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(records)
    }
}

impl Writer<'_> {
    /// Keeps a result in place of the one of the same name; nothing changes when it is the same.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_analysis(
        &self,
        response_set: ResponseSetId,
        name: &str,
        inputs_hash: &ContentHash,
        result: &str,
        made_at: i64,
    ) -> Result<(), Error> {
        let result_hash = self.keep_content(result.as_bytes())?;
        self.connection
            .prepare_cached(
                "INSERT INTO analysis (response_set_id, name, inputs_hash, program_version, result_hash, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (response_set_id, name) DO UPDATE
                 SET inputs_hash = ?3, program_version = ?4, result_hash = ?5, made_at = ?6
                 WHERE (inputs_hash, program_version, result_hash) <> (?3, ?4, ?5)",
            )?
            .execute(params![
                response_set.0,
                name,
                inputs_hash.as_str(),
                env!("CARGO_PKG_VERSION"),
                result_hash.as_str(),
                made_at
            ])?;
        Ok(())
    }
}
