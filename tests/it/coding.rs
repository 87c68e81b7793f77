//! Codes on quotations.

use crate::program::Workspace;

#[test]
fn sheets_go_out_and_come_in_again() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["code", "s.baft", "export", "--output", "out.csv"]);
    let again = workspace.json(&["code", "s.baft", "import", "out.csv"]);
    assert_eq!(again["added"], 0, "{again}");
    assert_eq!(again["known"], 7, "{again}");
}

#[test]
fn a_quotation_is_placed_by_words_or_positions_and_keeps_its_words() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["code", "s.baft", "add", "I1", "--code", "R2", "--quote", "سرور خودمان ضعیف است"]);
    workspace.ok(&["code", "s.baft", "add", "I1", "--code", "O1", "--span", "99..124", "--coder", "K2"]);
    let codings = workspace.json(&["code", "s.baft"]);
    for coding in codings.as_array().unwrap() {
        let source = workspace.json(&["sources", "s.baft", "show", coding["source"].as_str().unwrap()]);
        let place = |key: &str| usize::try_from(coding[key].as_u64().unwrap()).unwrap();
        let text = source["text"].as_str().unwrap();
        let words: String = text.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(words, coding["quote"].as_str().unwrap());
    }
    assert_eq!(codings.as_array().unwrap().len(), 9);
}

#[test]
fn words_that_are_not_there_or_there_twice_are_refused() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    workspace.fails(3, &["code", "s.baft", "add", "I1", "--code", "R1", "--quote", "هرگز گفته نشد"]);
    workspace.fails(3, &["code", "s.baft", "add", "I1", "--code", "R1", "--quote", "است"]);
    workspace.fails(3, &["code", "s.baft", "add", "I1", "--code", "R1", "--span", "5..99999"]);
    workspace.fails(4, &["code", "s.baft", "add", "I9", "--code", "R1", "--quote", "x"]);
    workspace.fails(4, &["code", "s.baft", "add", "I1", "--code", "R99", "--quote", "سرور خودمان"]);
    assert_eq!(workspace.dump(), before);
}

#[test]
fn bad_lines_of_a_sheet_are_named_and_come_in_only_when_asked() {
    let workspace = Workspace::with_coded_study();
    let sheet = "source,start,end,quote,code,coder\nI1,,,رمز یک‌بارمصرف,R2,K2\nI1,,,نیست اینجا,R1,K1\nI7,,,x,R1,K1\nI1,,,پهنای باند,ZZ,K1\n";
    workspace.write("sheet.csv", sheet.as_bytes());
    let said = workspace.fails(3, &["code", "s.baft", "import", "sheet.csv"]);
    for line in ["line 3", "line 4", "line 5"] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(workspace.json(&["code", "s.baft"]).as_array().unwrap().len(), 7);
    assert_eq!(workspace.run(&["code", "s.baft", "import", "sheet.csv", "--keep-going"]).code, 10);
    assert_eq!(workspace.json(&["code", "s.baft"]).as_array().unwrap().len(), 8);
}

#[test]
fn every_hit_of_a_search_can_be_coded_as_one_operation() {
    let workspace = Workspace::with_coded_study();
    let before = workspace.dump();
    workspace.ok(&["code", "s.baft", "search", "باند", "--code", "R1", "--dry-run"]);
    assert_eq!(workspace.dump(), before, "a dry run changes nothing");
    workspace.ok(&["code", "s.baft", "search", "باند", "--code", "R1"]);
    assert_ne!(workspace.dump(), before);
    workspace.ok(&["undo", "s.baft"]);
    assert_eq!(workspace.dump(), before);
}

#[test]
fn memos_are_kept_with_what_they_are_about() {
    let workspace = Workspace::with_coded_study();
    workspace.ok(&["memo", "s.baft", "add", "Two people disagree", "--code", "R1"]);
    let memos = workspace.json(&["memo", "s.baft"]);
    assert!(memos.to_string().contains("Two people disagree"), "{memos}");
    workspace.fails(4, &["memo", "s.baft", "add", "x", "--code", "R99"]);
}

#[test]
fn a_worklist_is_like_the_quotations_of_its_code_and_can_be_imported() {
    let workspace = Workspace::with_coded_study();
    let codings = workspace.json(&["code", "s.baft", "list"]);
    let code = codings[0]["code"].as_str().unwrap().to_owned();
    let list = workspace.json(&["code", "s.baft", "similar", &code, "--limit", "50"]);
    let wanted: Vec<&str> =
        list["distinctive"].as_array().unwrap().iter().map(|word| word["word"].as_str().unwrap()).collect();
    let passages = list["passages"].as_array().unwrap();
    assert!(!passages.is_empty(), "{list}");
    let scores: Vec<f64> = passages.iter().map(|passage| passage["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
    for passage in passages {
        let shared = passage["shared"].as_array().unwrap();
        assert!(!shared.is_empty() && shared.iter().all(|word| wanted.contains(&word.as_str().unwrap())));
        for coding in codings.as_array().unwrap() {
            let apart = coding["source"] != passage["source"]
                || coding["end"].as_u64() <= passage["start"].as_u64()
                || passage["end"].as_u64() <= coding["start"].as_u64();
            assert!(apart, "{passage} is coded already: {coding}");
        }
    }
    workspace.ok(&["code", "s.baft", "similar", &code, "--sheet", "list.csv", "--limit", "2"]);
    let imported = workspace.json(&["code", "s.baft", "import", "list.csv"]);
    assert_eq!(imported["added"].as_u64().unwrap(), passages.len().min(2) as u64, "{imported}");
    let again = workspace.json(&["code", "s.baft", "similar", &code, "--limit", "50"]);
    assert!(again["passages"].as_array().unwrap().len() < passages.len(), "what was coded is off the list");
}

#[test]
fn suggestions_name_the_quotations_that_speak_for_them() {
    let workspace = Workspace::with_coded_study();
    let coding = workspace.json(&["code", "s.baft", "list"])[0].clone();
    let words = coding["quote"].as_str().unwrap();
    let found = workspace.json(&["code", "s.baft", "suggest", "--text", words]);
    assert_eq!(found[0]["code"], coding["code"], "{found}");
    assert_eq!(found[0]["quotations"][0]["words"], words);
    assert!(found[0]["quotations"][0]["likeness"].as_f64().unwrap() > 0.3);
    // The quotation itself is no evidence for its own stretch.
    let span = format!("{}..{}", coding["start"], coding["end"]);
    let source = coding["source"].as_str().unwrap();
    let own = workspace.json(&["code", "s.baft", "suggest", "--source", source, "--span", &span]);
    let speaks =
        own.as_array().unwrap().iter().flat_map(|code| code["quotations"].as_array().unwrap().clone());
    assert!(speaks.into_iter().all(|quotation| quotation["words"] != words), "{own}");
    let nothing = workspace.json(&["code", "s.baft", "suggest", "--text", "zebra xylophone"]);
    assert_eq!(nothing.as_array().unwrap().len(), 0);
    assert_eq!(workspace.run(&["code", "s.baft", "suggest", "--source", source]).code, 2);
    assert_ne!(workspace.run(&["code", "s.baft", "suggest", "--source", source, "--turn", "9999"]).code, 0);
    let tried = workspace.json(&["code", "s.baft", "suggest", "--evaluate"]);
    let counted = tried["both"]["quotations"].as_u64().unwrap() + tried["unguessable"].as_u64().unwrap();
    assert!(counted > 0, "{tried}");
}
