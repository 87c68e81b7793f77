//! The study goes out as a project of the exchange format, what came from other programs with it.

use crate::codebook::Codebook;
use crate::coding::{ListedMemo, MemoFilter};
use crate::exchange::extras::{Extras, NOTE_NAME, VERSION};
use crate::exchange::refi::{
    ArchiveWriter, Case, Code, Guid, Limits, Project, Set, Stamp, TextSource, User, read_project, time_text,
    write_codebook, write_project,
};
use crate::exchange::{LEVEL_MARK, Subject};
use crate::locale::{Arguments, Locale, UiLanguage};
use crate::model::{CodeId, Coder, CoderId, ContentHash, Level, Memo, MemoTarget, SourceId, SourceKind};
use crate::store::ExchangeNoun;
use crate::workbench::exchange::kept::{Kept, guids};
use crate::workbench::exchange::names::Names;
use crate::workbench::files::write_with;
use crate::workbench::{Error, ProjectReport, Workbench};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file that goes into the archive.
pub(super) enum Body {
    Words(String),
    Content(ContentHash),
}

/// A study on its way out.
pub(super) struct Exporter<'s> {
    pub(super) study: &'s Workbench,
    pub(super) names: Names,
    pub(super) locale: Locale,
    pub(super) kept: Kept,
    pub(super) project: Project,
    pub(super) extras: Extras,
    pub(super) files: BTreeMap<String, Body>,
    pub(super) report: ProjectReport,
    pub(super) codebook: Codebook,
    /// Memos by what they are on.
    pub(super) memos: BTreeMap<MemoTarget, Vec<Memo>>,
    pub(super) coder_guids: BTreeMap<CoderId, Guid>,
    /// Notes that were written, with the words of each.
    pub(super) written_notes: BTreeMap<Guid, String>,
    /// The memo that each of them is.
    memo_of_note: BTreeMap<Guid, i64>,
}

impl Workbench {
    /// Writes the study as a REFI-QDA project (`.qdpx`).
    ///
    /// # Errors
    /// When the study cannot be read or the file cannot be written; no half-written file stays.
    pub fn export_project(&self, path: &Path) -> Result<ProjectReport, Error> {
        let mut exporter = Exporter::new(self)?;
        exporter.run()?;
        let xml = write_project(&exporter.project);
        write_with(path, |file| {
            let mut archive = ArchiveWriter::new(file);
            let error = |reason| Error::File { path: path.to_path_buf(), reason };
            archive.project(&xml).map_err(error)?;
            for (name, body) in &exporter.files {
                match body {
                    Body::Words(text) => archive.file(name, text.as_bytes()).map_err(error)?,
                    Body::Content(hash) => {
                        archive.file(name, &self.store.records().content(hash)?).map_err(error)?;
                    }
                }
            }
            archive.finish().map_err(error)?;
            Ok(())
        })?;
        Ok(exporter.report)
    }

    /// The codebook as a REFI-QDA codebook (`.qdc`) with the levels as sets.
    ///
    /// # Errors
    /// When the study cannot be read or has no codes.
    pub fn exchange_codebook(&self) -> Result<(String, ProjectReport), Error> {
        let mut exporter = Exporter::new(self)?;
        exporter.codes();
        exporter.level_sets();
        let sets: Vec<Set> = exporter.project.sets.clone();
        let xml = write_codebook(&exporter.project.codes, &sets, &origin()).ok_or(Error::NoCodes)?;
        exporter.report.added.codes = exporter.project.codes.len();
        Ok((xml, exporter.report))
    }
}

fn origin() -> String {
    format!("Baft {}", env!("CARGO_PKG_VERSION"))
}

impl<'s> Exporter<'s> {
    fn new(study: &'s Workbench) -> Result<Self, Error> {
        let records = study.store.records();
        let info = records.study()?;
        let mut projects = Vec::new();
        for kept in records.kept_projects()? {
            let xml = records.text(&kept.project)?;
            let reading = read_project(&xml, Limits::default());
            let reading = reading.map_err(|error| crate::store::Error::Damaged(error.to_string()))?;
            projects.push(reading.project);
        }
        let names = Names::load(&records)?;
        let coder_guids = records
            .coders()?
            .into_iter()
            .map(|coder| (coder.id, names.guid(ExchangeNoun::Coder, coder.id.0)))
            .collect();
        Ok(Self {
            study,
            kept: Kept::new(projects),
            locale: Locale::new(UiLanguage::parse(&info.language).unwrap_or(UiLanguage::English)),
            codebook: Codebook::new(records.codes()?),
            memos: by_target(study.listed_memos(&MemoFilter::default())?),
            names,
            project: Project::default(),
            extras: Extras { baft: VERSION, ..Extras::default() },
            files: BTreeMap::new(),
            report: ProjectReport::default(),
            coder_guids,
            written_notes: BTreeMap::new(),
            memo_of_note: BTreeMap::new(),
        })
    }

