//! The audit.

use crate::coding::saturation::SaturationLevel;
use crate::coding::{
    Audit, AuditInput, AuditRules, FactorAudit, LooseEnds, RuleError, SaturationStep, audit, loose_ends,
};
use crate::locale::{Locale, UiLanguage};
use crate::model::{Code, CodeId, CodingId, DecisionTarget, ReviewOutcome, SourceId, SourceKind};
use crate::report::{DossierInput, dossier, dossier_page};
use crate::sheet::{Cell, SheetTable, SheetWriter, write_workbook};
use crate::store::OperationKind;
use crate::workbench::codebook::find_code;
use crate::workbench::{AssessOptions, Error, Noun, Workbench};
use std::collections::BTreeMap;

/// The setting that names the code of passages which propose solutions.
pub(super) const SOLUTION_SETTING: &str = "audit.solution_code";

/// Form of the dossier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DossierForm {
    /// The table of evidence as CSV.
    Csv,
    /// All tables as an Excel workbook.
    Xlsx,
    /// All tables as one HTML page.
    Html,
}

impl Workbench {
    /// The rules that the study keeps for the audit.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn audit_rules(&self) -> Result<AuditRules, Error> {
        Ok(AuditRules::of_settings(&self.store.records().settings()?))
    }

    /// Sets a rule of the audit.
    ///
    /// # Errors
    /// [`Error::Rule`] when there is no such rule, or it cannot take the value.
    pub fn set_audit_rule(&mut self, name: &str, value: &str) -> Result<AuditRules, Error> {
        let mut rules = self.audit_rules()?;
        rules.set(name, value)?;
        let number =
            rules.values().into_iter().find(|(other, _)| *other == name).map_or(0, |(_, value)| value);
        self.transact(OperationKind::EditRules, &[("name", format!("{name} = {number}"))], |writer| {
            Ok(writer.put_setting(&AuditRules::setting_name(name), &number.to_string())?)
        })?;
        Ok(rules)
    }

    /// The code of passages that propose solutions; `None` when the study names none.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn solution_code(&self) -> Result<Option<Code>, Error> {
        let settings = self.store.records().settings()?;
        let id = settings.get(SOLUTION_SETTING).and_then(|text| text.parse().ok()).map(CodeId);
        let codebook = self.codebook()?;
        Ok(id.and_then(|id| codebook.get(id).cloned()))
    }

    /// Names the code of passages that propose solutions, or takes the name away.
    ///
    /// # Errors
    /// When there is no such code.
    pub fn set_solution_code(&mut self, name: Option<&str>) -> Result<(), Error> {
        let codebook = self.codebook()?;
        let code = name.map(|name| find_code(&codebook, name)).transpose()?;
        let value = code.map_or_else(String::new, |code| code.id.to_string());
        let key = code.map_or("\u{2014}", |code| code.draft.key.as_str());
        let detail = [("name", format!("solution_code = {key}"))];
        self.transact(OperationKind::EditRules, &detail, |writer| {
            Ok(writer.put_setting(SOLUTION_SETTING, &value)?)
        })?;
        Ok(())
    }

    /// The evidence for every factor, and which is weak.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn audit(&self, rules: AuditRules) -> Result<Audit, Error> {
        let records = self.store.records();
        let input = AuditInput {
            codebook: &self.codebook()?,
            codings: &self.codings(None, None, None)?,
            sources: &records.sources_without_text()?,
            coders: &records.coders()?,
            decisions: &records.decisions()?,
            solution_code: self.solution_code()?.map(|code| code.id),
        };
        Ok(audit(&input, rules))
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

    /// What belongs nowhere in the chain from the line to the item.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn loose_ends(&self) -> Result<LooseEnds, Error> {
        let records = self.store.records();
        let audit = self.audit(self.audit_rules()?)?;
        let items = records.instruments()?.pop().map(|instrument| instrument.items).unwrap_or_default();
        Ok(loose_ends(
            &self.codebook()?,
            &audit,
            &records.quotations()?,
            &self.codings(None, None, None)?,
            &records.sources_without_text()?,
            &items,
        ))
    }

    /// Records a reviewer's decision on a factor.
    ///
    /// # Errors
    /// When there is no such factor.
    pub fn decide_factor(&mut self, name: &str, outcome: ReviewOutcome, note: &str) -> Result<(), Error> {
        let factor = self.audit_factor(name, AuditRules::default())?.factor;
        let codebook = self.codebook()?;
        let key = codebook.get(factor).map_or_else(String::new, |code| code.draft.key.clone());
        self.decide(DecisionTarget::Factor(factor), key, outcome, note)
    }

    /// Records a reviewer's decision on one coding; a rejected coding counts as no evidence.
    ///
    /// # Errors
    /// When there is no such coding.
    pub fn decide_coding(&mut self, id: CodingId, outcome: ReviewOutcome, note: &str) -> Result<(), Error> {
        let not_found = || Error::NotFound { noun: Noun::Coding, name: id.to_string(), similar: Vec::new() };
        let coded = self.store.records().coding(id)?.ok_or_else(not_found)?;
        self.decide(DecisionTarget::Coding(id), coded.quotation.quote, outcome, note)
    }

    fn decide(
        &mut self,
        target: DecisionTarget,
        key: String,
        outcome: ReviewOutcome,
        note: &str,
    ) -> Result<(), Error> {
        let detail = [("key", key), ("what", outcome.as_str().to_owned())];
        let (coder, made_at) = (self.session.coder.clone(), self.now());
        self.transact(OperationKind::Decide, &detail, |writer| {
            let coder = writer.ensure_coder(&coder)?;
            writer.put_decision(target, coder, outcome, note, made_at)?;
            Ok(())
        })?;
        Ok(())
    }

    /// The whole audit as tables to hand on.
    ///
    /// # Errors
    /// When the study file cannot be read, or a table does not fit a workbook.
    pub fn dossier(&self, form: DossierForm, locale: &Locale) -> Result<Vec<u8>, Error> {
        let instrument = self.instruments()?.pop();
        let assessment = self.assess(&AssessOptions::default()).ok();
        let info = self.info()?;
        let input = DossierInput {
            title: &info.title,
            codebook: &self.codebook()?,
            audit: &self.audit(self.audit_rules()?)?,
            loose: &self.loose_ends()?,
            instrument: instrument.as_ref(),
            assessment: assessment.as_ref(),
        };
        let tables = dossier(&input, locale);
        match form {
            DossierForm::Csv => Ok(csv_of(&tables[1])),
            DossierForm::Xlsx => {
                let right_to_left = locale.language() == UiLanguage::Persian;
                write_workbook(&tables, right_to_left).map_err(Error::Workbook)
            }
            DossierForm::Html => Ok(dossier_page(&info.title, &tables, locale).into_bytes()),
        }
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

pub(super) fn csv_of(table: &SheetTable) -> Vec<u8> {
    let mut writer = SheetWriter::new(table.head.iter().map(String::as_str));
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => text.clone(),
                Cell::Number(value) => value.to_string(),
                Cell::Empty => String::new(),
            })
            .collect();
        writer.row(cells.iter().map(String::as_str));
    }
    writer.finish()
}

impl From<RuleError> for Error {
    fn from(error: RuleError) -> Self {
        Self::Rule(error)
    }
}
