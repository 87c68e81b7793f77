//! Spoken Persian: what a spoken form would be in writing.
//!
//! These readings are kept apart from the written ones, so that a search can leave them out; they are only tried where the word is
//! not a written word anyway.

use crate::text::fold::HALF_SPACE;
use crate::text::persian::forms::Forms;
use crate::text::persian::lexicon::{is_closed, look_up, written_for};
use crate::text::persian::noun::{reduce, without_half_spaces};
use crate::text::persian::verb::{Rank, read};

/// Prepositions as they stand before an attached pronoun, and in writing.
const PREPOSITIONS: [(&str, &str); 6] =
    [("باها", "با"), ("برا", "برای"), ("واس", "برای"), ("به", "به"), ("از", "از"), ("پیش", "پیش")];

/// Attached pronouns and the pronouns they stand for.
const PRONOUNS: [(&str, &str); 9] = [
    ("مون", "ما"),
    ("تون", "شما"),
    ("شون", "آنها"),
    ("مان", "ما"),
    ("تان", "شما"),
    ("شان", "آنها"),
    ("م", "من"),
    ("ت", "تو"),
    ("ش", "او"),
];

/// Spoken plural endings (ا for ها) with what may follow, longest first.
const PLURALS: [&str; 10] = ["امون", "اتون", "اشون", "امان", "اتان", "اشان", "ام", "ات", "اش", "ا"];

/// Present stems that are said without a mark: داره, باشه, کنن.
const BARE_PRESENTS: [&str; 3] = ["داشتن", "بودن", "کردن"];

/// Adds the spoken readings of a word. `known` says that it is a word of the written language.
pub(super) fn add_spoken(word: &str, joined: &str, known: bool, forms: &mut Forms) {
    if let Some(written) = written_for(joined) {
        add_reduced(written, forms);
    }
    if let Some((preposition, pronoun)) = preposition_with_pronoun(joined) {
        forms.add_companion(preposition);
        forms.add_companion(pronoun);
    }
    let listed = look_up(joined).is_some_and(|entry| entry.is_listed());
    add_verbs(joined, listed, known, forms);
    if listed || is_closed(joined) {
        return;
    }
    if !known {
        if !add_object(word, joined, forms) && !add_copula(joined, forms) {
            add_plural(joined, forms);
        }
        add_vowels(word, forms);
    }
    add_possessive(word, forms);
}

/// The preposition and pronoun that a form such as بهشون, باهاش, برام is made of, both in writing.
pub(super) fn preposition_with_pronoun(joined: &str) -> Option<(&'static str, &'static str)> {
    for (spoken, preposition) in PREPOSITIONS {
        if let Some(rest) = joined.strip_prefix(spoken)
            && let Some((_, pronoun)) = PRONOUNS.iter().find(|(attached, _)| *attached == rest)
        {
            return Some((preposition, pronoun));
        }
    }
    None
}

/// Spoken verb forms: می\u{200c}گه, بریم, کردین.
fn add_verbs(joined: &str, listed: bool, known: bool, forms: &mut Forms) {
    let readings = read(joined);
    let written = readings.iter().filter(|reading| !reading.spoken).map(|reading| reading.rank).max();
    // A written form is not taken for a spoken one of another verb that is no clearer: می\u{200c}دید is not of دادن.
    for reading in readings.iter().filter(|reading| reading.spoken && Some(reading.rank) > written) {
        let counts = match reading.rank {
            Rank::Continuous | Rank::PerfectPerson | Rank::PastPerson => !listed,
            Rank::Subjunctive | Rank::NegatedPast | Rank::Past | Rank::Participle => {
                !listed && !is_noun_form(joined)
            }
            Rank::BarePresent | Rank::BarePresentLikeNoun => !known && BARE_PRESENTS.contains(&reading.lemma),
            Rank::PastLikeNoun | Rank::Infinitive => !listed && !known,
            Rank::Prohibition => false,
        };
        if counts {
            forms.add_spoken(reading.lemma);
        }
    }
}

/// Says whether the word is an inflected form of a listed noun.
fn is_noun_form(joined: &str) -> bool {
    let noun = reduce(joined);
    noun.inflected && is_listed(&noun.lemma)
}

/// Adds the dictionary word of a written form if the lexicon lists it; says whether it did.
fn add_reduced(written: &str, forms: &mut Forms) -> bool {
    let written = written.replace('_', "\u{200c}");
    let verb = read(&without_half_spaces(&written));
    if let Some(reading) = verb.first().filter(|reading| !reading.spoken && reading.rank >= Rank::Participle)
    {
        forms.add_spoken(reading.lemma);
        return true;
    }
    let noun = reduce(&written);
    forms.add_spoken(&noun.lemma);
    noun.known
}

