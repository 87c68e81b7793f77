//! Quotations and codings.

use crate::model::{
    Anchor, CodeId, CodedQuotation, CoderId, Coding, CodingId, ContentHash, Quotation, QuotationId, SourceId,
    Span,
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
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

const QUOTATION_COLUMNS: &str =
    "quotation.id, source_id, text_hash, start, end, quote, before, after, anchor";
const CODING_COLUMNS: &str = "coding.id, quotation_id, code_id, coder_id, weight, comment";

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
    })
}

impl Records<'_> {
    /// Every coding with its quotation, in the order of sources, places and ids.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings(&self) -> Result<Vec<CodedQuotation>, Error> {
        self.codings_where("1 = 1", None)
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

    fn codings_where(&self, condition: &str, value: Option<i64>) -> Result<Vec<CodedQuotation>, Error> {
        let sql = format!(
            "SELECT {CODING_COLUMNS}, {QUOTATION_COLUMNS} FROM coding JOIN quotation ON quotation.id = quotation_id
             WHERE {condition} ORDER BY source_id, start, end, coding.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let records = statement
            .query_map(rusqlite::params_from_iter(value), |row| {
                Ok(CodedQuotation { coding: coding_from_row(row)?, quotation: quotation_from_row(row, 6)? })
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
                "INSERT INTO coding (quotation_id, code_id, coder_id, weight, comment, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (quotation_id, code_id, coder_id) DO NOTHING",
            )?
            .execute(params![
                coding.quotation.0,
                coding.code.0,
                coding.coder.0,
                coding.weight,
                coding.comment,
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
        self.connection.prepare_cached("DELETE FROM coding WHERE id = ?1")?.execute([id.0])?;
        self.connection
            .prepare_cached(
                "DELETE FROM quotation WHERE id = ?1
                 AND NOT EXISTS (SELECT 1 FROM coding WHERE quotation_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM memo WHERE quotation_id = ?1)",
            )?
            .execute([quotation])?;
        Ok(true)
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
        self.connection.prepare_cached("DELETE FROM coding WHERE code_id = ?1")?.execute([from.0])?;
        self.connection
            .prepare_cached("UPDATE memo SET code_id = ?2 WHERE code_id = ?1")?
            .execute(params![from.0, into.0])?;
        Ok(moved)
    }
}
