//! Partial least squares path models.

use crate::stats::Table;
use crate::stats::pls::{
    Mode, PathInterval, PathModel, PathQuestion, Resamples, Scheme, bootstrap, path_model,
};
use crate::wire::stats::shape::{count_option, matrix, named, number, number_option, numbers, ordinals};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "pls",
    summary: "partial least squares path model with PLSc and bootstrap; options blocks: {construct: [items]}, modes: {construct: A|B}, paths: [[from, to]], inner_scheme: path|factor|centroid, stop, bootstrap: {rounds, seed, confidence}",
    compute: pls,
}];

fn question(request: &Request<'_>) -> Result<PathQuestion, Error> {
    let wrong_blocks = Error::Option { name: "blocks", reason: "must be {construct: [indicators]}" };
    let wrong_paths = Error::Option { name: "paths", reason: "must be [[from, to], ...] of constructs" };
    let texts = |value: &Value| -> Option<Vec<String>> {
        value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let blocks =
        request.options.get("blocks").and_then(Value::as_object).ok_or_else(|| wrong_blocks.clone())?;
    let blocks: Vec<(String, Vec<String>)> = blocks
        .iter()
        .map(|(name, items)| Some((name.clone(), texts(items)?)))
        .collect::<Option<_>>()
        .ok_or(wrong_blocks)?;
    let place = |name: &str| blocks.iter().position(|(other, _)| other == name);
    let paths = request.options.get("paths").and_then(Value::as_array).ok_or_else(|| wrong_paths.clone())?;
    let paths = paths
        .iter()
        .map(|path| match texts(path)?.as_slice() {
            [from, to] => Some((place(from)?, place(to)?)),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(wrong_paths)?;
    let named = request.options.get("modes").and_then(Value::as_object);
    if named.is_some_and(|modes| modes.keys().any(|name| place(name).is_none())) {
        return Err(Error::Option { name: "modes", reason: "names a construct without a block" });
    }
    let modes = blocks
        .iter()
        .map(|(name, _)| match request.options["modes"][name].as_str() {
            None | Some("A") => Ok(Mode::A),
            Some("B") => Ok(Mode::B),
            Some(_) => Err(Error::Option { name: "modes", reason: "must be A or B" }),
        })
        .collect::<Result<_, _>>()?;
    let scheme = match request.options["inner_scheme"].as_str() {
        None | Some("path") => Scheme::Path,
        Some("factor") => Scheme::Factor,
        Some("centroid") => Scheme::Centroid,
        Some(_) => {
            return Err(Error::Option { name: "inner_scheme", reason: "must be path, factor or centroid" });
        }
    };
    let stop = number_option(request, "stop", 1e-10)?;
    Ok(PathQuestion { blocks, modes, paths, scheme, stop })
}

fn pls(request: &Request<'_>) -> Result<Value, Error> {
    if request.input != Input::Listwise {
        return Err(Error::Option { name: "correlations", reason: "must not be given: scores need rows" });
    }
    let question = question(request)?;
    let found = path_model(request.table, &question)?;
    let mut shape = shape(&question, &found);
    if let Some(resamples) = resamples(request)? {
        let confidence = match request.options["bootstrap"].get("confidence") {
            None | Some(Value::Null) => 0.95,
            Some(value) => value
                .as_f64()
                .filter(|value| (0.5..1.0).contains(value))
                .ok_or(Error::Option { name: "confidence", reason: "must be a number from .5 to below 1" })?,
        };
        let (intervals, rounds) = bootstrap(request.table, &question, &resamples, confidence)?;
        let paths: Map<String, Value> = intervals
            .iter()
            .map(|path| (arrow(&question, path.from, path.to), interval(path, confidence)))
            .collect();
        shape["bootstrap"] = json!({ "resamples": rounds, "confidence": confidence, "paths": paths });
    }
    Ok(shape)
}

/// Random resamples that an option asks for, or those of a second table: a row of it is a resample, its cells are row numbers
/// from 0.
fn resamples(request: &Request<'_>) -> Result<Option<Resamples>, Error> {
    let wrong = Error::Option { name: "bootstrap", reason: "must be {rounds, seed, confidence}" };
    if let Some(given) = request.more.first() {
        return Ok(Some(Resamples::Given(rows_of(given).ok_or(wrong)?)));
    }
    let Some(options) = request.options.get("bootstrap").filter(|options| !options.is_null()) else {
        return Ok(None);
    };
    let inner = Request { options, ..*request };
    let rounds = count_option(&inner, "rounds", 1_000)?;
    let rounds = u32::try_from(rounds).ok().filter(|rounds| *rounds >= 2).ok_or(wrong)?;
    Ok(Some(Resamples::Random { rounds, seed: count_option(&inner, "seed", 20_250_101)? }))
}

fn rows_of(table: &Table) -> Option<Vec<Vec<usize>>> {
    (0..table.rows())
        .map(|row| table.columns.iter().map(|column| format!("{}", column[row]).parse().ok()).collect())
        .collect()
}

fn arrow(question: &PathQuestion, from: usize, to: usize) -> String {
    format!("{}->{}", question.blocks[from].0, question.blocks[to].0)
}

fn interval(path: &PathInterval, confidence: f64) -> Value {
    let percent = format!("{:.0}", confidence * 100.0);
    let mut shape = json!({
        "original": number(path.original),
        "mean": number(path.mean),
        "se": number(path.error),
        "t": number(path.t),
        "total_effect": { "original": number(path.total.0), "se": number(path.total.1) },
    });
    shape[format!("ci{percent}_percentile_type7")] = numbers(&[path.percentile.0, path.percentile.1]);
    shape[format!("ci{percent}_bca")] = numbers(&[path.accelerated.0, path.accelerated.1]);
    shape["total_effect"][format!("ci{percent}_percentile_type7")] =
        numbers(&[path.total.2.0, path.total.2.1]);
    shape
}

fn shape(question: &PathQuestion, found: &PathModel) -> Value {
    let names: Vec<String> = question.blocks.iter().map(|(name, _)| name.clone()).collect();
    let arrow = |from: usize, to: usize| arrow(question, from, to);
    let by_effect = |value: &dyn Fn(&crate::stats::pls::Effect) -> f64, with_path: bool| {
        let effects = found.effects.iter().filter(|effect| !with_path || effect.is_path);
        Value::Object(effects.map(|effect| (arrow(effect.from, effect.to), number(value(effect)))).collect())
    };
    let by_construct =
        |values: &[f64]| named(names.iter().zip(values.iter().copied()).filter(|(_, value)| !value.is_nan()));
    let by_block = |value: &dyn Fn(usize, usize) -> f64| {
        let mut begin = 0;
        let blocks = question.blocks.iter().enumerate().map(|(construct, (name, items))| {
            let shape =
                named(items.iter().enumerate().map(|(index, item)| (item, value(begin + index, construct))));
            begin += items.len();
            (name.clone(), shape)
        });
        Value::Object(blocks.collect())
    };
    let reliability: Map<String, Value> = names
        .iter()
        .zip(&found.reliability)
        .map(|(name, block)| {
            let shape = json!({
                "alpha": number(block.alpha),
                "rho_a": number(block.rho_a),
                "rho_c": number(block.rho_c),
                "ave": number(block.extracted),
            });
            (name.clone(), shape)
        })
        .collect();
    let mut ratios = Map::new();
    for one in 0..names.len() {
        for other in one + 1..names.len() {
            ratios.insert(format!("{}|{}", names[one], names[other]), number(found.htmt.at(one, other)));
        }
    }
    let shown = found.n.min(10);
    let first = crate::stats::Matrix {
        width: found.scores.width,
        cells: found.scores.cells[..shown * found.scores.width].to_vec(),
    };
    let paths = question.paths.iter().zip(&found.consistent.paths);
    let consistent: Map<String, Value> =
        paths.map(|((from, to), path)| (arrow(*from, *to), number(*path))).collect();
    json!({
        "n": found.n,
        "converged": found.weights.converged,
        "iterations_at_1e-12": found.weights.iterations,
        "paths": by_effect(&|effect| effect.direct, true),
        "total_effects": by_effect(&|effect| effect.total, false),
        "indirect_effects": by_effect(&|effect| effect.indirect, false),
        "r2": by_construct(&found.explained),
        "r2_adjusted": by_construct(&found.explained_adjusted),
        "f2_fixed_scores": by_effect(&|effect| effect.f_square, true),
        "vif_antecedents": by_effect(&|effect| effect.inflation, true),
        "outer_weights": by_block(&|item, _| found.weights.weights[item]),
        "outer_loadings": by_block(&|item, construct| found.cross_loadings.at(item, construct)),
        "cross_loadings": matrix(&found.items, &names, &found.cross_loadings),
        "reliability": reliability,
        "construct_correlations": matrix(&names, &names, &found.correlations),
        "htmt": ratios,
        "construct_scores_first10": matrix(&ordinals(shown), &names, &first),
        "plsc": {
            "paths": consistent,
            "r2": by_construct(&found.consistent.explained),
            "construct_correlations": matrix(&names, &names, &found.consistent.correlations),
        },
    })
}
