//! Quotations and codings.

use crate::model::{
    Anchor, CodeId, CodedQuotation, CoderId, Coding, CodingId, ContentHash, Quotation, QuotationId, SourceId,
    Span, Stance,
};
use crate::store::{Error, Records, Writer};
use rusqlite::{OptionalExtension, Row, params};

/// Place and words of a quotation that is to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuotationKey {
    /// The source.
    pub source: SourceId,
    /// Hash of the text the span was counted in.
    pub text_hash: ContentHash,
    /// The span.
    pub span: Span,
    /// The words at the span.
    pub quote: String,
    /// Up to 32 code points before it.
    pub before: String,
    /// Up to 32 code points behind it.
    pub after: String,
}

/// A coding that is to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCoding {
    /// The quotation.
    pub quotation: QuotationId,
    /// The code.
    pub code: CodeId,
    /// Who coded.
    pub coder: CoderId,
    /// 1 to 100, or not judged.
    pub weight: Option<u8>,
    /// Remark; may be empty.
    pub comment: String,
    /// Whether the passage speaks for the code or against it.
    pub stance: Stance,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

const QUOTATION_COLUMNS: &str =
    "quotation.id, source_id, text_hash, start, end, quote, before, after, anchor";
const CODING_COLUMNS: &str = "coding.id, quotation_id, code_id, coder_id, weight, comment, stance";

fn quotation_from_row(row: &Row<'_>, first: usize) -> Result<Quotation, rusqlite::Error> {
    let (start, end): (u32, u32) = (row.get(first + 3)?, row.get(first + 4)?);
    Ok(Quotation {
        id: QuotationId(row.get(first)?),
        source: SourceId(row.get(first + 1)?),
        text_hash: ContentHash::from_stored(row.get(first + 2)?),
        span: Span::from_stored(start, end)
            .ok_or(rusqlite::Error::IntegralValueOutOfRange(first + 3, i64::from(start)))?,
        quote: row.get(first + 5)?,
        before: row.get(first + 6)?,
        after: row.get(first + 7)?,
        anchor: if row.get_ref(first + 8)?.as_str()? == Anchor::Placed.as_str() {
            Anchor::Placed
        } else {
            Anchor::ToReanchor
        },
    })
}

fn coding_from_row(row: &Row<'_>) -> Result<Coding, rusqlite::Error> {
    Ok(Coding {
        id: CodingId(row.get(0)?),
        quotation: QuotationId(row.get(1)?),
        code: CodeId(row.get(2)?),
        coder: CoderId(row.get(3)?),
        weight: row.get(4)?,
        comment: row.get(5)?,
        stance: Stance::parse(row.get_ref(6)?.as_str()?).unwrap_or_default(),
    })
}

