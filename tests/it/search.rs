//! Finding words with their places.

use crate::program::Workspace;

/// The words of the text at the place that a hit names.
fn words_at(workspace: &Workspace, hit: &serde_json::Value) -> String {
    let source = workspace.json(&["sources", "s.baft", "show", hit["source"].as_str().unwrap()]);
    let place = |key: &str| usize::try_from(hit[key].as_u64().unwrap()).unwrap();
    source["text"]
        .as_str()
        .unwrap()
        .chars()
        .skip(place("start"))
        .take(place("end") - place("start"))
        .collect()
}

fn found(workspace: &Workspace, query: &str) -> Vec<(String, String)> {
    let answer = workspace.json(&["search", "s.baft", query]);
    answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| {
            let keyword = hit["keyword"].as_str().unwrap().to_owned();
            assert_eq!(words_at(workspace, hit), keyword, "the place is that of the words");
            (hit["source"].as_str().unwrap().to_owned(), keyword)
        })
        .collect()
}

#[test]
fn hits_stand_where_their_words_stand() {
    let workspace = Workspace::with_coded_study();
    assert_eq!(found(&workspace, "\"پهنای باند\"").len(), 2);
    let arabic = found(&workspace, "کاربران");
    assert!(arabic.iter().any(|(source, keyword)| source == "I2" && keyword.contains('ك')), "{arabic:?}");
    assert!(!found(&workspace, "vpn").is_empty(), "case makes no difference");
    assert!(!found(&workspace, "اینترنت").is_empty(), "the word stands with a pronoun behind a half-space");
}

#[test]
fn words_can_be_joined_excluded_and_filtered() {
    let workspace = Workspace::with_coded_study();
    let sources = |query: &str| {
        let mut sources: Vec<String> =
            found(&workspace, query).into_iter().map(|(source, _)| source).collect();
        sources.dedup();
        sources
    };
    assert_eq!(sources("باند AND kind:article"), ["A1"]);
    assert_eq!(sources("باند AND kind:interview"), ["I1"]);
    assert_eq!(sources("باند NOT source:A1"), ["I1"]);
    assert_eq!(sources("پهنای NEAR/3 باند").len(), 2);
    assert_eq!(sources("نگران* OR vpn"), ["I2"]);
    assert!(sources("ژژژژ").is_empty());
}

#[test]
fn a_query_that_cannot_be_understood_says_where() {
    let workspace = Workspace::with_coded_study();
    for query in ["(", "\"open", "a AND", "NEAR/x b", "kind:song"] {
        let said = workspace.fails(3, &["search", "s.baft", query]);
        assert!(said.contains("character"), "{query}: {said}");
    }
}

#[test]
fn the_index_is_made_again_when_it_is_gone() {
    let workspace = Workspace::with_coded_study();
    let before = found(&workspace, "باند");
    std::fs::remove_dir_all(workspace.path("s.baft.index")).unwrap();
    assert_eq!(found(&workspace, "باند"), before);
}

#[test]
fn a_file_of_queries_is_answered_best_first() {
    let workspace = Workspace::with_coded_study();
    workspace.write("q.tsv", "q1\tپهنای باند\tnoun\nq2\tشرط کافی\tphrase\nq3\tکافی شرط\tphrase\n".as_bytes());
    workspace.ok(&["search", "s.baft", "--queries", "q.tsv", "--run", "run.tsv"]);
    let run = workspace.read("run.tsv");
    let mut lines: Vec<&str> = run.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["q1\tA1", "q1\tI1", "q3\tA1"], "a phrase asks for its order");
    workspace.ok(&["search", "s.baft", "--queries", "q.tsv", "--any", "--top", "1", "--run", "any.tsv"]);
    assert_eq!(workspace.read("any.tsv").lines().count(), 3);
    workspace.write("bad.tsv", b"q1\n");
    assert!(workspace.fails(3, &["search", "s.baft", "--queries", "bad.tsv"]).contains("line 1"));
}

