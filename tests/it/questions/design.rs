//! Questions of the cases of this kind.

use serde_json::{Map, Value, json};

/// The numbers that the names of the questions hold, such as `N1200_95_5` and `n200_df24_.05_.08`.
pub(super) fn sample_sizes(case: &Value) -> Value {
    let expected = &case["expected"];
    let names = |key: &str| -> Vec<String> {
        expected[key].as_object().map(|shape| shape.keys().cloned().collect()).unwrap_or_default()
    };
    let number = |text: &str| text.parse::<f64>().ok();
    let mut questions = Map::new();
    let cochran = names("cochran").into_iter().map(|name| {
        let parts: Vec<&str> = name.split('_').collect();
        let mut question = Map::new();
        if let Some(population) = parts[0].strip_prefix('N').and_then(number) {
            question.insert("population".to_owned(), json!(population));
        }
        if let Some(percent) = parts[0].strip_prefix('p').and_then(number) {
            question.insert("proportion".to_owned(), json!(percent / 100.0));
        }
        question.insert("confidence".to_owned(), json!(number(parts[1]).map(|percent| percent / 100.0)));
        question.insert("margin".to_owned(), json!(number(parts[2]).map(|percent| percent / 100.0)));
        if let Some(z) = parts.get(3).and_then(|part| part.strip_prefix('z')).and_then(number) {
            question.insert("z".to_owned(), json!(z));
        }
        (name.clone(), Value::Object(question))
    });
    questions.insert("cochran".to_owned(), Value::Object(cochran.collect()));
    let populations: Vec<f64> = names("krejcie_morgan").iter().filter_map(|name| number(name)).collect();
    questions.insert("krejcie_morgan".to_owned(), json!(populations));
    let yamane = names("yamane").into_iter().filter_map(|name| {
        let (population, margin) = name.strip_prefix('N')?.split_once("_e")?;
        let question = json!({ "population": number(population)?, "margin": number(margin)? });
        Some((name.clone(), question))
    });
    questions.insert("yamane".to_owned(), Value::Object(yamane.collect()));
    let rmsea = names("rmsea_power").into_iter().filter_map(|name| {
        let parts: Vec<&str> = name.split('_').filter(|part| !matches!(*part, "close" | "vs")).collect();
        let question = json!({
            "n": number(parts[0].strip_prefix('n')?)?,
            "df": number(parts[1].strip_prefix("df")?)?,
            "null": number(parts[2])?,
            "alternative": number(parts[3])?,
        });
        Some((name.clone(), question))
    });
    questions.insert("rmsea".to_owned(), Value::Object(rmsea.collect()));
    for (name, _) in expected.as_object().into_iter().flatten() {
        if let Some(rest) = name.strip_prefix("mean_sd") {
            let parts: Vec<&str> = rest.split('_').collect();
            let margin = parts.get(1).and_then(|part| part.strip_prefix('e')).and_then(number);
            let confidence = parts.get(2).and_then(|part| number(part)).map(|percent| percent / 100.0);
            let question = json!({ "sd": number(parts[0]), "margin": margin, "confidence": confidence });
            questions.insert("mean".to_owned(), json!({ name: question }));
        }
        if let Some(path) = name.strip_prefix("pls_inverse_sqrt_p").and_then(number) {
            questions.insert("pls".to_owned(), json!({ name: path }));
        }
        if let Some(power) = name.strip_prefix("t_one_sample_n_power").and_then(number) {
            let sizes = names(name)
                .into_iter()
                .map(|d| (d.clone(), json!({ "d": number(&d), "power": power / 100.0 })));
            questions.insert("t_test".to_owned(), Value::Object(sizes.collect()));
        }
    }
    Value::Object(questions)
}

/// The answers in the shape of the case: groups of one question stand under their own names there.
pub(super) fn sample_size_answers(found: &Value, case: &Value) -> Value {
    let mut shape = found.clone();
    shape["rmsea_power"] = found["rmsea"].clone();
    for (name, _) in case["expected"].as_object().into_iter().flatten() {
        for group in ["mean", "pls"] {
            if !found[group][name].is_null() {
                shape[name] = found[group][name].clone();
            }
        }
        if name.starts_with("t_one_sample_n_power") {
            shape[name] = found["t_test"].clone();
        }
    }
    shape
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
