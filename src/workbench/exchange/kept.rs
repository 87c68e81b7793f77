//! Projects of other programs as they came, as one.

use crate::exchange::refi::{Code, Coding, Guid, MediaSource, Project, Selection, Source, TextSource};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Kept {
    pub(super) project: Project,
    /// The selection in which each coding stood.
    selection_of: BTreeMap<Guid, Guid>,
    selections: BTreeMap<Guid, Selection>,
    codes: BTreeMap<Guid, usize>,
    notes: BTreeMap<Guid, usize>,
    /// Notes to which each coding refers.
    notes_of_coding: BTreeMap<Guid, Vec<Guid>>,
}

impl Kept {
    /// Joins projects; of two things with one GUID the newer one holds.
    pub(super) fn new(projects: Vec<Project>) -> Self {
        let mut whole = Project::default();
        for project in projects.into_iter().rev() {
            if whole.base_path.is_empty() {
                whole.base_path.clone_from(&project.base_path);
            }
            join(&mut whole.users, project.users, |one| one.guid);
            join(&mut whole.codes, project.codes, |one| one.guid);
            join(&mut whole.variables, project.variables, |one| one.guid);
            join(&mut whole.cases, project.cases, |one| one.guid);
            join(&mut whole.sources, project.sources, Source::guid);
            join(&mut whole.notes, project.notes, |one| one.guid);
            join(&mut whole.links, project.links, |one| one.guid);
            join(&mut whole.sets, project.sets, |one| one.guid);
            join(&mut whole.graphs, project.graphs, |one| one.guid);
            whole.note_refs.extend(project.note_refs);
        }
        let mut kept = Self {
            selection_of: BTreeMap::new(),
            selections: BTreeMap::new(),
            codes: whole.codes.iter().enumerate().map(|(index, code)| (code.guid, index)).collect(),
            notes: whole.notes.iter().enumerate().map(|(index, note)| (note.guid, index)).collect(),
            notes_of_coding: BTreeMap::new(),
            project: whole,
        };
        kept.index();
        kept
    }

    fn index(&mut self) {
        for source in &self.project.sources {
            let texts: Vec<&TextSource> = match source {
                Source::Text(text) => vec![text],
                Source::Media(media) => {
                    media.text.iter().chain(media.transcripts.iter().map(|one| &one.text)).collect()
                }
            };
            for text in texts {
                for coding in &text.codings {
                    self.notes_of_coding.insert(coding.guid, coding.note_refs.clone());
                }
                for selection in &text.selections {
                    for coding in &selection.codings {
                        self.selection_of.insert(coding.guid, selection.guid);
                        self.notes_of_coding.insert(coding.guid, coding.note_refs.clone());
                    }
                    self.selections.insert(selection.guid, selection.clone());
                }
            }
        }
    }

    pub(super) fn code(&self, guid: Guid) -> Option<&Code> {
        self.codes.get(&guid).map(|index| &self.project.codes[*index])
    }

    pub(super) fn note(&self, guid: Guid) -> Option<&TextSource> {
        self.notes.get(&guid).map(|index| &self.project.notes[*index])
    }

    pub(super) fn selection(&self, guid: Guid) -> Option<&Selection> {
        self.selections.get(&guid)
    }

    /// The selection in which a coding stood.
    pub(super) fn selection_of(&self, coding: Guid) -> Option<Guid> {
        self.selection_of.get(&coding).copied()
    }

    /// The source of a GUID; a PDF's or picture's own.
    pub(super) fn source(&self, guid: Guid) -> Option<&Source> {
        self.project.sources.iter().find(|source| source.guid() == guid)
    }

    /// Whether a note is no comment of a coding, whose fate is its coding's.
    pub(super) fn is_apart(&self, note: Guid) -> bool {
        !self.notes_of_coding.values().any(|notes| notes.contains(&note))
    }

    /// Notes to which a coding refers.
    pub(super) fn notes_of_coding(&self, coding: Guid) -> Vec<Guid> {
        self.notes_of_coding.get(&coding).cloned().unwrap_or_default()
    }
}

fn join<T>(into: &mut Vec<T>, from: Vec<T>, guid: impl Fn(&T) -> Guid) {
    let known: BTreeSet<Guid> = into.iter().map(&guid).collect();
    into.extend(from.into_iter().filter(|one| !known.contains(&guid(one))));
}

/// GUIDs of everything that something may refer to.
pub(super) fn guids(project: &Project) -> BTreeSet<Guid> {
    let mut there: BTreeSet<Guid> = project.codes.iter().map(|code| code.guid).collect();
    there.extend(project.cases.iter().map(|case| case.guid));
    there.extend(project.sets.iter().map(|set| set.guid));
    for note in &project.notes {
        of_text(note, &mut there);
    }
    for source in &project.sources {
        match source {
            Source::Text(text) => of_text(text, &mut there),
            Source::Media(media) => of_media(media, &mut there),
        }
    }
    there
}

fn of_text(text: &TextSource, there: &mut BTreeSet<Guid>) {
    there.insert(text.guid);
    there.extend(text.selections.iter().map(|selection| selection.guid));
    let codings = |codings: &[Coding]| codings.iter().map(|coding| coding.guid).collect::<Vec<_>>();
    there.extend(codings(&text.codings));
    there.extend(text.selections.iter().flat_map(|selection| codings(&selection.codings)));
}

fn of_media(media: &MediaSource, there: &mut BTreeSet<Guid>) {
    there.insert(media.guid);
    there.extend(media.selections.iter().map(|selection| selection.guid));
    there.extend(media.selections.iter().flat_map(|one| one.codings.iter().map(|coding| coding.guid)));
    there.extend(media.codings.iter().map(|coding| coding.guid));
    media.text.iter().for_each(|text| of_text(text, there));
    media.transcripts.iter().for_each(|transcript| of_text(&transcript.text, there));
}
