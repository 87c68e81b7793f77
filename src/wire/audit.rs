//! The audit, the chain of one factor.

use crate::assess::{Assessment, TestResult};
use crate::codebook::Codebook;
use crate::coding::{Audit, Evidence, FactorAudit, Flag};
use crate::locale::{Arguments, Locale};
use crate::model::{Code, CodeId, Item};
use crate::wire::assessment::test_shape;
use serde_json::{Value, json};

/// A flag in the reader's language.
pub fn flag(flag: Flag, locale: &Locale) -> String {
    locale.text(&format!("flag-{}", flag.as_str().replace(' ', "-")))
}

/// The audit of all factors, without the quotations themselves.
pub fn audit(audit: &Audit, codebook: &Codebook) -> Value {
    let factors: Vec<Value> = audit.factors.iter().map(|factor| factor_shape(factor, codebook)).collect();
    let unsorted: Vec<Value> = audit
        .unsorted
        .iter()
        .map(|count| json!({ "code": code_key(codebook, count.code), "quotations": count.quotations }))
        .collect();
    json!({
        "rules": {
            "minimum_quotations": audit.rules.minimum_quotations,
            "minimum_sources": audit.rules.minimum_sources,
        },
        "factors": factors,
        "unsorted": unsorted,
    })
}

fn code_key(codebook: &Codebook, code: CodeId) -> Option<&str> {
    codebook.get(code).map(|code| code.draft.key.as_str())
}

fn factor_shape(factor: &FactorAudit, codebook: &Codebook) -> Value {
    let flags: Vec<&str> = factor.flags.iter().map(|flag| flag.as_str()).collect();
    let codes: Vec<Value> = factor
        .codes
        .iter()
        .map(|count| json!({ "code": code_key(codebook, count.code), "quotations": count.quotations }))
        .collect();
    json!({
        "factor": code_key(codebook, factor.factor),
        "name": codebook.get(factor.factor).map(|code| code.draft.name.as_str()),
        "subscale": codebook.subscale_of(factor.factor).map(|code| code.draft.key.as_str()),
        "component": codebook.component_of(factor.factor).map(|code| code.draft.key.as_str()),
        "quotations": factor.quotations,
        "sources": factor.sources,
        "interviews": factor.interviews,
        "articles": factor.articles,
        "speakers": factor.speakers,
        "coders": factor.coders,
        "weak": factor.is_weak(),
        "flags": flags,
        "codes": codes,
    })
}

/// The whole chain of one factor: lines, codes, item, statistic, verdict.
pub fn chain(
    factor: &FactorAudit,
    codebook: &Codebook,
    item: Option<&Item>,
    statistic: Option<&TestResult>,
) -> Value {
    let mut shape = factor_shape(factor, codebook);
    let evidence: Vec<Value> = factor.evidence.iter().map(|line| evidence_shape(line, codebook)).collect();
    shape["evidence"] = json!(evidence);
    shape["item"] = item.map_or(Value::Null, |item| json!({ "key": item.key, "wordings": item.wordings }));
    shape["statistic"] = statistic.map_or(Value::Null, |test| test_shape(test, codebook));
    shape
}

fn evidence_shape(line: &Evidence, codebook: &Codebook) -> Value {
    json!({
        "coding": line.coded.coding.id.0,
        "source": line.source,
        "kind": line.kind.as_str(),
        "turn": line.turn,
        "speaker": line.speaker,
        "start": line.coded.quotation.span.start().0,
        "end": line.coded.quotation.span.end().0,
        "quote": line.coded.quotation.quote,
        "code": code_key(codebook, line.coded.coding.code),
        "coder": line.coder,
        "weight": line.coded.coding.weight,
        "comment": line.coded.coding.comment,
    })
}

/// The chain as text, from the lines of the transcripts to the verdict.
pub fn chain_text(
    factor: &FactorAudit,
    codebook: &Codebook,
    item: Option<&Item>,
    assessment: Option<&Assessment>,
    locale: &Locale,
) -> String {
    let language = locale.language().tag();
    let named = |code: &Code| format!("{} {}", code.draft.key, code.name_in(language));
    let lineage: Vec<&Code> = codebook.lineage(factor.factor).collect();
    let mut lines: Vec<String> = lineage
        .iter()
        .rev()
        .enumerate()
        .map(|(depth, code)| {
            let level = if code.id == factor.factor { "factor" } else { code.level.as_str() };
            format!("{}{}: {}", "  ".repeat(depth), locale.text(&format!("level-word-{level}")), named(code))
        })
        .collect();
    lines.push(String::new());
    for line in &factor.evidence {
        let place = Arguments::new()
            .text("source", line.source.as_str())
            .count("turn", line.turn.unwrap_or(0))
            .text("speaker", line.speaker.as_str())
            .text("coder", line.coder.as_str())
            .text("code", codebook.get(line.coded.coding.code).map_or_else(String::new, named));
        lines.push(format!(
            "\u{ab}{}\u{bb}",
            line.coded.quotation.quote.split_whitespace().collect::<Vec<_>>().join(" ")
        ));
        let key = if line.speaker.is_empty() { "chain-line-article" } else { "chain-line" };
        lines.push(format!("    {}", locale.say(key, &place)));
    }
    let counts = Arguments::new()
        .count("quotations", factor.quotations)
        .count("sources", factor.sources)
        .count("speakers", factor.speakers)
        .count("coders", factor.coders);
    lines.push(String::new());
    lines.push(locale.say("chain-counts", &counts));
    for one in &factor.flags {
        lines.push(format!("\u{26a0} {}", flag(*one, locale)));
    }
    lines.extend(item_lines(item, locale));
    lines.extend(statistic_lines(factor.factor, assessment, locale));
    lines.join("\n")
}

fn item_lines(item: Option<&Item>, locale: &Locale) -> Vec<String> {
    let Some(item) = item else { return vec![locale.text("chain-no-item")] };
    let wording = item.wordings.get(locale.language().tag()).or_else(|| item.wordings.values().next());
    let arguments =
        Arguments::new().text("key", item.key.as_str()).text("wording", wording.map_or("", String::as_str));
    vec![locale.say("chain-item", &arguments)]
}

fn statistic_lines(factor: CodeId, assessment: Option<&Assessment>, locale: &Locale) -> Vec<String> {
    let Some(assessment) = assessment else { return vec![locale.text("chain-no-statistic")] };
    let Some(test) = assessment.tests.iter().find(|test| test.factor == factor) else {
        return vec![locale.text("chain-no-statistic")];
    };
    let arguments = Arguments::new()
        .text("mean", locale.decimal(test.mean, 2))
        .text("sd", locale.decimal(test.standard_deviation, 2))
        .text("midpoint", locale.decimal(assessment.midpoint, 1))
        .text("df", locale.decimal(test.degrees_of_freedom, 0))
        .text("t", locale.decimal(test.t, 2))
        .text("p", locale.p_relation(test.p))
        .text("holm", locale.p_relation(test.p_holm))
        .text("lower", locale.decimal(test.lower, 2))
        .text("upper", locale.decimal(test.upper, 2))
        .text("d", locale.decimal(test.d, 2))
        .count("n", test.n);
    let verdict =
        Arguments::new().text("verdict", locale.text(&format!("verdict-{}", test.verdict.as_str())));
    let mut lines = vec![locale.say("chain-statistic", &arguments), locale.say("chain-verdict", &verdict)];
    if assessment.simulated {
        lines.push(locale.text("simulated-warning"));
    }
    lines
}
