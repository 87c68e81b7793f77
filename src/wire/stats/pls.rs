//! Partial least squares path models.

use crate::stats::Table;
use crate::stats::pls::{
    Divisor, EffectInterval, Mode, PathBootstrap, PathModel, PathQuestion, Resampled, Resamples, Scheme,
    bootstrap, path_model,
};
use crate::wire::stats::shape::{count_option, matrix, named, number, number_option, numbers, ordinals};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "pls",
    summary: "partial least squares path model with PLSc and bootstrap; options blocks: {construct: [items]}, modes: {construct: A|B}, paths: [[from, to]], inner_scheme: path|factor|centroid, sd: n-1|n (divisor), stop, bootstrap: {rounds, seed, confidence}",
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
    let modes = modes(request, &blocks)?;
    let scheme = one_of(
        request.options,
        "inner_scheme",
        &[("path", Scheme::Path), ("factor", Scheme::Factor), ("centroid", Scheme::Centroid)],
        "must be path, factor or centroid",
    )?;
    let divisor = one_of(
        request.options,
        "sd",
        &[("n-1", Divisor::RowsLessOne), ("n", Divisor::Rows)],
        "must be n-1 or n: the divisor with which indicators are standardized",
    )?;
    // Weights are scaled before the first round, so that the size of equal ones changes nothing.
    let initial = number_option(request, "initial_weights", 1.0)?;
    if !initial.is_finite() || initial <= 0.0 {
        let reason = "must be a number above 0: all weights begin equal";
        return Err(Error::Option { name: "initial_weights", reason });
    }
    let stop = number_option(request, "stop", 1e-10)?;
    Ok(PathQuestion { blocks, modes, paths, scheme, stop, divisor })
}

/// The meaning of a word; the first of the allowed ones when the option is not given.
fn one_of<T: Copy>(
    options: &Value,
    name: &'static str,
    allowed: &[(&str, T)],
    reason: &'static str,
) -> Result<T, Error> {
    let found = match options.get(name) {
        None | Some(Value::Null) => allowed.first(),
        Some(given) => allowed.iter().find(|(word, _)| given.as_str() == Some(word)),
    };
    found.map(|(_, meaning)| *meaning).ok_or(Error::Option { name, reason })
}

