//! Questionnaire and answers.

use crate::assess::ResponseFinding;
use crate::locale::{Arguments, Locale};
use crate::model::{Instrument, ResponseSet};
use crate::workbench::{ItemEvidence, ResponseImport};
use serde_json::{Value, json};

/// A questionnaire version with its items and the codings each rests on.
pub fn instrument(instrument: &Instrument, items: &[ItemEvidence]) -> Value {
    let scale: Vec<Value> = instrument
        .scale
        .points
        .iter()
        .map(|point| json!({ "value": point.value, "labels": point.labels }))
        .collect();
    let items: Vec<Value> = items
        .iter()
        .map(|entry| {
            let codings: Vec<i64> = entry.evidence.iter().map(|line| line.coded.coding.id.0).collect();
            json!({
                "key": entry.item.key,
                "factor": entry.item.factor_key,
                "position": entry.item.position,
                "reversed": entry.item.reversed,
                "wordings": entry.item.wordings,
                "codings": codings,
            })
        })
        .collect();
    json!({
        "version": instrument.version,
        "status": instrument.status.as_str(),
        "titles": instrument.titles,
        "scale": scale,
        "items": items,
    })
}

/// Sets of answers without the answers.
pub fn response_sets(sets: &[ResponseSet]) -> Value {
    sets.iter()
        .map(|set| {
            json!({
                "name": set.name,
                "respondents": set.rows.len(),
                "simulated": set.simulated,
                "seed": set.seed,
                "origin": set.origin,
            })
        })
        .collect()
}

/// What importing or simulating answers did.
pub fn response_import(import: &ResponseImport) -> Value {
    json!({
        "name": import.name,
        "respondents": import.respondents,
        "missing": import.missing,
        "findings": findings(&import.findings),
    })
}

/// What a person should look at.
pub fn findings(findings: &[ResponseFinding]) -> Value {
    findings
        .iter()
        .map(|finding| match finding {
            ResponseFinding::StraightLine { respondent, value } => {
                json!({ "finding": "straight line", "respondent": respondent, "value": value })
            }
            ResponseFinding::SameAnswers { first, second } => {
                json!({ "finding": "same answers", "first": first, "second": second })
            }
            ResponseFinding::MostlyMissing { respondent, missing } => {
                json!({ "finding": "mostly missing", "respondent": respondent, "missing": missing })
            }
            ResponseFinding::NeverAnswered { item } => json!({ "finding": "never answered", "item": item }),
            ResponseFinding::Constant { item, value } => {
                json!({ "finding": "constant", "item": item, "value": value })
            }
        })
        .collect()
}

/// One finding in the reader's language.
pub fn finding(finding: &ResponseFinding, locale: &Locale) -> String {
    let none = Arguments::new;
    match finding {
        ResponseFinding::StraightLine { respondent, value } => locale.say(
            "finding-straight-line",
            &none().text("respondent", respondent.as_str()).count("value", *value),
        ),
        ResponseFinding::SameAnswers { first, second } => locale.say(
            "finding-same-answers",
            &none().text("first", first.as_str()).text("second", second.as_str()),
        ),
        ResponseFinding::MostlyMissing { respondent, missing } => locale.say(
            "finding-mostly-missing",
            &none().text("respondent", respondent.as_str()).count("missing", *missing),
        ),
        ResponseFinding::NeverAnswered { item } => {
            locale.say("finding-never-answered", &none().text("item", item.as_str()))
        }
        ResponseFinding::Constant { item, value } => {
            locale.say("finding-constant", &none().text("item", item.as_str()).count("value", *value))
        }
    }
}
