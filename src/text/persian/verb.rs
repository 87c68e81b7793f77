//! Verbs: from a form to its infinitive, over a table of stems.
//!
//! A form is taken apart by its marks (می, نمی, ب, ن, personal endings, the participle's ه, object pronouns); what is left has
//! to be a stem. How unmistakable the marks are is the reading's rank, by which it competes with nouns and other verbs.

use std::sync::LazyLock;

use crate::text::persian::table::list;

/// How unmistakable a form is; a higher rank wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rank {
    /// مرو, مکنید: the old prohibition.
    Prohibition,
    /// روم, گویی: a present stem with an ending that nouns have too.
    BarePresentLikeNoun,
    /// رود, کنیم: a present stem with an ending of its own.
    BarePresent,
    /// رفتی: a past stem with an ending that nouns have too.
    PastLikeNoun,
    /// برود, نرود.
    Subjunctive,
    /// نرفت, نرفته.
    NegatedPast,
    /// رفته.
    Participle,
    /// رفتن.
    Infinitive,
    /// رفت.
    Past,
    /// رفتند.
    PastPerson,
    /// رفته\u{200c}اند.
    PerfectPerson,
    /// می\u{200c}رود, نمی\u{200c}رفت.
    Continuous,
}

/// One way to read a word as a verb.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    /// The infinitive.
    pub(super) lemma: &'static str,
    /// How unmistakable the form is.
    pub(super) rank: Rank,
    /// Whether the form is spoken.
    pub(super) spoken: bool,
    /// Whether the bare past stem is a noun too.
    pub(super) past_is_noun: bool,
    /// Whether the bare past stem is rather a noun than a verb form.
    pub(super) past_is_rather_noun: bool,
    /// Whether the participle is a noun or adjective too.
    pub(super) participle_is_noun: bool,
    /// Place in the table: of two verbs with one form the earlier is the likelier.
    pub(super) order: usize,
}

/// A verb of the table.
struct Verb {
    lemma: String,
    past_is_noun: bool,
    past_is_rather_noun: bool,
    participle_is_noun: bool,
    rare: bool,
}

/// A stem and the verb it belongs to.
struct Stem {
    preverb: &'static str,
    text: String,
    verb: usize,
    past: bool,
    spoken: bool,
}

/// All verbs, with their stems sorted by text.
struct Verbs {
    verbs: Vec<Verb>,
    stems: Vec<Stem>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(Verbs::read);

/// Words that stand before a verb's marks and belong to it.
pub(super) const PREVERBS: [&str; 8] = ["", "بر", "در", "باز", "فرو", "فرا", "وا", "ور"];

/// What stands before a stem.
const MARKS: [(&str, Mark); 5] = [
    ("نمی", Mark::Continuous),
    ("می", Mark::Continuous),
    ("ن", Mark::Negation),
    ("ب", Mark::Subjunctive),
    ("م", Mark::Prohibition),
];

/// Endings of the present, and how they are read: written, alike nouns, spoken.
const PRESENT_ENDINGS: [(&str, EndingKind); 10] = [
    ("ند", EndingKind::Own),
    ("ید", EndingKind::Own),
    ("یم", EndingKind::Own),
    ("د", EndingKind::Own),
    ("م", EndingKind::LikeNoun),
    ("ی", EndingKind::LikeNoun),
    ("", EndingKind::None),
    ("ه", EndingKind::Spoken),
    ("ن", EndingKind::Spoken),
    ("ین", EndingKind::Spoken),
];

/// Endings of the past.
const PAST_ENDINGS: [(&str, EndingKind); 8] = [
    ("ند", EndingKind::Own),
    ("ید", EndingKind::Own),
    ("یم", EndingKind::Own),
    ("م", EndingKind::Own),
    ("ی", EndingKind::LikeNoun),
    ("", EndingKind::None),
    ("ن", EndingKind::Spoken),
    ("ین", EndingKind::Spoken),
];

/// What follows the participle in the perfect.
const PERFECT_ENDINGS: [&str; 8] = ["ام", "ای", "است", "ست", "ایم", "اید", "اند", "ان"];

/// Object pronouns behind a form.
const OBJECTS: [&str; 9] = ["", "شان", "تان", "مان", "شون", "تون", "مون", "ش", "ت"];

/// Forms of بودن that follow no pattern.
const TO_BE: [&str; 17] = [
    "است",
    "هست",
    "هستم",
    "هستی",
    "هستیم",
    "هستید",
    "هستند",
    "نیست",
    "نیستم",
    "نیستی",
    "نیستیم",
    "نیستید",
    "نیستند",
    "باشد",
    "باشند",
    "نباشد",
    "نباشند",
];

/// Spoken forms of بودن.
const TO_BE_SPOKEN: [&str; 6] = ["هستن", "هستین", "نیستن", "نیستین", "هس", "نیس"];

/// What an ending tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum EndingKind {
    Own,
    LikeNoun,
    None,
    Spoken,
}

