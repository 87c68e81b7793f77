//! The fuzzy Delphi method.

use crate::stats::design::{
    DelphiLimits, DelphiRound, DoubleTriangle, GeometricItem, Overlap, RoundDifference, TriangularScale,
    delphi_round, double_triangles, geometric_means, round_difference,
};
use crate::stats::{Error as Refusal, Table};
use crate::wire::stats::shape::{number, number_option, numbers};
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// What is wrong with the option `scales`.
const SCALES: Error =
    Error::Option { name: "scales", reason: "must be {name: {rating: [least, likely, greatest]}}" };

/// What the threshold of geometric means is of the highest rating: 3.5 of 5.
const SHARE: f64 = 0.7;

/// `{triangular_NAME: {tfn_scale, round1: {items, ranking, overall_distance, overall_percent_within}, round2},
/// round_difference: {items, stop_rule, stop}, geometric_mean_klir_yuan_thresholdT: {threshold, items},
/// double_triangle_ishikawa: {item: …}}`; the difference is that of the first
/// scale by name, the geometric means are of round 1.
pub(super) fn compute(request: &Request<'_>) -> Result<Value, Error> {
    let tables = tables(request)?;
    let mut found = Map::new();
    if let Some(first) = tables.first {
        let limits = DelphiLimits {
            distance: number_option(request, "distance", 0.2)?,
            consensus: number_option(request, "consensus", 75.0)?,
            defuzzified: number_option(request, "defuzzified", 0.5)?,
        };
        let stop = number_option(request, "stop", 0.2)?;
        let scales = scales(request)?;
        for (place, (name, scale)) in scales.iter().enumerate() {
            let round1 = delphi_round(first, scale, limits)?;
            let round2 = tables.second.map(|table| delphi_round(table, scale, limits)).transpose()?;
            if let (0, Some(round2)) = (place, &round2) {
                let difference = round_difference(&round1, round2, stop)?;
                found.insert("round_difference".to_owned(), differences(&difference, stop));
            }
            let mut shape = Map::new();
            shape.insert("tfn_scale".to_owned(), steps(scale));
            shape.insert("round1".to_owned(), round(&round1, limits.distance));
            if let Some(round2) = round2 {
                shape.insert("round2".to_owned(), round(&round2, limits.distance));
            }
            found.insert(format!("triangular_{name}"), Value::Object(shape));
        }
        let highest = scales.first().and_then(|(_, scale)| scale.steps().last()).map_or(5.0, |step| step.0);
        let threshold = number_option(request, "threshold", (SHARE * highest * 1e9).round() / 1e9)?;
        found.insert(
            format!("geometric_mean_klir_yuan_threshold{threshold}"),
            geometric(&geometric_means(first, threshold)?, threshold),
        );
    }
    if let Some(ends) = tables.ends {
        let (smallest, greatest) = split(ends)?;
        let triangles = double_triangles(&smallest, &greatest)?;
        found.insert("double_triangle_ishikawa".to_owned(), triangles.iter().map(ishikawa).collect());
    }
    Ok(Value::Object(found))
}

/// The tables by what they hold.
#[derive(Default)]
struct Tables<'a> {
    first: Option<&'a Table>,
    second: Option<&'a Table>,
    ends: Option<&'a Table>,
}

/// A table whose columns all begin with `min_` or `max_` holds both ends; the others are the rounds in order.
fn tables<'a>(request: &Request<'a>) -> Result<Tables<'a>, Error> {
    let mut found = Tables::default();
    for table in std::iter::once(request.table).chain(request.more).filter(|table| !table.names.is_empty()) {
        let place = if table.names.iter().all(|name| end_of(name).is_some()) {
            &mut found.ends
        } else if found.first.is_none() {
            &mut found.first
        } else {
            &mut found.second
        };
        if place.replace(table).is_some() {
            let reason = "at most two rounds and one table of min_ITEM and max_ITEM can be given".to_owned();
            return Err(Refusal::BadOption { name: "tables", reason }.into());
        }
    }
    if found.first.is_none() && found.ends.is_none() {
        return Err(Refusal::TooFewColumns { needed: 1, got: 0 }.into());
    }
    Ok(found)
}

