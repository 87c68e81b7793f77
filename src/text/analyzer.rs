//! From a text to its search units: words with exact places, one comparable writing and their lemmas.
//!
//! A unit is a word, or several words that form one (`می شود`, `کتاب های`): it has one position in the index. The units of a
//! text are the same whether it is being indexed, searched or highlighted, because all three call this.

use std::mem;
use std::ops::Range;

use crate::text::english;
use crate::text::fold::{HALF_SPACE, fold_into};
use crate::text::language::Language;
use crate::text::persian::{self, Forms, JoinBits};
use crate::text::token::{Token, TokenKind, tokenize};

pub use crate::text::persian::{FORM_SEPARATOR, SPOKEN_MARK};

/// Names a distinct word of the analyser's memory; valid until the next text is analysed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WordId(u32);

impl WordId {
    /// The id as an index, for tables beside the analyser; below [`Analysis::word_count`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One unit of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// First byte in the original text.
    pub start: u32,
    /// Byte behind the unit.
    pub end: u32,
    /// What it says.
    pub word: WordId,
}

impl Unit {
    /// The unit's bytes as a range for slicing.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What is known of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word<'a> {
    /// The folded word without half-spaces: the same for all writings of one form.
    pub exact: &'a str,
    /// The lemmas, separated by [`FORM_SEPARATOR`]; those of the spoken layer begin with [`SPOKEN_MARK`]. They stand in four groups
    /// with an empty lemma between them: what the word is, what it might be, what it is in spoken language, and what a spoken
    /// form holds besides.
    pub forms: &'a str,
}

impl<'a> Word<'a> {
    /// All lemmas one by one, with their mark where they have one: what a text is found by.
    pub fn lemmas(&self) -> impl Iterator<Item = &'a str> {
        self.forms.split(FORM_SEPARATOR).filter(|lemma| !lemma.is_empty())
    }

    /// The lemmas that a query asks for: what the word is, and with `spoken` what it is in spoken language. Without marks.
    pub fn asked(&self, spoken: bool) -> impl Iterator<Item = &'a str> {
        let mut group = 0;
        self.forms.split(FORM_SEPARATOR).filter_map(move |lemma| {
            group += usize::from(lemma.is_empty());
            let counts = !lemma.is_empty() && (group == 0 || (group == 2 && spoken));
            counts.then(|| lemma.trim_start_matches(SPOKEN_MARK))
        })
    }

    /// The first lemma, under which frequency lists count the word.
    pub fn headword(&self) -> &'a str {
        self.lemmas().next().unwrap_or_default().trim_start_matches(SPOKEN_MARK)
    }
}

/// The units of one text.
#[derive(Clone, Copy)]
pub struct Analysis<'a> {
    analyzer: &'a Analyzer,
    units: &'a [Unit],
}

impl<'a> Analysis<'a> {
    /// The units in the order of the text.
    pub fn units(&self) -> &'a [Unit] {
        self.units
    }

    /// The word that a unit is.
    pub fn word(&self, id: WordId) -> Word<'a> {
        let entry = &self.analyzer.entries[id.index()];
        Word { exact: self.analyzer.memory(entry.exact), forms: self.analyzer.memory(entry.forms) }
    }

    /// How often the analyser has emptied its memory: a [`WordId`] means the same word only within one generation.
    pub fn generation(&self) -> u64 {
        self.analyzer.generation
    }

    /// Number of words that the analyser remembers; every [`WordId::index`] lies below it.
    pub fn word_count(&self) -> usize {
        self.analyzer.entries.len()
    }
}

/// A stretch of the analyser's memory.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: u32,
    end: u32,
}

/// A word in the analyser's memory.
#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u64,
    /// The word as it stands in texts; for a unit of several words with the spaces between them.
    key: Stretch,
    exact: Stretch,
    forms: Stretch,
    joins: JoinBits,
}

/// Bytes of remembered words at which the memory is emptied before the next text.
const MEMORY_LIMIT: usize = 12 << 20;

/// Slots of the hash table at the start; a power of two.
const FIRST_SLOTS: usize = 1 << 12;

/// Marks a slot without an entry.
const EMPTY: u32 = u32::MAX;

