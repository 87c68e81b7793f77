//! A project of another program made ready for a study: texts decoded, passages placed, levels and attributes decided.

use crate::exchange::extras::{Extras, NOTE_NAME};
use crate::exchange::passages::place;
use crate::exchange::refi::{
    Code, Error, Guid, MediaKind, MediaSource, Project, Set, Source, TextSource, Transcript, User, Value,
};
use crate::exchange::{Passage, Remarks, Subject};
use crate::ingest::{self, ReadOptions};
use crate::model::Level;
use std::collections::{BTreeMap, BTreeSet};

/// Gives the bytes of a file that a path of the project names; `None` when there is no such file.
pub type Fetch<'a> = dyn FnMut(&str) -> Result<Option<Vec<u8>>, Error> + 'a;

/// Which levels codes get that say nothing of levels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LevelRule {
    /// All are open codes.
    #[default]
    Open,
    /// In trees of three storeys roots are selective, their children axial, the rest open; in trees of two, roots are axial.
    ByDepth,
}

/// A code to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncomingCode {
    /// The code.
    pub code: Code,
    /// Its level.
    pub level: Level,
    /// `#rrggbb`, or empty.
    pub colour: String,
}

/// In which form the text of a source came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// As a text.
    Text,
    /// As the text of a PDF.
    Pdf,
    /// As the transcript of a sound or film.
    Transcript,
}

/// A source to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncomingSource {
    /// Its GUID.
    pub guid: Guid,
    /// Its name.
    pub name: String,
    /// In which form it came.
    pub origin: Origin,
    /// The text that the study will keep.
    pub text: String,
    /// Bytes of its file.
    pub bytes: Vec<u8>,
    /// Name of its file.
    pub file_name: String,
    /// Passages.
    pub passages: Vec<Passage>,
    /// What it is about.
    pub description: String,
    /// Notes on it.
    pub notes: Vec<Guid>,
    /// Who made it.
    pub user: Option<Guid>,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
}

/// A note to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncomingNote {
    /// Its title and words.
    pub text: String,
    /// Its words alone.
    pub words: String,
    /// Who wrote it.
    pub user: Option<Guid>,
    /// When, as written.
    pub created: String,
    /// Place among the project's notes.
    pub order: usize,
}

/// A project made ready.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Incoming {
    /// Name of the project.
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    /// People.
    pub users: Vec<User>,
    /// Who made the project.
    pub user: Option<Guid>,
    /// Codes, every one behind its parent.
    pub codes: Vec<IncomingCode>,
    /// Sources.
    pub sources: Vec<IncomingSource>,
    /// Notes by GUID.
    pub notes: BTreeMap<Guid, IncomingNote>,
    /// Notes on the study, those on nothing included.
    pub study_notes: Vec<Guid>,
    /// What the project is about.
    pub description: String,
    /// GUID under which that description is known.
    pub project_guid: Option<Guid>,
    /// What Baft wrote for itself.
    pub extras: Option<Extras>,
    /// The project as it is kept to be written back.
    pub kept: Project,
    /// Places of transcripts' points in the texts that the study keeps.
    pub points: BTreeMap<Guid, i64>,
    /// What became of things.
    pub remarks: Remarks,
}

/// Makes a project ready.
///
/// `case_label` names the attribute that says to which case a source belongs.
///
/// # Errors
/// What the archive says when a file of it cannot be read.
pub fn prepare(
    project: Project,
    rule: LevelRule,
    case_label: &str,
    fetch: &mut Fetch<'_>,
) -> Result<Incoming, Error> {
    let mut stage = Stage { incoming: Incoming::default(), fetch };
    stage.notes(&project)?;
    let extras = stage.incoming.extras.clone();
    let (codes, mut remarks) = prepare_codes(&project.codes, &project.sets, rule, extras.as_ref());
    stage.incoming.codes = codes;
    std::mem::swap(&mut stage.incoming.remarks, &mut remarks);
    for remark in remarks.list() {
        stage.incoming.remarks.add(remark.subject, &remark.what, &remark.detail, remark.count);
    }
    for case in &project.cases {
        let subject = if case.sources.is_empty() { Subject::LooseCases } else { Subject::Cases };
        stage.incoming.remarks.add(subject, "", &case.name, 1);
    }
    let attributes = source_attributes(&project, case_label);
    for source in &project.sources {
        stage.source(&project, source, &attributes)?;
    }
    let mut incoming = stage.incoming;
    incoming.loose_notes(&project);
    incoming.tell_kept(&project);
    incoming.user = project.stamp.creating_user;
    incoming.name.clone_from(&project.name);
    incoming.origin.clone_from(&project.origin);
    incoming.users.clone_from(&project.users);
    incoming.description.clone_from(&project.description);
    incoming.project_guid = Some(Guid::derived(&["project", &project.name, &project.origin]));
    incoming.kept = kept(project, &incoming);
    Ok(incoming)
}

