//! Head lines: what a transcript says about itself before anybody speaks.

use crate::ingest::document::Line;
use crate::ingest::label::{Speakers, label_of};
use crate::ingest::vocabulary::{Cue, cue, key};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Longest value of a head line in characters; longer ones are text.
const LONGEST_VALUE: usize = 160;

/// Longest first line that can be a title, in characters.
const LONGEST_TITLE: usize = 140;

/// Most words behind a speaker's name in the head: initials or a full name.
const MOST_WORDS: usize = 5;

/// What stands before the turns.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Number of lines that belong to the head.
    pub(super) lines: usize,
    /// A heading, or a short first line; empty when there is neither.
    pub(super) title: String,
    /// The `key: value` lines.
    pub(super) attributes: BTreeMap<String, String>,
}

/// Reads the head of a text.
///
/// The head is the run of `key: value` lines at the top, with blank lines, rules and one title line between them. A
/// speaker's name may stand in it once (`Interviewer: initials`), but never as its last line, since that is where the
/// talk begins.
pub(super) fn read(lines: &[Line], speakers: &Speakers) -> Head {
    let mut head = Head::default();
    let mut pending: BTreeMap<String, String> = BTreeMap::new();
    let mut spoken: BTreeSet<String> = BTreeSet::new();
    let mut previous_spoke = false;
    for (index, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if text.is_empty() || is_rule(text) {
            if previous_spoke {
                break;
            }
            continue;
        }
        let first = head.title.is_empty() && head.attributes.is_empty() && pending.is_empty();
        let Some(label) = label_of(text.trim_start_matches(['-', '*', '\u{2022}', ' '])) else {
            if first && (line.heading || is_title(text, lines.get(index + 1))) {
                text.trim_start_matches('#').trim().clone_into(&mut head.title);
                continue;
            }
            break;
        };
        let name = key(label.name);
        let speaks = speakers.contains_key(&name);
        // A name before a question or a sentence is somebody who talks already.
        let sentence = label.rest.split_whitespace().count() > MOST_WORDS;
        let talks = speaks && (sentence || label.rest.trim_end().ends_with(['?', '\u{61f}', '!']));
        let too_long = label.rest.is_empty() || label.rest.chars().count() > LONGEST_VALUE;
        let own = attribute_name(label.name);
        let repeated = head.attributes.contains_key(&own) || pending.contains_key(&own);
        let section = cue(label.name) == Some(Cue::Section);
        if too_long || section || repeated || talks || (speaks && (previous_spoke || !spoken.insert(name))) {
            break;
        }
        previous_spoke = speaks;
        pending.insert(attribute_name(label.name), label.rest.trim().to_owned());
        if !speaks {
            head.attributes.append(&mut pending);
            head.lines = index + 1;
        }
    }
    if speakers.is_empty() && head.attributes.len() < 2 {
        head.attributes.clear();
        head.lines = 0;
    }
    head
}

/// The name of an attribute: a word of the researcher's and no text of the source, so that one typed with Arabic letters is
/// the one typed with Persian letters.
fn attribute_name(label: &str) -> String {
    if label.chars().any(|letter| matches!(letter, '\u{64a}' | '\u{643}')) {
        fold(label)
    } else {
        label.to_owned()
    }
}

fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3
        && text.chars().all(|letter| matches!(letter, '-' | '_' | '=' | '*' | '\u{2014}' | '\u{2500}'))
}

/// Whether a first line looks like a title: short, no sentence, and something follows.
fn is_title(text: &str, next: Option<&Line>) -> bool {
    next.is_some()
        && text.chars().count() <= LONGEST_TITLE
        && !text.ends_with(['.', '!', '?', '\u{61f}', ':', '\u{61b}', ';', ','])
}
