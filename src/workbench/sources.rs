//! Sources: bringing them in, looking at them, describing them.

use crate::ingest::{self, ReadOptions, Warning};
use crate::model::{ContentHash, Source, SourceId, SourceKind};
use crate::store::{NewSource, OperationKind, SourceSummary};
use crate::workbench::files::{expand, file_name, read_bytes, stem};
use crate::workbench::{Error, Noun, Progress, Workbench};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How files become sources.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Kind of all of them; guessed for each without it.
    pub kind: Option<SourceKind>,
    /// Language tag of all of them; detected for each without it.
    pub language: Option<String>,
    /// A table of attributes, one source a line.
    pub attributes: Option<PathBuf>,
    /// Whether each line of a file (`id<TAB>text`) is a source of its own.
    pub lines: bool,
}

/// What became of one file.
#[derive(Debug)]
pub enum ImportOutcome {
    /// It is a source now.
    Imported {
        /// Name of the source.
        name: String,
        /// Number of turns.
        turns: usize,
        /// What a person should know about the reading.
        warnings: Vec<Warning>,
    },
    /// The study has a source from exactly these bytes already.
    Known {
        /// Name of that source.
        name: String,
    },
    /// It could not be taken.
    Failed(Error),
}

/// One file of an import.
#[derive(Debug)]
pub struct ImportedFile {
    /// The file as the user named it.
    pub file: String,
    /// What became of it.
    pub outcome: ImportOutcome,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Every file, in the order of import.
    pub files: Vec<ImportedFile>,
    /// Sources of the attribute table that the study does not have.
    pub unknown_in_attributes: Vec<String>,
}

impl ImportReport {
    /// Number of new sources.
    pub fn imported(&self) -> usize {
        self.count(|outcome| matches!(outcome, ImportOutcome::Imported { .. }))
    }

    /// Number of files that the study had already.
    pub fn known(&self) -> usize {
        self.count(|outcome| matches!(outcome, ImportOutcome::Known { .. }))
    }

    /// Number of files that could not be taken.
    pub fn failed(&self) -> usize {
        self.count(|outcome| matches!(outcome, ImportOutcome::Failed(_)))
    }

    fn count(&self, wanted: impl Fn(&ImportOutcome) -> bool) -> usize {
        self.files.iter().filter(|file| wanted(&file.outcome)).count()
    }
}

/// A source that was read and waits to be stored.
struct ReadSource {
    name: String,
    kind: SourceKind,
    document: ingest::Document,
    bytes: Vec<u8>,
    file_name: String,
}

impl Workbench {
    /// Brings in files, and the files of folders, as one operation. A bad file is reported and the rest come in; a file
    /// that the study has already is left out.
    ///
    /// # Errors
    /// When the study or the attribute table cannot be read or written, or the user stops it; nothing is imported then.
    pub fn import_sources(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        progress: &dyn Progress,
    ) -> Result<ImportReport, Error> {
        let table = options.attributes.as_deref().map(read_attribute_table).transpose()?;
        let attribute_file = options.attributes.as_deref().and_then(|path| path.canonicalize().ok());
        let files: Vec<PathBuf> = expand(paths)?
            .into_iter()
            .filter(|file| file.canonicalize().ok() != attribute_file || attribute_file.is_none())
            .collect();
        let mut report = ImportReport::default();
        let mut names: BTreeSet<String> =
            self.store.records().source_summaries()?.into_iter().map(|source| source.name).collect();
        let mut read = Vec::new();
        let mut hashes: BTreeMap<ContentHash, String> = BTreeMap::new();
        progress.begin("import", Some(files.len() as u64));
        for (done, file) in (1u64..).zip(&files) {
            if progress.is_cancelled() {
                progress.end();
                return Err(Error::Cancelled);
            }
            let outcomes = self.read_file(file, options, &mut names, &mut hashes, &mut read);
            report.files.extend(
                outcomes
                    .into_iter()
                    .map(|outcome| ImportedFile { file: file.display().to_string(), outcome }),
            );
            progress.advance(done);
        }
        progress.end();
        self.store_sources(&read, table.as_ref(), &mut report)?;
        if !read.is_empty() {
            self.refresh_index(progress)?;
        }
        Ok(report)
    }

