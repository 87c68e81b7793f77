//! The study's own row.

use crate::model::{Goals, LevelLabels, StudyInfo};
use crate::store::{Error, Records, Writer};
use rusqlite::{OptionalExtension, params};

impl Records<'_> {
    /// What is known of the study as a whole.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the row is missing.
    pub fn study(&self) -> Result<StudyInfo, Error> {
        self.connection
            .prepare_cached(
                "SELECT uuid, title, language, label_open, label_axial, label_selective,
                        goal_factors, goal_subscales, goal_components, created_at FROM study",
            )?
            .query_row([], |row| {
                Ok(StudyInfo {
                    uuid: row.get(0)?,
                    title: row.get(1)?,
                    language: row.get(2)?,
                    labels: LevelLabels { open: row.get(3)?, axial: row.get(4)?, selective: row.get(5)? },
                    goals: Goals { factors: row.get(6)?, subscales: row.get(7)?, components: row.get(8)? },
                    created_at: row.get(9)?,
                })
            })
            .optional()?
            .ok_or_else(|| Error::Damaged("the study's own row is missing".to_owned()))
    }
}

impl Writer<'_> {
    /// Writes what is known of the study as a whole; makes the row the first time.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_study(&self, study: &StudyInfo) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO study (id, uuid, title, language, label_open, label_axial, label_selective,
                                    goal_factors, goal_subscales, goal_components, created_at)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET title = ?2, language = ?3, label_open = ?4, label_axial = ?5,
                   label_selective = ?6, goal_factors = ?7, goal_subscales = ?8, goal_components = ?9",
            )?
            .execute(params![
                study.uuid,
                study.title,
                study.language,
                study.labels.open,
                study.labels.axial,
                study.labels.selective,
                study.goals.factors,
                study.goals.subscales,
                study.goals.components,
                study.created_at
            ])?;
        Ok(())
    }
}
