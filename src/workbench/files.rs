//! Files that people name: reading, writing, listing folders.

use crate::ingest;
use crate::locale::{Arguments, Locale};
use crate::workbench::{Error, problem_message};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The bytes of a file.
///
/// # Errors
/// [`Error::File`] with the system's reason.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|reason| Error::File { path: path.to_path_buf(), reason })
}

/// Writes a file whole or not at all: under a temporary name first, then renamed.
///
/// # Errors
/// [`Error::File`] with the system's reason.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let error = |reason| Error::File { path: path.to_path_buf(), reason };
    std::fs::write(&unfinished, bytes).map_err(error)?;
    std::fs::rename(&unfinished, path).map_err(error)
}

/// Writes a file whole or not at all, by a function that writes into it piece by piece.
///
/// # Errors
/// [`Error::File`] with the system's reason, and whatever `write` returns; nothing is left then.
pub(super) fn write_with(
    path: &Path,
    write: impl FnOnce(std::io::BufWriter<std::fs::File>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let error = |reason| Error::File { path: path.to_path_buf(), reason };
    let file = std::fs::File::create(&unfinished).map_err(error)?;
    let written = write(std::io::BufWriter::new(file));
    if written.is_err() {
        // What went wrong is more telling than that the rest of it stays.
        let _ = std::fs::remove_file(&unfinished);
        return written;
    }
    std::fs::rename(&unfinished, path).map_err(error)
}

/// The name of a file without its folders.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The name of a file without folders and extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The files themselves and, for folders, the files in them (not below), sorted by name. Hidden files and tables of
/// attributes (`.csv`) in folders are left out.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let error = |reason| Error::File { path: path.clone(), reason };
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(error)? {
            let entry = entry.map_err(error)?.path();
            let hidden = file_name(&entry).starts_with('.');
            let table = entry.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            if entry.is_file() && !hidden && !table {
                inside.push(entry);
            }
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

/// Why a source file cannot be taken, in the reader's language.
pub(super) fn ingest_message(error: &ingest::Error, locale: &Locale) -> String {
    let none = Arguments::new;
    match error {
        ingest::Error::Empty => locale.text("ingest-empty"),
        ingest::Error::NoText => locale.text("ingest-no-text"),
        ingest::Error::TooLarge { bytes, limit } => locale.say(
            "ingest-too-large",
            &none().count("size", bytes.div_ceil(MEBIBYTE)).count("limit", limit / MEBIBYTE),
        ),
        ingest::Error::Unsupported { extension } => {
            locale.say("ingest-unsupported", &none().text("extension", extension.as_str()))
        }
        ingest::Error::NotText => locale.text("ingest-not-text"),
        ingest::Error::WrongContent { expected } => {
            locale.say("ingest-wrong-content", &none().text("format", expected.as_str()))
        }
        ingest::Error::Damaged { format, detail } => locale
            .say("ingest-damaged", &none().text("format", format.as_str()).text("detail", detail.as_str())),
        ingest::Error::Locked => locale.text("ingest-locked"),
        ingest::Error::Scanned => locale.text("ingest-scanned"),
        ingest::Error::TooManyPages { pages, limit } => {
            locale.say("ingest-too-many-pages", &none().count("pages", *pages).count("limit", *limit))
        }
        ingest::Error::Line { line, duplicate } => {
            let key = if *duplicate { "ingest-line-twice" } else { "ingest-line-unnamed" };
            locale.say(key, &none().count("line", *line))
        }
        ingest::Error::Table(problems) => {
            let lines: Vec<String> =
                problems.iter().take(10).map(|problem| problem_message(problem, locale)).collect();
            lines.join("; ")
        }
    }
}

/// Bytes of the unit in which people read the sizes of files.
const MEBIBYTE: u64 = 1024 * 1024;

/// What a person should know about the reading of a file, in the reader's language.
pub fn ingest_warning(warning: &ingest::Warning, locale: &Locale) -> String {
    let none = Arguments::new;
    match warning {
        ingest::Warning::DecodedAs { encoding } => {
            locale.say("ingest-decoded-as", &none().text("encoding", encoding.as_str()))
        }
        ingest::Warning::Undecodable { count } => {
            locale.say("ingest-undecodable", &none().count("count", *count))
        }
        ingest::Warning::PageWithoutText { page } => {
            locale.say("ingest-page-without-text", &none().count("page", *page))
        }
        ingest::Warning::UnreadableLetters { page, percent } => locale.say(
            "ingest-unreadable-letters",
            &none().count("page", *page).count("percent", *percent as usize),
        ),
        ingest::Warning::BadTime { line } => locale.say("ingest-bad-time", &none().count("line", *line)),
    }
}

/// Says whether a file is a study (an SQLite file) rather than a table or a text.
pub fn is_study(path: &Path) -> bool {
    let mut start = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *b"SQLite format 3\0"
}
