//! Polychoric correlations.

use crate::stats::polychoric::{EmptyCells, polychoric as compute, smoothed};
use crate::wire::stats::shape::{matrix, number};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "polychoric",
    summary: "polychoric correlations and thresholds of ordered categories, with three treatments of empty cells",
    compute: polychoric,
}];

fn polychoric(request: &Request<'_>) -> Result<Value, Error> {
    let (found, first) = compute(request.table, EmptyCells::Keep)?;
    let (kept, _) = compute(request.table, EmptyCells::KeepAll)?;
    let (half, _) = compute(request.table, EmptyCells::AddHalf)?;
    let names = &found.names;
    let mut thresholds = Map::new();
    for (name, borders) in names.iter().zip(&found.thresholds) {
        for (index, border) in borders.iter().enumerate() {
            thresholds.insert(format!("{name}|t{}", index + 1), number(*border));
        }
    }
    Ok(json!({
        "n": found.n,
        "polychoric_two_step": matrix(names, names, &found.correlations),
        "thresholds": thresholds,
        "psych_correct0": matrix(names, names, &smoothed(&kept.correlations)),
        "psych_default_correct_half": matrix(names, names, &smoothed(&half.correlations)),
        "first_pair": {
            "items": [names[0], names[1]],
            "two_step": number(first.two_step),
            "two_step_se": number(first.two_step_error),
            "full_ml": number(first.full),
            "full_ml_se": number(first.full_error),
        },
        "smallest_eigenvalue": number(found.smallest_eigenvalue),
    }))
}
