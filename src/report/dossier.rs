//! The audit as tables to hand on: factors, evidence, solutions, coverage, loose ends, rules.

use crate::assess::Assessment;
use crate::codebook::Codebook;
use crate::coding::{Audit, Discount, Evidence, FactorAudit, Flag, LooseEnds};
use crate::locale::{Locale, UiLanguage};
use crate::model::{Code, Decision, Instrument, SourceKind};
use crate::report::font::font_face;
use crate::report::html::{Table, escape, isolate};
use crate::sheet::{Cell, SheetTable};
use std::collections::BTreeSet;

/// What the dossier is made of.
#[derive(Clone, Copy)]
pub struct DossierInput<'a> {
    /// Title of the study.
    pub title: &'a str,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The audit.
    pub audit: &'a Audit,
    /// What belongs nowhere.
    pub loose: &'a LooseEnds,
    /// The newest questionnaire.
    pub instrument: Option<&'a Instrument>,
    /// The assessment of the newest answers.
    pub assessment: Option<&'a Assessment>,
}

/// The dossier as tables, in the reader's language.
pub fn dossier(input: &DossierInput<'_>, locale: &Locale) -> Vec<SheetTable> {
    vec![
        factors(input, locale),
        evidence(input, locale),
        solutions(input, locale),
        coverage(input, locale),
        loose_ends(input, locale),
        rules(input, locale),
    ]
}

/// Tables as one page that needs nothing else.
pub fn dossier_page(title: &str, tables: &[SheetTable], locale: &Locale) -> String {
    let language = locale.language().tag();
    let direction = if locale.language() == UiLanguage::Persian { "rtl" } else { "ltr" };
    let heading = escape(title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title><style>{}{}</style></head>\
         <body><main><h1>{heading}</h1>\n",
        font_face(),
        include_str!("page.css")
    );
    for table in tables {
        let head = table.head.iter().map(|heading| escape(heading)).collect();
        let mut shown = Table::new(&escape(&table.name), head, usize::MAX);
        for row in &table.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Cell::Text(text) => isolate(text),
                    Cell::Number(value) if value.fract() == 0.0 => escape(&locale.decimal(*value, 0)),
                    Cell::Number(value) => escape(&locale.decimal(*value, 2)),
                    Cell::Empty => String::new(),
                })
                .collect();
            shown.row("", &cells);
        }
        html.extend(["<section>", &shown.finish(), "</section>\n"]);
    }
    html.push_str("</main></body></html>\n");
    html
}

