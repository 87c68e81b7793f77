//! The result of analysing one word.

use crate::text::analyzer::{FORM_SEPARATOR, SPOKEN_MARK};
use crate::text::fold::HALF_SPACE;

/// Which neighbours a word may join to form one unit.
///
/// A bit stands for one kind of joint; a word offers it to its right side, its left neighbour must ask for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct JoinBits {
    /// Joints that the word offers to a word behind it.
    pub begins: u8,
    /// Joints by which the word attaches to one before it.
    pub continues: u8,
}

impl JoinBits {
    /// می and نمی with a verb behind them.
    pub const VERB_PREFIX: u8 = 1;
    /// A preverb (بر, در, باز …) with a verb that begins with می.
    pub const PREVERB: u8 = 2;
    /// A noun with the plural ending.
    pub const PLURAL: u8 = 4;
    /// An adjective with an ending of comparison.
    pub const COMPARISON: u8 = 8;
    /// A word ending in a silent ه, or in ها, with a clitic.
    pub const CLITIC: u8 = 16;
    /// می itself, behind a preverb and before a verb.
    pub const PREFIX_AFTER_PREVERB: u8 = 32;

    /// Says whether any word behind this one could join it.
    pub fn may_begin(self) -> bool {
        self.begins != 0
    }

    /// Says whether `next` joins this word.
    pub fn accepts(self, next: Self) -> bool {
        self.begins & next.continues != 0
    }

    /// Says whether `next` joins this word provided that a verb follows it.
    pub fn accepts_verb_after(self, next: Self) -> bool {
        self.begins & Self::PREVERB != 0 && next.continues & Self::PREFIX_AFTER_PREVERB != 0
    }
}

/// The lemmas of one word, the likeliest first, and what it may join.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    written: Vec<String>,
    spoken: Vec<String>,
    joins: JoinBits,
}

impl Forms {
    /// Empties the result for the next word.
    pub fn clear(&mut self) {
        self.written.clear();
        self.spoken.clear();
        self.joins = JoinBits::default();
    }

    /// Adds a lemma of the written language; half-spaces are left out, a lemma twice is once.
    pub fn add(&mut self, lemma: &str) {
        let lemma: String = lemma.chars().filter(|&character| character != HALF_SPACE).collect();
        if !lemma.is_empty() && !self.written.contains(&lemma) {
            self.written.push(lemma);
        }
    }

    /// Adds a lemma that the word has only in spoken language.
    pub fn add_spoken(&mut self, lemma: &str) {
        let lemma: String = lemma.chars().filter(|&character| character != HALF_SPACE).collect();
        if !lemma.is_empty() && !self.written.contains(&lemma) && !self.spoken.contains(&lemma) {
            self.spoken.push(lemma);
        }
    }

    /// Says whether no lemma has been found yet.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Sets what the word may join.
    pub fn set_joins(&mut self, joins: JoinBits) {
        self.joins = joins;
    }

    /// What the word may join.
    pub fn joins(&self) -> JoinBits {
        self.joins
    }

    /// The written lemmas.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// The spoken lemmas.
    pub fn spoken(&self) -> &[String] {
        &self.spoken
    }

    /// Appends all lemmas in the form that the analyser keeps.
    pub fn write(&self, target: &mut String) {
        for (index, lemma) in self.written.iter().enumerate() {
            if index > 0 {
                target.push(FORM_SEPARATOR);
            }
            target.push_str(lemma);
        }
        for lemma in &self.spoken {
            target.push(FORM_SEPARATOR);
            target.push(SPOKEN_MARK);
            target.push_str(lemma);
        }
    }
}
