//! Folding: writing variants that readers take for the same are made the same, with a map back to the original.
//!
//! Persian is typed on Arabic and Persian keyboards, with and without vowel signs, with tatweel, in three digit sets and in
//! presentation forms copied out of PDF files. Folding makes one form of them all. It never changes a stored text: it is
//! applied to single words when they are indexed or compared. The half-space (U+200C) survives, since the tokens need it.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use crate::text::digits::digit_value;
use crate::text::direction::is_direction_mark;

/// The zero-width non-joiner, the half-space of Persian typography.
pub const HALF_SPACE: char = '\u{200c}';

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each byte of `text` the byte at which its original character begins; one more entry for the end.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `original` and keeps the map.
    pub fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        let mut characters = original.char_indices().peekable();
        while let Some((place, character)) = characters.next() {
            let mut base = character;
            while let Some(joined) = characters.peek().and_then(|&(_, mark)| compose_marks(base, mark)) {
                base = joined;
                characters.next();
            }
            fold_character(base, &mut |letter| folded.text.push(letter));
            folded.origins.resize(folded.text.len(), u32::try_from(place).unwrap_or(u32::MAX));
        }
        folded.origins.push(u32::try_from(original.len()).unwrap_or(u32::MAX));
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a range of bytes of the folded text came from.
    ///
    /// Marks that were dropped behind a letter belong to that letter. The result lies on character borders of the original
    /// and grows with the given range; a range behind the end gives the empty range at the end.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let last = self.origins.len() - 1;
        let origin = |byte: usize| self.origins[byte.min(last)] as usize;
        let start = origin(folded.start);
        start..origin(folded.end).max(start)
    }
}

/// Folds `text` without a map.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Folds `text` and appends the result to `folded`, so that one buffer serves many words.
pub fn fold_into(text: &str, folded: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let mut base = character;
        while let Some(joined) = characters.peek().and_then(|&mark| compose_marks(base, mark)) {
            base = joined;
            characters.next();
        }
        fold_character(base, &mut |letter| folded.push(letter));
    }
}

/// A base letter and a mark as one letter, where leaving out the mark would make another letter of it.
///
/// Alef with madda is a letter of its own; Latin letters keep their accents.
fn compose_marks(base: char, mark: char) -> Option<char> {
    match mark {
        '\u{653}' if base == '\u{627}' => Some('\u{622}'),
        '\u{300}'..='\u{36f}' => compose(base, mark),
        _ => None,
    }
}

/// Hands the folded form of one character to `emit`: nothing, one letter or several.
fn fold_character(character: char, emit: &mut impl FnMut(char)) {
    match character {
        '\u{6cc}' | '\u{6a9}' | '\u{622}' | HALF_SPACE => emit(character),
        '\u{64a}' | '\u{649}' | '\u{626}' | '\u{6d0}' | '\u{6d2}' | '\u{6cd}' => emit('\u{6cc}'),
        '\u{643}' | '\u{6aa}' => emit('\u{6a9}'),
        '\u{6c0}' | '\u{629}' | '\u{6c1}' | '\u{6c2}' | '\u{6c3}' | '\u{6d5}' | '\u{6be}' => emit('\u{647}'),
        '\u{623}' | '\u{625}' | '\u{671}' => emit('\u{627}'),
        '\u{624}' => emit('\u{648}'),
        '\u{640}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' => {}
        '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        'a'..='z' | '\u{627}'..='\u{6d3}' => emit_plain(character, emit),
        '\u{fb50}'..='\u{fdfb}' | '\u{fdfc}' | '\u{fe70}'..='\u{fefc}' | '\u{ff00}'..='\u{ffef}' => {
            for part in std::iter::once(character).nfkc().filter(|part| !part.is_whitespace()) {
                if part == character {
                    emit(part);
                } else {
                    fold_character(part, emit);
                }
            }
        }
        _ if is_direction_mark(character) => {}
        _ => emit_plain(character, emit),
    }
}

/// Emits a character that is no Arabic variant: digits as ASCII, capitals as small letters.
fn emit_plain(character: char, emit: &mut impl FnMut(char)) {
    match digit_value(character).and_then(|value| char::from_digit(value, 10)) {
        Some(digit) => emit(digit),
        None if character.is_uppercase() => character.to_lowercase().for_each(emit),
        None => emit(character),
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold};
    use proptest::prelude::ProptestConfig;
    use proptest::proptest;

    fn check(original: &str, expected: &str) {
        assert_eq!(fold(original), expected, "{original}");
    }

    #[test]
    fn writing_variants_become_one() {
        check("كتابي", "کتابی");
        check("خانۀ", "خانه");
        check("خانهٔ", "خانه");
        check("مسأله", "مساله");
        check("مسئله", "مسیله");
        check("مؤلفة", "مولفه");
        check("آب", "آب");
        check("ا\u{653}ب", "آب");
        check("مُحَمّـــد", "محمد");
        check("١٢۳4", "1234");
        check("ﻛﺘﺎﺏ ﻻ", "کتاب لا");
        check("می\u{200c}\u{200d}روم\u{200f}", "می\u{200c}روم");
        check("SPSS Café cafe\u{301}", "spss café café");
        check("ＡＢ１", "ab1");
    }

    #[test]
    fn a_match_in_the_folded_text_leads_back_to_the_original() {
        let original = "او مُحَمّد بود";
        let folded = Folded::new(original);
        let place = folded.text().find("محمد").unwrap();
        let range = folded.original(place..place + "محمد".len());
        assert_eq!(original.get(range), Some("مُحَمّد"));
        assert_eq!(folded.original(999..1000), original.len()..original.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_map_is_monotone_and_on_character_borders(text in "[\\PC\u{64b}-\u{655}\u{640}\u{200c}آ-ی]{0,40}") {
            let folded = Folded::new(&text);
            assert_eq!(folded.text(), fold(&text));
            let mut previous = 0;
            for (place, letter) in folded.text().char_indices() {
                let range = folded.original(place..place + letter.len_utf8());
                assert!(previous <= range.start && text.get(range.clone()).is_some(), "{range:?} of {text:?}");
                previous = range.start;
            }
        }
    }
}