/// Analyses texts of one language and remembers the words it has met.
///
/// The memory makes a running text cheap: each distinct word is analysed once. It is emptied when it outgrows a dozen
/// megabytes, so a single analyser may read any amount of text.
pub struct Analyzer {
    language: Language,
    generation: u64,
    entries: Vec<Entry>,
    arena: String,
    slots: Vec<u32>,
    tokens: Vec<Token>,
    units: Vec<Unit>,
    folded: String,
    forms: Forms,
}

impl Analyzer {
    /// Makes an analyser for texts of `language`.
    ///
    /// Persian, English and mixed texts are analysed alike, each word by its script; in other languages a word is its own
    /// only lemma.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            generation: 0,
            entries: Vec::new(),
            arena: String::new(),
            slots: vec![EMPTY; FIRST_SLOTS],
            tokens: Vec::new(),
            units: Vec::new(),
            folded: String::new(),
            forms: Forms::default(),
        }
    }

    /// Finds the units of `text`. The result holds until the next text.
    pub fn analyze(&mut self, text: &str) -> Analysis<'_> {
        if self.arena.len() > MEMORY_LIMIT {
            self.forget();
        }
        let mut tokens = mem::take(&mut self.tokens);
        tokens.clear();
        tokenize(text, &mut tokens);
        self.units.clear();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            rest = self.take_unit(text, rest);
        }
        self.tokens = tokens;
        Analysis { analyzer: self, units: &self.units }
    }

    /// The units that [`Analyzer::analyze`] found in a text in the analyser's present generation, as the analysis of that text.
    pub(crate) fn again<'a>(&'a self, units: &'a [Unit]) -> Analysis<'a> {
        Analysis { analyzer: self, units }
    }

    /// How often the memory was emptied; see [`Analysis::generation`].
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Takes the longest unit off the front of `tokens`.
    fn take_unit<'t>(&mut self, text: &str, tokens: &'t [Token]) -> &'t [Token] {
        let Some((first, mut rest)) = tokens.split_first() else {
            return tokens;
        };
        let mut unit = Unit { start: first.start, end: first.end, word: self.word_at(text, first) };
        if first.kind == TokenKind::Arabic {
            while let Some(length) = self.joined_length(text, unit, rest) {
                let (joined, behind) = rest.split_at(length);
                let end = joined.last().map_or(unit.end, |token| token.end);
                let word = self.word_in(text, unit.start as usize..end as usize, TokenKind::Arabic);
                if self.entries[word.index()].joins.broken {
                    break;
                }
                unit = Unit { end, word, ..unit };
                rest = behind;
            }
        }
        self.units.push(unit);
        rest
    }

    /// How many of the next tokens belong to the unit that has been begun; `None` when it is complete.
    fn joined_length(&mut self, text: &str, unit: Unit, rest: &[Token]) -> Option<usize> {
        let left = self.entries[unit.word.index()].joins;
        if !left.may_begin() {
            return None;
        }
        let next = rest
            .first()
            .filter(|next| next.kind == TokenKind::Arabic && is_narrow(text, unit.end, next.start))?;
        let right = self.joins_of(text, next);
        if left.accepts(right) {
            return Some(1);
        }
        if left.accepts_verb_after(right) {
            let third = rest
                .get(1)
                .filter(|third| third.kind == TokenKind::Arabic && is_narrow(text, next.end, third.start))?;
            let verb = self.joins_of(text, third);
            return right.accepts(verb).then_some(2);
        }
        None
    }

    /// What the token may join.
    fn joins_of(&mut self, text: &str, token: &Token) -> JoinBits {
        let word = self.word_at(text, token);
        self.entries[word.index()].joins
    }

    /// The remembered word of a token.
    fn word_at(&mut self, text: &str, token: &Token) -> WordId {
        self.word_in(text, token.range(), token.kind)
    }

    /// The remembered word of a stretch of the text; analyses it when it is new.
    fn word_in(&mut self, text: &str, range: Range<usize>, kind: TokenKind) -> WordId {
        let key = text.get(range).unwrap_or_default();
        let hash = hash_of(key.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = slot_of(hash, mask);
        loop {
            let index = self.slots[slot];
            if index == EMPTY {
                break;
            }
            let entry = &self.entries[index as usize];
            if entry.hash == hash && self.memory(entry.key) == key {
                return WordId(index);
            }
            slot = (slot + 1) & mask;
        }
        let index = u32::try_from(self.entries.len()).unwrap_or(EMPTY);
        self.slots[slot] = index;
        self.remember(key, hash, kind);
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        WordId(index)
    }

    /// Analyses a new word and adds it to the memory.
    fn remember(&mut self, key: &str, hash: u64, kind: TokenKind) {
        let mut folded = mem::take(&mut self.folded);
        let mut forms = mem::take(&mut self.forms);
        folded.clear();
        forms.clear();
        if kind == TokenKind::Arabic {
            for part in key.split(is_gap).filter(|part| !part.is_empty()) {
                if !folded.is_empty() {
                    folded.push(HALF_SPACE);
                }
                fold_into(part, &mut folded);
            }
        } else {
            fold_into(key, &mut folded);
            folded.retain(|character| character != HALF_SPACE && !is_group_sign(character, kind));
        }
        match kind {
            _ if self.language == Language::Other => forms.add(&folded),
            TokenKind::Arabic => persian::analyze(&folded, &mut forms),
            TokenKind::Latin => english::stem(&folded, &mut forms),
            TokenKind::Number | TokenKind::Other => forms.add(&folded),
        }
        let key = self.store(|arena| arena.push_str(key));
        let exact =
            self.store(|arena| arena.extend(folded.chars().filter(|&character| character != HALF_SPACE)));
        let forms_stretch = self.store(|arena| forms.write(arena));
        self.entries.push(Entry { hash, key, exact, forms: forms_stretch, joins: forms.joins() });
        self.folded = folded;
        self.forms = forms;
    }

    /// Lets `write` append to the arena and returns what it appended.
    fn store(&mut self, write: impl FnOnce(&mut String)) -> Stretch {
        let place = |arena: &String| u32::try_from(arena.len()).unwrap_or(u32::MAX);
        let start = place(&self.arena);
        write(&mut self.arena);
        Stretch { start, end: place(&self.arena) }
    }

    /// The text at a stretch of the arena.
    fn memory(&self, stretch: Stretch) -> &str {
        self.arena.get(stretch.start as usize..stretch.end as usize).unwrap_or_default()
    }

    /// Doubles the hash table.
    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, EMPTY);
        for (index, entry) in (0_u32..).zip(&self.entries) {
            let mut slot = slot_of(entry.hash, size - 1);
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = index;
        }
    }

    /// Empties the memory.
    fn forget(&mut self) {
        self.generation += 1;
        self.entries.clear();
        self.arena.clear();
        self.slots.clear();
        self.slots.resize(FIRST_SLOTS, EMPTY);
    }
}

