//! Is the study file sound?

use crate::model::{OperationId, QuotationId};
use crate::store::{Error, Records, Store, journal};
use crate::text::position::PositionMap;
use std::collections::BTreeMap;

/// One thing that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// SQLite finds the file damaged; its own words.
    Database(String),
    /// A row refers to one that is not there.
    DanglingReference {
        /// Name of the table that refers.
        table: String,
        /// Id of its row.
        row: i64,
    },
    /// The journal was changed from outside at this entry.
    BrokenChain(OperationId),
    /// A content's bytes are not what its hash says.
    ChangedContent(String),
    /// The words at a quotation's span are not the quotation's words.
    MisplacedQuotation(QuotationId),
}

/// What a check of the whole file found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IntegrityReport {
    /// Number of journal entries whose hash was checked.
    pub operations: u64,
    /// Number of contents whose hash was checked.
    pub contents: u64,
    /// Number of quotations compared with their sources.
    pub quotations: u64,
    /// What is wrong; empty in a sound study.
    pub findings: Vec<Finding>,
}

impl Store {
    /// Checks the file: database pages, references, journal chain, contents, and every quotation's words.
    ///
    /// # Errors
    /// What the database says when it cannot even be read.
    pub fn check(&self) -> Result<IntegrityReport, Error> {
        let mut report = IntegrityReport::default();
        self.check_database(&mut report)?;
        if !report.findings.is_empty() {
            return Ok(report);
        }
        report.operations = self.count("operation")?;
        if let Some(operation) = journal::verify(&self.connection)? {
            report.findings.push(Finding::BrokenChain(operation));
        }
        self.check_contents(&mut report)?;
        check_quotations(&self.records(), &mut report)?;
        Ok(report)
    }

    fn count(&self, table: &str) -> Result<u64, Error> {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn check_database(&self, report: &mut IntegrityReport) -> Result<(), Error> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let verdicts: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        report.findings.extend(verdicts.into_iter().filter(|verdict| verdict != "ok").map(Finding::Database));
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let dangling: Vec<Finding> = statement
            .query_map([], |row| Ok(Finding::DanglingReference { table: row.get(0)?, row: row.get(1)? }))?
            .collect::<Result<_, _>>()?;
        report.findings.extend(dangling);
        Ok(())
    }

    fn check_contents(&self, report: &mut IntegrityReport) -> Result<(), Error> {
        let mut statement = self.connection.prepare("SELECT hash, bytes FROM content ORDER BY hash")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let hash: String = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            report.contents += 1;
            if crate::model::ContentHash::of(bytes).as_str() != hash {
                report.findings.push(Finding::ChangedContent(hash));
            }
        }
        Ok(())
    }
}

fn check_quotations(records: &Records<'_>, report: &mut IntegrityReport) -> Result<(), Error> {
    let mut by_source: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for quotation in records.quotations()? {
        by_source.entry(quotation.source).or_default().push(quotation);
    }
    for (source, quotations) in by_source {
        let Some(source) = records.source(source)? else { continue };
        let map = PositionMap::new(&source.text);
        for quotation in quotations {
            report.quotations += 1;
            let placed = quotation.anchor == crate::model::Anchor::Placed;
            let words = map.slice(&source.text, quotation.span.start()..quotation.span.end());
            if placed && words != quotation.quote {
                report.findings.push(Finding::MisplacedQuotation(quotation.id));
            }
        }
    }
    Ok(())
}
