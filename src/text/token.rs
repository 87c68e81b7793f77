//! Words of a text with their exact places.
//!
//! The borders are those of UAX #29 with a few more, each of which lets a reader find what a typist ran together: between
//! Arabic and Latin script, between Persian letters and digits (`۲۰درصد`), at an underscore (`#خدمات_غیرحضوری`), and at a full
//! stop or colon between letters (`است.اما`, `م:سلام`). The half-space, vowel signs and tatweel stay inside their word.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold::HALF_SPACE;

/// What a word is made of; it decides how the word is analysed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TokenKind {
    /// Letters of the Arabic script.
    Arabic,
    /// Latin letters, perhaps with digits (`R17`).
    Latin,
    /// Digits of any set, with inner decimal and group signs.
    Number,
    /// Letters of any other script.
    Other,
}

/// One word and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// First byte of the word in the original text.
    pub start: u32,
    /// Byte behind the word.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// The word's bytes as a range for slicing.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a character does to the word it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// Ends a word.
    Break,
    /// Belongs to an Arabic-script word.
    Arabic,
    /// Belongs to a Latin word.
    Latin,
    /// A digit.
    Digit,
    /// A mark or invisible character that stays in the word before it.
    Mark,
    /// A letter of another script, left to the general algorithm.
    Other,
}

/// Characters below this have their class in a table: ASCII, Latin-1, Greek, Cyrillic, Arabic.
const TABLE_SIZE: usize = 0x700;

/// Classes of the characters below [`TABLE_SIZE`].
static CLASSES: [Class; TABLE_SIZE] = class_table();

/// Fills the table of classes.
const fn class_table() -> [Class; TABLE_SIZE] {
    let mut table = [Class::Break; TABLE_SIZE];
    let mut code = 0;
    while code < TABLE_SIZE {
        table[code] = match code {
            0x30..=0x39 | 0x660..=0x669 | 0x6f0..=0x6f9 => Class::Digit,
            0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x24f => {
                Class::Latin
            }
            0xad | 0x300..=0x36f | 0x610..=0x61a | 0x61c | 0x64b..=0x65f | 0x670 => Class::Mark,
            0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x6e7 | 0x6e8 | 0x6ea..=0x6ed => Class::Mark,
            0x620..=0x64a | 0x66e | 0x66f | 0x671..=0x6d3 | 0x6d5 | 0x6ee | 0x6ef | 0x6fa..=0x6fc | 0x6ff => {
                Class::Arabic
            }
            0x00..=0x7f | 0xa0 | 0xab | 0xbb | 0x60c | 0x61b | 0x61f | 0x66a..=0x66d | 0x6d4 => Class::Break,
            _ => Class::Other,
        };
        code += 1;
    }
    table
}

/// The class of any character.
fn class_of(character: char) -> Class {
    if let Some(&class) = CLASSES.get(character as usize) {
        // What the table calls another script may still be punctuation.
        return if class == Class::Other && !character.is_alphanumeric() { Class::Break } else { class };
    }
    match character {
        HALF_SPACE | '\u{200d}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' => {
            Class::Mark
        }
        '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Class::Mark,
        '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8c7}' | '\u{fb50}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}' => {
            Class::Arabic
        }
        '\u{fd50}'..='\u{fdfc}' | '\u{fe70}'..='\u{fefc}' => Class::Arabic,
        '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => Class::Latin,
        '\u{ff10}'..='\u{ff19}' => Class::Digit,
        _ if character.is_alphanumeric() => Class::Other,
        _ => Class::Break,
    }
}

/// Finds the words of `text` in order and appends them to `tokens`.
///
/// Every border is a character border. A text of more than 4 GiB is read up to there.
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let kind = match class_of(first) {
            Class::Break | Class::Mark => continue,
            Class::Arabic => TokenKind::Arabic,
            Class::Latin => TokenKind::Latin,
            Class::Digit => TokenKind::Number,
            Class::Other => {
                let end = end_of_run(text, start);
                push_general(text, start..end, tokens);
                while rest.peek().is_some_and(|&(place, _)| place < end) {
                    rest.next();
                }
                continue;
            }
        };
        let mut word = Word { kind, end: start + first.len_utf8() };
        while let Some(&(place, character)) = rest.peek() {
            if !word.continues(text, place, character) {
                break;
            }
            rest.next();
        }
        push(tokens, start..word.end, word.kind);
    }
}

/// A word while it grows.
struct Word {
    kind: TokenKind,
    /// Byte behind the last character that surely belongs to the word.
    end: usize,
}

