//! Exchange with other programs.

use crate::program::Workspace;
use baft::exchange::refi::{
    Archive, ArchiveWriter, Guid, Limits, Project, SelectionPlace, Source, TextSource, place_text,
    read_codebook, read_project, write_codebook, write_project,
};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
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

/// What the broken project loses, as its report says.
const BROKEN: &[&str] = &[];

#[test]
fn the_comparison_sees_what_there_is() {
    for name in ["fixture_standard_full.qdpx", "fixture_nvivo_like_utf16_crlf_bom.qdpx"] {
        let essence = Essence::of(&fs::read(data().join(name)).unwrap());
        let quotes: BTreeSet<&str> = essence.coded.iter().map(|(_, quote, ..)| quote.as_str()).collect();
        assert!(quotes.contains("قرارداد «قیمت ثابت» بستیم 👍🏽"), "{quotes:?}");
        assert!(quotes.contains("صادرات سوپاپ اطمینان است"), "{quotes:?}");
        assert_eq!((essence.codes.len(), essence.coded.len(), essence.whole.len()), (6, 10, 1), "{name}");
        assert_eq!((essence.texts.len(), essence.notes.len(), essence.values.len()), (3, 3, 9), "{name}");
    }
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
        let lost = if file.ends_with("fixture_broken_refs.qdpx") { BROKEN } else { &[] };
        assert_eq!(lacking.len(), lost.len(), "{}: {lacking:#?}", file.display());
        for (one, expected) in lacking.iter().zip(lost) {
            assert!(one.starts_with(expected), "{one}");
        }
        let (before, after) = (project(&before), project(&after));
        assert_contains(&after.cases, &before.cases);
        assert_contains(&after.links, &before.links);
        assert_contains(&after.sets, &before.sets);
        assert_contains(&after.graphs, &before.graphs);
        assert_contains(&after.variables, &before.variables);
        let media = |project: &Project| -> Vec<Source> {
            project
                .sources
                .iter()
                .filter(|one| matches!(one, Source::Media(media) if media.text.is_none()))
                .cloned()
                .collect()
        };
        assert_contains(&media(&after), &media(&before));
        assert_valid(&write_project(&after), "Project.xsd");
        workspace.ok(&["doctor", "s.baft"]);
    }
}

fn assert_contains<T: PartialEq + std::fmt::Debug>(all: &[T], some: &[T]) {
    for one in some {
        assert!(all.contains(one), "{one:#?}\nis not in {all:#?}");
    }
}

/// Exports of everything that a study holds, as text.
fn everything(workspace: &Workspace, study: &str) -> Vec<(String, String)> {
    let commands: &[&[&str]] = &[
        &["codebook", study, "export"],
        &["code", study, "export"],
        &["memo", study],
        &["sources", study],
        &["audit", study],
        &["agreement", study],
        &["round", study],
        &["instrument", study, "show"],
        &["responses", study],
        &["assess", study],
    ];
    commands
        .iter()
        .map(|command| (command.join(" "), without_numbers(&workspace.ok(command).replace(study, "STUDY"))))
        .collect()
}

/// Quotations are numbered anew in each study.
fn without_numbers(text: &str) -> String {
    let cells = text.split('\t').map(|cell| {
        let is_number = cell.strip_prefix('#').is_some_and(|rest| rest.parse::<u32>().is_ok());
        if is_number { "#" } else { cell }
    });
    cells.collect::<Vec<_>>().join("\t")
}

/// Fails at the first line that differs.
fn assert_same(one: &str, two: &str, what: &str) {
    for (number, (one, two)) in one.lines().zip(two.lines()).enumerate() {
        assert_eq!(two, one, "{what}, line {}", number + 1);
    }
    assert_eq!(two.lines().count(), one.lines().count(), "{what}");
}

