//! Which way a text runs, and the invisible marks that keep foreign pieces in place inside it.

use unicode_bidi::BidiClass;
use unicode_bidi::bidi_class;

/// First strong isolate: opens a piece whose direction is that of its own first strong letter.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Pop directional isolate: closes the innermost open isolate.
const POP_ISOLATE: char = '\u{2069}';

/// The way in which a text is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Direction {
    /// Left to right, as English.
    LeftToRight,
    /// Right to left, as Persian.
    RightToLeft,
}

/// The direction of the first letter with a strong direction, which is how a browser with `dir="auto"` decides.
///
/// `None` when there is no such letter (numbers, punctuation, nothing).
pub fn first_strong_direction(text: &str) -> Option<Direction> {
    text.chars().find_map(strong_direction)
}

/// Says whether most of the letters run from right to left; a text without letters does not.
///
/// It suits a whole source, whose first letter may be a stray Latin one; for one line take [`first_strong_direction`].
pub fn is_right_to_left(text: &str) -> bool {
    let balance =
        text.chars().filter_map(strong_direction).fold(0_i64, |balance, direction| match direction {
            Direction::RightToLeft => balance + 1,
            Direction::LeftToRight => balance - 1,
        });
    balance > 0
}

/// Puts `text` between isolate marks so that its direction cannot disturb what stands round it.
pub fn isolate(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
}

/// Removes every invisible mark of direction: LRM, RLM, ALM, embeddings, overrides and isolates.
pub fn strip_direction_marks(text: &str) -> String {
    text.chars().filter(|&character| !is_direction_mark(character)).collect()
}

/// Says whether the character is an invisible mark of direction.
pub fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The direction of a letter; `None` for digits, punctuation, marks.
fn strong_direction(character: char) -> Option<Direction> {
    match bidi_class(character) {
        BidiClass::L => Some(Direction::LeftToRight),
        BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, first_strong_direction, is_right_to_left, isolate, strip_direction_marks};

    #[test]
    fn the_first_letter_decides_a_line_and_the_majority_a_text() {
        assert_eq!(first_strong_direction("12. سلام hello"), Some(Direction::RightToLeft));
        assert_eq!(first_strong_direction("SEM مدل"), Some(Direction::LeftToRight));
        assert_eq!(first_strong_direction("1, 2"), None);
        assert!(is_right_to_left("SEM: مدل معادلات ساختاری"));
        assert!(!is_right_to_left("42"));
    }

    #[test]
    fn marks_that_were_added_are_removed_again() {
        assert_eq!(strip_direction_marks(&isolate("R17")), "R17");
    }
}