/// The mark before a stem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Continuous,
    Subjunctive,
    Negation,
    Prohibition,
    None,
}

/// The readings of a folded word without half-spaces, best first: higher rank, then the likelier verb. Spoken readings come last.
pub(super) fn read(word: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    if is_to_be(word) {
        readings.extend(VERBS.reading_of("بودن", Rank::Continuous, TO_BE_SPOKEN.contains(&word)));
        return readings;
    }
    for preverb in PREVERBS {
        if let Some(rest) = word.strip_prefix(preverb) {
            VERBS.read_marks(preverb, rest, &mut readings);
        }
    }
    readings.sort_by(|one, other| {
        (one.spoken, std::cmp::Reverse(one.rank), one.order).cmp(&(
            other.spoken,
            std::cmp::Reverse(other.rank),
            other.order,
        ))
    });
    let mut seen: Vec<&str> = Vec::new();
    readings.retain(|reading| {
        let is_new = !seen.contains(&reading.lemma);
        seen.push(reading.lemma);
        is_new
    });
    readings
}

/// Says whether the word is one of the forms of بودن that follow no pattern.
pub(super) fn is_to_be(word: &str) -> bool {
    TO_BE.contains(&word) || TO_BE_SPOKEN.contains(&word)
}

/// Says whether می before the word makes a verb form of it.
pub(super) fn follows_continuous_mark(word: &str) -> bool {
    let mut readings = Vec::new();
    VERBS.read_stem("", word, Mark::Continuous, &mut readings);
    !readings.is_empty()
}

/// Says whether the preverb forms a verb of its own with this form, which begins with می or نمی.
pub(super) fn is_preverb_of(preverb: &str, form: &str) -> bool {
    let Some(preverb) = PREVERBS.into_iter().find(|known| *known == preverb) else {
        return false;
    };
    let mut readings = Vec::new();
    VERBS.read_marks(preverb, form, &mut readings);
    readings
        .iter()
        .any(|reading| reading.rank == Rank::Continuous && VERBS.is_own_verb(preverb, reading.lemma))
}

impl Verbs {
    /// Reads the table.
    fn read() -> Self {
        let mut verbs = Self { verbs: Vec::new(), stems: Vec::new() };
        for line in list(include_str!("data/verbs.tsv")) {
            verbs.add(line);
        }
        verbs.stems.sort_by(|one, other| one.text.cmp(&other.text));
        verbs
    }

    /// Adds a line of the table.
    fn add(&mut self, line: &'static str) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let field = |index: usize| fields.get(index).copied().unwrap_or_default();
        let Some(first) = field(0).split(' ').next() else {
            return;
        };
        let marks = field(4);
        let index = self.verbs.len();
        self.verbs.push(Verb {
            lemma: format!("{}ن", first.replace('+', "")),
            past_is_noun: marks.contains('n'),
            past_is_rather_noun: marks.contains('N'),
            participle_is_noun: marks.contains('p'),
            rare: marks.contains('r'),
        });
        for (column, past, spoken) in [(0, true, false), (1, false, false), (2, true, true), (3, false, true)]
        {
            for stem in field(column).split(' ').filter(|stem| !stem.is_empty()) {
                self.add_stem(stem, index, past, spoken);
            }
        }
    }

