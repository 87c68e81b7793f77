//! The tables of the report.

use crate::assess::{Assessment, ComponentAnalysis};
use crate::codebook::Codebook;
use crate::coding::FactorAudit;
use crate::locale::{Arguments, Locale};
use crate::model::{Code, CodeId, Level, SourceKind};
use crate::report::html::{Table, escape, expression, isolate};
use crate::report::page::ReportInput;
use std::collections::{BTreeMap, BTreeSet};

/// Most attributes that get a column of their own; more do not fit on paper.
const MOST_COLUMNS: usize = 6;

/// Longest value of an attribute that is shown in a table, in characters; remarks are longer.
const LONGEST_VALUE: usize = 60;

pub(super) fn heads(locale: &Locale, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| escape(&locale.text(key))).collect()
}

/// Key and name of a code.
pub(super) fn code_cell(code: Option<&Code>, locale: &Locale) -> (String, String) {
    code.map_or_else(Default::default, |code| {
        (expression(&code.draft.key), isolate(code.name_in(locale.language().tag())))
    })
}

/// Table 1: the sources with their attributes, interviews and other sources apart.
pub(super) fn table1(input: &ReportInput<'_>, locale: &Locale) -> String {
    let mut html = String::new();
    for kind in SourceKind::ALL {
        let sources: Vec<_> = input.sources.iter().filter(|source| source.kind == kind).collect();
        if sources.is_empty() {
            continue;
        }
        // Attributes that most sources of the kind have; the others are in the study.
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for name in sources.iter().flat_map(|source| source.attributes.keys()) {
            *times.entry(name).or_default() += 1;
        }
        let mut columns: Vec<(&str, usize)> =
            times.into_iter().filter(|(_, times)| times * 2 >= sources.len()).collect();
        let distinct = |name: &str| {
            sources.iter().filter_map(|source| source.attributes.get(name)).collect::<BTreeSet<_>>().len()
        };
        let telling = |name: &str| (2..=sources.len()).contains(&distinct(name)) || sources.len() == 1;
        let longest = |name: &str| {
            let values = sources.iter().filter_map(|source| source.attributes.get(name));
            values.map(|value| value.chars().count()).max().unwrap_or(0)
        };
        columns.retain(|(name, _)| telling(name) && longest(name) <= LONGEST_VALUE);
        columns.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        columns.truncate(MOST_COLUMNS);
        let mut head = vec![escape(&locale.text("report-column-source"))];
        head.extend(columns.iter().map(|(name, _)| isolate(name)));
        head.extend(heads(locale, &["report-column-quotations", "report-column-codings"]));
        let caption = locale.say(
            &format!("report-table1-{}", kind.as_str()),
            &Arguments::new().count("count", sources.len()),
        );
        let mut table = Table::new(&escape(&caption), head, 1 + columns.len());
        for source in sources {
            let mut name = expression(&source.name);
            if kind != SourceKind::Interview && !source.title.is_empty() {
                name.extend([" ", &isolate(&source.title)]);
            }
            let mut cells = vec![name];
            cells.extend(columns.iter().map(|(column, _)| {
                isolate(&locale.localised_digits(source.attributes.get(*column).map_or("", String::as_str)))
            }));
            cells.push(locale.count(source.quotations));
            cells.push(locale.count(source.codings));
            table.row("", &cells);
        }
        html.push_str(&table.finish());
    }
    html
}

