//! Several coders: agreement worked out by hand, disagreements that are settled, blind rounds.

use crate::program::Workspace;
use serde_json::Value;

const TEXT: &str = "یک دو سه چهار پنج شش هفت هشت نه ده\nسطری دیگر که هیچ‌کس کد نمی‌زند و تنها دراز است\n";

/// One text of which K1 codes the words 1 to 4 and K2 the words 3 to 6, both with the same code.
fn workspace() -> Workspace {
    let workspace = Workspace::with_study();
    workspace.write("T.txt", TEXT.lines().next().unwrap().as_bytes());
    workspace.write("U.txt", "این را تنها یکی کد می‌زند".as_bytes());
    workspace.ok(&["import", "s.baft", "T.txt", "U.txt", "--kind", "document"]);
    workspace.ok(&["codebook", "s.baft", "add", "شمار", "--key", "N"]);
    workspace.ok(&["codebook", "s.baft", "add", "هیچ", "--key", "Z"]);
    workspace.ok(&["code", "s.baft", "add", "T", "--code", "N", "--quote", "یک دو سه چهار", "--coder", "K1"]);
    workspace.ok(&[
        "code",
        "s.baft",
        "add",
        "T",
        "--code",
        "N",
        "--quote",
        "سه چهار پنج شش",
        "--coder",
        "K2",
    ]);
    workspace.ok(&["code", "s.baft", "add", "U", "--code", "N", "--quote", "این را", "--coder", "K1"]);
    workspace
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn is_near(value: &Value, wanted: f64) -> bool {
    (number(value) - wanted).abs() < 1e-12
}

#[test]
fn coefficients_are_those_worked_out_by_hand() {
    let workspace = workspace();
    let report = workspace.json(&["agreement", "s.baft"]);
    assert_eq!(report["sources"], serde_json::json!(["T"]), "a source of one coder is not compared");
    let row = &report["codes"][0];
    // Ten words: two with both, two with K1 alone, two with K2 alone, four with nobody.
    // P_o = 6/10; κ: P_e = .4² + .6² = .52; α: D_e = 2 · .4 · .6 · 20/19; AC1: P_e = 2 · .4 · .6.
    assert_eq!((row["units"].as_u64(), row["present"].as_u64()), (Some(10), Some(6)), "{row}");
    assert!(is_near(&row["percent"], 0.6), "{row}");
    assert!(is_near(&row["kappa"]["value"], 0.08 / 0.48), "{row}");
    assert!(is_near(&row["alpha"]["value"], 1.0 - 0.4 / (0.48 * 20.0 / 19.0)), "{row}");
    assert!(is_near(&row["ac1"]["value"], 0.12 / 0.52), "{row}");
    // Without what nobody coded: six words, two agreed; P_e = (4/6)² + (2/6)².
    let report = workspace.json(&["agreement", "s.baft", "--uncoded", "exclude"]);
    let row = &report["codes"][0];
    assert_eq!(row["units"], 6);
    assert!(is_near(&row["kappa"]["value"], (1.0 / 3.0 - 5.0 / 9.0) / (4.0 / 9.0)), "{row}");
    // Only what both coded: two words, all with the code: agreement beyond chance has no value, and says why.
    let report = workspace.json(&["agreement", "s.baft", "--uncoded", "both"]);
    let row = &report["codes"][0];
    assert!(row["kappa"]["value"].is_null() && row["alpha"]["value"].is_null(), "{row}");
    assert!(row["reading"].as_str().unwrap().contains("every"), "{row}");
    // The whole line is one sentence and one turn with the code of both.
    for unit in ["sentences", "turns"] {
        let report = workspace.json(&["agreement", "s.baft", "--unit", unit]);
        assert_eq!(report["codes"][0]["units"], 1);
        assert!(is_near(&report["codes"][0]["percent"], 1.0));
    }
    // Characters: «یک دو سه چهار» has 13, «سه چهار پنج شش» 15, «سه چهار» 7 of 34.
    let report = workspace.json(&["agreement", "s.baft", "--unit", "characters"]);
    let row = &report["codes"][0];
    assert_eq!((row["units"].as_u64(), row["present"].as_u64()), (Some(34), Some(13 + 14 - 7)), "{row}");
    assert!(is_near(&row["percent"], (34.0 - 13.0) / 34.0), "{row}");
    assert!(row["unitizing"]["alpha"].is_number());
    assert!(workspace.ok(&["agreement", "s.baft"]).contains("Cohen"));
    workspace.fails(3, &["agreement", "s.baft", "--coders", "K1"]);
    workspace.fails(4, &["agreement", "s.baft", "--coders", "K1,K9"]);
    workspace.fails(3, &["agreement", "s.baft", "--code", "Z"]);
}

#[test]
fn disagreements_are_listed_settled_and_adopted() {
    let workspace = workspace();
    workspace.ok(&["code", "s.baft", "add", "T", "--code", "Z", "--quote", "نه ده", "--coder", "K1"]);
    workspace.ok(&["code", "s.baft", "add", "T", "--code", "Z", "--quote", "هفت", "--coder", "K1"]);
    workspace.ok(&["code", "s.baft", "add", "T", "--code", "Z", "--quote", "هفت", "--coder", "K2"]);
    let list = workspace.json(&["agreement", "s.baft", "disagreements"]);
    assert_eq!(list.as_array().unwrap().len(), 2, "{list}");
    let (borders, missing) = (&list[0], &list[1]);
    assert_eq!((&borders["kind"], &borders["words"]), (&"borders".into(), &"یک دو سه چهار پنج شش".into()));
    assert_eq!(borders["shared"], serde_json::json!([6, 13]));
    assert_eq!((&missing["kind"], &missing["words"]), (&"missing".into(), &"نه ده".into()));
    assert_eq!(missing["marked"]["K2"], serde_json::json!([]));
    let before = workspace.dump();
    workspace.ok(&["agreement", "s.baft", "settle", "T", "N", "--span", "6..13", "--note", "هر دو پذیرفتند"]);
    let span = format!("{}..{}", missing["start"], missing["end"]);
    workspace.ok(&["agreement", "s.baft", "settle", "T", "Z", "--span", &span, "--not-coded"]);
    assert_eq!(workspace.json(&["agreement", "s.baft", "disagreements"]), serde_json::json!([]));
    let added = workspace.json(&["agreement", "s.baft", "adopt"]);
    assert_eq!(added["count"], 1, "{added}");
    let agreed = workspace.json(&["code", "s.baft", "list", "--by", "consensus"]);
    let quotes: Vec<&str> =
        agreed.as_array().unwrap().iter().map(|one| one["quote"].as_str().unwrap()).collect();
    assert_eq!(quotes, ["سه چهار", "هفت"]);
    // The consensus coder is compared only when named.
    assert_eq!(workspace.json(&["agreement", "s.baft"])["coders"], serde_json::json!(["K1", "K2"]));
    // A settlement follows a correction of the text.
    workspace.ok(&["sources", "s.baft", "correct", "T", "--span", "0..0", "--with", "آغاز "]);
    assert_eq!(workspace.json(&["agreement", "s.baft", "disagreements"]), serde_json::json!([]));
    for _ in 0..4 {
        workspace.ok(&["undo", "s.baft"]);
    }
    assert_eq!(workspace.dump(), before);
}

#[test]
fn coders_of_an_open_blind_round_see_their_own_work_only() {
    let workspace = workspace();
    workspace.ok(&["round", "s.baft", "open", "pilot", "--sources", "T", "--coders", "K1,K2"]);
    let seen =
        |coder: &str| workspace.json(&["code", "s.baft", "list", "--coder", coder]).as_array().unwrap().len();
    assert_eq!((seen("K1"), seen("K2"), seen("Sara")), (2, 2, 3), "K2 still sees the other source");
    let exported = workspace.ok(&["code", "s.baft", "export", "--coder", "K2"]);
    assert!(!exported.contains("یک دو سه چهار"), "{exported}");
    let query = ["search", "s.baft", "یک AND coder:K1", "--coder", "K2"];
    let hidden = workspace.json(&query);
    assert!(hidden["hits"].as_array().unwrap().is_empty(), "{hidden}");
    let asked = workspace.json(&["code", "s.baft", "query", "N", "--coder", "K2"]);
    assert!(!asked.to_string().contains("یک دو سه چهار"), "{asked}");
    let history = workspace.json(&["history", "s.baft", "--coder", "K2"]);
    let others = history.as_array().unwrap().iter().filter(|entry| entry["coder"] == "K1");
    assert!(others.clone().all(|entry| entry["kind"] != "coding.add"), "{history}");
    workspace.fails(5, &["history", "s.baft", "--trail", "trail.csv", "--coder", "K2"]);
    let said = workspace.fails(5, &["agreement", "s.baft", "--coder", "K2"]);
    assert!(said.contains("pilot"), "{said}");
    workspace.ok(&["agreement", "s.baft", "--coder", "Sara"]);
    workspace.fails(5, &["round", "s.baft", "open", "pilot", "--sources", "T", "--coders", "K1,K2"]);
    workspace.ok(&["round", "s.baft", "close", "pilot", "--coder", "Sara"]);
    assert_eq!((seen("K1"), seen("K2")), (3, 3));
    workspace.ok(&["agreement", "s.baft", "--coder", "K2"]);
    let rounds = workspace.json(&["round", "s.baft"]);
    assert_eq!((&rounds[0]["open"], &rounds[0]["coders"]), (&false.into(), &serde_json::json!(["K1", "K2"])));
    workspace.ok(&["round", "s.baft", "remove", "pilot"]);
    workspace.fails(4, &["round", "s.baft", "close", "pilot"]);
    workspace.fails(3, &["round", "s.baft", "open", "alone", "--sources", "T", "--coders", "K1"]);
}