#[test]
fn the_sample_study_comes_back_whole() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "demo", "--no-serve"]);
    let study = fs::read_dir(workspace.path("demo")).unwrap().map(|entry| entry.unwrap().path());
    let study = study
        .collect::<Vec<_>>()
        .into_iter()
        .find(|path| path.extension().is_some_and(|known| known == "baft"))
        .unwrap();
    fs::copy(study, workspace.path("one.baft")).unwrap();
    workspace.ok(&["export", "one.baft", "project", "--output", "one.qdpx"]);
    assert_valid(&write_project(&project(&fs::read(workspace.path("one.qdpx")).unwrap())), "Project.xsd");
    workspace.ok(&["new", "two.baft"]);
    workspace.ok(&["import", "two.baft", "one.qdpx"]);
    for ((command, one), (_, two)) in
        everything(&workspace, "one.baft").into_iter().zip(everything(&workspace, "two.baft"))
    {
        assert_same(&one, &two, &command);
    }
    workspace.ok(&["doctor", "two.baft"]);
    // A codebook alone keeps names, tree and levels.
    workspace.ok(&["codebook", "one.baft", "export", "--output", "one.qdc"]);
    assert_valid(&workspace.read("one.qdc"), "Codebook.xsd");
    workspace.ok(&["new", "three.baft"]);
    workspace.ok(&["codebook", "three.baft", "import", "one.qdc"]);
    let levels = |study: &str| -> Vec<(String, String)> {
        let bytes = workspace.ok(&["codebook", study, "export"]);
        let mut reader = csv::Reader::from_reader(bytes.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().unwrap().clone();
        let column = |name: &str| head.iter().position(|head| head == name).unwrap();
        let (level, name) = (column("level"), column("name"));
        reader
            .records()
            .map(|row| row.unwrap())
            .map(|row| (row[level].to_owned(), row[name].to_owned()))
            .collect()
    };
    assert_eq!(levels("three.baft"), levels("one.baft"));
    // Once more over: the same file again brings nothing, and the second study writes what the first wrote.
    let again = workspace.json(&["import", "two.baft", "one.qdpx"]);
    assert_eq!(again["added"]["codings"], 0, "{again}");
    assert_eq!(again["added"]["codes"], 0, "{again}");
    assert_eq!(again["added"]["memos"], 0, "{again}");
    workspace.ok(&["export", "two.baft", "project", "--output", "two.qdpx"]);
    let (one, two) =
        (fs::read(workspace.path("one.qdpx")).unwrap(), fs::read(workspace.path("two.qdpx")).unwrap());
    let lacking = Essence::of(&two).lacks(&Essence::of(&one));
    // The notes that Baft makes anew at each export are named by the study that makes them.
    let lacking: Vec<&String> =
        lacking.iter().filter(|one| !one.contains("(\"Baft\"") && !one.contains("(\"بافت:")).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn an_import_is_one_operation_and_a_preview_none() {
    let workspace = Workspace::with_coded_study();
    let file = data().join("fixture_standard_full.qdpx");
    let file = file.to_str().unwrap();
    let before = everything_light(&workspace);
    let preview = workspace.json(&["import", "s.baft", file, "--dry-run"]);
    assert_eq!(preview["added"]["codes"], 6);
    assert_eq!(everything_light(&workspace), before);
    let done = workspace.json(&["import", "s.baft", file]);
    assert_eq!(done, preview);
    assert_ne!(everything_light(&workspace), before);
    workspace.ok(&["undo", "s.baft"]);
    assert_eq!(everything_light(&workspace), before);
    workspace.ok(&["redo", "s.baft"]);
    workspace.ok(&["doctor", "s.baft"]);
}

fn everything_light(workspace: &Workspace) -> Vec<String> {
    let commands: [&[&str]; 4] = [
        &["codebook", "s.baft", "export"],
        &["code", "s.baft", "export"],
        &["memo", "s.baft"],
        &["sources", "s.baft"],
    ];
    commands.iter().map(|command| workspace.ok(command)).collect()
}

#[test]
fn what_is_changed_here_is_changed_there() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    let file = data().join("fixture_nvivo_like_utf16_crlf_bom.qdpx");
    workspace.ok(&["import", "s.baft", file.to_str().unwrap()]);
    let before = project(&fs::read(&file).unwrap());
    let profit = &before.codes[1];
    workspace.ok(&["codebook", "s.baft", "rename", &profit.name, "سود کمتر"]);
    workspace.ok(&["code", "s.baft", "add", "مصاحبه ۲", "--code", "سود کمتر", "--quote", "صادرات سوپاپ"]);
    workspace.ok(&["export", "s.baft", "project", "--output", "out.qdpx"]);
    let bytes = fs::read(workspace.path("out.qdpx")).unwrap();
    let after = Essence::of(&bytes);
    assert!(after.codes.iter().any(|code| code.0 == profit.guid && code.2 == "سود کمتر"));
    assert!(after.coded.iter().any(|(_, quote, code, _)| quote == "صادرات سوپاپ" && *code == profit.guid));
    assert_eq!(after.coded.len(), 11);
}

