//! A project of another program comes into the study, as one operation.

use crate::exchange::databases::{read_qualcoder, read_taguette};
use crate::exchange::refi::{Archive, Guid, Limits, Set, read_codebook, read_project};
use crate::exchange::{
    Incoming, IncomingNote, LEVEL_MARK, LevelRule, Subject, kept_paths, prepare, prepare_codes,
};
use crate::locale::{Locale, UiLanguage};
use crate::model::{CodeDraft, CodeId, CoderId, CodingId, Level, MemoTarget, QuotationId, SourceId};
use crate::store::{ExchangeNoun, OperationKind, Writer, read_foreign};
use crate::workbench::exchange::names::Names;
use crate::workbench::files::{file_name, stem};
use crate::workbench::{Error, Progress, ProjectReport, Workbench, read_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// How a project comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ProjectOptions {
    /// Levels of codes that say nothing of levels.
    pub levels: LevelRule,
    /// Whether to tell only what would happen.
    pub preview: bool,
}

/// A memo to write.
pub(super) struct NewMemo {
    /// Place of its note in the project; descriptions come last.
    order: usize,
    target: MemoTarget,
    coder: CoderId,
    date: String,
    text: String,
    name: (ExchangeNoun, Guid),
}

/// What a project brings, and how its things are called here.
pub(super) struct Importer<'w, 'c> {
    pub(super) writer: &'w Writer<'c>,
    pub(super) incoming: &'w Incoming,
    pub(super) names: Names,
    pub(super) report: ProjectReport,
    pub(super) now: i64,
    pub(super) me: String,
    pub(super) coders: BTreeMap<Guid, CoderId>,
    pub(super) codes: BTreeMap<Guid, CodeId>,
    pub(super) sources: BTreeMap<Guid, SourceId>,
    /// Memos to write, in the order in which their project has them.
    pub(super) memos: Vec<NewMemo>,
    /// Quotations with a larger id are new.
    pub(super) newest_quotation: QuotationId,
    pub(super) new_quotations: BTreeSet<QuotationId>,
    pub(super) codings: BTreeMap<Guid, CodingId>,
}

/// Gives the bytes of a file that a project names.
type Bytes<'a> = dyn FnMut(&str) -> Result<Option<Vec<u8>>, Error> + 'a;

/// Tables of other programs' databases that are read.
const TABLES: &[&str] = &[
    "project",
    "source",
    "code_name",
    "code_cat",
    "code_text",
    "code_image",
    "code_av",
    "annotation",
    "cases",
    "case_text",
    "attribute",
    "attribute_type",
    "journal",
    "coder_names",
    "projects",
    "documents",
    "highlights",
    "highlight_tags",
    "tags",
    "users",
    "commands",
];

/// A file that a database names, when it lies in its folder.
fn beside(folder: &Path, wanted: &str) -> Option<Vec<u8>> {
    let inside = Path::new(wanted.strip_prefix("internal://")?);
    let is_inside = inside.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    std::fs::read(folder.join(inside)).ok().filter(|_| is_inside)
}

/// The error that an exchange file could not be read.
pub(super) fn refused(path: &Path, reason: crate::exchange::refi::Error) -> Error {
    Error::Exchange { path: path.to_path_buf(), reason }
}