/// Decides levels and colours of codes.
pub fn prepare_codes(
    codes: &[Code],
    sets: &[Set],
    rule: LevelRule,
    extras: Option<&Extras>,
) -> (Vec<IncomingCode>, Remarks) {
    let mut remarks = Remarks::default();
    let known = known_levels(sets, extras);
    let levels = levels(codes, rule, &known);
    let mut prepared = Vec::with_capacity(codes.len());
    for (code, level) in codes.iter().zip(levels) {
        if !code.is_codable {
            remarks.add(Subject::NotCodable, "", &code.name, 1);
        }
        prepared.push(IncomingCode { code: code.clone(), level, colour: full_colour(&code.colour) });
    }
    if known.is_empty() && !codes.is_empty() {
        let subject = match rule {
            LevelRule::Open => Subject::AllOpen,
            LevelRule::ByDepth => Subject::ByDepth,
        };
        remarks.add(subject, "", "", codes.len());
    }
    (prepared, remarks)
}

/// What is written before the level in the description of a set that Baft made for it.
pub const LEVEL_MARK: &str = "baft level: ";

/// Levels that the file itself says: in Baft's note, or by the sets that Baft made of each level.
fn known_levels(sets: &[Set], extras: Option<&Extras>) -> BTreeMap<Guid, Level> {
    let mut known = BTreeMap::new();
    for set in sets {
        if let Some(level) = set.description.strip_prefix(LEVEL_MARK).and_then(Level::parse) {
            known.extend(set.codes.iter().map(|code| (*code, level)));
        }
    }
    for (guid, code) in extras.iter().flat_map(|extras| &extras.codes) {
        known.extend(Guid::parse(guid).zip(Level::parse(&code.level)));
    }
    known
}

fn levels(codes: &[Code], rule: LevelRule, known: &BTreeMap<Guid, Level>) -> Vec<Level> {
    let mut depth = vec![0_usize; codes.len()];
    let mut height = vec![0_usize; codes.len()];
    let mut root: Vec<usize> = (0..codes.len()).collect();
    for (index, code) in codes.iter().enumerate() {
        if let Some(parent) = code.parent {
            depth[index] = depth[parent] + 1;
            root[index] = root[parent];
            let deepest = &mut height[root[index]];
            *deepest = (*deepest).max(depth[index]);
        }
    }
    let mut levels: Vec<Level> = Vec::with_capacity(codes.len());
    for (index, code) in codes.iter().enumerate() {
        let known = known.get(&code.guid).copied();
        let by_depth = match (height[root[index]], depth[index]) {
            (2.., 0) => Level::Selective,
            (2.., 1) | (1, 0) => Level::Axial,
            _ => Level::Open,
        };
        let wanted = known.unwrap_or(if rule == LevelRule::ByDepth { by_depth } else { Level::Open });
        let parent = code.parent.map(|parent| levels[parent]);
        levels.push(match parent {
            Some(Level::Selective) if !wanted.may_stand_under(Level::Selective) => Level::Axial,
            Some(parent) if !wanted.may_stand_under(parent) => Level::Open,
            _ => wanted,
        });
    }
    levels
}

/// `#rrggbb` of a colour in either of the standard's forms; empty for anything else.
fn full_colour(colour: &str) -> String {
    let digits: Vec<char> = colour.trim().trim_start_matches('#').chars().collect();
    if !digits.iter().all(char::is_ascii_hexdigit) {
        return String::new();
    }
    match digits.len() {
        6 => ["#".to_owned(), digits.iter().collect::<String>().to_lowercase()].concat(),
        3 => digits.iter().fold("#".to_owned(), |mut full, digit| {
            full.extend([digit.to_ascii_lowercase(); 2]);
            full
        }),
        _ => String::new(),
    }
}

