//! Negative evidence, reviewers, rules of the audit, traces, loose ends, the dossier.

use crate::program::Workspace;
use serde_json::Value;

fn factor(workspace: &Workspace, key: &str) -> Value {
    workspace.json(&["audit", "s.baft", key])
}

fn first_factor(workspace: &Workspace) -> String {
    let audit = workspace.json(&["audit", "s.baft"]);
    let factors = audit["factors"].as_array().unwrap();
    let most = factors.iter().max_by_key(|factor| factor["quotations"].as_u64().unwrap()).unwrap();
    most["factor"].as_str().unwrap().to_owned()
}

#[test]
fn what_speaks_against_a_factor_or_was_rejected_is_no_evidence() {
    let workspace = Workspace::with_coded_study();
    let key = first_factor(&workspace);
    let before = factor(&workspace, &key);
    let evidence = before["evidence"].as_array().unwrap();
    let count = before["quotations"].as_u64().unwrap();
    assert!(count >= 2, "{before}");
    let (first, second) = (evidence[0]["coding"].to_string(), evidence[1]["coding"].to_string());
    workspace.ok(&["code", "s.baft", "edit", &first, "--stance", "contradicts"]);
    let now = factor(&workspace, &key);
    assert_eq!(now["quotations"].as_u64().unwrap(), count - 1);
    assert_eq!(now["contradicting"], 1);
    assert!(now["flags"].as_array().unwrap().contains(&"contradicted".into()), "{now}");
    workspace.ok(&[
        "audit",
        "s.baft",
        "decide",
        &second,
        "rejected",
        "--note",
        "نامربوط",
        "--coder",
        "Reviewer",
    ]);
    let now = factor(&workspace, &key);
    assert_eq!(now["quotations"].as_u64().unwrap(), count - 2);
    let line = now["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["coding"].as_u64() == second.parse().ok());
    assert_eq!(line.unwrap()["decision"]["note"], "نامربوط");
    assert_eq!(line.unwrap()["discounted"], "rejected");
    // The newest word holds.
    workspace.ok(&["audit", "s.baft", "decide", &second, "accepted", "--coder", "Reviewer"]);
    assert_eq!(factor(&workspace, &key)["quotations"].as_u64().unwrap(), count - 1);
    workspace.ok(&["audit", "s.baft", "decide", &key, "revise", "--note", "یک منبع"]);
    let now = factor(&workspace, &key);
    assert!(now["flags"].as_array().unwrap().contains(&"review pending".into()), "{now}");
    for _ in 0..4 {
        workspace.ok(&["undo", "s.baft"]);
    }
    assert_eq!(factor(&workspace, &key), before);
    workspace.fails(4, &["audit", "s.baft", "decide", "999", "rejected"]);
    workspace.fails(2, &["audit", "s.baft", "decide", &key, "perhaps"]);
}

#[test]
fn the_study_keeps_its_rules() {
    let workspace = Workspace::with_coded_study();
    let key = first_factor(&workspace);
    workspace.ok(&[
        "audit",
        "s.baft",
        "rules",
        "--set",
        "minimum_quotations=1",
        "--set",
        "minimum_sources=۱",
    ]);
    assert_eq!(factor(&workspace, &key)["weak"], false);
    workspace.ok(&["audit", "s.baft", "rules", "--set", "minimum_speakers=50"]);
    let now = factor(&workspace, &key);
    assert!(now["flags"].as_array().unwrap().contains(&"few speakers".into()), "{now}");
    let rules = workspace.json(&["audit", "s.baft", "rules"]);
    assert_eq!((rules["minimum_speakers"].as_u64(), rules["largest_share"].as_u64()), (Some(50), Some(100)));
    let said = workspace.fails(3, &["audit", "s.baft", "rules", "--set", "largest_share=101"]);
    assert!(said.contains("0 to 100"), "{said}");
    assert!(workspace.fails(3, &["audit", "s.baft", "rules", "--set", "x=1"]).contains("minimum_coders"));
}

#[test]
fn a_line_is_followed_up_and_a_code_down() {
    let workspace = Workspace::with_coded_study();
    let key = first_factor(&workspace);
    let evidence = factor(&workspace, &key)["evidence"].clone();
    let line = &evidence[0];
    let place = format!("{}:{}", line["source"].as_str().unwrap(), line["turn"]);
    let up = workspace.json(&["audit", "s.baft", "trace", "--line", &place]);
    let found =
        up.as_array().unwrap().iter().find(|step| step["evidence"]["coding"] == line["coding"]).unwrap();
    let lineage: Vec<&str> =
        found["lineage"].as_array().unwrap().iter().map(|code| code["level"].as_str().unwrap()).collect();
    assert!(lineage.contains(&"factor") && lineage.last() == Some(&"selective"), "{lineage:?}");
    let quotation = line["quotation"].to_string();
    assert!(
        !workspace
            .json(&["audit", "s.baft", "trace", "--quotation", &quotation])
            .as_array()
            .unwrap()
            .is_empty()
    );
    let down = workspace.json(&["audit", "s.baft", "trace", "--code", &key]);
    assert_eq!(down.as_array().unwrap().len(), evidence.as_array().unwrap().len());
    workspace.ok(&["instrument", "s.baft", "generate"]);
    let items = workspace.json(&["instrument", "s.baft"])["items"].clone();
    let item = items.as_array().unwrap().iter().find(|item| item["factor"] == *key).unwrap();
    let of_item = workspace.json(&["audit", "s.baft", "trace", "--item", item["key"].as_str().unwrap()]);
    assert_eq!(of_item.as_array().unwrap().len(), down.as_array().unwrap().len());
    assert_eq!(of_item[0]["item"]["key"], item["key"]);
    workspace.fails(4, &["audit", "s.baft", "trace", "--quotation", "999"]);
    workspace.fails(4, &["audit", "s.baft", "trace", "--item", "Q999"]);
    workspace.fails(4, &["audit", "s.baft", "trace", "--line", "I1:999"]);
}

#[test]
fn solutions_are_the_passages_of_their_code_beside_the_evidence() {
    let workspace = Workspace::with_coded_study();
    let key = first_factor(&workspace);
    let line = factor(&workspace, &key)["evidence"][0].clone();
    workspace.ok(&["codebook", "s.baft", "add", "راهکار", "--key", "SOL"]);
    workspace.ok(&["audit", "s.baft", "rules", "--solution-code", "SOL"]);
    let source = line["source"].as_str().unwrap();
    let span = format!("{}..{}", line["start"], line["end"]);
    workspace.ok(&["code", "s.baft", "add", source, "--code", "SOL", "--span", &span]);
    let now = factor(&workspace, &key);
    assert_eq!(now["solutions"].as_array().unwrap().len(), 1, "{now}");
    assert_eq!(now["solutions"][0]["quote"], line["quote"]);
}

#[test]
fn loose_ends_are_listed() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["codebook", "s.baft", "add", "هرگز به کار نرفته"]);
    let loose = workspace.json(&["audit", "s.baft", "loose"]);
    let names: Vec<&str> =
        loose["unused_codes"].as_array().unwrap().iter().map(|code| code["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"هرگز به کار نرفته"), "{loose}");
    assert!(loose["orphan_items"].as_array().unwrap().is_empty());
    workspace.ok(&["audit", "s.baft", "loose"]);
}

#[test]
fn the_dossier_goes_out_in_three_forms_with_the_same_lines() {
    let workspace = Workspace::with_coded_study();
    let key = first_factor(&workspace);
    let quote = factor(&workspace, &key)["evidence"][0]["quote"].as_str().unwrap().to_owned();
    for file in ["d.csv", "d.html", "d.xlsx", "again.xlsx"] {
        workspace.ok(&["audit", "s.baft", "dossier", "--output", file, "--lang", "fa"]);
    }
    assert!(workspace.read("d.csv").contains(&quote));
    let page = workspace.read("d.html");
    assert!(page.contains(&quote) && page.contains("dir=\"rtl\"") && page.contains("پوشش"));
    let book = std::fs::read(workspace.path("d.xlsx")).unwrap();
    assert_eq!(book, std::fs::read(workspace.path("again.xlsx")).unwrap(), "the same bytes");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut text = |name: &str| {
        let mut part = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut part).unwrap();
        part
    };
    assert!(text("xl/sharedStrings.xml").contains(&quote));
    assert!(text("xl/worksheets/sheet2.xml").contains("rightToLeft=\"1\""));
    assert!(text("xl/workbook.xml").contains("پوشش"));
    workspace.fails(2, &["audit", "s.baft", "dossier", "--output", "d.docx"]);
}
