//! Fit indices, loadings and Bartlett's χ² as they are printed.

use crate::stats::published::{FitLine, Loading, Ranged, RmseaDivisor, bartlett, check_fit, check_loadings};
use crate::wire::stats::published::options::{entries, figure, needed, number_of, printed_p, text, whole};
use crate::wire::stats::shape::{number, numbers};
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// One fit line, with both divisors of RMSEA.
pub(super) fn fit(request: &Request<'_>) -> Result<Value, Error> {
    let line = line_of(request.options, None)?;
    let found = check_fit(&line, RmseaDivisor::NMinusOne)?;
    let by_n = check_fit(&line, RmseaDivisor::N)?;
    let shape = |range: Option<Ranged>| {
        range.map_or(
            Value::Null,
            |(value, low, high)| json!({ "value": number(value), "range": numbers(&[low, high]) }),
        )
    };
    Ok(json!({
        "chi2df": shape(found.ratio),
        "chi2df_consistent": found.ratio_consistent,
        "p": found.p.map(|(value, low, high)| json!({ "value": number(value), "range": numbers(&[low, high]) })),
        "p_consistent": found.p_consistent,
        "rmsea": shape(found.rmsea),
        "rmsea_divisor_n": shape(by_n.rmsea),
        "rmsea_consistent": found.rmsea_consistent.zip(by_n.rmsea_consistent).map(|(one, other)| one || other),
        "implied_n": shape(found.implied_n),
        "implied_chi2df": shape(found.implied_ratio),
    }))
}

fn line_of(options: &Value, n: Option<u32>) -> Result<FitLine, Error> {
    Ok(FitLine {
        chi_square: figure(options, "chi2")?,
        degrees: options
            .get("df")
            .filter(|value| !value.is_null())
            .map(|_| number_of(options, "df", f64::NAN))
            .transpose()?,
        ratio: figure(options, "chi2df")?,
        rmsea: figure(options, "rmsea")?,
        p: printed_p(options, "p")?,
        n: whole(options, "n")?.or(n),
    })
}

/// χ²/df, n and RMSEA against each other; the keys carry the printed figures.
pub(super) fn identity(options: &Value, n: Option<u32>) -> Result<Value, Error> {
    let line = line_of(options, n)?;
    let found = check_fit(&line, RmseaDivisor::NMinusOne)?;
    let by_n = check_fit(&line, RmseaDivisor::N)?;
    let printed = |name: &'static str| text(options, name).map(Option::unwrap_or_default);
    let (ratio, rmsea) = (printed("chi2df")?, printed("rmsea")?);
    let n = line.n.map(|n| n.to_string()).unwrap_or_default();
    let value = |range: Option<Ranged>| range.map_or(Value::Null, |(value, _, _)| number(value));
    let span = |range: Option<Ranged>| range.map_or(Value::Null, |(_, low, high)| numbers(&[low, high]));
    let pairs = [
        (format!("rmsea_from_chi2df_{ratio}_n{n}"), value(found.rmsea)),
        ("rmsea_range".to_owned(), span(found.rmsea)),
        (format!("implied_n_for_rmsea_{rmsea}"), value(found.implied_n)),
        ("implied_n_range".to_owned(), span(found.implied_n)),
        (format!("implied_chi2df_for_rmsea_{rmsea}_n{n}"), value(found.implied_ratio)),
        ("consistent".to_owned(), json!(found.rmsea_consistent)),
        ("consistent_with_divisor_n".to_owned(), json!(by_n.rmsea_consistent)),
    ];
    Ok(Value::Object(pairs.into_iter().collect()))
}

fn loadings_of(options: &Value) -> Result<Vec<Loading>, Error> {
    entries(options, "loadings")?
        .iter()
        .map(|entry| {
            let name = |name: &'static str| {
                text(entry, name)?
                    .map(str::to_owned)
                    .ok_or(Error::Option { name, reason: "must be a string" })
            };
            Ok(Loading {
                item: name("item")?,
                component: name("component")?,
                loading: needed(entry, "loading")?,
            })
        })
        .collect()
}

/// Squared loadings by component, and the printed percentage beside them.
pub(super) fn loadings(request: &Request<'_>) -> Result<Value, Error> {
    let loadings = loadings_of(request.options)?;
    let reported = figure(request.options, "reported_percent")?;
    let found = check_loadings(&loadings, reported)?;
    let k = found.items;
    let components: Map<String, Value> = found
        .components
        .iter()
        .map(|one| {
            let mut shape = Map::new();
            shape.insert("items".to_owned(), json!(one.items));
            shape.insert("sum_sq".to_owned(), number(one.sum_of_squares));
            shape.insert("ave".to_owned(), number(one.variance_extracted));
            shape.insert("cr".to_owned(), number(one.composite_reliability));
            shape.insert(format!("percent_of_{k}"), number(one.percent));
            (one.component.clone(), Value::Object(shape))
        })
        .collect();
    let rest = reported.map_or_else(String::new, |reported| {
        format!("; the rest of {reported}% would have to be cross-loadings")
    });
    Ok(json!({
        "per_component": components,
        "total_percent_variance_at_least_if_no_cross_loadings": number(found.percent),
        "total_percent_range": numbers(&[found.percent_range.0, found.percent_range.1]),
        "reported_percent": reported.map_or(Value::Null, |reported| number(reported.value())),
        "rest_percent": found.rest.map_or(Value::Null, number),
        "possible": found.possible,
        "explained_alone": found.explained_alone,
        "note": format!("sum of squared published loadings / {k}{rest}"),
    }))
}

/// A printed Bartlett χ² against the correlations that the loadings imply.
pub(super) fn bartlett_identity(of: &Value, options: &Value, n: Option<u32>) -> Result<Value, Error> {
    let n = whole(of, "n")?
        .or(n)
        .ok_or(Error::Option { name: "n_reported", reason: "must be a whole number" })?;
    let phis: Vec<f64> = match of.get("phi") {
        None | Some(Value::Null) => vec![0.0, 0.3, 0.5],
        Some(Value::Array(phis)) => phis.iter().map(|phi| phi.as_f64().unwrap_or(f64::NAN)).collect(),
        Some(_) => return Err(Error::Option { name: "phi", reason: "must be a list of numbers" }),
    };
    let found = bartlett(needed(of, "chi2")?.value(), n, &loadings_of(options)?, &phis)?;
    let mut shape = Map::new();
    shape.insert("df".to_owned(), number(found.degrees_of_freedom));
    shape.insert("implied_log_det".to_owned(), number(found.implied_log_determinant));
    for assumed in &found.assumed {
        let phi = format!("phi{:.1}", assumed.phi);
        let first = format!("first{}_eigen_percent_{phi}", found.components);
        shape.insert(format!("model_log_det_{phi}"), number(assumed.log_determinant));
        shape.insert(format!("expected_chi2_n{n}_{phi}"), number(assumed.chi_square));
        shape.insert(format!("implied_n_{phi}"), number(assumed.implied_n));
        shape.insert(first, number(assumed.eigenvalue_percent));
        shape.insert(format!("kmo_population_{phi}"), number(assumed.kmo));
    }
    Ok(Value::Object(shape))
}
