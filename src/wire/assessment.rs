//! The assessment.

use crate::assess::{Assessment, Reliability, TestResult, Verdict};
use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale};
use crate::model::CodeId;
use serde_json::{Value, json};

/// A number, or `null` where it is not defined.
pub(super) fn number(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { Value::Null }
}

fn numbers(values: &[f64]) -> Value {
    values.iter().copied().map(number).collect()
}

fn code_key(codebook: &Codebook, code: CodeId) -> Option<&str> {
    codebook.get(code).map(|code| code.draft.key.as_str())
}

/// One test.
pub(super) fn test_shape(test: &TestResult, codebook: &Codebook) -> Value {
    json!({
        "factor": code_key(codebook, test.factor),
        "item": test.item,
        "n": test.n,
        "mean": number(test.mean),
        "sd": number(test.standard_deviation),
        "t": number(test.t),
        "df": number(test.degrees_of_freedom),
        "p": number(test.p),
        "p_holm": number(test.p_holm),
        "ci": [number(test.lower), number(test.upper)],
        "d": number(test.d),
        "d_ci": [number(test.d_lower), number(test.d_upper)],
        "verdict": test.verdict.as_str(),
        "verdict_two_state": test.two_state.as_str(),
    })
}

fn reliability_shape(line: &Reliability, codebook: &Codebook) -> Value {
    let code = line.code.and_then(|code| code_key(codebook, code));
    match &line.alpha {
        Ok(alpha) => json!({
            "scope": code, "items": line.items, "n": line.n,
            "alpha": number(alpha.alpha), "ci": [number(alpha.lower), number(alpha.upper)],
        }),
        Err(reason) => {
            json!({ "scope": code, "items": line.items, "n": line.n, "refused": reason.to_string() })
        }
    }
}

/// The description of each item.
fn item_shapes(assessment: &Assessment, codebook: &Codebook) -> Vec<Value> {
    assessment
        .items
        .iter()
        .map(|item| {
            json!({
                "item": item.key,
                "factor": code_key(codebook, item.factor),
                "n": item.n,
                "missing": item.missing,
                "mean": number(item.mean),
                "sd": number(item.standard_deviation),
                "skewness": number(item.skewness),
                "kurtosis": number(item.kurtosis),
                "counts": item.counts,
                "item_rest": number(item.item_rest),
                "alpha_if_deleted": number(item.alpha_if_deleted),
            })
        })
        .collect()
}

/// Everything the battery found.
pub fn assessment(assessment: &Assessment, codebook: &Codebook) -> Value {
    let items = item_shapes(assessment, codebook);
    let adequacy = match &assessment.adequacy {
        Err(reason) => json!({ "refused": reason.to_string() }),
        Ok(adequacy) => json!({
            "kmo": number(adequacy.kmo),
            "msa": numbers(&adequacy.item_msa),
            "bartlett": number(adequacy.bartlett),
            "df": number(adequacy.degrees_of_freedom),
            "p": number(adequacy.p),
        }),
    };
    let measurement = match &assessment.measurement {
        Err(reason) => json!({ "refused": reason.to_string() }),
        Ok(found) => crate::wire::measurement::measurement(found),
    };
    let components = match &assessment.components {
        Err(reason) => json!({ "refused": reason.to_string() }),
        Ok(analysis) => {
            let extracted: Vec<Value> = analysis
                .components
                .iter()
                .map(|component| {
                    json!({
                        "loadings": numbers(&component.loadings),
                        "sum_of_squares": number(component.sum_of_squares),
                        "variance": number(component.variance),
                    })
                })
                .collect();
            json!({
                "eigenvalues": numbers(&analysis.eigenvalues),
                "random_eigenvalues": numbers(&analysis.random_eigenvalues),
                "suggested": analysis.suggested,
                "components": extracted,
                "communalities": numbers(&analysis.communalities),
            })
        }
    };
    let reliability: Vec<Value> =
        assessment.reliability.iter().map(|line| reliability_shape(line, codebook)).collect();
    let tests: Vec<Value> = assessment.tests.iter().map(|test| test_shape(test, codebook)).collect();
    let untested: Vec<Value> = assessment
        .untested
        .iter()
        .map(
            |(factor, reason)| json!({ "factor": code_key(codebook, *factor), "reason": reason.to_string() }),
        )
        .collect();
    json!({
        "set": assessment.set,
        "simulated": assessment.simulated,
        "version": assessment.version,
        "respondents": assessment.respondents,
        "complete": assessment.complete,
        "midpoint": assessment.midpoint,
        "alpha_level": assessment.alpha,
        "items": items,
        "reliability": reliability,
        "adequacy": adequacy,
        "components": components,
        "measurement": measurement,
        "tests": tests,
        "untested": untested,
        "favourable": assessment.count(Verdict::Favourable),
        "unfavourable": assessment.count(Verdict::Unfavourable),
        "undetermined": assessment.count(Verdict::Undetermined),
    })
}

/// The JSON that the study keeps of an assessment.
pub fn kept_assessment(result: &Assessment, codebook: &Codebook) -> String {
    assessment(result, codebook).to_string()
}