    /// Adds a stem, and the spoken form of a causative one.
    fn add_stem(&mut self, stem: &'static str, verb: usize, past: bool, spoken: bool) {
        let (preverb, text) = stem.split_once('+').unwrap_or(("", stem));
        let mut push =
            |text: String, spoken: bool| self.stems.push(Stem { preverb, text, verb, past, spoken });
        let causative = if past { text.strip_suffix("اند") } else { text.strip_suffix("ان") };
        if let Some(base) = causative.filter(|base| base.chars().count() > 1) {
            push(format!("{base}{}", if past { "وند" } else { "ون" }), true);
        }
        push(text.to_owned(), spoken);
    }

    /// The reading of a verb that is named by its lemma.
    fn reading_of(&'static self, lemma: &str, rank: Rank, spoken: bool) -> Option<Reading> {
        let order = self.verbs.iter().position(|verb| verb.lemma == lemma)?;
        Some(self.reading(order, rank, spoken))
    }

    fn reading(&'static self, order: usize, rank: Rank, spoken: bool) -> Reading {
        let verb = &self.verbs[order];
        Reading {
            lemma: &verb.lemma,
            rank,
            spoken,
            past_is_noun: verb.past_is_noun,
            past_is_rather_noun: verb.past_is_rather_noun,
            participle_is_noun: verb.participle_is_noun,
            order,
        }
    }

    /// The verbs that have this stem with this preverb.
    fn stems(&self, preverb: &str, text: &str) -> impl Iterator<Item = &Stem> {
        let first = self.stems.partition_point(|stem| stem.text.as_str() < text);
        self.stems[first..]
            .iter()
            .take_while(move |stem| stem.text == text)
            .filter(move |stem| stem.preverb == preverb)
    }

    /// Says whether the table lists the verb with the preverb.
    fn is_own_verb(&self, preverb: &str, lemma: &str) -> bool {
        self.stems.iter().any(|stem| stem.preverb == preverb && self.verbs[stem.verb].lemma == lemma)
    }

    /// Takes the marks off the front.
    fn read_marks(&'static self, preverb: &'static str, rest: &str, readings: &mut Vec<Reading>) {
        for (mark, kind) in MARKS {
            if matches!(kind, Mark::Subjunctive | Mark::Prohibition) && !preverb.is_empty() {
                continue;
            }
            if let Some(stem) = rest.strip_prefix(mark) {
                self.read_stem(preverb, stem, kind, readings);
            }
        }
        self.read_stem(preverb, rest, Mark::None, readings);
    }

    /// Reads what stands behind the marks. Before a vowel at its beginning the mark may have left ی: بیاید, نینداخت.
    fn read_stem(&'static self, preverb: &'static str, rest: &str, mark: Mark, readings: &mut Vec<Reading>) {
        self.read_endings(preverb, rest, mark, readings);
        if mark == Mark::None {
            return;
        }
        // After می the ی of the mark serves for both: میاد.
        let elided = if mark == Mark::Continuous { rest.strip_prefix('ا') } else { None };
        if let Some(behind) = rest.strip_prefix("یا").or(elided) {
            self.read_endings(preverb, &format!("آ{behind}"), mark, readings);
        }
        if let Some(behind) = rest.strip_prefix("یا").or_else(|| rest.strip_prefix('ی')) {
            self.read_endings(preverb, &format!("ا{behind}"), mark, readings);
        }
    }

    /// Takes the endings off.
    fn read_endings(
        &'static self,
        preverb: &'static str,
        form: &str,
        mark: Mark,
        readings: &mut Vec<Reading>,
    ) {
        for object in OBJECTS {
            let Some(body) = form.strip_suffix(object).filter(|body| !body.is_empty()) else {
                continue;
            };
            let has_object = !object.is_empty();
            for (ending, kind) in PRESENT_ENDINGS {
                if let Some(stem) = body.strip_suffix(ending) {
                    self.read_present(preverb, stem, mark, (ending, kind), has_object, readings);
                }
            }
            for (ending, kind) in PAST_ENDINGS {
                if let Some(stem) = body.strip_suffix(ending) {
                    self.read_past(preverb, stem, mark, kind, has_object, readings);
                }
            }
        }
        self.read_perfect(preverb, form, mark, readings);
    }