/// Says whether nothing but one or two spaces (or half-spaces) lies between two words.
fn is_narrow(text: &str, end: u32, start: u32) -> bool {
    let gap = text.as_bytes().get(end as usize..start as usize).unwrap_or_default();
    gap == b" "
        || (gap.len() <= 4
            && text.get(end as usize..start as usize).is_some_and(|gap| gap.chars().all(is_gap)))
}

/// Says whether the character may stand between the words of one unit: a space, or an optional hyphen of old files.
fn is_gap(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{ac}' | '\u{202f}' | '\u{200b}' | HALF_SPACE)
}

/// Says whether the character groups the digits of a number.
fn is_group_sign(character: char, kind: TokenKind) -> bool {
    kind == TokenKind::Number && matches!(character, ',' | '\u{66c}')
}

/// The slot in which the search for a hash begins.
fn slot_of(hash: u64, mask: usize) -> usize {
    usize::try_from(hash >> 20).unwrap_or(0) & mask
}

/// A quick hash of a word's bytes, eight at a time (multiply and rotate, as in FxHash).
fn hash_of(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let mix = |hash: u64, value: u64| (hash.rotate_left(5) ^ value).wrapping_mul(FACTOR);
    let mut chunks = bytes.chunks_exact(8);
    let mut hash = mix(0, bytes.len() as u64);
    for chunk in &mut chunks {
        hash = mix(hash, chunk.try_into().map_or(0, u64::from_le_bytes));
    }
    let tail = chunks.remainder().iter().fold(0_u64, |tail, &byte| tail << 8 | u64::from(byte));
    let hash = mix(hash, tail);
    hash ^ (hash >> 32)
}
