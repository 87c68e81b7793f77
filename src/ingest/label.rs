//! Labels: who speaks, as transcribers write it before a turn.
//!
//! A label is a short name before a colon (`Interviewer: …`), perhaps with a time in brackets beside it. Any `key: value`
//! line looks like that, so a name is believed only when it is a known word for a role, or comes back through the text as
//! speakers do.

use crate::ingest::document::Line;
use crate::ingest::vocabulary::{Cue, cue, key};
use crate::model::SpeakerRole;
use crate::text::digits::digit_value;
use crate::text::direction::is_direction_mark;
use std::collections::BTreeMap;

/// Longest label in characters; longer stretches before a colon are sentences.
const LONGEST_LABEL: usize = 40;

/// Most words of a label.
const MOST_WORDS: usize = 6;

/// How often an unknown name must stand before a colon to be a speaker.
const FEWEST_TURNS: usize = 3;

/// Share of the written lines that unknown names must open together.
const SMALLEST_SHARE: f64 = 0.25;

/// A possible label at the head of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label<'a> {
    /// The name as written.
    pub(super) name: &'a str,
    /// What follows it on the line.
    pub(super) rest: &'a str,
    /// The time beside it in milliseconds.
    pub(super) time: Option<u32>,
}

/// The speakers of a text: folded name to role; empty when nobody speaks.
pub(super) type Speakers = BTreeMap<String, SpeakerRole>;

/// Reads the label of a line, if it begins with something that could be one.
pub(super) fn label_of(line: &str) -> Option<Label<'_>> {
    let line = line.trim_start_matches(|letter: char| {
        letter.is_whitespace() || is_direction_mark(letter) || letter == '\u{feff}'
    });
    let (early, line) = take_time(line);
    let (place, colon) = line
        .char_indices()
        .take(LONGEST_LABEL + 20)
        .find(|(_, letter)| matches!(letter, ':' | '\u{ff1a}'))?;
    let (before, after) = line.split_at(place);
    let rest = after.get(colon.len_utf8()..)?;
    if rest.starts_with("//") || clock_goes_on(before, rest) {
        return None;
    }
    let (name, late) =
        drop_time(before.trim().trim_start_matches(['-', '\u{2022}', '\u{2013}', '\u{2014}']).trim());
    is_name(name).then(|| Label { name, rest: rest.trim_start(), time: early.or(late) })
}

/// Whether the colon stands inside a clock time or a proportion.
fn clock_goes_on(before: &str, rest: &str) -> bool {
    let left = before.chars().next_back().is_some_and(|letter| digit_value(letter).is_some());
    left && rest.chars().next().is_some_and(|letter| digit_value(letter).is_some())
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let signs = |letter: char| "؟?!،؛;,«»\"()[]{}/=<>|\u{2026}".contains(letter);
    let sentence = name.contains('.') && name.chars().count() > 14;
    letters > 0
        && name.chars().count() <= LONGEST_LABEL
        && name.split_whitespace().count() <= MOST_WORDS
        && !name.contains(signs)
        && !sentence
}

/// Takes a bracketed time off the front of a line.
fn take_time(line: &str) -> (Option<u32>, &str) {
    let Some(inner) = line.strip_prefix(['[', '(']) else { return (None, line) };
    match inner.split_once([']', ')']) {
        Some((time, rest)) => match parse_clock(time) {
            Some(time) => (Some(time), rest.trim_start()),
            None => (None, line),
        },
        None => (None, line),
    }
}

/// Takes a bracketed time off the end of a name.
fn drop_time(name: &str) -> (&str, Option<u32>) {
    let Some(inner) = name.strip_suffix([']', ')']) else { return (name, None) };
    match inner.rsplit_once(['[', '(']) {
        Some((name, time)) => match parse_clock(time) {
            Some(time) => (name.trim_end(), Some(time)),
            None => (name, None),
        },
        None => (name, None),
    }
}

