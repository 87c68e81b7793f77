//! Persian, Arabic and Latin digits: reading numbers that people typed, and writing numbers for them.

/// The digits in which a number is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DigitSet {
    /// `0123456789`.
    Latin,
    /// `۰۱۲۳۴۵۶۷۸۹` (U+06F0 on), used in Persian.
    Persian,
    /// `٠١٢٣٤٥٦٧٨٩` (U+0660 on), used in Arabic.
    Arabic,
}

impl DigitSet {
    /// The character for `value`, 0 to 9; larger values wrap round to their last decimal digit.
    pub fn digit(self, value: u32) -> char {
        let zero = match self {
            Self::Latin => '0',
            Self::Persian => '\u{6f0}',
            Self::Arabic => '\u{660}',
        };
        char::from_u32(u32::from(zero) + value % 10).unwrap_or(zero)
    }

    /// The decimal sign that goes with the digits: `.` or `٫`.
    pub fn decimal_sign(self) -> char {
        if self == Self::Latin { '.' } else { '\u{66b}' }
    }

    /// The sign between groups of three digits: `,` or `٬`.
    pub fn group_sign(self) -> char {
        if self == Self::Latin { ',' } else { '\u{66c}' }
    }
}

/// The value of a Latin, Persian, Arabic or full-width digit; `None` for any other character.
pub fn digit_value(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u32::from(character) - u32::from(zero))
}

/// Writes every digit of `text`, of whatever set, in `digits`; everything else stays, signs too.
pub fn rewrite_digits(text: &str, digits: DigitSet) -> String {
    text.chars()
        .map(|character| digit_value(character).map_or(character, |value| digits.digit(value)))
        .collect()
}

/// Writes a number that is given in Latin notation (`-12,345.6`) in `digits`, with the signs that go with them.
///
/// A `.` or `,` is rewritten only between two digits, so the function may be given a whole cell such as `n = 1,234.5.`.
pub fn rewrite_number(text: &str, digits: DigitSet) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |index: usize| characters.get(index).copied().and_then(digit_value).is_some();
    let between = |index: usize| index > 0 && is_digit(index - 1) && is_digit(index + 1);
    characters
        .iter()
        .enumerate()
        .map(|(index, &character)| match (digit_value(character), character) {
            (Some(value), _) => digits.digit(value),
            (None, '.' | '\u{66b}') if between(index) => digits.decimal_sign(),
            (None, ',' | '\u{66c}') if between(index) => digits.group_sign(),
            _ => character,
        })
        .collect()
}

/// Reads a whole number of any digit set, with group signs between digits: `۱٬۲۳۴` is 1234.
///
/// `None` when anything else stands in the text, or the number exceeds 64 bits. White space and marks of direction
/// round the number do not count.
pub fn parse_count(text: &str) -> Option<u64> {
    let mut number: Option<u64> = None;
    let mut after_group = false;
    for character in trim_number(text).chars() {
        if let Some(value) = digit_value(character) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(u64::from(value))?);
            after_group = false;
        } else if is_group_sign(character) && number.is_some() && !after_group {
            after_group = true;
        } else {
            return None;
        }
    }
    number.filter(|_| !after_group)
}

/// Reads a number of any digit set: `-۳٫۵`, `3.5`, `۱٬۲۳۴٫۵`, `1.2e-3`, `۴/۵` is 4.5 (the usual handwritten sign).
///
/// `None` when the text is no number, or not a finite one. A comma is a decimal sign only as `٫`; `,` and `٬` group.
pub fn parse_number(text: &str) -> Option<f64> {
    let mut latin = String::with_capacity(text.len());
    for character in trim_number(text).chars() {
        match (digit_value(character), character) {
            (Some(value), _) => latin.push(DigitSet::Latin.digit(value)),
            (None, '\u{66b}' | '/') => latin.push('.'),
            (None, '\u{2212}') => latin.push('-'),
            (None, '.' | '-' | '+' | 'e' | 'E') => latin.push(character),
            (None, sign) if is_group_sign(sign) && latin.ends_with(|last: char| last.is_ascii_digit()) => {}
            _ => return None,
        }
    }
    if !latin.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    latin.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Drops white space and invisible marks of direction round a number, and a sign's mark that follows it in mixed text.
fn trim_number(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}

/// Says whether the character separates groups of digits.
fn is_group_sign(character: char) -> bool {
    matches!(character, ',' | '\u{66c}' | '\u{60c}' | '\u{202f}' | '\u{a0}' | '\'')
}

#[cfg(test)]
mod tests {
    use super::{DigitSet, parse_count, parse_number, rewrite_digits, rewrite_number};

    #[test]
    fn numbers_of_every_digit_set_are_read() {
        assert_eq!(parse_count("۱٬۲۳۴"), Some(1234));
        assert_eq!(parse_count(" ٤٢ "), Some(42));
        assert_eq!(parse_count("4 2"), None);
        assert_eq!(parse_count("1,"), None);
        assert_eq!(parse_count(""), None);
        assert_eq!(parse_count("99999999999999999999"), None);
        assert_eq!(parse_number("-۳٫۵"), Some(-3.5));
        assert_eq!(parse_number("۴/۵"), Some(4.5));
        assert_eq!(parse_number("\u{200e}1.2e-3"), Some(0.0012));
        assert_eq!(parse_number("1e999"), None);
        assert_eq!(parse_number("e"), None);
    }

    #[test]
    fn numbers_are_written_with_the_signs_of_their_digits() {
        assert_eq!(rewrite_number("1,234.5.", DigitSet::Persian), "۱٬۲۳۴٫۵.");
        assert_eq!(rewrite_digits("R17 از ٤٢", DigitSet::Persian), "R۱۷ از ۴۲");
        assert_eq!(rewrite_number("۱٬۲۳۴٫۵", DigitSet::Latin), "1,234.5");
    }
}
