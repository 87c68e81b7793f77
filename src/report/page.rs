//! The page: parts in order, in each language.

use crate::assess::{Assessment, Verdict};
use crate::codebook::Codebook;
use crate::coding::{Audit, SaturationStep};
use crate::locale::{Arguments, Locale};
use crate::model::{Instrument, Level, SourceKind, StudyInfo};
use crate::report::chart::{means, saturation_curve, scree};
use crate::report::evidence::{evidence, unfavourable};
use crate::report::font::font_face;
use crate::report::html::{escape, expression, isolate};
use crate::report::measurement::measurement;
use crate::report::tables::{adequacy, reliability, table1, table2, table3, table4};
use std::collections::BTreeMap;

/// One source as the report lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceLine {
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: SourceKind,
    /// Length in code points.
    pub characters: u32,
    /// Number of turns.
    pub turns: u32,
    /// Number of quotations in it.
    pub quotations: u32,
    /// Number of codings in it.
    pub codings: u32,
    /// What is known of it.
    pub attributes: BTreeMap<String, String>,
}

/// Everything a report tells, computed by others.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// The study.
    pub study: &'a StudyInfo,
    /// Its sources, in the order of coding.
    pub sources: &'a [SourceLine],
    /// Its codebook.
    pub codebook: &'a Codebook,
    /// Which quotations support which factor.
    pub audit: &'a Audit,
    /// How many codes each source added; with the name of the source.
    pub saturation: &'a [(String, SaturationStep)],
    /// The newest version of the questionnaire.
    pub instrument: Option<&'a Instrument>,
    /// What the battery found in the answers.
    pub assessment: Option<&'a Assessment>,
    /// Version of the program that computed it.
    pub program_version: &'a str,
    /// Milliseconds since 1970-01-01 UTC.
    pub written_at: i64,
    /// Hash of the journal's newest entry, which names this state of the study.
    pub study_hash: &'a str,
}

/// Writes the report as one self-contained HTML page; the first language is the one shown first.
pub fn report(input: &ReportInput<'_>, locales: &[Locale]) -> String {
    let Some(first) = locales.first() else { return String::new() };
    let language = first.language();
    let mut html = String::from("<!doctype html>\n");
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    html.extend([
        "<html lang=\"",
        language.tag(),
        "\" dir=\"",
        direction,
        "\"><head><meta charset=\"utf-8\">",
    ]);
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    html.push_str(&escape(&title(input, first)));
    html.extend([
        "</title><style>",
        &font_face(),
        include_str!("page.css"),
        &switch_rules(locales),
        "</style></head><body>\n",
    ]);
    if locales.len() > 1 {
        html.push_str(&switch(locales));
    }
    for locale in locales {
        html.push_str(&body(input, locale));
    }
    html.push_str("</body></html>\n");
    html
}

/// Radio buttons in front of the pages, so that the choice of language needs no script.
fn switch(locales: &[Locale]) -> String {
    let mut html = String::new();
    for (index, locale) in locales.iter().enumerate() {
        let tag = locale.language().tag();
        let checked = if index == 0 { " checked" } else { "" };
        html.extend([
            "<input type=\"radio\" class=\"switch\" name=\"language\" id=\"show-",
            tag,
            "\"",
            checked,
            "><label class=\"switch\" lang=\"",
            tag,
            "\" for=\"show-",
            tag,
            "\">",
            &escape(&locale.text("language-name")),
            "</label>",
        ]);
    }
    html.push('\n');
    html
}

fn switch_rules(locales: &[Locale]) -> String {
    if locales.len() < 2 {
        return String::new();
    }
    locales
        .iter()
        .map(|locale| {
            let tag = locale.language().tag();
            format!("#show-{tag}:not(:checked)~#page-{tag}{{display:none}}")
        })
        .collect()
}

fn title(input: &ReportInput<'_>, locale: &Locale) -> String {
    locale.say("report-title", &Arguments::new().text("study", input.study.title.as_str()))
}