#[test]
fn a_query_without_a_hit_offers_what_may_have_been_meant() {
    let workspace = Workspace::with_coded_study();
    let nothing = |query: &str| workspace.json(&["search", "s.baft", query])["nothing"].clone();
    let slip = nothing("پنهای باند");
    assert_eq!(slip["spelled"], "پهنای باند");
    assert_eq!(slip["terms"][0]["sources"], 0);
    assert_eq!(slip["terms"][0]["unknown"][0]["spellings"][0]["word"], "پهنای");
    assert_eq!(slip["terms"][1]["sources"], 2);
    assert_eq!(nothing("kind:interview hdkjvkj")["layout"], "kind:interview اینترنت");
    assert_eq!(nothing("رحد")["layout"], "vpn");
    assert_eq!(nothing("\"پهنای باند\" AND vpn")["spelled"], serde_json::Value::Null);
    assert_eq!(workspace.json(&["search", "s.baft", "باند"])["nothing"], serde_json::Value::Null);
    let run = workspace.ok(&["code", "s.baft", "search", "hdkjvkj", "--code", "R1"]);
    assert!(run.contains("اینترنت"), "{run}");
}

#[test]
fn hits_are_grouped_and_counted() {
    let workspace = Workspace::with_coded_study();
    let groups = |by: &str| {
        let answer = workspace.json(&["search", "s.baft", "باند OR vpn", "--by", by]);
        let groups = answer["groups"].as_array().unwrap().clone();
        for group in &groups {
            let lines = group["lines"].as_array().unwrap();
            assert_eq!(group["hits"].as_u64().unwrap(), lines.len() as u64);
            assert!(group["words"].as_u64().unwrap() >= lines.len() as u64);
        }
        groups
    };
    let all = workspace.json(&["search", "s.baft", "باند OR vpn"])["hits"].as_array().unwrap().len() as u64;
    for by in ["source", "kind", "speaker"] {
        let hits: u64 = groups(by).iter().map(|group| group["hits"].as_u64().unwrap()).sum();
        assert_eq!(hits, all, "{by}: each hit belongs to one group");
    }
    assert_eq!(groups("source").len(), 3);
    // A hit under two codes counts under both, and the groups of codes say which.
    let codes = groups("code");
    assert!(codes.iter().any(|group| group["title"] != ""), "{codes:?}");
    assert!(codes.iter().map(|group| group["hits"].as_u64().unwrap()).sum::<u64>() >= all);
    assert_eq!(workspace.run(&["search", "s.baft", "باند", "--by", "attr.nothing"]).code, 3);
    assert_ne!(workspace.run(&["search", "s.baft", "باند", "--by", "moon"]).code, 0);
}

