//! Bad input for every command: a clear sentence, the documented exit code, the study unchanged.

use crate::program::Workspace;

/// Arguments with the exit code they must end with.
const BAD: &[(&[&str], i32)] = &[
    (&["sources", "nope.baft"], 4),
    (&["sources", "text.txt"], 6),
    (&["sources", "s.baft", "show", "I99"], 4),
    (&["sources", "s.baft", "remove", "I1", "I99"], 4),
    (&["new", "s.baft"], 5),
    (&["new", "other.baft", "--goals", "a/b"], 2),
    (&["import", "s.baft", "I1.txt", "--kind", "song"], 2),
    (&["import", "s.baft", "I1.txt", "--attributes", "nope.csv"], 8),
    (&["search", "s.baft", "((a"], 3),
    (&["codebook", "s.baft", "import", "nope.csv"], 8),
    (&["codebook", "s.baft", "import", "bytes.bin"], 3),
    (&["codebook", "s.baft", "rename", "ZZ", "x"], 4),
    (&["codebook", "s.baft", "remove", "R1"], 5),
    (&["codebook", "s.baft", "merge", "R1", "R1"], 3),
    (&["code", "s.baft", "import", "bytes.bin"], 3),
    (&["code", "s.baft", "remove", "99999"], 4),
    (&["memo", "s.baft", "remove", "99999"], 4),
    (&["audit", "s.baft", "nobody"], 4),
    (&["instrument", "s.baft", "freeze"], 4),
    (&["responses", "s.baft", "import", "bytes.bin"], 4),
    (&["assess", "s.baft", "--alpha", "2"], 2),
    (&["stats", "nothing", "text.txt"], 2),
    (&["stats", "descriptives", "bytes.bin"], 3),
    (&["stats", "efa.adequacy", "constant.csv"], 3),
    (&["report", "s.baft", "--set", "nobody"], 4),
    (&["doctor", "nope.baft"], 4),
    (&["backup", "s.baft", "s.baft"], 5),
    (&["redo", "s.baft"], 5),
    (&["nonsense"], 2),
    (&["search", "s.baft"], 2),
];

#[test]
fn bad_input_gets_a_sentence_and_leaves_the_study_alone() {
    let workspace = Workspace::with_coded_study();
    workspace.write("text.txt", b"this is no study");
    workspace.write("bytes.bin", &[0, 159, 146, 150, 0, 1, 2]);
    workspace.write("constant.csv", b"a,b\n1,2\n1,3\n1,5\n");
    let before = workspace.dump();
    let mut wrong = Vec::new();
    for (arguments, code) in BAD {
        let run = workspace.run(arguments);
        if run.code != *code || run.err.trim().is_empty() || run.err.contains("panicked") {
            wrong.push(format!("{arguments:?}: {} instead of {code}\n{}", run.code, run.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(workspace.dump(), before);
    workspace.ok(&["doctor", "s.baft"]);
}

#[test]
fn errors_are_data_with_json_and_persian_when_asked() {
    let workspace = Workspace::with_coded_study();
    let run = workspace.run(&["audit", "s.baft", "R99", "--json"]);
    let shape: serde_json::Value =
        serde_json::from_str(if run.out.trim().is_empty() { &run.err } else { &run.out }).unwrap();
    assert_eq!(shape["error"]["kind"], "not found");
    let said = workspace.run(&["audit", "s.baft", "R99", "--lang", "fa"]).err;
    assert!(said.contains("نیست"), "{said}");
}

#[test]
fn a_damaged_study_is_refused_or_reported_and_never_written() {
    let workspace = Workspace::with_coded_study();
    let good = std::fs::read(workspace.path("s.baft")).unwrap();
    for (name, bytes) in [
        ("cut.baft", good[..good.len() / 2].to_vec()),
        (
            "head.baft",
            good.iter()
                .enumerate()
                .map(|(place, byte)| if place < 40 { byte ^ 0x5a } else { *byte })
                .collect(),
        ),
        ("empty.baft", Vec::new()),
    ] {
        workspace.write(name, &bytes);
        let run = workspace.run(&["doctor", name]);
        assert!([1, 6, 7].contains(&run.code), "{name}: {} {}", run.code, run.err);
        assert_eq!(std::fs::read(workspace.path(name)).unwrap(), bytes, "{name} is left as it was");
    }
}
