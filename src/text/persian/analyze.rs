//! One word, all readings: which of them count, and which only might.

use crate::text::fold::HALF_SPACE;
use crate::text::persian::forms::Forms;
use crate::text::persian::join::joins_of;
use crate::text::persian::lexicon::{is_closed, look_up};
use crate::text::persian::noun::{Reduction, reduce, without_half_spaces};
use crate::text::persian::spoken::add_spoken;
use crate::text::persian::verb::{Rank, Reading, is_to_be, read};

/// Analyses a folded Persian word into `forms`.
///
/// Half-spaces are expected where the text has them; a unit of several words has one between them.
pub fn analyze(word: &str, forms: &mut Forms) {
    let joined = without_half_spaces(word);
    forms.set_joins(joins_of(word, &joined));
    if is_closed(&joined) {
        forms.add(&joined);
        add_spoken(word, &joined, false, forms);
        return;
    }
    let readings = read(&joined);
    let noun = reduce(word);
    let known = decide(word, &joined, &readings, &noun, forms);
    add_spoken(word, &joined, known, forms);
}

/// Adds the readings of the written language; says whether the word is known there.
fn decide(word: &str, joined: &str, readings: &[Reading], noun: &Reduction, forms: &mut Forms) -> bool {
    let entry = look_up(joined);
    let listed = entry.is_some_and(|entry| entry.is_listed());
    let written: Vec<&Reading> = readings.iter().filter(|reading| !reading.spoken).collect();
    let Some(best) = written.first() else {
        add_noun(noun, forms);
        return listed || (noun.known && noun.inflected);
    };
    match choose(word, best, listed, noun) {
        Choice::Verb => {
            add_verbs(&written, forms);
        }
        Choice::Both => {
            add_noun(noun, forms);
            add_verbs(&written, forms);
        }
        Choice::NounRather => {
            add_noun(noun, forms);
            for reading in written.iter().filter(|reading| reading.rank == best.rank) {
                forms.add_weak(reading.lemma);
            }
        }
        Choice::VerbRather => {
            add_verbs(&written, forms);
            forms.add_weak(&noun.lemma);
        }
        Choice::Noun => add_noun(noun, forms),
    }
    true
}

/// Which kind of word a form is.
enum Choice {
    Verb,
    VerbRather,
    Both,
    NounRather,
    Noun,
}

/// Weighs the best verb reading against the noun.
fn choose(word: &str, verb: &Reading, listed: bool, noun: &Reduction) -> Choice {
    if is_to_be(&without_half_spaces(word)) {
        return Choice::Verb;
    }
    let marked_apart = ["می\u{200c}", "نمی\u{200c}"].iter().any(|mark| word.contains(mark));
    let is_noun_form = noun.known && noun.inflected;
    match verb.rank {
        Rank::Continuous if listed && !marked_apart => Choice::NounRather,
        Rank::PerfectPerson if is_plural_written(word) && is_noun_form => Choice::Noun,
        Rank::PerfectPerson if listed => Choice::NounRather,
        Rank::PerfectPerson if verb.participle_is_noun && word.ends_with(['ی', 'م']) => Choice::Both,
        Rank::PastPerson if listed => Choice::Noun,
        Rank::Past if verb.past_is_rather_noun => Choice::NounRather,
        Rank::Past if verb.past_is_noun && !noun.inflected => Choice::Both,
        Rank::Participle if verb.participle_is_noun => Choice::NounRather,
        Rank::NegatedPast if word.ends_with('ه') => Choice::Verb,
        Rank::NegatedPast | Rank::Subjunctive if listed => Choice::Noun,
        Rank::PastLikeNoun if listed && verb.past_is_rather_noun => Choice::Noun,
        Rank::PastLikeNoun if listed => Choice::NounRather,
        Rank::PastLikeNoun if is_noun_form && verb.past_is_noun => Choice::VerbRather,
        Rank::BarePresent if listed && verb.order < FREQUENT_VERBS => Choice::Both,
        Rank::BarePresent if listed => Choice::Noun,
        Rank::BarePresentLikeNoun | Rank::Prohibition if listed || is_noun_form => Choice::Noun,
        // شناسی, ریزی are ends of compounds written apart, hardly ever "you know", "you pour".
        Rank::BarePresentLikeNoun if word.ends_with('ی') && !SAID_BARE.contains(&word) => Choice::Noun,
        Rank::BarePresentLikeNoun | Rank::Prohibition => Choice::VerbRather,
        Rank::Continuous | Rank::PerfectPerson | Rank::PastPerson | Rank::Past | Rank::Infinitive => {
            Choice::Verb
        }
        Rank::Participle | Rank::NegatedPast | Rank::Subjunctive | Rank::PastLikeNoun | Rank::BarePresent => {
            Choice::Verb
        }
    }
}

/// Forms in ی of the bare present that are in common use.
const SAID_BARE: [&str; 6] = ["کنی", "شوی", "توانی", "خواهی", "باشی", "بینی"];

/// Verbs at the top of the table that are so frequent that a bare form is as likely theirs as a noun's (کند, رود).
const FREQUENT_VERBS: usize = 12;

/// Says whether the word is written as a plural in های: درآمدهای is no perfect, درآمده\u{200c}ای is.
fn is_plural_written(word: &str) -> bool {
    word.ends_with("\u{200c}های") || (word.ends_with("های") && !word.contains(HALF_SPACE))
}

/// Adds the verbs of the best rank: the first counts, the others might be meant.
fn add_verbs(readings: &[&Reading], forms: &mut Forms) {
    let Some(best) = readings.first() else {
        return;
    };
    for (index, reading) in readings.iter().enumerate() {
        if index == 0 {
            forms.add(reading.lemma);
        } else if reading.rank == best.rank {
            forms.add_weak(reading.lemma);
        }
    }
}

/// Adds a noun and what it may be besides.
fn add_noun(noun: &Reduction, forms: &mut Forms) {
    forms.add(&noun.lemma);
    if let Some(other) = &noun.other {
        forms.add_weak(other);
    }
}
