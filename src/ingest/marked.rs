//! The words of a page with their places in it, for programs that count them in bytes.

use crate::ingest::html::is_inline;
use scraper::{ElementRef, Html, Node};

/// The text of a page, and where each of its bytes stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MarkedText {
    /// The text; every block is on a line of its own.
    pub text: String,
    /// For every byte of the words (UTF-8, marks and added line ends not counted), the place of its character in `text` in
    /// code points; one more than there are bytes.
    pub places: Vec<u32>,
    length: u32,
}

impl MarkedText {
    fn border(&mut self, name: &str) {
        let stays = is_inline(name) || ["td", "th", "img", "wbr"].contains(&name);
        if !stays && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
            self.length += 1;
        }
    }

    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            self.text.push(letter);
            self.places.resize(self.places.len() + letter.len_utf8(), self.length);
            self.length += 1;
        }
    }
}

/// Reads the words of the body of a page. Unlike the reader of web pages it changes no white space, so that positions hold.
pub fn read_marked(page: &str) -> MarkedText {
    let page = Html::parse_document(page);
    let mut marked = MarkedText::default();
    let is_body = |element: &ElementRef<'_>| element.value().name() == "body";
    let body = page.root_element().descendants().filter_map(ElementRef::wrap).find(is_body);
    let Some(body) = body else { return marked };
    let (mut node, end) = (*body, body.id());
    // The tree is walked without recursion: a page may be nested as deep as its author likes.
    'walk: loop {
        match node.value() {
            Node::Text(text) => marked.words(text),
            Node::Element(element) => marked.border(element.name()),
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value()
                && element.name() != "br"
            {
                marked.border(element.name());
            }
            if node.id() == end {
                break 'walk;
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
    marked.places.push(marked.length);
    marked
}

#[cfg(test)]
mod tests {
    use super::read_marked;

    #[test]
    fn bytes_are_counted_without_marks_and_blocks_are_lines() {
        let marked = read_marked("<h1>\u{633}</h1><p>a <b>bc</b></p><p>d</p>");
        assert_eq!(marked.text, "\u{633}\na bc\nd\n");
        assert_eq!(marked.places, [0, 0, 2, 3, 4, 5, 7, 9]);
    }
}