    fn read_file(
        &self,
        file: &Path,
        options: &ImportOptions,
        names: &mut BTreeSet<String>,
        hashes: &mut BTreeMap<ContentHash, String>,
        read: &mut Vec<ReadSource>,
    ) -> Vec<ImportOutcome> {
        match self.try_read_file(file, options, names, hashes, read) {
            Ok(outcomes) => outcomes,
            Err(error) => vec![ImportOutcome::Failed(error)],
        }
    }

    fn try_read_file(
        &self,
        file: &Path,
        options: &ImportOptions,
        names: &mut BTreeSet<String>,
        hashes: &mut BTreeMap<ContentHash, String>,
        read: &mut Vec<ReadSource>,
    ) -> Result<Vec<ImportOutcome>, Error> {
        let bytes = read_bytes(file)?;
        let hash = ContentHash::of(&bytes);
        let known = hashes.get(&hash).cloned();
        let known = match known {
            Some(name) => Some(name),
            None => self.store.records().source_from_file(&hash)?,
        };
        if let Some(name) = known {
            return Ok(vec![ImportOutcome::Known { name }]);
        }
        let file_name = file_name(file);
        let ingest_error = |reason| Error::Ingest { file: file.display().to_string(), reason };
        let documents: Vec<(String, ingest::Document)> = if options.lines {
            ingest::read_lines(&bytes).map_err(ingest_error)?
        } else {
            let read_options = ReadOptions { kind_hint: options.kind, ..ReadOptions::default() };
            vec![(stem(file), ingest::read(&file_name, &bytes, &read_options).map_err(ingest_error)?)]
        };
        let mut outcomes = Vec::with_capacity(documents.len());
        for (wanted, mut document) in documents {
            let name = free_name(&wanted, names);
            names.insert(name.clone());
            hashes.insert(hash.clone(), name.clone());
            if let Some(language) = &options.language {
                document.language.clone_from(language);
            }
            outcomes.push(ImportOutcome::Imported {
                name: name.clone(),
                turns: document.turns.len(),
                warnings: document.warnings.clone(),
            });
            let kind = options.kind.unwrap_or_else(|| ingest::guess_kind(&document));
            let bytes = if options.lines { document.text.as_bytes().to_vec() } else { bytes.clone() };
            read.push(ReadSource { name, kind, document, bytes, file_name: file_name.clone() });
        }
        Ok(outcomes)
    }

    fn store_sources(
        &mut self,
        read: &[ReadSource],
        table: Option<&ingest::AttributeTable>,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        let imported_at = self.now();
        let names: Vec<&str> = read.iter().map(|source| source.name.as_str()).take(20).collect();
        let detail = [("count", read.len().to_string()), ("name", names.join(", "))];
        let (unknown, _) = self.transact(OperationKind::ImportSources, &detail, |writer| {
            for source in read {
                writer.add_source(&NewSource {
                    name: &source.name,
                    title: &source.document.title,
                    kind: source.kind,
                    language: &source.document.language,
                    text: &source.document.text,
                    file_bytes: &source.bytes,
                    file_name: &source.file_name,
                    turns: &source.document.turns,
                    attributes: &source.document.attributes,
                    imported_at,
                })?;
            }
            table.map_or_else(|| Ok(Vec::new()), |table| put_attributes(writer, table))
        })?;
        report.unknown_in_attributes = unknown;
        Ok(())
    }

    /// Sets attributes of sources from a table; returns the names that no source has.
    ///
    /// # Errors
    /// When something is wrong with the table.
    pub fn import_attributes(&mut self, path: &Path) -> Result<Vec<String>, Error> {
        let table = read_attribute_table(path)?;
        let detail = [("file", file_name(path)), ("count", table.rows.len().to_string())];
        let (unknown, _) =
            self.transact(OperationKind::SetAttributes, &detail, |writer| put_attributes(writer, &table))?;
        self.refresh_index(&crate::workbench::Silent)?;
        Ok(unknown)
    }