/// A project with this XML and these files.
fn packed(xml: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ArchiveWriter::new(Cursor::new(Vec::new()));
    archive.project(xml).unwrap();
    for (name, bytes) in files {
        archive.file(name, bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const HEAD: &str = "<?xml version=\"1.0\"?><Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\">";

#[test]
fn hostile_archives_are_refused_with_a_sentence_and_leave_no_trace() {
    let workspace = Workspace::with_coded_study();
    let before = everything_light(&workspace);
    let codes = |count: usize| -> String {
        let mut xml = [HEAD, "<CodeBook><Codes>"].concat();
        for number in 0..count {
            xml.extend([
                "<Code guid=\"",
                &Guid::derived(&[&number.to_string()]).to_string(),
                "\" name=\"c\"/>",
            ]);
        }
        xml.push_str("</Codes></CodeBook></Project>");
        xml
    };
    let deep = |open: &str, close: &str, depth: usize| {
        [
            HEAD,
            "<CodeBook><Codes>",
            &open.repeat(depth),
            &close.repeat(depth),
            "</Codes></CodeBook></Project>",
        ]
        .concat()
    };
    let entity = "<?xml version=\"1.0\"?><!DOCTYPE Project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Project name=\"&x;\"/>";
    let bomb = [HEAD, "<Description>", &" ".repeat(200 * 1024 * 1024), "</Description></Project>"].concat();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "archive"),
        ("no-zip", b"not an archive at all".to_vec(), "archive"),
        ("no-project", packed_without_project(), ".qde"),
        ("doctype", packed(entity, &[]), "document type"),
        ("unclosed", packed(&[HEAD, "<CodeBook><Codes>"].concat(), &[]), "XML"),
        ("other-root", packed("<html/>", &[]), "<html>"),
        ("no-xml", packed("\u{0}\u{1}\u{2}", &[]), "XML"),
        ("million-codes", packed(&codes(1_000_000), &[]), "codes"),
        ("deep-codes", packed(&deep("<Code name=\"a\">", "</Code>", 200_000), &[]), "nested"),
        ("deep-others", packed(&deep("<X>", "</X>", 200_000), &[]), "nested"),
        ("bomb", packed(&bomb, &[]), "MiB"),
        ("slip", slipping(), "outside"),
    ];
    for (name, bytes, words) in cases {
        let file = format!("{name}.qdpx");
        workspace.write(&file, &bytes);
        let run = workspace.run(&["import", "s.baft", &file]);
        assert_eq!(run.code, 6, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains(words), "{name}: {}", run.err);
    }
    assert_eq!(everything_light(&workspace), before);
    let left = fs::read_dir(workspace.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.contains("evil") || name.contains("unfinished")), "{left:?}");
    assert!(!workspace.folder().parent().unwrap().join("evil.txt").exists());
    workspace.ok(&["doctor", "s.baft"]);
}

fn packed_without_project() -> Vec<u8> {
    let mut archive = ArchiveWriter::new(Cursor::new(Vec::new()));
    archive.file("a.txt", b"text").unwrap();
    archive.finish().unwrap().into_inner()
}