impl Workbench {
    /// Brings in a REFI-QDA project (`.qdpx`) as one operation; with `preview` nothing is changed.
    ///
    /// Things that the study has already under the same GUID, or under the same name and words, stay as they are; nothing is
    /// taken away.
    ///
    /// # Errors
    /// When the file cannot be read as such a project, the study cannot be written, or the user stops it.
    pub fn import_project(
        &mut self,
        path: &Path,
        options: &ProjectOptions,
        progress: &dyn Progress,
    ) -> Result<ProjectReport, Error> {
        let error = |reason| Error::File { path: path.to_path_buf(), reason };
        let file = BufReader::new(File::open(path).map_err(error)?);
        let limits = Limits::default();
        let mut archive = Archive::open(file, limits).map_err(|reason| refused(path, reason))?;
        let xml = archive.project_xml().map_err(|reason| refused(path, reason))?;
        let reading = read_project(&xml, limits).map_err(|reason| refused(path, reason))?;
        drop(xml);
        let label = self.case_label()?;
        let mut incoming =
            prepare(reading.project, options.levels, &label, &mut |wanted| archive.file(wanted))
                .map_err(|reason| refused(path, reason))?;
        for (element, count) in &reading.unknown_elements {
            incoming.remarks.add(Subject::UnknownElement, element, "", *count);
        }
        for (element, count) in &reading.without_reference {
            incoming.remarks.add(Subject::WithoutReference, element, "", *count);
        }
        self.take_in(&incoming, path, options, progress, &mut |wanted| {
            archive.file(wanted).map_err(|reason| refused(path, reason))
        })
    }

    /// Brings in the database of another program as one operation: a folder or file of QualCoder (`.qda`), or a file of
    /// Taguette (`.sqlite3`). The database is only read.
    ///
    /// # Errors
    /// When it is neither, the study cannot be written, or the user stops it.
    pub fn import_database(
        &mut self,
        path: &Path,
        options: &ProjectOptions,
        progress: &dyn Progress,
    ) -> Result<ProjectReport, Error> {
        let is_folder = path.is_dir();
        let file = if is_folder { path.join("data.qda") } else { path.to_path_buf() };
        let tables = read_foreign(&file, TABLES)?;
        let name = if is_folder { file_name(path) } else { stem(path) };
        let project = if tables.contains_key("code_text") {
            read_qualcoder(&tables, &name)
        } else if tables.contains_key("highlights") {
            read_taguette(&tables, &name)
        } else {
            return Err(crate::store::Error::NotAStudy(file).into());
        };
        let label = self.case_label()?;
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut fetch = |wanted: &str| Ok(beside(&folder, wanted));
        let incoming =
            prepare(project, options.levels, &label, &mut fetch).map_err(|reason| refused(path, reason))?;
        self.take_in(&incoming, path, options, progress, &mut |wanted| Ok(beside(&folder, wanted)))
    }

    /// Brings in a REFI-QDA codebook (`.qdc`) as one operation.
    ///
    /// # Errors
    /// As for [`Workbench::import_project`].
    pub fn import_exchange_codebook(
        &mut self,
        path: &Path,
        options: &ProjectOptions,
    ) -> Result<ProjectReport, Error> {
        let bytes = read_bytes(path)?;
        let limits = Limits::default();
        let xml = crate::exchange::refi::decode_xml(bytes);
        let reading = read_codebook(&xml, limits).map_err(|reason| refused(path, reason))?;
        let (codes, mut remarks) =
            prepare_codes(&reading.project.codes, &reading.project.sets, options.levels, None);
        for (element, count) in &reading.unknown_elements {
            remarks.add(Subject::UnknownElement, element, "", *count);
        }
        let own = |set: &&Set| !set.codes.is_empty() && !set.description.starts_with(LEVEL_MARK);
        let sets = reading.project.sets.iter().filter(own);
        let first = sets.clone().next().map_or("", |set| set.name.as_str());
        remarks.add(Subject::Sets, "", first, sets.count());
        // Sets of levels are made anew at each export.
        let mut kept = reading.project;
        kept.sets.retain(|set| !set.description.starts_with(LEVEL_MARK));
        let incoming = Incoming {
            name: file_name(path),
            origin: kept.origin.clone(),
            codes,
            remarks,
            kept,
            ..Incoming::default()
        };
        self.take_in(&incoming, path, options, &crate::workbench::Silent, &mut |_| Ok(None))
    }

    /// The name of the attribute that says to which case a source belongs, in the study's language.
    fn case_label(&self) -> Result<String, Error> {
        let language = UiLanguage::parse(&self.info()?.language).unwrap_or(UiLanguage::English);
        Ok(Locale::new(language).text("attribute-case"))
    }

