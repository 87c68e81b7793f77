//! The study file itself.

use crate::program::Workspace;
use rusqlite::Connection;

#[test]
fn a_newer_file_is_refused_and_left_untouched() {
    let workspace = Workspace::with_coded_study();
    let file = workspace.path("s.baft");
    let connection = Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 9999).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(connection);
    let before = std::fs::read(&file).unwrap();
    let said = workspace.fails(6, &["sources", "s.baft"]);
    assert!(said.to_lowercase().contains("newer"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_changed_journal_is_noticed() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["doctor", "s.baft"]);
    let connection = Connection::open(workspace.path("s.baft")).unwrap();
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(tables.contains(&"operation".to_owned()), "{tables:?}");
    connection
        .execute("UPDATE operation SET coder = 'somebody else' WHERE id = 2", [])
        .or_else(|_| connection.execute("UPDATE operation SET actor = 'somebody else' WHERE id = 2", []))
        .unwrap();
    drop(connection);
    let run = workspace.run(&["doctor", "s.baft"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
}

#[test]
fn a_backup_is_the_study() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["backup", "s.baft", "copy.baft"]);
    workspace.ok(&["doctor", "copy.baft"]);
    let codings = |file: &str| workspace.ok(&["code", file, "export"]);
    assert_eq!(codings("copy.baft"), codings("s.baft"));
}

#[test]
fn the_one_file_is_the_whole_study() {
    let workspace = Workspace::with_coded_study();
    assert!(!workspace.path("s.baft-wal").exists(), "closed studies have no side files");
    std::fs::create_dir(workspace.path("elsewhere")).unwrap();
    std::fs::copy(workspace.path("s.baft"), workspace.path("elsewhere/moved.baft")).unwrap();
    let here = workspace.json(&["search", "s.baft", "باند"]);
    assert_eq!(workspace.json(&["search", "elsewhere/moved.baft", "باند"])["hits"], here["hits"]);
}