impl Records<'_> {
    /// Every coding with its quotation, in the order of sources, places and ids.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings(&self) -> Result<Vec<CodedQuotation>, Error> {
        // Two tables read as they lie are quicker than one join that looks up every quotation by itself.
        let sql = format!("SELECT {QUOTATION_COLUMNS} FROM quotation ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let quotations: Vec<Quotation> =
            statement.query_map([], |row| quotation_from_row(row, 0))?.collect::<Result<_, _>>()?;
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {CODING_COLUMNS} FROM coding"))?;
        let codings: Vec<Coding> = statement.query_map([], coding_from_row)?.collect::<Result<_, _>>()?;
        let place_of = |coding: &Coding| {
            quotations.binary_search_by_key(&coding.quotation, |quotation| quotation.id).ok()
        };
        let mut places: Vec<(usize, Coding)> =
            codings.into_iter().filter_map(|coding| Some((place_of(&coding)?, coding))).collect();
        places.sort_unstable_by_key(|(place, coding)| {
            let quotation = &quotations[*place];
            (quotation.source, quotation.span, coding.id)
        });
        Ok(places
            .into_iter()
            .map(|(place, coding)| CodedQuotation { coding, quotation: quotations[place].clone() })
            .collect())
    }

    /// Codings in one source.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_in(&self, source: SourceId) -> Result<Vec<CodedQuotation>, Error> {
        self.codings_where("source_id = ?1", Some(source.0))
    }

    /// Codings with one code (not with the codes below it).
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_of(&self, code: CodeId) -> Result<Vec<CodedQuotation>, Error> {
        self.codings_where("code_id = ?1", Some(code.0))
    }

    /// Codings with one of these codes, in the order of sources, places and ids; costs what the answer costs.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_with(&self, codes: &[CodeId]) -> Result<Vec<CodedQuotation>, Error> {
        let mut codings = Vec::new();
        for code in codes {
            codings.extend(self.codings_of(*code)?);
        }
        codings.sort_by_key(|coded| (coded.quotation.source, coded.quotation.span, coded.coding.id));
        Ok(codings)
    }

    /// Codings by one coder.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_by(&self, coder: CoderId) -> Result<Vec<CodedQuotation>, Error> {
        self.codings_where("coder_id = ?1", Some(coder.0))
    }

    /// Codings on these quotations, in the order of sources, places and ids; costs what the answer costs.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_on_any(&self, quotations: &[QuotationId]) -> Result<Vec<CodedQuotation>, Error> {
        let mut codings = Vec::with_capacity(quotations.len());
        for quotation in quotations {
            codings.extend(self.codings_on(*quotation)?);
        }
        codings.sort_by_key(|coded| (coded.quotation.source, coded.quotation.span, coded.coding.id));
        Ok(codings)
    }

    /// Codings on one quotation.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_on(&self, quotation: QuotationId) -> Result<Vec<CodedQuotation>, Error> {
        self.codings_where("quotation.id = ?1", Some(quotation.0))
    }

    /// One quotation, coded or not.
    ///
    /// # Errors
    /// What the database says.
    pub fn quotation(&self, id: QuotationId) -> Result<Option<Quotation>, Error> {
        let sql = format!("SELECT {QUOTATION_COLUMNS} FROM quotation WHERE id = ?1");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row([id.0], |row| quotation_from_row(row, 0))
            .optional()?)
    }

    /// Quotations that wait to be re-anchored, in the order of sources and old places.
    ///
    /// # Errors
    /// What the database says.
    pub fn unplaced_quotations(&self) -> Result<Vec<Quotation>, Error> {
        let sql = format!(
            "SELECT {QUOTATION_COLUMNS} FROM quotation WHERE anchor <> 'placed' ORDER BY source_id, start, end, id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let quotations =
            statement.query_map([], |row| quotation_from_row(row, 0))?.collect::<Result<_, _>>()?;
        Ok(quotations)
    }

    /// Quotations of one source, coded or not, in their order.
    ///
    /// # Errors
    /// What the database says.
    pub fn quotations_in(&self, source: SourceId) -> Result<Vec<Quotation>, Error> {
        let sql =
            format!("SELECT {QUOTATION_COLUMNS} FROM quotation WHERE source_id = ?1 ORDER BY start, end, id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let quotations =
            statement.query_map([source.0], |row| quotation_from_row(row, 0))?.collect::<Result<_, _>>()?;
        Ok(quotations)
    }

    fn codings_where(&self, condition: &str, value: Option<i64>) -> Result<Vec<CodedQuotation>, Error> {
        let sql = format!(
            "SELECT {CODING_COLUMNS}, {QUOTATION_COLUMNS} FROM coding JOIN quotation ON quotation.id = quotation_id
             WHERE {condition} ORDER BY source_id, start, end, coding.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let records = statement
            .query_map(rusqlite::params_from_iter(value), |row| {
                Ok(CodedQuotation { coding: coding_from_row(row)?, quotation: quotation_from_row(row, 7)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(records)
    }

    /// Every quotation, coded or not, in the order of sources and places.
    ///
    /// # Errors
    /// What the database says.
    pub fn quotations(&self) -> Result<Vec<Quotation>, Error> {
        let sql = format!("SELECT {QUOTATION_COLUMNS} FROM quotation ORDER BY source_id, start, end, id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let quotations =
            statement.query_map([], |row| quotation_from_row(row, 0))?.collect::<Result<_, _>>()?;
        Ok(quotations)
    }

    /// One coding with its quotation.
    ///
    /// # Errors
    /// What the database says.
    pub fn coding(&self, id: CodingId) -> Result<Option<CodedQuotation>, Error> {
        Ok(self.codings_where("coding.id = ?1", Some(id.0))?.pop())
    }
}

impl Writer<'_> {
    /// The quotation at that place; made when there is none yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn ensure_quotation(&self, key: &QuotationKey) -> Result<QuotationId, Error> {
        let (start, end) = (key.span.start().0, key.span.end().0);
        let known: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM quotation WHERE source_id = ?1 AND start = ?2 AND end = ?3 AND anchor = 'placed'",
            )?
            .query_row(params![key.source.0, start, end], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(QuotationId(id));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO quotation (source_id, text_hash, start, end, quote, before, after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                key.source.0,
                key.text_hash.as_str(),
                start,
                end,
                key.quote,
                key.before,
                key.after
            ])?;
        Ok(QuotationId(self.connection.last_insert_rowid()))
    }

    /// Adds a coding; `false` when this coder has that code on that quotation already (nothing changes then).
    ///
    /// # Errors
    /// What the database says.
    pub fn add_coding(&self, coding: &NewCoding) -> Result<bool, Error> {
        let added = self
            .connection
            .prepare_cached(
                "INSERT INTO coding (quotation_id, code_id, coder_id, weight, comment, stance, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (quotation_id, code_id, coder_id) DO NOTHING",
            )?
            .execute(params![
                coding.quotation.0,
                coding.code.0,
                coding.coder.0,
                coding.weight,
                coding.comment,
                coding.stance.as_str(),
                coding.made_at
            ])?;
        Ok(added > 0)
    }

    /// Removes a coding, and its quotation when nothing else stands on it; `false` when there is no such coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_coding(&self, id: CodingId) -> Result<bool, Error> {
        let quotation: Option<i64> = self
            .connection
            .prepare_cached("SELECT quotation_id FROM coding WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        let Some(quotation) = quotation else { return Ok(false) };
        self.connection.prepare_cached("DELETE FROM decision WHERE coding_id = ?1")?.execute([id.0])?;
        self.connection.prepare_cached("DELETE FROM coding WHERE id = ?1")?.execute([id.0])?;
        self.remove_bare_quotation(QuotationId(quotation))?;
        Ok(true)
    }

    /// Changes weight, comment and stance of a coding.
    ///
    /// # Errors
    /// What the database says.
    pub fn edit_coding(
        &self,
        id: CodingId,
        weight: Option<u8>,
        comment: &str,
        stance: Stance,
    ) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE coding SET weight = ?2, comment = ?3, stance = ?4
                 WHERE id = ?1 AND (weight IS NOT ?2 OR comment <> ?3 OR stance <> ?4)",
            )?
            .execute(params![id.0, weight, comment, stance.as_str()])?;
        Ok(())
    }

    /// Gives a quotation another place and other words. When a quotation stands there already, the two become one.
    ///
    /// # Errors
    /// What the database says.
    pub fn place_quotation(&self, id: QuotationId, key: &QuotationKey) -> Result<QuotationId, Error> {
        let (start, end) = (key.span.start().0, key.span.end().0);
        let other: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM quotation WHERE source_id = ?1 AND start = ?2 AND end = ?3 AND anchor = 'placed'
                 AND text_hash = ?4 AND id <> ?5",
            )?
            .query_row(params![key.source.0, start, end, key.text_hash.as_str(), id.0], |row| row.get(0))
            .optional()?;
        if let Some(other) = other {
            self.join_quotations(id, QuotationId(other))?;
            return Ok(QuotationId(other));
        }
        self.connection
            .prepare_cached(
                "UPDATE quotation SET text_hash = ?2, start = ?3, end = ?4, quote = ?5, before = ?6, after = ?7,
                 anchor = 'placed' WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                key.text_hash.as_str(),
                start,
                end,
                key.quote,
                key.before,
                key.after
            ])?;
        Ok(id)
    }

    /// Marks a quotation as one whose place a person has to decide; it keeps its old place in the old text.
    ///
    /// # Errors
    /// What the database says.
    pub fn unplace_quotation(&self, id: QuotationId) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE quotation SET anchor = 'to re-anchor' WHERE id = ?1 AND anchor = 'placed'",
            )?
            .execute([id.0])?;
        Ok(())
    }

    /// Removes a quotation with its memos; its codings must be gone.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_quotation(&self, id: QuotationId) -> Result<(), Error> {
        self.connection.prepare_cached("DELETE FROM memo WHERE quotation_id = ?1")?.execute([id.0])?;
        self.connection.prepare_cached("DELETE FROM quotation WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }

    /// Moves codings and memos of one quotation to another and removes it; a code that a coder has on both stays once.
    ///
    /// # Errors
    /// What the database says.
    pub fn join_quotations(&self, from: QuotationId, into: QuotationId) -> Result<(), Error> {
        self.give_codings(from, into)?;
        self.connection
            .prepare_cached("UPDATE memo SET quotation_id = ?2 WHERE quotation_id = ?1")?
            .execute([from.0, into.0])?;
        self.connection.prepare_cached("DELETE FROM quotation WHERE id = ?1")?.execute([from.0])?;
        Ok(())
    }

    fn give_codings(&self, from: QuotationId, into: QuotationId) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE coding SET quotation_id = ?2 WHERE quotation_id = ?1 AND NOT EXISTS (
                   SELECT 1 FROM coding AS other WHERE other.quotation_id = ?2
                   AND other.coder_id = coding.coder_id AND other.code_id = coding.code_id)",
            )?
            .execute([from.0, into.0])?;
        let doubled: Vec<i64> = self
            .connection
            .prepare_cached("SELECT id FROM coding WHERE quotation_id = ?1")?
            .query_map([from.0], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for coding in doubled {
            self.connection.prepare_cached("DELETE FROM decision WHERE coding_id = ?1")?.execute([coding])?;
            self.connection.prepare_cached("DELETE FROM coding WHERE id = ?1")?.execute([coding])?;
        }
        Ok(())
    }

    /// Moves one coding to another quotation; `false` when its coder has its code there already (it goes then). A
    /// quotation that is left bare is removed.
    ///
    /// # Errors
    /// What the database says.
    pub fn move_coding(&self, id: CodingId, into: QuotationId) -> Result<bool, Error> {
        let from: Option<i64> = self
            .connection
            .prepare_cached("SELECT quotation_id FROM coding WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        let Some(from) = from else { return Ok(false) };
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE coding SET quotation_id = ?2 WHERE id = ?1 AND quotation_id <> ?2 AND NOT EXISTS (
                   SELECT 1 FROM coding AS other WHERE other.quotation_id = ?2
                   AND other.coder_id = coding.coder_id AND other.code_id = coding.code_id)",
            )?
            .execute([id.0, into.0])?;
        if moved == 0 && from != into.0 {
            self.remove_coding(id)?;
        } else if moved > 0 {
            self.remove_bare_quotation(QuotationId(from))?;
        }
        Ok(moved > 0)
    }

    /// Removes a quotation on which nothing stands any more.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_bare_quotation(&self, id: QuotationId) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "DELETE FROM quotation WHERE id = ?1
                 AND NOT EXISTS (SELECT 1 FROM coding WHERE quotation_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM memo WHERE quotation_id = ?1)",
            )?
            .execute([id.0])?;
        Ok(())
    }

    /// Gives one coding another code; `false` when its coder has that code on the quotation already (it goes then).
    ///
    /// # Errors
    /// What the database says.
    pub fn recode_one(&self, id: CodingId, into: CodeId) -> Result<bool, Error> {
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE coding SET code_id = ?2 WHERE id = ?1 AND code_id <> ?2 AND NOT EXISTS (
                   SELECT 1 FROM coding AS other WHERE other.quotation_id = coding.quotation_id
                   AND other.coder_id = coding.coder_id AND other.code_id = ?2)",
            )?
            .execute([id.0, into.0])?;
        if moved == 0 {
            self.remove_coding(id)?;
        }
        Ok(moved > 0)
    }

    /// Gives the codings of one code to another; where a coder has both on a quotation, one stays.
    ///
    /// # Errors
    /// What the database says.
    pub fn recode(&self, from: CodeId, into: CodeId) -> Result<usize, Error> {
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE coding SET code_id = ?2 WHERE code_id = ?1 AND NOT EXISTS (
                   SELECT 1 FROM coding AS other WHERE other.quotation_id = coding.quotation_id
                   AND other.coder_id = coding.coder_id AND other.code_id = ?2)",
            )?
            .execute(params![from.0, into.0])?;
        self.connection
            .prepare_cached(
                "DELETE FROM decision WHERE coding_id IN (SELECT id FROM coding WHERE code_id = ?1)",
            )?
            .execute([from.0])?;
        self.connection.prepare_cached("DELETE FROM coding WHERE code_id = ?1")?.execute([from.0])?;
        for sql in [
            "UPDATE decision SET code_id = ?2 WHERE code_id = ?1",
            "UPDATE settlement SET code_id = ?2 WHERE code_id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute(params![from.0, into.0])?;
        }
        self.connection
            .prepare_cached("UPDATE memo SET code_id = ?2 WHERE code_id = ?1")?
            .execute(params![from.0, into.0])?;
        Ok(moved)
    }
}