fn body(input: &ReportInput<'_>, locale: &Locale) -> String {
    let language = locale.language();
    let tag = language.tag();
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let mut html = format!("<main id=\"page-{tag}\" lang=\"{tag}\" dir=\"{direction}\">\n");
    html.extend([
        "<header><p class=\"kind\">",
        &escape(&locale.text("report-kind")),
        "</p><h1>",
        &isolate(&input.study.title),
        "</h1><p class=\"made\">",
    ]);
    let made =
        Arguments::new().text("date", locale.date(input.written_at)).text("version", input.program_version);
    html.extend([escape(&locale.say("report-made", &made)).as_str(), "</p></header>\n"]);
    if input.assessment.is_some_and(|assessment| assessment.simulated) {
        html.extend([
            "<p class=\"simulated\" role=\"note\"><strong>",
            &escape(&locale.text("simulated")),
            "</strong> ",
            &escape(&locale.text("simulated-warning")),
            "</p>\n",
        ]);
    }
    let mut number = 0_usize;
    let mut part = |key: &str, content: String| {
        if content.is_empty() {
            return String::new();
        }
        number += 1;
        let heading = escape(&locale.text(key));
        format!(
            "<section><h2><bdi>{}</bdi>. {heading}</h2>\n{content}</section>\n",
            locale.count(number as u64)
        )
    };
    html.push_str(&part("report-part-summary", summary(input, locale)));
    html.push_str(&part("report-part-sources", table1(input, locale)));
    html.push_str(&part("report-part-saturation", saturation(input, locale)));
    html.push_str(&part("report-part-codebook", table2(input, locale)));
    html.push_str(&part("report-part-reliability", reliability(input, locale)));
    html.push_str(&part("report-part-structure", structure(input, locale)));
    html.push_str(&part("report-part-measurement", measurement(input, locale)));
    html.push_str(&part("report-part-status", status(input, locale)));
    html.push_str(&part("report-part-unfavourable", unfavourable(input, locale)));
    html.push_str(&part("report-part-evidence", evidence(input, locale)));
    html.push_str(&part("report-part-method", method(input, locale)));
    html.extend([
        "<footer><p>",
        &escape(&locale.text("report-state")),
        " ",
        &expression(input.study_hash),
        "</p></footer>\n</main>\n",
    ]);
    html
}

/// The whole study in a dozen sentences with their figures.
fn summary(input: &ReportInput<'_>, locale: &Locale) -> String {
    let of_kind = |kind: SourceKind| input.sources.iter().filter(|source| source.kind == kind).count();
    let sum = |of: &dyn Fn(&SourceLine) -> u32| input.sources.iter().map(of).sum::<u32>();
    let level = |level: Level| input.codebook.of_level(level).len();
    let factors = input.codebook.factors().len();
    let mut lines = vec![
        locale.say(
            "report-summary-sources",
            &Arguments::new()
                .count("sources", input.sources.len())
                .count("interviews", of_kind(SourceKind::Interview))
                .count("articles", of_kind(SourceKind::Article)),
        ),
        locale.say(
            "report-summary-codings",
            &Arguments::new()
                .count("quotations", sum(&|source| source.quotations))
                .count("codings", sum(&|source| source.codings)),
        ),
        locale.say(
            "report-summary-codes",
            &Arguments::new()
                .count("open", level(Level::Open) - factors)
                .count("factors", factors)
                .count("subscales", level(Level::Axial))
                .count("components", level(Level::Selective)),
        ),
        locale.say(
            "report-summary-weak",
            &Arguments::new()
                .count("weak", input.audit.factors.iter().filter(|factor| factor.is_weak()).count())
                .count("quotations", input.audit.rules.minimum_quotations)
                .count("sources", input.audit.rules.minimum_sources),
        ),
    ];
    if let Some(instrument) = input.instrument {
        let counts = Arguments::new()
            .count("items", instrument.items.len())
            .count("points", instrument.scale.points.len())
            .count("version", instrument.version);
        lines.push(locale.say("report-summary-instrument", &counts));
    }
    match input.assessment {
        Some(assessment) => lines.extend(summary_of_answers(assessment, locale)),
        None => lines.push(locale.text("report-no-answers")),
    }
    let items: String = lines.iter().map(|line| format!("<li>{}</li>", escape(line))).collect();
    format!("<ul class=\"summary\">{items}</ul>\n")
}

