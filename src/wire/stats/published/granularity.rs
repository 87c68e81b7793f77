//! GRIM, GRIMMER, DEBIT and bounds of the standard deviation.

use crate::stats::published::{Answers, debit, deviation_bounds, grim, grimmer};
use crate::wire::stats::published::options::{at_entry, entries, figure, needed, refuse, scale, whole};
use crate::wire::stats::shape::number;
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// One finding per case, with what was asked.
pub(super) fn granularity(request: &Request<'_>) -> Result<Value, Error> {
    let cases = entries(request.options, "cases")?;
    let found = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let mut shape = case.as_object().cloned().unwrap_or_default();
            shape.extend(finding(case).map_err(|error| match error {
                Error::Refused(error) => at_entry(index, error),
                other => other,
            })?);
            Ok(Value::Object(shape))
        })
        .collect::<Result<Vec<Value>, Error>>()?;
    Ok(json!({ "cases": found }))
}

fn finding(case: &Value) -> Result<Map<String, Value>, Error> {
    let mean = needed(case, "x")?;
    let answers = Answers {
        n: whole(case, "n")?.ok_or(Error::Option { name: "n", reason: "must be a whole number" })?,
        items: whole(case, "items")?.unwrap_or(1),
        scale: scale(case)?,
    };
    let pairs = match case.get("kind").and_then(Value::as_str) {
        Some("grim") => {
            let found = grim(mean, answers)?;
            let sum = |sum: i128| i64::try_from(sum).map_or(Value::Null, Value::from);
            vec![
                ("consistent", json!(found.is_consistent())),
                ("sums", Value::Array(vec![sum(found.first), sum(found.last)])),
            ]
        }
        Some("grimmer") => {
            let found = grimmer(mean, needed(case, "sd")?, answers)?;
            vec![("consistent", json!(found.is_consistent())), ("reason", json!(found.name()))]
        }
        Some("debit") => vec![("consistent", json!(debit(mean, needed(case, "sd")?, answers.n)?))],
        Some("sd_bounds") => {
            let bounds = deviation_bounds(mean, answers)?;
            let (least, most) = bounds.unwrap_or((f64::NAN, f64::NAN));
            let printed = figure(case, "sd")?;
            let consistent = printed.map(|sd| bounds.is_some() && sd.high() >= least && sd.low() <= most);
            vec![
                ("minimum", number(least)),
                ("maximum", number(most)),
                ("consistent", consistent.map_or_else(|| json!(bounds.is_some()), |found| json!(found))),
            ]
        }
        _ => return Err(refuse("kind", "must be grim, grimmer, debit or sd_bounds".to_owned())),
    };
    Ok(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
