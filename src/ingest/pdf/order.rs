//! From the order of places to the order of reading: the bidirectional algorithm backwards.

use crate::ingest::pdf::glyphs::Unit;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Whether most letters of a text are of a right-to-left script.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let (mut right, mut left) = (0_usize, 0_usize);
    for letter in text.chars() {
        match bidi_class(letter) {
            BidiClass::R | BidiClass::AL => right += 1,
            BidiClass::L => left += 1,
            _ => {}
        }
    }
    right > left
}

/// What a unit is to the order of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Right,
    Left,
    Number,
    Neutral,
}

fn kind(text: &str) -> Kind {
    let mut found = Kind::Neutral;
    for letter in text.chars() {
        match bidi_class(letter) {
            BidiClass::R | BidiClass::AL => return Kind::Right,
            BidiClass::L => return Kind::Left,
            BidiClass::EN | BidiClass::AN => found = Kind::Number,
            _ => {}
        }
    }
    found
}

/// How doubtful neutrals are read; tried in this order until the bidirectional algorithm agrees.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// A space between a Latin word and a number belongs to both.
    number_joins_word: bool,
    /// `-`, `+`, `%` and the like between two numbers belong to both.
    signs_join_numbers: bool,
}

const READINGS: [Reading; 4] = [
    Reading { number_joins_word: true, signs_join_numbers: false },
    Reading { number_joins_word: false, signs_join_numbers: false },
    Reading { number_joins_word: true, signs_join_numbers: true },
    Reading { number_joins_word: false, signs_join_numbers: true },
];

/// Reads a line whose units stand from left to right.
pub(super) fn read_line(units: &[Unit], right_to_left: bool) -> String {
    let mut first = None;
    for reading in READINGS {
        let order = if right_to_left { from_right(units, reading) } else { from_left(units) };
        if agrees(units, &order, right_to_left) {
            return write(units, &order);
        }
        first = first.or(Some(order));
        if !right_to_left {
            break;
        }
    }
    write(units, &first.unwrap_or_default())
}

fn write(units: &[Unit], order: &[usize]) -> String {
    order.iter().map(|index| units[*index].text.as_str()).collect()
}

/// Reading order of a right-to-left line: units from the right, with runs of Latin and digits kept as they stand.
fn from_right(units: &[Unit], reading: Reading) -> Vec<usize> {
    let kinds: Vec<Kind> = units.iter().map(|unit| kind(&unit.text)).collect();
    let mut order = Vec::with_capacity(units.len());
    let mut index = units.len();
    while index > 0 {
        let last = index - 1;
        if !matches!(kinds[last], Kind::Left | Kind::Number) {
            order.push(last);
            index = last;
            continue;
        }
        let first = run_start(units, &kinds, last, reading);
        order.extend(first..=last);
        index = first;
    }
    order
}

/// The left end of the left-to-right run that ends at `last`.
fn run_start(units: &[Unit], kinds: &[Kind], last: usize, reading: Reading) -> usize {
    let mut first = last;
    loop {
        let neutrals = kinds[..first].iter().rev().take_while(|kind| **kind == Kind::Neutral).count();
        let Some(next) = first.checked_sub(neutrals + 1) else { return first };
        let between: String = units[next + 1..first].iter().map(|unit| unit.text.as_str()).collect();
        // A list separator of Persian ends every left-to-right run.
        let joins = !between.contains(['\u{60c}', '\u{61b}', '\u{61f}', '\u{ab}', '\u{bb}'])
            && match (kinds[next], kinds[first]) {
                (Kind::Right, _) | (_, Kind::Right) => false,
                (Kind::Left, Kind::Left) => true,
                (Kind::Left, Kind::Number) => reading.number_joins_word || between.is_empty(),
                (Kind::Number, Kind::Left) => reading.number_joins_word && between.is_empty(),
                (Kind::Number, Kind::Number) => joins_numbers(&between, reading),
                _ => false,
            };
        if !joins {
            return first;
        }
        first = next;
    }
}

fn joins_numbers(between: &str, reading: Reading) -> bool {
    let mut letters = between.chars();
    match (letters.next(), letters.next()) {
        (None, _) => true,
        (Some(sign), None) => {
            matches!(sign, '.' | ',' | ':' | '/' | '\u{66b}' | '\u{66c}')
                || (reading.signs_join_numbers && !sign.is_whitespace())
        }
        _ => false,
    }
}