/// An archive one of whose entries lies above it.
fn slipping() -> Vec<u8> {
    let mut bytes = packed(&[HEAD, "</Project>"].concat(), &[("xx/evil.txt", b"evil")]);
    // The name stands twice: before the entry and in the list at the end.
    let (from, to) = (b"sources/xx/evil.txt", b"sources/../evil.txt");
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn an_odd_project_is_survived_and_told_of() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    let xml = [
        "<?xml version='1.0' encoding='utf-16'?><q:PROJECT xmlns:q=\"urn:QDA-XML:project:0:10\" NAME=\"odd\">",
        "<q:codebook><q:codes><q:code GUID=\"{00000000-0000-0000-0000-000000000001}\" name=\"\" color=\"red\"/></q:codes></q:codebook>",
        "<q:sources><q:TextSource guid=\"00000000000000000000000000000002\" name=\"a/b\" plainTextPath=\"internal://A.TXT\">",
        "<q:PlainTextSelection startPosition=\"0\" endPosition=\"2\"><q:Coding><q:CodeRef targetGUID=\"{00000000-0000-0000-0000-000000000001}\"/></q:Coding></q:PlainTextSelection>",
        "<q:PlainTextSelection startPosition=\"9\" endPosition=\"2\"/><q:Strange><q:Inner/></q:Strange></q:TextSource></q:sources></q:PROJECT>",
    ]
    .concat();
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut archive = ArchiveWriter::new(Cursor::new(Vec::new()));
    archive.bytes("Odd.QDE", &wide).unwrap();
    archive
        .bytes("SOURCES/a.txt", b"\xd3\xe1\xc7\xe3 \xc8\xe5 \xe5\xe3\xe5 \xcf\xe6\xd3\xca\xc7\xe4")
        .unwrap();
    workspace.write("odd.qdpx", &archive.finish().unwrap().into_inner());
    let report = workspace.json(&["import", "s.baft", "odd.qdpx"]);
    assert_eq!(report["added"]["codings"], 1, "{report}");
    let subjects: Vec<&str> = report["remarks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|remark| remark["subject"].as_str().unwrap())
        .collect();
    for subject in ["nameless-code", "bad-span", "no-user", "unknown-element"] {
        assert!(subjects.contains(&subject), "{subject} not in {subjects:?}");
    }
    workspace.ok(&["export", "s.baft", "project", "--output", "out.qdpx"]);
    assert_valid(&write_project(&project(&fs::read(workspace.path("out.qdpx")).unwrap())), "Project.xsd");
}

#[test]
fn a_database_of_qualcoder_comes_in() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    fs::create_dir_all(workspace.path("کار.qda/images")).unwrap();
    workspace.write("کار.qda/images/x.png", b"\x89PNG");
    let database = Connection::open(workspace.path("کار.qda/data.qda")).unwrap();
    database
        .execute_batch(
            "CREATE TABLE project (databaseversion text, date text, memo text);
             CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);
             CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
             CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, supercid integer);
             CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, important integer);
             CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer, cid integer, memo text, date text, owner text, pdf_page integer);
             CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
             CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
             CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, date text, memo text);
             CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
             CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text);
             CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
             INSERT INTO project VALUES ('v11', '2026-11-20 10:00:00', 'یادداشت پروژه');
             INSERT INTO source VALUES (1, 'مصاحبه.txt', 'سود 😟 ما' || char(10) || 'صفر شد.', NULL, 'شرح', 'سارا', '2026-11-20 10:00:00');
             INSERT INTO source VALUES (2, 'x.png', NULL, '/images/x.png', '', 'سارا', '2026-11-20 10:00:00');
             INSERT INTO code_cat VALUES (1, 'پیامد', 'سارا', '', '', NULL), (2, 'مالی', 'سارا', '', '', 1);
             INSERT INTO code_name VALUES (1, 'کاهش سود', 'تعریف', 2, 'سارا', '', '#EE7733', NULL), (2, 'صفر شدن', '', NULL, 'سارا', '', '', 1);
             INSERT INTO code_text VALUES (1, 1, 1, 'سود 😟 ما', 0, 8, 'سارا', '2026-11-20 10:00:00', 'مهم', 1);
             INSERT INTO code_text VALUES (2, 2, 1, 'صفر شد', 9, 15, 'علی', '2026-11-20 10:00:00', '', NULL);
             INSERT INTO code_image VALUES (1, 2, 1, 2, 10, 20, 1, '', '', 'سارا', NULL);
             INSERT INTO annotation VALUES (1, 1, 9, 12, 'حاشیه', 'علی', '');
             INSERT INTO cases VALUES (1, 'مدیر الف', '', 'سارا', '');
             INSERT INTO case_text VALUES (1, 1, 1, 0, 15, 'سارا', '', '');
             INSERT INTO attribute_type VALUES ('سابقه', '', '', '', 'case', 'numeric');
             INSERT INTO attribute VALUES (1, 'سابقه', 'case', '15', 1, '', '');
             INSERT INTO journal VALUES (1, 'روز نخست', 'متن روز نخست', '2026-11-20', 'سارا');",
        )
        .unwrap();
    drop(database);
    let report = workspace.json(&["import", "s.baft", "کار.qda"]);
    let added = &report["added"];
    assert_eq!(
        (&added["codes"], &added["codings"], &added["sources"]),
        (&4.into(), &2.into(), &1.into()),
        "{report}"
    );
    let codings = workspace.ok(&["code", "s.baft", "export"]);
    assert!(codings.contains("سود 😟 ما") && codings.contains("صفر شد"), "{codings}");
    assert!(codings.contains("سارا") && codings.contains("علی"), "{codings}");
    let sources = workspace.json(&["sources", "s.baft"]).to_string();
    assert!(sources.contains("\"سابقه\":\"15\"") && sources.contains("مدیر الف"), "{sources}");
    let memos = workspace.ok(&["memo", "s.baft"]);
    for words in ["روز نخست", "متن روز نخست", "یادداشت پروژه", "شرح", "مهم", "حاشیه"]
    {
        assert!(memos.contains(words), "{words} not in {memos}");
    }
    // The picture goes on with its coded part.
    workspace.ok(&["export", "s.baft", "project", "--output", "out.qdpx"]);
    let bytes = fs::read(workspace.path("out.qdpx")).unwrap();
    let out = project(&bytes);
    let picture = out.sources.iter().find_map(|source| match source {
        Source::Media(media) => Some(media.clone()),
        Source::Text(_) => None,
    });
    let picture = picture.unwrap();
    assert_eq!(picture.selections.len(), 1);
    assert_valid(&write_project(&out), "Project.xsd");
    let again = workspace.json(&["import", "s.baft", "کار.qda"]);
    assert_eq!((&again["added"]["codes"], &again["added"]["codings"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn a_database_that_taguette_itself_made_comes_in() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    let report = workspace.json(&["import", "s.baft", data().join("taguette152.sqlite3").to_str().unwrap()]);
    assert_eq!(report["added"]["codings"], 2, "{report}");
    let codings = workspace.ok(&["code", "s.baft", "export"]);
    assert!(codings.contains("سود ما صفر شد & تمام 😟") && codings.contains("یک\nدو"), "{codings}");
    assert!(codings.contains("sara"), "{codings}");
}

#[test]
fn a_database_of_taguette_comes_in() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    let database = Connection::open(workspace.path("t.sqlite3")).unwrap();
    let words = "سود ما صفر شد";
    let (start, end) = ("<h1>مصاحبه</h1>", words.len() + "مصاحبه".len());
    database
        .execute_batch(&format!(
            "CREATE TABLE projects (id integer primary key, name text, description text, created text);
             CREATE TABLE users (login text primary key);
             CREATE TABLE documents (id integer primary key, name text, description text, filename text, created text, project_id integer, text_direction text, contents text);
             CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer, end_offset integer, snippet text);
             CREATE TABLE tags (id integer primary key, project_id integer, path text, description text);
             CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
             CREATE TABLE commands (id integer primary key, date text, user_login text, project_id integer, document_id integer, payload text);
             INSERT INTO projects VALUES (1, 'فولاد', 'شرح پروژه', '2026-11-20');
             INSERT INTO users VALUES ('sara'), ('ali');
             INSERT INTO documents VALUES (1, 'I1', '', 'i1.docx', '2026-11-20', 1, 'RIGHT_TO_LEFT', '{start}<p>سود <b>ما</b> صفر شد</p><p>پایان</p>');
             INSERT INTO highlights VALUES (1, 1, {from}, {end}, '<b>سود ما صفر شد</b>');
             INSERT INTO tags VALUES (1, 1, 'پیامد.مالی', 'تعریف'), (2, 1, 'جدا', '');
             INSERT INTO highlight_tags VALUES (1, 1), (1, 2);
             INSERT INTO commands VALUES (1, '', 'ali', 1, 1, '{{\"type\": \"highlight_add\", \"highlight_id\": 1}}');",
            from = "مصاحبه".len()
        ))
        .unwrap();
    drop(database);
    let report = workspace.json(&["import", "s.baft", "t.sqlite3"]);
    assert_eq!((&report["added"]["codes"], &report["added"]["codings"]), (&3.into(), &2.into()), "{report}");
    let codings = workspace.ok(&["code", "s.baft", "export"]);
    assert_eq!(codings.matches(words).count(), 2, "{codings}");
    assert!(codings.contains("ali"), "{codings}");
    assert!(workspace.ok(&["codebook", "s.baft", "export"]).contains("تعریف"));
    // Neither of the two, and no database at all.
    Connection::open(workspace.path("other.sqlite3")).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    workspace.fails(6, &["import", "s.baft", "other.sqlite3"]);
    workspace.write("no.sqlite3", b"this is not a database file at all, only words");
    workspace.fails(6, &["import", "s.baft", "no.sqlite3"]);
}