/// Says whether a dictionary lists the word.
fn is_listed(word: &str) -> bool {
    is_closed(word) || look_up(&without_half_spaces(word)).is_some_and(|entry| entry.is_listed())
}

/// The dictionary word of a form, if a dictionary lists it.
fn listed_lemma(form: &str) -> Option<String> {
    if is_closed(form) {
        return Some(form.to_owned());
    }
    let noun = reduce(form);
    is_listed(&noun.lemma).then_some(noun.lemma)
}

/// The written form of a word with و for ا before ن and م (خیابون, تموم), if it is a form of a listed word.
fn with_written_vowels(word: &str) -> Option<String> {
    for (spoken, written) in [("ون", "ان"), ("وم", "ام")] {
        for (place, _) in word.match_indices(spoken).filter(|&(place, _)| place > 0) {
            let (before, behind) = word.split_at_checked(place)?;
            let variant = format!("{before}{written}{}", behind.strip_prefix(spoken)?);
            if let Some(lemma) = listed_lemma(&variant) {
                return Some(lemma);
            }
        }
    }
    None
}

/// خونه, آروم, خیابونا.
fn add_vowels(word: &str, forms: &mut Forms) {
    if let Some(lemma) = with_written_vowels(word) {
        forms.add_spoken(&lemma);
    }
}

/// The written dictionary word of a stem as it is said.
fn spoken_stem(stem: &str) -> Option<String> {
    if let Some(written) = written_for(stem) {
        return Some(reduce(&written.replace('_', "\u{200c}")).lemma);
    }
    listed_lemma(stem).or_else(|| with_written_vowels(stem))
}

/// کتابو, حرفشو, اینو: the object's را.
fn add_object(word: &str, joined: &str, forms: &mut Forms) -> bool {
    let Some(stem) = word.strip_suffix('و').or_else(|| word.strip_suffix("رو")) else {
        return false;
    };
    let stem = stem.trim_end_matches(HALF_SPACE);
    if stem.chars().count() < 2 || joined.ends_with("وو") {
        return false;
    }
    let Some(lemma) = spoken_stem(stem).or_else(|| spoken_stem(&written_possessive(stem)?)) else {
        return false;
    };
    forms.add_spoken(&lemma);
    forms.add_companion("را");
    true
}

/// خوبه, سخته, نگرانن: «است» and «هستند» behind an adjective or a pronoun.
fn add_copula(joined: &str, forms: &mut Forms) -> bool {
    for (ending, pronouns) in [("ه", true), ("ن", false), ("ین", false)] {
        let Some(stem) = joined.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) else {
            continue;
        };
        let adjective = |word: &str| look_up(word).is_some_and(|entry| entry.is_adjective());
        let lemma = spoken_stem(stem).filter(|lemma| {
            adjective(stem) || adjective(&without_half_spaces(lemma)) || (pronouns && is_closed(stem))
        });
        if let Some(lemma) = lemma {
            forms.add_spoken(&lemma);
            forms.add_companion("بودن");
            return true;
        }
    }
    false
}

/// دخترا, مشکلاشون: ا for ها.
fn add_plural(joined: &str, forms: &mut Forms) {
    for ending in PLURALS {
        let Some(stem) = joined.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) else {
            continue;
        };
        let noun = |word: &str| look_up(word).is_some_and(|entry| entry.is_noun());
        if let Some(lemma) = spoken_stem(stem).filter(|lemma| noun(stem) || noun(&without_half_spaces(lemma)))
        {
            forms.add_spoken(&lemma);
            return;
        }
    }
}

/// The form with مان, تان, شان for مون, تون, شون.
fn written_possessive(word: &str) -> Option<String> {
    [("مون", "مان"), ("تون", "تان"), ("شون", "شان")]
        .into_iter()
        .find_map(|(spoken, written)| word.strip_suffix(spoken).map(|stem| format!("{stem}{written}")))
}

/// کتابشون, بچه\u{200c}هامون.
fn add_possessive(word: &str, forms: &mut Forms) {
    let Some(written) = written_possessive(word) else {
        return;
    };
    let stem = written
        .strip_suffix("مان")
        .or_else(|| written.strip_suffix("تان"))
        .or_else(|| written.strip_suffix("شان"));
    let stem = stem.unwrap_or_default().trim_end_matches(HALF_SPACE);
    if let Some(lemma) = listed_lemma(&written).or_else(|| spoken_stem(stem)) {
        forms.add_spoken(&lemma);
    }
}
