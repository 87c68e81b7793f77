//! What a panel of experts says about items.

use crate::stats::content::{
    CriticalRatio, EssentialCoding, Verdict, content_validity_index, content_validity_ratio, critical_ratio,
};
use crate::wire::stats::shape::{number, numbers};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Map, Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "validity.cvr",
        summary: "Lawshe's content validity ratio per item with exact critical values; option scale: \"3 essential, 2 useful, \
                  1 not necessary\" or {essential, useful, not_necessary}",
        compute: ratio,
    },
    Method {
        name: "validity.cvr_critical",
        summary: "critical content validity ratios by size of the panel; option panels: [5, 6, ...] (5 to 40)",
        compute: critical,
    },
    Method {
        name: "validity.cvi",
        summary: "content validity indices of items and scale, modified kappa, Aiken's V; options scale: [1, 4], \
                  agree: [3, 4]",
        compute: index,
    },
];

/// What is wrong with a coding of answers.
const CODING: Error = Error::Option {
    name: "scale",
    reason: "must say which number is essential, useful (if there is one) and not necessary",
};

/// `{panel, items: {item: {n, essential, cvr, critical_exact, critical_lawshe_table, keep_exact, keep_lawshe,
/// mean_rating_0_2}}, cvi_mean_cvr_kept, mean_cvr_all}`.
fn ratio(request: &Request<'_>) -> Result<Value, Error> {
    let found = content_validity_ratio(request.table, coding(request)?)?;
    let items: Map<String, Value> = found
        .items
        .iter()
        .map(|item| {
            let shape = json!({
                "n": item.n,
                "essential": item.essential,
                "cvr": number(item.ratio),
                "critical_exact": number(item.critical.ratio),
                "critical_lawshe_table": item.critical.lawshe,
                "keep_exact": item.keep,
                "keep_lawshe": item.keep_by_table,
                "mean_rating_0_2": number(item.mean_rating),
            });
            (item.name.clone(), shape)
        })
        .collect();
    Ok(json!({
        "panel": found.panel,
        "items": items,
        "cvi_mean_cvr_kept": number(found.mean_of_kept),
        "mean_cvr_all": number(found.mean),
    }))
}

/// The option `scale`: words after their numbers, or an object.
fn coding(request: &Request<'_>) -> Result<EssentialCoding, Error> {
    let mut codes: [Option<f64>; 3] = [None; 3];
    match request.options.get("scale") {
        None | Some(Value::Null) => return Ok(EssentialCoding::default()),
        Some(Value::String(words)) => {
            for part in answers(words) {
                let other = |letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-');
                let code = part.split(other).find_map(|digits| digits.parse().ok()).ok_or(CODING)?;
                note(&mut codes, &part, code)?;
            }
        }
        Some(Value::Object(answers)) => {
            for (answer, code) in answers {
                note(&mut codes, answer, code.as_f64().ok_or(CODING)?)?;
            }
        }
        Some(_) => return Err(CODING),
    }
    match codes {
        [Some(essential), useful, Some(not_necessary)] => {
            Ok(EssentialCoding { essential, useful, not_necessary })
        }
        _ => Err(CODING),
    }
}

/// The parts between commas and semicolons; one without a number belongs to the one before ("useful, but not essential").
fn answers(words: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in words.split([',', ';', '\u{60c}', '\u{61b}']) {
        match parts.last_mut() {
            Some(last) if !part.contains(|letter: char| letter.is_ascii_digit()) => last.push_str(part),
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

/// Notes the number of an answer: essential, useful or not necessary, each once.
fn note(codes: &mut [Option<f64>; 3], answer: &str, code: f64) -> Result<(), Error> {
    let answer = answer.to_lowercase();
    let place = if answer.contains("useful") {
        1
    } else if answer.contains("not") || answer.contains("unnecessary") {
        2
    } else if answer.contains("essential") {
        0
    } else {
        return Err(CODING);
    };
    if codes[place].replace(code).is_some() { Err(CODING) } else { Ok(()) }
}

/// `{size: {n_essential, cvr_exact, lawshe_1975}}`.
fn critical(request: &Request<'_>) -> Result<Value, Error> {
    let wrong = Error::Option { name: "panels", reason: "must be a list of whole numbers" };
    let panels: Vec<usize> = match request.options.get("panels") {
        None | Some(Value::Null) => (5..=40).collect(),
        Some(Value::Array(sizes)) => sizes
            .iter()
            .map(|size| {
                size.as_u64().and_then(|size| usize::try_from(size).ok()).ok_or_else(|| wrong.clone())
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong),
    };
    let mut table = Map::new();
    for panel in panels {
        let CriticalRatio { essential, ratio, lawshe, .. } = critical_ratio(panel)?;
        table.insert(
            panel.to_string(),
            json!({ "n_essential": essential, "cvr_exact": number(ratio), "lawshe_1975": lawshe }),
        );
    }
    Ok(Value::Object(table))
}

/// `{panel, items: {item: {n, agree_3_4, i_cvi, pc, kappa_star, verdict_polit, aiken_v, aiken_ci95_score}}, s_cvi_ave,
/// s_cvi_ua, s_cvi_ave_by_expert}`; the key of the count names the ratings that mean agreement.
fn index(request: &Request<'_>) -> Result<Value, Error> {
    let (scale, agree) = relevant(request)?;
    let found = content_validity_index(request.table, scale, &agree)?;
    let key = agree.iter().fold("agree".to_owned(), |key, rating| format!("{key}_{rating}"));
    let items: Map<String, Value> = found
        .items
        .iter()
        .map(|item| {
            let (low, high) = item.aiken.interval;
            let shape = json!({
                "n": item.n,
                key.as_str(): item.agree,
                "i_cvi": number(item.index),
                "pc": number(item.chance),
                "kappa_star": number(item.kappa),
                "verdict_polit": verdict(item.verdict),
                "aiken_v": number(item.aiken.value),
                "aiken_ci95_score": numbers(&[low, high]),
            });
            (item.name.clone(), shape)
        })
        .collect();
    Ok(json!({
        "panel": found.panel,
        "items": items,
        "s_cvi_ave": number(found.average),
        "s_cvi_ua": number(found.universal),
        "s_cvi_ave_by_expert": number(found.average_by_expert),
    }))
}

/// The options `scale` (both ends) and `agree` (the ratings that mean "relevant").
fn relevant(request: &Request<'_>) -> Result<((f64, f64), Vec<f64>), Error> {
    let list = |name: &'static str| match request.options.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(values)) => values
            .iter()
            .map(|value| value.as_f64().ok_or(Error::Option { name, reason: "must be numbers" }))
            .collect::<Result<Vec<f64>, _>>()
            .map(Some),
        Some(_) => Err(Error::Option { name, reason: "must be a list of numbers" }),
    };
    let scale = match list("scale")?.as_deref() {
        None => None,
        Some([low, high]) => Some((*low, *high)),
        Some(_) => return Err(Error::Option { name: "scale", reason: "must be [lowest, highest]" }),
    };
    match (scale, list("agree")?) {
        (scale, Some(agree)) => Ok((scale.unwrap_or((1.0, 4.0)), agree)),
        (None, None) => Ok(((1.0, 4.0), vec![3.0, 4.0])),
        (Some(_), None) => Err(Error::Option {
            name: "agree",
            reason: "must list the ratings that mean agreement when a scale is given",
        }),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Excellent => "excellent",
        Verdict::Good => "good",
        Verdict::Fair => "fair",
        Verdict::Poor => "poor",
    }
}
