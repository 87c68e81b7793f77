//! The bibliography of reviewed articles and the numbers of the review.

use crate::exchange::bibliography::{
    Article, FIELDS, RecordMatch, Reference, match_records, read_bibliography, write_bibtex, write_ris,
};
use crate::exchange::{PRISMA_FIELDS, Prisma, REASON_PREFIX};
use crate::model::{Source, SourceKind};
use crate::store::OperationKind;
use crate::workbench::files::file_name;
use crate::workbench::{Error, Workbench, read_bytes};
use std::path::Path;

/// What a bibliography brought, or would bring.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BibliographyReport {
    /// The records.
    pub records: Vec<Reference>,
    /// Names of the articles.
    pub articles: Vec<String>,
    /// Which record is which article.
    pub matches: Vec<RecordMatch>,
    /// How many attributes and titles were written.
    pub written: usize,
    /// How many were there already with another value and stayed.
    pub kept: usize,
}

impl BibliographyReport {
    /// Records that are no article of the study.
    pub fn unmatched(&self) -> impl Iterator<Item = &Reference> {
        let records = self.records.iter().enumerate();
        records
            .filter(|(index, _)| self.matches.iter().all(|one| one.record != *index))
            .map(|(_, record)| record)
    }

    /// Articles that no record names.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let articles = self.articles.iter().enumerate();
        articles
            .filter(|(index, _)| self.matches.iter().all(|one| one.article != *index))
            .map(|(_, name)| name.as_str())
    }
}

/// Under which names the study keeps the numbers of its review.
const PRISMA_PREFIX: &str = "prisma.";

/// Lines at the beginning of a text in which its title may stand.
const HEAD_LINES: usize = 8;

impl Workbench {
    /// Brings the records of a bibliography (RIS or BibTeX) to the articles that they describe, as one operation: their parts
    /// become attributes. What an article says already stays, unless `replace`; with `preview` nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read as a bibliography, or the study cannot be written.
    pub fn import_bibliography(
        &mut self,
        path: &Path,
        replace: bool,
        preview: bool,
    ) -> Result<BibliographyReport, Error> {
        let records = read_bibliography(&read_bytes(path)?)
            .map_err(|reason| Error::Bibliography { path: path.to_path_buf(), reason })?;
        let sources = self.articles()?;
        let articles: Vec<Article> = sources.iter().map(article).collect();
        let mut report = BibliographyReport {
            matches: match_records(&records, &articles),
            articles: articles.into_iter().map(|article| article.name).collect(),
            records,
            ..BibliographyReport::default()
        };
        let mut titles = Vec::new();
        let mut attributes = Vec::new();
        for one in &report.matches {
            let (source, record) = (&sources[one.article], &report.records[one.record]);
            if !record.title.is_empty() && record.title != source.title {
                if source.title.is_empty() || replace {
                    titles.push((source.id, record.title.clone()));
                } else {
                    report.kept += 1;
                }
            }
            for (name, value) in record.attributes() {
                match source.attributes.get(name) {
                    Some(known) if *known == value => {}
                    Some(_) if !replace => report.kept += 1,
                    _ => attributes.push((source.id, name, value)),
                }
            }
        }
        report.written = titles.len() + attributes.len();
        if preview || report.written == 0 {
            return Ok(report);
        }
        let detail = [("file", file_name(path)), ("count", report.matches.len().to_string())];
        self.transact(OperationKind::ImportBibliography, &detail, |writer| {
            for (source, title) in &titles {
                writer.set_source_title(*source, title)?;
            }
            for (source, name, value) in &attributes {
                writer.put_attribute(*source, name, value)?;
            }
            Ok(())
        })?;
        self.refresh_index(&crate::workbench::Silent)?;
        Ok(report)
    }

    fn articles(&self) -> Result<Vec<Source>, Error> {
        let mut sources = self.store.records().sources()?;
        sources.retain(|source| source.kind == SourceKind::Article);
        Ok(sources)
    }

    /// The bibliography of the articles, as BibTeX or RIS.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn export_bibliography(&self, as_bibtex: bool) -> Result<String, Error> {
        let references: Vec<Reference> = self
            .articles()?
            .into_iter()
            .map(|source| {
                let get = |name: &str| source.attributes.get(name).map(String::as_str);
                let mut reference = Reference::of_attributes(&source.title, get);
                if reference.key.is_empty() {
                    reference.key.clone_from(&source.name);
                }
                if reference.title.is_empty() {
                    reference.title.clone_from(&source.name);
                }
                if reference.kind.is_empty() {
                    "article".clone_into(&mut reference.kind);
                }
                reference
            })
            .collect();
        Ok(if as_bibtex { write_bibtex(&references) } else { write_ris(&references) })
    }

    /// The numbers of the review (PRISMA 2020), and how many articles the study holds.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn prisma(&self) -> Result<(Prisma, u64), Error> {
        let records = self.store.records();
        let articles =
            records.source_marks()?.iter().filter(|source| source.kind == SourceKind::Article).count();
        Ok((Prisma::of_settings(&records.settings()?, PRISMA_PREFIX), articles as u64))
    }

    /// Sets numbers of the review as one operation; `None` takes a number away. Names are those of [`PRISMA_FIELDS`], or
    /// `reason:` and the reason for which reports were excluded.
    ///
    /// # Errors
    /// [`Error::NoSuchCount`] for any other name; nothing is changed then.
    pub fn set_prisma(&mut self, counts: &[(String, Option<u64>)]) -> Result<(), Error> {
        for (name, _) in counts {
            let is_reason = name.strip_prefix(REASON_PREFIX).is_some_and(|reason| !reason.trim().is_empty());
            if !is_reason && !PRISMA_FIELDS.contains(&name.as_str()) {
                return Err(Error::NoSuchCount(name.clone()));
            }
        }
        let told: Vec<String> = counts
            .iter()
            .map(|(name, value)| {
                [name.as_str(), " = ", &value.map_or_else(String::new, |value| value.to_string())].concat()
            })
            .collect();
        self.transact(OperationKind::EditRules, &[("name", told.join(", "))], |writer| {
            for (name, value) in counts {
                let value = value.map_or_else(String::new, |value| value.to_string());
                writer.put_setting(&[PRISMA_PREFIX, name].concat(), &value)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn article(source: &Source) -> Article {
    let of = |name: &str| source.attributes.get(name).cloned().unwrap_or_default();
    let doi = [of(FIELDS[8]), of("DOI")].into_iter().find(|doi| !doi.is_empty()).unwrap_or_default();
    Article {
        name: source.name.clone(),
        title: source.title.clone(),
        head: source.text.lines().take(HEAD_LINES).collect::<Vec<_>>().join(" "),
        doi,
        year: of(FIELDS[2]),
    }
}
