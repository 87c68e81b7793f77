//! Word lists, collocations, key words.

use crate::index::words::WordList;
use crate::workbench::{CollocationAnswer, KeynessAnswer};
use serde_json::{Value, json};

/// A word list.
pub fn word_list(list: &WordList) -> Value {
    let words: Vec<Value> = list
        .words
        .iter()
        .map(|word| {
            let writings: Vec<Value> = word
                .writings
                .iter()
                .map(|(text, frequency)| json!({ "text": text, "frequency": frequency }))
                .collect();
            json!({
                "word": word.word,
                "frequency": word.frequency,
                "per_million": word.per_million,
                "sources": word.sources,
                "dispersion_dp": word.dispersion,
                "stop_word": word.stop_word,
                "writings": writings,
            })
        })
        .collect();
    json!({ "words": words, "tokens": list.tokens, "types": list.types, "sources": list.sources })
}

/// What stands beside a word.
pub fn collocations(answer: &CollocationAnswer) -> Value {
    let collocates: Vec<Value> = answer
        .collocates
        .iter()
        .map(|found| {
            json!({
                "word": found.word,
                "together": found.counts.together,
                "before": found.before,
                "after": found.after,
                "frequency": found.counts.neighbour,
                "expected": found.counts.expected(),
                "log_dice": found.counts.log_dice(),
                "log_likelihood": found.counts.log_likelihood(),
                "mutual_information": found.counts.mutual_information(),
                "sources": found.sources,
                "stop_word": found.stop_word,
            })
        })
        .collect();
    json!({ "nodes": answer.nodes, "collocates": collocates })
}

/// What one part says more often than the other.
pub fn key_words(answer: &KeynessAnswer) -> Value {
    let words: Vec<Value> = answer
        .words
        .iter()
        .map(|found| {
            json!({
                "word": found.word,
                "frequency": [found.counts.0, found.counts.1],
                "per_million": [found.per_million.0, found.per_million.1],
                "log_likelihood": found.log_likelihood,
                "p": found.p,
                "log_ratio": found.log_ratio,
                "stop_word": found.stop_word,
            })
        })
        .collect();
    json!({ "tokens": [answer.tokens.0, answer.tokens.1], "words": words })
}