impl Word {
    /// Says whether the character at `place` may stay in the word, and takes it in if it does.
    fn continues(&mut self, text: &str, place: usize, character: char) -> bool {
        let class = class_of(character);
        let behind = place + character.len_utf8();
        let fits = match (self.kind, class) {
            // An invisible character at the end of a word is not part of it, one inside is.
            (_, Class::Mark) => {
                if !is_invisible(character) {
                    self.end = behind;
                }
                return true;
            }
            (TokenKind::Arabic, Class::Arabic) | (TokenKind::Latin, Class::Latin | Class::Digit) => true,
            (TokenKind::Number, Class::Digit) => true,
            (TokenKind::Number, Class::Latin) => {
                self.kind = TokenKind::Latin;
                true
            }
            (TokenKind::Number, Class::Break) => return joins_number(text, place, character),
            (TokenKind::Latin, Class::Break) => {
                let apostrophe = matches!(character, '\'' | '\u{2019}');
                return apostrophe && next_class(text, behind) == Class::Latin && self.end == place;
            }
            _ => false,
        };
        if fits {
            self.end = behind;
        }
        fits
    }
}

/// Says whether a character is a mark without a glyph of its own.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Says whether the sign at `place` stands inside a number: before a digit, and for a group sign before just three.
fn joins_number(text: &str, place: usize, sign: char) -> bool {
    let behind = text.get(place + sign.len_utf8()..).unwrap_or_default();
    let digits = behind.chars().take(4).take_while(|&character| class_of(character) == Class::Digit).count();
    match sign {
        '.' | '\u{66b}' => digits > 0,
        ',' | '\u{66c}' => digits == 3,
        _ => false,
    }
}

/// The class of the character that begins at byte `place`.
fn next_class(text: &str, place: usize) -> Class {
    text.get(place..).and_then(|behind| behind.chars().next()).map_or(Class::Break, class_of)
}

/// The byte behind the run of letters of other scripts (with their marks) that begins at `start`.
fn end_of_run(text: &str, start: usize) -> usize {
    let run = text.get(start..).unwrap_or_default();
    run.char_indices()
        .find(|&(_, character)| !matches!(class_of(character), Class::Other | Class::Mark))
        .map_or(text.len(), |(place, _)| start + place)
}

/// Cuts a run of letters of other scripts by the general algorithm.
fn push_general(text: &str, run: Range<usize>, tokens: &mut Vec<Token>) {
    let start = run.start;
    for (place, word) in text.get(run).unwrap_or_default().unicode_word_indices() {
        push(tokens, start + place..start + place + word.len(), TokenKind::Other);
    }
}

/// Appends a word whose place fits the offsets of a text.
fn push(tokens: &mut Vec<Token>, range: Range<usize>, kind: TokenKind) {
    if let (Ok(start), Ok(end)) = (u32::try_from(range.start), u32::try_from(range.end)) {
        tokens.push(Token { start, end, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, class_of, tokenize};
    use proptest::prelude::ProptestConfig;
    use proptest::proptest;
    use unicode_segmentation::UnicodeSegmentation;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|token| text.get(token.range()).unwrap()).collect()
    }

    #[test]
    fn half_spaces_and_marks_stay_inside_words_and_punctuation_does_not() {
        assert_eq!(
            words("«می\u{200c}خواهم» برُو، خـــانه\u{200c} ها؟"),
            ["می\u{200c}خواهم", "برُو", "خـــانه", "ها"]
        );
    }

    #[test]
    fn what_was_typed_together_is_taken_apart() {
        assert_eq!(
            words("۲۰درصد R17و #خدمات_برخط است.اما"),
            ["۲۰", "درصد", "R17", "و", "خدمات", "برخط", "است", "اما"]
        );
        assert_eq!(words("don't COVID-19 3D l'eau’"), ["don't", "COVID", "19", "3D", "l'eau"]);
    }

    #[test]
    fn numbers_keep_their_inner_signs() {
        assert_eq!(words("۱٬۲۳۴٫۵ 1,234.5 12,13 3. ۴/۵"), ["۱٬۲۳۴٫۵", "1,234.5", "12", "13", "3", "۴", "۵"]);
    }

    #[test]
    fn other_scripts_are_cut_by_the_general_algorithm() {
        assert_eq!(words("услуги και 𝒳"), ["услуги", "και", "𝒳"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_lie_in_order_on_character_borders(text in "[\\PC\u{200c}\u{64b}آ-ی0-9۰-۹.,' \n]{0,60}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            let mut previous = 0;
            for token in &tokens {
                assert!(previous <= token.start && token.start < token.end);
                assert!(text.get(token.range()).is_some(), "{token:?} cuts a character of {text:?}");
                previous = token.end;
            }
        }

        #[test]
        fn every_letter_and_digit_is_in_a_word(text in "\\PC{0,60}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            for (place, character) in text.char_indices().filter(|&(_, character)| character.is_alphanumeric() && class_of(character) != Class::Mark) {
                let inside = tokens.iter().any(|token| token.range().contains(&place));
                let general = text.unicode_word_indices().any(|(start, word)| (start..start + word.len()).contains(&place));
                assert!(inside || !general, "{character:?} of {text:?}");
            }
        }
    }
}