/// Attributes of sources by their GUIDs: values of their cases, then their own, which hold where both speak.
pub fn source_attributes(project: &Project, case_label: &str) -> BTreeMap<Guid, BTreeMap<String, String>> {
    let names: BTreeMap<Guid, &str> =
        project.variables.iter().map(|variable| (variable.guid, variable.name.as_str())).collect();
    let mut attributes: BTreeMap<Guid, BTreeMap<String, String>> = BTreeMap::new();
    let put = |values: &[Value], into: &mut BTreeMap<String, String>| {
        for value in values.iter().filter(|value| !value.text.trim().is_empty()) {
            if let Some(name) = names.get(&value.variable) {
                into.insert((*name).to_owned(), value.text.clone());
            }
        }
    };
    for case in &project.cases {
        for source in &case.sources {
            let into = attributes.entry(*source).or_default();
            put(&case.values, into);
            let label = into.entry(case_label.to_owned()).or_default();
            if !label.is_empty() {
                label.push_str("; ");
            }
            label.push_str(&case.name);
        }
    }
    for source in &project.sources {
        let (guid, values) = match source {
            Source::Text(text) => (text.guid, &text.values),
            Source::Media(media) => (media.guid, &media.values),
        };
        put(values, attributes.entry(guid).or_default());
    }
    attributes.values_mut().for_each(|one| one.retain(|_, value| !value.trim().is_empty()));
    attributes
}

/// A text as it lies in the file: decoded with mark and line ends, its bytes, its file name.
struct Decoded {
    text: String,
    bytes: Vec<u8>,
    file_name: String,
}

struct Stage<'f, 'a> {
    incoming: Incoming,
    fetch: &'f mut Fetch<'a>,
}

impl Stage<'_, '_> {
    fn notes(&mut self, project: &Project) -> Result<(), Error> {
        for (order, note) in project.notes.iter().enumerate() {
            let Some(decoded) = self.decode(note, &note.name, false)? else { continue };
            let body = decoded.text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
            if note.name == NOTE_NAME && body.starts_with("{\"baft\":") {
                self.incoming.extras = Extras::read(&body);
                if self.incoming.extras.is_none() {
                    self.incoming.remarks.add(Subject::BrokenExtras, "", "", 1);
                }
                continue;
            }
            if !note.selections.is_empty() || !note.codings.is_empty() {
                let coded = note.selections.iter().map(|selection| selection.codings.len()).sum::<usize>();
                self.incoming.remarks.add(Subject::CodedNote, "", &note.name, coded + note.codings.len());
            }
            let words = if body.trim().is_empty() { note.description.clone() } else { body };
            let title = note.name.trim();
            let text = match (title.is_empty() || words.starts_with(title), words.trim().is_empty()) {
                (true, _) => words.clone(),
                (false, true) => title.to_owned(),
                (false, false) => [title, "\n\n", &words].concat(),
            };
            if text.trim().is_empty() {
                self.incoming.remarks.add(Subject::EmptyNote, "", "", 1);
                continue;
            }
            let (user, created) = (note.stamp.creating_user, note.stamp.created.clone());
            self.incoming.notes.insert(note.guid, IncomingNote { text, words, user, created, order });
        }
        if let Some(extras) = &self.incoming.extras {
            let generated: BTreeSet<Guid> =
                extras.generated.iter().filter_map(|guid| Guid::parse(guid)).collect();
            self.incoming.notes.retain(|guid, _| !generated.contains(guid));
        }
        Ok(())
    }