/// Table 2: components, subscales, factors with their evidence.
pub(super) fn table2(input: &ReportInput<'_>, locale: &Locale) -> String {
    let audits: BTreeMap<CodeId, &FactorAudit> =
        input.audit.factors.iter().map(|audit| (audit.factor, audit)).collect();
    if audits.is_empty() {
        return String::new();
    }
    let head = heads(
        locale,
        &[
            "report-column-key",
            "report-column-factor",
            "report-column-open-codes",
            "report-column-quotations",
            "report-column-sources",
            "report-column-interviews",
            "report-column-articles",
            "report-column-flags",
        ],
    );
    let mut table = Table::new(&escape(&locale.text("report-table2")), head, 2);
    for (_, code) in input.codebook.in_order() {
        let (key, name) = code_cell(Some(code), locale);
        if code.level != Level::Open {
            let class = if code.level == Level::Selective { "component" } else { "subscale" };
            let mut cells = vec![key, name];
            cells.resize(8, String::new());
            table.row(class, &cells);
            continue;
        }
        let Some(audit) = audits.get(&code.id) else { continue };
        let flags: Vec<String> = audit
            .flags
            .iter()
            .map(|flag| locale.text(&format!("flag-{}", flag.as_str().replace(' ', "-"))))
            .collect();
        let cells = [
            format!("<a href=\"#{}-{}\">{key}</a>", locale.language().tag(), escape(&code.draft.key)),
            name,
            locale.count(input.codebook.children(Some(code.id)).count() as u64),
            locale.count(audit.quotations),
            locale.count(audit.sources),
            locale.count(audit.interviews),
            locale.count(audit.articles),
            escape(&flags.join(if locale.language().is_right_to_left() { "\u{60c} " } else { ", " })),
        ];
        table.row(if audit.is_weak() { "weak" } else { "" }, &cells);
    }
    let rules = Arguments::new()
        .count("quotations", input.audit.rules.minimum_quotations)
        .count("sources", input.audit.rules.minimum_sources);
    table.note(&escape(&locale.say("report-table2-note", &rules)));
    table.finish()
}

/// Cronbach's α of all items, the components and the subscales.
pub(super) fn reliability(input: &ReportInput<'_>, locale: &Locale) -> String {
    let Some(assessment) = input.assessment else { return String::new() };
    let head = heads(
        locale,
        &[
            "report-column-key",
            "report-column-scale",
            "report-column-items",
            "report-column-n",
            "report-column-alpha",
            "report-column-interval",
        ],
    );
    let mut table = Table::new(&escape(&locale.text("report-table-alpha")), head, 2);
    for line in &assessment.reliability {
        let (key, name) = match line.code {
            Some(code) => code_cell(input.codebook.get(code), locale),
            None => (String::new(), escape(&locale.text("report-all-items"))),
        };
        let (alpha, interval) = match &line.alpha {
            Ok(found) => (
                locale.ratio(found.alpha, 3),
                interval(locale, &locale.ratio(found.lower, 3), &locale.ratio(found.upper, 3)),
            ),
            Err(error) => (locale.ratio(f64::NAN, 3), escape(&locale.refusal(error))),
        };
        let class = if line.code.is_none() { "component" } else { "" };
        table.row(
            class,
            &[key, name, locale.count(line.items as u64), locale.count(line.n as u64), alpha, interval],
        );
    }
    table.note(&escape(&locale.text("report-alpha-note")));
    table.finish()
}

pub(super) fn interval(locale: &Locale, low: &str, high: &str) -> String {
    let comma = if locale.language().is_right_to_left() { "\u{60c} " } else { ", " };
    expression(&format!("[{low}{comma}{high}]"))
}

/// KMO and Bartlett; every expression is a unit of its own, so that it stays whole in a right-to-left line.
pub(super) fn adequacy(assessment: &Assessment, locale: &Locale) -> String {
    let found = match &assessment.adequacy {
        Ok(found) => found,
        Err(error) => {
            let reason = Arguments::new().text("reason", locale.refusal(error));
            return format!(
                "<p class=\"refused\">{}</p>\n",
                escape(&locale.say("assess-adequacy-refused", &reason))
            );
        }
    };
    let p = format!("p {}", locale.p_relation(found.p));
    let chi_square = format!(
        "\u{3c7}\u{b2}({}) = {}",
        locale.decimal(found.degrees_of_freedom, 0),
        locale.decimal(found.bartlett, 2)
    );
    let kmo = format!("KMO = {}", locale.ratio(found.kmo, 3));
    format!(
        "<p>{} \u{b7} {}: {} \u{b7} {}</p>\n",
        expression(&kmo),
        escape(&locale.text("report-bartlett")),
        expression(&chi_square),
        expression(&p)
    )
}

/// Loadings below this size are printed pale, as most journals leave them out.
const SMALL_LOADING: f64 = 0.4;

