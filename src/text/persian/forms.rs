//! The result of analysing one word.

use crate::text::fold::HALF_SPACE;

/// Stands before a lemma that only the spoken layer knows, so that a search can leave the layer out.
pub const SPOKEN_MARK: char = '~';

/// Separates the lemmas of one word; between two of its groups it stands twice.
pub const FORM_SEPARATOR: char = '\t';

/// Which neighbours a word may join to form one unit.
///
/// A bit stands for one kind of joint; a word offers it to its right side, its left neighbour must ask for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct JoinBits {
    /// Joints that the word offers to a word behind it.
    pub begins: u8,
    /// Joints by which the word attaches to one before it.
    pub continues: u8,
    /// Whether this is a unit of several words that do not belong together after all.
    pub broken: bool,
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
    /// A noun with a possessive of a syllable of its own (مان, تان, شان).
    pub const POSSESSIVE: u8 = 64;

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

/// The lemmas of one word in groups, and what it may join.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// What the word is.
    strong: Vec<String>,
    /// What the word might be: a search for one of these finds it, but a search for the word does not ask for them.
    weak: Vec<String>,
    /// What the word is in spoken language.
    spoken: Vec<String>,
    /// Words that a spoken form holds besides (the را of کتابو).
    companions: Vec<String>,
    joins: JoinBits,
}

impl Forms {
    /// Empties the result for the next word.
    pub fn clear(&mut self) {
        self.strong.clear();
        self.weak.clear();
        self.spoken.clear();
        self.companions.clear();
        self.joins = JoinBits::default();
    }

    /// Adds what the word is; half-spaces are left out, a lemma twice is once.
    pub fn add(&mut self, lemma: &str) {
        let lemma = plain(lemma);
        if !lemma.is_empty() && !self.strong.contains(&lemma) {
            self.weak.retain(|other| *other != lemma);
            self.strong.push(lemma);
        }
    }

    /// Adds what the word might be.
    pub fn add_weak(&mut self, lemma: &str) {
        let lemma = plain(lemma);
        if !lemma.is_empty() && !self.strong.contains(&lemma) && !self.weak.contains(&lemma) {
            self.weak.push(lemma);
        }
    }

    /// Adds what the word is in spoken language.
    pub fn add_spoken(&mut self, lemma: &str) {
        let lemma = plain(lemma);
        if !lemma.is_empty() && !self.strong.contains(&lemma) && !self.spoken.contains(&lemma) {
            self.spoken.push(lemma);
        }
    }

    /// Adds a word that the spoken form holds besides its own.
    pub fn add_companion(&mut self, lemma: &str) {
        let lemma = plain(lemma);
        if !lemma.is_empty() && !self.spoken.contains(&lemma) && !self.companions.contains(&lemma) {
            self.companions.push(lemma);
        }
    }

    /// Sets what the word may join.
    pub fn set_joins(&mut self, joins: JoinBits) {
        self.joins = joins;
    }

    /// What the word may join.
    pub fn joins(&self) -> JoinBits {
        self.joins
    }

    /// What the word is.
    pub fn strong(&self) -> &[String] {
        &self.strong
    }

    /// What the word might be.
    pub fn weak(&self) -> &[String] {
        &self.weak
    }

    /// What the word is in spoken language.
    pub fn spoken(&self) -> &[String] {
        &self.spoken
    }

    /// Appends the groups in the form that the analyser keeps: strong, weak, spoken, companions. Groups at the end that are
    /// empty are left out.
    pub fn write(&self, target: &mut String) {
        let groups = [&self.strong, &self.weak, &self.spoken, &self.companions];
        let last = groups.iter().rposition(|group| !group.is_empty()).unwrap_or(0);
        for (index, group) in groups.iter().enumerate().take(last + 1) {
            if index > 0 {
                target.push(FORM_SEPARATOR);
            }
            for lemma in *group {
                if index > 1 {
                    target.push(SPOKEN_MARK);
                }
                target.push_str(lemma);
                target.push(FORM_SEPARATOR);
            }
        }
        if target.ends_with(FORM_SEPARATOR) && last == 0 {
            target.pop();
        }
    }
}

/// Leaves half-spaces out, in the text's writing and in that of the data files.
fn plain(lemma: &str) -> String {
    lemma.chars().filter(|&character| character != HALF_SPACE && character != '_').collect()
}