fn table(locale: &Locale, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> SheetTable {
    SheetTable {
        name: locale.text(&format!("dossier-{name}")),
        head: columns.iter().map(|key| locale.text(&format!("column-{key}"))).collect(),
        rows,
    }
}

fn code_cells(code: Option<&Code>, locale: &Locale) -> [Cell; 2] {
    let key = code.map_or("", |code| code.draft.key.as_str());
    [key.into(), code.map_or("", |code| code.name_in(locale.language().tag())).into()]
}

/// The newest decision as two cells: what was decided, and why.
fn decision_cells(decision: Option<&Decision>, locale: &Locale) -> [Cell; 2] {
    match decision {
        Some(decision) => [
            locale.text(&format!("outcome-{}", decision.outcome.as_str())).into(),
            decision.note.as_str().into(),
        ],
        None => [Cell::Empty, Cell::Empty],
    }
}

fn flag_words(flags: &[Flag], locale: &Locale) -> Cell {
    let words: Vec<String> =
        flags.iter().map(|flag| locale.text(&format!("flag-{}", flag.as_str().replace(' ', "-")))).collect();
    words.join(&locale.text("list-comma")).into()
}

fn factors(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let columns = [
        "factor",
        "name",
        "subscale",
        "component",
        "quotations",
        "sources",
        "interviews",
        "articles",
        "speakers",
        "coders",
        "contradicting",
        "flags",
        "decision",
        "note",
        "item",
        "mean",
        "verdict",
    ];
    let rows = input
        .audit
        .factors
        .iter()
        .map(|factor| {
            let codebook = input.codebook;
            let [key, name] = code_cells(codebook.get(factor.factor), locale);
            let [_, subscale] = code_cells(codebook.subscale_of(factor.factor), locale);
            let [_, component] = code_cells(codebook.component_of(factor.factor), locale);
            let items = input.instrument.map_or(&[][..], |instrument| &instrument.items);
            let item = items.iter().find(|item| item.factor == factor.factor);
            let test =
                input.assessment.and_then(|all| all.tests.iter().find(|test| test.factor == factor.factor));
            let mut row = vec![key, name, subscale, component];
            row.extend([
                Cell::count(factor.quotations),
                Cell::count(factor.sources),
                Cell::count(factor.interviews),
                Cell::count(factor.articles),
                Cell::count(factor.speakers),
                Cell::count(factor.coders),
                Cell::count(factor.contradicting),
                flag_words(&factor.flags, locale),
            ]);
            row.extend(decision_cells(factor.decisions.last(), locale));
            row.extend([
                item.map_or("", |item| item.key.as_str()).into(),
                test.map_or(Cell::Empty, |test| Cell::Number(test.mean)),
                test.map_or_else(String::new, |test| {
                    locale.text(&format!("verdict-{}", test.verdict.as_str()))
                })
                .into(),
            ]);
            row
        })
        .collect();
    table(locale, "factors", &columns, rows)
}

fn line_cells(factor: &FactorAudit, line: &Evidence, input: &DossierInput<'_>, locale: &Locale) -> Vec<Cell> {
    let [factor_key, factor_name] = code_cells(input.codebook.get(factor.factor), locale);
    let coded = &line.coded;
    let [code_key, code_name] = code_cells(input.codebook.get(coded.coding.code), locale);
    let mut row = vec![factor_key, factor_name, code_key, code_name];
    row.extend([
        line.source.as_str().into(),
        locale.text(&format!("kind-{}", line.kind.as_str())).into(),
        line.turn.map_or(Cell::Empty, Cell::count),
        line.speaker.as_str().into(),
        Cell::count(coded.quotation.span.start().0),
        Cell::count(coded.quotation.span.end().0),
        coded.quotation.quote.as_str().into(),
        line.coder.as_str().into(),
        coded.coding.weight.map_or(Cell::Empty, |weight| Cell::count(u32::from(weight))),
        counted_word(line.discounted, locale).into(),
        coded.coding.comment.as_str().into(),
    ]);
    row.extend(decision_cells(line.decision.as_ref(), locale));
    row
}

fn counted_word(discounted: Option<Discount>, locale: &Locale) -> String {
    match discounted {
        None => locale.text("evidence-counted"),
        Some(reason) => locale.text(&format!("evidence-{}", reason.as_str().replace(' ', "-"))),
    }
}

const LINE: [&str; 17] = [
    "factor",
    "factor-name",
    "code",
    "name",
    "source",
    "kind",
    "turn",
    "speaker",
    "start",
    "end",
    "quote",
    "coder",
    "weight",
    "counted",
    "comment",
    "decision",
    "note",
];

fn evidence(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let rows = input
        .audit
        .factors
        .iter()
        .flat_map(|factor| factor.evidence.iter().map(move |line| line_cells(factor, line, input, locale)))
        .collect();
    table(locale, "evidence", &LINE, rows)
}

fn solutions(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let rows = input
        .audit
        .factors
        .iter()
        .flat_map(|factor| factor.solutions.iter().map(move |line| line_cells(factor, line, input, locale)))
        .collect();
    table(locale, "solutions", &LINE, rows)
}

/// Which factor rests on literature, which on interviews, which on both.
fn coverage(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let rows = input
        .audit
        .factors
        .iter()
        .map(|factor| {
            let [key, name] = code_cells(input.codebook.get(factor.factor), locale);
            let of = |kind: SourceKind| -> Cell {
                let names: BTreeSet<&str> = factor
                    .evidence
                    .iter()
                    .filter(|line| line.kind == kind && line.discounted.is_none())
                    .map(|line| line.source.as_str())
                    .collect();
                names.into_iter().collect::<Vec<_>>().join(&locale.text("list-comma")).into()
            };
            let rests = locale.text(&format!("coverage-{}", factor.coverage().as_str()));
            vec![key, name, rests.into(), of(SourceKind::Article), of(SourceKind::Interview)]
        })
        .collect();
    table(locale, "coverage", &["factor", "name", "rests-on", "articles", "interviews"], rows)
}

fn loose_ends(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut add = |kind: &str, key: Cell, what: Cell| {
        rows.push(vec![locale.text(&format!("loose-{kind}")).into(), key, what]);
    };
    for (quotation, source) in &input.loose.quotations {
        let place = format!("{source} {}", quotation.span.start().0);
        add("quotation", place.into(), quotation.quote.as_str().into());
    }
    let lists = [
        ("code", &input.loose.unused_codes),
        ("outside", &input.loose.codes_outside),
        ("factor", &input.loose.factors_without_item),
    ];
    for (kind, codes) in lists {
        for code in codes {
            let [key, name] = code_cells(input.codebook.get(*code), locale);
            add(kind, key, name);
        }
    }
    for item in &input.loose.orphan_items {
        let wording = item.wordings.get(locale.language().tag()).or_else(|| item.wordings.values().next());
        add("item", item.key.as_str().into(), wording.map_or("", String::as_str).into());
    }
    table(locale, "loose-ends", &["kind", "code", "quote"], rows)
}

fn rules(input: &DossierInput<'_>, locale: &Locale) -> SheetTable {
    let rows = input
        .audit
        .rules
        .values()
        .into_iter()
        .map(|(name, value)| {
            vec![
                name.into(),
                locale.text(&format!("rule-{}", name.replace('_', "-"))).into(),
                Cell::count(value),
            ]
        })
        .collect();
    table(locale, "rules", &["rule", "meaning", "value"], rows)
}
