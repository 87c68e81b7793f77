//! Sets of answers.

use crate::model::{InstrumentId, RespondentId, ResponseRow, ResponseSet, ResponseSetId};
use crate::store::{Error, Records, Writer};
use rusqlite::params;

/// A set of answers that is to be stored.
#[derive(Clone, PartialEq, Debug)]
pub struct NewResponseSet {
    /// The questionnaire version that was answered.
    pub instrument: InstrumentId,
    /// Unique name.
    pub name: String,
    /// Whether the answers were simulated.
    pub simulated: bool,
    /// Seed of a simulation.
    pub seed: Option<u64>,
    /// Where the answers came from.
    pub origin: String,
    /// Key and answers of each respondent, in the instrument's order of items.
    pub rows: Vec<(String, Vec<Option<i32>>)>,
    /// Milliseconds since 1970-01-01 UTC.
    pub imported_at: i64,
}

impl Records<'_> {
    /// All sets of answers, oldest first.
    ///
    /// # Errors
    /// What the database says; [`Error::Damaged`] when a row cannot be read.
    pub fn response_sets(&self) -> Result<Vec<ResponseSet>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, instrument_id, name, simulated, seed, origin FROM response_set ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut sets = Vec::new();
        while let Some(row) = rows.next()? {
            let id = ResponseSetId(row.get(0)?);
            let seed: Option<String> = row.get(4)?;
            sets.push(ResponseSet {
                id,
                instrument: InstrumentId(row.get(1)?),
                name: row.get(2)?,
                simulated: row.get(3)?,
                seed: seed.and_then(|digits| digits.parse().ok()),
                origin: row.get(5)?,
                rows: self.response_rows(id)?,
            });
        }
        Ok(sets)
    }

    fn response_rows(&self, set: ResponseSetId) -> Result<Vec<ResponseRow>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, key, answers FROM respondent WHERE response_set_id = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([set.0])?;
        let mut respondents = Vec::new();
        while let Some(row) = rows.next()? {
            let id = RespondentId(row.get(0)?);
            let answers = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            respondents.push(ResponseRow {
                id,
                key: row.get(1)?,
                answers: serde_json::from_str(answers)
                    .map_err(|error| Error::Damaged(format!("answers of respondent {id}: {error}")))?,
            });
        }
        Ok(respondents)
    }
}

impl Writer<'_> {
    /// Adds a set of answers.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_response_set(&self, set: &NewResponseSet) -> Result<ResponseSetId, Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO response_set (instrument_id, name, simulated, seed, origin, imported_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                set.instrument.0,
                set.name,
                set.simulated,
                set.seed.map(|seed| seed.to_string()),
                set.origin,
                set.imported_at
            ])?;
        let id = ResponseSetId(self.connection.last_insert_rowid());
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO respondent (response_set_id, position, key, answers) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (position, (key, answers)) in (1u32..).zip(&set.rows) {
            let answers = serde_json::to_string(answers).expect("numbers are always valid JSON");
            statement.execute(params![id.0, position, key, answers])?;
        }
        Ok(id)
    }

    /// Removes a set of answers with the results computed from it.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_response_set(&self, id: ResponseSetId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM analysis WHERE response_set_id = ?1",
            "DELETE FROM respondent WHERE response_set_id = ?1",
            "DELETE FROM response_set WHERE id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([id.0])?;
        }
        Ok(())
    }
}