/// One part of an archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn parts_of_a_study_are_handed_on() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "fa", "--title", "پژوهش"]);
    workspace.ok(&["import", "s.baft", data().join("fixture_standard_full.qdpx").to_str().unwrap()]);
    let export = |part: &str, file: &str| {
        workspace.ok(&["export", "s.baft", part, "--output", file, "--lang", "fa"]);
        fs::read(workspace.path(file)).unwrap()
    };
    // Word: right to left in paragraph, run, table and section; every coding is a remark of its coder.
    let coded = export("coded", "coded.docx");
    let body = part(&coded, "word/document.xml");
    for mark in ["<w:bidi/>", "<w:rtl/>", "w:bidi=\"fa-IR\"", "<w:commentReference"] {
        assert!(body.contains(mark), "{mark}");
    }
    let remarks = part(&coded, "word/comments.xml");
    assert_eq!(remarks.matches("<w:comment ").count(), 11);
    assert_eq!(body.matches("<w:commentRangeStart").count(), 11);
    assert_eq!(body.matches("<w:commentRangeEnd").count(), 11);
    assert!(remarks.contains("w:author=\"Coder B\""), "{remarks}");
    assert!(remarks.contains("صفر شدن سود"), "{remarks}");
    // Its words are the source's words, whatever runs they are cut into.
    let words: String = body
        .split("<w:t xml:space=\"preserve\">")
        .skip(1)
        .map(|rest| rest.split("</w:t>").next().unwrap().replace("&amp;", "&"))
        .collect();
    assert!(words.contains("قرارداد «قیمت ثابت» بستیم 👍🏽 و خرید نقدی"), "{words}");
    for (name, file) in [("codebook", "c.docx"), ("quotations", "q.docx")] {
        assert!(part(&export(name, file), "word/document.xml").contains("کاهش سود"), "{file}");
    }
    let page = String::from_utf8(export("coded", "coded.html")).unwrap();
    assert!(page.contains("dir=\"rtl\"") && page.contains("<mark style="), "{page}");
    assert!(!page.contains("http://") && !page.contains("https://"), "a page that asks the network");
    let table = String::from_utf8(export("quotations", "q.csv")).unwrap();
    assert_eq!(
        csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes()).records().count(),
        11
    );
    assert!(export("codebook", "c.xlsx").starts_with(b"PK"));
    assert!(String::from_utf8(export("codebook", "c.md")).unwrap().contains("# O"));
    // Annotations: the words stand at their places.
    let annotations: serde_json::Value = serde_json::from_slice(&export("annotations", "a.jsonld")).unwrap();
    let items = annotations["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 11);
    for item in items {
        let selectors = &item["target"]["selector"];
        let length = selectors[0]["end"].as_u64().unwrap() - selectors[0]["start"].as_u64().unwrap();
        let exact = selectors[1]["exact"].as_str().unwrap();
        assert_eq!(exact.chars().count() as u64, length, "{item}");
    }
    let args = ["export", "s.baft", "network", "--codes", "codes", "--output", "n.graphml"];
    workspace.ok(&args);
    let network = workspace.read("n.graphml");
    assert!(network.contains("<edge id=\"e0\"") && network.contains("کاهش سود"), "{network}");
    let said = workspace.fails(3, &["export", "s.baft", "coded", "--output", "c.xlsx"]);
    assert!(said.contains("docx, html"), "{said}");
}

