//! Exchange with other programs.

use crate::program::Workspace;
use baft::exchange::refi::{
    Archive, Guid, Limits, Project, SelectionPlace, Source, TextSource, place_text, read_codebook,
    read_project, write_codebook, write_project,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/refi")
}

/// The files to test with; a folder with others may be named by `BAFT_REFI`.
fn files(extension: &str) -> Vec<PathBuf> {
    let folders = [Some(data()), std::env::var_os("BAFT_REFI").map(PathBuf::from)];
    let mut files: Vec<PathBuf> = folders
        .into_iter()
        .flatten()
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|known| known == extension))
        .collect();
    files.sort();
    assert!(files.len() >= 5, "{files:?}");
    files
}

fn archive(bytes: &[u8]) -> Archive<Cursor<&[u8]>> {
    Archive::open(Cursor::new(bytes), Limits::default()).unwrap()
}

fn project(bytes: &[u8]) -> Project {
    read_project(&archive(bytes).project_xml().unwrap(), Limits::default()).unwrap().project
}

/// Checks a file against a schema; without xmllint the test says so, and fails where `CI` is set.
fn assert_valid(xml: &str, schema: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.xml");
    fs::write(&file, xml).unwrap();
    let run =
        Command::new("xmllint").arg("--noout").arg("--schema").arg(data().join(schema)).arg(&file).output();
    match run {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) if std::env::var_os("CI").is_some() => panic!("xmllint is missing (Debian: libxml2-utils)"),
        Err(_) => println!("NOT CHECKED against {schema}: xmllint is missing (Debian: libxml2-utils)"),
    }
}

#[test]
fn a_project_that_was_read_and_written_is_the_same_and_valid() {
    for file in files("qdpx") {
        let read = project(&fs::read(&file).unwrap());
        let written = write_project(&read);
        let again = read_project(&written, Limits::default()).unwrap();
        assert_eq!(again.project, read, "{}", file.display());
        assert_eq!(write_project(&again.project), written);
        assert_valid(&written, "Project.xsd");
    }
}

#[test]
fn a_codebook_that_was_read_and_written_is_the_same_and_valid() {
    for file in files("qdc") {
        let text = fs::read_to_string(&file).unwrap();
        let read = read_codebook(&text, Limits::default()).unwrap().project;
        assert!(!read.codes.is_empty(), "{}", file.display());
        let written = write_codebook(&read.codes, &read.sets, &read.origin).unwrap();
        assert_eq!(read_codebook(&written, Limits::default()).unwrap().project, read, "{}", file.display());
        assert_valid(&written, "Codebook.xsd");
    }
}

/// Everything of a project that has to survive, in a form that does not depend on how its program counts.
#[derive(PartialEq, Eq, Debug, Default)]
struct Essence {
    codes: BTreeSet<(Guid, Option<Guid>, String, String, bool, String)>,
    users: BTreeSet<(Guid, String, String)>,
    texts: BTreeMap<Guid, String>,
    coded: BTreeSet<(Guid, String, Guid, Option<Guid>)>,
    whole: BTreeSet<(Guid, Guid)>,
    described: BTreeSet<(Guid, String)>,
    notes: BTreeMap<Guid, (String, String)>,
    noted: BTreeSet<(Guid, Guid)>,
    values: BTreeSet<(Guid, Guid, String)>,
}

impl Essence {
    fn of(bytes: &[u8]) -> Self {
        let project = project(bytes);
        let mut archive = archive(bytes);
        let mut essence = Self::default();
        for code in &project.codes {
            let parent = code.parent.map(|parent| project.codes[parent].guid);
            let (name, colour) = (code.name.clone(), code.colour.clone());
            essence.codes.insert((
                code.guid,
                parent,
                name,
                colour,
                code.is_codable,
                code.description.clone(),
            ));
            essence.noted.extend(code.note_refs.iter().map(|note| (code.guid, *note)));
        }
        essence
            .users
            .extend(project.users.iter().map(|user| (user.guid, user.name.clone(), user.id.clone())));
        for source in &project.sources {
            match source {
                Source::Text(text) => essence.text(text, &mut archive, &project.origin),
                Source::Media(media) => media.text.iter().for_each(|text| {
                    essence.text(text, &mut archive, &project.origin);
                }),
            }
        }
        for note in &project.notes {
            let words = words(note, &mut archive).unwrap_or_default();
            essence.notes.insert(note.guid, (note.name.clone(), words.replace("\r\n", "\n")));
        }
        for case in &project.cases {
            essence.values.extend(case.values.iter().map(|one| (case.guid, one.variable, one.text.clone())));
        }
        essence
    }

