//! Factor analysis.

use crate::stats::describe::moments;
use crate::stats::factor::{
    Components, Correlations, ParallelKind, ParallelOptions, Promax, Rotated, Rotation, adequacy as measure,
    components, correlations, given_correlations, parallel_analysis, reduced_eigenvalues, rotate,
};
use crate::stats::polychoric::{EmptyCells, polychoric};
use crate::stats::{Matrix, Table};
use crate::wire::stats::shape::{count_option, matrix, named, number, number_option, numbers, ordinals};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "efa.adequacy",
        summary: "KMO, MSA, Bartlett, eigenvalues, minimum average partial, anti-image correlations",
        compute: adequacy,
    },
    Method {
        name: "efa.principal_components",
        summary: "principal components with varimax, promax and oblimin; option nfactors",
        compute: principal_components,
    },
    Method {
        name: "efa.parallel_analysis",
        summary: "eigenvalues of random data beside the observed ones; options iterations, quantile, seed, kind (component, factor)",
        compute: parallel,
    },
];

/// The correlations of a request: computed from rows, Pearson's or by the option correlations "polychoric", or as given.
pub(super) fn correlations_of(request: &Request<'_>) -> Result<Correlations, Error> {
    match (request.input, polychoric_wanted(request)?) {
        (Input::Correlations { n }, false) => {
            let table = request.table;
            let width = table.columns.len();
            let cells = (0..table.rows())
                .flat_map(|row| table.columns.iter().map(move |column| column[row]))
                .collect();
            Ok(given_correlations(&table.names, Matrix { width, cells }, n)?)
        }
        (input, false) => Ok(correlations(request.table, input.missing())?),
        (Input::Listwise, true) => {
            let (found, _) = polychoric(request.table, EmptyCells::Keep)?;
            Ok(Correlations { names: found.names, matrix: found.correlations, n: found.n })
        }
        (_, true) => Err(Error::Option { name: "correlations", reason: "polychoric ones need whole rows" }),
    }
}

/// Option correlations: "pearson", which is the default, or "polychoric" for ordered categories. A polychoric matrix is taken
/// as it is, also when it is not positive definite; a method that needs an inverse then refuses.
fn polychoric_wanted(request: &Request<'_>) -> Result<bool, Error> {
    match request.options.get("correlations") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::String(kind)) if kind == "pearson" => Ok(false),
        Some(Value::String(kind)) if kind == "polychoric" => Ok(true),
        Some(_) => Err(Error::Option { name: "correlations", reason: "must be pearson or polychoric" }),
    }
}

/// Whether scores of the rows can be made: from whole rows and Pearson's correlations of them.
pub(super) fn has_scores(request: &Request<'_>) -> bool {
    request.input == Input::Listwise && matches!(polychoric_wanted(request), Ok(false))
}

/// KMO, Bartlett and their company.
fn adequacy(request: &Request<'_>) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let found = measure(&correlations)?;
    let names = &correlations.names;
    Ok(json!({
        "n": correlations.n,
        "kmo": number(found.kmo),
        "msa": named(names.iter().zip(found.msa.iter().copied())),
        "bartlett_chisq": number(found.bartlett),
        "bartlett_df": number(found.degrees_of_freedom),
        "bartlett_p": number(found.p),
        "log_det": number(found.log_determinant),
        "det": number(found.log_determinant.exp()),
        "condition_number": number(found.condition),
        "eigenvalues": numbers(&found.eigenvalues),
        "kaiser_components": found.kaiser,
        "velicer_map": numbers(&found.map),
        "smc": named(names.iter().zip(found.squared_multiple.iter().copied())),
        "anti_image_correlation": matrix(names, names, &found.anti_image),
    }))
}

/// The eigenvalues beside those of chance.
fn parallel(request: &Request<'_>) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let kind = parallel_kind(request);
    let (observed, communalities) = match kind {
        ParallelKind::Components => (components(&correlations, 1)?.eigenvalues, None),
        ParallelKind::Factors => {
            let (values, which) = reduced_eigenvalues(&correlations);
            (values, Some(which.name()))
        }
    };
    let defaults = ParallelOptions::default();
    let rounds = count_option(request, "iterations", u64::from(defaults.rounds))?;
    let options = ParallelOptions {
        rounds: u32::try_from(rounds)
            .map_err(|_| Error::Option { name: "iterations", reason: "is too large" })?,
        quantile: number_option(request, "quantile", defaults.quantile)?,
        seed: count_option(request, "seed", defaults.seed)?,
        kind,
    };
    if !(0.0..=1.0).contains(&options.quantile) {
        return Err(Error::Option { name: "quantile", reason: "must lie between 0 and 1" });
    }
    let found = parallel_analysis(&observed, correlations.n, &options);
    Ok(json!({
        "observed": numbers(&observed),
        "random_mean": numbers(&found.mean),
        "random_q95": numbers(&found.quantile),
        "n_components_mean": found.kept_by_mean,
        "n_components_q95": found.kept_by_quantile,
        "iterations": options.rounds,
        "seed": options.seed,
        "communalities": communalities,
    }))
}

/// Option kind: common factors when it names factors, otherwise principal components.
fn parallel_kind(request: &Request<'_>) -> ParallelKind {
    match request.options.get("kind").and_then(Value::as_str) {
        Some(kind) if kind.contains("factor") => ParallelKind::Factors,
        _ => ParallelKind::Components,
    }
}