/// Reading order of a left-to-right line: units from the left, with runs of right-to-left words turned round.
fn from_left(units: &[Unit]) -> Vec<usize> {
    let kinds: Vec<Kind> = units.iter().map(|unit| kind(&unit.text)).collect();
    let mut order = Vec::with_capacity(units.len());
    let mut index = 0;
    while index < units.len() {
        if kinds[index] != Kind::Right {
            order.push(index);
            index += 1;
            continue;
        }
        let end = (index..units.len()).take_while(|place| kinds[*place] != Kind::Left).collect::<Vec<_>>();
        let last = end.into_iter().rev().find(|place| kinds[*place] == Kind::Right).unwrap_or(index);
        let run = &units[index..=last];
        order.extend(from_right(run, READINGS[0]).into_iter().map(|place| place + index));
        index = last + 1;
    }
    order
}

/// Whether the bidirectional algorithm, run over the text that was read, gives the glyphs back in their places.
fn agrees(units: &[Unit], order: &[usize], right_to_left: bool) -> bool {
    let text: String = order.iter().map(|index| units[*index].text.as_str()).collect();
    let level = if right_to_left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return true };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut owner = Vec::with_capacity(text.len());
    for index in order {
        owner.extend(std::iter::repeat_n(*index, units[*index].text.len()));
    }
    let mut seen: Vec<usize> = Vec::with_capacity(units.len());
    for run in runs {
        let turned = levels[run.start].is_rtl();
        let mut places: Vec<usize> = owner.get(run).unwrap_or_default().to_vec();
        places.dedup();
        if turned {
            places.reverse();
        }
        seen.extend(places);
    }
    // Spaces and signs without width may change places with their neighbours; letters and digits may not.
    let telling = |index: &usize| kind(&units[*index].text) != Kind::Neutral;
    seen.iter().copied().filter(|index| telling(index)).is_sorted()
}

/// Brackets and quotation marks that face each other.
const PAIRS: [(char, char); 5] =
    [('(', ')'), ('[', ']'), ('{', '}'), ('\u{ab}', '\u{bb}'), ('\u{2039}', '\u{203a}')];

/// Writers disagree whether a mirrored bracket is named by its shape or its meaning; a pair in which the closing one comes
/// first is turned. The two may stand on different lines of a paragraph.
pub(super) fn turn_brackets(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (open, close) in PAIRS {
        let places: Vec<usize> =
            (0..letters.len()).filter(|place| letters[*place] == open || letters[*place] == close).collect();
        let mut next = 0;
        while let [first, second] = places.get(next..next + 2).unwrap_or_default() {
            match (letters[*first] == open, letters[*second] == open) {
                (true, false) => next += 2,
                (false, true) => {
                    letters[*first] = open;
                    letters[*second] = close;
                    next += 2;
                }
                _ => next += 1,
            }
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{read_line, turn_brackets};
    use crate::ingest::pdf::glyphs::Unit;
    use unicode_bidi::{BidiInfo, Level};

    /// Sets a text as a program would: one unit per letter, in visual order.
    fn set(text: &str) -> Vec<Unit> {
        let info = BidiInfo::new(text, Some(Level::rtl()));
        let visual = info.reorder_line(&info.paragraphs[0], info.paragraphs[0].range.clone());
        (0_u32..)
            .zip(visual.chars())
            .map(|(place, letter)| Unit {
                text: letter.to_string(),
                left: f64::from(place),
                right: f64::from(place) + 1.0,
                baseline: 0.0,
                size: 1.0,
            })
            .collect()
    }

    #[test]
    fn persian_lines_with_latin_words_and_numbers_come_back() {
        for text in [
            "\u{633}\u{644}\u{627}\u{645} API \u{628}\u{639}\u{62f}",
            "\u{633}\u{627}\u{644} \u{6f1}\u{6f4}\u{6f0}\u{6f3} \u{648} \u{6f2}\u{66b}\u{6f5} \u{62f}\u{631}\u{635}\u{62f}",
            "\u{646}\u{633}\u{62e}\u{647} Windows Server 2012 \u{628}\u{648}\u{62f}.",
            "\u{62a}\u{627} \u{6f3}-\u{6f2} \u{631}\u{648}\u{632}",
        ] {
            assert_eq!(read_line(&set(text), true), text);
        }
    }

    #[test]
    fn a_pair_that_closes_before_it_opens_is_turned() {
        assert_eq!(turn_brackets("a )b( c"), "a (b) c");
        assert_eq!(turn_brackets("1) 2)"), "1) 2)");
    }
}