fn modes(request: &Request<'_>, blocks: &[(String, Vec<String>)]) -> Result<Vec<Mode>, Error> {
    let nothing = Value::Null;
    let given = match request.options.get("modes") {
        None | Some(Value::Null) => &nothing,
        Some(given) => {
            let named = given
                .as_object()
                .ok_or(Error::Option { name: "modes", reason: "must be {construct: A or B}" })?;
            if named.keys().any(|name| !blocks.iter().any(|(other, _)| other == name)) {
                return Err(Error::Option { name: "modes", reason: "names a construct without a block" });
            }
            given
        }
    };
    blocks
        .iter()
        .map(|(name, _)| match given.get(name) {
            None | Some(Value::Null) => Ok(Mode::A),
            Some(Value::String(mode)) if mode == "A" => Ok(Mode::A),
            Some(Value::String(mode)) if mode == "B" => Ok(Mode::B),
            Some(_) => Err(Error::Option { name: "modes", reason: "must be A or B for every construct" }),
        })
        .collect()
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
        let found = bootstrap(request.table, &question, &resamples, confidence)?;
        shape["bootstrap"] = bootstrap_shape(&question, &found, confidence);
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

fn bootstrap_shape(question: &PathQuestion, found: &PathBootstrap, confidence: f64) -> Value {
    let shapes = |intervals: &[EffectInterval]| -> Map<String, Value> {
        intervals
            .iter()
            .map(|path| (arrow(question, path.from, path.to), interval(&path.figure, confidence)))
            .collect()
    };
    json!({
        "resamples": found.rounds,
        "confidence": confidence,
        "paths": shapes(&found.paths),
        "total_effects": shapes(&found.totals),
        "indirect_effects": shapes(&found.indirect),
        "plsc_paths": shapes(&found.consistent),
    })
}

fn interval(figure: &Resampled, confidence: f64) -> Value {
    // A level such as .975 keeps its half; the product of .55 and 100 does not keep its error of rounding.
    let percent = (confidence * 1e8).round() / 1e6;
    let mut shape = json!({
        "original": number(figure.original),
        "resamples": figure.rounds,
        "mean": number(figure.mean),
        "se": number(figure.error),
        "t": number(figure.t),
    });
    shape[format!("ci{percent}_percentile_type7")] = numbers(&[figure.percentile.0, figure.percentile.1]);
    shape[format!("ci{percent}_bca")] = numbers(&[figure.accelerated.0, figure.accelerated.1]);
    shape
}

fn shape(question: &PathQuestion, found: &PathModel) -> Value {
    let names: Vec<String> = question.blocks.iter().map(|(name, _)| name.clone()).collect();
    let arrow = |from: usize, to: usize| arrow(question, from, to);
    let by_effect = |value: &dyn Fn(&crate::stats::pls::Effect) -> f64, with_path: bool| {
        let effects = found.effects.iter().filter(|effect| !with_path || effect.is_path);
        Value::Object(effects.map(|effect| (arrow(effect.from, effect.to), number(value(effect)))).collect())
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
    json!({
        "n": found.n,
        "converged": found.weights.converged,
        "iterations_at_1e-12": found.weights.iterations,
        "paths": by_effect(&|effect| effect.direct, true),
        "total_effects": by_effect(&|effect| effect.total, false),
        "indirect_effects": by_effect(&|effect| effect.indirect, false),
        "r2": by_construct(question, &found.explained),
        "r2_adjusted": by_construct(question, &found.explained_adjusted),
        "f2_fixed_scores": by_effect(&|effect| effect.f_square, true),
        "vif_antecedents": by_effect(&|effect| effect.inflation, true),
        "outer_weights": by_block(question, &|item, _| found.weights.weights[item]),
        "outer_loadings": by_block(question, &|item, construct| found.cross_loadings.at(item, construct)),
        "cross_loadings": matrix(&found.items, &names, &found.cross_loadings),
        "reliability": reliability,
        "construct_correlations": matrix(&names, &names, &found.correlations),
        "htmt": ratios,
        "construct_scores_first10": matrix(&ordinals(shown), &names, &first),
        "plsc": consistent_shape(question, found),
    })
}

/// A value of each construct that has one.
fn by_construct(question: &PathQuestion, values: &[f64]) -> Value {
    let names = question.blocks.iter().map(|(name, _)| name);
    named(names.zip(values.iter().copied()).filter(|(_, value)| !value.is_nan()))
}

/// A value of each indicator, which is asked for by its number and that of its construct.
fn by_block(question: &PathQuestion, value: &dyn Fn(usize, usize) -> f64) -> Value {
    let mut begin = 0;
    let blocks = question.blocks.iter().enumerate().map(|(construct, (name, items))| {
        let shape =
            named(items.iter().enumerate().map(|(index, item)| (item, value(begin + index, construct))));
        begin += items.len();
        (name.clone(), shape)
    });
    Value::Object(blocks.collect())
}

fn consistent_shape(question: &PathQuestion, found: &PathModel) -> Value {
    let names: Vec<String> = question.blocks.iter().map(|(name, _)| name.clone()).collect();
    let consistent = &found.consistent;
    let paths: Map<String, Value> = question
        .paths
        .iter()
        .zip(&consistent.paths)
        .map(|((from, to), path)| (arrow(question, *from, *to), number(*path)))
        .collect();
    let totals: Map<String, Value> = found
        .effects
        .iter()
        .map(|effect| {
            let total = consistent.totals.at(effect.to, effect.from);
            (arrow(question, effect.from, effect.to), number(total))
        })
        .collect();
    let reliability: Map<String, Value> = names
        .iter()
        .zip(consistent.reliability.iter().zip(&consistent.extracted))
        .map(|(name, (rho_c, ave))| (name.clone(), json!({ "rho_c": number(*rho_c), "ave": number(*ave) })))
        .collect();
    json!({
        "paths": paths,
        "total_effects": totals,
        "r2": by_construct(question, &consistent.explained),
        "construct_correlations": matrix(&names, &names, &consistent.correlations),
        "outer_loadings": by_block(question, &|item, _| consistent.loadings[item]),
        "reliability": reliability,
    })
}

#[cfg(test)]
mod tests {
    use super::pls;
    use crate::stats::Table;
    use crate::wire::stats::{Error, Input, Request};
    use serde_json::{Value, json};

    /// Answers of five points with one thing in common, always the same.
    fn answers() -> Table {
        let column = |item: usize| -> Vec<f64> {
            (0..40)
                .map(|row: usize| {
                    let common = (row * 17 + 5) % 23;
                    let own = (row * (7 + 2 * item) + item) % 11;
                    f64::from(u32::try_from((common + own) / 7).unwrap())
                })
                .collect()
        };
        Table {
            names: (1..=6).map(|item| format!("x{item}")).collect(),
            columns: (1..=6).map(column).collect(),
        }
    }

    fn ask(change: Value) -> Result<Value, Error> {
        let mut options = json!({
            "blocks": { "A": ["x1", "x2"], "B": ["x3", "x4"], "C": ["x5", "x6"] },
            "paths": [["A", "B"], ["B", "C"]],
        });
        for (name, value) in change.as_object().unwrap() {
            options[name] = value.clone();
        }
        let table = answers();
        pls(&Request {
            method: "pls",
            table: &table,
            more: &[],
            input: Input::Listwise,
            groups: None,
            model: None,
            options: &options,
        })
    }

    #[test]
    fn an_option_that_is_not_known_is_refused_by_name() {
        for (name, value) in [
            ("inner_scheme", json!("paths")),
            ("inner_scheme", json!(3)),
            ("sd", json!("sample")),
            ("sd", json!(true)),
            ("modes", json!("A")),
            ("modes", json!({ "A": 1 })),
            ("modes", json!({ "A": "C" })),
            ("modes", json!({ "D": "A" })),
            ("initial_weights", json!(0)),
        ] {
            let refused = ask(json!({ name: value })).unwrap_err();
            assert!(matches!(refused, Error::Option { name: told, .. } if told == name), "{name}: {refused}");
        }
    }

    #[test]
    fn the_divisor_moves_scores_alone() {
        let (sample, whole) = (ask(json!({ "sd": "n-1" })).unwrap(), ask(json!({ "sd": "n" })).unwrap());
        assert_eq!(sample["paths"], whole["paths"]);
        assert_eq!(sample["outer_weights"], whole["outer_weights"]);
        let score = |shape: &Value| shape["construct_scores_first10"]["values"][0][0].as_f64().unwrap();
        assert!((score(&whole) / score(&sample) - (40.0_f64 / 39.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_bootstrap_names_its_level_and_covers_indirect_effects() {
        let found = ask(json!({ "bootstrap": { "rounds": 60, "seed": 3, "confidence": 0.975 } })).unwrap();
        let bootstrap = &found["bootstrap"];
        let path = &bootstrap["paths"]["A->B"];
        assert!(path["ci97.5_percentile_type7"].is_array() && path["ci97.5_bca"].is_array(), "{path}");
        let indirect = &bootstrap["indirect_effects"]["A->C"];
        let original = indirect["original"].as_f64().unwrap();
        assert!((original - found["indirect_effects"]["A->C"].as_f64().unwrap()).abs() < 1e-12);
        assert_eq!(indirect, &bootstrap["total_effects"]["A->C"]);
        assert!(bootstrap["indirect_effects"].get("A->B").is_none());
        assert!(indirect["se"].as_f64().unwrap() > 0.0);
    }

    /// With λ = √ρ_A w / w′w (Dijkstra & Henseler 2015, eq. 4) two reflective indicators reproduce their own correlation,
    /// since ρ_A fits the off-diagonal cells of the block.
    #[test]
    fn corrected_loadings_reproduce_the_correlation_of_two_indicators() {
        let found = ask(json!({})).unwrap();
        let loading = |item: &str| found["plsc"]["outer_loadings"]["A"][item].as_f64().unwrap();
        let table = answers();
        let pair = Table { names: table.names[..2].to_vec(), columns: table.columns[..2].to_vec() };
        let r = crate::stats::factor::correlations(&pair, crate::stats::factor::Missing::Listwise).unwrap();
        assert!((loading("x1") * loading("x2") - r.matrix.at(0, 1)).abs() < 1e-12);
    }
}
