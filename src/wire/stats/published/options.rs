//! Reading printed figures out of options.

use crate::stats;
use crate::stats::published::{Figure, PrintedP};
use crate::wire::stats::Error;
use serde_json::Value;

/// A refusal that says which entry of an option is wrong.
pub(super) fn refuse(name: &'static str, reason: String) -> Error {
    Error::Refused(stats::Error::BadOption { name, reason })
}

/// Puts the place of an entry before the reason of a refusal.
pub(super) fn at_entry(index: usize, error: stats::Error) -> Error {
    Error::Refused(match error {
        stats::Error::BadOption { name, reason } => {
            stats::Error::BadOption { name, reason: format!("entry {}: {reason}", index + 1) }
        }
        other => other,
    })
}

/// A list of objects.
pub(super) fn entries<'a>(options: &'a Value, name: &'static str) -> Result<&'a [Value], Error> {
    match options.get(name) {
        Some(Value::Array(entries)) if entries.iter().all(Value::is_object) => Ok(entries),
        _ => Err(Error::Option { name, reason: "must be a list of objects" }),
    }
}

/// A text; none where it is null or missing.
pub(super) fn text<'a>(of: &'a Value, name: &'static str) -> Result<Option<&'a str>, Error> {
    match of.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::Option { name, reason: "must be a string, since its decimals matter" }),
    }
}

/// A printed figure; none where it is null or missing.
pub(super) fn figure(of: &Value, name: &'static str) -> Result<Option<Figure>, Error> {
    text(of, name)?
        .map(|text| Figure::parse(text).map_err(|error| refuse(name, format!("{text:?}: {error}"))))
        .transpose()
}

/// A printed figure that must be there.
pub(super) fn needed(of: &Value, name: &'static str) -> Result<Figure, Error> {
    figure(of, name)?.ok_or(Error::Option { name, reason: "must be a string, since its decimals matter" })
}

/// A printed p; none where it is null or missing.
pub(super) fn printed_p(of: &Value, name: &'static str) -> Result<Option<PrintedP>, Error> {
    text(of, name)?
        .map(|text| PrintedP::parse(text).map_err(|error| refuse(name, format!("{text:?}: {error}"))))
        .transpose()
}

/// A whole number; none where it is null or missing.
pub(super) fn whole(of: &Value, name: &'static str) -> Result<Option<u32>, Error> {
    match of.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .map(Some)
            .ok_or(Error::Option { name, reason: "must be a whole number" }),
    }
}

/// A number, or its default.
pub(super) fn number_of(of: &Value, name: &'static str, default: f64) -> Result<f64, Error> {
    match of.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value.as_f64().ok_or(Error::Option { name, reason: "must be a number" }),
    }
}

/// Smallest and largest answer.
pub(super) fn scale(of: &Value) -> Result<Option<(i32, i32)>, Error> {
    let wrong = Error::Option { name: "scale", reason: "must be two whole numbers" };
    let edge = |value: &Value| value.as_i64().and_then(|number| i32::try_from(number).ok());
    match of.get("scale") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(edges)) => match edges.as_slice() {
            [low, high] => edge(low).zip(edge(high)).map(Some).ok_or(wrong),
            _ => Err(wrong),
        },
        Some(_) => Err(wrong),
    }
}