#[test]
fn lines_are_ordered_by_their_context() {
    let workspace = Workspace::with_coded_study();
    let after = |order: &str| -> Vec<String> {
        let answer = workspace.json(&["search", "s.baft", "کار*", "--sort", order]);
        answer["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["after"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut by_hand = after("rank");
    assert!(by_hand.len() > 2, "{by_hand:?}");
    let alphabet = baft::text::order::Alphabet::default();
    let plain = |text: &str| {
        let words =
            text.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    by_hand.sort_by(|one, other| alphabet.compare(&plain(one), &plain(other)));
    assert_eq!(after("after"), by_hand);
}

#[test]
fn words_are_counted_beside_each_other_and_compared() {
    let workspace = Workspace::with_coded_study();
    let list = workspace.json(&["words", "s.baft", "--stop-words"]);
    let words = list["words"].as_array().unwrap();
    let total: u64 = words.iter().map(|word| word["frequency"].as_u64().unwrap()).sum();
    assert_eq!(list["tokens"].as_u64().unwrap(), total, "every word is counted once");
    for word in words {
        let written = word["writings"].as_array().unwrap();
        let sum: u64 = written.iter().map(|one| one["frequency"].as_u64().unwrap()).sum();
        assert_eq!(word["frequency"].as_u64().unwrap(), sum, "{word}");
    }
    let parts = ["kind:interview", "kind:article"]
        .map(|filter| workspace.json(&["words", "s.baft", filter])["tokens"].as_u64().unwrap());
    assert_eq!(parts.iter().sum::<u64>(), total, "the parts are the whole");
    let coded = workspace.json(&["words", "s.baft", "level:open"])["tokens"].as_u64().unwrap();
    let uncoded = workspace.json(&["words", "s.baft", "uncoded"])["tokens"].as_u64().unwrap();
    assert_eq!(coded + uncoded, total);
    let beside = workspace.json(&["words", "s.baft", "--with", "پهنای", "--min", "1"]);
    let band = beside["collocates"].as_array().unwrap().iter().find(|word| word["word"] == "باند");
    assert_eq!(band.unwrap()["after"], 2, "{beside}");
    let keys =
        workspace.json(&["words", "s.baft", "kind:interview", "--compare", "kind:article", "--min", "1"]);
    assert_eq!(keys["tokens"][0].as_u64().unwrap(), parts[0]);
    workspace.ok(&["words", "s.baft", "--output", "words.csv"]);
    assert!(workspace.read("words.csv").contains("word,frequency,per-million"));
    let overlap = workspace.run(&["words", "s.baft", "kind:interview", "--compare", "source:I1"]);
    assert_eq!(overlap.code, 3, "{overlap:?}");
}

/// Copies the files of a folder.
fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn an_index_that_stayed_behind_the_study_catches_up() {
    let workspace = Workspace::with_coded_study();
    assert!(!found(&workspace, "باند").is_empty());
    // A crash after the study was written and before the index was: the index is the one of before.
    let (index, before) = (workspace.path("s.baft.index"), workspace.path("before"));
    copy(&index, &before);
    workspace.write("I3.txt", "ج: زرافه آمد.".as_bytes());
    workspace.ok(&["import", "s.baft", "I3.txt", "--kind", "interview"]);
    workspace.ok(&["sources", "s.baft", "remove", "A1"]);
    std::fs::remove_dir_all(&index).unwrap();
    copy(&before, &index);
    assert_eq!(found(&workspace, "زرافه").len(), 1);
    assert!(
        found(&workspace, "باند").iter().all(|(source, _)| source != "A1"),
        "what was removed is not found"
    );
    workspace.ok(&["undo", "s.baft"]);
    assert!(found(&workspace, "باند").iter().any(|(source, _)| source == "A1"), "undo brings it back");
}

#[test]
fn the_index_follows_the_texts_of_a_copy_that_went_another_way() {
    let workspace = Workspace::with_coded_study();
    std::fs::copy(workspace.path("s.baft"), workspace.path("copy.baft")).unwrap();
    workspace.write("I3.txt", "ج: زرافه آمد.".as_bytes());
    workspace.write("I4.txt", "ج: پلنگ آمد.".as_bytes());
    workspace.ok(&["import", "s.baft", "I3.txt", "--kind", "interview"]);
    assert_eq!(found(&workspace, "زرافه").len(), 1);
    // The copy has as many operations as the study, but another text; now it takes the study's place, and the index stays.
    workspace.ok(&["import", "copy.baft", "I4.txt", "--kind", "interview"]);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(workspace.path(&format!("s.baft{ending}")));
    }
    std::fs::rename(workspace.path("copy.baft"), workspace.path("s.baft")).unwrap();
    assert_eq!(found(&workspace, "پلنگ").len(), 1);
    assert!(found(&workspace, "زرافه").is_empty());
}

#[test]
fn a_coding_leaves_the_index_alone_and_shows_in_the_lines() {
    let workspace = Workspace::with_coded_study();
    let written = || std::fs::read(workspace.path("s.baft.index/meta.json")).unwrap();
    let by_code = |query: &str| workspace.json(&["search", "s.baft", query, "--by", "code"]);
    let (before, index) = (by_code("باند"), written());
    let hits = workspace.json(&["search", "s.baft", "باند"])["hits"].clone();
    let hit = &hits[0];
    let span = format!("{}..{}", hit["start"], hit["end"]);
    workspace.ok(&[
        "code",
        "s.baft",
        "add",
        hit["source"].as_str().unwrap(),
        "--code",
        "O4",
        "--span",
        &span,
    ]);
    let after = by_code("باند");
    assert!(!before.to_string().contains("O4") && after.to_string().contains("O4"), "{before} {after}");
    assert_eq!(written(), index);
    // A query that asks for codings reads them with the sources; it finds the same.
    let asked = workspace.json(&["search", "s.baft", "باند code:O4"])["hits"].clone();
    assert_eq!(asked, serde_json::json!([hit]));
}

#[test]
fn a_damaged_index_is_made_again() {
    let workspace = Workspace::with_coded_study();
    let whole = found(&workspace, "باند");
    let index = workspace.path("s.baft.index");
    for entry in std::fs::read_dir(&index).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    }
    assert_eq!(found(&workspace, "باند"), whole);
}
