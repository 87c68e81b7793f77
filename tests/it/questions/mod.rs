//! Some cases have no data: what they ask stands among the expected values, or in their names. Here the questions are taken
//! out of a case, without the answers.

mod content;
mod correlation;
mod design;
mod distribution;
mod published;

use serde_json::Value;

/// What a method answered, in the shape of the case.
pub(crate) fn answers(case: &Value, found: Value) -> Value {
    match case["method"].as_str() {
        Some("sample_size") => design::sample_size_answers(&found, case),
        _ => found,
    }
}

/// The options that put the questions of a case to its method; none when the case has data and options of its own.
pub(crate) fn of(case: &Value) -> Option<Value> {
    match case["method"].as_str()? {
        "correlation" => Some(correlation::kendall_rows(case)),
        "distributions" => Some(distribution::tails(case)),
        "validity.cvr_critical" => Some(content::panels(case)),
        "sample_size" => Some(design::sample_sizes(case)),
        "ism" => Some(design::structures(case)),
        "audit.granularity" => Some(published::granularity(case)),
        "audit.statcheck" => Some(published::tests(case)),
        "audit.table" => Some(published::table(case)),
        _ => None,
    }
}
