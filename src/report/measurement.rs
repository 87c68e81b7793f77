//! Tables of the measurement model: fit, constructs, and whether they are distinct.

use crate::assess::{Bound, COMPOSITE_BOUND, EXTRACTED_BOUND, FitIndex, HTMT_BOUND, Measurement};
use crate::codebook::Codebook;
use crate::locale::{Arguments, Locale};
use crate::report::html::{Table, escape, expression};
use crate::report::page::ReportInput;
use crate::report::tables::{code_cell, heads, interval};

/// Fit, loadings and constructs of the measurement model, or why there is none.
pub(super) fn measurement(input: &ReportInput<'_>, locale: &Locale) -> String {
    let Some(assessment) = input.assessment else { return String::new() };
    match &assessment.measurement {
        Ok(found) => {
            let mut html = remarks(found, locale);
            html.push_str(&fit(found, locale));
            html.push_str(&constructs(found, input.codebook, locale));
            html.push_str(&distinct(found, locale));
            html
        }
        Err(error) => {
            let reason = Arguments::new().text("reason", locale.refusal(error));
            format!(
                "<p class=\"refused\">{}</p>\n",
                escape(&locale.say("assess-measurement-refused", &reason))
            )
        }
    }
}

/// What is wrong with the solution, before any of its figures.
fn remarks(found: &Measurement, locale: &Locale) -> String {
    let line = |remark| format!("<p class=\"refused\">{}</p>\n", escape(&locale.remark(remark)));
    found.remarks.iter().map(line).collect()
}

fn bound(index: &FitIndex, locale: &Locale) -> String {
    match index.bound {
        Some(Bound::AtLeast(value)) => expression(&format!("\u{2265} {}", locale.decimal(value, 2))),
        Some(Bound::AtMost(value)) => expression(&format!("\u{2264} {}", locale.decimal(value, 2))),
        None => String::new(),
    }
}

fn fit(found: &Measurement, locale: &Locale) -> String {
    let keys = ["report-column-index", "report-column-plain", "report-column-robust", "report-column-bound"];
    let mut table = Table::new(&escape(&locale.text("report-table-fit")), heads(locale, &keys), 1);
    let test = |value: f64, p: f64| {
        let degrees = locale.decimal(found.chi_square.degrees_of_freedom, 0);
        expression(&format!("{} ({degrees}), p {}", locale.decimal(value, 2), locale.p_relation(p)))
    };
    table.row(
        "",
        &[
            expression("\u{3c7}\u{b2} (df)"),
            test(found.chi_square.plain, found.chi_square.plain_p),
            strong(&test(found.chi_square.robust, found.chi_square.robust_p), true),
            String::new(),
        ],
    );
    for index in &found.indices {
        let cell = |value: f64| {
            if value.is_finite() { expression(&locale.decimal(value, 3)) } else { String::new() }
        };
        let robust = index.robust.is_finite();
        table.row(
            "",
            &[
                expression(index.name),
                strong(&cell(index.plain), !robust),
                strong(&cell(index.robust), true),
                below_bound(&bound(index, locale), index.is_kept() == Some(false)),
            ],
        );
    }
    let (low, high) = found.rmsea_interval;
    table.row(
        "",
        &[
            escape(&locale.text("report-row-rmsea-interval")),
            String::new(),
            interval(locale, &locale.decimal(low, 3), &locale.decimal(high, 3)),
            String::new(),
        ],
    );
    let note = Arguments::new().text("n", locale.decimal(found.n, 0)).count("free", found.free);
    table.note(&escape(&locale.say("report-fit-note", &note)));
    table.finish()
}

fn strong(cell: &str, is_reported: bool) -> String {
    if is_reported && !cell.is_empty() { format!("<strong>{cell}</strong>") } else { cell.to_owned() }
}

fn constructs(found: &Measurement, codebook: &Codebook, locale: &Locale) -> String {
    let keys = [
        "report-column-key",
        "report-column-scale",
        "report-column-items",
        "report-column-loadings",
        "report-column-omega",
        "report-column-cr",
        "report-column-ave",
        "report-column-msv",
    ];
    let mut table = Table::new(&escape(&locale.text("report-table-constructs")), heads(locale, &keys), 2);
    for construct in &found.constructs {
        let own = found.loadings.iter().filter(|loading| loading.construct == construct.name);
        let (low, high) = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), loading| {
            (low.min(loading.value), high.max(loading.value))
        });
        let (key, name) = code_cell(codebook.find_key(&construct.name), locale);
        let range = format!("{}\u{2013}{}", locale.ratio(low, 2), locale.ratio(high, 2));
        table.row(
            "",
            &[
                key,
                name,
                locale.count(construct.items.len() as u64),
                expression(&range),
                expression(&locale.ratio(construct.omega, 3)),
                below(&locale.ratio(construct.composite, 3), construct.composite < COMPOSITE_BOUND),
                below(&locale.ratio(construct.extracted, 3), construct.extracted < EXTRACTED_BOUND),
                below(&locale.ratio(construct.largest_shared, 3), !construct.is_distinct()),
            ],
        );
    }
    table.note(&escape(&locale.text("report-constructs-note")));
    table.finish()
}

/// A bound that is missed.
fn below_bound(cell: &str, misses: bool) -> String {
    if misses { format!("<span class=\"miss\">{cell}\u{2009}*</span>") } else { cell.to_owned() }
}

/// A figure that misses its bound is marked by a sign, not by colour alone.
fn below(text: &str, misses: bool) -> String {
    below_bound(&expression(text), misses)
}

/// Correlations of the constructs above the diagonal, HTMT below, √AVE in it.
fn distinct(found: &Measurement, locale: &Locale) -> String {
    if found.constructs.len() < 2 {
        return String::new();
    }
    let mut head = heads(locale, &["report-column-key"]);
    head.extend(found.constructs.iter().map(|construct| expression(&construct.name)));
    let mut table = Table::new(&escape(&locale.text("report-table-distinct")), head, 1);
    for (row, construct) in found.constructs.iter().enumerate() {
        let mut cells = vec![expression(&construct.name)];
        for column in 0..found.constructs.len() {
            cells.push(match column.cmp(&row) {
                std::cmp::Ordering::Less => {
                    let ratio = found.htmt.absolute.at(row, column);
                    below(&locale.ratio(ratio, 2), ratio >= HTMT_BOUND)
                }
                std::cmp::Ordering::Equal => {
                    strong(&expression(&locale.ratio(construct.extracted.sqrt(), 2)), true)
                }
                std::cmp::Ordering::Greater => expression(&locale.ratio(found.phi.at(row, column), 2)),
            });
        }
        table.row("", &cells);
    }
    table.note(&escape(&locale.text("report-distinct-note")));
    table.finish()
}