    pub(super) fn take_in(
        &mut self,
        incoming: &Incoming,
        path: &Path,
        options: &ProjectOptions,
        progress: &dyn Progress,
        fetch: &mut Bytes<'_>,
    ) -> Result<ProjectReport, Error> {
        let (now, me) = (self.now(), self.session.coder.clone());
        let mut report = ProjectReport::default();
        let detail = [("file", file_name(path)), ("count", incoming.codes.len().to_string())];
        let result = self.transact(OperationKind::ImportProject, &detail, |writer| {
            let mut importer = Importer {
                names: Names::load(writer)?,
                report: ProjectReport {
                    name: incoming.name.clone(),
                    origin: incoming.origin.clone(),
                    remarks: incoming.remarks.clone(),
                    ..ProjectReport::default()
                },
                coders: BTreeMap::new(),
                codes: BTreeMap::new(),
                sources: BTreeMap::new(),
                memos: Vec::new(),
                newest_quotation: writer.newest_quotation()?,
                new_quotations: BTreeSet::new(),
                codings: BTreeMap::new(),
                writer,
                incoming,
                now,
                me,
            };
            importer.run(progress)?;
            importer.keep(fetch)?;
            report = importer.report;
            // A preview does everything and takes it back.
            if options.preview { Err(Error::Cancelled) } else { Ok(()) }
        });
        match result {
            Err(Error::Cancelled) if options.preview && !progress.is_cancelled() => return Ok(report),
            other => other?,
        };
        self.refresh_index(progress)?;
        Ok(report)
    }
}

impl Importer<'_, '_> {
    fn run(&mut self, progress: &dyn Progress) -> Result<(), Error> {
        let incoming = self.incoming;
        self.users()?;
        self.bring_codes()?;
        progress.begin("import", Some(incoming.sources.len() as u64));
        for (done, source) in (1u64..).zip(&incoming.sources) {
            if progress.is_cancelled() {
                progress.end();
                return Err(Error::Cancelled);
            }
            self.source(source)?;
            progress.advance(done);
        }
        progress.end();
        for code in &incoming.codes {
            if let Some(id) = self.codes.get(&code.code.guid).copied() {
                self.notes(&code.code.note_refs, MemoTarget::Code(id))?;
            }
        }
        self.notes(&incoming.study_notes, MemoTarget::Study)?;
        if let Some(guid) = incoming.project_guid {
            // Some programs name an author of the project whom they do not list.
            let author = incoming.user.filter(|user| self.coders.contains_key(user));
            let author = author.or_else(|| incoming.users.first().map(|user| user.guid));
            self.description(&incoming.description, guid, author, MemoTarget::Study)?;
        }
        self.write_memos()?;
        self.extras()
    }

    fn users(&mut self) -> Result<(), Error> {
        let mut seen: BTreeMap<String, Guid> = BTreeMap::new();
        let incoming = self.incoming;
        for user in &incoming.users {
            let name = [user.name.trim(), user.id.trim()].into_iter().find(|name| !name.is_empty());
            let short: String = user.guid.to_string().chars().take(8).collect();
            let name = name.map_or(short, str::to_owned);
            if seen.insert(name.clone(), user.guid).is_some_and(|other| other != user.guid) {
                self.report.remarks.add(Subject::SameUser, &name, "", 1);
            }
            self.user(user.guid, &name)?;
        }
        Ok(())
    }

    fn user(&mut self, guid: Guid, name: &str) -> Result<CoderId, Error> {
        let known = self.names.row(ExchangeNoun::Coder, guid).map(CoderId);
        let before = self.writer.coders()?;
        let known = known.filter(|id| before.iter().any(|coder| coder.id == *id));
        let id = match known {
            Some(id) => id,
            None => self.writer.ensure_coder(name)?,
        };
        let counts = if before.iter().any(|coder| coder.id == id) {
            &mut self.report.known
        } else {
            &mut self.report.added
        };
        counts.coders += 1;
        self.writer.put_exchange_name(ExchangeNoun::Coder, id.0, &guid.to_string())?;
        self.coders.insert(guid, id);
        Ok(id)
    }

