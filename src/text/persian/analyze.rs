//! One word, all readings: which of them count, and which only might.

use crate::text::fold::HALF_SPACE;
use crate::text::persian::forms::Forms;
use crate::text::persian::join::joins_of;
use crate::text::persian::lexicon::{is_closed, look_up};
use crate::text::persian::noun::{Reduction, reduce, without_half_spaces};
use crate::text::persian::spoken::add_spoken;
use crate::text::persian::verb::{Rank, Reading, read};

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
        return noun.known;
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
            for reading in &written {
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
    let marked_apart = ["می\u{200c}", "نمی\u{200c}"].iter().any(|mark| word.contains(mark));
    let is_noun_form = noun.known && noun.inflected;
    match verb.rank {
        Rank::Continuous if marked_apart => Choice::Verb,
        Rank::Continuous if listed => Choice::NounRather,
        Rank::Continuous => Choice::Verb,
        Rank::PerfectPerson if listed => Choice::NounRather,
        Rank::PerfectPerson if verb.participle_is_noun => Choice::Both,
        Rank::PerfectPerson => Choice::Verb,
        Rank::PastPerson => Choice::Verb,
        Rank::Past if verb.past_is_noun => Choice::Both,
        Rank::Past => Choice::Verb,
        Rank::Infinitive => Choice::Verb,
        Rank::Participle if verb.participle_is_noun => Choice::NounRather,
        Rank::Participle => Choice::Verb,
        Rank::NegatedPast | Rank::Subjunctive if listed => Choice::NounRather,
        Rank::NegatedPast | Rank::Subjunctive => Choice::Verb,
        Rank::PastLikeNoun if listed || is_noun_form => Choice::Both,
        Rank::PastLikeNoun => Choice::Verb,
        Rank::BarePresent if listed => Choice::NounRather,
        Rank::BarePresent => Choice::Verb,
        Rank::BarePresentLikeNoun if listed || is_noun_form => Choice::Noun,
        Rank::BarePresentLikeNoun => Choice::VerbRather,
    }
}

/// Adds the verbs of the best rank: the first counts, the others might be meant. A clear form leaves less clear ones out.
fn add_verbs(readings: &[&Reading], forms: &mut Forms) {
    let Some(best) = readings.first() else {
        return;
    };
    for (index, reading) in readings.iter().enumerate() {
        if index == 0 {
            forms.add(reading.lemma);
        } else if reading.rank == best.rank || (best.rank < Rank::Past && reading.rank >= Rank::BarePresent) {
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

/// Drops a trailing or leading half-space that a typist left.
pub(super) fn trim(word: &str) -> &str {
    word.trim_matches(HALF_SPACE)
}
