//! Undo, redo, history, the chain of hashes.

use crate::program::Workspace;
use proptest::prelude::{Strategy, proptest};
use proptest::test_runner::Config;

#[test]
fn undo_of_everything_leaves_the_empty_study_and_redo_brings_all_back() {
    let workspace = Workspace::with_study();
    let empty = workspace.dump();
    drop(workspace);
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["code", "s.baft", "add", "I1", "--code", "R2", "--quote", "امنیت مهم است"]);
    workspace.ok(&["memo", "s.baft", "add", "یک یادداشت", "--code", "R1"]);
    workspace.ok(&["codebook", "s.baft", "merge", "O2", "O1"]);
    workspace.ok(&["sources", "s.baft", "remove", "I2"]);
    workspace.ok(&["instrument", "s.baft", "generate"]);
    let full = workspace.dump();
    let mut steps = 0;
    while workspace.run(&["undo", "s.baft"]).code == 0 {
        steps += 1;
    }
    assert_eq!(steps, 9);
    assert_eq!(workspace.dump(), empty);
    for _ in 0..steps {
        workspace.ok(&["redo", "s.baft"]);
    }
    assert_eq!(workspace.dump(), full);
    assert!(workspace.fails(5, &["redo", "s.baft"]).contains("nothing left"));
    assert!(workspace.ok(&["doctor", "s.baft"]).contains("sound"));
}

#[test]
fn a_change_after_undo_forgets_what_was_undone() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["undo", "s.baft"]);
    workspace.ok(&["code", "s.baft", "add", "I1", "--code", "R2", "--quote", "امنیت مهم است"]);
    workspace.fails(5, &["redo", "s.baft"]);
    workspace.ok(&["undo", "s.baft"]);
    workspace.ok(&["redo", "s.baft"]);
    assert_eq!(workspace.json(&["code", "s.baft", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn the_history_tells_who_did_what() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&[
        "code",
        "s.baft",
        "add",
        "I1",
        "--code",
        "R2",
        "--quote",
        "امنیت مهم است",
        "--coder",
        "سارا",
    ]);
    let history = workspace.json(&["history", "s.baft"]);
    let newest = &history[0];
    assert_eq!(newest["coder"], "سارا");
    assert_eq!(newest["kind"], "coding.add");
    let id = newest["id"].to_string();
    let changes = workspace.json(&["history", "s.baft", "--operation", &id]);
    let tables: Vec<&str> =
        changes.as_array().unwrap().iter().map(|change| change["table"].as_str().unwrap()).collect();
    assert_eq!(tables, ["coder", "quotation", "coding"]);
    assert!(changes[2]["before"].is_null());
}

#[test]
fn a_journal_changed_from_outside_is_noticed() {
    let workspace = Workspace::with_coded_study();
    let path = workspace.path("s.baft");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute("UPDATE operation SET coder = 'somebody else' WHERE id = 2", []).unwrap();
    drop(connection);
    let run = workspace.run(&["doctor", "s.baft"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("operation 2"), "{}", run.out);
}

#[test]
fn a_row_changed_from_outside_stops_the_undo_and_nothing_is_half_undone() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    let connection = rusqlite::Connection::open(workspace.path("s.baft")).unwrap();
    connection.execute("UPDATE coding SET comment = 'changed outside' WHERE id = 3", []).unwrap();
    drop(connection);
    let said = workspace.fails(5, &["undo", "s.baft"]);
    assert!(said.contains("row 3"), "{said}");
    assert_ne!(workspace.dump(), before);
    assert_eq!(workspace.json(&["code", "s.baft", "list"]).as_array().unwrap().len(), 7);
}

/// One change that a person may make, by number.
fn step(workspace: &Workspace, number: u8) {
    let quotes = ["سامانه وسط کار", "امنیت مهم است", "پهنای باند را زیاد کنند", "سرور خودمان ضعیف است"];
    let quote = quotes[usize::from(number) % quotes.len()];
    let codes = ["R1", "R2", "O1", "O4"];
    let code = codes[usize::from(number / 4) % codes.len()];
    // Some steps are refused (nothing to undo, a code in use): a refused step must change nothing either.
    let run = match number % 8 {
        0..=2 => workspace.run(&["code", "s.baft", "add", "I1", "--code", code, "--quote", quote]),
        3 => workspace.run(&["codebook", "s.baft", "add", &format!("کد {number}"), "--under", code]),
        4 => workspace.run(&["codebook", "s.baft", "rename", code, &format!("نام {number}")]),
        5 => workspace.run(&["codebook", "s.baft", "merge", code, "R2"]),
        6 => workspace.run(&["undo", "s.baft"]),
        _ => workspace.run(&["redo", "s.baft"]),
    };
    assert!([0, 3, 4, 5].contains(&run.code), "{run:?}");
}

proptest! {
    #![proptest_config(Config { cases: 6, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_sequence_then_undo_of_all_is_the_study_as_it_began(
        numbers in proptest::collection::vec(0u8..64, 4..10).prop_map(|numbers| numbers)
    ) {
        let workspace = Workspace::with_study();
        let empty = workspace.dump();
        drop(workspace);
        let workspace = Workspace::with_coded_study();
        for number in numbers {
            step(&workspace, number);
        }
        while workspace.run(&["undo", "s.baft"]).code == 0 {}
        assert_eq!(workspace.dump(), empty);
        assert!(workspace.ok(&["doctor", "s.baft"]).contains("sound"));
    }
}
