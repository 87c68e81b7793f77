//! The report.

use crate::locale::{Locale, UiLanguage};
use crate::report::{ReportInput, SourceLine, report};
use crate::workbench::{AssessOptions, Error, Workbench};

/// Which report, and when.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReportOptions {
    /// Languages, the first one shown first; both, the study's first, when empty.
    pub languages: Vec<UiLanguage>,
    /// Name of the set of answers; the newest without a name.
    pub set: Option<String>,
    /// Milliseconds since 1970-01-01 UTC.
    pub written_at: i64,
}

impl Workbench {
    /// The report as one self-contained HTML file.
    ///
    /// # Errors
    /// When the study file cannot be read, or the named set of answers is not there.
    pub fn report(&self, options: &ReportOptions) -> Result<String, Error> {
        let info = self.info()?;
        let mut languages = options.languages.clone();
        if languages.is_empty() {
            languages = UiLanguage::ALL.to_vec();
            languages.sort_by_key(|language| language.tag() != info.language);
        }
        let locales: Vec<Locale> = languages.into_iter().map(Locale::new).collect();
        let sources: Vec<SourceLine> = self
            .sources()?
            .into_iter()
            .map(|source| SourceLine {
                name: source.name,
                title: source.title,
                kind: source.kind,
                characters: source.length,
                turns: source.turns,
                quotations: source.quotations,
                codings: source.codings,
                attributes: source.attributes,
            })
            .collect();
        let assessment =
            match self.assess(&AssessOptions { set: options.set.clone(), ..AssessOptions::default() }) {
                Ok(assessment) => Some(assessment),
                Err(Error::NotFound { .. }) if options.set.is_none() => None,
                Err(error) => return Err(error),
            };
        let instrument = self.instruments()?.pop();
        let newest = self.store.records().operations(None, 1)?.pop();
        let input = ReportInput {
            study: &info,
            sources: &sources,
            codebook: &self.codebook()?,
            audit: &self.audit(self.audit_rules()?)?,
            saturation: &self.saturation(None)?,
            instrument: instrument.as_ref(),
            assessment: assessment.as_ref(),
            program_version: env!("CARGO_PKG_VERSION"),
            written_at: options.written_at,
            study_hash: newest.as_ref().map_or("", |operation| operation.hash.as_str()),
        };
        Ok(report(&input, &locales))
    }
}
