//! Codebook, quotations and coded sources to hand on: as tables, as documents, as text.

use crate::codebook::Codebook;
use crate::locale::Locale;
use crate::model::{Code, CodeId, CodedQuotation, Coder, Source, SourceId, Stance};
use crate::report::word::{Block, Document, Piece, Remark};
use crate::sheet::{Cell, SheetTable};
use std::collections::BTreeMap;

/// What is handed on.
pub struct Handover<'a> {
    /// Title of the study.
    pub title: &'a str,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// Sources by id.
    pub sources: &'a BTreeMap<SourceId, Source>,
    /// Codings in the order of sources and places.
    pub codings: &'a [CodedQuotation],
    /// Coders.
    pub coders: &'a [Coder],
    /// The reader's language.
    pub locale: &'a Locale,
}

/// What a name is moved in by for each level of the tree.
const INDENT: &str = "  ";

impl Handover<'_> {
    fn coder(&self, coded: &CodedQuotation) -> &str {
        self.coders
            .iter()
            .find(|coder| coder.id == coded.coding.coder)
            .map_or("", |coder| coder.name.as_str())
    }

    fn label(&self, code: &Code) -> String {
        [&code.draft.key, " ", code.name_in(self.locale.language().tag())].concat()
    }

    /// `(I03, turn 118)`.
    fn citation(&self, coded: &CodedQuotation) -> String {
        let Some(source) = self.sources.get(&coded.quotation.source) else { return String::new() };
        let turn = source.turn_at(coded.quotation.span.start());
        let place = turn.map_or_else(String::new, |turn| {
            let comma = self.locale.text("list-comma");
            let word = self.locale.text("column-turn");
            [comma.as_str(), &word, " ", &self.locale.count(i64::from(turn.number))].concat()
        });
        ["(", &source.name, &place, ")"].concat()
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.locale.text(key)).collect()
    }

    /// The codebook as a table, a code a row, in the order of the tree.
    pub fn codebook_table(&self) -> SheetTable {
        let by_code = self.by_code();
        let rows = self.codebook.in_order().into_iter().map(|(depth, code)| {
            let draft = &code.draft;
            let parent = code.parent.and_then(|parent| self.codebook.get(parent));
            let translations: Vec<String> =
                draft.translations.iter().map(|(language, name)| [language, ": ", name].concat()).collect();
            let used = by_code.get(&code.id).map_or(0, Vec::len);
            vec![
                Cell::from(draft.key.clone()),
                Cell::from(code.level.as_str()),
                Cell::from([INDENT.repeat(depth).as_str(), &draft.name].concat()),
                Cell::from(parent.map(|parent| parent.draft.key.clone()).unwrap_or_default()),
                Cell::from(draft.definition.clone()),
                Cell::from(draft.include.clone()),
                Cell::from(draft.exclude.clone()),
                Cell::from(draft.exemplar.clone()),
                Cell::from(translations.join("; ")),
                Cell::from(draft.aliases.join("; ")),
                Cell::from(draft.colour.clone()),
                Cell::count(u32::try_from(used).unwrap_or(u32::MAX)),
            ]
        });
        SheetTable {
            name: self.locale.text("handover-codebook"),
            head: self.heads(&[
                "field-key",
                "field-level",
                "field-name",
                "column-under",
                "field-definition",
                "field-include",
                "field-exclude",
                "field-exemplar",
                "field-translations",
                "field-aliases",
                "field-colour",
                "column-codings",
            ]),
            rows: rows.collect(),
        }
    }

    /// Quotations by code as a table, a coding a row, in the order of the tree.
    pub fn quotations_table(&self) -> SheetTable {
        let mut rows = Vec::new();
        for (code, coded) in self.in_order_of_codes() {
            let source = self.sources.get(&coded.quotation.source);
            let turn = source.and_then(|source| source.turn_at(coded.quotation.span.start()));
            let stance =
                if coded.coding.stance == Stance::Supports { "" } else { coded.coding.stance.as_str() };
            rows.push(vec![
                Cell::from(code.draft.key.clone()),
                Cell::from(code.draft.name.clone()),
                Cell::from(source.map(|source| source.name.clone()).unwrap_or_default()),
                turn.map_or(Cell::Empty, |turn| Cell::count(turn.number)),
                Cell::from(turn.map(|turn| turn.speaker.clone()).unwrap_or_default()),
                Cell::from(coded.quotation.quote.clone()),
                Cell::from(self.coder(coded)),
                coded.coding.weight.map_or(Cell::Empty, |weight| Cell::count(u32::from(weight))),
                Cell::from(stance),
                Cell::from(coded.coding.comment.clone()),
                Cell::count(coded.quotation.span.start().0),
                Cell::count(coded.quotation.span.end().0),
            ]);
        }
        SheetTable {
            name: self.locale.text("handover-quotations"),
            head: self.heads(&[
                "column-code",
                "column-name",
                "column-source",
                "column-turn",
                "column-speaker",
                "column-quote",
                "column-coder",
                "column-weight",
                "column-stance",
                "column-comment",
                "column-start",
                "column-end",
            ]),
            rows,
        }
    }

    fn by_code(&self) -> BTreeMap<CodeId, Vec<&CodedQuotation>> {
        let mut by_code: BTreeMap<CodeId, Vec<&CodedQuotation>> = BTreeMap::new();
        for coded in self.codings {
            by_code.entry(coded.coding.code).or_default().push(coded);
        }
        by_code
    }

    /// Codings under their codes, in the order of the tree.
    fn in_order_of_codes(&self) -> Vec<(&Code, &CodedQuotation)> {
        let by_code = self.by_code();
        let mut pairs = Vec::with_capacity(self.codings.len());
        for (_, code) in self.codebook.in_order() {
            pairs.extend(by_code.get(&code.id).into_iter().flatten().map(|coded| (code, *coded)));
        }
        pairs
    }

    fn document(&self, title: String, blocks: Vec<Block>) -> Document {
        Document {
            title,
            right_to_left: self.locale.language().is_right_to_left(),
            blocks,
            remarks: Vec::new(),
        }
    }

    fn titled(&self, key: &str) -> String {
        let name = self.locale.text(key);
        if self.title.is_empty() { name } else { [self.title, " \u{2013} ", &name].concat() }
    }

    /// The codebook as a document: a heading a code, its definition and rules below.
    pub fn codebook_document(&self) -> Document {
        let mut blocks = Vec::new();
        for (depth, code) in self.codebook.in_order() {
            let level = u8::try_from(depth + 1).unwrap_or(u8::MAX);
            blocks.push(Block::Heading(level, self.label(code)));
            let draft = &code.draft;
            for (key, text) in [
                ("field-definition", &draft.definition),
                ("field-include", &draft.include),
                ("field-exclude", &draft.exclude),
                ("field-exemplar", &draft.exemplar),
            ] {
                if !text.is_empty() {
                    let name = [&self.locale.text(key), ": "].concat();
                    blocks.push(Block::Paragraph(vec![Piece::bold(name), Piece::plain(text.as_str())]));
                }
            }
        }
        self.document(self.titled("handover-codebook"), blocks)
    }

    /// Quotations under their codes as a document.
    pub fn quotations_document(&self) -> Document {
        let mut blocks = Vec::new();
        let by_code = self.by_code();
        for (depth, code) in self.codebook.in_order() {
            let mine = by_code.get(&code.id).map_or(&[][..], Vec::as_slice);
            let has_below = self.codebook.children(Some(code.id)).next().is_some();
            if mine.is_empty() && !has_below {
                continue;
            }
            blocks.push(Block::Heading(u8::try_from(depth + 1).unwrap_or(u8::MAX), self.label(code)));
            for coded in mine {
                let citation = [&self.citation(coded), " ", self.coder(coded)].concat();
                blocks.push(Block::Quote { words: coded.quotation.quote.clone(), citation });
            }
        }
        self.document(self.titled("handover-quotations"), blocks)
    }

    /// A document as Markdown.
    pub fn markdown(document: &Document) -> String {
        let mut text = ["# ", &document.title, "\n\n"].concat();
        for block in &document.blocks {
            match block {
                Block::Heading(level, words) => {
                    text.extend(["#".repeat(usize::from(*level) + 1).as_str(), " ", words, "\n\n"]);
                }
                Block::Paragraph(pieces) => {
                    for piece in pieces {
                        let mark = if piece.bold { "**" } else { "" };
                        let bare = piece.text.trim_end();
                        let rest = piece.text.strip_prefix(bare).unwrap_or_default();
                        text.extend([mark, &bare.replace('\n', "  \n"), mark, rest]);
                    }
                    text.push_str("\n\n");
                }
                Block::Quote { words, citation } => {
                    text.extend(["> ", &words.replace('\n', "\n> "), " ", citation, "\n\n"]);
                }
                Block::Table { .. } => {}
            }
        }
        text
    }

    /// Sources with their codes as remarks in the margin.
    pub fn coded_document(&self) -> Document {
        let mut document = self.document(self.titled("handover-coded"), Vec::new());
        let mut in_order: Vec<&Source> = self.sources.values().collect();
        in_order.sort_by_key(|source| source.position);
        for source in in_order {
            let title = if source.title.is_empty() {
                source.name.clone()
            } else {
                [&source.name, ": ", &source.title].concat()
            };
            document.blocks.push(Block::Heading(1, title));
            let mine: Vec<&CodedQuotation> =
                self.codings.iter().filter(|coded| coded.quotation.source == source.id).collect();
            let first = document.remarks.len();
            for coded in &mine {
                let code = self.codebook.get(coded.coding.code);
                let mut text = code.map(|code| self.label(code)).unwrap_or_default();
                if coded.coding.stance == Stance::Contradicts {
                    text.push_str(" (\u{2212})");
                }
                if !coded.coding.comment.is_empty() {
                    text.extend([": ", &coded.coding.comment]);
                }
                document.remarks.push(Remark { author: self.coder(coded).to_owned(), text });
            }
            document.blocks.extend(self.paragraphs(source, &mine, first));
        }
        document
    }

    /// Paragraphs of a source, cut where quotations begin and end.
    fn paragraphs(&self, source: &Source, codings: &[&CodedQuotation], first: usize) -> Vec<Block> {
        let letters: Vec<char> = source.text.chars().collect();
        let mut borders: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (number, coded) in codings.iter().enumerate() {
            let span = coded.quotation.span;
            borders.entry(span.start().count()).or_default().0.push(first + number);
            borders.entry(span.end().count()).or_default().1.push(first + number);
        }
        let mut blocks = Vec::new();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut words = String::new();
        let mut open: Vec<usize> = Vec::new();
        let mut opening: Vec<usize> = Vec::new();
        for at in 0..=letters.len() {
            if let Some((opens, closes)) = borders.get(&at) {
                let piece = Piece {
                    text: std::mem::take(&mut words),
                    shade: self.shade(codings, &open, first),
                    opens: std::mem::take(&mut opening),
                    closes: closes.clone(),
                    ..Piece::default()
                };
                pieces.push(piece);
                open.retain(|one| !closes.contains(one));
                open.extend(opens);
                opening.clone_from(opens);
            }
            match letters.get(at) {
                Some('\n') | None => {
                    pieces.push(Piece {
                        text: std::mem::take(&mut words),
                        shade: self.shade(codings, &open, first),
                        opens: std::mem::take(&mut opening),
                        ..Piece::default()
                    });
                    blocks.push(Block::Paragraph(std::mem::take(&mut pieces)));
                }
                Some(letter) => words.push(*letter),
            }
        }
        blocks
    }

    /// The colour of the innermost open coding, paled so that words stay readable on it.
    fn shade(&self, codings: &[&CodedQuotation], open: &[usize], first: usize) -> String {
        let Some(coded) = open.last().and_then(|last| codings.get(last - first)) else {
            return String::new();
        };
        let lineage = self.codebook.lineage(coded.coding.code);
        let colour = lineage.map(|code| code.draft.colour.as_str()).find(|colour| !colour.is_empty());
        paled(colour.unwrap_or("#f2c94c"))
    }
}

/// A colour mixed with three parts of white.
fn paled(colour: &str) -> String {
    let value = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0xf2_c94c);
    let mix = |shift: u32| 255 - (255 - ((value >> shift) & 0xff)) / 4;
    format!("#{:02x}{:02x}{:02x}", mix(16), mix(8), mix(0))
}
