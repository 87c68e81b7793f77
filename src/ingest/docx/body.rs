//! The paragraphs of WordprocessingML.

use crate::ingest::document::Line;
use crate::ingest::docx::package::damaged;
use crate::ingest::error::Error;
use crate::ingest::label::label_of;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeMap;

/// Texts of the footnotes by their ids.
pub(super) type Footnotes = BTreeMap<String, String>;

/// Deepest nesting of elements; real documents stay below fifty.
const DEEPEST: usize = 1000;

/// Elements whose content is not part of the text: deleted and moved passages, the second form of drawings, codes of
/// fields, phonetic guides.
const SKIPPED: [&str; 7] = ["del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rt"];

/// A paragraph being written; text boxes put paragraphs inside paragraphs.
#[derive(Default)]
struct Paragraph {
    text: String,
    heading: bool,
}

/// Walks through the elements and collects lines.
#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    open: Vec<Paragraph>,
    /// Cells of the table rows that are open; each holds its lines.
    rows: Vec<Vec<Vec<Line>>>,
    in_text: bool,
    skipping: usize,
    depth: usize,
    cited: Vec<String>,
}

impl Writer {
    fn line(&mut self, line: Line) {
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(line),
            None => self.lines.push(line),
        }
    }

    fn break_line(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            let text = std::mem::take(&mut paragraph.text);
            let line = Line { heading: paragraph.heading, ..Line::of(text.trim_end()) };
            if !line.text.trim().is_empty() {
                self.line(line);
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(damaged("the elements are nested too deep"));
        }
        let name = element.local_name();
        let name = name.as_ref();
        if self.skipping > 0 || SKIPPED.contains(&name) {
            self.skipping += 1;
            return Ok(());
        }
        match name {
            "p" => self.open.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            _ => self.mark(name, element),
        }
        Ok(())
    }

    /// Elements without content of their own.
    fn mark(&mut self, name: &str, element: &BytesStart<'_>) {
        if self.skipping > 0 {
            return;
        }
        match name {
            "tab" if !self.open.is_empty() && element.attributes().next().is_none() => self.push("\t"),
            "br" | "cr" => self.break_line(),
            "noBreakHyphen" => self.push("\u{2011}"),
            "pStyle" => {
                let style = attribute(element, "val").unwrap_or_default().to_lowercase();
                let heading = style.starts_with("heading") || style == "title";
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.heading |= heading;
                }
            }
            "outlineLvl" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.heading |= attribute(element, "val").is_some_and(|level| level != "9");
                }
            }
            "footnoteReference" => {
                if let Some(id) = attribute(element, "id") {
                    self.cited.push(id);
                    let number = self.cited.len();
                    self.push(&format!("[{number}]"));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => {
                self.break_line();
                self.open.pop();
            }
            "tr" => {
                if let Some(cells) = self.rows.pop() {
                    for line in row_lines(cells) {
                        self.line(line);
                    }
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Error> {
        if !self.in_text {
            return Ok(());
        }
        match resolve(reference) {
            Some(letter) => self.push(&letter.to_string()),
            None => return Err(damaged(format!("the entity &{}; is unknown", reference.as_ref()))),
        }
        Ok(())
    }
}

/// A transcript laid out as a table has the speaker in one cell and the words in the next: they become one line.
fn row_lines(cells: Vec<Vec<Line>>) -> Vec<Line> {
    let mut filled: Vec<Vec<Line>> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    if let [first, second] = filled.as_mut_slice()
        && let [label] = first.as_mut_slice()
    {
        let name = label.text.trim().trim_end_matches(':').to_owned();
        let joined = format!("{name}: {}", second[0].text);
        if label_of(&joined).is_some_and(|found| found.name == name) {
            second[0].text = joined;
            return filled.pop().unwrap_or_default();
        }
    }
    filled.into_iter().flatten().collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// The letter of `&amp;`, `&#x200c;` and the like.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn walk(xml: &str) -> Result<Writer, Error> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => writer.start(&element)?,
            Ok(Event::Empty(element)) => writer.mark(element.local_name().as_ref(), &element),
            Ok(Event::End(element)) => writer.end(element.local_name().as_ref()),
            Ok(Event::Text(text)) if writer.in_text && writer.skipping == 0 => writer.push(text.as_ref()),
            Ok(Event::CData(text)) if writer.in_text && writer.skipping == 0 => writer.push(text.as_ref()),
            Ok(Event::GeneralRef(reference)) if writer.skipping == 0 => writer.reference(&reference)?,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                return Err(damaged(format!("byte {} of the document: {error}", reader.error_position())));
            }
        }
    }
    if writer.depth > 0 {
        return Err(damaged("the document breaks off"));
    }
    Ok(writer)
}

/// The lines of the document, and behind them the footnotes it cites.
pub(super) fn paragraphs(xml: &str, notes: &Footnotes) -> Result<Vec<Line>, Error> {
    let writer = walk(xml)?;
    let mut lines = writer.lines;
    for (number, id) in (1..).zip(&writer.cited) {
        if let Some(note) = notes.get(id) {
            lines.push(Line::of(format!("[{number}] {note}")));
        }
    }
    Ok(lines)
}

/// The footnotes of `footnotes.xml` by their ids.
pub(super) fn footnotes(xml: &str) -> Result<Footnotes, Error> {
    let mut notes = Footnotes::new();
    // Each note is a document of its own: cut at the elements, then read as paragraphs.
    let mut reader = Reader::from_str(xml);
    let mut open: Option<(String, usize)> = None;
    loop {
        let before = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "footnote" => {
                open = attribute(&element, "id").map(|id| (id, position(&reader)));
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "footnote" => {
                if let Some((id, start)) = open.take() {
                    let inside = xml.get(start..before).unwrap_or_default();
                    let text: Vec<String> = walk(&format!("<note>{inside}</note>"))?
                        .lines
                        .into_iter()
                        .map(|line| line.text)
                        .collect();
                    notes.insert(id, text.join(" ").trim().to_owned());
                }
            }
            Ok(Event::Eof) => return Ok(notes),
            Ok(_) => {}
            Err(error) => return Err(damaged(format!("footnotes: {error}"))),
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The title in the document's properties; empty when there is none.
pub(super) fn title(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    let mut title = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => inside = element.local_name().as_ref() == "title",
            Ok(Event::End(_)) => inside = false,
            Ok(Event::Text(text)) if inside => title.push_str(text.as_ref()),
            Ok(Event::GeneralRef(reference)) if inside => title.extend(resolve(&reference)),
            Ok(Event::Eof) | Err(_) => return title.trim().to_owned(),
            Ok(_) => {}
        }
    }
}
