//! From texts to counted words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::analyzer::{Analysis, Analyzer, WordId};
use crate::text::english;
use crate::text::language::Language;
use crate::text::persian;
use crate::text::position::{ByteOffset, CharOffset, PositionMap};

/// What counts as the same word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Counted {
    /// All forms of a lemma; an ambiguous form counts under its first lemma only.
    #[default]
    Lemmas,
    /// One form, however it was typed.
    Forms,
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its place in the [`Vocabulary`].
    pub word: u32,
    /// The way it is written here, by its place in the vocabulary.
    pub writing: u32,
    /// First code point.
    pub start: CharOffset,
    /// Code point behind the last.
    pub end: CharOffset,
}

/// A distinct word.
struct Entry {
    text: String,
    /// What is shown for it.
    label: String,
    stop: bool,
}

/// The distinct words that a reader has met, and the ways they are written.
#[derive(Default)]
pub struct Vocabulary {
    words: Vec<Entry>,
    word_places: BTreeMap<String, u32>,
    writings: Vec<(u32, String)>,
    writing_places: BTreeMap<String, u32>,
}

impl Vocabulary {
    /// Number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Says whether no word was met.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word at a place: the lemma, or the form in one writing.
    pub fn word(&self, place: u32) -> &str {
        self.words.get(place as usize).map_or("", |entry| entry.text.as_str())
    }

    /// The word at a place for people: the lemma; for an English stem its shortest writing, as `study` for `studi`.
    pub fn label(&self, place: u32) -> &str {
        self.words.get(place as usize).map_or("", |entry| entry.label.as_str())
    }

    /// Says whether the word at a place says little by itself (is, of, which).
    pub fn is_stop_word(&self, place: u32) -> bool {
        self.words.get(place as usize).is_some_and(|entry| entry.stop)
    }

    /// The place of a word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.word_places.get(word).copied()
    }

    /// Number of distinct writings.
    pub fn writing_count(&self) -> usize {
        self.writings.len()
    }

    /// The word of a writing, and the writing as it stands in a text.
    pub fn writing(&self, place: u32) -> (u32, &str) {
        self.writings.get(place as usize).map_or((0, ""), |(word, text)| (*word, text.as_str()))
    }

    /// Adds a word, or finds it.
    fn word_place(&mut self, text: &str, stop: impl FnOnce() -> bool) -> u32 {
        if let Some(place) = self.word_places.get(text) {
            return *place;
        }
        let place = place_of(self.words.len());
        let label = if text.is_ascii() { String::new() } else { text.to_owned() };
        self.words.push(Entry { text: text.to_owned(), label, stop: stop() });
        self.word_places.insert(text.to_owned(), place);
        place
    }

    /// Adds a writing, or finds it.
    fn writing_place(&mut self, text: &str, word: u32) -> u32 {
        if let Some(place) = self.writing_places.get(text) {
            return *place;
        }
        let place = place_of(self.writings.len());
        if let Some(entry) = self.words.get_mut(word as usize).filter(|entry| entry.text.is_ascii()) {
            let lower = text.to_lowercase();
            let rank = |text: &str| (text.is_empty(), text.len(), text.to_owned());
            if rank(&lower) < rank(&entry.label) {
                entry.label = lower;
            }
        }
        self.writings.push((word, text.to_owned()));
        self.writing_places.insert(text.to_owned(), place);
        place
    }
}

fn place_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is known of the words of one analyser: word and writing; `None` inside for what is no word, such as a number.
#[derive(Default)]
struct Memory {
    generation: u64,
    known: Vec<Option<Option<(u32, u32)>>>,
}

/// Reads texts into words; keeps what it has learnt from one text to the next.
pub struct WordReader {
    counted: Counted,
    vocabulary: Vocabulary,
    analyzers: BTreeMap<Language, (Analyzer, Memory)>,
}

impl WordReader {
    /// Makes a reader.
    pub fn new(counted: Counted) -> Self {
        Self { counted, vocabulary: Vocabulary::default(), analyzers: BTreeMap::new() }
    }

    /// The words met so far.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The words of some stretches of a text, a list for each stretch; a word that a border cuts is left out, and so are
    /// numbers.
    pub fn read(
        &mut self,
        text: &str,
        language: Language,
        stretches: &[Range<CharOffset>],
    ) -> Vec<Vec<Token>> {
        let map = PositionMap::new(text);
        let (analyzer, memory) =
            self.analyzers.entry(language).or_insert_with(|| (Analyzer::new(language), Memory::default()));
        let analysis = analyzer.analyze(text);
        if memory.generation != analysis.generation() {
            memory.generation = analysis.generation();
            memory.known.clear();
        }
        memory.known.resize(memory.known.len().max(analysis.word_count()), None);
        let mut units = analysis.units();
        let mut passages = Vec::with_capacity(stretches.len());
        for stretch in stretches {
            let bytes = map.bytes_of(stretch.clone());
            units =
                units.get(units.partition_point(|unit| (unit.start as usize) < bytes.start)..).unwrap_or(&[]);
            let inside = units.partition_point(|unit| (unit.end as usize) <= bytes.end);
            let mut passage = Vec::with_capacity(inside);
            for unit in units.get(..inside).unwrap_or_default() {
                let known = memory.known[unit.word.index()].get_or_insert_with(|| {
                    let written = text.get(unit.range()).unwrap_or_default();
                    learn(&mut self.vocabulary, self.counted, &analysis, unit.word, written)
                });
                if let Some((word, writing)) = *known {
                    let place = |byte: u32| map.byte_to_char(ByteOffset(byte));
                    passage.push(Token { word, writing, start: place(unit.start), end: place(unit.end) });
                }
            }
            passages.push(passage);
        }
        passages
    }
}

/// Enters a word into the vocabulary; `None` for what is no word.
fn learn(
    vocabulary: &mut Vocabulary,
    counted: Counted,
    analysis: &Analysis<'_>,
    id: WordId,
    written: &str,
) -> Option<(u32, u32)> {
    if !written.chars().any(char::is_alphabetic) {
        return None;
    }
    let word = analysis.word(id);
    let lemma = if word.headword().is_empty() { word.exact } else { word.headword() };
    let text = match counted {
        Counted::Lemmas => lemma,
        Counted::Forms => word.exact,
    };
    // A spoken form of a word of grammar is one too, though it may look like a noun: رو for را, اون for آن.
    let stop = || {
        persian::is_stop_word(lemma)
            || word.asked(true).skip(word.asked(false).count()).any(persian::is_stop_word)
            || english::is_stop_word(word.exact)
    };
    let place = vocabulary.word_place(text, stop);
    let writing: Vec<&str> = written.split_whitespace().collect();
    Some((place, vocabulary.writing_place(&writing.join(" "), place)))
}