/// Reads `h:mm:ss`, `mm:ss`, with a fraction or without, in any digits, as milliseconds.
pub(super) fn parse_clock(text: &str) -> Option<u32> {
    let ascii: String = text
        .trim()
        .chars()
        .map(|letter| match digit_value(letter) {
            Some(value) => char::from_digit(value, 10).unwrap_or(letter),
            None => letter,
        })
        .collect();
    let (whole, fraction) = match ascii.split_once(['.', ',', '\u{66b}']) {
        Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
        None => (ascii, String::new()),
    };
    let parts: Vec<u32> = whole.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)?
        }
        _ => return None,
    };
    let thousandths = match fraction.len() {
        0 => 0,
        1..=3 => fraction.parse::<u32>().ok()? * [100, 10, 1][fraction.len() - 1],
        _ => return None,
    };
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

/// How a name behaves in a text.
#[derive(Default)]
struct Habit {
    turns: usize,
    questions: usize,
    words: usize,
}

/// Finds out who speaks in a text.
pub(super) fn find_speakers(lines: &[Line]) -> Speakers {
    let mut habits: BTreeMap<String, Habit> = BTreeMap::new();
    let mut written = 0_usize;
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        written += 1;
        let Some(label) = label_of(&line.text) else { continue };
        let habit = habits.entry(key(label.name)).or_default();
        habit.turns += 1;
        habit.questions += usize::from(label.rest.trim_end().ends_with(['?', '\u{61f}']));
        habit.words += label.rest.split_whitespace().count();
    }
    let role_lines: usize = habits
        .iter()
        .filter(|(name, _)| matches!(cue(name), Some(Cue::Speaker(_))))
        .map(|(_, habit)| habit.turns)
        .sum();
    // One line may be a head line that names the interviewer; two are a talk.
    let known: Speakers = habits
        .iter()
        .filter(|_| role_lines >= 2)
        .filter_map(|(name, _)| match cue(name) {
            Some(Cue::Speaker(role)) => Some((name.clone(), role)),
            _ => None,
        })
        .collect();
    // Beside a known speaker whoever comes back once is believed.
    let fewest = if known.is_empty() { FEWEST_TURNS } else { 2 };
    let frequent: BTreeMap<&String, &Habit> = habits
        .iter()
        .filter(|(name, habit)| habit.turns >= fewest && cue(name) != Some(Cue::Section))
        .collect();
    let opened: usize = frequent.values().map(|habit| habit.turns).sum();
    let believable = (frequent.len() >= 2 || !known.is_empty()) && share(opened, written) >= SMALLEST_SHARE;
    if !known.is_empty() {
        let interviewer_known = known.values().any(|role| *role == SpeakerRole::Interviewer);
        let other = if interviewer_known { SpeakerRole::Interviewee } else { SpeakerRole::Unknown };
        let others = frequent.keys().filter(|_| believable).map(|name| ((*name).clone(), other));
        return others.chain(known.clone()).collect();
    }
    if believable { roles_by_habit(&frequent) } else { Speakers::new() }
}

/// Of two speakers, the one who mostly asks and says less is the interviewer; of more, nobody is surely.
fn roles_by_habit(habits: &BTreeMap<&String, &Habit>) -> Speakers {
    let mut roles: Speakers = habits.keys().map(|name| ((*name).clone(), SpeakerRole::Unknown)).collect();
    let pair: Vec<(&&String, &&Habit)> = habits.iter().collect();
    if let [(first, one), (second, two)] = pair[..] {
        let asks = |habit: &Habit| share(habit.questions, habit.turns);
        let asker = if asks(one) > asks(two) { (first, one, second, two) } else { (second, two, first, one) };
        if asks(asker.1) >= 0.4 && asks(asker.3) <= 0.25 && asker.1.words < asker.3.words {
            roles.insert((**asker.0).clone(), SpeakerRole::Interviewer);
            roles.insert((**asker.2).clone(), SpeakerRole::Interviewee);
        }
    }
    roles
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