    fn read_present(
        &'static self,
        preverb: &'static str,
        text: &str,
        mark: Mark,
        (ending_text, ending): (&str, EndingKind),
        has_object: bool,
        readings: &mut Vec<Reading>,
    ) {
        let written_person = ending_text == "ند" || (ending_text == "د" && !text.ends_with(['ا', 'آ']));
        for stem in self.stems(preverb, text).filter(|stem| !stem.past && (!stem.spoken || !written_person)) {
            let rank = match (mark, ending) {
                (Mark::Prohibition, EndingKind::Own | EndingKind::None) if !self.verbs[stem.verb].rare => {
                    Rank::Prohibition
                }
                (Mark::Prohibition, _) => continue,
                (Mark::Continuous, EndingKind::None) => continue,
                (Mark::Continuous, _) => Rank::Continuous,
                (Mark::Subjunctive | Mark::Negation, EndingKind::None) if text.chars().count() < 2 => {
                    continue;
                }
                (Mark::Subjunctive | Mark::Negation, _) => Rank::Subjunctive,
                (Mark::None, EndingKind::None) => continue,
                (Mark::None, _) if has_object || self.verbs[stem.verb].rare => continue,
                (Mark::None, EndingKind::LikeNoun) => Rank::BarePresentLikeNoun,
                (Mark::None, EndingKind::Own) => Rank::BarePresent,
                (Mark::None, EndingKind::Spoken) => Rank::BarePresentLikeNoun,
            };
            // A stem of one letter (گ, ر, ش) is too little without a mark.
            if mark == Mark::None && text.chars().count() < 2 {
                continue;
            }
            let spoken = stem.spoken || ending == EndingKind::Spoken;
            readings.push(self.reading(stem.verb, rank, spoken));
        }
    }

    fn read_past(
        &'static self,
        preverb: &'static str,
        text: &str,
        mark: Mark,
        ending: EndingKind,
        has_object: bool,
        readings: &mut Vec<Reading>,
    ) {
        for stem in self.stems(preverb, text).filter(|stem| stem.past) {
            let rare = self.verbs[stem.verb].rare;
            let rank = match (mark, ending) {
                (Mark::Continuous, _) => Rank::Continuous,
                (Mark::Subjunctive | Mark::Prohibition, _) => continue,
                (Mark::Negation, _) => Rank::NegatedPast,
                (Mark::None, _) if rare => continue,
                (Mark::None, EndingKind::Own) => Rank::PastPerson,
                (Mark::None, _) if has_object => continue,
                (Mark::None, EndingKind::LikeNoun) => Rank::PastLikeNoun,
                (Mark::None, EndingKind::None) => Rank::Past,
                (Mark::None, EndingKind::Spoken) => Rank::PastPerson,
            };
            let spoken = stem.spoken || ending == EndingKind::Spoken;
            readings.push(self.reading(stem.verb, rank, spoken));
        }
    }

    /// Participles, with or without person, and infinitives.
    fn read_perfect(
        &'static self,
        preverb: &'static str,
        form: &str,
        mark: Mark,
        readings: &mut Vec<Reading>,
    ) {
        if matches!(mark, Mark::Subjunctive | Mark::Prohibition) {
            return;
        }
        let person = PERFECT_ENDINGS.iter().find_map(|ending| form.strip_suffix(ending)?.strip_suffix('ه'));
        let bare = form.strip_suffix('ه');
        let infinitive = form.strip_suffix('ن').filter(|_| matches!(mark, Mark::None | Mark::Negation));
        let rank_of_bare = match mark {
            Mark::Continuous => Rank::Continuous,
            Mark::Negation => Rank::NegatedPast,
            Mark::None | Mark::Subjunctive | Mark::Prohibition => Rank::Participle,
        };
        let rank_of_person = if mark == Mark::Continuous { Rank::Continuous } else { Rank::PerfectPerson };
        for (text, rank) in [(person, rank_of_person), (bare, rank_of_bare), (infinitive, Rank::Infinitive)] {
            for stem in text.iter().flat_map(|text| self.stems(preverb, text)).filter(|stem| stem.past) {
                if self.verbs[stem.verb].rare
                    && !matches!(rank, Rank::PerfectPerson | Rank::Continuous | Rank::Infinitive)
                {
                    continue;
                }
                readings.push(self.reading(stem.verb, rank, stem.spoken));
            }
        }
    }
}
