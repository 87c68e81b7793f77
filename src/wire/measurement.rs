//! The measurement model.

use crate::assess::{Bound, Measurement};
use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale};
use crate::stats::Matrix;
use crate::wire::assessment::number;
use crate::wire::stats::remark_shape;
use serde_json::{Value, json};

/// A symmetric matrix as rows.
fn rows(matrix: &Matrix) -> Value {
    (0..matrix.height())
        .map(|row| (0..matrix.width).map(|column| number(matrix.at(row, column))).collect::<Value>())
        .collect()
}

/// The measurement model with its fit and its constructs.
pub(super) fn measurement(found: &Measurement) -> Value {
    let indices: Vec<Value> = found
        .indices
        .iter()
        .map(|index| {
            let bound = index.bound.map(|bound| match bound {
                Bound::AtLeast(value) => json!({ "at_least": value }),
                Bound::AtMost(value) => json!({ "at_most": value }),
            });
            json!({
                "name": index.name,
                "plain": number(index.plain),
                "robust": number(index.robust),
                "reported": number(index.reported()),
                "bound": bound,
                "kept": index.is_kept(),
            })
        })
        .collect();
    let loadings: Vec<Value> = found
        .loadings
        .iter()
        .map(|loading| {
            json!({
                "construct": loading.construct,
                "item": loading.item,
                "standardized": number(loading.value),
                "se": number(loading.error),
                "z": number(loading.z),
                "p": number(loading.p),
            })
        })
        .collect();
    let constructs: Vec<Value> = found
        .constructs
        .iter()
        .map(|construct| {
            json!({
                "construct": construct.name,
                "items": construct.items,
                "omega": number(construct.omega),
                "composite_reliability": number(construct.composite),
                "average_variance_extracted": number(construct.extracted),
                "largest_shared_variance": number(construct.largest_shared),
                "fornell_larcker": construct.is_distinct(),
            })
        })
        .collect();
    json!({
        "model": found.model,
        "estimator": "MLR",
        "n": number(found.n),
        "free_parameters": found.free,
        "chi_square": number(found.chi_square.plain),
        "p": number(found.chi_square.plain_p),
        "chi_square_robust": number(found.chi_square.robust),
        "p_robust": number(found.chi_square.robust_p),
        "df": number(found.chi_square.degrees_of_freedom),
        "rmsea_ci": [number(found.rmsea_interval.0), number(found.rmsea_interval.1)],
        "indices": indices,
        "loadings": loadings,
        "constructs": constructs,
        "phi": rows(&found.phi),
        "htmt": rows(&found.htmt.absolute),
        "remarks": found.remarks.iter().map(remark_shape).collect::<Vec<_>>(),
    })
}

/// Fit and constructs as lines for a terminal.
pub(super) fn measurement_text(found: &Measurement, codebook: &Codebook, locale: &Locale) -> String {
    let mut text = String::new();
    for remark in &found.remarks {
        text.extend([locale.remark(remark).as_str(), "\n"]);
    }
    let test = Arguments::new()
        .text("n", locale.decimal(found.n, 0))
        .text("chi", locale.decimal(found.chi_square.robust, 2))
        .text("df", locale.decimal(found.chi_square.degrees_of_freedom, 0))
        .text("p", locale.p_relation(found.chi_square.robust_p));
    text.extend([locale.say("assess-measurement", &test).as_str(), "\n"]);
    let indices: Vec<String> = found
        .indices
        .iter()
        .map(|index| {
            let sign = if index.is_kept() == Some(false) { " *" } else { "" };
            format!("{} {}{sign}", index.name, locale.decimal(index.reported(), 3))
        })
        .collect();
    text.extend(["  ", &indices.join(", "), "\n"]);
    for construct in &found.constructs {
        let name =
            codebook.find_key(&construct.name).map_or("", |code| code.name_in(locale.language().tag()));
        let figures = Arguments::new()
            .text("name", format!("{} {name}", construct.name))
            .text("omega", locale.ratio(construct.omega, 3))
            .text("cr", locale.ratio(construct.composite, 3))
            .text("ave", locale.ratio(construct.extracted, 3))
            .text("msv", locale.ratio(construct.largest_shared, 3));
        text.extend(["  ", &locale.say("assess-construct", &figures), "\n"]);
    }
    text
}