    /// The text of a source or note: from the project itself, its plain file, or the file with its layout.
    fn decode(&mut self, text: &TextSource, name: &str, tell: bool) -> Result<Option<Decoded>, Error> {
        if let Some(content) = &text.content {
            let file_name = [name, ".txt"].concat();
            return Ok(Some(Decoded {
                text: content.clone(),
                bytes: content.clone().into_bytes(),
                file_name,
            }));
        }
        let remarks = &mut self.incoming.remarks;
        let plain = if text.plain_path.is_empty() { None } else { (self.fetch)(&text.plain_path)? };
        if let Some(bytes) = plain {
            match ingest::decode_exact(&bytes) {
                Ok((decoded, _)) => {
                    let file_name = if name.to_lowercase().ends_with(".txt") {
                        name.to_owned()
                    } else {
                        [name, ".txt"].concat()
                    };
                    return Ok(Some(Decoded { text: decoded, bytes, file_name }));
                }
                Err(_not_text) => remarks.add(Subject::UnreadableText, name, &text.plain_path, 1),
            }
        }
        let rich = if text.rich_path.is_empty() { None } else { (self.fetch)(&text.rich_path)? };
        if let Some(bytes) = rich {
            let file_name = text.rich_path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            if let Ok(document) = ingest::read(&file_name, &bytes, &ReadOptions::default()) {
                return Ok(Some(Decoded { text: document.text, bytes, file_name }));
            }
        }
        if tell {
            remarks.add(Subject::MissingText, name, &text.plain_path, 1);
        }
        Ok(None)
    }

    fn source(
        &mut self,
        project: &Project,
        source: &Source,
        attributes: &BTreeMap<Guid, BTreeMap<String, String>>,
    ) -> Result<(), Error> {
        let wide = project.origin.to_lowercase().contains("nvivo");
        match source {
            Source::Text(text) => {
                let Some(mut decoded) = self.decode(text, &text.name, true)? else { return Ok(()) };
                self.own_file(text.guid, &mut decoded)?;
                let head = (text.guid, text.name.as_str(), Origin::Text);
                self.take(head, decoded, text, None, None, wide, attributes);
            }
            Source::Media(media) => self.media(media, wide, attributes)?,
        }
        Ok(())
    }

    fn media(
        &mut self,
        media: &MediaSource,
        wide: bool,
        attributes: &BTreeMap<Guid, BTreeMap<String, String>>,
    ) -> Result<(), Error> {
        if media.kind == MediaKind::Pdf {
            let bare = TextSource::bare(media.guid);
            let text = media.text.as_ref().unwrap_or(&bare);
            let decoded = match self.decode(text, &media.name, false)? {
                Some(decoded) => Some(decoded),
                None => self.text_of_pdf(media)?,
            };
            match decoded {
                Some(mut decoded) => {
                    if let Some(bytes) = (self.fetch)(&media.path)? {
                        (decoded.bytes, decoded.file_name) = (bytes, media.name.clone());
                    }
                    self.own_file(media.guid, &mut decoded)?;
                    let head = (media.guid, media.name.as_str(), Origin::Pdf);
                    self.take(head, decoded, text, Some(media), None, wide, attributes);
                    return Ok(());
                }
                None => self.incoming.remarks.add(Subject::MissingText, &media.name, &media.path, 1),
            }
        }
        let mut taken = false;
        for (number, transcript) in (1_u32..).zip(&media.transcripts) {
            let named = if transcript.text.name.is_empty() { &media.name } else { &transcript.text.name };
            let name = if number == 1 { named.clone() } else { format!("{named} {number}") };
            let Some(decoded) = self.decode(&transcript.text, &name, true)? else { continue };
            let head = (transcript.text.guid, name.as_str(), Origin::Transcript);
            self.take(head, decoded, &transcript.text, None, Some(transcript), wide, attributes);
            self.incoming.remarks.add(Subject::TranscriptTaken, &media.name, &name, 1);
            taken = true;
        }
        let parts: usize = media.selections.iter().map(|selection| selection.codings.len().max(1)).sum();
        if !taken || parts > 0 {
            self.incoming.remarks.add(Subject::Media, &media.name, media.kind.as_str(), parts.max(1));
        }
        self.incoming.remarks.add(Subject::WholeMedia, &media.name, "", media.codings.len());
        Ok(())
    }

    /// A source that Baft wrote comes with its file as it was, whatever its format.
    fn own_file(&mut self, guid: Guid, decoded: &mut Decoded) -> Result<(), Error> {
        let extras = self.incoming.extras.as_ref().and_then(|extras| extras.sources.get(&guid.to_string()));
        let Some(file) = extras.map(|source| source.file.clone()).filter(|file| !file.is_empty()) else {
            return Ok(());
        };
        if let Some(bytes) = (self.fetch)(&["internal://", &file].concat())? {
            decoded.bytes = bytes;
        }
        Ok(())
    }

