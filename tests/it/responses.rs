//! Answers: bringing in, checking, simulating.

use crate::program::Workspace;

fn with_instrument() -> Workspace {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["instrument", "s.baft", "generate"]);
    workspace.ok(&["instrument", "s.baft", "freeze"]);
    workspace
}

#[test]
fn answers_come_in_by_item_and_missing_stays_missing() {
    let workspace = with_instrument();
    workspace.write("a.csv", "respondent,R1,R2\np1,4,5\np2,,2\np3,۳,1\n".as_bytes());
    workspace.ok(&["responses", "s.baft", "import", "a.csv", "--name", "first"]);
    let out = workspace.ok(&["responses", "s.baft", "export"]);
    let lines: Vec<&str> = out.lines().map(str::trim).collect();
    assert!(lines.contains(&"p2,,2"), "{out}");
    assert!(lines.contains(&"p3,3,1"), "{out}");
}

#[test]
fn every_bad_cell_is_named_and_nothing_is_stored() {
    let workspace = with_instrument();
    let before = workspace.dump();
    workspace.write("bad.csv", b"respondent,R1,R2\np1,9,1\np2,x,2\np1,1,1\n");
    let said = workspace.fails(3, &["responses", "s.baft", "import", "bad.csv"]);
    for line in ["line 2", "line 3", "line 4"] {
        assert!(said.contains(line), "{said}");
    }
    workspace.write("less.csv", b"respondent,R1\np1,1\n");
    assert!(workspace.fails(3, &["responses", "s.baft", "import", "less.csv"]).contains("R2"));
    assert_eq!(workspace.dump(), before);
}

#[test]
fn simulated_answers_are_the_same_for_a_seed_and_stay_marked() {
    let workspace = with_instrument();
    workspace.write("t.csv", b"item,mean,sd,loading,group\nR1,3.4,0.94,0.8,C1\nR2,2.37,0.88,0.7,C1\n");
    let simulate = |name: &str, seed: &str| {
        workspace.ok(&[
            "responses",
            "s.baft",
            "simulate",
            "--targets",
            "t.csv",
            "--respondents",
            "200",
            "--seed",
            seed,
            "--name",
            name,
        ]);
        workspace.ok(&["responses", "s.baft", "export", "--name", name])
    };
    let (one, same, other) = (simulate("a", "7"), simulate("b", "7"), simulate("c", "8"));
    assert_eq!(one, same);
    assert_ne!(one, other);
    let assessment = workspace.json(&["assess", "s.baft", "--set", "a"]);
    assert_eq!(assessment["simulated"], true);
    let mean = assessment["items"][0]["mean"].as_f64().unwrap();
    assert!((mean - 3.4).abs() < 0.005, "{mean}");
    assert!(workspace.ok(&["assess", "s.baft", "--set", "a"]).contains("simulated"));
    workspace.write("bad.csv", b"item,mean,sd\nR1,7,1\n");
    workspace.fails(
        3,
        &[
            "responses",
            "s.baft",
            "simulate",
            "--targets",
            "bad.csv",
            "--respondents",
            "10",
            "--seed",
            "1",
            "--name",
            "x",
        ],
    );
}
