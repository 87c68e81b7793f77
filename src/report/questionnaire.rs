//! The questionnaire to print.

use crate::locale::{Arguments, Locale};
use crate::model::Instrument;
use crate::report::font::font_face;
use crate::report::html::escape;
use std::collections::BTreeMap;

/// Words in the wished language, or in any that there is.
fn wording<'a>(by_language: &'a BTreeMap<String, String>, language: &str) -> &'a str {
    let text = by_language.get(language).filter(|text| !text.is_empty());
    text.or_else(|| by_language.values().find(|text| !text.is_empty())).map_or("", String::as_str)
}

/// The questionnaire as one self-contained HTML page with a row of circles for every item. The order is the items' own;
/// neither factors nor keys of codes are shown to respondents.
pub fn questionnaire(instrument: &Instrument, locale: &Locale) -> String {
    let language = locale.language();
    let tag = language.tag();
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let title = escape(wording(&instrument.titles, tag));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{}{}</style></head><body><main class=\"questionnaire\">\n<header><h1>{title}</h1><p>{}</p></header>\n",
        font_face(),
        include_str!("page.css"),
        escape(&locale.text("questionnaire-intro"))
    );
    let mut head = format!(
        "<th scope=\"col\">{}</th><th scope=\"col\">{}</th>",
        escape(&locale.text("questionnaire-number")),
        escape(&locale.text("questionnaire-statement"))
    );
    for point in &instrument.scale.points {
        head.extend(["<th scope=\"col\" class=\"point\">", &escape(wording(&point.labels, tag)), "</th>"]);
    }
    html.extend(["<table><thead><tr>", &head, "</tr></thead><tbody>\n"]);
    for (index, item) in instrument.items.iter().enumerate() {
        html.extend([
            "<tr><td class=\"n\">",
            &locale.count(index as u64 + 1),
            "</td><td>",
            &escape(wording(&item.wordings, tag)),
            "</td>",
        ]);
        for point in &instrument.scale.points {
            html.extend([
                "<td class=\"point\"><span class=\"circle\">",
                &locale.count(i64::from(point.value)),
                "</span></td>",
            ]);
        }
        html.push_str("</tr>\n");
    }
    let version = Arguments::new().count("version", instrument.version);
    html.extend([
        "</tbody></table>\n<footer><p>",
        &escape(&locale.say("questionnaire-version", &version)),
        "</p></footer></main></body></html>\n",
    ]);
    html
}

#[cfg(test)]
mod tests {
    use super::wording;
    use std::collections::BTreeMap;

    #[test]
    fn a_missing_language_falls_back_to_the_one_there_is() {
        let words = BTreeMap::from([("en".to_owned(), "yes".to_owned()), ("fa".to_owned(), String::new())]);
        assert_eq!(wording(&words, "fa"), "yes");
    }
}
