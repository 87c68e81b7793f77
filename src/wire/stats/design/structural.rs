//! Interpretive structural modelling.

use crate::stats::design::{
    PowerCut, Relation, Role, Structure, interpretive_structure, relations_to_adjacency,
};
use crate::stats::{Error as Refusal, Matrix};
use crate::wire::stats::shape::number;
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// `{cases: {name: {ssim, n or adjacency, initial_reachability, final_reachability, transitive_links_added,
/// levels_top_first, driving_power, dependence_power, micmac_midpoint, micmac, hierarchy_edges_between_groups, cycles}}}`,
/// with elements from 1.
pub(super) fn compute(request: &Request<'_>) -> Result<Value, Error> {
    let cut = cut(request.options)?.unwrap_or_default();
    let cases = request.options.get("cases").and_then(Value::as_object).filter(|cases| !cases.is_empty());
    let cases = cases.ok_or(Error::Option { name: "cases", reason: "must be an object of structures" })?;
    let mut found = Map::new();
    for (name, case) in cases {
        let structure = interpretive_structure(&adjacency(case)?, self::cut(case)?.unwrap_or(cut))?;
        let mut shape = shape(&structure);
        for key in ["ssim", "n", "adjacency"] {
            if let Some(given) = case.get(key) {
                shape.insert(key.to_owned(), given.clone());
            }
        }
        found.insert(name.clone(), Value::Object(shape));
    }
    Ok(json!({ "cases": found }))
}

/// The option `cut`, where it stands.
fn cut(options: &Value) -> Result<Option<PowerCut>, Error> {
    let found = match options.get("cut") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number.as_f64().map(PowerCut::At),
        Some(Value::String(word)) => match word.as_str() {
            "half" => Some(PowerCut::Half),
            "half_of_next" => Some(PowerCut::HalfOfNext),
            "mean" => Some(PowerCut::Mean),
            _ => None,
        },
        Some(_) => None,
    };
    found
        .map(Some)
        .ok_or(Error::Option { name: "cut", reason: "must be half, half_of_next, mean or a number" })
}

/// The direct relations of a case, from its pairs or its matrix.
fn adjacency(case: &Value) -> Result<Matrix, Error> {
    match (case.get("ssim"), case.get("adjacency")) {
        (Some(pairs), None) => {
            let wrong =
                Error::Option { name: "ssim", reason: "must be [[i, j, \"V\", \"A\", \"X\" or \"O\"], ...]" };
            let list = pairs.as_array().ok_or_else(|| wrong.clone())?;
            let pairs: Vec<(usize, usize, Relation)> =
                list.iter().map(relation).collect::<Option<_>>().ok_or(wrong)?;
            let elements = case
                .get("n")
                .and_then(whole)
                .ok_or(Error::Option { name: "n", reason: "must be a whole number" })?;
            Ok(relations_to_adjacency(&pairs, elements)?)
        }
        (None, Some(rows)) => square(rows),
        _ => Err(Error::Option { name: "cases", reason: "must each have either ssim or adjacency" }),
    }
}

fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn relation(pair: &Value) -> Option<(usize, usize, Relation)> {
    let [first, second, letter] = pair.as_array()?.as_slice() else { return None };
    let relation = match letter.as_str()? {
        "V" | "v" => Relation::Forward,
        "A" | "a" => Relation::Backward,
        "X" | "x" => Relation::Both,
        "O" | "o" | "0" => Relation::Neither,
        _ => return None,
    };
    Some((whole(first)?, whole(second)?, relation))
}

fn square(rows: &Value) -> Result<Matrix, Error> {
    let wrong = Error::Option { name: "adjacency", reason: "must be a list of rows of 0 and 1" };
    let rows = rows.as_array().ok_or_else(|| wrong.clone())?;
    let mut matrix = Matrix { width: rows.len(), cells: Vec::new() };
    for (place, row) in rows.iter().enumerate() {
        let row = row.as_array().ok_or_else(|| wrong.clone())?;
        if row.len() != rows.len() {
            let (place, width, height) = (place + 1, row.len(), rows.len());
            let reason = format!("row {place} has {width} cells, but there are {height} rows");
            return Err(Refusal::BadOption { name: "adjacency", reason }.into());
        }
        for cell in row {
            matrix.cells.push(cell.as_f64().ok_or_else(|| wrong.clone())?);
        }
    }
    Ok(matrix)
}

fn shape(found: &Structure) -> Map<String, Value> {
    let group = |place: &usize| found.groups.get(*place).map(|group| from_one(group));
    let edges: Vec<Value> = found.edges.iter().map(|(from, to)| json!([group(from), group(to)])).collect();
    let links: Vec<[usize; 2]> = found.transitive.iter().map(|(from, to)| [from + 1, to + 1]).collect();
    let levels: Vec<Vec<usize>> = found.levels.iter().map(|level| from_one(level)).collect();
    let roles: Vec<&str> = found.roles.iter().copied().map(role).collect();
    let cycles: Vec<Vec<usize>> = found.cycles().map(from_one).collect();
    [
        ("initial_reachability", cells(&found.initial)),
        ("final_reachability", cells(&found.reachable)),
        ("transitive_links_added", json!(links)),
        ("levels_top_first", json!(levels)),
        ("driving_power", json!(found.driving)),
        ("dependence_power", json!(found.dependence)),
        ("micmac_midpoint", number(found.cut)),
        ("micmac", json!(roles)),
        ("hierarchy_edges_between_groups", Value::Array(edges)),
        ("cycles", json!(cycles)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

fn from_one(elements: &[usize]) -> Vec<usize> {
    elements.iter().map(|element| element + 1).collect()
}

fn cells(matrix: &Matrix) -> Value {
    let rows: Vec<Vec<u8>> =
        matrix.rows().map(|row| row.iter().map(|cell| u8::from(*cell > 0.5)).collect()).collect();
    json!(rows)
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Autonomous => "autonomous",
        Role::Dependent => "dependent",
        Role::Linkage => "linkage",
        Role::Independent => "independent",
    }
}
