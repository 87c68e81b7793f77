//! Import and export of REFI-QDA projects: 200 texts with 20,000 codings, the size at which the import is to take less than
//! 3 s.
//!
//! Compared with nothing but that bar: other programs have no command line to time.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run has nothing to say")]

use baft::exchange::refi::{
    ArchiveWriter, Code, Coding, Guid, Project, Selection, SelectionPlace, Source, Stamp, TextSource, User,
    write_project,
};
use baft::model::{Goals, LevelLabels};
use baft::workbench::{NewStudy, ProjectOptions, Session, Silent, Workbench};
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

const TEXTS: usize = 200;
const CODINGS_PER_TEXT: usize = 100;
const CODES: usize = 300;

/// A sentence of some sixty letters; the texts are of the length of an interview of an hour.
const SENTENCE: &str = "ما در این سال‌ها دیدیم که سامانه کند است و مردم باز به شعبه می‌آیند. ";

fn guid(kind: &str, number: usize) -> Guid {
    Guid::derived(&[kind, &number.to_string()])
}

fn project() -> (Project, Vec<(String, String)>) {
    let mut project = Project { name: "bench".to_owned(), origin: "bench".to_owned(), ..Project::default() };
    for number in 0..3 {
        project.users.push(User {
            guid: guid("user", number),
            name: format!("coder {number}"),
            id: String::new(),
        });
    }
    for number in 0..CODES {
        project.codes.push(Code {
            guid: guid("code", number),
            parent: (number >= 30).then_some(number % 30),
            name: format!("code {number}"),
            is_codable: true,
            colour: "#336699".to_owned(),
            description: SENTENCE.to_owned(),
            note_refs: Vec::new(),
        });
    }
    let length = SENTENCE.chars().count();
    let mut files = Vec::new();
    for text in 0..TEXTS {
        let mut source = TextSource {
            name: format!("interview {text}"),
            plain_path: format!("internal://{}.txt", guid("text", text)),
            ..TextSource::bare(guid("text", text))
        };
        for number in 0..CODINGS_PER_TEXT {
            let unique = text * CODINGS_PER_TEXT + number;
            let start = i64::try_from(number * 5 * length).unwrap();
            let end = start + i64::try_from(length - 1).unwrap();
            source.selections.push(Selection {
                guid: guid("selection", unique),
                name: SENTENCE.trim().to_owned(),
                place: SelectionPlace::Text { start, end },
                stamp: Stamp::default(),
                description: String::new(),
                representation: None,
                codings: vec![Coding {
                    guid: guid("coding", unique),
                    user: Some(guid("user", unique % 3)),
                    created: "2026-11-20T10:00:00Z".to_owned(),
                    code: guid("code", unique % CODES),
                    note_refs: Vec::new(),
                }],
                note_refs: Vec::new(),
            });
        }
        project.sources.push(Source::Text(Box::new(source)));
        files.push((format!("{}.txt", guid("text", text)), SENTENCE.repeat(CODINGS_PER_TEXT * 5)));
    }
    (project, files)
}

fn study(path: &Path) -> Workbench {
    let labels = LevelLabels { open: String::new(), axial: String::new(), selective: String::new() };
    let new = NewStudy {
        uuid: "bench".to_owned(),
        title: "bench".to_owned(),
        language: "fa".to_owned(),
        labels,
        goals: Goals::default(),
    };
    Workbench::create(path, &new, Session { coder: "K1".to_owned(), clock: || 0 }).unwrap()
}

fn shown(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (project, files) = project();
    let mut archive = ArchiveWriter::new(Cursor::new(Vec::new()));
    archive.project(&write_project(&project)).unwrap();
    for (name, text) in &files {
        archive.file(name, text.as_bytes()).unwrap();
    }
    let packed = folder.path().join("bench.qdpx");
    std::fs::write(&packed, archive.finish().unwrap().into_inner()).unwrap();
    for round in 1..=3 {
        let mut workbench = study(&folder.path().join(format!("{round}.baft")));
        let start = Instant::now();
        let report = workbench.import_project(&packed, &ProjectOptions::default(), &Silent).unwrap();
        let imported = start.elapsed();
        assert_eq!(report.added.codings, TEXTS * CODINGS_PER_TEXT);
        let start = Instant::now();
        workbench.export_project(&folder.path().join("out.qdpx")).unwrap();
        println!(
            "{TEXTS} texts, {} codings: import with index {} (bar 3 s), export {}",
            report.added.codings,
            shown(imported),
            shown(start.elapsed())
        );
    }
}
