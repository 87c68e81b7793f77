//! Printed p against printed statistics, one by one or in running text.

use crate::stats::published::{Recomputed, Relation, ReportedTest, Statistic, recompute, statements};
use crate::wire::stats::published::options::{at_entry, entries, needed, number_of, printed_p, refuse};
use crate::wire::stats::shape::{number, numbers};
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// One finding per case, with what was asked.
pub(super) fn tests(request: &Request<'_>) -> Result<Value, Error> {
    let alpha = number_of(request.options, "alpha", 0.05)?;
    let found = entries(request.options, "cases")?
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let mut shape = case.as_object().cloned().unwrap_or_default();
            let test = test_of(case).map_err(|error| match error {
                Error::Refused(error) => at_entry(index, error),
                other => other,
            })?;
            shape.extend(finding(&recompute(&test, alpha).map_err(|error| at_entry(index, error))?));
            Ok(Value::Object(shape))
        })
        .collect::<Result<Vec<Value>, Error>>()?;
    Ok(json!({ "cases": found }))
}

fn test_of(case: &Value) -> Result<ReportedTest, Error> {
    let statistic = case
        .get("kind")
        .and_then(Value::as_str)
        .and_then(Statistic::of)
        .ok_or_else(|| refuse("kind", "must be t, F, chi2, r or z".to_owned()))?;
    let wrong = Error::Option { name: "df", reason: "must be a number, or a list of two for F" };
    let degrees = match case.get("df") {
        _ if statistic == Statistic::Z => Vec::new(),
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(degrees)) => {
            degrees.iter().map(|one| one.as_f64().ok_or_else(|| wrong.clone())).collect::<Result<_, _>>()?
        }
        Some(one) => vec![one.as_f64().ok_or(wrong)?],
    };
    Ok(ReportedTest {
        statistic,
        relation: Relation::Equal,
        value: needed(case, "stat")?,
        degrees,
        p: printed_p(case, "reported_p")?,
    })
}

fn finding(found: &Recomputed) -> Map<String, Value> {
    [
        ("computed_p", number(found.p)),
        ("p_range", numbers(&[found.low, found.high])),
        ("consistent", json!(found.consistent)),
        ("one_sided_consistent", json!(found.consistent_one_sided)),
        ("decision_error", json!(found.decision_error)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// Every test result of a text with its place in bytes, and how many there are.
pub(super) fn text(request: &Request<'_>) -> Result<Value, Error> {
    let alpha = number_of(request.options, "alpha", 0.05)?;
    let text = request
        .options
        .get("text")
        .and_then(Value::as_str)
        .ok_or(Error::Option { name: "text", reason: "must be a string" })?;
    let (mut checked, mut inconsistent, mut decisions) = (0, 0, 0);
    let mut found = Vec::new();
    for statement in statements(text) {
        let test = &statement.test;
        let reading = statement.is_complete().then(|| recompute(test, alpha).ok()).flatten();
        let mut shape = reading.as_ref().map(finding).unwrap_or_default();
        if let Some(reading) = reading {
            checked += usize::from(reading.consistent.is_some());
            inconsistent += usize::from(reading.consistent == Some(false));
            decisions += usize::from(reading.decision_error);
        }
        let degrees: Vec<Value> = test.degrees.iter().map(|one| number(*one)).collect();
        for (key, value) in [
            ("text", json!(text.get(statement.span.clone()))),
            ("start", json!(statement.span.start)),
            ("end", json!(statement.span.end)),
            ("kind", json!(test.statistic.name())),
            ("relation", json!(test.relation.sign())),
            ("stat", json!(test.value.to_string())),
            ("df", Value::Array(degrees)),
            ("n", json!(statement.n)),
            ("reported_p", json!(test.p.map(|p| p.to_string()))),
        ] {
            shape.insert(key.to_owned(), value);
        }
        found.push(Value::Object(shape));
    }
    Ok(json!({
        "summary": {
            "found": found.len(),
            "checked": checked,
            "consistent": checked - inconsistent,
            "inconsistent": inconsistent,
            "decision_errors": decisions,
        },
        "statements": found,
    }))
}
