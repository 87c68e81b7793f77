//! Code queries, tables of codings, sequences, networks, saturation.

use crate::program::Workspace;
use serde_json::{Value, json};

/// Source and codes of every quotation that answers.
fn answer(workspace: &Workspace, query: &str) -> Vec<(String, Vec<String>)> {
    let found = workspace.json(&["code", "s.baft", "query", query]);
    let quotations = found["quotations"].as_array().unwrap();
    assert_eq!(found["total"], quotations.len());
    quotations
        .iter()
        .map(|quotation| {
            let codings = quotation["codings"].as_array().unwrap().iter();
            let mut codes: Vec<String> =
                codings.map(|coding| coding["code"].as_str().unwrap().to_owned()).collect();
            codes.sort();
            (quotation["source"].as_str().unwrap().to_owned(), codes)
        })
        .collect()
}

fn check(workspace: &Workspace, query: &str, expected: &[(&str, &[&str])]) {
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(source, codes)| ((*source).to_owned(), codes.iter().map(|code| (*code).to_owned()).collect()))
        .collect();
    assert_eq!(answer(workspace, query), expected, "{query}");
}

#[test]
fn quotations_are_found_by_their_codes_and_places() {
    let workspace = Workspace::with_coded_study();
    check(&workspace, "R1", &[("I1", &["O1"]), ("I1", &["O2"]), ("I2", &["O1"]), ("A1", &["R1"])]);
    check(&workspace, "=R1", &[("A1", &["R1"])]);
    check(&workspace, "\"پهنای باند\" kind:interview", &[("I1", &["O1"]), ("I1", &["O2"]), ("I2", &["O1"])]);
    check(&workspace, "R1 weight:>=50", &[("I1", &["O1"])]);
    check(&workspace, "R2 coder:K2", &[("I1", &["O3"])]);
    check(&workspace, "R2 OVERLAPS (R2 coder:K2)", &[("I1", &["O3"])]);
    check(&workspace, "R2 OVERLAPS R2", &[("I1", &["O3"]), ("I1", &["O3"])]);
    check(&workspace, "R2 INSIDE R2", &[("I1", &["O3"])]);
    check(&workspace, "O4 WITHIN 12 WORDS OF R1", &[("I2", &["O4"])]);
    check(&workspace, "O4 WITHIN 0 TURNS OF R1", &[("I2", &["O4"])]);
    check(&workspace, "O1 BEFORE O2", &[("I1", &["O1"])]);
    check(&workspace, "R1 AND R2", &[]);
    let page = workspace.json(&["code", "s.baft", "query", "C1", "--offset", "1", "--limit", "2"]);
    assert_eq!((page["total"].as_u64(), page["offset"].as_u64()), (Some(6), Some(1)));
    assert_eq!(page["quotations"].as_array().unwrap().len(), 2);
}

#[test]
fn the_answer_is_a_sheet_that_comes_in_again() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["code", "s.baft", "query", "R1 OR R2", "--csv", "answer.csv"]);
    assert_eq!(workspace.read("answer.csv").lines().count(), 7);
    let again = workspace.json(&["code", "s.baft", "import", "answer.csv"]);
    assert_eq!((again["added"].as_u64(), again["known"].as_u64()), (Some(0), Some(6)));
}

#[test]
fn what_cannot_be_understood_is_said_with_its_place_in_both_languages() {
    let workspace = Workspace::with_coded_study();
    let said = workspace.fails(3, &["code", "s.baft", "query", "R1 AND (O1"]);
    assert!(said.contains("R1 AND ▶(O1") && said.contains("parenthesis"), "{said}");
    let said = workspace.fails(3, &["code", "s.baft", "query", "امنیت"]);
    assert!(said.contains("R2 امنیت سامانه"), "{said}");
    let said = workspace.fails(3, &["code", "s.baft", "query", "امنیت", "--lang", "fa"]);
    assert!(said.contains("وجود ندارد"), "{said}");
    let said = workspace.fails(3, &["matrix", "s.baft", "--rows", "films"]);
    assert!(said.contains("factors") && said.contains("attr.NAME"), "{said}");
    workspace.fails(3, &["matrix", "s.baft", "--columns", "attr.سن"]);
    workspace.fails(3, &["matrix", "s.baft", "--columns", "sources", "--relation", "overlap"]);
    workspace.fails(4, &["matrix", "s.baft", "--rows", "below:R99"]);
    let said = workspace.fails(4, &["matrix", "s.baft", "--cell", "R9", "I1"]);
    assert!(said.contains("R1, R2"), "{said}");
    workspace.fails(3, &["network", "s.baft", "--codes", "sources"]);
    workspace.fails(4, &["code", "s.baft", "sequence", "I9"]);
    workspace.fails(3, &["saturation", "s.baft", "--orders", "0"]);
    for wrong in [["--percent", "half"], ["--relation", "near"], ["--count", "letters"]] {
        workspace.fails(2, &["matrix", "s.baft", wrong[0], wrong[1]]);
    }
}

