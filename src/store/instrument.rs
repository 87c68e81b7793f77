//! Questionnaire versions and their items.

use crate::model::{CodeId, Instrument, InstrumentId, InstrumentStatus, Item, ItemId, Scale, ScalePoint};
use crate::store::{Error, Records, Writer};
use rusqlite::params;
use std::collections::BTreeMap;

/// An item that is to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewItem {
    /// Short unique handle.
    pub key: String,
    /// The factor it measures.
    pub factor: CodeId,
    /// The factor's key.
    pub factor_key: String,
    /// Whether agreement speaks against the factor.
    pub reversed: bool,
    /// Wording by language tag.
    pub wordings: BTreeMap<String, String>,
}

/// One scale point as kept in the column: value and labels.
type StoredPoint = (i32, BTreeMap<String, String>);

fn scale_to_json(scale: &Scale) -> String {
    let points: Vec<(i32, &BTreeMap<String, String>)> =
        scale.points.iter().map(|point| (point.value, &point.labels)).collect();
    serde_json::to_string(&points).expect("numbers and text are always valid JSON")
}

fn map_to_json(map: &BTreeMap<String, String>) -> String {
    serde_json::to_string(map).expect("a map of text to text is always valid JSON")
}

fn map_from_json(text: &str, what: &str) -> Result<BTreeMap<String, String>, Error> {
    serde_json::from_str(text).map_err(|error| Error::Damaged(format!("{what}: {error}")))
}

impl Records<'_> {
    /// All questionnaire versions with their items, oldest first.
    ///
    /// # Errors
    /// What the database says; [`Error::Damaged`] when wordings or scale cannot be read.
    pub fn instruments(&self) -> Result<Vec<Instrument>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, version, status, titles, scale FROM instrument ORDER BY version")?;
        let mut rows = statement.query([])?;
        let mut instruments = Vec::new();
        while let Some(row) = rows.next()? {
            let id = InstrumentId(row.get(0)?);
            let scale: String = row.get(4)?;
            let points: Vec<StoredPoint> = serde_json::from_str(&scale)
                .map_err(|error| Error::Damaged(format!("scale of instrument {id}: {error}")))?;
            let status: String = row.get(2)?;
            instruments.push(Instrument {
                id,
                version: row.get(1)?,
                titles: map_from_json(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?, "titles")?,
                status: if status == InstrumentStatus::Frozen.as_str() {
                    InstrumentStatus::Frozen
                } else {
                    InstrumentStatus::Draft
                },
                scale: Scale {
                    points: points.into_iter().map(|(value, labels)| ScalePoint { value, labels }).collect(),
                },
                items: self.items(id)?,
            });
        }
        Ok(instruments)
    }

    fn items(&self, instrument: InstrumentId) -> Result<Vec<Item>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, key, factor_id, factor_key, position, reversed, wordings FROM item
             WHERE instrument_id = ?1 ORDER BY position, id",
        )?;
        let mut rows = statement.query([instrument.0])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(Item {
                id: ItemId(row.get(0)?),
                key: row.get(1)?,
                factor: CodeId(row.get(2)?),
                factor_key: row.get(3)?,
                position: row.get(4)?,
                reversed: row.get(5)?,
                wordings: map_from_json(
                    row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?,
                    "wordings",
                )?,
            });
        }
        Ok(items)
    }
}

impl Writer<'_> {
    /// Adds a questionnaire version (a draft) with its items in the order given.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_instrument(
        &self,
        version: u32,
        titles: &BTreeMap<String, String>,
        scale: &Scale,
        items: &[NewItem],
    ) -> Result<InstrumentId, Error> {
        self.connection
            .prepare_cached("INSERT INTO instrument (version, titles, scale) VALUES (?1, ?2, ?3)")?
            .execute(params![version, map_to_json(titles), scale_to_json(scale)])?;
        let id = InstrumentId(self.connection.last_insert_rowid());
        self.replace_items(id, items)?;
        Ok(id)
    }

    /// Changes titles and scale of a questionnaire version.
    ///
    /// # Errors
    /// What the database says.
    pub fn edit_instrument(
        &self,
        id: InstrumentId,
        titles: &BTreeMap<String, String>,
        scale: &Scale,
    ) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE instrument SET titles = ?2, scale = ?3 WHERE id = ?1 AND (titles, scale) <> (?2, ?3)",
            )?
            .execute(params![id.0, map_to_json(titles), scale_to_json(scale)])?;
        Ok(())
    }

    /// Makes the version's items exactly these, keeping the ids of items whose key stays.
    ///
    /// # Errors
    /// What the database says.
    pub fn replace_items(&self, instrument: InstrumentId, items: &[NewItem]) -> Result<(), Error> {
        let keys: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
        for present in self.items(instrument)? {
            if !keys.contains(&present.key.as_str()) {
                self.connection.prepare_cached("DELETE FROM item WHERE id = ?1")?.execute([present.id.0])?;
            }
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO item (instrument_id, key, factor_id, factor_key, position, reversed, wordings)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (instrument_id, key) DO UPDATE
             SET factor_id = ?3, factor_key = ?4, position = ?5, reversed = ?6, wordings = ?7
             WHERE (factor_id, factor_key, position, reversed, wordings) <> (?3, ?4, ?5, ?6, ?7)",
        )?;
        for (position, item) in (1u32..).zip(items) {
            statement.execute(params![
                instrument.0,
                item.key,
                item.factor.0,
                item.factor_key,
                position,
                item.reversed,
                map_to_json(&item.wordings)
            ])?;
        }
        Ok(())
    }

    /// Freezes a questionnaire version.
    ///
    /// # Errors
    /// What the database says.
    pub fn freeze_instrument(&self, id: InstrumentId) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE instrument SET status = 'frozen' WHERE id = ?1 AND status <> 'frozen'")?
            .execute([id.0])?;
        Ok(())
    }
}
