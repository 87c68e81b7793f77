//! The characters of a text in a plain form, and a place among them.

use crate::stats::published::decimal::{is_unseen, plain};
use crate::stats::published::{Figure, Relation};

/// A character of the text that counts, in its plain form.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    /// The character in its plain form.
    plain: char,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// The characters of a text that count.
pub(super) fn letters(text: &str) -> Vec<Letter> {
    let raw: Vec<(usize, char)> =
        text.char_indices().filter(|(_, one)| !is_unseen(*one) && *one != '*').collect();
    let is_digit = |index: usize| raw.get(index).is_some_and(|(_, one)| plain(*one).is_ascii_digit());
    raw.iter()
        .enumerate()
        .map(|(index, (start, one))| Letter {
            // A stroke is a decimal sign between digits only.
            plain: if *one == '/' && !(index > 0 && is_digit(index - 1) && is_digit(index + 1)) {
                '/'
            } else {
                letter(*one)
            },
            start: *start,
            end: start + one.len_utf8(),
        })
        .collect()
}

/// The plain form of a letter: the slanted letters of formulas and of full width are common ones.
fn letter(character: char) -> char {
    match character {
        '\u{1d461}' | '\u{1d495}' | '\u{ff54}' => 't',
        '\u{1d439}' | '\u{1d46d}' | '\u{ff26}' => 'F',
        '\u{1d45f}' | '\u{1d493}' | '\u{ff52}' => 'r',
        '\u{1d467}' | '\u{1d49b}' | '\u{ff5a}' => 'z',
        '\u{1d45d}' | '\u{1d491}' | '\u{ff50}' => 'p',
        '\u{1d712}' | '\u{1d74c}' | 'Χ' => 'χ',
        '²' => '2',
        '\u{60c}' | '؛' => ';',
        '［' | '[' | '（' => '(',
        '］' | ']' | '）' => ')',
        other if other.is_whitespace() => ' ',
        other => plain(other),
    }
}

/// A place in the letters.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) letters: &'a [Letter],
    pub(super) at: usize,
}

impl Cursor<'_> {
    /// The character here.
    pub(super) fn here(&self) -> Option<char> {
        self.letters.get(self.at).map(|letter| letter.plain)
    }

    /// Goes on to the next character that is no space.
    pub(super) fn skip_spaces(&mut self) {
        while self.here() == Some(' ') {
            self.at += 1;
        }
    }

    /// Takes a character if it stands here.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let there = self.here() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    /// Takes a word, whatever the case.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let from = self.at;
        for wanted in word.chars() {
            if self.here().is_none_or(|here| !here.to_lowercase().eq(wanted.to_lowercase())) {
                self.at = from;
                return false;
            }
            self.at += 1;
        }
        true
    }

    /// Says whether a word could begin here: no letter of the same script, digit or underscore stands before.
    pub(super) fn at_boundary(&self) -> bool {
        let before =
            self.at.checked_sub(1).and_then(|before| self.letters.get(before)).map(|letter| letter.plain);
        let here_is_arabic = self.here().is_some_and(is_arabic);
        before.is_none_or(|before| {
            let other_script = before.is_alphabetic() && is_arabic(before) != here_is_arabic;
            other_script || (!before.is_alphanumeric() && before != '_')
        })
    }

    /// The character after this one.
    pub(super) fn after(&self) -> Option<char> {
        self.letters.get(self.at + 1).map(|letter| letter.plain)
    }

    /// Takes a relation; `<=` counts as `<`.
    pub(super) fn take_relation(&mut self) -> Option<Relation> {
        self.skip_spaces();
        let relation = Relation::of(self.here()?)?;
        self.at += 1;
        if relation != Relation::Equal {
            self.take('=');
        }
        self.skip_spaces();
        Some(relation)
    }

    /// Takes a number. A comma belongs to it only in `commas` and before a digit.
    pub(super) fn take_figure(&mut self, commas: bool) -> Option<Figure> {
        let from = self.at;
        let mut text = String::new();
        if matches!(self.here(), Some('-' | '+')) {
            text.extend(self.here());
            self.at += 1;
            self.skip_spaces();
        }
        while let Some(here) = self.here() {
            let digit_follows = self.after().is_some_and(|next| next.is_ascii_digit());
            let belongs = here.is_ascii_digit()
                || ((here == '.' || here == '\u{66c}' || (commas && here == ',')) && digit_follows);
            if !belongs {
                break;
            }
            text.push(here);
            self.at += 1;
        }
        let figure = Figure::parse(&text).ok();
        if figure.is_none() {
            self.at = from;
        }
        figure
    }
}

/// Says whether the character is of the Arabic script.
fn is_arabic(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
