//! Both languages say the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Key of every sentence with the variables in it.
fn sentences(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/locale/{language}.ftl"));
    let text = std::fs::read_to_string(file).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let starts = line.starts_with(|letter: char| letter.is_ascii_lowercase());
        if let (true, Some((name, _))) = (starts, line.split_once(" =")) {
            name.clone_into(&mut key);
            assert!(!found.contains_key(&key), "{language}: {key} stands twice");
        }
        if !key.is_empty() {
            let variables = found.entry(key.clone()).or_default();
            for part in line.split('$').skip(1) {
                variables.insert(
                    part.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '-').collect(),
                );
            }
        }
    }
    found
}

/// Persian help stands in place of the English one, which clap holds.
fn is_help(key: &str) -> bool {
    key == "help" || key.starts_with("help-")
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_variables() {
    let (english, persian) = (sentences("en"), sentences("fa"));
    assert!(english.len() > 200);
    let wrong: Vec<String> = english
        .keys()
        .chain(persian.keys())
        .filter(|key| !is_help(key))
        .filter(|key| english.get(*key) != persian.get(*key))
        .map(|key| format!("{key}: {:?} and {:?}", english.get(key), persian.get(key)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_sentence_that_the_code_names_is_there() {
    let english = sentences("en");
    let mut missing = BTreeSet::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in ["locale.text(\"", "locale.say(\"", "context.say(\""] {
                    for part in text.split(call).skip(1) {
                        let key = part.split('"').next().unwrap();
                        if !key.contains('{') && !english.contains_key(key) {
                            missing.insert(format!("{key} in {}", path.display()));
                        }
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
