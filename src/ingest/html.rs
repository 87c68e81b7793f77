//! Web pages: the words that a reader of the page sees.

use crate::ingest::document::{Draft, Line};
use crate::ingest::encoding::decode;
use crate::ingest::error::{Error, Warning};
use encoding_rs::Encoding;
use scraper::{ElementRef, Html, Node};

/// Elements whose content nobody reads on the page.
const UNSEEN: [&str; 10] =
    ["script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select"];

/// Elements that stay inside a line; every other one begins and ends a line.
const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "u",
];

/// Bytes in which a page says its encoding.
const HEAD: usize = 2048;

/// What is being written while the tree is walked.
#[derive(Default)]
struct Writer {
    draft: Draft,
    line: String,
    heading: bool,
    /// Whether a space is due before the next word.
    gap: bool,
    verbatim: usize,
}

impl Writer {
    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.gap = false;
        let text = line.trim();
        if !text.is_empty() {
            self.draft.lines.push(Line { heading: self.heading, ..Line::of(text) });
        }
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            if self.verbatim > 0 && letter == '\n' {
                self.close();
            } else if self.verbatim == 0 && matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.gap = true;
            } else {
                if std::mem::take(&mut self.gap) && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.line.push(letter);
            }
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" | "hr" => self.close(),
            "td" | "th" if !self.line.is_empty() => {
                self.line.push('\t');
                self.gap = false;
            }
            "td" | "th" | "img" | "wbr" | "input" => {}
            name if INLINE.contains(&name) => {}
            name => {
                self.close();
                self.heading = is_heading(name);
                self.verbatim += usize::from(name == "pre");
            }
        }
    }

    fn shut(&mut self, name: &str) {
        let stays = INLINE.contains(&name) || ["td", "th", "br", "hr", "img", "wbr", "input"].contains(&name);
        if !stays {
            if name == "h1" && self.draft.title.is_empty() {
                self.line.trim().clone_into(&mut self.draft.title);
            }
            self.close();
            self.heading = false;
            self.verbatim -= usize::from(name == "pre" && self.verbatim > 0);
        }
    }
}

/// Whether an element stays inside a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Reads a web page.
///
/// # Errors
/// [`Error::NotText`].
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let (text, warnings) = decode_page(bytes)?;
    let page = Html::parse_document(&text);
    let mut writer = Writer::default();
    // The tree is walked without recursion: a page may be nested as deep as its author likes.
    let mut node = page.tree.root();
    'walk: loop {
        let name = ElementRef::wrap(node).map(|element| element.value().name());
        let seen = name.is_none_or(|name| !UNSEEN.contains(&name));
        match (node.value(), name) {
            (Node::Text(text), _) => writer.text(text),
            (_, Some(name)) if seen => writer.open(name),
            _ => {}
        }
        if seen && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Some(name) = ElementRef::wrap(node).map(|element| element.value().name())
                && !UNSEEN.contains(&name)
            {
                writer.shut(name);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'walk,
            }
        }
    }
    writer.close();
    if writer.draft.title.is_empty() {
        writer.draft.title = title_of(&page);
    }
    writer.draft.warnings = warnings;
    Ok(writer.draft)
}

fn title_of(page: &Html) -> String {
    page.root_element()
        .descendants()
        .filter_map(ElementRef::wrap)
        .find(|element| element.value().name() == "title")
        .map(|title| title.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

/// Unicode first, then the encoding that the page names, then the one its bytes speak for.
fn decode_page(bytes: &[u8]) -> Result<(String, Vec<Warning>), Error> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return decode(bytes);
    }
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_lowercase();
    let named = head.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
            .next()
            .unwrap_or("")
            .to_owned()
    });
    match named.and_then(|name| Encoding::for_label(name.as_bytes())) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            if damaged || text.contains('\0') {
                return decode(bytes);
            }
            Ok((text.into_owned(), vec![Warning::DecodedAs { encoding: encoding.name().to_lowercase() }]))
        }
        _ => decode(bytes),
    }
}
