//! RIS: one tag a line, a record from `TY` to `ER`.
//!
//! Source: Research Information Systems, RIS format specification, 2001 and 2011; tags as EndNote, Zotero, Mendeley, Scopus and
//! Persian indexes write them.

use crate::exchange::bibliography::{BibliographyError, Reference, bare_doi, year_of};

/// Whether a line begins with a tag: two letters or a letter and a digit, two blanks, a dash.
pub(super) fn is_tag(line: &str) -> bool {
    tag(line).is_some()
}

fn tag(line: &str) -> Option<(&str, &str)> {
    let name = line.get(..2)?;
    let letters = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let rest = line.get(2..)?.trim_start().strip_prefix('-')?;
    (letters && name.starts_with(|letter: char| letter.is_ascii_uppercase())).then(|| (name, rest.trim()))
}

pub(super) fn read(text: &str) -> Result<Vec<Reference>, BibliographyError> {
    let mut records = Vec::new();
    let mut open: Option<Draft> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let Some((name, value)) = tag(line) else {
            // A line without a tag goes on with the one before.
            if let Some(draft) = open.as_mut().filter(|_| !line.trim().is_empty()) {
                draft.go_on(line.trim());
            }
            continue;
        };
        match (name, open.as_mut()) {
            ("TY", _) => {
                records.extend(open.take().map(Draft::finish));
                let reference = Reference { kind: kind_of(value).to_owned(), ..Reference::default() };
                open = Some(Draft { reference, ..Draft::default() });
            }
            ("ER", _) => records.extend(open.take().map(Draft::finish)),
            (_, Some(draft)) => draft.take(name, value),
            (_, None) => {
                let detail = format!("{name} stands before the first TY");
                return Err(BibliographyError::Line { line: number, detail });
            }
        }
    }
    records.extend(open.take().map(Draft::finish));
    Ok(records)
}

#[derive(Default)]
struct Draft {
    reference: Reference,
    last: String,
    pages: [String; 2],
    containers: [String; 3],
}

impl Draft {
    fn take(&mut self, name: &str, value: &str) {
        name.clone_into(&mut self.last);
        let reference = &mut self.reference;
        let once = |field: &mut String| {
            if field.is_empty() {
                value.clone_into(field);
            }
        };
        match name {
            "ID" => once(&mut reference.key),
            "AU" | "A1" => reference.authors.push(value.trim_end_matches(',').to_owned()),
            "TI" | "T1" => once(&mut reference.title),
            "PY" | "Y1" | "DA" if reference.year.is_empty() => reference.year = year_of(value),
            // The full name of a journal says more than its abbreviation.
            "JF" | "T2" | "BT" => once(&mut self.containers[0]),
            "JO" => once(&mut self.containers[1]),
            "JA" | "J2" => once(&mut self.containers[2]),
            "VL" => once(&mut reference.volume),
            "IS" => once(&mut reference.issue),
            "SP" => once(&mut self.pages[0]),
            "EP" => once(&mut self.pages[1]),
            "PB" => once(&mut reference.publisher),
            "DO" => reference.doi = bare_doi(value),
            "UR" | "L2" => once(&mut reference.url),
            "KW" => reference.keywords.push(value.to_owned()),
            "AB" | "N2" => once(&mut reference.summary),
            "LA" => once(&mut reference.language),
            _ => {}
        }
    }

    fn go_on(&mut self, more: &str) {
        let reference = &mut self.reference;
        match self.last.as_str() {
            "TI" | "T1" => reference.title.extend([" ", more]),
            "AB" | "N2" => reference.summary.extend([" ", more]),
            "KW" => reference.keywords.push(more.to_owned()),
            _ => {}
        }
    }

    fn finish(mut self) -> Reference {
        let [first, last] = &self.pages;
        self.reference.pages = match (first.is_empty(), last.is_empty() || first == last) {
            (true, _) => last.clone(),
            (false, true) => first.clone(),
            (false, false) => [first, "\u{2013}", last].concat(),
        };
        let container = self.containers.into_iter().find(|name| !name.is_empty());
        self.reference.container = container.unwrap_or_default();
        self.reference.authors.retain(|author| !author.is_empty());
        self.reference
    }
}

/// Kinds of records and the words that RIS has for them, the one to write first.
const KINDS: [(&str, &[&str]); 6] = [
    ("article", &["JOUR", "JFULL", "ABST", "MGZN", "EJOUR"]),
    ("book", &["BOOK", "EBOOK"]),
    ("chapter", &["CHAP", "ECHAP"]),
    ("conference", &["CPAPER", "CONF"]),
    ("thesis", &["THES"]),
    ("report", &["RPRT"]),
];

fn kind_of(word: &str) -> &'static str {
    KINDS.iter().find(|(_, words)| words.contains(&word)).map_or("other", |(kind, _)| kind)
}

pub(super) fn write(references: &[Reference]) -> String {
    let mut text = String::new();
    for one in references {
        let kind = KINDS.iter().find(|(kind, _)| *kind == one.kind).map_or("GEN", |(_, words)| words[0]);
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                text.extend([tag, "  - ", &value, "\r\n"]);
            }
        };
        line("TY", kind);
        line("ID", &one.key);
        one.authors.iter().for_each(|author| line("AU", author));
        line("TI", &one.title);
        line("PY", &one.year);
        line("T2", &one.container);
        line("VL", &one.volume);
        line("IS", &one.issue);
        let (first, last) = one.pages.split_once(['\u{2013}', '-']).unwrap_or((&one.pages, ""));
        line("SP", first.trim());
        line("EP", last.trim_start_matches('-').trim());
        line("PB", &one.publisher);
        line("DO", &one.doi);
        line("UR", &one.url);
        one.keywords.iter().for_each(|word| line("KW", word));
        line("AB", &one.summary);
        line("LA", &one.language);
        text.push_str("ER  - \r\n\r\n");
    }
    text
}
