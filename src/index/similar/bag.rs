//! Bags of words and BM25.

use std::collections::BTreeMap;

use crate::index::words::{Token, Vocabulary, number};

/// How soon a word that is repeated stops to count more (Robertson and Zaragoza 2009; the usual value).
pub const K1: f64 = 1.2;

/// How far long texts are held back, from 0 (not at all) to 1 (the same reference).
pub const LENGTH_SHARE: f64 = 0.75;

/// The words of a passage with how often each occurs, without words of grammar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bag {
    /// Words by their place in the vocabulary, sorted, with their counts.
    words: Vec<(u32, u32)>,
    length: u32,
}

impl Bag {
    /// Gathers the words of a passage.
    pub fn new(tokens: &[Token], vocabulary: &Vocabulary) -> Self {
        let words = tokens.iter().map(|token| token.word).filter(|word| !vocabulary.is_stop_word(*word));
        Self::of_words(words)
    }

    /// Gathers words.
    pub fn of_words(words: impl Iterator<Item = u32>) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut length = 0;
        for word in words {
            *counts.entry(word).or_default() += 1;
            length += 1;
        }
        Self { words: counts.into_iter().collect(), length }
    }

    /// The distinct words, sorted.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        self.words.iter().map(|(word, _)| *word)
    }

    /// How often a word occurs.
    pub fn count(&self, word: u32) -> u32 {
        self.words.binary_search_by_key(&word, |(word, _)| *word).map_or(0, |place| self.words[place].1)
    }

    /// Words in all.
    pub fn len(&self) -> u32 {
        self.length
    }

    /// Says whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// What a collection of passages is like: how many hold each word, and how long they are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Background {
    passages: u64,
    length: u64,
    holding: Vec<u32>,
}

impl Background {
    /// Counts a passage in.
    pub fn add(&mut self, bag: &Bag) {
        self.passages += 1;
        self.length += u64::from(bag.length);
        for (word, _) in &bag.words {
            let word = *word as usize;
            if self.holding.len() <= word {
                self.holding.resize(word + 1, 0);
            }
            self.holding[word] += 1;
        }
    }

    /// Number of passages.
    pub fn passages(&self) -> u64 {
        self.passages
    }

    /// Passages that hold a word.
    pub fn holding(&self, word: u32) -> u64 {
        self.holding.get(word as usize).copied().map_or(0, u64::from)
    }

    /// ln(1 + (N − n + ½) / (n + ½)): how much a word that n of N passages hold says (Robertson and Zaragoza 2009, kept above 0).
    pub fn inverse_frequency(&self, word: u32) -> f64 {
        let held = number(self.holding(word));
        ((number(self.passages) - held + 0.5) / (held + 0.5)).ln_1p()
    }

    /// What one word of a passage adds per unit of its weight: tf (k₁ + 1) / (tf + k₁ (1 − b + b · length / mean length)).
    pub fn saturation(&self, count: u32, length: u32) -> f64 {
        if count == 0 {
            return 0.0;
        }
        let mean = number(self.length) / number(self.passages).max(1.0);
        let relative = if mean > 0.0 { f64::from(length) / mean } else { 1.0 };
        let count = f64::from(count);
        count * (K1 + 1.0) / (count + K1 * (1.0 - LENGTH_SHARE + LENGTH_SHARE * relative))
    }

    /// BM25 of a passage for the words of another, each asked once; divided by the most that any passage could reach, so that
    /// it lies from 0 to 1 and does not depend on how long the asking passage is.
    pub fn likeness(&self, asking: &Bag, passage: &Bag) -> f64 {
        let (mut score, mut most) = (0.0, 0.0);
        for word in asking.words() {
            let weight = self.inverse_frequency(word);
            score += weight * self.saturation(passage.count(word), passage.length);
            most += weight * (K1 + 1.0);
        }
        if most > 0.0 { score / most } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Background, Bag};

    #[test]
    fn bm25_follows_its_formula() {
        let bags = [vec![1, 2, 2], vec![1, 3], vec![4]].map(|words| Bag::of_words(words.into_iter()));
        let mut background = Background::default();
        bags.iter().for_each(|bag| background.add(bag));
        // Word 2 stands in one of three passages: ln(1 + 2.5/1.5).
        let weight = (1.0_f64 + 2.5 / 1.5).ln();
        assert!((background.inverse_frequency(2) - weight).abs() < 1e-12);
        // Twice in a passage of 3 words, mean length 2: 2·2.2 / (2 + 1.2·(.25 + .75·1.5)).
        let share = 2.0 * 2.2 / (2.0 + 1.2 * (0.25 + 0.75 * 1.5));
        assert!((background.saturation(2, 3) - share).abs() < 1e-12);
        let asking = Bag::of_words([2].into_iter());
        assert!((background.likeness(&asking, &bags[0]) - share / 2.2).abs() < 1e-12);
        assert!(background.likeness(&asking, &bags[2]).abs() < 1e-12);
        assert!(background.likeness(&Bag::default(), &bags[0]).abs() < 1e-12);
    }
}
