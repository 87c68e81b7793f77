//! The codebook as file and tree.

use crate::program::Workspace;

#[test]
fn what_is_exported_comes_in_again_as_it_was() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["codebook", "s.baft", "export", "--output", "out.csv"]);
    workspace.ok(&["new", "t.baft", "--title", "Other"]);
    workspace.ok(&["codebook", "t.baft", "import", "out.csv"]);
    assert_eq!(
        workspace.ok(&["codebook", "t.baft", "export"]),
        workspace.ok(&["codebook", "s.baft", "export"])
    );
}

#[test]
fn a_file_with_problems_names_each_and_changes_nothing() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    workspace.write("bad.csv", "key,level,parent,name\nX1,open,S1,a\nX2,strange,,b\nX3,open,,\n".as_bytes());
    let said = workspace.fails(3, &["codebook", "s.baft", "import", "bad.csv"]);
    for line in ["line 3", "line 4"] {
        assert!(said.contains(line), "{said}");
    }
    workspace.write("parents.csv", b"key,level,parent,name\nX1,open,NOPE,a\nX2,axial,O1,b\n");
    let said = workspace.fails(3, &["codebook", "s.baft", "import", "parents.csv"]);
    for line in ["line 2", "line 3"] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(workspace.dump(), before);
}

#[test]
fn codes_are_added_moved_renamed_merged_and_all_is_undone() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    workspace.ok(&["codebook", "s.baft", "add", "Long queues", "--under", "R1"]);
    workspace.ok(&["codebook", "s.baft", "rename", "O4", "Anxious users"]);
    workspace.ok(&["codebook", "s.baft", "move", "O4", "--under", "R2"]);
    workspace.ok(&["codebook", "s.baft", "merge", "O2", "O1"]);
    let codes = workspace.ok(&["codebook", "s.baft", "export"]);
    assert!(
        codes.contains("Long queues") && codes.contains("Anxious users") && !codes.contains("\nO2,"),
        "{codes}"
    );
    for _ in 0..4 {
        workspace.ok(&["undo", "s.baft"]);
    }
    assert_eq!(workspace.dump(), before);
}

#[test]
fn a_code_never_stands_under_itself_or_at_a_wrong_level() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["codebook", "s.baft", "move", "O2", "--under", "O1"]);
    workspace.fails(3, &["codebook", "s.baft", "move", "O1", "--under", "O2"]);
    workspace.fails(3, &["codebook", "s.baft", "move", "S1", "--under", "O1"]);
}

#[test]
fn the_shipped_codebook_has_its_levels() {
    let workspace = Workspace::with_study();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("codebooks/remote-services.csv");
    workspace.ok(&["codebook", "s.baft", "import", file.to_str().unwrap()]);
    let codes = workspace.json(&["codebook", "s.baft"]);
    let count = |level: &str| codes.as_array().unwrap().iter().filter(|code| code["level"] == level).count();
    let factors = codes.as_array().unwrap().iter().filter(|code| code["factor"] == true).count();
    assert_eq!((factors, count("axial"), count("selective")), (42, 16, 4));
}

#[test]
fn siblings_have_different_names_and_redo_says_what_it_does() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["codebook", "s.baft", "add", "Long queues", "--under", "R1"]);
    workspace.fails(5, &["codebook", "s.baft", "add", "Long queues", "--under", "R1"]);
    workspace.ok(&["undo", "s.baft"]);
    let said = workspace.ok(&["redo", "s.baft"]);
    assert!(said.contains("Long queues"), "{said}");
}