/// Whether a column is the smaller end of an item, and the item.
fn end_of(name: &str) -> Option<(bool, &str)> {
    let (word, item) = name.split_once('_')?;
    match word.to_lowercase().as_str() {
        "min" => Some((true, item)),
        "max" => Some((false, item)),
        _ => None,
    }
}

/// The smallest and the greatest values with the same items, in the order of the former.
fn split(ends: &Table) -> Result<(Table, Table), Error> {
    let (mut smallest, mut greatest) = (Table::default(), Table::default());
    for (name, column) in ends.names.iter().zip(&ends.columns) {
        if let Some((is_smallest, item)) = end_of(name) {
            let table = if is_smallest { &mut smallest } else { &mut greatest };
            table.names.push(item.to_owned());
            table.columns.push(column.clone());
        }
    }
    let unknown = |prefix: &str, item: &String| {
        Error::Refused(Refusal::UnknownColumns { columns: vec![format!("{prefix}_{item}")] })
    };
    if let Some(item) = greatest.names.iter().find(|item| !smallest.names.contains(item)) {
        return Err(unknown("min", item));
    }
    let greatest = greatest.select(&smallest.names).map_err(|item| unknown("max", &item))?;
    Ok((smallest, greatest))
}

/// The option `scales`, or the two usual ones.
fn scales(request: &Request<'_>) -> Result<Vec<(String, TriangularScale)>, Error> {
    let given = match request.options.get("scales") {
        None | Some(Value::Null) => {
            return Ok(vec![
                ("chen2000".to_owned(), TriangularScale::fifths()),
                ("0.25_scale".to_owned(), TriangularScale::quarters()),
            ]);
        }
        Some(given) => given.as_object().filter(|given| !given.is_empty()).ok_or(SCALES)?,
    };
    let mut scales = Vec::with_capacity(given.len());
    for (name, steps) in given {
        let steps = steps.as_object().ok_or(SCALES)?.iter().map(step).collect::<Option<Vec<_>>>();
        scales.push((name.clone(), TriangularScale::new(steps.ok_or(SCALES)?)?));
    }
    Ok(scales)
}

fn step((rating, corners): (&String, &Value)) -> Option<(f64, [f64; 3])> {
    let corners: Vec<f64> = corners.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    Some((rating.trim().parse().ok()?, corners.try_into().ok()?))
}

fn steps(scale: &TriangularScale) -> Value {
    let steps = scale.steps().iter().map(|(rating, corners)| (rating.to_string(), numbers(corners)));
    Value::Object(steps.collect())
}

fn round(found: &DelphiRound, distance: f64) -> Value {
    let within = format!("percent_within_{distance}");
    let items: Map<String, Value> = found
        .items
        .iter()
        .map(|item| {
            let shape = json!({
                "n": item.n,
                "average_tfn": numbers(&item.average),
                "distance_mean": number(item.distance),
                within.as_str(): number(item.within),
                "defuzzified_mean3": number(item.mean),
                "defuzzified_1_2_1": number(item.weighted2),
                "defuzzified_1_4_1": number(item.weighted4),
                "accept": item.accept,
            });
            (item.name.clone(), shape)
        })
        .collect();
    json!({
        "panel": found.panel,
        "items": items,
        "ranking": found.ranking,
        "overall_distance": number(found.distance),
        "overall_percent_within": number(found.within),
    })
}

fn differences(found: &RoundDifference, limit: f64) -> Value {
    let items: Map<String, Value> =
        found.items.iter().map(|(name, difference)| (name.clone(), number(*difference))).collect();
    json!({
        "items": items,
        "items_of_one_round": found.unpaired,
        "stop_rule": format!("all |S1-S2| < {limit}"),
        "stop": found.stop,
    })
}

