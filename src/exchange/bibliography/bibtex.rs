//! BibTeX and BibLaTeX.
//!
//! Reading is done by the crate `biblatex`: strings, concatenation, cross-references, accents and the commands of LaTeX.

use crate::exchange::bibliography::{BibliographyError, Reference, bare_doi, year_of};
use biblatex::{Bibliography, ChunksExt, Entry};

pub(super) fn read(text: &str) -> Result<Vec<Reference>, BibliographyError> {
    let bibliography = Bibliography::parse(text).map_err(|error| {
        let before = text.as_bytes().get(..error.span.start).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        BibliographyError::Line { line, detail: error.kind.to_string() }
    })?;
    Ok(bibliography.iter().map(record).collect())
}

fn record(entry: &Entry) -> Reference {
    let text = |names: &[&str]| -> String {
        let field = names.iter().find_map(|name| entry.get(name));
        field
            .map(|chunks| chunks.format_verbatim().split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    };
    let authors = entry.author().unwrap_or_default();
    let authors = authors.into_iter().map(|person| {
        let family = [person.prefix.as_str(), &person.name].join(" ").trim().to_owned();
        if person.given_name.is_empty() { family } else { [&family, ", ", &person.given_name].concat() }
    });
    let keywords = text(&["keywords"]);
    Reference {
        key: entry.key.clone(),
        kind: kind_of(&entry.entry_type.to_string()).to_owned(),
        authors: authors.collect(),
        title: text(&["title"]),
        year: year_of(&text(&["date", "year"])),
        container: text(&["journaltitle", "journal", "booktitle", "maintitle"]),
        volume: text(&["volume"]),
        issue: text(&["number", "issue"]),
        pages: text(&["pages"]).replace("--", "\u{2013}"),
        publisher: text(&["publisher", "institution", "school"]),
        doi: bare_doi(&text(&["doi"])),
        url: text(&["url"]),
        keywords: keywords
            .split([',', ';', '\u{60c}', '\u{61b}'])
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect(),
        summary: text(&["abstract"]),
        language: text(&["langid", "language"]),
    }
}

/// Kinds of records and the words that BibTeX has for them, the one to write first.
const KINDS: [(&str, &[&str]); 6] = [
    ("article", &["article", "periodical"]),
    ("book", &["book", "mvbook", "collection", "proceedings"]),
    ("chapter", &["incollection", "inbook"]),
    ("conference", &["inproceedings", "conference"]),
    ("thesis", &["phdthesis", "thesis", "mastersthesis"]),
    ("report", &["techreport", "report"]),
];

fn kind_of(word: &str) -> &'static str {
    let word = word.to_lowercase();
    KINDS.iter().find(|(_, words)| words.contains(&word.as_str())).map_or("other", |(kind, _)| kind)
}

pub(super) fn write(references: &[Reference]) -> String {
    let mut text = String::new();
    for (number, one) in (1..).zip(references) {
        let kind = KINDS.iter().find(|(kind, _)| *kind == one.kind).map_or("misc", |(_, words)| words[0]);
        let key = if one.key.is_empty() {
            format!("ref{number}")
        } else {
            one.key.replace([',', ' ', '{', '}'], "_")
        };
        text.extend(["@", kind, "{", &key, ",\n"]);
        let container = if matches!(kind, "article") { "journal" } else { "booktitle" };
        for (field, value) in [
            ("author", one.authors.join(" and ")),
            ("title", one.title.clone()),
            ("year", one.year.clone()),
            (container, one.container.clone()),
            ("volume", one.volume.clone()),
            ("number", one.issue.clone()),
            ("pages", one.pages.replace('\u{2013}', "--")),
            ("publisher", one.publisher.clone()),
            ("doi", one.doi.clone()),
            ("url", one.url.clone()),
            ("keywords", one.keywords.join(", ")),
            ("abstract", one.summary.clone()),
            ("langid", one.language.clone()),
        ] {
            if !value.is_empty() {
                text.extend(["  ", field, " = {", &escaped(&value), "},\n"]);
            }
        }
        text.push_str("}\n\n");
    }
    text
}

/// Letters that LaTeX takes for commands.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '{' | '}' => {}
            '\\' => escaped.push('/'),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            other => escaped.push(other),
        }
    }
    escaped
}
