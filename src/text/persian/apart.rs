//! The ways in which a word of a query may stand in a text as several words.

use crate::text::fold::{HALF_SPACE, fold};
use crate::text::persian::lexicon::{look_up, other_spellings, usual_spelling};
use crate::text::persian::noun::{reduce, without_half_spaces};
use crate::text::persian::spoken::preposition_with_pronoun;
use crate::text::persian::table::FILE_HALF_SPACE;
use crate::text::persian::verb::{Rank, read};

/// Short words that begin compounds; other parts of an unknown word must be longer.
const SHORT_FIRST_PARTS: [&str; 14] =
    ["هم", "پر", "کم", "بی", "نا", "خوش", "بد", "پیش", "پس", "تک", "چند", "غیر", "ضد", "فرا"];

/// Fewest letters of a part of an unknown word.
const LEAST_PART: usize = 3;

/// The ways in which the words of `text`, one unit of a query, may be written apart: each a row of words to stand side by side.
///
/// هم\u{200c}میهن may be written هم میهن, and with `spoken` برام may be written برای من. Empty for most words.
pub fn spellings_apart(text: &str, spoken: bool) -> Vec<Vec<String>> {
    let word = fold(
        &text
            .split([' ', '\u{a0}', '\t'])
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\u{200c}"),
    );
    let word = word.trim_matches(HALF_SPACE);
    let joined = without_half_spaces(word);
    let mut ways = Vec::new();
    if spoken && let Some((preposition, pronoun)) = preposition_with_pronoun(&joined) {
        ways.push(vec![preposition.to_owned(), pronoun.to_owned()]);
    }
    if read(&joined).iter().any(|reading| reading.rank >= Rank::PerfectPerson) {
        return ways;
    }
    let noun = reduce(word);
    let lemma = without_half_spaces(&noun.lemma);
    let usual = usual_spelling(&lemma).unwrap_or(&lemma).to_owned();
    ways.extend(
        other_spellings(&usual).filter(|other| other.contains(FILE_HALF_SPACE)).map(split_file_spelling),
    );
    if noun.lemma.contains(HALF_SPACE) {
        ways.push(noun.lemma.split(HALF_SPACE).map(str::to_owned).collect());
    } else if let Some(entry) = look_up(&lemma) {
        if entry.is_compound() {
            ways.push(split_file_spelling(entry.spelling));
        } else if let Some(parts) = split_as_written(word, &lemma) {
            ways.push(parts);
        }
    } else {
        ways.extend(split_unknown(&lemma));
    }
    ways.dedup();
    ways
}

/// The noun or adjective that the last part of a compound is a form of, half-spaces left out; a part such as داری is no verb there.
pub fn noun_lemma(word: &str) -> String {
    without_half_spaces(&reduce(&fold(word)).lemma)
}

/// The parts of a spelling of a data file.
fn split_file_spelling(spelling: &str) -> Vec<String> {
    spelling.split(FILE_HALF_SPACE).map(str::to_owned).collect()
}

/// The parts at the half-spaces of the query's own writing, where they divide the dictionary word and not an ending from it.
fn split_as_written(word: &str, lemma: &str) -> Option<Vec<String>> {
    let (first, rest) = word.split_once(HALF_SPACE)?;
    let inner = lemma.strip_prefix(first).filter(|inner| !inner.is_empty())?;
    rest.starts_with(inner).then(|| vec![first.to_owned(), inner.to_owned()])
}

/// The two listed words that an unknown word is most likely made of.
fn split_unknown(word: &str) -> Option<Vec<String>> {
    let mut best: Option<(i32, Vec<String>)> = None;
    for (place, _) in word.char_indices().skip(1) {
        let Some((first, second)) = word.split_at_checked(place) else {
            continue;
        };
        let long_enough = first.chars().count() >= LEAST_PART || SHORT_FIRST_PARTS.contains(&first);
        if !long_enough || second.chars().count() < LEAST_PART {
            continue;
        }
        let frequency =
            |part: &str| look_up(part).filter(|entry| entry.is_listed()).map(|entry| entry.frequency);
        if let (Some(one), Some(two)) = (frequency(first), frequency(second))
            && best.as_ref().is_none_or(|(weight, _)| one.min(two) > *weight)
        {
            best = Some((one.min(two), vec![first.to_owned(), second.to_owned()]));
        }
    }
    best.map(|(_, parts)| parts)
}
