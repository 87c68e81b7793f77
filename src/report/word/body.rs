//! The XML of a document's parts.

use crate::report::word::{Block, Document, Piece};
use unicode_bidi::BidiInfo;

/// Writes XML.
pub(super) struct Xml {
    pub(super) text: String,
}

impl Xml {
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned() }
    }

    pub(super) fn raw(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    pub(super) fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                // Word shows a page for a letter that XML has no form for.
                letter if letter < ' ' && letter != '\t' => {}
                letter => self.text.push(letter),
            }
        }
    }

    fn properties(&mut self, style: &str, right_to_left: bool) {
        self.raw(&["<w:pPr>"]);
        if !style.is_empty() {
            self.raw(&["<w:pStyle w:val=\"", style, "\"/>"]);
        }
        if right_to_left {
            self.raw(&["<w:bidi/>"]);
        }
        self.raw(&["</w:pPr>"]);
    }

    /// A paragraph whose pieces are cut into runs of one direction.
    pub(super) fn paragraph(&mut self, style: &str, pieces: &[Piece], right_to_left: bool) {
        self.raw(&["<w:p>"]);
        self.properties(style, right_to_left);
        for piece in pieces {
            for remark in &piece.opens {
                self.raw(&["<w:commentRangeStart w:id=\"", &remark.to_string(), "\"/>"]);
            }
            for (words, is_right_to_left) in runs(&piece.text, right_to_left) {
                self.run(words, piece, is_right_to_left);
            }
            for remark in &piece.closes {
                let id = remark.to_string();
                self.raw(&[
                    "<w:commentRangeEnd w:id=\"",
                    &id,
                    "\"/><w:r><w:commentReference w:id=\"",
                    &id,
                    "\"/></w:r>",
                ]);
            }
        }
        self.raw(&["</w:p>\n"]);
    }

    fn run(&mut self, words: &str, piece: &Piece, right_to_left: bool) {
        self.raw(&["<w:r><w:rPr>"]);
        if piece.bold {
            self.raw(&["<w:b/><w:bCs/>"]);
        }
        if piece.italic {
            self.raw(&["<w:i/><w:iCs/>"]);
        }
        let shade = piece.shade.trim_start_matches('#');
        if shade.len() == 6 && shade.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.raw(&["<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"", shade, "\"/>"]);
        }
        if right_to_left {
            self.raw(&["<w:rtl/><w:lang w:bidi=\"fa-IR\"/>"]);
        }
        self.raw(&["</w:rPr>"]);
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                self.raw(&["<w:br/>"]);
            }
            self.raw(&["<w:t xml:space=\"preserve\">"]);
            self.escaped(line);
            self.raw(&["</w:t>"]);
        }
        self.raw(&["</w:r>"]);
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], right_to_left: bool) {
        self.raw(&["<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>"]);
        if right_to_left {
            self.raw(&["<w:bidiVisual/>"]);
        }
        self.raw(&["<w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>"]);
        head.iter().for_each(|_| self.raw(&["<w:gridCol/>"]));
        self.raw(&["</w:tblGrid>"]);
        self.row(head, true, right_to_left);
        rows.iter().for_each(|row| self.row(row, false, right_to_left));
        self.raw(&["</w:tbl>\n"]);
        // Two tables without a paragraph between them become one.
        self.paragraph("", &[], right_to_left);
    }

    fn row(&mut self, cells: &[String], is_head: bool, right_to_left: bool) {
        self.raw(&["<w:tr><w:trPr><w:cantSplit/>", if is_head { "<w:tblHeader/>" } else { "" }, "</w:trPr>"]);
        for cell in cells {
            self.raw(&["<w:tc><w:tcPr/>"]);
            let piece = Piece { bold: is_head, ..Piece::plain(cell.as_str()) };
            self.paragraph("TableText", &[piece], right_to_left);
            self.raw(&["</w:tc>"]);
        }
        self.raw(&["</w:tr>"]);
    }

    pub(super) fn blocks(&mut self, document: &Document) {
        let rtl = document.right_to_left;
        if !document.title.is_empty() {
            self.paragraph("Title", &[Piece::plain(document.title.as_str())], rtl);
        }
        for block in &document.blocks {
            match block {
                Block::Heading(level, text) => {
                    let style = format!("Heading{}", (*level).clamp(1, 4));
                    self.paragraph(&style, &[Piece::plain(text.as_str())], rtl);
                }
                Block::Paragraph(pieces) => self.paragraph("", pieces, rtl),
                Block::Quote { words, citation } => {
                    let cited = Piece { italic: true, ..Piece::plain([" ", citation].concat()) };
                    self.paragraph("Quote", &[Piece::plain(words.as_str()), cited], rtl);
                }
                Block::Table { head, rows } => self.table(head, rows, rtl),
            }
        }
    }
}

/// Stretches of one direction, as the bidirectional algorithm (UAX #9) resolves them, in reading order.
fn runs(text: &str, right_to_left: bool) -> Vec<(&str, bool)> {
    let base = if right_to_left { unicode_bidi::Level::rtl() } else { unicode_bidi::Level::ltr() };
    let info = BidiInfo::new(text, Some(base));
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, _) in text.char_indices() {
        let is_rtl = info.levels.get(at).is_some_and(|level| level.is_rtl());
        if before.is_some_and(|before| before != is_rtl) {
            runs.extend(text.get(start..at).zip(before));
            start = at;
        }
        before = Some(is_rtl);
    }
    runs.extend(text.get(start..).zip(before));
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn a_run_has_one_direction() {
        let text = "\u{633}\u{644}\u{627}\u{645} LISREL 8 \u{628}\u{648}\u{62f}.";
        let directions: Vec<(&str, bool)> = runs(text, true);
        assert_eq!(directions.iter().map(|(words, _)| *words).collect::<String>(), text);
        assert_eq!(directions[1], ("LISREL 8", false));
        assert!(directions[0].1 && directions[2].1);
        assert_eq!(runs("", true), []);
    }
}
