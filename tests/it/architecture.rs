//! The rules of `lib.rs` and of the house style that a machine can check.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where each foreign crate may be named.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("tantivy", &["index"]),
    ("imara_diff", &["coding"]),
    ("futures_util", &["web"]),
    ("rust_xlsxwriter", &["sheet"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("jiff", &["cli"]),
    ("uuid", &["cli"]),
    ("nalgebra", &["stats"]),
    ("statrs", &["stats"]),
    ("rand_chacha", &["stats", "assess"]),
    ("rayon", &["stats"]),
    ("quick_xml", &["ingest", "exchange"]),
    ("biblatex", &["exchange"]),
    ("zip", &["ingest", "exchange", "report"]),
    ("scraper", &["ingest"]),
    ("pulldown_cmark", &["ingest"]),
    ("hayro_interpret", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("encoding_rs", &["ingest", "exchange"]),
    ("fluent_bundle", &["locale"]),
    ("icu_calendar", &["locale"]),
    ("icu_collator", &["text"]),
    ("icu_locale_core", &["text"]),
    ("blake3", &["model"]),
    ("rust_embed", &["workbench"]),
    ("axum", &["web"]),
    ("tokio", &["web"]),
    ("getrandom", &["cli"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn modules() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The top-level module a file belongs to.
fn module_of(file: &Path) -> String {
    let relative = file.strip_prefix(root().join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Names behind every occurrence of `prefix` in code (comment lines are passed over).
fn names_behind(text: &str, prefix: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            line.match_indices(prefix)
                .map(|(at, _)| line.split_at(at + prefix.len()).1.to_owned())
                .collect::<Vec<_>>()
        })
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect())
        .collect()
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let order: BTreeMap<String, usize> =
        modules().into_iter().enumerate().map(|(place, name)| (name, place)).collect();
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let module = module_of(&file);
        let Some(place) = order.get(&module) else { continue };
        for name in names_behind(&fs::read_to_string(&file).unwrap(), "crate::") {
            if order.get(&name).is_some_and(|other| other > place) {
                wrong.push(format!("{} imports {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_of_the_source_folder_is_in_the_map() {
    let known: BTreeSet<String> = modules().into_iter().collect();
    let folders: BTreeSet<String> =
        rust_files(&root().join("src")).iter().map(|file| module_of(file)).collect();
    let unknown: Vec<&String> = folders
        .iter()
        .filter(|name| !known.contains(*name) && !["lib", "main"].contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "not in lib.rs: {unknown:?}");
}

#[test]
fn foreign_crates_stay_at_home() {
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let module = module_of(&file);
        let text = fs::read_to_string(&file).unwrap();
        for (name, homes) in HOMES {
            let named = !names_behind(&text, &format!("use {name}")).is_empty()
                || text
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("{name}::")));
            if named && !homes.contains(&module.as_str()) {
                wrong.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_imported_by_star_and_no_parent_is_climbed_twice() {
    let wrong: Vec<String> = rust_files(&root().join("src"))
        .into_iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.lines().any(|line| {
                let line = line.trim_start();
                line.starts_with("use ") && (line.contains("::*") || line.contains("super::super"))
            })
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn invisible_characters_are_written_as_escapes() {
    let invisible = ['\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{feff}', '\u{2068}', '\u{2069}'];
    let wrong: Vec<String> = rust_files(&root().join("src"))
        .into_iter()
        .filter(|file| {
            // Help texts and sentences for people hold real Persian words; code does not.
            let module = module_of(file);
            module != "cli" && fs::read_to_string(file).unwrap().contains(invisible)
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let forgotten: Vec<String> = fs::read_dir(root().join("tests/it"))
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem()?.to_string_lossy().into_owned();
            (name != "main" && !main.contains(&format!("mod {name};"))).then_some(name)
        })
        .filter(|name| name != "snapshots")
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn the_explained_schema_is_the_schema() {
    let explained = fs::read_to_string(root().join("migrations/schema.sql")).unwrap();
    let fresh = migrations_in_order(&root().join("migrations"));
    assert_eq!(structure(&explained), structure(&fresh), "schema.sql and the migrations differ");
}

/// Tables with their columns, references and indexes, as the database itself sees them.
fn structure(sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(sql).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut lines = texts(
        "SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk
         FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name <> 'sqlite_sequence'
         ORDER BY m.name, c.cid",
    );
    lines.extend(texts(
        "SELECT m.name || ' ' || f.\"from\" || ' refers to ' || f.\"table\" FROM sqlite_master AS m,
         pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' ORDER BY 1",
    ));
    lines.extend(texts(
        "SELECT m.name || ' index ' || i.name || ' ' || i.\"unique\" || ' ' ||
         (SELECT group_concat(name) FROM pragma_index_info(i.name)) FROM sqlite_master AS m,
         pragma_index_list(m.name) AS i WHERE m.type = 'table' ORDER BY 1",
    ));
    // Checks are no columns: each of the fresh schema must be explained.
    let mut checks: Vec<String> = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or("").trim_end_matches([',', ';', ' ']))
        .filter_map(|line| line.split_once("CHECK (").map(|(_, check)| check.to_owned()))
        .collect();
    checks.sort();
    lines.extend(checks);
    lines
}

/// All migrations one after the other.
fn migrations_in_order(folder: &Path) -> String {
    let mut steps: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("00")))
        .collect();
    steps.sort();
    steps.iter().map(|step| fs::read_to_string(step).unwrap()).collect::<Vec<_>>().join("\n")
}