    fn run(&mut self) -> Result<(), Error> {
        let records = self.study.store.records();
        let info = records.study()?;
        self.project.name = if info.title.is_empty() { NOTE_NAME.to_owned() } else { info.title.clone() };
        self.project.origin = origin();
        self.project.base_path.clone_from(&self.kept.project.base_path);
        self.project.stamp = Stamp { created: time_text(info.created_at), ..Stamp::default() };
        self.users(&records.coders()?);
        self.codes();
        self.code_notes();
        self.sources()?;
        self.study_notes();
        self.level_sets();
        self.kind_sets()?;
        self.beyond_the_standard()?;
        self.rest_of_kept();
        let order = &self.memo_of_note;
        self.project.notes.sort_by_key(|note| order.get(&note.guid).copied().unwrap_or(i64::MAX));
        Ok(())
    }

    fn users(&mut self, coders: &[Coder]) {
        for coder in coders {
            let guid = self.names.guid(ExchangeNoun::Coder, coder.id.0);
            let kept = self.kept.project.users.iter().find(|user| user.guid == guid);
            let id = kept.map(|user| user.id.clone()).unwrap_or_default();
            self.project.users.push(User { guid, name: coder.name.clone(), id });
            if !coder.colour.is_empty() {
                self.extras.coders.insert(guid.to_string(), coder.colour.clone());
            }
        }
        self.report.added.coders = coders.len();
        // Two users of one name are one coder here, but parts that are only passed on name both.
        let written: BTreeSet<Guid> = self.project.users.iter().map(|user| user.guid).collect();
        let others = self.kept.project.users.iter().filter(|user| !written.contains(&user.guid));
        self.project.users.extend(others.cloned());
    }

    fn codes(&mut self) {
        let mut places: BTreeMap<CodeId, usize> = BTreeMap::new();
        let (mut with_rules, mut with_names) = (0, 0);
        for (_, code) in self.codebook.in_order() {
            let guid = self.names.guid(ExchangeNoun::Code, code.id.0);
            let kept = self.kept.code(guid);
            let draft = &code.draft;
            let description = described(draft, &self.locale);
            with_rules += usize::from(description != draft.definition);
            with_names += usize::from(!draft.translations.is_empty() || !draft.aliases.is_empty());
            let colour = kept.filter(|kept| full(&kept.colour) == draft.colour.to_lowercase());
            let colour = colour.map_or_else(|| draft.colour.clone(), |kept| kept.colour.clone());
            self.extras.codes.insert(
                guid.to_string(),
                crate::exchange::extras::CodeExtras {
                    key: draft.key.clone(),
                    level: code.level.as_str().to_owned(),
                    definition: draft.definition.clone(),
                    include: draft.include.clone(),
                    exclude: draft.exclude.clone(),
                    exemplar: draft.exemplar.clone(),
                    translations: draft.translations.clone(),
                    aliases: draft.aliases.clone(),
                    written: ContentHash::of(description.as_bytes()).as_str().to_owned(),
                },
            );
            places.insert(code.id, self.project.codes.len());
            self.project.codes.push(Code {
                guid,
                parent: code.parent.and_then(|parent| places.get(&parent).copied()),
                name: draft.name.clone(),
                is_codable: kept.is_none_or(|kept| kept.is_codable),
                colour,
                description,
                note_refs: Vec::new(),
            });
        }
        self.report.added.codes = self.project.codes.len();
        self.report.remarks.add(Subject::Rules, "", "", with_rules);
        self.report.remarks.add(Subject::OtherNames, "", "", with_names);
    }

    fn code_notes(&mut self) {
        for index in 0..self.project.codes.len() {
            let guid = self.project.codes[index].guid;
            let Some(id) = self.names.row(ExchangeNoun::Code, guid).map(CodeId) else { continue };
            let (_, notes) = self.notes_on(MemoTarget::Code(id), false);
            self.project.codes[index].note_refs = notes;
        }
    }