#[test]
fn tables_count_and_open_to_their_quotations() {
    let workspace = Workspace::with_coded_study();
    let table = workspace.json(&["matrix", "s.baft", "--percent", "row"]);
    assert_eq!(table["cells"], json!([[2, 1, 1], [2, 0, 0]]));
    assert_eq!(table["row_sums"], json!([4, 2]));
    assert_eq!((&table["sum"], &table["distinct"], &table["outside"]), (&json!(6), &json!(6), &json!(1)));
    assert_eq!(table["shares"][0], json!([0.5, 0.25, 0.25]));
    for (row, key) in ["R1", "R2"].iter().enumerate() {
        for (column, source) in ["I1", "I2", "A1"].iter().enumerate() {
            let cell = workspace.json(&["matrix", "s.baft", "--cell", key, source]);
            assert_eq!(cell["total"], table["cells"][row][column], "{key} {source}");
        }
    }
    // «رمز یک‌بارمصرف هم خوب است؛ امنیت مهم است»: the shorter quotation in it adds no word.
    let words = workspace.json(&["matrix", "s.baft", "--count", "words"]);
    assert_eq!(words["cells"][1], json!([8, 0, 0]));
    let coders = workspace.json(&["matrix", "s.baft", "--columns", "coders", "--count", "codings"]);
    assert_eq!(coders["cells"], json!([[4, 0], [1, 1]]));
    let weighed = workspace.json(&["matrix", "s.baft", "--filter", "weight:>=50"]);
    assert_eq!(weighed["sum"], 1);
    let kinds = workspace.json(&["matrix", "s.baft", "--rows", "below:R1", "--columns", "kinds"]);
    assert_eq!(kinds["cells"], json!([[2, 0], [1, 0]]));
    workspace.ok(&["matrix", "s.baft", "--csv", "table.csv"]);
    let sheet = workspace.read("table.csv");
    assert!(sheet.contains("R1 Adequate bandwidth,2,1,1,4"), "{sheet}");
    workspace.ok(&["matrix", "s.baft", "--csv", "persian.csv", "--lang", "fa"]);
    let sheet = workspace.read("persian.csv");
    assert!(sheet.contains("R1 شبکه با پهنای باند مناسب,2,1,1,4"), "{sheet}");
    let shown = workspace.ok(&["matrix", "s.baft", "--percent", "column"]);
    assert!(shown.contains("50.0%"), "{shown}");
}

#[test]
fn codes_that_come_together_make_a_table_and_a_network() {
    let workspace = Workspace::with_coded_study();
    let turn = ["--relation", "turn"];
    let axes = ["--rows", "factors", "--columns", "factors"];
    let table = workspace.json(&[&["matrix", "s.baft"], &axes[..], &turn].concat());
    // O1 and O2 in one turn of I1, the two O3 in another: pairs within a factor, none between.
    assert_eq!(table["pairs"], json!([[1, 0], [0, 1]]));
    assert_eq!((&table["row_quotations"], &table["left_out"]), (&json!([4, 2]), &json!(0)));
    let near = workspace.json(&[&["matrix", "s.baft", "--relation", "40-words"], &axes[..]].concat());
    let pairs = near["pairs"][0][1].as_u64().unwrap();
    assert!(pairs > 0 && near["pairs"][1][0] == pairs, "{near}");
    let cell = workspace
        .json(&[&["matrix", "s.baft", "--relation", "40-words", "--cell", "R1", "R2"], &axes[..]].concat());
    let partners =
        near["row_partners"][0][1].as_u64().unwrap() + near["column_partners"][0][1].as_u64().unwrap();
    assert_eq!(cell["total"], partners, "{cell}");
    let network = workspace.json(&["network", "s.baft", "--relation", "40-words"]);
    assert_eq!(network["edges"][0]["weight"], pairs);
    assert_eq!(network["nodes"].as_array().unwrap().len(), 2);
    workspace.ok(&["network", "s.baft", "--codes", "codes", "--relation", "turn", "--csv", "edges.csv"]);
    assert!(workspace.read("edges.csv").lines().nth(1).unwrap().starts_with("O1,Drops in the middle,O2,"));
    let none = workspace.json(&["network", "s.baft", "--relation", "40-words", "--least", "99"]);
    assert_eq!(none["edges"], json!([]));
}

