//! What is known of Persian words: their classes and how often they are written.

use std::sync::LazyLock;

use crate::text::persian::table::{FILE_HALF_SPACE, Table, list};

static WORDS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("data/lexicon.tsv")));
static BROKEN_PLURALS: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("data/broken_plurals.tsv")));
static IRREGULAR: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("data/irregular.tsv")));
static SPOKEN_WORDS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("data/spoken_words.tsv")));
static STOP_WORDS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("data/stop_words.txt")));
static CLOSED_WORDS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("data/closed_words.txt")));
static VARIANTS: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(variants);

/// How often a word is written: ten times the natural logarithm of its count, 0 when it was never counted.
pub(super) type Frequency = i32;

/// Frequency from which a word that no dictionary lists is taken for one (a count of about 160,000 in the source list).
const SOLID: Frequency = 120;

/// What the lexicon says of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    classes: &'static str,
    /// How often it is written, all meanings together.
    pub(super) frequency: Frequency,
    /// The word with its half-spaces as [`FILE_HALF_SPACE`].
    pub(super) spelling: &'static str,
}

impl Entry {
    /// Says whether a dictionary lists the word, rather than a count of texts alone.
    pub(super) fn is_listed(&self) -> bool {
        !self.classes.is_empty()
    }

    /// Says whether the word is surely one: listed, or written so often that it is no slip.
    pub(super) fn is_solid(&self) -> bool {
        self.is_listed() || self.frequency >= SOLID
    }

    /// Says whether the word may be a noun.
    pub(super) fn is_noun(&self) -> bool {
        self.classes.contains('n')
    }

    /// Says whether the word may be an adjective.
    pub(super) fn is_adjective(&self) -> bool {
        self.classes.contains('a')
    }

    /// Says whether the word is an adjective before all: dictionaries call many nouns adjectives too, but hardly one an adverb.
    pub(super) fn is_mostly_adjective(&self) -> bool {
        self.is_adjective() && (self.classes.contains('d') || !self.is_noun())
    }

    /// Says whether the word may be a number.
    pub(super) fn is_number(&self) -> bool {
        self.classes.contains('u')
    }

    /// Says whether the dictionary marks the word as a plural.
    pub(super) fn is_plural(&self) -> bool {
        self.classes.contains('p')
    }

    /// Says whether half-spaces put the word together.
    pub(super) fn is_compound(&self) -> bool {
        self.spelling.contains(FILE_HALF_SPACE)
    }
}

/// Looks a folded word up; half-spaces do not count.
pub(super) fn look_up(word: &str) -> Option<Entry> {
    let line = WORDS.line(word)?;
    let mut fields = line.split('\t');
    let spelling = fields.next()?;
    let classes = fields.next()?;
    let frequency = fields.next()?.parse().ok()?;
    Some(Entry { classes, frequency, spelling })
}

/// The singular of a broken plural.
pub(super) fn singular(word: &str) -> Option<&'static str> {
    BROKEN_PLURALS.value(word)
}

/// The dictionary word of a form that no rule finds.
pub(super) fn irregular(form: &str) -> Option<&'static str> {
    IRREGULAR.value(form)
}

/// The written word that a spoken one stands for.
pub(super) fn written_for(word: &str) -> Option<&'static str> {
    SPOKEN_WORDS.value(word)
}

/// Says whether the word belongs to a class that takes no endings (prepositions, conjunctions, pronouns).
pub(super) fn is_closed(word: &str) -> bool {
    CLOSED_WORDS.line(word).is_some()
}

/// Says whether the lemma says little about what a text is about.
pub(super) fn is_stop_word(lemma: &str) -> bool {
    STOP_WORDS.line(lemma).is_some()
}

/// The spelling that stands for all spellings of the word.
pub(super) fn usual_spelling(word: &str) -> Option<&'static str> {
    let index = VARIANTS.binary_search_by(|(variant, _)| variant.as_str().cmp(word)).ok()?;
    VARIANTS.get(index).map(|(_, usual)| *usual)
}

/// Every accepted spelling of a word of the variant table, half-spaces as [`FILE_HALF_SPACE`]; none for other words.
pub(super) fn other_spellings(usual: &str) -> impl Iterator<Item = &'static str> {
    list(include_str!("data/variants.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .filter(move |(first, _)| *first == usual)
        .flat_map(|(_, others)| others.split(' '))
}

/// Reads the variant table: each variant without half-spaces, and the usual spelling.
fn variants() -> Vec<(String, &'static str)> {
    let mut variants = Vec::new();
    for (usual, others) in list(include_str!("data/variants.tsv")).filter_map(|line| line.split_once('\t')) {
        variants.extend(others.split(' ').map(|other| (other.replace(FILE_HALF_SPACE, ""), usual)));
    }
    variants.sort();
    variants.dedup_by(|later, earlier| later.0 == earlier.0);
    variants
}
