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
