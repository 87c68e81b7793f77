//! Codings page by page.

use crate::model::{CodeId, CodedQuotation, CoderId, CodingId, SourceId};
use crate::store::{Error, Records};
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// Which codings are wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingFilter {
    /// Only those in this source.
    pub source: Option<SourceId>,
    /// Only those with one of these codes.
    pub codes: Option<Vec<CodeId>>,
    /// Only those by this coder.
    pub coder: Option<CoderId>,
    /// In these sources only those by `own`.
    pub hidden: BTreeSet<SourceId>,
    /// Whose codings are seen in hidden sources.
    pub own: Option<CoderId>,
}

/// A part of a statement with the values of its question marks.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn of(filter: &CodingFilter) -> Self {
        let list = |ids: Vec<i64>| Value::Text(serde_json::Value::from(ids).to_string());
        let mut conditions = Self::default();
        if let Some(source) = filter.source {
            conditions.add("source_id = ?", [Value::Integer(source.0)]);
        }
        if let Some(codes) = &filter.codes {
            let codes = list(codes.iter().map(|code| code.0).collect());
            conditions.add("code_id IN (SELECT value FROM json_each(?))", [codes]);
        }
        if let Some(coder) = filter.coder {
            conditions.add("coder_id = ?", [Value::Integer(coder.0)]);
        }
        if !filter.hidden.is_empty() {
            let own = filter.own.map_or(Value::Null, |own| Value::Integer(own.0));
            let hidden = list(filter.hidden.iter().map(|source| source.0).collect());
            conditions
                .add("(coder_id IS ? OR source_id NOT IN (SELECT value FROM json_each(?)))", [own, hidden]);
        }
        conditions
    }
}

impl CodingFilter {
    /// The tables that hold the codings and their places; the first one leads: the codings of a code or coder, else the places
    /// in the order that is wanted.
    fn tables(&self) -> &'static str {
        if self.source.is_none() && (self.codes.is_some() || self.coder.is_some()) {
            "coding CROSS JOIN quotation ON quotation.id = quotation_id"
        } else {
            "quotation CROSS JOIN coding ON quotation_id = quotation.id"
        }
    }

    /// Whether places have a say in what is wanted.
    fn asks_for_places(&self) -> bool {
        self.source.is_some() || !self.hidden.is_empty()
    }
}

impl Records<'_> {
    /// How many codings are wanted.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_codings(&self, filter: &CodingFilter) -> Result<usize, Error> {
        let Conditions { sql: conditions, values } = Conditions::of(filter);
        let tables = if filter.asks_for_places() { filter.tables() } else { "coding" };
        let count: i64 = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM {tables}{conditions}"))?
            .query_row(rusqlite::params_from_iter(&values), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Some of the codings that are wanted, in the order of sources, places and ids.
    ///
    /// Where no code and no coder is named, the first ones cost the same however many follow.
    ///
    /// # Errors
    /// What the database says.
    pub fn codings_page(
        &self,
        filter: &CodingFilter,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<CodedQuotation>, Error> {
        let Conditions { sql: conditions, mut values } = Conditions::of(filter);
        values
            .extend([limit, offset].map(|number| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))));
        let sql = format!(
            "SELECT coding.id FROM {}{conditions} ORDER BY source_id, start, end, coding.id LIMIT ? OFFSET ?",
            filter.tables()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids: Vec<i64> = statement
            .query_map(rusqlite::params_from_iter(&values), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut codings = Vec::with_capacity(ids.len());
        for id in ids {
            codings.extend(self.coding(CodingId(id))?);
        }
        Ok(codings)
    }
}