    /// Who did something; `what` tells where, when nobody is named.
    pub(super) fn coder(&mut self, user: Option<Guid>, what: &str) -> Result<CoderId, Error> {
        match user {
            Some(guid) => match self.coders.get(&guid) {
                Some(id) => Ok(*id),
                None => {
                    let short: String = guid.to_string().chars().take(8).collect();
                    self.report.remarks.add(Subject::UnknownUser, &short, what, 1);
                    self.user(guid, &short)
                }
            },
            None => {
                self.report.remarks.add(Subject::NoUser, "", what, 1);
                Ok(self.writer.ensure_coder(&self.me)?)
            }
        }
    }

    fn bring_codes(&mut self) -> Result<(), Error> {
        let incoming = self.incoming;
        let present = self.writer.codes()?;
        let mut levels: BTreeMap<CodeId, Level> = present.iter().map(|code| (code.id, code.level)).collect();
        let mut keys: BTreeSet<String> = present.iter().map(|code| code.draft.key.clone()).collect();
        let mut by_name: BTreeMap<(Option<CodeId>, String), CodeId> = BTreeMap::new();
        for code in present.iter().rev() {
            by_name.insert((code.parent, code.draft.name.clone()), code.id);
        }
        let mut next_numbers: BTreeMap<Level, u32> = BTreeMap::new();
        for one in &incoming.codes {
            let code = &one.code;
            let parent = code.parent.and_then(|parent| incoming.codes.get(parent));
            let parent = parent.and_then(|parent| self.codes.get(&parent.code.guid).copied());
            let named = self.names.row(ExchangeNoun::Code, code.guid).map(CodeId);
            let known = named.filter(|id| levels.contains_key(id));
            let known = known.or_else(|| by_name.get(&(parent, code.name.clone())).copied());
            let id = match known {
                Some(id) => {
                    self.report.known.codes += 1;
                    id
                }
                None => {
                    let mut level = one.level;
                    let above = parent.and_then(|parent| levels.get(&parent)).copied();
                    if above.is_some_and(|above| !level.may_stand_under(above)) {
                        level = if above == Some(Level::Selective) { Level::Axial } else { Level::Open };
                    }
                    let draft = self.draft(one, level, &mut keys, &mut next_numbers);
                    let position = self.writer.next_code_position(parent)?;
                    let id = self.writer.add_code(parent, level, position, &draft)?;
                    levels.insert(id, level);
                    self.report.added.codes += 1;
                    id
                }
            };
            self.writer.put_exchange_name(ExchangeNoun::Code, id.0, &code.guid.to_string())?;
            self.codes.insert(code.guid, id);
        }
        Ok(())
    }

