//! Questions of the cases of this kind.

use serde_json::{Map, Value, json};

pub(super) fn sample_sizes(_case: &Value) -> Value {
    Value::Null
}

/// The relations of every structure: pairs with the number of elements, or a matrix.
pub(super) fn structures(case: &Value) -> Value {
    let mut cases = Map::new();
    for (name, structure) in case["expected"]["cases"].as_object().into_iter().flatten() {
        let given = ["ssim", "n", "adjacency"].into_iter().filter_map(|key| {
            let value = structure.get(key)?;
            Some((key.to_owned(), value.clone()))
        });
        cases.insert(name.clone(), Value::Object(given.collect()));
    }
    json!({ "cases": cases, "cut": case["params"]["cut"] })
}
