//! Codings and quotations without their words, to be asked as a whole.

use crate::coding::{CodingMark, QuotationMark};
use crate::model::{Anchor, CodeId, CoderId, CodingId, QuotationId, SourceId, Span, Stance};
use crate::store::{Error, Records};
use crate::text::position::CharOffset;
use std::ops::Range;

impl Records<'_> {
    /// Every coding without its remark and the words it stands on, in no particular order.
    ///
    /// # Errors
    /// What the database says.
    pub fn coding_marks(&self) -> Result<Vec<CodingMark>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, quotation_id, code_id, coder_id, weight, stance FROM coding")?;
        let marks = statement
            .query_map([], |row| {
                Ok(CodingMark {
                    id: CodingId(row.get(0)?),
                    quotation: QuotationId(row.get(1)?),
                    code: CodeId(row.get(2)?),
                    coder: CoderId(row.get(3)?),
                    weight: row.get(4)?,
                    stance: Stance::parse(row.get_ref(5)?.as_str()?).unwrap_or_default(),
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(marks)
    }

    /// Who put which code where in a source, of quotations that have their place and overlap the stretch, in the order of
    /// places.
    ///
    /// # Errors
    /// What the database says.
    pub fn placed_codings_in(
        &self,
        source: SourceId,
        stretch: Range<CharOffset>,
    ) -> Result<Vec<(CoderId, CodeId, Span)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coder_id, code_id, start, end FROM quotation JOIN coding ON quotation_id = quotation.id
             WHERE source_id = ?1 AND start < ?4 AND end > ?3 AND anchor = ?2 ORDER BY start, end, coding.id",
        )?;
        let wanted = rusqlite::params![source.0, Anchor::Placed.as_str(), stretch.start.0, stretch.end.0];
        let codings = statement
            .query_map(wanted, |row| {
                let (start, end): (u32, u32) = (row.get(2)?, row.get(3)?);
                let span = Span::from_stored(start, end)
                    .ok_or(rusqlite::Error::IntegralValueOutOfRange(2, i64::from(start)))?;
                Ok((CoderId(row.get(0)?), CodeId(row.get(1)?), span))
            })?
            .collect::<Result<_, _>>()?;
        Ok(codings)
    }

    /// Every quotation without its words, in no particular order.
    ///
    /// # Errors
    /// What the database says.
    pub fn quotation_marks(&self) -> Result<Vec<QuotationMark>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, source_id, start, end, anchor FROM quotation")?;
        let marks = statement
            .query_map([], |row| {
                Ok(QuotationMark {
                    id: QuotationId(row.get(0)?),
                    source: SourceId(row.get(1)?),
                    start: row.get(2)?,
                    end: row.get(3)?,
                    placed: row.get_ref(4)?.as_str()? == Anchor::Placed.as_str(),
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(marks)
    }
}
