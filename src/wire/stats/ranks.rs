//! Tests of ranks.

use crate::stats::Table;
use crate::stats::compare::{SignedRank, friedman as test_ranks, signed_rank};
use crate::stats::describe::count;
use crate::wire::stats::shape::{named, number, number_option, numbers};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "wilcoxon.one_sample",
        summary: "Wilcoxon's signed-rank test and the sign test against a value, with Hodges-Lehmann interval; options mu, conf",
        compute: wilcoxon,
    },
    Method {
        name: "friedman",
        summary: "Friedman's test with mean ranks, Kendall's W, Wilcoxon-Holm and Nemenyi pairs; option components: {name: [columns]}",
        compute: friedman,
    },
];

fn wilcoxon(request: &Request<'_>) -> Result<Value, Error> {
    let value = number_option(request, "mu", 0.0)?;
    let confidence = number_option(request, "conf", 0.95)?;
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Error::Option { name: "conf", reason: "must lie between 0 and 1" });
    }
    let table = request.table;
    if let ([name], [column]) = (table.names.as_slice(), table.columns.as_slice()) {
        return Ok(shape(&signed_rank(name, column, value, confidence)?));
    }
    let mut found = Map::new();
    for (name, column) in table.names.iter().zip(&table.columns) {
        let shape = match signed_rank(name, column, value, confidence) {
            Ok(test) => shape(&test),
            Err(error) => json!({ "refused": error.to_string() }),
        };
        found.insert(name.clone(), shape);
    }
    Ok(Value::Object(found))
}

fn shape(test: &SignedRank) -> Value {
    json!({
        "n": test.n,
        "n_nonzero": test.nonzero,
        "v_plus": number(test.positive),
        "v_minus": number(test.negative),
        "z_no_correction": number(test.z),
        "p_two_sided_no_correction": number(test.p),
        "p_two_sided_corrected": number(test.p_corrected),
        "p_greater_corrected": number(test.p_greater_corrected),
        "p_two_sided": number(test.exact.map_or(test.p_corrected, |(p, _)| p)),
        "p_greater": number(test.exact.map_or(test.p_greater_corrected, |(_, p)| p)),
        "exact": test.exact.is_some(),
        "rank_biserial": number(test.rank_biserial),
        "r_z_over_sqrt_n": number(test.r),
        "hodges_lehmann": number(test.location),
        "ci95": numbers(&[test.interval.0, test.interval.1]),
        "achieved_conf": number(test.confidence),
        "sign_test_positive": test.positive_count,
        "sign_test_p": number(test.sign_p),
        "sign_test_p_greater": number(test.sign_p_greater),
    })
}

/// Row means of the columns of each component, where components are named.
fn components(request: &Request<'_>) -> Result<Table, Error> {
    let wrong = Error::Option { name: "components", reason: "must be {name: [columns]}" };
    let components = match request.options.get("components") {
        None | Some(Value::Null) => return Ok(request.table.clone()),
        Some(Value::Object(components)) => components,
        Some(_) => return Err(wrong),
    };
    let mut found = Table::default();
    for (name, columns) in components {
        let columns: Vec<String> = columns
            .as_array()
            .ok_or_else(|| wrong.clone())?
            .iter()
            .map(|column| column.as_str().map(str::to_owned).ok_or_else(|| wrong.clone()))
            .collect::<Result<_, _>>()?;
        if columns.is_empty() {
            return Err(wrong);
        }
        let part = request
            .table
            .select(&columns)
            .map_err(|name| crate::stats::Error::UnknownColumns { columns: vec![name] })?;
        let means = (0..part.rows())
            .map(|row| part.columns.iter().map(|column| column[row]).sum::<f64>() / count(columns.len()))
            .collect();
        found.names.push(name.clone());
        found.columns.push(means);
    }
    Ok(found)
}

fn friedman(request: &Request<'_>) -> Result<Value, Error> {
    let found = test_ranks(&components(request)?)?;
    let names = &found.names;
    let by_pair = |value: &dyn Fn(usize) -> f64| {
        let pairs = found.pairs.iter().enumerate().map(|(index, pair)| {
            (format!("{} vs {}", names[pair.one], names[pair.other]), number(value(index)))
        });
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    Ok(json!({
        "n": found.n,
        "k": names.len(),
        "chisq": number(found.statistic),
        "df": number(found.degrees),
        "p": number(found.p),
        "kendall_w": number(found.concordance),
        "mean_ranks": named(names.iter().zip(found.mean_ranks.iter().copied())),
        "order_high_to_low": found.order.iter().map(|index| &names[*index]).collect::<Vec<_>>(),
        "critical_difference": number(found.critical_difference),
        "posthoc": {
            "wilcoxon_p": by_pair(&|index| found.pairs[index].wilcoxon),
            "holm": by_pair(&|index| found.pairs[index].holm),
            "nemenyi_p": by_pair(&|index| found.pairs[index].nemenyi),
        },
    }))
}
