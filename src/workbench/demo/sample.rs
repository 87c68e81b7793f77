//! The sample that the program carries, and where its parts are.

use crate::model::{Goals, SourceKind};
use crate::sheet::Sheet;
use crate::text::digits::{parse_count, parse_number};
use crate::workbench::Error;
use crate::workbench::demo::{kind_of, parse_goals};
use crate::workbench::files::{expand, read_bytes, write_bytes};
use rust_embed::RustEmbed;
use std::path::{Path, PathBuf};

/// The sample's texts, codings and survey targets.
#[derive(RustEmbed)]
#[folder = "corpus/"]
#[prefix = "corpus/"]
struct Corpus;

/// The sample's codebooks.
#[derive(RustEmbed)]
#[folder = "codebooks/"]
#[prefix = "codebooks/"]
struct Codebooks;

/// The list that says which part of the sample is where.
const MANIFEST: &str = "corpus/sample.csv";

/// The sample, unpacked into a folder.
pub(super) struct Sample {
    pub(super) title: String,
    pub(super) language: String,
    pub(super) goals: Goals,
    pub(super) sources: Vec<(SourceKind, PathBuf)>,
    pub(super) attributes: Vec<PathBuf>,
    pub(super) codebook: PathBuf,
    pub(super) codings: Vec<PathBuf>,
    pub(super) memos: Vec<PathBuf>,
    pub(super) targets: PathBuf,
    pub(super) respondents: u32,
    pub(super) group_correlation: f64,
    pub(super) seed: u64,
}

impl Sample {
    /// Writes the sample's files into `folder` and reads its list.
    pub(super) fn unpack(folder: &Path) -> Result<Self, Error> {
        let files = Corpus::iter().map(|name| (Corpus::get(&name), name));
        for (file, name) in files.chain(Codebooks::iter().map(|name| (Codebooks::get(&name), name))) {
            let Some(file) = file else { continue };
            let path = folder.join(name.as_ref());
            let parent = path.parent().unwrap_or(folder);
            std::fs::create_dir_all(parent)
                .map_err(|reason| Error::File { path: parent.to_path_buf(), reason })?;
            write_bytes(&path, &file.data)?;
        }
        Self::read(folder)
    }

    fn read(folder: &Path) -> Result<Self, Error> {
        let manifest = folder.join(MANIFEST);
        let table_error = |problems| Error::Table { file: manifest.display().to_string(), problems };
        let sheet = Sheet::read(&read_bytes(&manifest)?).map_err(table_error)?;
        let mut this = Self {
            title: String::new(),
            language: String::new(),
            goals: Goals::default(),
            sources: Vec::new(),
            attributes: Vec::new(),
            codebook: PathBuf::new(),
            codings: Vec::new(),
            memos: Vec::new(),
            targets: PathBuf::new(),
            respondents: 0,
            group_correlation: 0.0,
            seed: 0,
        };
        for row in &sheet.rows {
            let value = sheet.cell(row, "value");
            let path = folder.join(sheet.cell(row, "path"));
            match sheet.cell(row, "step") {
                "title" => value.clone_into(&mut this.title),
                "language" => value.clone_into(&mut this.language),
                "goals" => this.goals = parse_goals(value).unwrap_or_default(),
                "sources" => this.sources.push((kind_of(value), path)),
                "attributes" => this.attributes.push(path),
                "codebook" => this.codebook = path,
                "codings" => this.find_sheets(&path)?,
                "targets" => {
                    this.targets = path;
                    this.respondents =
                        parse_count(value).and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
                }
                "seed" => this.seed = parse_count(value).unwrap_or(0),
                "group correlation" => this.group_correlation = parse_number(value).unwrap_or(0.0),
                _ => {}
            }
        }
        Ok(this)
    }

    /// Coding sheets and memo sheets of a folder; a memo sheet has a column `target`.
    fn find_sheets(&mut self, folder: &Path) -> Result<(), Error> {
        let error = |reason| Error::File { path: folder.to_path_buf(), reason };
        let mut sheets = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(error)? {
            let path = entry.map_err(error)?.path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                sheets.push(path);
            }
        }
        sheets.sort();
        for path in expand(&sheets)? {
            let file = path.display().to_string();
            let sheet =
                Sheet::read(&read_bytes(&path)?).map_err(|problems| Error::Table { file, problems })?;
            if sheet.has("target") { self.memos.push(path) } else { self.codings.push(path) }
        }
        Ok(())
    }
}