    fn text(&mut self, text: &TextSource, archive: &mut Archive<Cursor<&[u8]>>, origin: &str) {
        let Some(raw) = words(text, archive) else { return };
        let given: Vec<(i64, i64, &str)> = text
            .selections
            .iter()
            .map(|one| match one.place {
                SelectionPlace::Text { start, end } => (start, end, one.name.as_str()),
                _ => (-1, -1, ""),
            })
            .collect();
        let placed = place_text(&raw, &given, origin.contains("NVivo"));
        let letters: Vec<char> = placed.text.chars().collect();
        for (one, span) in text.selections.iter().zip(&placed.spans) {
            let Some((start, end)) = *span else { continue };
            let quote: String = letters[start as usize..end as usize].iter().collect();
            for coding in &one.codings {
                self.coded.insert((one.guid, quote.clone(), coding.code, coding.user));
            }
            self.described.insert((one.guid, one.description.clone()));
            self.noted.extend(one.note_refs.iter().map(|note| (one.guid, *note)));
        }
        self.whole.extend(text.codings.iter().map(|coding| (text.guid, coding.code)));
        self.described.insert((text.guid, text.description.clone()));
        self.noted.extend(text.note_refs.iter().map(|note| (text.guid, *note)));
        self.values.extend(text.values.iter().map(|one| (text.guid, one.variable, one.text.clone())));
        self.texts.insert(text.guid, placed.text);
    }

    /// What is in the other and not in this.
    fn lacks(&self, other: &Self) -> Vec<String> {
        let mut lacking = Vec::new();
        let mut tell = |what: String| lacking.push(what);
        other.codes.difference(&self.codes).for_each(|one| tell(format!("code {one:?}")));
        other.users.difference(&self.users).for_each(|one| tell(format!("user {one:?}")));
        other.coded.difference(&self.coded).for_each(|one| tell(format!("coding {one:?}")));
        other.whole.difference(&self.whole).for_each(|one| tell(format!("coding of the whole {one:?}")));
        other.described.difference(&self.described).for_each(|one| tell(format!("description {one:?}")));
        other.noted.difference(&self.noted).for_each(|one| tell(format!("reference to a note {one:?}")));
        other.values.difference(&self.values).for_each(|one| tell(format!("value {one:?}")));
        for (guid, text) in &other.texts {
            if self.texts.get(guid) != Some(text) {
                tell(format!("text {guid}: {:?} is {:?}", text, self.texts.get(guid)));
            }
        }
        for (guid, note) in &other.notes {
            if self.notes.get(guid) != Some(note) {
                tell(format!("note {guid}: {note:?} is {:?}", self.notes.get(guid)));
            }
        }
        lacking
    }
}

fn words(text: &TextSource, archive: &mut Archive<Cursor<&[u8]>>) -> Option<String> {
    if let Some(content) = &text.content {
        return Some(content.clone());
    }
    let bytes = archive.file(&text.plain_path).unwrap()?;
    Some(String::from_utf8(bytes).unwrap())
}

#[test]
fn what_comes_from_another_program_goes_back_to_it() {
    for file in files("qdpx") {
        let workspace = Workspace::new();
        workspace.ok(&["new", "s.baft", "--title", "T", "--lang", "en"]);
        workspace.ok(&["import", "s.baft", file.to_str().unwrap()]);
        workspace.ok(&["export", "s.baft", "project", "--output", "out.qdpx"]);
        let (before, after) = (fs::read(&file).unwrap(), fs::read(workspace.path("out.qdpx")).unwrap());
        let lacking = Essence::of(&after).lacks(&Essence::of(&before));
        let broken = file.file_name().unwrap() == "fixture_broken_refs.qdpx";
        let allowed = |one: &String| broken && (one.contains("98900a80") || one.starts_with("note"));
        let lacking: Vec<&String> = lacking.iter().filter(|one| !allowed(one)).collect();
        assert!(lacking.is_empty() || broken, "{}: {lacking:#?}", file.display());
        let (before, after) = (project(&before), project(&after));
        if !broken {
            assert_contains(&after.cases, &before.cases);
            assert_contains(&after.links, &before.links);
            assert_contains(&after.sets, &before.sets);
            assert_contains(&after.graphs, &before.graphs);
            assert_contains(&after.variables, &before.variables);
        }
        assert_valid(&write_project(&after), "Project.xsd");
        workspace.ok(&["doctor", "s.baft"]);
    }
}

fn assert_contains<T: PartialEq + std::fmt::Debug>(all: &[T], some: &[T]) {
    for one in some {
        assert!(all.contains(one), "{one:#?}\nis not in {all:#?}");
    }
}
