//! Nouns and adjectives: from a form to its dictionary word.
//!
//! Endings are taken off from the outside inwards: copula, possessive, indefinite ی, plural, comparison. Whether an ending that
//! could also belong to the word does so is decided by the lexicon and by frequency: «مردی» is rare beside «مرد», so its ی is
//! an ending; «دولتی» is nearly as common as «دولت», so it is a word of its own.

use crate::text::fold::HALF_SPACE;
use crate::text::persian::lexicon::{
    Entry, Frequency, irregular, is_closed, look_up, singular, usual_spelling,
};

/// What a form was reduced to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reduction {
    /// The dictionary word, half-spaces kept.
    pub(super) lemma: String,
    /// Another word that the form may be, less likely.
    pub(super) other: Option<String>,
    /// Whether the lexicon knows the dictionary word.
    pub(super) known: bool,
    /// Whether an ending was taken off.
    pub(super) inflected: bool,
}

/// How far from the stem an ending stands; the outermost is taken off first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Layer {
    Comparison,
    Plural,
    Indefinite,
    Possessive,
    Copula,
    Whole,
}

/// Which words an ending attaches to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Base {
    /// Any.
    Any,
    /// A listed adjective.
    Adjective,
    /// A word that is an adjective before all.
    MostlyAdjective,
    /// A word that surely is one, or a form of one.
    Solid,
    /// A word that a dictionary lists.
    Listed,
    /// A word that ends in ا or و.
    Vowel,
    /// A word that ends in ا.
    Alef,
    /// A word that ends in ه.
    Heh,
    /// A word that ends in ه or ی.
    HehOrYeh,
    /// A word that ends in ی.
    Yeh,
    /// A word that begins with م, as Arabic participles do.
    ArabicParticiple,
}

/// An ending and what it takes to take it off.
struct Ending {
    text: &'static str,
    /// What the ending has replaced at the end of the stem, in the order of trial.
    restores: &'static [&'static str],
    layer: Layer,
    base: Base,
    /// Largest frequency, in percent of the stem's, of a listed word that is still read as stem and ending.
    listed: f64,
    /// The same for a word known by frequency alone.
    counted: f64,
    /// Whether the ending is so unlike the end of a word that the stem need not be known.
    sure: bool,
}

/// Makes an ending that replaces nothing.
const fn ending(text: &'static str, layer: Layer, base: Base, listed: f64, counted: f64) -> Ending {
    Ending { text, restores: &[""], layer, base, listed, counted, sure: false }
}

/// Makes an ending that is taken off unknown words too.
const fn sure(text: &'static str, layer: Layer, listed: f64) -> Ending {
    Ending { text, restores: &[""], layer, base: Base::Any, listed, counted: 1e9, sure: true }
}