fn geometric(found: &[GeometricItem], threshold: f64) -> Value {
    let items: Map<String, Value> = found
        .iter()
        .map(|item| {
            let [least, middle, greatest] = item.triangle;
            let shape = json!({
                "n": item.n,
                "min": number(least),
                "geometric_mean": number(middle),
                "max": number(greatest),
                "s_mean3": number(item.mean),
                "s_1_4_1": number(item.weighted4),
                "accept": item.accept,
            });
            (item.name.clone(), shape)
        })
        .collect();
    json!({ "threshold": number(threshold), "items": items })
}

fn ishikawa(found: &DoubleTriangle) -> (String, Value) {
    let mut shape = json!({
        "n": found.n,
        "conservative": numbers(&found.conservative),
        "optimistic": numbers(&found.optimistic),
        "case": "no_overlap",
        "G": number(found.consensus),
        "converged": found.converged,
    });
    if let Overlap::GreyZone { width, means_apart } = found.overlap {
        shape["case"] = json!("grey_zone");
        shape["Z"] = number(width);
        shape["M"] = number(means_apart);
    }
    (found.name.clone(), shape)
}

#[cfg(test)]
mod tests {
    use super::compute;
    use crate::stats::Table;
    use crate::wire::stats::{Input, Request};
    use serde_json::{Value, json};

    fn run(table: &Table, more: &[Table], options: &Value) -> Result<Value, String> {
        let input = Input::Listwise;
        let request =
            Request { method: "fuzzy_delphi", table, more, input, groups: None, model: None, options };
        compute(&request).map_err(|error| error.to_string())
    }

    fn table(columns: &[(&str, &[f64])]) -> Table {
        Table {
            names: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            columns: columns.iter().map(|(_, column)| column.to_vec()).collect(),
        }
    }

    #[test]
    fn only_the_parts_of_the_tables_that_are_there() {
        let round = table(&[("I1", &[4.0, 5.0, 4.0])]);
        let found = run(&round, &[], &Value::Null).unwrap();
        assert!(found["round_difference"].is_null() && found["double_triangle_ishikawa"].is_null());
        let ends = table(&[("max_I1", &[4.0, 5.0, 9.0]), ("min_I1", &[1.0, 2.0, 3.0])]);
        let found = run(&Table::default(), std::slice::from_ref(&ends), &Value::Null).unwrap();
        assert_eq!(found["double_triangle_ishikawa"]["I1"]["case"], "no_overlap");
        assert_eq!(found.as_object().unwrap().len(), 1);
        let half = table(&[("min_I1", &[1.0, 2.0, 3.0])]);
        assert_eq!(run(&half, &[], &Value::Null), Err("no column max_I1".to_owned()));
        assert!(run(&Table::default(), &[], &Value::Null).is_err());
    }

    #[test]
    fn a_scale_of_three_points() {
        let round = table(&[("I1", &[1.0, 3.0, 3.0])]);
        let scales = json!({ "thirds": { "1": [0, 0, 0.5], "2": [0, 0.5, 1], "3": [0.5, 1, 1] } });
        let options = json!({ "scales": scales, "distance": 0.3, "threshold": 2 });
        let found = run(&round, &[], &options).unwrap();
        let item = &found["triangular_thirds"]["round1"]["items"]["I1"];
        assert!((item["percent_within_0.3"].as_f64().unwrap() - 200.0 / 3.0).abs() < 1e-12, "{item}");
        assert_eq!(found["geometric_mean_klir_yuan_threshold2"]["items"]["I1"]["max"], 3.0);
        let wrong = json!({ "scales": { "thirds": { "1": [0, 0.5] } } });
        assert!(run(&round, &[], &wrong).is_err());
    }
}