    fn text_of_pdf(&mut self, media: &MediaSource) -> Result<Option<Decoded>, Error> {
        let Some(bytes) = (self.fetch)(&media.path)? else { return Ok(None) };
        let document = ingest::read("file.pdf", &bytes, &ReadOptions::default()).ok();
        let file_name = media.name.clone();
        Ok(document.map(|document| Decoded { text: document.text, bytes, file_name }))
    }

    fn take(
        &mut self,
        head: (Guid, &str, Origin),
        decoded: Decoded,
        text: &TextSource,
        media: Option<&MediaSource>,
        transcript: Option<&Transcript>,
        wide: bool,
        attributes: &BTreeMap<Guid, BTreeMap<String, String>>,
    ) {
        let (guid, name, origin) = head;
        if decoded.text.trim_start_matches('\u{feff}').trim().is_empty() {
            self.incoming.remarks.add(Subject::EmptyText, name, "", 1);
            return;
        }
        let remarks = &mut self.incoming.remarks;
        let (kept, passages, points) = place(&decoded.text, text, media, transcript, wide, name, remarks);
        self.incoming.points.extend(points);
        let (description, notes, user) = match media {
            Some(media) => (&media.description, &media.note_refs, media.stamp.creating_user),
            None => (&text.description, &text.note_refs, text.stamp.creating_user),
        };
        let remarks = &mut self.incoming.remarks;
        let described = usize::from(!description.trim().is_empty())
            + passages.iter().filter(|passage| !passage.description.trim().is_empty()).count();
        remarks.add(Subject::Description, "", name, described);
        self.incoming.sources.push(IncomingSource {
            guid,
            name: name.to_owned(),
            origin,
            text: kept,
            bytes: decoded.bytes,
            file_name: decoded.file_name,
            passages,
            description: description.clone(),
            notes: notes.clone(),
            user,
            attributes: attributes.get(&guid).cloned().unwrap_or_default(),
        });
    }
}

impl Incoming {
    /// Notes to which nothing refers are notes on the study; references to notes that are not there are told.
    fn loose_notes(&mut self, project: &Project) {
        let mut referred: BTreeSet<Guid> = BTreeSet::new();
        let on_codes = project.codes.iter().flat_map(|code| &code.note_refs);
        let on_links = project.links.iter().flat_map(|link| &link.note_refs);
        let in_sets = project.sets.iter().flat_map(|set| &set.notes);
        referred.extend(on_codes.chain(on_links).chain(in_sets));
        referred.extend(project.note_refs.iter());
        for source in &project.sources {
            source_notes(source, &mut referred);
        }
        let known: BTreeSet<Guid> = project.notes.iter().map(|note| note.guid).collect();
        let missing = referred.iter().filter(|guid| !known.contains(guid)).count();
        self.remarks.add(Subject::MissingNote, "", "", missing);
        // A set is no thing that a memo could be on.
        let in_sets: BTreeSet<&Guid> = project.sets.iter().flat_map(|set| &set.notes).collect();
        let placed: BTreeSet<Guid> = {
            let mut placed = BTreeSet::new();
            placed.extend(project.codes.iter().flat_map(|code| &code.note_refs));
            for source in &project.sources {
                source_notes(source, &mut placed);
            }
            placed
        };
        for note in &project.notes {
            if placed.contains(&note.guid) || !self.notes.contains_key(&note.guid) {
                continue;
            }
            self.study_notes.push(note.guid);
            if !project.note_refs.contains(&note.guid) {
                let name = if in_sets.contains(&note.guid) { "" } else { note.name.as_str() };
                self.remarks.add(Subject::LooseNote, "", name, 1);
            }
        }
    }