#[test]
fn a_blind_round_hides_from_exports_too() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["code", "s.baft", "add", "I1", "--code", "R1", "--span", "10..30", "--coder", "K9"]);
    workspace.ok(&["round", "s.baft", "open", "one", "--sources", "I1", "--coders", "K1,K9"]);
    workspace.ok(&["export", "s.baft", "project", "--output", "mine.qdpx", "--coder", "K9"]);
    let mine = project(&fs::read(workspace.path("mine.qdpx")).unwrap());
    let coders = |project: &Project, name: &str| -> BTreeSet<Option<Guid>> {
        let source = project.sources.iter().find(|source| source.name() == name).unwrap();
        let Source::Text(text) = source else { panic!("a text") };
        text.selections.iter().flat_map(|one| one.codings.iter().map(|coding| coding.user)).collect()
    };
    let own = mine.users.iter().find(|user| user.name == "K9").map(|user| user.guid);
    assert_eq!(coders(&mine, "I1"), BTreeSet::from([own]));
    workspace.ok(&["round", "s.baft", "close", "one"]);
    workspace.ok(&["export", "s.baft", "project", "--output", "all.qdpx", "--coder", "K9"]);
    assert!(coders(&project(&fs::read(workspace.path("all.qdpx")).unwrap()), "I1").len() > 1);
}

