//! The audit, the chain of one factor.

use crate::assess::{Assessment, TestResult};
use crate::codebook::Codebook;
use crate::coding::{Audit, AuditRules, Discount, Evidence, FactorAudit, Flag, LooseEnds};
use crate::locale::{Arguments, Locale};
use crate::model::{Code, CodeId, Decision, Item};
use crate::wire::assessment::test_shape;
use crate::workbench::TraceLine;
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
        "rules": audit_rules(&audit.rules),
        "factors": factors,
        "unsorted": unsorted,
    })
}

/// The rules of the audit by name.
pub fn audit_rules(rules: &AuditRules) -> Value {
    rules.values().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect()
}

/// What belongs nowhere in the chain from the line to the item.
pub fn loose_ends(loose: &LooseEnds, codebook: &Codebook) -> Value {
    let keys = |codes: &[CodeId]| -> Vec<Value> {
        codes
            .iter()
            .filter_map(|id| codebook.get(*id))
            .map(|code| json!({ "key": code.draft.key, "name": code.draft.name }))
            .collect()
    };
    let quotations: Vec<Value> = loose
        .quotations
        .iter()
        .map(|(quotation, source)| {
            json!({
                "quotation": quotation.id.0,
                "source": source,
                "start": quotation.span.start().0,
                "end": quotation.span.end().0,
                "quote": quotation.quote,
            })
        })
        .collect();
    let items: Vec<Value> = loose
        .orphan_items
        .iter()
        .map(|item| json!({ "key": item.key, "factor": item.factor_key, "wordings": item.wordings }))
        .collect();
    json!({
        "quotations": quotations,
        "unused_codes": keys(&loose.unused_codes),
        "codes_outside": keys(&loose.codes_outside),
        "factors_without_item": keys(&loose.factors_without_item),
        "orphan_items": items,
    })
}

/// Codings with everything that hangs on them, from the line to the verdict.
pub fn trace(lines: &[TraceLine], codebook: &Codebook) -> Value {
    lines
        .iter()
        .map(|line| {
            let lineage: Vec<Value> = line
                .lineage
                .iter()
                .map(|code| {
                    let level = if codebook.is_factor(code.id) { "factor" } else { code.level.as_str() };
                    json!({ "key": code.draft.key, "name": code.draft.name, "level": level })
                })
                .collect();
            let item = line.item.as_ref();
            let solutions: Vec<Value> =
                line.solutions.iter().map(|solution| evidence_shape(solution, codebook)).collect();
            json!({
                "evidence": evidence_shape(&line.evidence, codebook),
                "lineage": lineage,
                "item": item.map(|item| json!({ "key": item.key, "wordings": item.wordings })),
                "statistic": line.test.as_ref().map(|test| test_shape(test, codebook)),
                "solutions": solutions,
            })
        })
        .collect()
}

fn decision_shape(decision: &Decision) -> Value {
    json!({
        "outcome": decision.outcome.as_str(),
        "note": decision.note,
        "coder": decision.coder.0,
        "made_at": decision.made_at,
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
        "contradicting": factor.contradicting,
        "coverage": factor.coverage().as_str(),
        "decisions": factor.decisions.iter().map(decision_shape).collect::<Vec<_>>(),
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
    shape["solutions"] =
        factor.solutions.iter().map(|line| evidence_shape(line, codebook)).collect::<Vec<_>>().into();
    shape["item"] = item.map_or(Value::Null, |item| json!({ "key": item.key, "wordings": item.wordings }));
    shape["statistic"] = statistic.map_or(Value::Null, |test| test_shape(test, codebook));
    shape
}

fn evidence_shape(line: &Evidence, codebook: &Codebook) -> Value {
    json!({
        "coding": line.coded.coding.id.0,
        "quotation": line.coded.quotation.id.0,
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
        "stance": line.coded.coding.stance.as_str(),
        "anchor": line.coded.quotation.anchor.as_str(),
        "counted": line.discounted.is_none(),
        "discounted": line.discounted.map(Discount::as_str),
        "decision": line.decision.as_ref().map(decision_shape),
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
        if let Some(reason) = line.discounted {
            let key = format!("evidence-{}", reason.as_str().replace(' ', "-"));
            lines.push(format!("    \u{2717} {}", locale.text(&key)));
        }
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
    for decision in &factor.decisions {
        let outcome = locale.text(&format!("outcome-{}", decision.outcome.as_str()));
        let said = Arguments::new().text("outcome", outcome).text("note", decision.note.as_str());
        lines.push(locale.say("chain-decision", &said));
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