    fn study_notes(&mut self) {
        let (description, notes) = self.notes_on(MemoTarget::Study, true);
        self.project.description = description;
        let loose: BTreeSet<Guid> = self.kept.project.notes.iter().map(|note| note.guid).collect();
        let named: BTreeSet<Guid> = self.kept.project.note_refs.iter().copied().collect();
        // A note that stood on nothing stands on nothing again.
        self.project
            .note_refs
            .extend(notes.into_iter().filter(|note| named.contains(note) || !loose.contains(note)));
    }

    /// The memos on a thing: one as its description where it came as that and `described` says there is room, the others as
    /// notes, whose GUIDs are returned.
    pub(super) fn notes_on(&mut self, target: MemoTarget, described: bool) -> (String, Vec<Guid>) {
        let memos = self.memos.get(&target).cloned().unwrap_or_default();
        let (mut description, mut notes) = (String::new(), Vec::new());
        for memo in memos {
            self.report.added.memos += 1;
            let is_description = self.names.given(ExchangeNoun::Description, memo.id.0).is_some();
            if described && is_description && description.is_empty() {
                description = memo.text;
                continue;
            }
            let wanted = self.names.guid(ExchangeNoun::Memo, memo.id.0);
            // One note may have become several memos; when one of them was changed, it is a note of its own.
            let guid = match self.written_notes.get(&wanted) {
                Some(words) if *words == memo.text => wanted,
                Some(_) => self.names.derived("note", &memo.id.to_string()),
                None => wanted,
            };
            notes.push(guid);
            self.memo_of_note.entry(guid).or_insert(memo.id.0);
            if self.written_notes.insert(guid, memo.text.clone()).is_none() {
                self.write_memo(guid, &memo);
            }
        }
        (description, notes)
    }

    fn write_memo(&mut self, guid: Guid, memo: &Memo) {
        if !memo.date.is_empty() {
            self.extras.memos.insert(guid.to_string(), memo.date.clone());
        }
        let kept = self.kept.note(guid).cloned();
        let mut note = kept.clone().unwrap_or_else(|| TextSource::bare(guid));
        note.stamp.creating_user = self.coder_guids.get(&memo.coder).copied();
        let title = note.name.trim().to_owned();
        let words = match memo.text.strip_prefix(&title).and_then(|rest| rest.strip_prefix("\n\n")) {
            Some(words) if !title.is_empty() => words,
            _ => &memo.text,
        };
        let known = self.words_of(&note);
        if known.as_deref() != Some(words) {
            note.plain_path.clear();
            note.rich_path.clear();
            // A title that is the memo's beginning would be said twice.
            if !title.is_empty() && words.starts_with(&title) && words != title {
                note.name.clear();
            }
            note.content = Some(words.to_owned());
        }
        self.project.notes.push(note);
    }

    /// The words of a note as they came; `None` when it is new or its file is not kept.
    pub(super) fn words_of(&self, note: &TextSource) -> Option<String> {
        let file = note.plain_path.rsplit('/').next().unwrap_or_default();
        if let Some(content) = &note.content {
            return Some(content.clone());
        }
        let records = self.study.store.records();
        let hash = records.kept_files().ok()?.get(file)?.clone();
        let (text, _) = crate::ingest::decode_exact(&records.content(&hash).ok()?).ok()?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        Some(if text.trim().is_empty() { note.description.clone() } else { text })
    }

    /// One set for each level that has codes.
    fn level_sets(&mut self) {
        let labels = self.study.info().map(|info| info.labels).ok();
        for level in Level::ALL {
            let codes: Vec<Guid> = self
                .codebook
                .of_level(level)
                .into_iter()
                .map(|code| self.names.guid(ExchangeNoun::Code, code.id.0))
                .collect();
            let label = labels.as_ref().map_or("", |labels| match level {
                Level::Open => labels.open.as_str(),
                Level::Axial => labels.axial.as_str(),
                Level::Selective => labels.selective.as_str(),
            });
            let label = if label.is_empty() { level.as_str() } else { label };
            let name = bare(&self.locale.say("exchange-set-level", &Arguments::new().text("level", label)));
            let mark = [LEVEL_MARK, level.as_str()].concat();
            self.generated_set("level", level.as_str(), (name, mark), codes, Vec::new());
        }
        self.report.remarks.add(Subject::Levels, "", "", self.codebook.len());
    }