    fn tell_kept(&mut self, project: &Project) {
        let generated = self.generated();
        let sets: Vec<&str> = names(project.sets.iter().map(|set| (set.guid, &set.name)), &generated);
        let graphs: Vec<&str> =
            names(project.graphs.iter().map(|graph| (graph.guid, &graph.name)), &generated);
        let links: Vec<&str> = names(project.links.iter().map(|link| (link.guid, &link.name)), &generated);
        for (subject, list) in [(Subject::Sets, sets), (Subject::Graphs, graphs), (Subject::Links, links)] {
            self.remarks.add(subject, "", list.first().copied().unwrap_or_default(), list.len());
        }
    }

    /// GUIDs of what Baft makes anew at each export.
    pub fn generated(&self) -> BTreeSet<Guid> {
        let generated = self.extras.iter().flat_map(|extras| &extras.generated);
        generated.filter_map(|guid| Guid::parse(guid)).collect()
    }
}

fn names<'a>(all: impl Iterator<Item = (Guid, &'a String)>, generated: &BTreeSet<Guid>) -> Vec<&'a str> {
    all.filter(|(guid, _)| !generated.contains(guid)).map(|(_, name)| name.as_str()).collect()
}

/// Notes to which a source, its passages or their codings refer.
fn source_notes(source: &Source, into: &mut BTreeSet<Guid>) {
    let mut text = |text: &TextSource| {
        into.extend(&text.note_refs);
        into.extend(text.codings.iter().flat_map(|coding| &coding.note_refs));
        for selection in &text.selections {
            into.extend(&selection.note_refs);
            into.extend(selection.codings.iter().flat_map(|coding| &coding.note_refs));
        }
    };
    match source {
        Source::Text(one) => text(one),
        Source::Media(media) => {
            media.text.iter().for_each(&mut text);
            media.transcripts.iter().for_each(|transcript| text(&transcript.text));
            let mut rest = TextSource::bare(media.guid);
            rest.note_refs.clone_from(&media.note_refs);
            rest.codings.clone_from(&media.codings);
            rest.selections.clone_from(&media.selections);
            text(&rest);
        }
    }
}

/// The project without what the study itself holds word for word, and the paths of the files it still needs.
fn kept(mut project: Project, incoming: &Incoming) -> Project {
    let generated = incoming.generated();
    let taken: BTreeSet<Guid> = incoming.sources.iter().map(|source| source.guid).collect();
    for source in &mut project.sources {
        match source {
            Source::Text(text) if taken.contains(&text.guid) => text.content = None,
            Source::Text(_) => {}
            Source::Media(media) => {
                let is_taken = taken.contains(&media.guid);
                media.text.iter_mut().filter(|_| is_taken).for_each(|text| text.content = None);
                for transcript in &mut media.transcripts {
                    if taken.contains(&transcript.text.guid) {
                        transcript.text.content = None;
                        for point in &mut transcript.points {
                            point.position = incoming.points.get(&point.guid).copied();
                        }
                    }
                }
            }
        }
    }
    project.sets.retain(|set| !generated.contains(&set.guid) && !set.description.starts_with(LEVEL_MARK));
    project.graphs.retain(|graph| !generated.contains(&graph.guid));
    project.notes.retain(|note| {
        let is_own = incoming.extras.is_some() && note.name == NOTE_NAME;
        !generated.contains(&note.guid) && !is_own
    });
    project.note_refs.retain(|guid| !generated.contains(guid));
    project
}

/// Paths of files in the archive that are kept beside a project: layouts and media, and texts that became no source.
pub fn kept_paths(project: &Project, taken: &BTreeSet<Guid>) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut text = |text: &TextSource, is_taken: bool| {
        paths.insert(text.rich_path.clone());
        if !is_taken {
            paths.insert(text.plain_path.clone());
        }
    };
    let mut media_paths = Vec::new();
    for source in &project.sources {
        match source {
            Source::Text(one) => text(one, taken.contains(&one.guid)),
            Source::Media(media) => {
                media_paths.push(media.path.clone());
                media.text.iter().for_each(|one| text(one, taken.contains(&media.guid)));
                media.transcripts.iter().for_each(|one| text(&one.text, taken.contains(&one.text.guid)));
                for selection in &media.selections {
                    selection.representation.iter().for_each(|one| text(one, false));
                }
            }
        }
    }
    project.notes.iter().for_each(|note| text(note, false));
    paths.extend(media_paths);
    paths.retain(|path| path.to_lowercase().starts_with("internal://"));
    paths
}
