//! The audit.

use crate::coding::saturation::SaturationLevel;
use crate::coding::{Audit, AuditRules, FactorAudit, SaturationStep, audit};
use crate::model::{SourceId, SourceKind};
use crate::workbench::codebook::find_code;
use crate::workbench::{Error, Noun, Workbench};
use std::collections::BTreeMap;

impl Workbench {
    /// The evidence for every factor, and which is weak.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn audit(&self, rules: AuditRules) -> Result<Audit, Error> {
        let records = self.store.records();
        Ok(audit(&self.codebook()?, &records.codings()?, &records.sources()?, &records.coders()?, rules))
    }

    /// The evidence for one factor, by key or name (the name of a code below it will do).
    ///
    /// # Errors
    /// When there is no such factor.
    pub fn audit_factor(&self, name: &str, rules: AuditRules) -> Result<FactorAudit, Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?;
        let not_a_factor =
            || Error::NotFound { noun: Noun::Factor, name: name.to_owned(), similar: Vec::new() };
        let factor = codebook.factor_of(code.id).ok_or_else(not_a_factor)?.id;
        let found = self.audit(rules)?.factors.into_iter().find(|audit| audit.factor == factor);
        found.ok_or_else(not_a_factor)
    }

    /// New codes source by source in the order of coding, with the source's name; of one kind of source where given.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn saturation(&self, kind: Option<SourceKind>) -> Result<Vec<(String, SaturationStep)>, Error> {
        let records = self.store.records();
        let mut sources = records.source_summaries()?;
        sources.retain(|source| kind.is_none_or(|kind| source.kind == kind));
        let order: Vec<SourceId> = sources.iter().map(|source| source.id).collect();
        let names: BTreeMap<SourceId, String> =
            sources.into_iter().map(|source| (source.id, source.name)).collect();
        let name_of = |id| names.get(&id).cloned();
        let used = self.used_units(&order, SaturationLevel::Code)?;
        let steps = used.steps();
        Ok(steps.into_iter().map(|step| (name_of(step.source).unwrap_or_default(), step)).collect())
    }
}