    fn draft(
        &mut self,
        one: &crate::exchange::IncomingCode,
        level: Level,
        keys: &mut BTreeSet<String>,
        next_numbers: &mut BTreeMap<Level, u32>,
    ) -> CodeDraft {
        let code = &one.code;
        let incoming = self.incoming;
        let known = incoming.extras.as_ref().and_then(|extras| extras.codes.get(&code.guid.to_string()));
        let mut draft = CodeDraft {
            name: code.name.trim().to_owned(),
            definition: code.description.clone(),
            colour: one.colour.clone(),
            ..CodeDraft::default()
        };
        if let Some(known) = known {
            draft.key.clone_from(&known.key);
            draft.translations.clone_from(&known.translations);
            draft.aliases.clone_from(&known.aliases);
            draft.name.clone_from(&code.name);
            if crate::model::ContentHash::of(code.description.as_bytes()).as_str() == known.written {
                draft.definition.clone_from(&known.definition);
                draft.include.clone_from(&known.include);
                draft.exclude.clone_from(&known.exclude);
                draft.exemplar.clone_from(&known.exemplar);
            } else {
                self.report.remarks.add(Subject::Redescribed, "", &code.name, 1);
            }
        }
        if draft.key.is_empty() || keys.contains(&draft.key) {
            let prefix = match level {
                Level::Open => "O",
                Level::Axial => "S",
                Level::Selective => "C",
            };
            let next = next_numbers.entry(level).or_insert(1);
            let mut key = format!("{prefix}{next}");
            while keys.contains(&key) {
                *next += 1;
                key = format!("{prefix}{next}");
            }
            if !draft.key.is_empty() {
                self.report.remarks.add(Subject::KeyTaken, &draft.key, &key, 1);
            }
            draft.key = key;
        }
        if draft.name.is_empty() {
            draft.name.clone_from(&draft.key);
            self.report.remarks.add(Subject::NamelessCode, "", &draft.key, 1);
        }
        keys.insert(draft.key.clone());
        draft
    }

    /// Notes become memos.
    pub(super) fn notes(&mut self, notes: &[Guid], target: MemoTarget) -> Result<(), Error> {
        let incoming = self.incoming;
        for guid in notes {
            let Some(note) = incoming.notes.get(guid) else { continue };
            let IncomingNote { text, user, .. } = note;
            let coder = self.coder(*user, text)?;
            let dates = incoming.extras.as_ref().map(|extras| &extras.memos);
            let date = match dates {
                Some(dates) => dates.get(&guid.to_string()).cloned().unwrap_or_default(),
                None => note.created.split('T').next().unwrap_or_default().to_owned(),
            };
            let (text, order) = (text.clone(), note.order);
            self.memos.push(NewMemo { order, target, coder, date, text, name: (ExchangeNoun::Memo, *guid) });
        }
        Ok(())
    }

    /// A description becomes a memo of whoever made the thing.
    pub(super) fn description(
        &mut self,
        text: &str,
        of: Guid,
        user: Option<Guid>,
        target: MemoTarget,
    ) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let coder = self.coder(user, text)?;
        self.memos.push(NewMemo {
            order: usize::MAX,
            target,
            coder,
            date: String::new(),
            text: text.to_owned(),
            name: (ExchangeNoun::Description, of),
        });
        Ok(())
    }

    fn write_memos(&mut self) -> Result<(), Error> {
        self.memos.sort_by_key(|memo| memo.order);
        for memo in &self.memos {
            let is_new = self.writer.add_memo(memo.target, memo.coder, &memo.date, &memo.text)?;
            let counts = if is_new { &mut self.report.added } else { &mut self.report.known };
            counts.memos += 1;
            if let Some(id) = self.writer.memo_of(memo.target, memo.coder, &memo.text)? {
                self.writer.put_exchange_name(memo.name.0, id.0, &memo.name.1.to_string())?;
            }
        }
        Ok(())
    }

    /// Keeps the project and those of its files that are no source here.
    fn keep(&mut self, fetch: &mut Bytes<'_>) -> Result<(), Error> {
        let kept = &self.incoming.kept;
        let xml = crate::exchange::refi::write_project(kept);
        self.writer.keep_project(&self.incoming.name, &self.incoming.origin, xml.as_bytes(), self.now)?;
        let taken: BTreeSet<Guid> = self.incoming.sources.iter().map(|source| source.guid).collect();
        for path in kept_paths(kept, &taken) {
            match fetch(&path) {
                Ok(Some(bytes)) => {
                    let name = path.rsplit('/').next().unwrap_or(&path);
                    self.writer.keep_file(name, &bytes)?;
                }
                Ok(None) => self.report.remarks.add(Subject::MissingFile, "", &path, 1),
                Err(Error::Exchange { .. }) => self.report.remarks.add(Subject::LargeFile, &path, "", 1),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
