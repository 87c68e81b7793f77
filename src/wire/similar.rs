//! Worklists and suggested codes.

use crate::index::similar::{HitRates, Tried};
use crate::workbench::{SimilarAnswer, SuggestedCode};
use serde_json::{Value, json};

/// Passages that speak like the quotations of a code.
pub fn similar(answer: &SimilarAnswer) -> Value {
    let passages: Vec<Value> = answer
        .passages
        .iter()
        .map(|passage| {
            json!({
                "source": passage.source_name,
                "speaker": passage.speaker,
                "turn": passage.turn,
                "start": passage.span.start.0,
                "end": passage.span.end.0,
                "words": passage.words,
                "score": passage.score,
                "shared": passage.shared,
            })
        })
        .collect();
    let distinctive: Vec<Value> =
        answer.distinctive.iter().map(|(word, weight)| json!({ "word": word, "weight": weight })).collect();
    json!({
        "code": answer.code.0,
        "name": answer.code.1,
        "quotations": answer.quotations,
        "distinctive": distinctive,
        "passages": passages,
    })
}

/// Suggested codes with what speaks for them.
pub fn suggestions(codes: &[SuggestedCode]) -> Value {
    codes
        .iter()
        .map(|code| {
            let quotations: Vec<Value> = code
                .quotations
                .iter()
                .map(|quotation| {
                    json!({
                        "source": quotation.source_name,
                        "start": quotation.span.start.0,
                        "end": quotation.span.end.0,
                        "words": quotation.words,
                        "likeness": quotation.likeness,
                    })
                })
                .collect();
            json!({
                "code": code.key,
                "name": code.name,
                "score": code.score,
                "likeness_of_names": code.names,
                "quotations": quotations,
            })
        })
        .collect()
}

/// How often suggestions would have been right.
pub fn evaluation(tried: &Tried) -> Value {
    let rates = |rates: &HitRates| {
        json!({
            "quotations": rates.quotations,
            "hit_at_1": rates.share(rates.at_1),
            "hit_at_3": rates.share(rates.at_3),
            "hit_at_5": rates.share(rates.at_5),
            "mrr": rates.mean_reciprocal_rank(),
        })
    };
    let by_score: Vec<Value> = tried
        .by_score
        .iter()
        .enumerate()
        .map(|(tenth, (right, wrong))| json!({ "from_tenths": tenth, "right": right, "wrong": wrong }))
        .collect();
    json!({
        "quotations_only": rates(&tried.rates[0]),
        "names_only": rates(&tried.rates[1]),
        "both": rates(&tried.rates[2]),
        "most_frequent": rates(&tried.rates[3]),
        "unguessable": tried.unguessable,
        "first_by_score": by_score,
    })
}