/// Principal components in every rotation.
fn principal_components(request: &Request<'_>) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let wanted = wanted(request, &correlations)?;
    let found = components(&correlations, wanted)?;
    let names = &correlations.names;
    let axes = ordinals(wanted);
    let (rotations, varimax) = rotations(request, names, &found.loadings)?;
    let items: f64 = correlations.matrix.rows().map(|_| 1.0).sum();
    let proportions: Vec<f64> = found.eigenvalues.iter().take(wanted).map(|value| value / items).collect();
    let mut shape = json!({
        "n": correlations.n,
        "eigenvalues": numbers(&found.eigenvalues),
        "communalities": named(names.iter().zip(found.communalities.iter().copied())),
        "rotations": rotations,
    });
    let Some((varimax, shape_map)) = varimax.zip(shape.as_object_mut()) else { return Ok(shape) };
    let rotated: Vec<f64> = varimax.sums_of_squares.iter().map(|sum| sum / items).collect();
    shape_map.insert(
        "variance_explained".to_owned(),
        json!({
            "initial_proportion": numbers(&proportions),
            "initial_cumulative": numbers(&running(&proportions)),
            "rotated_ss": numbers(&varimax.sums_of_squares),
            "rotated_proportion": numbers(&rotated),
        }),
    );
    if let Ok(weights) = Components::weights(&correlations, &varimax.loadings) {
        let mut scores = json!({ "weights": matrix(names, &axes, &weights) });
        if let (true, Some(scores)) = (has_scores(request), scores.as_object_mut()) {
            scores.insert("scores_first10".to_owned(), first_scores(request.table, &weights, &axes));
        }
        shape_map.insert("component_scores_varimax".to_owned(), scores);
    }
    Ok(shape)
}

/// How many factors are asked for; without a number as many as have eigenvalues above 1.
pub(super) fn wanted(request: &Request<'_>, correlations: &Correlations) -> Result<usize, Error> {
    Ok(match count_option(request, "nfactors", 0)? {
        0 => components(correlations, 1)?.eigenvalues.iter().filter(|value| **value > 1.0).count(),
        given => usize::try_from(given).unwrap_or(usize::MAX),
    })
}

/// Loadings by every rotation, and those by varimax once more as they are.
pub(super) fn rotations(
    request: &Request<'_>,
    names: &[String],
    loadings: &Matrix,
) -> Result<(Map<String, Value>, Option<Rotated>), Error> {
    let power = number_option(request, "promax_power", 4.0)?;
    let gamma = number_option(request, "oblimin_gamma", 0.0)?;
    let axes = ordinals(loadings.width);
    let mut rotations = Map::new();
    let mut varimax = None;
    for (key, rotation) in [
        ("none", Rotation::None),
        ("varimax", Rotation::Varimax),
        ("quartimax", Rotation::Quartimax),
        ("promax_stats", Rotation::Promax { kind: Promax::Plain, power }),
        ("promax_psych", Rotation::Promax { kind: Promax::Normalized, power }),
        ("promax_spss", Rotation::Promax { kind: Promax::Spss, power }),
        ("oblimin", Rotation::Oblimin { gamma, kaiser: false }),
        ("oblimin_kaiser", Rotation::Oblimin { gamma, kaiser: true }),
    ] {
        let rotated = match rotate(loadings, rotation) {
            Ok(rotated) => rotated,
            Err(error) => {
                rotations.insert(key.to_owned(), json!({ "refused": error.to_string() }));
                continue;
            }
        };
        let oblique = matches!(rotation, Rotation::Promax { .. } | Rotation::Oblimin { .. });
        let mut shape = json!({
            "loadings": matrix(names, &axes, &rotated.loadings),
            "ss_loadings": numbers(&rotated.sums_of_squares),
        });
        if let (true, Some(shape)) = (oblique, shape.as_object_mut()) {
            shape.insert("phi".to_owned(), matrix(&axes, &axes, &rotated.phi));
            shape.insert("structure".to_owned(), matrix(names, &axes, &rotated.structure));
        }
        rotations.insert(key.to_owned(), shape);
        if key == "varimax" {
            varimax = Some(rotated);
        }
    }
    Ok((rotations, varimax))
}

pub(super) fn running(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    values
        .iter()
        .map(|value| {
            sum += value;
            sum
        })
        .collect()
}

/// Component scores of the first ten complete rows.
pub(super) fn first_scores(table: &Table, weights: &Matrix, axes: &[String]) -> Value {
    // Rows keep the numbers that they have in the file.
    let whole = |row: &usize| table.columns.iter().all(|column| column[*row].is_finite());
    let numbers: Vec<String> =
        (0..table.rows()).filter(whole).map(|row| (row + 1).to_string()).take(10).collect();
    let table = table.complete();
    let columns: Vec<(f64, f64)> = table
        .columns
        .iter()
        .map(|column| {
            let found = moments(column);
            (found.mean, found.standard_deviation())
        })
        .collect();
    let shown = table.rows().min(10);
    let mut cells = Vec::with_capacity(shown * axes.len());
    for row in 0..shown {
        for axis in 0..axes.len() {
            let score: f64 = columns
                .iter()
                .zip(&table.columns)
                .enumerate()
                .map(|(index, ((mean, deviation), column))| {
                    (column[row] - mean) / deviation * weights.at(index, axis)
                })
                .sum();
            cells.push(score);
        }
    }
    matrix(&numbers, axes, &Matrix { width: axes.len(), cells })
}
