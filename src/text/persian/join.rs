//! Which words join their neighbours to one unit: می شود, کتاب های, بزرگ تر, خانه ام, بر می گردد.

use crate::text::fold::HALF_SPACE;
use crate::text::persian::forms::JoinBits;
use crate::text::persian::lexicon::{is_closed, look_up};
use crate::text::persian::verb::{PREVERBS, Rank, follows_continuous_mark, is_preverb_of, read};

/// Plural endings that typists put behind a space.
const PLURALS: [&str; 16] = [
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "هاست",
    "هام",
    "هات",
    "هاش",
    "هامون",
    "هاتون",
    "هاشون",
];

/// Endings of comparison behind a space.
const COMPARISONS: [&str; 7] = ["تر", "ترین", "تری", "ترها", "ترین\u{200c}ها", "ترین\u{200c}های", "ترهای"];

/// Clitics behind a space, after a silent ه or ها.
const CLITICS: [&str; 9] = ["ام", "ات", "اش", "ای", "ی", "ایم", "اید", "اند", "اند."];

/// Possessives behind a space, after any noun.
const POSSESSIVES: [&str; 6] = ["مان", "تان", "شان", "مون", "تون", "شون"];

/// The joints of a word; `joined` is the word without half-spaces.
pub(super) fn joins_of(word: &str, joined: &str) -> JoinBits {
    JoinBits { begins: begins(word, joined), continues: continues(word, joined), broken: is_broken(word) }
}

/// The joints that a word offers to one behind it.
fn begins(word: &str, joined: &str) -> u8 {
    if matches!(joined, "می" | "نمی" | "همی") {
        return JoinBits::VERB_PREFIX;
    }
    let mut begins = 0;
    if PREVERBS.contains(&joined) {
        begins |= JoinBits::PREVERB;
    }
    let closed = is_closed(joined) && !matches!(joined, "این" | "آن" | "همین" | "همان");
    if closed || joined.chars().count() < 2 {
        return begins;
    }
    begins |= JoinBits::PLURAL;
    let entry = look_up(joined);
    if entry.is_none_or(|entry| entry.is_adjective() || !entry.is_noun()) {
        begins |= JoinBits::COMPARISON;
    }
    let plural = word.rsplit(HALF_SPACE).next().is_some_and(|last| matches!(last, "ها" | "های"))
        || joined.ends_with("های");
    if joined.ends_with('ه') || plural {
        begins |= JoinBits::CLITIC;
    }
    if plural || joined.ends_with('ه') || entry.is_some_and(|entry| entry.is_noun()) {
        begins |= JoinBits::POSSESSIVE;
    }
    begins
}

/// The joints by which a word attaches to one before it.
fn continues(word: &str, joined: &str) -> u8 {
    let mut continues = 0;
    if PLURALS.contains(&joined) {
        continues |= JoinBits::PLURAL;
    }
    if COMPARISONS.contains(&word) {
        continues |= JoinBits::COMPARISON;
    }
    if CLITICS.contains(&joined) {
        continues |= JoinBits::CLITIC;
    }
    if POSSESSIVES.contains(&joined) {
        continues |= JoinBits::POSSESSIVE;
    }
    if matches!(joined, "می" | "نمی") {
        continues |= JoinBits::PREFIX_AFTER_PREVERB;
    }
    if follows_continuous_mark(joined) {
        continues |= JoinBits::VERB_PREFIX;
    }
    let marked = joined.starts_with("می") || joined.starts_with("نمی");
    let listed = look_up(joined).is_some_and(|entry| entry.is_listed());
    if marked && !listed && read(joined).first().is_some_and(|reading| reading.rank == Rank::Continuous) {
        continues |= JoinBits::PREVERB;
    }
    continues
}

/// Says whether a unit of several words is none: a preverb with a verb that it does not form a verb with (باز می\u{200c}کند).
fn is_broken(word: &str) -> bool {
    let Some((first, rest)) = word.split_once(HALF_SPACE) else {
        return false;
    };
    let rest: String = rest.chars().filter(|&character| character != HALF_SPACE).collect();
    let marked = rest.starts_with("می") || rest.starts_with("نمی");
    marked
        && PREVERBS.iter().any(|preverb| !preverb.is_empty() && *preverb == first)
        && !PREVERBS.iter().filter(|preverb| **preverb == first).any(|preverb| is_preverb_of(preverb, &rest))
}
