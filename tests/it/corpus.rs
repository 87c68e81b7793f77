//! The texts of the sample study: real in size, unlike each other, coded by two.

use crate::program::Workspace;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Name and text of every interview of the sample study.
fn interviews(workspace: &Workspace) -> Vec<(String, String)> {
    workspace.ok(&["demo", "d", "--quiet"]);
    let sources = workspace.json(&["sources", "d/sample.baft"]);
    let names: Vec<String> = sources
        .as_array()
        .unwrap()
        .iter()
        .filter(|source| source["kind"] == "interview")
        .map(|source| source["name"].as_str().unwrap().to_owned())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let source = workspace.json(&["sources", "d/sample.baft", "show", &name]);
            let text = source["text"].as_str().unwrap().to_owned();
            (name, text)
        })
        .collect()
}

#[test]
fn interviews_have_the_length_of_real_ones_and_share_no_paragraph() {
    let workspace = Workspace::new();
    let interviews = interviews(&workspace);
    assert_eq!(interviews.len(), 20);
    let mut paragraphs: BTreeMap<Vec<&str>, &str> = BTreeMap::new();
    let mut averages = BTreeSet::new();
    for (name, text) in &interviews {
        let words = text.split_whitespace().count();
        assert!((1100..=2600).contains(&words), "{name} has {words} words");
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            // The note that the text is synthetic may be the same; what people say may not.
            if words.len() >= 15
                && let Some(other) = paragraphs.insert(words, name)
            {
                assert_eq!(other, name, "{other} and {name} share a paragraph: {line}");
            }
        }
        let sentences = text.split(['.', '؟', '!']).filter(|sentence| !sentence.trim().is_empty()).count();
        averages.insert(words * 100 / sentences);
    }
    assert!(averages.len() * 10 >= interviews.len() * 9, "sentences have different lengths: {averages:?}");
}

#[test]
fn every_text_says_that_it_is_synthetic() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::new();
    for (name, text) in interviews(&workspace) {
        assert!(text.contains("ساختگ"), "{name} does not say it");
    }
    for entry in std::fs::read_dir(root.join("corpus/articles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension != "csv") {
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            assert!(
                ["ساختگ", "invented", "synthetic", "fictitious"].iter().any(|word| text.contains(word)),
                "{}",
                path.display()
            );
        }
    }
}

/// Cohen's κ of two coders over the factors of quotations that both coded.
fn kappa(pairs: &[(String, String)]) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let n = count(pairs.len());
    let agreed = count(pairs.iter().filter(|(one, other)| one == other).count()) / n;
    let names: BTreeSet<&String> = pairs.iter().map(|(one, _)| one).collect();
    let chance: f64 = names
        .into_iter()
        .map(|name| {
            count(pairs.iter().filter(|(one, _)| one == name).count()) / n
                * (count(pairs.iter().filter(|(_, other)| other == name).count()) / n)
        })
        .sum();
    (agreed - chance) / (1.0 - chance)
}

#[test]
fn two_coders_agree_as_people_do() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d", "--quiet"]);
    let codings = workspace.json(&["code", "d/sample.baft"]);
    let mut passages: BTreeMap<(String, u64, u64), BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let text = |coding: &Value, key: &str| coding[key].as_str().unwrap_or_default().to_owned();
    for coding in codings.as_array().unwrap() {
        let place =
            (text(coding, "source"), coding["start"].as_u64().unwrap(), coding["end"].as_u64().unwrap());
        passages
            .entry(place)
            .or_default()
            .entry(text(coding, "coder"))
            .or_default()
            .insert(text(coding, "factor"));
    }
    let mut pairs = Vec::new();
    for by_coder in passages.values() {
        if let (Some(one), Some(other)) = (by_coder.get("K1"), by_coder.get("K2")) {
            let shared = one.intersection(other).next();
            let first = shared.or_else(|| one.first()).unwrap().clone();
            let second = shared.or_else(|| other.first()).unwrap().clone();
            pairs.push((first, second));
        }
    }
    let twice: BTreeSet<String> = codings
        .as_array()
        .unwrap()
        .iter()
        .filter(|coding| coding["coder"] == "K2")
        .map(|coding| text(coding, "source"))
        .collect();
    assert!(twice.len() >= 5, "{twice:?}");
    let kappa = kappa(&pairs);
    println!("kappa = {kappa:.3} over {} quotations", pairs.len());
    assert!(pairs.len() >= 30 && (0.70..=0.86).contains(&kappa), "{kappa} over {}", pairs.len());
}

#[test]
fn later_interviews_bring_fewer_new_codes() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d", "--quiet"]);
    let steps = workspace.json(&["saturation", "d/sample.baft"])["steps"].clone();
    let new: Vec<u64> = steps.as_array().unwrap().iter().map(|step| step["new"].as_u64().unwrap()).collect();
    let third = new.len() / 3;
    let (first, last): (u64, u64) = (new[..third].iter().sum(), new[new.len() - third..].iter().sum());
    assert!(last * 3 < first, "the curve flattens: {new:?}");
}