/// Table 3: rotated loadings and communalities.
pub(super) fn table3(
    assessment: &Assessment,
    analysis: &ComponentAnalysis,
    codebook: &Codebook,
    locale: &Locale,
) -> String {
    let mut head = heads(locale, &["report-column-item", "report-column-factor", "report-column-component"]);
    head.extend((1..=analysis.components.len()).map(|number| locale.count(number as u64)));
    head.push(escape(&locale.text("report-column-communality")));
    let mut table = Table::new(&escape(&locale.text("report-table3")), head, 3);
    for (index, item) in assessment.items.iter().enumerate() {
        let (_, name) = code_cell(codebook.get(item.factor), locale);
        let (component, _) = code_cell(codebook.component_of(item.factor), locale);
        let mut cells = vec![expression(&item.key), name, component];
        let largest = analysis.components.iter().map(|axis| axis.loadings[index].abs()).fold(0.0, f64::max);
        cells.extend(analysis.components.iter().map(|axis| {
            let value = axis.loadings[index];
            let text = expression(&locale.ratio(value, 2));
            if (value.abs() - largest).abs() < 1e-12 {
                format!("<strong>{text}</strong>")
            } else if value.abs() < SMALL_LOADING {
                format!("<span class=\"small\">{text}</span>")
            } else {
                text
            }
        }));
        cells.push(expression(&locale.ratio(analysis.communalities[index], 2)));
        table.row("", &cells);
    }
    let mut sums = vec![String::new(), escape(&locale.text("report-row-sum-of-squares")), String::new()];
    sums.extend(analysis.components.iter().map(|axis| expression(&locale.decimal(axis.sum_of_squares, 2))));
    sums.push(String::new());
    table.row("component", &sums);
    let mut shares = vec![String::new(), escape(&locale.text("report-row-variance")), String::new()];
    shares.extend(analysis.components.iter().map(|axis| expression(&locale.percent(axis.variance))));
    let all: f64 = analysis.components.iter().map(|axis| axis.variance).sum();
    shares.push(expression(&locale.percent(all)));
    table.row("component", &shares);
    table.note(&escape(&locale.text("report-table3-note")));
    table.finish()
}

/// Table 4: every factor's mean against the midpoint.
pub(super) fn table4(assessment: &Assessment, codebook: &Codebook, locale: &Locale) -> String {
    let head = heads(
        locale,
        &[
            "report-column-key",
            "report-column-factor",
            "report-column-n",
            "report-column-mean",
            "report-column-sd",
            "report-column-t",
            "report-column-p",
            "report-column-holm",
            "report-column-mean-interval",
            "report-column-d",
            "report-column-verdict",
            "report-column-two-state",
        ],
    );
    let midpoint = Arguments::new()
        .text(
            "midpoint",
            locale.decimal(assessment.midpoint, if assessment.midpoint.fract() > 0.0 { 1 } else { 0 }),
        )
        .count("respondents", assessment.respondents);
    let mut table = Table::new(&escape(&locale.say("report-table4", &midpoint)), head, 2);
    let tag = locale.language().tag();
    for test in &assessment.tests {
        let code = codebook.get(test.factor);
        let (key, name) = code_cell(code, locale);
        let anchor = code.map_or("", |code| code.draft.key.as_str());
        let verdict =
            |verdict: crate::assess::Verdict| escape(&locale.text(&format!("verdict-{}", verdict.as_str())));
        let cells = [
            format!("<a href=\"#{tag}-{}\">{key}</a>", escape(anchor)),
            name,
            locale.count(test.n as u64),
            expression(&locale.decimal(test.mean, 2)),
            expression(&locale.decimal(test.standard_deviation, 2)),
            expression(&locale.decimal(test.t, 2)),
            expression(&locale.p_value(test.p)),
            expression(&locale.p_value(test.p_holm)),
            interval(locale, &locale.decimal(test.lower, 2), &locale.decimal(test.upper, 2)),
            expression(&locale.decimal(test.d, 2)),
            verdict(test.verdict),
            verdict(test.two_state),
        ];
        table.row(test.verdict.as_str(), &cells);
    }
    for (factor, error) in &assessment.untested {
        let (key, name) = code_cell(codebook.get(*factor), locale);
        let mut cells = vec![key, name];
        cells.resize(11, String::new());
        cells.push(escape(&locale.refusal(error)));
        table.row("refused", &cells);
    }
    table.note(&escape(&locale.text("report-table4-note")));
    table.finish()
}