/// The endings, longer ones before those they end in.
const ENDINGS: [Ending; 54] = [
    sure("هایمان", Layer::Plural, 50.0),
    sure("هایتان", Layer::Plural, 50.0),
    sure("هایشان", Layer::Plural, 50.0),
    sure("هامان", Layer::Plural, 1.0),
    sure("هاتان", Layer::Plural, 1.0),
    sure("هاشان", Layer::Plural, 1.0),
    sure("هایی", Layer::Plural, 50.0),
    sure("هایم", Layer::Plural, 10.0),
    sure("هایت", Layer::Plural, 10.0),
    sure("هایش", Layer::Plural, 10.0),
    sure("هاست", Layer::Plural, 10.0),
    sure("های", Layer::Plural, 20.0),
    sure("ها", Layer::Plural, 1.5),
    sure("ترین", Layer::Comparison, 2.0),
    ending("تر", Layer::Comparison, Base::Adjective, 0.05, 20.0),
    ending("یمان", Layer::Possessive, Base::Vowel, 1.0, 300.0),
    ending("یتان", Layer::Possessive, Base::Vowel, 1.0, 300.0),
    ending("یشان", Layer::Possessive, Base::Vowel, 1.0, 300.0),
    ending("مان", Layer::Possessive, Base::Solid, 0.02, 3.0),
    ending("تان", Layer::Possessive, Base::Solid, 0.02, 3.0),
    ending("شان", Layer::Possessive, Base::Solid, 0.02, 5.0),
    ending("یم", Layer::Possessive, Base::Vowel, 0.2, 10.0),
    ending("یت", Layer::Possessive, Base::Vowel, 0.2, 10.0),
    ending("یش", Layer::Possessive, Base::Vowel, 0.2, 10.0),
    ending("ام", Layer::Possessive, Base::HehOrYeh, 0.1, 1.0),
    ending("ات", Layer::Possessive, Base::Heh, 0.1, 1.0),
    ending("اش", Layer::Possessive, Base::HehOrYeh, 0.1, 1.0),
    ending("ای", Layer::Indefinite, Base::HehOrYeh, 1.0, 10.0),
    ending("اند", Layer::Copula, Base::HehOrYeh, 0.1, 1.0),
    ending("ایم", Layer::Copula, Base::HehOrYeh, 0.1, 1.0),
    ending("اید", Layer::Copula, Base::HehOrYeh, 0.1, 1.0),
    ending("ست", Layer::Copula, Base::Solid, 0.05, 5.0),
    ending("ند", Layer::Copula, Base::Adjective, 0.02, 3.0),
    ending("یم", Layer::Copula, Base::Adjective, 0.02, 3.0),
    ending("ید", Layer::Copula, Base::Adjective, 0.02, 3.0),
    ending("م", Layer::Possessive, Base::Solid, 0.1, 6.0),
    ending("ت", Layer::Possessive, Base::Solid, 0.02, 1.0),
    ending("ش", Layer::Possessive, Base::Solid, 0.1, 4.0),
    ending("ی", Layer::Indefinite, Base::Vowel, 20.0, 400.0),
    Ending { sure: true, ..ending("ی", Layer::Indefinite, Base::Alef, 0.0, 0.0) },
    ending("یی", Layer::Indefinite, Base::Vowel, 3.0, 6.0),
    ending("ی", Layer::Indefinite, Base::MostlyAdjective, 6.0, 30.0),
    ending("ی", Layer::Indefinite, Base::Solid, 5.0, 12.5),
    Ending {
        text: "گان",
        restores: &["ه"],
        layer: Layer::Plural,
        base: Base::Heh,
        listed: 300.0,
        counted: 300.0,
        sure: false,
    },
    Ending {
        text: "یان",
        restores: &[""],
        layer: Layer::Plural,
        base: Base::Vowel,
        listed: 5.0,
        counted: 300.0,
        sure: false,
    },
    Ending {
        text: "ان",
        restores: &[""],
        layer: Layer::Plural,
        base: Base::Listed,
        listed: 0.3,
        counted: 200.0,
        sure: false,
    },
    Ending {
        text: "ان",
        restores: &[""],
        layer: Layer::Plural,
        base: Base::Solid,
        listed: 0.3,
        counted: 60.0,
        sure: false,
    },
    Ending {
        text: "جات",
        restores: &["ه", ""],
        layer: Layer::Plural,
        base: Base::Solid,
        listed: 60.0,
        counted: 100.0,
        sure: false,
    },
    Ending {
        text: "ات",
        restores: &["", "ه", "ت"],
        layer: Layer::Plural,
        base: Base::Solid,
        listed: 60.0,
        counted: 100.0,
        sure: false,
    },
    Ending {
        text: "ون",
        restores: &[""],
        layer: Layer::Plural,
        base: Base::Yeh,
        listed: 1.0,
        counted: 20.0,
        sure: false,
    },
    Ending {
        text: "ین",
        restores: &[""],
        layer: Layer::Plural,
        base: Base::ArabicParticiple,
        listed: 30.0,
        counted: 60.0,
        sure: false,
    },
    sure("هام", Layer::Plural, 0.01),
    sure("هات", Layer::Plural, 0.01),
    sure("هاش", Layer::Plural, 0.01),
];

/// Endings that stand behind a half-space or a space, in the order of trial, and their layer.
const APART: [(&str, Layer); 34] = [
    ("هایمان", Layer::Plural),
    ("هایتان", Layer::Plural),
    ("هایشان", Layer::Plural),
    ("هایی", Layer::Plural),
    ("هایم", Layer::Plural),
    ("هایت", Layer::Plural),
    ("هایش", Layer::Plural),
    ("هاست", Layer::Plural),
    ("های", Layer::Plural),
    ("ها", Layer::Plural),
    ("ترین", Layer::Comparison),
    ("تری", Layer::Comparison),
    ("تر", Layer::Comparison),
    ("مان", Layer::Possessive),
    ("تان", Layer::Possessive),
    ("شان", Layer::Possessive),
    ("یمان", Layer::Possessive),
    ("یتان", Layer::Possessive),
    ("یشان", Layer::Possessive),
    ("ام", Layer::Possessive),
    ("ات", Layer::Possessive),
    ("اش", Layer::Possessive),
    ("یم", Layer::Possessive),
    ("یت", Layer::Possessive),
    ("یش", Layer::Possessive),
    ("م", Layer::Possessive),
    ("ت", Layer::Possessive),
    ("ش", Layer::Possessive),
    ("ای", Layer::Indefinite),
    ("یی", Layer::Indefinite),
    ("ی", Layer::Indefinite),
    ("ایم", Layer::Copula),
    ("اید", Layer::Copula),
    ("اند", Layer::Copula),
];

