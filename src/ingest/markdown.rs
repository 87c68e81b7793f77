//! Markdown: the words without the marks.

use crate::ingest::document::{Draft, Line};
use crate::ingest::encoding::decode;
use crate::ingest::error::Error;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What is being written while the events go by.
#[derive(Default)]
struct Writer {
    draft: Draft,
    line: String,
    heading: bool,
    /// Next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    verbatim: bool,
}

impl Writer {
    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim_end();
        if !text.is_empty() {
            self.draft.lines.push(Line { heading: self.heading, ..Line::of(text) });
        }
    }

    fn text(&mut self, text: &str) {
        if !self.verbatim {
            self.line.push_str(text);
            return;
        }
        let mut parts = text.split('\n');
        self.line.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.close();
            self.line.push_str(part);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close();
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.line = format!("{number}. ");
                    *number += 1;
                }
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.close();
                self.verbatim = true;
            }
            Tag::Paragraph if !self.line.is_empty() && self.lists.is_empty() => self.close(),
            Tag::BlockQuote(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::HtmlBlock => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                if level == HeadingLevel::H1 && self.draft.title.is_empty() {
                    self.line.trim().clone_into(&mut self.draft.title);
                }
                self.close();
                self.heading = false;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.close();
                self.verbatim = false;
            }
            TagEnd::TableCell => self.line.push('\t'),
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock => self.close(),
            _ => {}
        }
    }
}

/// Reads Markdown with tables, footnotes and a head of `key: value` lines between rules.
///
/// # Errors
/// [`Error::NotText`].
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let (text, warnings) = decode(bytes)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(tag) => writer.start(&tag),
            Event::End(tag) => writer.end(tag),
            Event::Text(text) | Event::Code(text) => writer.text(&text),
            Event::SoftBreak => writer.line.push(' '),
            Event::HardBreak => writer.close(),
            Event::InlineHtml(tag) if tag.to_lowercase().starts_with("<br") => writer.close(),
            Event::FootnoteReference(name) => writer.text(&format!("[{name}]")),
            _ => {}
        }
    }
    writer.close();
    writer.draft.warnings = warnings;
    Ok(writer.draft)
}
