//! Shapes of distributions, correlations and missing cells.

use crate::stats::describe::{
    Associations, Coefficient, associations, listwise_covariances, little, mardia as measure,
    missing_patterns, normality as test, unvarying,
};
use crate::stats::factor::Missing;
use crate::stats::{Matrix, Table};
use crate::wire::stats::shape::{count_option, matrix, named, number, number_option, numbers};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "normality",
        summary: "Shapiro-Wilk, Lilliefors, Anderson-Darling, Cramer-von Mises and Jarque-Bera, per column",
        compute: |request| Ok(normality(request.table)),
    },
    Method {
        name: "normality.mardia",
        summary: "Mardia's multivariate skewness and kurtosis, Mahalanobis distances of the complete rows",
        compute: mardia,
    },
    Method {
        name: "correlation",
        summary: "Pearson, Spearman and Kendall with p and intervals, listwise and pairwise; options conf, kendall_rows \
                  (only the first so many complete rows for Kendall listwise)",
        compute: correlation,
    },
    Method {
        name: "missing.patterns",
        summary: "missing cells by column and by pattern, and Little's test that they are missing at random",
        compute: |request| Ok(missing(request.table)),
    },
];

/// `{column: {n, missing, shapiro_w, shapiro_p, …}}`; a column without an answer has `refused` in place of values.
fn normality(table: &Table) -> Value {
    let columns = table.names.iter().zip(&table.columns).map(|(name, column)| {
        let shape = match test(name, column) {
            Ok(found) => json!({
                "n": found.n,
                "missing": found.missing,
                "shapiro_w": number(found.shapiro_wilk.w),
                "shapiro_p": number(found.shapiro_wilk.p),
                "lilliefors_d": number(found.lilliefors),
                "lilliefors_p": number(found.lilliefors_p),
                "anderson_darling_a": number(found.anderson_darling),
                "anderson_darling_p": number(found.anderson_darling_p),
                "cramer_von_mises_w": number(found.cramer_von_mises),
                "cramer_von_mises_p": number(found.cramer_von_mises_p),
                "jarque_bera": number(found.jarque_bera),
                "jarque_bera_p": number(found.jarque_bera_p),
            }),
            Err(error) => {
                let n = column.iter().filter(|value| value.is_finite()).count();
                json!({ "n": n, "missing": column.len() - n, "refused": error.to_string() })
            }
        };
        (name.clone(), shape)
    });
    Value::Object(columns.collect())
}

fn mardia(request: &Request<'_>) -> Result<Value, Error> {
    let found = measure(request.table, true)?;
    let original = measure(request.table, false)?;
    Ok(json!({
        "n": found.n,
        "p": found.columns,
        "b1p": number(found.skewness),
        "b2p": number(found.kurtosis),
        "skew_chisq": number(found.skewness_chi_square),
        "skew_df": number(found.degrees_of_freedom),
        "skew_p": number(found.skewness_p),
        "small_sample_skew_chisq": number(found.small_sample_chi_square),
        "small_sample_skew_p": number(found.small_sample_p),
        "kurtosis_z": number(found.kurtosis_z),
        "kurtosis_p": number(found.kurtosis_p),
        "mahalanobis_d2": numbers(&found.distances),
        "mardia_1970": {
            "b1p": number(original.skewness),
            "b2p": number(original.kurtosis),
            "skew_chisq": number(original.skewness_chi_square),
            "skew_p": number(original.skewness_p),
            "kurtosis_z": number(original.kurtosis_z),
            "kurtosis_p": number(original.kurtosis_p),
        },
    }))
}

/// `{n_listwise, pearson_listwise, pearson_p_listwise, pearson_ci_low_listwise, …}`, the same for `spearman` and
/// `kendall_tau_b` and for `pairwise`.
fn correlation(request: &Request<'_>) -> Result<Value, Error> {
    let table = request.table;
    let confidence = number_option(request, "conf", 0.95)?;
    let whole = table.complete();
    let rows = count_option(request, "kendall_rows", u64::MAX)?;
    let rows = usize::try_from(rows).unwrap_or(usize::MAX).min(whole.rows());
    let names = &table.names;
    let square = |cells: &Matrix| matrix(names, names, cells);
    let mut shape = Map::new();
    shape.insert("n_listwise".to_owned(), json!(whole.rows()));
    shape.insert("kendall_rows".to_owned(), json!(rows));
    shape.insert("covariance_listwise".to_owned(), square(&listwise_covariances(table)));
    shape.insert("unvarying".to_owned(), json!(unvarying(table)));
    for (key, coefficient) in [
        ("pearson", Coefficient::Pearson),
        ("spearman", Coefficient::Spearman),
        ("kendall_tau_b", Coefficient::Kendall),
    ] {
        for (suffix, missing) in [("listwise", Missing::Listwise), ("pairwise", Missing::Pairwise)] {
            let found = match (coefficient, missing) {
                (Coefficient::Kendall, Missing::Listwise) => {
                    associations(&first(&whole, rows), coefficient, missing, confidence)?
                }
                _ => associations(table, coefficient, missing, confidence)?,
            };
            let Associations { value, p, low, high, n } = found;
            let parts = [("", value), ("_p", p), ("_ci_low", low), ("_ci_high", high)];
            for (part, cells) in parts {
                shape.insert(format!("{key}{part}_{suffix}"), square(&cells));
            }
            if (coefficient, missing) == (Coefficient::Pearson, Missing::Pairwise) {
                shape.insert("n_pairwise".to_owned(), square(&n));
            }
        }
    }
    Ok(Value::Object(shape))
}

/// The first rows of a table.
fn first(table: &Table, rows: usize) -> Table {
    let columns = table.columns.iter().map(|column| column.iter().copied().take(rows).collect());
    Table { names: table.names.clone(), columns: columns.collect() }
}

/// `{n, complete, empty_rows, missing: {column: count}, patterns: [{missing: [columns], n}], little: {…}}`; rows are not
/// listed.
fn missing(table: &Table) -> Value {
    let found = missing_patterns(table);
    let patterns: Vec<Value> = found
        .patterns
        .iter()
        .map(|pattern| {
            let names = pattern.missing.iter().filter_map(|index| table.names.get(*index));
            json!({ "missing": names.collect::<Vec<_>>(), "n": pattern.rows.len() })
        })
        .collect();
    let per_column: Map<String, Value> =
        table.names.iter().cloned().zip(found.per_column.iter().map(|n| json!(n))).collect();
    let cells = table.rows() * table.columns.len();
    let test = match little(table) {
        Ok(found) => json!({
            "chi_square": number(found.chi_square),
            "df": found.degrees_of_freedom,
            "p": number(found.p),
            "patterns": found.patterns,
            "means": named(table.names.iter().zip(found.means.iter().copied())),
            "covariances": matrix(&table.names, &table.names, &found.covariances),
            "steps": found.steps,
        }),
        Err(error) => json!({ "refused": error.to_string() }),
    };
    json!({
        "n": table.rows(),
        "complete": found.complete,
        "empty_rows": found.empty,
        "cells": cells,
        "cells_missing": found.per_column.iter().sum::<usize>(),
        "missing": per_column,
        "patterns": patterns,
        "little": test,
    })
}
