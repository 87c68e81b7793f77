//! Questions of the cases of this kind.

use serde_json::{Map, Value, json};

/// The named fields of every entry of a list, as far as they are there.
fn entries(list: &Value, fields: &[&str]) -> Value {
    list.as_array()
        .into_iter()
        .flatten()
        .map(|entry| {
            let pairs =
                fields.iter().filter_map(|field| Some(((*field).to_owned(), entry.get(*field)?.clone())));
            Value::Object(pairs.collect::<Map<_, _>>())
        })
        .collect()
}

pub(super) fn granularity(case: &Value) -> Value {
    json!({ "cases": entries(&case["expected"]["cases"], &["kind", "x", "sd", "n", "items", "scale"]) })
}

pub(super) fn tests(case: &Value) -> Value {
    json!({ "cases": entries(&case["expected"]["cases"], &["kind", "stat", "df", "reported_p"]) })
}

/// Loadings that the study prints for its 42 items, by component.
const LOADINGS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Infrastructure",
        &[
            ("R3", "0.72"),
            ("R5", "0.76"),
            ("R6", "0.65"),
            ("R8", "0.58"),
            ("R10", "0.71"),
            ("R17", "0.72"),
            ("R20", "0.59"),
            ("R24", "0.69"),
            ("R25", "0.63"),
            ("R26", "0.64"),
            ("R33", "0.66"),
            ("R34", "0.62"),
            ("R40", "0.84"),
        ],
    ),
    (
        "Culture",
        &[
            ("R1", "0.80"),
            ("R4", "0.69"),
            ("R7", "0.65"),
            ("R11", "0.70"),
            ("R18", "0.74"),
            ("R19", "0.68"),
            ("R23", "0.65"),
            ("R29", "0.64"),
            ("R30", "0.75"),
            ("R31", "0.73"),
            ("R32", "0.73"),
            ("R36", "0.60"),
            ("R39", "0.68"),
            ("R42", "0.75"),
        ],
    ),
    (
        "Structure",
        &[
            ("R9", "0.72"),
            ("R12", "0.78"),
            ("R14", "0.66"),
            ("R15", "0.69"),
            ("R22", "0.59"),
            ("R28", "0.58"),
            ("R35", "0.57"),
            ("R38", "0.77"),
            ("R41", "0.59"),
        ],
    ),
    (
        "Creativity",
        &[
            ("R2", "0.72"),
            ("R13", "0.58"),
            ("R16", "0.69"),
            ("R21", "0.60"),
            ("R27", "0.68"),
            ("R37", "0.53"),
        ],
    ),
];

/// The rows and the parameters; the case on the published study also speaks of figures that the study prints elsewhere: its
/// loadings, 68 % of variance, χ²/df = 2.54, RMSEA = .066, Bartlett's χ² = 4177.859.
pub(super) fn table(case: &Value) -> Value {
    let mut options = case["params"].clone();
    options["rows"] = entries(&case["expected"]["rows"], &["item", "t", "p", "mean", "sd"]);
    if case["expected"]["loadings"].is_object() {
        options["loadings"] = LOADINGS
            .iter()
            .flat_map(|(component, items)| {
                items.iter().map(move |(item, loading)| {
                    json!({ "item": item, "component": component, "loading": loading })
                })
            })
            .collect();
        options["reported_percent"] = json!("68");
        options["fit"] = json!({ "chi2df": "2.54", "rmsea": ".066" });
        options["bartlett"] = json!({ "chi2": "4177.859", "phi": [0.0, 0.3, 0.5] });
    }
    options
}
