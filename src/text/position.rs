//! Positions in a text, each with its unit in the type, and fast conversion between them.
//!
//! A study stores Unicode scalars ([`CharOffset`]); Rust slices by bytes ([`ByteOffset`]); a browser counts UTF-16 units
//! ([`Utf16Offset`]). The three agree on ASCII only, so none is ever a bare integer here.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A place in a text in bytes of its UTF-8 form, from 0. Texts are at most 4 GiB long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ByteOffset(pub u32);

/// A place in a text in Unicode scalar values (code points), from 0. This is the unit that a study stores.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct CharOffset(pub u32);

/// A place in a text in UTF-16 code units, from 0: what a browser counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Utf16Offset(pub u32);

impl ByteOffset {
    /// Makes an offset of an index into a slice; an index past 4 GiB becomes the largest offset.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The offset as an index into the bytes of a text.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl CharOffset {
    /// Makes an offset of a count of characters; a count past 2³² − 1 becomes the largest offset.
    pub fn from_count(count: usize) -> Self {
        Self(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// The offset as a count of characters.
    pub fn count(self) -> usize {
        self.0 as usize
    }

    /// The length of `text` in code points, which is the offset behind its last character.
    pub fn length_of(text: &str) -> Self {
        Self::from_count(text.chars().count())
    }

    /// The offset `characters` further on; stops at the largest offset.
    pub fn plus(self, characters: u32) -> Self {
        Self(self.0.saturating_add(characters))
    }

    /// The offset `characters` further back; stops at 0.
    pub fn minus(self, characters: u32) -> Self {
        Self(self.0.saturating_sub(characters))
    }
}

impl Utf16Offset {
    /// Makes an offset of a count of units; a count past 2³² − 1 becomes the largest offset.
    pub fn from_count(count: usize) -> Self {
        Self(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// The length of `text` in UTF-16 units.
    pub fn length_of(text: &str) -> Self {
        Self::from_count(text.chars().map(char::len_utf16).sum())
    }
}

/// Bytes a block of the map covers: the bits of one word.
const BLOCK: usize = 64;

/// What the map knows of 64 bytes: where characters begin, and how many units lie before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// Bit n is set when byte n of the block begins a character.
    starts: u64,
    /// Bit n is set when byte n begins a character that takes two UTF-16 units.
    wide: u64,
    /// Characters before the block.
    characters: u32,
    /// UTF-16 units before the block.
    units: u32,
}

/// Converts positions of one text between bytes, code points and UTF-16 units.
///
/// It is built in one pass, keeps no reference to the text, and takes three eighths of the text's size. From bytes it
/// answers in constant time, from the other units in logarithmic time. An offset inside a character is moved back to
/// the character's first unit, one behind the end to the end, so that a conversion never fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionMap {
    blocks: Vec<Block>,
    bytes: u32,
    characters: u32,
    units: u32,
}

impl PositionMap {
    /// Reads `text` once and remembers where its characters begin.
    pub fn new(text: &str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let (mut characters, mut units) = (0_u32, 0_u32);
        for chunk in text.as_bytes().chunks(BLOCK) {
            let (mut starts, mut wide) = (0_u64, 0_u64);
            for (index, &byte) in chunk.iter().enumerate() {
                starts |= u64::from(byte & 0xC0 != 0x80) << index;
                wide |= u64::from(byte >= 0xF0) << index;
            }
            blocks.push(Block { starts, wide, characters, units });
            characters += starts.count_ones();
            units += starts.count_ones() + wide.count_ones();
        }
        Self { blocks, bytes: ByteOffset::from_index(text.len()).0, characters, units }
    }

    /// Length of the text in bytes.
    pub fn byte_length(&self) -> ByteOffset {
        ByteOffset(self.bytes)
    }

    /// Length of the text in code points.
    pub fn char_length(&self) -> CharOffset {
        CharOffset(self.characters)
    }

    /// Length of the text in UTF-16 units.
    pub fn utf16_length(&self) -> Utf16Offset {
        Utf16Offset(self.units)
    }

    /// The code point at or around the byte.
    pub fn byte_to_char(&self, offset: ByteOffset) -> CharOffset {
        if offset.0 >= self.bytes {
            return self.char_length();
        }
        let (block, up_to) = self.block_of(offset);
        // The character that the byte lies in began at or before it, so the count including the byte is one too many.
        CharOffset((block.characters + (block.starts & up_to).count_ones()).saturating_sub(1))
    }

    /// The UTF-16 unit at which the character at or around the byte begins.
    pub fn byte_to_utf16(&self, offset: ByteOffset) -> Utf16Offset {
        self.char_to_utf16(self.byte_to_char(offset))
    }

    /// The byte at which the code point begins.
    pub fn char_to_byte(&self, offset: CharOffset) -> ByteOffset {
        if offset.0 >= self.characters {
            return self.byte_length();
        }
        let index = self.blocks.partition_point(|block| block.characters <= offset.0) - 1;
        let block = &self.blocks[index];
        let within = nth_set_bit(block.starts, offset.0 - block.characters);
        ByteOffset::from_index(index * BLOCK + within as usize)
    }

    /// The UTF-16 unit at which the code point begins.
    pub fn char_to_utf16(&self, offset: CharOffset) -> Utf16Offset {
        if offset.0 >= self.characters {
            return self.utf16_length();
        }
        let byte = self.char_to_byte(offset);
        let (block, up_to) = self.block_of(byte);
        let before = up_to >> 1;
        Utf16Offset(block.units + (block.starts & before).count_ones() + (block.wide & before).count_ones())
    }

    /// The code point that begins at the UTF-16 unit, or in whose middle the unit lies.
    pub fn utf16_to_char(&self, offset: Utf16Offset) -> CharOffset {
        if offset.0 >= self.units {
            return self.char_length();
        }
        let index = self.blocks.partition_point(|block| block.units <= offset.0) - 1;
        let block = &self.blocks[index];
        let mut left = offset.0 - block.units;
        let mut starts = block.starts;
        let mut character = block.characters;
        while starts != 0 {
            let lowest = starts & starts.wrapping_neg();
            let size = if block.wide & lowest == 0 { 1 } else { 2 };
            if left < size {
                break;
            }
            left -= size;
            starts ^= lowest;
            character += 1;
        }
        CharOffset(character)
    }

    /// The byte at which the character at the UTF-16 unit begins.
    pub fn utf16_to_byte(&self, offset: Utf16Offset) -> ByteOffset {
        self.char_to_byte(self.utf16_to_char(offset))
    }

    /// The byte range of a range of code points; a reversed range becomes an empty one.
    pub fn bytes_of(&self, range: Range<CharOffset>) -> Range<usize> {
        let start = self.char_to_byte(range.start).index();
        start..self.char_to_byte(range.end).index().max(start)
    }

    /// The words of `text`, the text this map was made for, at a range of code points.
    ///
    /// Empty when the range is, or when the map was made for another text and the range cuts a character.
    pub fn slice<'t>(&self, text: &'t str, range: Range<CharOffset>) -> &'t str {
        text.get(self.bytes_of(range)).unwrap_or_default()
    }

