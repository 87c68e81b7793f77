//! Internal consistency.

use crate::stats::Table;
use crate::stats::describe::order;
use crate::stats::factor::covariances;
use crate::stats::reliability::{Alpha, alpha as compute, alpha_of_covariances};
use crate::wire::stats::shape::{number, numbers};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "reliability.alpha",
    summary: "Cronbach's alpha with intervals, Guttman's lambdas, split halves, item table; option keys: [1, -1, ...]",
    compute: alpha,
}];

/// Which columns are turned round, one sign per column.
pub(super) fn keys(request: &Request<'_>) -> Result<Vec<bool>, Error> {
    let count = request.table.names.len();
    let wrong = Error::Option { name: "keys", reason: "must be a list of 1 and -1, one per column" };
    match request.options.get("keys") {
        None | Some(Value::Null) => Ok(vec![false; count]),
        Some(Value::Array(signs)) if signs.len() == count => signs
            .iter()
            .map(|sign| sign.as_f64().map(|sign| sign < 0.0).ok_or_else(|| wrong.clone()))
            .collect(),
        Some(_) => Err(wrong),
    }
}

/// Turned columns: smallest plus largest observed value minus the value.
pub(super) fn turn(table: &Table, keys: &[bool]) -> Table {
    let columns = table
        .columns
        .iter()
        .zip(keys)
        .map(|(column, turned)| match order(column) {
            Some(found) if *turned => {
                column.iter().map(|value| found.minimum + found.maximum - value).collect()
            }
            _ => column.clone(),
        })
        .collect();
    Table { names: table.names.clone(), columns }
}

/// α and its company; with pairwise covariances only what follows from them.
fn alpha(request: &Request<'_>) -> Result<Value, Error> {
    let keys = keys(request)?;
    match request.input {
        Input::Listwise => {
            let table = turn(&request.table.complete(), &keys);
            Ok(whole(&compute(&table, 0.95)?))
        }
        input => {
            let table = turn(request.table, &keys);
            let covariance = covariances(&table, input.missing())?;
            let found = alpha_of_covariances(&covariance, &table.names)?;
            let deleted: Map<String, Value> = found
                .items
                .iter()
                .zip(&keys)
                .map(|(item, turned)| {
                    let name = if *turned { format!("{}-", item.name) } else { item.name.clone() };
                    (name, number(item.alpha_if_deleted))
                })
                .collect();
            let mut shape = core(&found);
            shape.insert("alpha_if_deleted".to_owned(), Value::Object(deleted));
            Ok(Value::Object(shape))
        }
    }
}

fn core(found: &Alpha) -> Map<String, Value> {
    [
        ("alpha", number(found.alpha)),
        ("alpha_standardized", number(found.standardized)),
        ("mean_interitem_r", number(found.mean_correlation)),
        ("median_interitem_r", number(found.median_correlation)),
        ("guttman_lambda2", number(found.lambda2)),
        ("guttman_lambda4_max", found.lambda4.map_or(Value::Null, number)),
        ("guttman_lambda6", number(found.lambda6)),
        ("negative_items", json!(found.negative_items())),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

fn whole(found: &Alpha) -> Value {
    let items: Vec<Value> = found
        .items
        .iter()
        .map(|item| {
            json!({
                "item": item.name,
                "mean": number(item.mean),
                "sd": number(item.standard_deviation),
                "r_total": number(item.item_total),
                "r_corrected": number(item.item_rest),
                "smc": number(item.squared_multiple),
                "alpha_if_deleted": number(item.alpha_if_deleted),
                "scale_mean_if_deleted": number(item.scale_mean_if_deleted),
                "scale_var_if_deleted": number(item.scale_variance_if_deleted),
            })
        })
        .collect();
    let mut shape = core(found);
    for (key, value) in [
        ("n", json!(found.n)),
        ("k", json!(found.items.len())),
        ("split_half_odd_even_r", number(found.split_half)),
        ("spearman_brown_odd_even", number(found.spearman_brown)),
        ("guttman_rulon_odd_even", number(found.rulon)),
        ("ase_duhachek", number(found.standard_error)),
        ("ci95_feldt", numbers(&[found.feldt.0, found.feldt.1])),
        ("ci95_duhachek", numbers(&[found.duhachek.0, found.duhachek.1])),
        ("scale_mean", number(found.scale_mean)),
        ("scale_sd", number(found.scale_deviation)),
        ("items", Value::Array(items)),
    ] {
        shape.insert(key.to_owned(), value);
    }
    Value::Object(shape)
}
