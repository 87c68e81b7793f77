//! Sample sizes.

use crate::stats::design::{
    KREJCIE_MORGAN_TABLE, Precision, cochran, deviate, for_mean, for_pls_path, for_rmsea, for_t_test,
    krejcie_morgan, rmsea_power, yamane,
};
use crate::stats::distribution::chi_square_quantile;
use crate::wire::stats::shape::number;
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "sample_size",
    summary: "Cochran, Krejcie-Morgan, Yamane, a mean, a t-test's power, RMSEA power, PLS; options cochran: {name: {confidence, margin, proportion, population, z}}, krejcie_morgan: [populations], yamane: {name: {population, margin}}, mean: {name: {sd, margin, confidence}}, t_test: {name: {d, power, level}}, rmsea: {name: {n, df, null, alternative, level} or {power, df, ...}}, pls: {name: path}",
    compute: sample_size,
}];

fn entries<'a>(request: &'a Request<'_>, name: &'static str) -> Result<Vec<(&'a String, &'a Value)>, Error> {
    match request.options.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(entries)) => Ok(entries.iter().collect()),
        Some(_) => Err(Error::Option { name, reason: "must be an object of named questions" }),
    }
}

/// A positive number of a question, or its default.
fn positive(entry: &Value, key: &str, default: Option<f64>, name: &'static str) -> Result<f64, Error> {
    match entry.get(key) {
        None | Some(Value::Null) => {
            default.ok_or(Error::Option { name, reason: "lacks one of the numbers that it needs" })
        }
        Some(value) => value
            .as_f64()
            .filter(|value| *value > 0.0)
            .ok_or(Error::Option { name, reason: "has something else than a positive number" }),
    }
}

fn rounded(shape: &mut Map<String, Value>, size: f64) {
    shape.insert("n".to_owned(), number(size));
    shape.insert("n_nearest".to_owned(), number(size.round()));
    shape.insert("n_ceiling".to_owned(), number((size - 1e-9).ceil()));
}

fn sample_size(request: &Request<'_>) -> Result<Value, Error> {
    let mut found = Map::new();
    found.insert("cochran".to_owned(), cochran_sizes(request)?);
    krejcie_sizes(request, &mut found)?;
    let mut each = |name: &'static str, compute: &dyn Fn(&Value) -> Result<Value, Error>| {
        let mut shape = Map::new();
        for (key, entry) in entries(request, name)? {
            shape.insert(key.clone(), compute(entry)?);
        }
        found.insert(name.to_owned(), Value::Object(shape));
        Ok::<(), Error>(())
    };
    each("yamane", &|entry| {
        let population = positive(entry, "population", None, "yamane")?;
        Ok(number(yamane(population, positive(entry, "margin", Some(0.05), "yamane")?)))
    })?;
    each("mean", &|entry| {
        let confidence = positive(entry, "confidence", Some(0.95), "mean")?;
        let (sd, margin) = (positive(entry, "sd", None, "mean")?, positive(entry, "margin", None, "mean")?);
        Ok(number(for_mean(sd, margin, confidence)))
    })?;
    each("t_test", &|entry| {
        let power = positive(entry, "power", Some(0.8), "t_test")?;
        let level = positive(entry, "level", Some(0.05), "t_test")?;
        Ok(number(for_t_test(positive(entry, "d", None, "t_test")?, power, level)))
    })?;
    each("rmsea", &|entry| {
        let degrees = positive(entry, "df", None, "rmsea")?;
        let null = positive(entry, "null", Some(0.05), "rmsea")?;
        let alternative = positive(entry, "alternative", Some(0.08), "rmsea")?;
        let level = positive(entry, "level", Some(0.05), "rmsea")?;
        if entry.get("power").is_some() {
            let power = positive(entry, "power", None, "rmsea")?;
            return Ok(number(for_rmsea(degrees, null, alternative, power, level)));
        }
        Ok(number(rmsea_power(positive(entry, "n", None, "rmsea")?, degrees, null, alternative, level)))
    })?;
    each("pls", &|entry| {
        let path = entry.as_f64().filter(|path| path.abs() > 0.0);
        Ok(number(for_pls_path(
            path.ok_or(Error::Option { name: "pls", reason: "must be a path coefficient" })?,
        )))
    })?;
    Ok(Value::Object(found))
}

fn cochran_sizes(request: &Request<'_>) -> Result<Value, Error> {
    let mut sizes = Map::new();
    for (key, entry) in entries(request, "cochran")? {
        let confidence = positive(entry, "confidence", Some(0.95), "cochran")?;
        let z = positive(entry, "z", Some(deviate(confidence)), "cochran")?;
        let precision = Precision {
            z,
            margin: positive(entry, "margin", Some(0.05), "cochran")?,
            proportion: positive(entry, "proportion", Some(0.5), "cochran")?,
            population: match entry.get("population") {
                None | Some(Value::Null) => None,
                Some(_) => Some(positive(entry, "population", None, "cochran")?),
            },
        };
        let size = cochran(precision);
        let mut shape = Map::new();
        shape.insert("z".to_owned(), number(z));
        shape.insert("n0".to_owned(), number(size.endless));
        rounded(&mut shape, size.size);
        sizes.insert(key.clone(), Value::Object(shape));
    }
    Ok(Value::Object(sizes))
}

fn krejcie_sizes(request: &Request<'_>, found: &mut Map<String, Value>) -> Result<(), Error> {
    let wrong = Error::Option { name: "krejcie_morgan", reason: "must be a list of population sizes" };
    let populations: Vec<f64> = match request.options.get("krejcie_morgan") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(sizes)) => sizes
            .iter()
            .map(|size| size.as_f64().filter(|size| *size >= 1.0).ok_or_else(|| wrong.clone()))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong),
    };
    let shape = |size: f64| {
        let mut shape = Map::new();
        shape.insert("chi2".to_owned(), number(chi_square_quantile(0.95, 1.0)));
        rounded(&mut shape, size);
        Value::Object(shape)
    };
    let sizes: Map<String, Value> =
        populations.iter().map(|size| (size.to_string(), shape(krejcie_morgan(Some(*size))))).collect();
    found.insert("krejcie_morgan".to_owned(), Value::Object(sizes));
    found.insert("krejcie_morgan_limit".to_owned(), shape(krejcie_morgan(None)));
    let table: Map<String, Value> =
        KREJCIE_MORGAN_TABLE.iter().map(|(population, size)| (population.to_string(), json!(size))).collect();
    let differing: Map<String, Value> = KREJCIE_MORGAN_TABLE
        .iter()
        .filter_map(|(population, size)| {
            let own = krejcie_morgan(Some(f64::from(*population))).round();
            ((own - f64::from(*size)).abs() > 0.5)
                .then(|| (population.to_string(), json!([size, number(own)])))
        })
        .collect();
    found.insert("krejcie_morgan_published_table".to_owned(), Value::Object(table));
    found.insert("published_table_differs_from_formula".to_owned(), Value::Object(differing));
    Ok(())
}