    fn kind_sets(&mut self) -> Result<(), Error> {
        let sources = self.study.sources()?;
        for kind in SourceKind::ALL {
            let of_kind = sources.iter().filter(|source| source.kind == kind);
            let guids = of_kind.map(|source| self.names.guid(ExchangeNoun::Source, source.id.0)).collect();
            let name = self.locale.text(&format!("exchange-set-{}", kind.as_str()));
            self.generated_set("kind", kind.as_str(), (name, String::new()), Vec::new(), guids);
        }
        Ok(())
    }

    fn generated_set(
        &mut self,
        what: &str,
        which: &str,
        (name, description): (String, String),
        codes: Vec<Guid>,
        sources: Vec<Guid>,
    ) {
        if codes.is_empty() && sources.is_empty() {
            return;
        }
        let guid = self.names.derived(&format!("set of {what}"), which);
        self.extras.generated.push(guid.to_string());
        let set = Set { guid, name, description, codes, sources, notes: Vec::new() };
        self.project.sets.push(set);
    }

    /// What came from other programs and has no noun here, without what refers to things that are gone.
    fn rest_of_kept(&mut self) {
        let kept = self.kept.project.clone();
        for note in &kept.notes {
            let was_memo = self.names.row(ExchangeNoun::Memo, note.guid).is_some();
            if !self.written_notes.contains_key(&note.guid) && !was_memo && self.kept.is_apart(note.guid) {
                self.project.notes.push(note.clone());
            }
        }
        let there = guids(&self.project);
        let mut gone = 0;
        let mut only = |list: &[Guid]| -> Vec<Guid> {
            let present: Vec<Guid> = list.iter().copied().filter(|guid| there.contains(guid)).collect();
            gone += list.len() - present.len();
            present
        };
        for case in &kept.cases {
            self.project.cases.push(Case {
                codes: only(&case.codes),
                sources: only(&case.sources),
                selections: only(&case.selections),
                ..case.clone()
            });
        }
        for set in &kept.sets {
            let (codes, sources, notes) = (only(&set.codes), only(&set.sources), only(&set.notes));
            self.project.sets.push(Set { codes, sources, notes, ..set.clone() });
        }
        for link in &kept.links {
            let ends: Vec<Guid> = link.origin.iter().chain(&link.target).copied().collect();
            if only(&ends).len() == ends.len() {
                let note_refs = only(&link.note_refs);
                self.project.links.push(crate::exchange::refi::Link { note_refs, ..link.clone() });
            }
        }
        self.project.graphs.extend(kept.graphs.iter().cloned());
        self.report.remarks.add(Subject::Dangling, "", "", gone);
        self.keep_files();
    }

    /// Files to which something that was written still refers.
    fn keep_files(&mut self) {
        let paths = crate::exchange::kept_paths(&self.project, &BTreeSet::new());
        let files = self.study.store.records().kept_files().unwrap_or_default();
        for path in paths {
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            if let Some(hash) = files.get(&name) {
                self.files.entry(name).or_insert_with(|| Body::Content(hash.clone()));
            }
        }
    }

    /// The GUID of a source.
    pub(super) fn source_guid(&self, id: SourceId) -> Guid {
        self.names.guid(ExchangeNoun::Source, id.0)
    }
}

fn by_target(listed: Vec<ListedMemo>) -> BTreeMap<MemoTarget, Vec<Memo>> {
    let mut memos: BTreeMap<MemoTarget, Vec<Memo>> = BTreeMap::new();
    for one in listed {
        memos.entry(one.memo.target).or_default().push(one.memo);
    }
    memos
}

/// A code's description for programs that have one field: definition, then the rules of use under their names.
fn described(draft: &crate::model::CodeDraft, locale: &Locale) -> String {
    let mut parts = vec![draft.definition.clone()];
    for (key, text) in [
        ("field-include", &draft.include),
        ("field-exclude", &draft.exclude),
        ("field-exemplar", &draft.exemplar),
    ] {
        if !text.is_empty() {
            parts.push([&locale.text(key), ": ", text].concat());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A sentence without the invisible isolates that a screen needs and a file does not.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|letter| !('\u{2066}'..='\u{2069}').contains(letter)).collect()
}

fn full(colour: &str) -> String {
    let digits: Vec<char> = colour.trim().trim_start_matches('#').chars().collect();
    let twice = digits.len() == 3;
    let doubled = digits
        .iter()
        .flat_map(|digit| std::iter::repeat_n(digit.to_ascii_lowercase(), 1 + usize::from(twice)));
    ["#".to_owned(), doubled.collect()].concat()
}