#[test]
fn codes_have_an_order_within_their_source() {
    let workspace = Workspace::with_coded_study();
    let found = workspace.json(&["code", "s.baft", "sequence", "I1"]);
    let codes: Vec<&Value> = found["steps"].as_array().unwrap().iter().map(|step| &step["codes"]).collect();
    assert_eq!(codes, [&json!(["O1"]), &json!(["O2"]), &json!(["O3"]), &json!(["O3"])]);
    let all = workspace.json(&["code", "s.baft", "sequence"]);
    let transitions = all["transitions"].as_array().unwrap();
    let count: u64 = transitions.iter().map(|transition| transition["count"].as_u64().unwrap()).sum();
    assert_eq!(count, 4, "three in I1, one in I2: {all}");
    assert!(workspace.ok(&["code", "s.baft", "sequence", "I2", "--codes", "factors"]).contains("R1"));
}

#[test]
fn saturation_has_levels_orders_and_rules() {
    let workspace = Workspace::with_coded_study();
    let plain = workspace.json(&["saturation", "s.baft"]);
    let totals: Vec<&Value> = plain["steps"].as_array().unwrap().iter().map(|step| &step["total"]).collect();
    assert_eq!(totals, [3, 4, 5]);
    let options = ["--level", "factor", "--orders", "400", "--seed", "7", "--rules"];
    let found = workspace.json(&[&["saturation", "s.baft"], &options[..]].concat());
    assert_eq!(found["steps"][2], json!({ "source": "A1", "used": 1, "new": 0, "total": 2 }));
    assert_eq!((&found["outside"], &found["uncoded"]), (&json!(1), &json!(0)));
    assert_eq!(
        found["units"][0],
        json!({ "code": "R1", "name": "شبکه با پهنای باند مناسب", "first": "I1", "last": "A1", "sources": 3 })
    );
    let drawn = &found["orders"]["steps"];
    let near = |value: &Value, expected: f64, within: f64| {
        assert!((value.as_f64().unwrap() - expected).abs() < within, "{value} is not {expected}");
    };
    // I1 has both factors, the others one: 4/3 after one source, 5/3 after two.
    near(&drawn[0]["expected"], 4.0 / 3.0, 1e-9);
    near(&drawn[1]["expected"], 5.0 / 3.0, 1e-9);
    near(&drawn[0]["mean"], 4.0 / 3.0, 0.1);
    near(&drawn[2]["mean"], 2.0, 1e-9);
    let again = workspace.json(&[&["saturation", "s.baft"], &options[..]].concat());
    assert_eq!(found, again, "the same seed, the same orders");
    assert_eq!(found["rules"].as_array().unwrap().len(), 13);
    assert!(found["rules"].as_array().unwrap().iter().all(|rule| rule["reached"].is_null()));
    let said = workspace.ok(&["saturation", "s.baft", "--rules", "--units"]);
    assert!(said.contains("too few") && said.contains("O4"), "{said}");
}

#[test]
fn an_empty_study_has_empty_answers() {
    let workspace = Workspace::with_study();
    assert_eq!(workspace.json(&["code", "s.baft", "query", "*"])["total"], 0);
    assert_eq!(workspace.json(&["matrix", "s.baft"])["cells"], json!([]));
    assert_eq!(workspace.json(&["network", "s.baft"])["edges"], json!([]));
    assert_eq!(workspace.json(&["code", "s.baft", "sequence"])["transitions"], json!([]));
    let options = ["saturation", "s.baft", "--orders", "10", "--rules"];
    assert_eq!(workspace.json(&options)["steps"], json!([]));
    workspace.ok(&["matrix", "s.baft"]);
    workspace.ok(&options);
}
