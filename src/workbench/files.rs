//! Files that people name: reading, writing, listing folders.

use crate::ingest;
use crate::locale::{Arguments, Locale};
use crate::workbench::Error;
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
pub fn ingest_message(error: &ingest::Error, locale: &Locale) -> String {
    locale.say("ingest-reason", &Arguments::new().text("reason", error.to_string()))
}

/// What a person should know about the reading of a file, in the reader's language.
pub fn ingest_warning(warning: &ingest::Warning, locale: &Locale) -> String {
    locale.say("ingest-reason", &Arguments::new().text("reason", warning.to_string()))
}
