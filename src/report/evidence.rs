//! The sentences that the figures rest on.

use crate::assess::{TestResult, Verdict};
use crate::coding::{Evidence, FactorAudit};
use crate::locale::{Arguments, Locale};
use crate::report::html::{escape, expression, isolate};
use crate::report::page::ReportInput;
use std::collections::BTreeSet;

/// Quotations shown for each unfavourable factor before the reader is sent to the full list.
const SHOWN: usize = 5;

/// For every unfavourable factor what people said about it; the weakest mean first.
pub(super) fn unfavourable(input: &ReportInput<'_>, locale: &Locale) -> String {
    let Some(assessment) = input.assessment else { return String::new() };
    let mut tests: Vec<&TestResult> =
        assessment.tests.iter().filter(|test| test.verdict == Verdict::Unfavourable).collect();
    tests.sort_by(|one, other| one.mean.total_cmp(&other.mean));
    if tests.is_empty() {
        return format!("<p>{}</p>\n", escape(&locale.text("report-none-unfavourable")));
    }
    let mut html = format!("<p>{}</p>\n", escape(&locale.text("report-unfavourable-intro")));
    for test in tests {
        let Some(audit) = input.audit.factors.iter().find(|audit| audit.factor == test.factor) else {
            continue;
        };
        html.push_str("<article class=\"factor\">");
        html.push_str(&heading(input, audit, locale, None));
        let figures = Arguments::new()
            .text("mean", locale.decimal(test.mean, 2))
            .text("lower", locale.decimal(test.lower, 2))
            .text("upper", locale.decimal(test.upper, 2))
            .text("d", locale.decimal(test.d, 2))
            .text("p", locale.p_relation(test.p_holm));
        html.extend([
            "<p class=\"figures\">",
            &escape(&locale.say("report-unfavourable-figures", &figures)),
            "</p>\n",
        ]);
        html.push_str(&quotations(input, &spread(&audit.evidence, SHOWN), locale));
        html.push_str("</article>\n");
    }
    html
}

/// A few quotations from as many sources as possible, in the order of the sources.
fn spread(evidence: &[Evidence], wanted: usize) -> Vec<&Evidence> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut passages: BTreeSet<_> = BTreeSet::new();
    for fresh_only in [true, false] {
        for (index, piece) in evidence.iter().enumerate().filter(|(_, piece)| piece.discounted.is_none()) {
            let new_source = !used.contains(piece.source.as_str());
            if chosen.len() < wanted
                && (new_source || !fresh_only)
                && passages.insert(piece.coded.quotation.id)
            {
                used.insert(&piece.source);
                chosen.push(index);
            }
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|index| &evidence[index]).collect()
}

/// Every factor with every quotation.
pub(super) fn evidence(input: &ReportInput<'_>, locale: &Locale) -> String {
    let mut html = String::new();
    for audit in &input.audit.factors {
        html.push_str("<article class=\"factor\">");
        html.push_str(&heading(input, audit, locale, Some(locale.language().tag())));
        let counts = Arguments::new()
            .count("quotations", audit.quotations)
            .count("sources", audit.sources)
            .count("speakers", audit.speakers)
            .count("coders", audit.coders);
        html.extend([
            "<p class=\"figures\">",
            &escape(&locale.say("report-evidence-counts", &counts)),
            "</p>\n",
        ]);
        let mut seen = BTreeSet::new();
        let pieces: Vec<&Evidence> = audit
            .evidence
            .iter()
            .filter(|piece| seen.insert((piece.coded.quotation.id, piece.coded.coding.code)))
            .collect();
        html.push_str(&quotations(input, &pieces, locale));
        html.push_str("</article>\n");
    }
    html
}

fn heading(input: &ReportInput<'_>, audit: &FactorAudit, locale: &Locale, anchor: Option<&str>) -> String {
    let Some(code) = input.codebook.get(audit.factor) else { return String::new() };
    let language = locale.language().tag();
    let id = anchor.map_or_else(String::new, |tag| format!(" id=\"{tag}-{}\"", escape(&code.draft.key)));
    let place: Vec<String> = [input.codebook.component_of(code.id), input.codebook.subscale_of(code.id)]
        .into_iter()
        .flatten()
        .map(|above| isolate(above.name_in(language)))
        .collect();
    format!(
        "<h3{id}>{} {}</h3><p class=\"place\">{}</p>\n",
        expression(&code.draft.key),
        isolate(code.name_in(language)),
        place.join(" \u{b7} ")
    )
}

fn quotations(input: &ReportInput<'_>, pieces: &[&Evidence], locale: &Locale) -> String {
    if pieces.is_empty() {
        return format!("<p class=\"refused\">{}</p>\n", escape(&locale.text("report-no-quotations")));
    }
    let mut html = String::new();
    for piece in pieces {
        let code = input.codebook.get(piece.coded.coding.code);
        let place = match piece.turn {
            Some(turn) => locale.say("report-place-turn", &Arguments::new().count("turn", turn)),
            None => String::new(),
        };
        html.extend(["<blockquote dir=\"auto\"><p>", &escape(&piece.coded.quotation.quote), "</p><footer>"]);
        html.push_str(&expression(&piece.source));
        for part in [
            place.as_str(),
            piece.speaker.as_str(),
            code.map_or("", |code| code.name_in(locale.language().tag())),
        ] {
            if !part.is_empty() {
                html.extend([" \u{b7} ", &isolate(part)]);
            }
        }
        html.push_str("</footer></blockquote>\n");
    }
    html
}
