//! Questions of the cases of this kind.

use serde_json::{Map, Value};

/// What each list of a case asks with; everything else in it is an answer.
const INPUTS: [(&str, &[&str]); 12] = [
    ("t", &["t", "df"]),
    ("chi2", &["chi2", "df"]),
    ("f", &["f", "df1", "df2"]),
    ("normal", &["z"]),
    ("t_quantiles", &["p", "df"]),
    ("chi2_quantiles", &["p", "df"]),
    ("f_quantiles", &["p", "df1", "df2"]),
    ("noncentral_chi2", &["x", "df", "ncp"]),
    ("noncentral_t", &["t", "df", "ncp"]),
    ("studentized_range_sf", &["q", "k", "df"]),
    ("studentized_range_quantiles", &["p", "k", "df"]),
    ("bivariate_normal", &["x", "y", "rho"]),
];

pub(super) fn tails(case: &Value) -> Value {
    let expected = &case["expected"];
    let mut options = Map::new();
    for (family, inputs) in INPUTS {
        let Some(rows) = expected[family].as_array() else { continue };
        let questions = rows.iter().map(|row| {
            let asked = inputs.iter().map(|input| ((*input).to_owned(), row[*input].clone()));
            Value::Object(asked.collect())
        });
        options.insert(family.to_owned(), Value::Array(questions.collect()));
    }
    if let Some(quantiles) = expected["norm_quantiles"].as_object() {
        let asked = quantiles.keys().map(|key| Value::String(key.clone()));
        options.insert("norm_quantiles".to_owned(), Value::Array(asked.collect()));
    }
    Value::Object(options)
}