/// Frequency that a word without an entry is taken to have.
const UNKNOWN: Frequency = 0;

/// Fewest letters of an unknown stem, and of one with a plural ending other than ها.
const LEAST_STEM: usize = 3;

/// Reduces a folded word, half-spaces kept, to its dictionary word.
pub(super) fn reduce(word: &str) -> Reduction {
    let mut rest = word;
    let mut layer = Layer::Whole;
    let mut inflected = false;
    while let Some((stem, taken)) = strip_apart(rest, layer) {
        rest = stem;
        layer = taken;
        inflected = true;
    }
    let mut reduction = reduce_within(rest, layer);
    reduction.inflected |= inflected;
    if let Some(usual) = usual_spelling(&without_half_spaces(&reduction.lemma)) {
        usual.clone_into(&mut reduction.lemma);
        reduction.known = true;
    }
    reduction
}

/// Drops the half-spaces.
pub(super) fn without_half_spaces(word: &str) -> String {
    word.chars().filter(|&character| character != HALF_SPACE).collect()
}

/// Takes an ending off that stands behind a half-space, if it may still stand so far out.
fn strip_apart(word: &str, layer: Layer) -> Option<(&str, Layer)> {
    let (stem, tail) = word.rsplit_once(HALF_SPACE)?;
    if stem.is_empty() {
        return None;
    }
    // Endings may have grown together behind the half-space: ترین\u{200c}ها, هایی\u{200c}شان.
    if let Some(&(_, taken)) = APART.iter().find(|(ending, taken)| *ending == tail && *taken < layer) {
        return Some((stem, taken));
    }
    let grown = [
        "ترها",
        "ترین\u{200c}ها",
        "ترهای",
        "ترینها",
        "ترینهای",
        "ترش",
        "ترشان",
        "ترینشان",
        "ترم",
        "ترند",
        "ترست",
        "ترینها",
    ];
    (grown.contains(&tail) && Layer::Comparison < layer).then_some((stem, Layer::Comparison))
}

/// Reduces what is left in one piece; a compound that the lexicon does not list is reduced at its last part.
fn reduce_within(word: &str, layer: Layer) -> Reduction {
    let whole = without_half_spaces(word);
    let reduction = reduce_joined(&whole, layer, 0);
    if reduction.known || !word.contains(HALF_SPACE) {
        return reduction;
    }
    let Some((front, last)) = word.rsplit_once(HALF_SPACE) else {
        return reduction;
    };
    let end = reduce_joined(last, layer, 0);
    if end.known && end.inflected {
        return Reduction {
            lemma: format!("{front}{HALF_SPACE}{}", end.lemma),
            other: None,
            known: false,
            inflected: true,
        };
    }
    if reduction.inflected { reduction } else { Reduction { lemma: word.to_owned(), ..reduction } }
}

/// A way to take an ending off.
struct Split {
    reduction: Reduction,
    /// The stem's frequency, by which splits compete.
    frequency: Frequency,
    /// Frequency of the whole in percent of the stem's.
    percent: f64,
    /// Percent up to which the split is believed.
    limit: f64,
    layer: Layer,
}

