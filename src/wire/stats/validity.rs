//! Validity of constructs, and reliability of one factor.

use crate::stats::factor::{Missing, correlations};
use crate::stats::reliability::alpha;
use crate::stats::sem::{Estimate, Estimator, Fitted, Operator, fit};
use crate::stats::validity::{constructs, htmt};
use crate::stats::{Matrix, Table};
use crate::wire::stats::reliability::{keys, turn};
use crate::wire::stats::sem::options_of;
use crate::wire::stats::shape::{matrix, named, number};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "reliability.omega_one_factor",
        summary: "McDonald's omega, composite reliability and AVE of one factor; option keys: [1, -1, ...]",
        compute: one_factor,
    },
    Method {
        name: "validity.construct",
        summary: "CR, AVE, MSV, ASV, Fornell-Larcker, HTMT, HTMT2 and omega of the factors of a model; option reverse: [items]",
        compute: construct,
    },
];

/// The columns as a model of one factor.
fn model_of(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("F =~ {}", quoted.join(" + "))
}

fn one_factor(request: &Request<'_>) -> Result<Value, Error> {
    let table = turn(&request.table.complete(), &keys(request)?);
    let own = model_of(&table.names);
    let mut options = options_of(request, Estimator::MaximumLikelihood)?;
    options.standardized_factors = true;
    let fitted = fit(request.model.unwrap_or(&own), &table, None, &options)?;
    let estimates = fitted.estimates()?;
    let loadings: Vec<&Estimate> =
        estimates.iter().filter(|row| row.operator == Operator::MeasuredBy).collect();
    let sign = if loadings.iter().map(|row| row.value).sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let residuals: Vec<&Estimate> = loadings
        .iter()
        .filter_map(|loading| {
            estimates.iter().find(|row| row.operator == Operator::CovariesWith && row.left == loading.right)
        })
        .collect();
    let sum = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>();
    let raw = sum(&mut loadings.iter().map(|row| row.value)).powi(2);
    let unique = sum(&mut residuals.iter().map(|row| row.value));
    let standardized = sum(&mut loadings.iter().map(|row| row.standardized)).powi(2);
    let rest = sum(&mut loadings.iter().map(|row| 1.0 - row.standardized.powi(2)));
    let squares = sum(&mut loadings.iter().map(|row| row.value.powi(2)));
    let extracted = sum(&mut loadings.iter().map(|row| row.standardized.powi(2)));
    let covariance = fitted.sample_covariance(0);
    let variances = sum(&mut (0..covariance.width).map(|index| covariance.at(index, index)));
    let items: f64 = loadings.iter().map(|_| 1.0).sum();
    let by_item = |value: &dyn Fn(&Estimate) -> f64, rows: &[&Estimate]| {
        named(loadings.iter().zip(rows).map(|(loading, row)| (&loading.right, value(row))))
    };
    Ok(json!({
        "n": number(fitted.sample_size()),
        "lambda_unstd_stdlv": by_item(&|row| sign * row.value, &loadings),
        "theta": by_item(&|row| row.value, &residuals),
        "lambda_std": by_item(&|row| sign * row.standardized, &loadings),
        "omega_model_variance": number(raw / (raw + unique)),
        "omega_observed_variance": number(raw / sum(&mut covariance.cells.iter().copied())),
        "composite_reliability_std": number(standardized / (standardized + rest)),
        "ave_std": number(extracted / items),
        "ave_semtools_observed": number(squares / variances),
        "ave_semtools_model": number(squares / (squares + unique)),
        "alpha": number(alpha(&table, 0.95)?.alpha),
    }))
}

/// Items that an option names are turned round.
fn reversed(request: &Request<'_>) -> Result<Table, Error> {
    let wrong = Error::Option { name: "reverse", reason: "must be a list of columns" };
    let names: Vec<&str> = match request.options.get("reverse") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(names)) => {
            names.iter().map(|name| name.as_str().ok_or_else(|| wrong.clone())).collect::<Result<_, _>>()?
        }
        Some(_) => return Err(wrong),
    };
    let turned: Vec<bool> = request.table.names.iter().map(|name| names.contains(&name.as_str())).collect();
    Ok(turn(&request.table.complete(), &turned))
}

fn construct(request: &Request<'_>) -> Result<Value, Error> {
    let table = reversed(request)?;
    let model = request.model.ok_or(Error::Option { name: "model", reason: "is missing" })?;
    let fitted = fit(model, &table, None, &options_of(request, Estimator::MaximumLikelihood)?)?;
    let found = constructs(&fitted)?;
    let names: Vec<String> = found.constructs.iter().map(|construct| construct.name.clone()).collect();
    let shapes: Map<String, Value> = found
        .constructs
        .iter()
        .map(|construct| {
            let shape = json!({
                "cr": number(construct.composite),
                "ave": number(construct.extracted),
                "sqrt_ave": number(construct.extracted.sqrt()),
                "max_r_h": number(construct.maximal),
                "msv": number(construct.largest_shared),
                "asv": number(construct.mean_shared),
                "fornell_larcker": construct.is_distinct(),
            });
            (construct.name.clone(), shape)
        })
        .collect();
    let mut omega: Map<String, Value> =
        found.constructs.iter().map(|construct| (construct.name.clone(), number(construct.omega))).collect();
    omega.insert("total".to_owned(), number(found.total));
    let ratios =
        ratios(&fitted, &table, &found.constructs.iter().map(|c| c.items.clone()).collect::<Vec<_>>())?;
    Ok(json!({
        "n": number(fitted.sample_size()),
        "constructs": shapes,
        "phi": matrix(&names, &names, &found.phi),
        "htmt": matrix(&names, &names, &ratios[0]),
        "htmt2": matrix(&names, &names, &ratios[1]),
        "htmt_signed": matrix(&names, &names, &ratios[2]),
        "omega_observed": omega,
    }))
}

/// HTMT, HTMT2 and signed HTMT of the constructs' items.
fn ratios(fitted: &Fitted, table: &Table, items: &[Vec<String>]) -> Result<[Matrix; 3], Error> {
    let used = table
        .select(fitted.observed())
        .map_err(|name| crate::stats::Error::UnknownColumns { columns: vec![name] })?;
    let found = correlations(&used, Missing::Listwise)?;
    let blocks: Vec<Vec<usize>> = items
        .iter()
        .map(|items| {
            items.iter().filter_map(|item| found.names.iter().position(|name| name == item)).collect()
        })
        .collect();
    let ratios = htmt(&found.matrix, &blocks);
    Ok([ratios.absolute, ratios.geometric, ratios.signed])
}
