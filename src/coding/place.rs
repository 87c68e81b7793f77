//! Where the words of a quotation stand in a source.

use crate::model::{Source, Span, SpanError};
use crate::text::fold::fold;
use crate::text::position::{ByteOffset, CharOffset, PositionMap, snap_to_words};
use std::ops::Range;

/// Code points of surroundings kept on each side of a quotation, by which it is found again after a correction.
const CONTEXT_LENGTH: u32 = 32;

/// A source's text made ready for placing many quotations in it.
pub struct SourceText<'a> {
    source: &'a Source,
    map: PositionMap,
}

/// A quotation with its exact place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedQuote {
    /// The span in code points.
    pub span: Span,
    /// The words at the span.
    pub quote: String,
    /// Up to 32 code points before it.
    pub before: String,
    /// Up to 32 code points behind it.
    pub after: String,
}

/// What looking for words in a source found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Located {
    /// They stand in one place.
    One(PlacedQuote),
    /// They stand in several places; their number.
    Several(usize),
    /// They do not stand in the source; the most similar passage when its beginning does.
    Nowhere {
        /// The passage, at most as long as the words.
        nearest: Option<String>,
    },
}

impl<'a> SourceText<'a> {
    /// Prepares a source.
    pub fn new(source: &'a Source) -> Self {
        Self { source, map: PositionMap::new(&source.text) }
    }

    /// The source.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Length of the text in code points.
    pub fn length(&self) -> CharOffset {
        self.map.char_length()
    }

    /// The quotation at two code point offsets.
    ///
    /// # Errors
    /// [`SpanError`] when they are no span of the text.
    pub fn at(&self, start: CharOffset, end: CharOffset) -> Result<PlacedQuote, SpanError> {
        let span = Span::checked(start, end, self.length())?;
        let before = CharOffset(start.0.saturating_sub(CONTEXT_LENGTH));
        let after = CharOffset(end.0.saturating_add(CONTEXT_LENGTH).min(self.length().0));
        Ok(PlacedQuote {
            span,
            quote: self.words(start, end).to_owned(),
            before: self.words(before, start).to_owned(),
            after: self.words(end, after).to_owned(),
        })
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        &self.source.text
    }

    /// The code point that begins at a byte.
    pub fn char_at(&self, byte: ByteOffset) -> CharOffset {
        self.map.byte_to_char(byte)
    }

    /// A selection grown to whole words, without white space at its ends.
    pub fn snapped(&self, start: CharOffset, end: CharOffset) -> Range<CharOffset> {
        snap_to_words(&self.source.text, &self.map, start..end)
    }

    fn words(&self, start: CharOffset, end: CharOffset) -> &'a str {
        self.map.slice(&self.source.text, start..end)
    }

    fn at_bytes(&self, start: usize, length: usize) -> Option<PlacedQuote> {
        let from = self.map.byte_to_char(ByteOffset::from_index(start));
        let to = self.map.byte_to_char(ByteOffset::from_index(start + length));
        self.at(from, to).ok()
    }
}

/// Looks for the words of a quotation: first to the letter, then with spelling variants folded (ي = ی, half-spaces, digits).
///
/// The words that come back are always the source's own.
pub fn locate(text: &SourceText<'_>, quote: &str) -> Located {
    let wanted = quote.trim();
    let exact: Vec<usize> = text.source.text.match_indices(wanted).map(|(byte, _)| byte).collect();
    match exact.as_slice() {
        _ if wanted.is_empty() => Located::Nowhere { nearest: None },
        [byte] => text.at_bytes(*byte, wanted.len()).map_or(Located::Nowhere { nearest: None }, Located::One),
        [] => locate_folded(text, wanted),
        several => Located::Several(several.len()),
    }
}

fn locate_folded(text: &SourceText<'_>, wanted: &str) -> Located {
    let folded = FoldedText::new(&text.source.text);
    let needle = FoldedText::new(wanted).folded;
    let places: Vec<usize> = folded.folded.match_indices(&needle).map(|(byte, _)| byte).collect();
    match places.as_slice() {
        _ if needle.is_empty() => Located::Nowhere { nearest: None },
        [byte] => {
            let (start, end) = folded.original(*byte, needle.len());
            text.at_bytes(start, end - start).map_or(Located::Nowhere { nearest: None }, Located::One)
        }
        [] => Located::Nowhere { nearest: nearest(text, &folded, &needle) },
        several => Located::Several(several.len()),
    }
}

/// The passage that begins as the needle does: the longest beginning of at least two words that occurs once.
fn nearest(text: &SourceText<'_>, folded: &FoldedText, needle: &str) -> Option<String> {
    let ends: Vec<usize> = needle.match_indices(' ').map(|(byte, _)| byte).skip(1).collect();
    let found = ends.iter().rev().find_map(|end| folded.folded.find(needle.get(..*end)?))?;
    let (start, end) = folded.original(found, needle.len().min(folded.folded.len() - found));
    let placed = text.at_bytes(start, end.saturating_sub(start))?;
    Some(placed.quote)
}

/// A text folded character by character, with white space as single spaces, and the way back to the original bytes.
struct FoldedText {
    folded: String,
    /// For every byte of `folded`: start and end of the original character it came from.
    origins: Vec<(usize, usize)>,
}

impl FoldedText {
    fn new(text: &str) -> Self {
        let mut this =
            Self { folded: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        let mut buffer = [0u8; 4];
        for (byte, character) in text.char_indices() {
            let origin = (byte, byte + character.len_utf8());
            if character.is_whitespace() {
                if !this.folded.ends_with(' ') {
                    this.push(" ", origin);
                }
            } else {
                this.push(&fold(character.encode_utf8(&mut buffer)), origin);
            }
        }
        this
    }

    fn push(&mut self, folded: &str, origin: (usize, usize)) {
        self.folded.push_str(folded);
        self.origins.extend(std::iter::repeat_n(origin, folded.len()));
    }

    fn original(&self, byte: usize, length: usize) -> (usize, usize) {
        let start = self.origins.get(byte).map_or(0, |origin| origin.0);
        let end = self.origins.get(byte + length - 1).map_or(start, |origin| origin.1);
        (start, end)
    }
}
