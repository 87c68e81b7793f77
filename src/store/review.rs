//! Rounds, settlements, reviewers' decisions, corrections, and the rules a study keeps.

use crate::model::{
    CodeId, CoderId, CodingId, ContentHash, Correction, CorrectionId, Decision, DecisionId, DecisionTarget,
    ReviewOutcome, Round, RoundId, Settlement, SettlementId, SourceId, Span,
};
use crate::store::{Error, Records, Writer};
use rusqlite::params;
use std::collections::BTreeMap;

/// A settlement that is to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSettlement {
    /// The source.
    pub source: SourceId,
    /// The code.
    pub code: CodeId,
    /// Hash of the text in which the span is counted.
    pub text_hash: ContentHash,
    /// The passage.
    pub span: Span,
    /// Whether the code holds there.
    pub coded: bool,
    /// Who settled it.
    pub coder: CoderId,
    /// Why; may be empty.
    pub note: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

impl Records<'_> {
    /// What the study keeps of rules, by dotted name.
    ///
    /// # Errors
    /// What the database says.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut statement = self.connection.prepare_cached("SELECT name, value FROM setting")?;
        let settings =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(settings)
    }

    /// All rounds with their sources and coders, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn rounds(&self) -> Result<Vec<Round>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, name, blind, status FROM round ORDER BY id")?;
        let mut rounds: Vec<Round> = statement
            .query_map([], |row| {
                Ok(Round {
                    id: RoundId(row.get(0)?),
                    name: row.get(1)?,
                    blind: row.get(2)?,
                    open: row.get_ref(3)?.as_str()? == "open",
                    sources: Vec::new(),
                    coders: Vec::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for round in &mut rounds {
            let ids = |sql: &str| -> Result<Vec<i64>, rusqlite::Error> {
                self.connection.prepare_cached(sql)?.query_map([round.id.0], |row| row.get(0))?.collect()
            };
            let sources = ids("SELECT source_id FROM round_source WHERE round_id = ?1 ORDER BY id")?;
            let coders = ids("SELECT coder_id FROM round_coder WHERE round_id = ?1 ORDER BY id")?;
            round.sources = sources.into_iter().map(SourceId).collect();
            round.coders = coders.into_iter().map(CoderId).collect();
        }
        Ok(rounds)
    }

    /// All settlements, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn settlements(&self) -> Result<Vec<Settlement>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, source_id, code_id, text_hash, start, end, outcome, coder_id, note FROM settlement ORDER BY id",
        )?;
        let settlements = statement
            .query_map([], |row| {
                let (start, end): (u32, u32) = (row.get(4)?, row.get(5)?);
                Ok(Settlement {
                    id: SettlementId(row.get(0)?),
                    source: SourceId(row.get(1)?),
                    code: CodeId(row.get(2)?),
                    text_hash: ContentHash::from_stored(row.get(3)?),
                    span: Span::from_stored(start, end)
                        .ok_or(rusqlite::Error::IntegralValueOutOfRange(4, i64::from(start)))?,
                    coded: row.get_ref(6)?.as_str()? == "coded",
                    coder: CoderId(row.get(7)?),
                    note: row.get(8)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(settlements)
    }

    /// All decisions of reviewers, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, code_id, coding_id, coder_id, outcome, note, made_at FROM decision ORDER BY id",
        )?;
        let decisions = statement
            .query_map([], |row| {
                let (code, coding): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
                let target = match (code, coding) {
                    (Some(code), _) => DecisionTarget::Factor(CodeId(code)),
                    (None, coding) => DecisionTarget::Coding(CodingId(coding.unwrap_or_default())),
                };
                Ok(Decision {
                    id: DecisionId(row.get(0)?),
                    target,
                    coder: CoderId(row.get(3)?),
                    outcome: ReviewOutcome::parse(row.get_ref(4)?.as_str()?).unwrap_or(ReviewOutcome::Revise),
                    note: row.get(5)?,
                    made_at: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(decisions)
    }

    /// All corrections of texts, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn corrections(&self) -> Result<Vec<Correction>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, source_id, text_before, text_after, reason, coder_id, made_at FROM correction ORDER BY id",
        )?;
        let corrections = statement
            .query_map([], |row| {
                Ok(Correction {
                    id: CorrectionId(row.get(0)?),
                    source: SourceId(row.get(1)?),
                    text_before: ContentHash::from_stored(row.get(2)?),
                    text_after: ContentHash::from_stored(row.get(3)?),
                    reason: row.get(4)?,
                    coder: CoderId(row.get(5)?),
                    made_at: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(corrections)
    }
}

impl Writer<'_> {
    /// Keeps a rule of the study; an empty value takes it away.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        if value.is_empty() {
            self.connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = ?2 WHERE value <> ?2",
            )?
            .execute(params![name, value])?;
        Ok(())
    }

    /// Opens a round over sources and coders.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_round(
        &self,
        name: &str,
        blind: bool,
        sources: &[SourceId],
        coders: &[CoderId],
        made_at: i64,
    ) -> Result<RoundId, Error> {
        self.connection
            .prepare_cached("INSERT INTO round (name, blind, made_at) VALUES (?1, ?2, ?3)")?
            .execute(params![name, blind, made_at])?;
        let id = self.connection.last_insert_rowid();
        for source in sources {
            self.connection
                .prepare_cached("INSERT INTO round_source (round_id, source_id) VALUES (?1, ?2)")?
                .execute([id, source.0])?;
        }
        for coder in coders {
            self.connection
                .prepare_cached("INSERT INTO round_coder (round_id, coder_id) VALUES (?1, ?2)")?
                .execute([id, coder.0])?;
        }
        Ok(RoundId(id))
    }

    /// Opens or closes a round.
    ///
    /// # Errors
    /// What the database says.
    pub fn set_round_open(&self, id: RoundId, open: bool) -> Result<(), Error> {
        let status = if open { "open" } else { "closed" };
        self.connection
            .prepare_cached("UPDATE round SET status = ?2 WHERE id = ?1 AND status <> ?2")?
            .execute(params![id.0, status])?;
        Ok(())
    }

    /// Removes a round; the codings made in it stay.
    ///
    /// # Errors
    /// What the database says.
    pub fn remove_round(&self, id: RoundId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM round_source WHERE round_id = ?1",
            "DELETE FROM round_coder WHERE round_id = ?1",
            "DELETE FROM round WHERE id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([id.0])?;
        }
        Ok(())
    }

    /// Keeps a settlement; one on the same code and passage gives way.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_settlement(&self, settlement: &NewSettlement) -> Result<SettlementId, Error> {
        let (start, end) = (settlement.span.start().0, settlement.span.end().0);
        self.connection
            .prepare_cached(
                "DELETE FROM settlement WHERE source_id = ?1 AND code_id = ?2 AND start = ?3 AND end = ?4 AND text_hash = ?5",
            )?
            .execute(params![
                settlement.source.0,
                settlement.code.0,
                start,
                end,
                settlement.text_hash.as_str()
            ])?;
        self.connection
            .prepare_cached(
                "INSERT INTO settlement (source_id, code_id, text_hash, start, end, outcome, coder_id, note, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                settlement.source.0,
                settlement.code.0,
                settlement.text_hash.as_str(),
                start,
                end,
                if settlement.coded { "coded" } else { "not coded" },
                settlement.coder.0,
                settlement.note,
                settlement.made_at
            ])?;
        Ok(SettlementId(self.connection.last_insert_rowid()))
    }

    /// Moves a settlement to its place in a corrected text.
    ///
    /// # Errors
    /// What the database says.
    pub fn place_settlement(&self, id: SettlementId, text: &ContentHash, span: Span) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE settlement SET text_hash = ?2, start = ?3, end = ?4 WHERE id = ?1")?
            .execute(params![id.0, text.as_str(), span.start().0, span.end().0])?;
        Ok(())
    }

    /// Keeps a reviewer's decision; an earlier one of the same reviewer on the same target gives way.
    ///
    /// # Errors
    /// What the database says.
    pub fn put_decision(
        &self,
        target: DecisionTarget,
        coder: CoderId,
        outcome: ReviewOutcome,
        note: &str,
        made_at: i64,
    ) -> Result<DecisionId, Error> {
        let (code, coding) = match target {
            DecisionTarget::Factor(code) => (Some(code.0), None),
            DecisionTarget::Coding(coding) => (None, Some(coding.0)),
        };
        self.connection
            .prepare_cached("DELETE FROM decision WHERE code_id IS ?1 AND coding_id IS ?2 AND coder_id = ?3")?
            .execute(params![code, coding, coder.0])?;
        self.connection
            .prepare_cached(
                "INSERT INTO decision (code_id, coding_id, coder_id, outcome, note, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![code, coding, coder.0, outcome.as_str(), note, made_at])?;
        Ok(DecisionId(self.connection.last_insert_rowid()))
    }

    /// Records that a source has another text now.
    ///
    /// # Errors
    /// What the database says.
    pub fn add_correction(
        &self,
        source: SourceId,
        texts: (&ContentHash, &ContentHash),
        reason: &str,
        coder: CoderId,
        made_at: i64,
    ) -> Result<CorrectionId, Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO correction (source_id, text_before, text_after, reason, coder_id, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![source.0, texts.0.as_str(), texts.1.as_str(), reason, coder.0, made_at])?;
        Ok(CorrectionId(self.connection.last_insert_rowid()))
    }
}