/// Reduces a word without half-spaces. `depth` counts the endings already taken off.
fn reduce_joined(word: &str, layer: Layer, depth: u32) -> Reduction {
    let entry = look_up(word);
    let whole = |known| Reduction { lemma: word.to_owned(), other: None, known, inflected: false };
    if depth > 3 {
        return whole(entry.is_some());
    }
    if let Some(lemma) = irregular(word).filter(|lemma| *lemma == word || layer > Layer::Indefinite) {
        return Reduction { lemma: lemma.to_owned(), other: None, known: true, inflected: lemma != word };
    }
    if let Some(bare) = word.strip_suffix("اء") {
        let reduction = reduce_joined(&format!("{bare}ا"), layer, depth + 1);
        if reduction.known {
            return reduction;
        }
    }
    if layer > Layer::Plural
        && let Some(one) = singular(word)
    {
        return Reduction { lemma: one.replace('_', "\u{200c}"), other: None, known: true, inflected: true };
    }
    let splits: Vec<Split> = ENDINGS
        .iter()
        .filter(|ending| ending.layer < layer)
        .filter_map(|ending| split(word, entry, ending, depth))
        .collect();
    let believed =
        splits.iter().filter(|split| split.percent <= split.limit).max_by_key(|split| split.frequency);
    if let Some(split) = believed {
        let mut reduction = split.reduction.clone();
        if entry.is_some_and(|entry| entry.is_listed()) && split.percent > split.limit / 4.0 {
            reduction.other = Some(word.to_owned());
        }
        return reduction;
    }
    let mut reduction = whole(entry.is_some());
    reduction.other = splits
        .into_iter()
        .filter(|split| split.layer <= Layer::Indefinite && split.percent <= split.limit * 2.5)
        .max_by_key(|split| split.frequency)
        .map(|split| split.reduction.lemma);
    reduction
}

/// Tries to take one ending off.
fn split(word: &str, entry: Option<Entry>, ending: &Ending, depth: u32) -> Option<Split> {
    let stem = word.strip_suffix(ending.text).filter(|stem| stem.chars().count() >= 2)?;
    let listed = entry.is_some_and(|entry| entry.is_listed());
    let limit = match entry {
        Some(entry) if listed && entry.is_plural() && ending.layer == Layer::Plural => {
            ending.counted.max(250.0)
        }
        Some(_) if listed => ending.listed,
        Some(_) => ending.counted,
        None => 1e9,
    };
    let own = entry.map_or(UNKNOWN, |entry| entry.frequency);
    let mut best: Option<Split> = None;
    for restored in ending.restores {
        let base = format!("{stem}{restored}");
        if ending.layer == Layer::Plural && !ending.sure && base.chars().count() < LEAST_STEM {
            continue;
        }
        if is_closed(&base) && (ending.layer != Layer::Possessive || base != "برای") {
            continue;
        }
        let base_entry = look_up(&base);
        let reduction = reduce_joined(&base, ending.layer, depth + 1);
        let inflected = reduction.known && reduction.inflected;
        if (!inflected || ending.base != Base::Solid) && !ending.base.admits(&base, base_entry) {
            continue;
        }
        if !reduction.known && (!ending.sure || base.chars().count() < LEAST_STEM) {
            continue;
        }
        let frequency = base_entry.map_or(UNKNOWN, |entry| entry.frequency);
        let split = Split {
            reduction: Reduction { inflected: true, ..reduction },
            frequency,
            percent: percent(own, frequency, listed && ending.layer != Layer::Plural),
            limit,
            layer: ending.layer,
        };
        if best.as_ref().is_none_or(|best| split.frequency > best.frequency) {
            best = Some(split);
        }
    }
    best
}

/// The frequency of a form in percent of its stem's. A form that was never counted is rare, unless a dictionary lists it.
fn percent(own: Frequency, stem: Frequency, listed: bool) -> f64 {
    match own {
        UNKNOWN if listed => 100.0,
        UNKNOWN => 0.0,
        _ => 100.0 * (f64::from(own - stem) / 10.0).exp(),
    }
}

impl Base {
    /// Says whether an ending for this kind of base may attach to the word.
    fn admits(self, word: &str, entry: Option<Entry>) -> bool {
        match self {
            Self::Any => true,
            Self::Adjective => entry.is_some_and(|entry| entry.is_adjective() && !entry.is_number()),
            Self::MostlyAdjective => {
                entry.is_some_and(|entry| entry.is_mostly_adjective() && !entry.is_number())
            }
            Self::Solid => entry.is_some_and(|entry| entry.is_solid()),
            Self::Listed => entry.is_some_and(|entry| entry.is_listed()),
            Self::Vowel => word.ends_with(['ا', 'و']),
            Self::Alef => word.ends_with('ا'),
            Self::Heh => word.ends_with('ه'),
            Self::HehOrYeh => {
                word.ends_with('ه') || (word.ends_with('ی') && entry.is_some_and(|entry| entry.is_solid()))
            }
            Self::Yeh => word.ends_with('ی') && entry.is_some_and(|entry| entry.is_solid()),
            Self::ArabicParticiple => word.starts_with('م') && entry.is_some_and(|entry| entry.is_solid()),
        }
    }
}
