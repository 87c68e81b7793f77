//! Exchange with other programs.

use baft::exchange::refi::{
    Archive, Limits, Project, read_codebook, read_project, write_codebook, write_project,
};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The projects to test with; a folder with others may be named by `BAFT_REFI`.
fn files(extension: &str) -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/refi");
    let folders = [Some(own), std::env::var_os("BAFT_REFI").map(PathBuf::from)];
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

fn project(bytes: &[u8]) -> Project {
    let mut archive = Archive::open(Cursor::new(bytes), Limits::default()).unwrap();
    read_project(&archive.project_xml().unwrap(), Limits::default()).unwrap().project
}

#[test]
fn a_project_that_was_read_and_written_is_the_same() {
    for file in files("qdpx") {
        let read = project(&fs::read(&file).unwrap());
        let written = write_project(&read);
        let again = read_project(&written, Limits::default()).unwrap();
        assert_eq!(again.project, read, "{}", file.display());
        assert_eq!(write_project(&again.project), written);
    }
}

#[test]
fn a_codebook_that_was_read_and_written_is_the_same() {
    for file in files("qdc") {
        let text = fs::read_to_string(&file).unwrap();
        let read = read_codebook(&text, Limits::default()).unwrap().project;
        assert!(!read.codes.is_empty(), "{}", file.display());
        let written = write_codebook(&read.codes, &read.sets, &read.origin).unwrap();
        assert_eq!(read_codebook(&written, Limits::default()).unwrap().project, read, "{}", file.display());
    }
}