fn summary_of_answers(assessment: &Assessment, locale: &Locale) -> Vec<String> {
    let respondents =
        Arguments::new().count("respondents", assessment.respondents).count("complete", assessment.complete);
    let verdicts = Arguments::new()
        .count("favourable", assessment.count(Verdict::Favourable))
        .count("unfavourable", assessment.count(Verdict::Unfavourable))
        .count("undetermined", assessment.count(Verdict::Undetermined));
    let two_state = Arguments::new()
        .count("favourable", assessment.count_two_state(Verdict::Favourable))
        .count("unfavourable", assessment.count_two_state(Verdict::Unfavourable));
    let fit = assessment.measurement.as_ref().ok().map(|found| {
        let index = |name: &str| {
            found.indices.iter().find(|index| index.name == name).map_or(f64::NAN, |index| index.reported())
        };
        let figures = Arguments::new()
            .text("cfi", locale.decimal(index("CFI"), 3))
            .text("rmsea", locale.decimal(index("RMSEA"), 3))
            .text("srmr", locale.decimal(index("SRMR"), 3));
        locale.say("report-summary-fit", &figures)
    });
    let mut lines = vec![
        locale.say("report-summary-answers", &respondents),
        locale.say("report-summary-verdicts", &verdicts),
        locale.say("report-summary-two-state", &two_state),
    ];
    lines.splice(1..1, fit);
    lines
}

fn saturation(input: &ReportInput<'_>, locale: &Locale) -> String {
    if input.saturation.is_empty() {
        return String::new();
    }
    figure(&saturation_curve(input.saturation, locale), &locale.text("report-saturation-caption"))
}

fn structure(input: &ReportInput<'_>, locale: &Locale) -> String {
    let Some(assessment) = input.assessment else { return String::new() };
    let mut html = adequacy(assessment, locale);
    match &assessment.components {
        Ok(analysis) => {
            html.push_str(&figure(&scree(analysis, locale), &locale.text("report-scree-caption")));
            html.push_str(&table3(assessment, analysis, input.codebook, locale));
        }
        Err(error) => {
            let reason = Arguments::new().text("reason", locale.refusal(error));
            html.extend([
                "<p class=\"refused\">",
                &escape(&locale.say("assess-components-refused", &reason)),
                "</p>\n",
            ]);
        }
    }
    html
}

fn status(input: &ReportInput<'_>, locale: &Locale) -> String {
    let Some(assessment) = input.assessment else { return String::new() };
    let mut html = table4(assessment, input.codebook, locale);
    if !assessment.tests.is_empty() {
        html.push_str(&figure(
            &means(assessment, input.codebook, locale),
            &locale.text("report-means-caption"),
        ));
    }
    html
}

fn figure(picture: &str, caption: &str) -> String {
    format!("<figure class=\"picture\">{picture}<figcaption>{}</figcaption></figure>\n", escape(caption))
}

/// How each figure was computed, with its source.
fn method(input: &ReportInput<'_>, locale: &Locale) -> String {
    let mut keys = vec!["report-method-evidence", "report-method-saturation"];
    if input.assessment.is_some() {
        keys.extend([
            "report-method-alpha",
            "report-method-kmo",
            "report-method-components",
            "report-method-parallel",
            "report-method-model",
            "report-method-validity",
            "report-method-test",
            "report-method-effect",
            "report-method-holm",
            "report-method-verdict",
        ]);
    }
    let items: String = keys.iter().map(|key| format!("<li>{}</li>", escape(&locale.text(key)))).collect();
    format!("<ul class=\"method\">{items}</ul>\n")
}