/// The assessment as text for a terminal.
pub fn assessment_text(assessment: &Assessment, codebook: &Codebook, locale: &Locale) -> String {
    let mut text = String::new();
    let sizes = Arguments::new()
        .text("set", assessment.set.as_str())
        .count("respondents", assessment.respondents)
        .count("complete", assessment.complete)
        .count("items", assessment.items.len());
    text.extend([locale.say("assess-heading", &sizes).as_str(), "\n"]);
    if assessment.simulated {
        text.extend([locale.text("simulated-warning").as_str(), "\n"]);
    }
    text.push('\n');
    for line in &assessment.reliability {
        text.extend([reliability_text(line, codebook, locale).as_str(), "\n"]);
    }
    text.push('\n');
    text.push_str(&factor_text(assessment, locale));
    text.push('\n');
    match &assessment.measurement {
        Ok(found) => text.push_str(&crate::wire::measurement::measurement_text(found, codebook, locale)),
        Err(reason) => {
            let reason = Arguments::new().text("reason", locale.refusal(reason));
            text.extend([locale.say("assess-measurement-refused", &reason).as_str(), "\n"]);
        }
    }
    text.push('\n');
    text.push_str(&tests_text(assessment, codebook, locale));
    let verdicts = Arguments::new()
        .count("favourable", assessment.count(Verdict::Favourable))
        .count("unfavourable", assessment.count(Verdict::Unfavourable))
        .count("undetermined", assessment.count(Verdict::Undetermined));
    text.push_str(&locale.say("assess-verdicts", &verdicts));
    text.push('\n');
    text
}

fn reliability_text(line: &Reliability, codebook: &Codebook, locale: &Locale) -> String {
    let language = locale.language().tag();
    let name = line.code.and_then(|code| codebook.get(code)).map_or_else(
        || locale.text("all-items"),
        |code| format!("{} {}", code.draft.key, code.name_in(language)),
    );
    let sizes = Arguments::new().text("name", name).count("items", line.items).count("n", line.n);
    match &line.alpha {
        Ok(alpha) => locale.say(
            "assess-alpha",
            &sizes
                .text("alpha", locale.ratio(alpha.alpha, 3))
                .text("lower", locale.ratio(alpha.lower, 3))
                .text("upper", locale.ratio(alpha.upper, 3)),
        ),
        Err(reason) => locale.say("assess-alpha-refused", &sizes.text("reason", locale.refusal(reason))),
    }
}

fn factor_text(assessment: &Assessment, locale: &Locale) -> String {
    let mut text = String::new();
    match &assessment.adequacy {
        Ok(adequacy) => {
            let arguments = Arguments::new()
                .text("kmo", locale.ratio(adequacy.kmo, 3))
                .text("chi", locale.decimal(adequacy.bartlett, 2))
                .text("df", locale.decimal(adequacy.degrees_of_freedom, 0))
                .text("p", locale.p_relation(adequacy.p));
            text.extend([locale.say("assess-adequacy", &arguments).as_str(), "\n"]);
        }
        Err(reason) => {
            let arguments = Arguments::new().text("reason", locale.refusal(reason));
            text.extend([locale.say("assess-adequacy-refused", &arguments).as_str(), "\n"]);
        }
    }
    match &assessment.components {
        Ok(analysis) => {
            let share: f64 = analysis.components.iter().map(|component| component.variance).sum();
            let arguments = Arguments::new()
                .count("count", analysis.components.len())
                .text("share", locale.percent(share))
                .count("suggested", analysis.suggested);
            text.extend([locale.say("assess-components", &arguments).as_str(), "\n"]);
        }
        Err(reason) => {
            let arguments = Arguments::new().text("reason", locale.refusal(reason));
            text.extend([locale.say("assess-components-refused", &arguments).as_str(), "\n"]);
        }
    }
    text
}

fn tests_text(assessment: &Assessment, codebook: &Codebook, locale: &Locale) -> String {
    let language = locale.language().tag();
    let mut text = String::new();
    for test in &assessment.tests {
        let code = codebook.get(test.factor);
        let arguments = Arguments::new()
            .text("key", code.map_or("", |code| &code.draft.key))
            .text("name", code.map_or("", |code| code.name_in(language)))
            .text("mean", locale.decimal(test.mean, 2))
            .text("sd", locale.decimal(test.standard_deviation, 2))
            .text("t", locale.decimal(test.t, 2))
            .text("df", locale.decimal(test.degrees_of_freedom, 0))
            .text("p", locale.p_relation(test.p))
            .text("holm", locale.p_relation(test.p_holm))
            .text("d", locale.decimal(test.d, 2))
            .text("verdict", locale.text(&format!("verdict-{}", test.verdict.as_str())));
        text.extend([locale.say("assess-test", &arguments).as_str(), "\n"]);
    }
    for (factor, reason) in &assessment.untested {
        let key = codebook.get(*factor).map_or("", |code| &code.draft.key);
        let arguments = Arguments::new().text("key", key).text("reason", locale.refusal(reason));
        text.extend([locale.say("assess-untested", &arguments).as_str(), "\n"]);
    }
    text
}