#[test]
fn positions_that_do_not_hold_give_way_to_the_words() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "s.baft", "--lang", "en"]);
    let selection = |start: usize, words: &str| {
        format!(
            "<PlainTextSelection guid=\"{}\" name=\"{words}\" startPosition=\"{start}\" endPosition=\"{}\"><Coding guid=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>",
            Guid::derived(&["s", words]),
            start + words.chars().count(),
            Guid::derived(&["c", words]),
            Guid::derived(&["code"]),
        )
    };
    // The positions were counted in a file with a head of 500 letters that this file lacks.
    let xml = [
        HEAD,
        &format!(
            "<CodeBook><Codes><Code guid=\"{}\" name=\"x\" isCodable=\"true\"/></Codes></CodeBook>",
            Guid::derived(&["code"])
        ),
        &format!(
            "<Sources><TextSource guid=\"{}\" name=\"t\" plainTextPath=\"internal://t.txt\">",
            Guid::derived(&["t"])
        ),
        &selection(1, "the network was slow"),
        &selection(9, "nobody answered us"),
        "</TextSource></Sources></Project>",
    ]
    .concat();
    let words = "We said that the network was slow and that nobody answered us for days.";
    workspace.write("s.qdpx", &packed(&xml, &[("t.txt", words.as_bytes())]));
    let report = workspace.json(&["import", "s.baft", "s.qdpx"]).to_string();
    assert!(report.contains("placed-by-words"), "{report}");
    let codings = workspace.ok(&["code", "s.baft", "export"]);
    assert!(codings.contains("the network was slow") && codings.contains("nobody answered us"), "{codings}");
}

#[test]
fn original_files_come_back_byte_by_byte() {
    let workspace = Workspace::new();
    workspace.ok(&["new", "one.baft", "--lang", "en"]);
    let files: [(&str, &[u8]); 3] = [
        ("a.txt", "\u{feff}Ali: one\r\nSara: two\r\n".as_bytes()),
        ("b.md", b"# Title\n\nSome *words* of a note.\n"),
        ("c.srt", b"1\n00:00:01,000 --> 00:00:02,000\nAli: spoken words\n"),
    ];
    for (name, bytes) in files {
        workspace.write(name, bytes);
        workspace.ok(&["import", "one.baft", name]);
    }
    workspace.ok(&["export", "one.baft", "project", "--output", "one.qdpx"]);
    workspace.ok(&["new", "two.baft", "--lang", "en"]);
    workspace.ok(&["import", "two.baft", "one.qdpx"]);
    for (name, bytes) in files {
        let source = name.split('.').next().unwrap();
        workspace.ok(&["sources", "two.baft", "original", source, "--output", "back"]);
        assert_eq!(fs::read(workspace.path("back")).unwrap(), bytes, "{name}");
        let turns = |study: &str| workspace.ok(&["sources", study, "show", source]);
        assert_eq!(turns("two.baft"), turns("one.baft"), "{name}");
    }
}