    /// All sources without their texts.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceSummary>, Error> {
        Ok(self.store.records().source_summaries()?)
    }

    /// One source with its text.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn source_by_name(&self, name: &str) -> Result<Source, Error> {
        let id = self.source_id(name)?;
        self.store.records().source(id)?.ok_or_else(|| Error::NotFound {
            noun: Noun::Source,
            name: name.to_owned(),
            similar: Vec::new(),
        })
    }

    pub(super) fn source_id(&self, name: &str) -> Result<SourceId, Error> {
        let records = self.store.records();
        if let Some(id) = records.source_named(name)? {
            return Ok(id);
        }
        let wanted = name.to_lowercase();
        let similar = records
            .source_summaries()?
            .into_iter()
            .map(|source| source.name)
            .filter(|other| other.to_lowercase().contains(&wanted) || wanted.contains(&other.to_lowercase()))
            .take(5)
            .collect();
        Err(Error::NotFound { noun: Noun::Source, name: name.to_owned(), similar })
    }

    /// Changes title, kind or language of a source.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn edit_source(
        &mut self,
        name: &str,
        title: Option<&str>,
        kind: Option<SourceKind>,
        language: Option<&str>,
    ) -> Result<(), Error> {
        let source = self.source_by_name(name)?;
        self.transact(OperationKind::EditSource, &[("name", source.name.clone())], |writer| {
            writer.edit_source(
                source.id,
                title.unwrap_or(&source.title),
                kind.unwrap_or(source.kind),
                language.unwrap_or(&source.language),
            )?;
            Ok(())
        })?;
        self.refresh_index(&crate::workbench::Silent)?;
        Ok(())
    }

    /// Removes sources with everything coded in them; undo brings them back.
    ///
    /// # Errors
    /// When one of them is not there; nothing is removed then.
    pub fn remove_sources(&mut self, names: &[String]) -> Result<(), Error> {
        let ids: Vec<SourceId> = names.iter().map(|name| self.source_id(name)).collect::<Result<_, _>>()?;
        let detail = [("count", ids.len().to_string()), ("name", names.join(", "))];
        self.transact(OperationKind::RemoveSources, &detail, |writer| {
            for id in ids {
                writer.remove_source(id)?;
            }
            Ok(())
        })?;
        self.refresh_index(&crate::workbench::Silent)?;
        Ok(())
    }

    /// The original file of a source: its name and bytes.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn original_file(&self, name: &str) -> Result<(String, Vec<u8>), Error> {
        let source = self.source_by_name(name)?;
        Ok((source.file_name, self.store.records().content(&source.file_hash)?))
    }
}

fn read_attribute_table(path: &Path) -> Result<ingest::AttributeTable, Error> {
    let bytes = read_bytes(path)?;
    let file = path.display().to_string();
    let (table, _warnings) = ingest::read_attributes(&bytes).map_err(|reason| match reason {
        ingest::Error::Table(problems) => Error::Table { file, problems },
        reason => Error::Ingest { file, reason },
    })?;
    Ok(table)
}

/// The column of an attribute table that names the source itself and is no attribute.
const TITLE: &str = "title";

fn put_attributes(
    writer: &crate::store::Writer<'_>,
    table: &ingest::AttributeTable,
) -> Result<Vec<String>, Error> {
    let mut unknown = Vec::new();
    for (name, attributes) in &table.rows {
        match writer.source_named(name)? {
            None => unknown.push(name.clone()),
            Some(source) => {
                for (attribute, value) in attributes {
                    if attribute.eq_ignore_ascii_case(TITLE) {
                        writer.set_source_title(source, value)?;
                    } else {
                        writer.put_attribute(source, attribute, value)?;
                    }
                }
            }
        }
    }
    Ok(unknown)
}

/// `wanted`, or `wanted-2`, `wanted-3`… when it is taken.
fn free_name(wanted: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    (2u32..)
        .map(|number| format!("{wanted}-{number}"))
        .find(|name| !taken.contains(name))
        .expect("there are more numbers than sources")
}
