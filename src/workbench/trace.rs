//! The chain from a line upwards: what became of these words?

use crate::assess::TestResult;
use crate::codebook::Codebook;
use crate::coding::{Evidence, FactorAudit};
use crate::model::{Code, CodingId, Item, QuotationId};
use crate::workbench::codebook::find_code;
use crate::workbench::{AssessOptions, Error, Noun, Workbench};

/// Where a trace begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TraceStart {
    /// A turn of a source: every quotation that begins in it.
    Line {
        /// Name of the source.
        source: String,
        /// Number of the turn.
        turn: u32,
    },
    /// One quotation.
    Quotation(QuotationId),
    /// One coding.
    Coding(CodingId),
    /// An item of the newest questionnaire: everything its factor rests on.
    Item(String),
    /// A code of any level: everything below it.
    Code(String),
}

/// One coding with everything that hangs on it, from the line to the verdict.
#[derive(Clone, PartialEq, Debug)]
pub struct TraceLine {
    /// The coding, its quotation and the place of the line.
    pub evidence: Evidence,
    /// The code itself and those above it, nearest first.
    pub lineage: Vec<Code>,
    /// The factor's item in the newest questionnaire.
    pub item: Option<Item>,
    /// The factor's test on the newest answers, with the verdict.
    pub test: Option<TestResult>,
    /// Passages that propose solutions for the factor.
    pub solutions: Vec<Evidence>,
}

impl Workbench {
    /// Follows lines to the verdicts that rest on them, or an item or code down to its lines.
    ///
    /// # Errors
    /// When the start is not there.
    pub fn trace(&self, start: &TraceStart) -> Result<Vec<TraceLine>, Error> {
        let codebook = self.codebook()?;
        let items = self.instruments()?.pop().map(|newest| newest.items).unwrap_or_default();
        let below = match start {
            TraceStart::Code(name) => Some(codebook.with_descendants(find_code(&codebook, name)?.id)),
            TraceStart::Item(key) => {
                let item = items.iter().find(|item| item.key == *key).ok_or_else(|| Error::NotFound {
                    noun: Noun::Item,
                    name: key.clone(),
                    similar: Vec::new(),
                })?;
                Some(codebook.with_descendants(item.factor))
            }
            TraceStart::Line { source, turn } => {
                let found = self.source_by_name(source)?;
                if !found.turns.iter().any(|other| other.number == *turn) {
                    let name = format!("{source}:{turn}");
                    return Err(Error::NotFound { noun: Noun::Turn, name, similar: Vec::new() });
                }
                None
            }
            TraceStart::Quotation(_) | TraceStart::Coding(_) => None,
        };
        let is_meant = |line: &Evidence| match (start, &below) {
            (_, Some(codes)) => codes.contains(&line.coded.coding.code),
            (TraceStart::Quotation(id), _) => line.coded.quotation.id == *id,
            (TraceStart::Coding(id), _) => line.coded.coding.id == *id,
            (TraceStart::Line { source, turn }, _) => line.source == *source && line.turn == Some(*turn),
            (TraceStart::Item(_) | TraceStart::Code(_), None) => false,
        };
        let audit = self.audit(self.audit_rules()?)?;
        let assessment = self.assess(&AssessOptions::default()).ok();
        let tests = assessment.map(|assessment| assessment.tests).unwrap_or_default();
        let mut lines = Vec::new();
        for factor in &audit.factors {
            let meant = factor.evidence.iter().filter(|line| is_meant(line));
            lines.extend(meant.map(|line| trace_line(line, factor, &codebook, &items, &tests)));
        }
        self.check_found(start, &lines)?;
        lines.sort_by_key(|line| {
            let quotation = &line.evidence.coded.quotation;
            (quotation.source, quotation.span.start(), quotation.id, line.evidence.coded.coding.id)
        });
        Ok(lines)
    }

    /// A quotation or coding that is nowhere is an error; one that belongs to no factor is an empty answer.
    fn check_found(&self, start: &TraceStart, lines: &[TraceLine]) -> Result<(), Error> {
        let records = self.store.records();
        let missing = match start {
            _ if !lines.is_empty() => None,
            TraceStart::Quotation(id) if records.quotation(*id)?.is_none() => {
                Some((Noun::Quotation, id.to_string()))
            }
            TraceStart::Coding(id) if records.coding(*id)?.is_none() => Some((Noun::Coding, id.to_string())),
            _ => None,
        };
        match missing {
            Some((noun, name)) => Err(Error::NotFound { noun, name, similar: Vec::new() }),
            None => Ok(()),
        }
    }
}

fn trace_line(
    line: &Evidence,
    factor: &FactorAudit,
    codebook: &Codebook,
    items: &[Item],
    tests: &[TestResult],
) -> TraceLine {
    TraceLine {
        evidence: line.clone(),
        lineage: codebook.lineage(line.coded.coding.code).cloned().collect(),
        item: items.iter().find(|item| item.factor == factor.factor).cloned(),
        test: tests.iter().find(|test| test.factor == factor.factor).cloned(),
        solutions: factor.solutions.clone(),
    }
}