    /// The block that holds the byte, and the mask of the block's bytes up to and including it.
    fn block_of(&self, offset: ByteOffset) -> (&Block, u64) {
        let index = offset.index();
        (&self.blocks[index / BLOCK], u64::MAX >> (BLOCK - 1 - index % BLOCK))
    }
}

/// The place of the `n`th set bit (from 0); 64 when there are not so many.
fn nth_set_bit(mut word: u64, n: u32) -> u32 {
    for _ in 0..n {
        word &= word.wrapping_sub(1);
    }
    word.trailing_zeros()
}

/// The words of `text` at a range of code points, without a map: for a single look into a short text.
///
/// Empty when the range is empty or lies behind the end.
pub fn slice_chars(text: &str, range: Range<CharOffset>) -> &str {
    let byte_of =
        |offset: CharOffset| text.char_indices().nth(offset.count()).map_or(text.len(), |(byte, _)| byte);
    text.get(byte_of(range.start)..byte_of(range.end)).unwrap_or_default()
}

/// Grows a selection to whole words and drops white space at its ends.
///
/// A border inside a word (by UAX #29, so half-spaces and vowel signs do not end one) moves outwards to the word's border; a
/// border in white space moves inwards to the next word. A selection of nothing but white space comes back empty, at
/// its own start.
pub fn snap_to_words(text: &str, map: &PositionMap, range: Range<CharOffset>) -> Range<CharOffset> {
    let bytes = map.bytes_of(range);
    if bytes.is_empty() {
        let place = map.byte_to_char(ByteOffset::from_index(bytes.start));
        return place..place;
    }
    let (mut start, mut end) = (None, bytes.start);
    for (place, word) in words_around(text, &bytes) {
        let behind = place + word.len();
        if behind > bytes.start && place < bytes.end && !word.chars().all(is_space) {
            start = start.or(Some(place));
            end = behind;
        }
    }
    let to_char = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
    to_char(start.unwrap_or(bytes.start))..to_char(end)
}

