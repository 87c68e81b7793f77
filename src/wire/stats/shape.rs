//! Shapes that several methods share, and the reading of options.

use crate::stats::Matrix;
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// A number, or null where it is not defined.
pub(super) fn number(value: f64) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// Numbers in order.
pub(super) fn numbers(values: &[f64]) -> Value {
    Value::Array(values.iter().copied().map(number).collect())
}

/// Numbers by name.
pub(super) fn named<'a>(pairs: impl IntoIterator<Item = (&'a String, f64)>) -> Value {
    Value::Object(pairs.into_iter().map(|(name, value)| (name.clone(), number(value))).collect::<Map<_, _>>())
}

/// A matrix with the names of its rows and columns.
pub(super) fn matrix(rows: &[String], columns: &[String], matrix: &Matrix) -> Value {
    let values: Vec<Value> = matrix.rows().map(numbers).collect();
    json!({ "rows": rows, "cols": columns, "values": values })
}

/// `1`, `2`, … as names.
pub(super) fn ordinals(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

/// An option that is a number, or its default.
pub(super) fn number_option(request: &Request<'_>, name: &'static str, default: f64) -> Result<f64, Error> {
    match request.options.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value.as_f64().ok_or(Error::Option { name, reason: "must be a number" }),
    }
}

/// An option that is a whole number, or its default.
pub(super) fn count_option(request: &Request<'_>, name: &'static str, default: u64) -> Result<u64, Error> {
    match request.options.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value.as_u64().ok_or(Error::Option { name, reason: "must be a whole number" }),
    }
}
