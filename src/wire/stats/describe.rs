//! Columns one by one.

use crate::stats::Table;
use crate::stats::compare::{Correction, adjust, one_sample as test};
use crate::stats::describe::{moments, order};
use crate::wire::stats::shape::{named, number, number_option, numbers};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "descriptives",
        summary: "moments of types 1 to 3, quantiles of types 6 and 7, counts, per column",
        compute: |request| Ok(descriptives(request.table)),
    },
    Method {
        name: "ttest.one_sample",
        summary: "t-tests against a value with intervals, effect sizes and corrected p; options mu, conf",
        compute: one_sample,
    },
];

/// `{column: {n, missing, mean, sd, …}}`.
fn descriptives(table: &Table) -> Value {
    let columns =
        table.names.iter().zip(&table.columns).map(|(name, column)| (name.clone(), describe(column)));
    Value::Object(columns.collect::<Map<_, _>>())
}

fn describe(column: &[f64]) -> Value {
    let found = moments(column);
    let mut shape = json!({
        "n": found.n,
        "missing": found.missing,
        "mean": number(found.mean),
        "sd": number(found.standard_deviation()),
        "variance": number(found.variance),
        "se": number(found.standard_error()),
        "skew_type1": number(found.skewness1),
        "skew_type2": number(found.skewness2),
        "skew_type3": number(found.skewness3),
        "kurtosis_type1": number(found.kurtosis1),
        "kurtosis_type2": number(found.kurtosis2),
        "kurtosis_type3": number(found.kurtosis3),
        "se_skew": number(found.skewness_error()),
        "se_kurtosis": number(found.kurtosis_error()),
    });
    if let (Some(order), Some(shape)) = (order(column), shape.as_object_mut()) {
        let frequencies: Map<String, Value> =
            order.frequencies.iter().map(|(value, times)| (value.to_string(), json!(times))).collect();
        for (key, value) in [
            ("median", number(order.median)),
            ("mode_smallest", number(order.mode)),
            ("min", number(order.minimum)),
            ("max", number(order.maximum)),
            ("mad_1_4826", number(order.median_deviation)),
            ("trimmed10", number(order.trimmed_mean)),
            ("quartiles_type7", numbers(&order.quartiles7)),
            ("quartiles_type6", numbers(&order.quartiles6)),
            ("frequencies", Value::Object(frequencies)),
        ] {
            shape.insert(key.to_owned(), value);
        }
    }
    shape
}

/// `{tests: {column: …}, p_adjusted: {holm: {column: p}, …}, refused: {column: reason}}`.
fn one_sample(request: &Request<'_>) -> Result<Value, Error> {
    let value = number_option(request, "mu", 0.0)?;
    let confidence = number_option(request, "conf", 0.95)?;
    let (mut tests, mut refused) = (Map::new(), Map::new());
    let (mut names, mut p) = (Vec::new(), Vec::new());
    for (name, column) in request.table.names.iter().zip(&request.table.columns) {
        let found = match test(name, column, value, confidence) {
            Ok(found) => found,
            Err(error @ crate::stats::Error::BadOption { .. }) => return Err(error.into()),
            Err(error) => {
                refused.insert(name.clone(), json!(error.to_string()));
                continue;
            }
        };
        names.push(name);
        p.push(found.p_two_sided);
        let (low, high) = found.interval;
        tests.insert(
            name.clone(),
            json!({
                "n": found.n,
                "mean": number(found.mean),
                "sd": number(found.standard_deviation),
                "mean_diff": number(found.mean - value),
                "t": number(found.t),
                "df": number(found.degrees_of_freedom),
                "p_two_sided": number(found.p_two_sided),
                "p_greater": number(found.p_greater),
                "p_less": number(found.p_less),
                "ci95_mean": numbers(&[low, high]),
                "ci95_diff": numbers(&[low - value, high - value]),
                "cohen_d": number(found.d),
                "cohen_d_ci95_noncentral_t": numbers(&[found.d_interval.0, found.d_interval.1]),
                "hedges_g": number(found.g),
            }),
        );
    }
    let adjusted: Map<String, Value> = [
        ("holm", Correction::Holm),
        ("BH", Correction::BenjaminiHochberg),
        ("bonferroni", Correction::Bonferroni),
        ("hochberg", Correction::Hochberg),
        ("BY", Correction::BenjaminiYekutieli),
    ]
    .into_iter()
    .map(|(key, correction)| (key.to_owned(), named(names.iter().copied().zip(adjust(&p, correction)))))
    .collect();
    Ok(json!({ "tests": tests, "p_adjusted": adjusted, "refused": refused }))
}