/// The word around the character at `offset`; `None` on white space, punctuation and behind the end.
pub fn word_at(text: &str, map: &PositionMap, offset: CharOffset) -> Option<Range<CharOffset>> {
    let byte = map.char_to_byte(offset).index();
    let (place, word) = words_around(text, &(byte..byte + 1))
        .into_iter()
        .find(|(place, word)| (*place..place + word.len()).contains(&byte))?;
    let to_char = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
    word.chars().any(char::is_alphanumeric).then(|| to_char(place)..to_char(place + word.len()))
}

/// The segments (words, spaces, punctuation) that touch `bytes`, found in the stretch between two line ends around them.
///
/// A line end always separates words, so nothing outside that stretch can change the result.
fn words_around<'t>(text: &'t str, bytes: &Range<usize>) -> Vec<(usize, &'t str)> {
    let before = text.get(..bytes.start).unwrap_or_default();
    let first = before.rfind('\n').map_or(0, |newline| newline + 1);
    let behind = text.get(bytes.end.min(text.len())..).unwrap_or_default();
    let last = behind.find('\n').map_or(text.len(), |newline| text.len() - behind.len() + newline);
    let stretch = text.get(first..last).unwrap_or_default();
    stretch
        .split_word_bound_indices()
        .map(|(place, word)| (first + place, word))
        .skip_while(|(place, word)| place + word.len() <= bytes.start)
        .take_while(|(place, _)| *place < bytes.end)
        .collect()
}

/// Says whether the character is white space or an invisible mark that may stand between words.
fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{ByteOffset, CharOffset, PositionMap, Utf16Offset, snap_to_words, word_at};
    use proptest::prelude::ProptestConfig;
    use proptest::proptest;

    #[test]
    fn the_three_units_differ_as_the_text_does() {
        let map = PositionMap::new("aب😀c");
        assert_eq!(map.char_to_byte(CharOffset(2)), ByteOffset(3));
        assert_eq!(map.char_to_utf16(CharOffset(3)), Utf16Offset(4));
        assert_eq!(map.utf16_to_char(Utf16Offset(3)), CharOffset(2));
        assert_eq!(map.byte_to_char(ByteOffset(5)), CharOffset(2));
        assert_eq!(map.utf16_length(), Utf16Offset(5));
    }

    #[test]
    fn a_selection_grows_to_words_across_half_spaces_and_drops_outer_space() {
        let text = "من می\u{200c}روم به خانه.";
        let map = PositionMap::new(text);
        let snapped = snap_to_words(text, &map, CharOffset(5)..CharOffset(10));
        assert_eq!(map.slice(text, snapped), "می\u{200c}روم");
        let snapped = snap_to_words(text, &map, CharOffset(2)..CharOffset(3));
        assert_eq!(map.slice(text, snapped), "");
    }

    #[test]
    fn a_word_is_found_at_each_of_its_characters_and_not_at_a_space() {
        let text = "خانه ما";
        let map = PositionMap::new(text);
        assert_eq!(word_at(text, &map, CharOffset(3)), Some(CharOffset(0)..CharOffset(4)));
        assert_eq!(word_at(text, &map, CharOffset(4)), None);
        assert_eq!(word_at(text, &map, CharOffset(9)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn conversions_agree_with_counting(text in "[a-zآ-ی\u{200c}😀\u{301} ]{0,200}") {
            let map = PositionMap::new(&text);
            let mut units = 0;
            for (count, (byte, character)) in text.char_indices().enumerate() {
                let offset = CharOffset::from_count(count);
                assert_eq!(map.char_to_byte(offset).index(), byte);
                assert_eq!(map.byte_to_char(ByteOffset::from_index(byte + character.len_utf8() - 1)), offset);
                assert_eq!(map.char_to_utf16(offset), Utf16Offset::from_count(units));
                units += character.len_utf16();
                assert_eq!(map.utf16_to_char(Utf16Offset::from_count(units - 1)), offset);
            }
            assert_eq!(map.char_length(), CharOffset::length_of(&text));
            assert_eq!(map.utf16_length(), Utf16Offset::length_of(&text));
        }

        #[test]
        fn snapping_any_selection_stays_inside_the_text(text in "\\PC{0,60}", a in 0_u32..80, b in 0_u32..80) {
            let map = PositionMap::new(&text);
            let snapped = snap_to_words(&text, &map, CharOffset(a.min(b))..CharOffset(a.max(b)));
            assert!(snapped.start <= snapped.end && snapped.end <= map.char_length());
        }
    }
}
