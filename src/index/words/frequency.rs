//! Word lists: frequency, range and dispersion.

use crate::index::words::number;
use crate::index::words::reader::{Token, Vocabulary};

/// Counts words over the sources of a study.
#[derive(Default)]
pub struct Frequencies {
    /// Words of each source.
    sizes: Vec<u64>,
    /// For each word its sources with their counts, in the order of the sources.
    counts: Vec<Vec<(u32, u64)>>,
    /// Counts of the writings.
    writings: Vec<u64>,
}

/// A word of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListedWord {
    /// The lemma, or the form.
    pub word: String,
    /// How it is written, most frequent first.
    pub writings: Vec<(String, u64)>,
    /// How often it occurs.
    pub frequency: u64,
    /// The same in a million words.
    pub per_million: f64,
    /// Sources in which it occurs (range).
    pub sources: usize,
    /// Gries's deviation of proportions, from 0 (spread over the sources as the text is) towards 1 (in one small source).
    pub dispersion: f64,
    /// Whether it says little by itself.
    pub stop_word: bool,
}

/// A word list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WordList {
    /// The words, most frequent first, then by code point.
    pub words: Vec<ListedWord>,
    /// Words counted in all (tokens), stop words among them.
    pub tokens: u64,
    /// Distinct words (types), stop words among them.
    pub types: usize,
    /// Sources with at least one word.
    pub sources: usize,
}

impl Frequencies {
    /// Counts the words of one source.
    pub fn add(&mut self, passages: &[Vec<Token>]) {
        let source = u32::try_from(self.sizes.len()).unwrap_or(u32::MAX);
        let mut size = 0;
        for token in passages.iter().flatten() {
            size += 1;
            let word = token.word as usize;
            if self.counts.len() <= word {
                self.counts.resize_with(word + 1, Vec::new);
            }
            match self.counts[word].last_mut() {
                Some((last, count)) if *last == source => *count += 1,
                _ => self.counts[word].push((source, 1)),
            }
            let writing = token.writing as usize;
            if self.writings.len() <= writing {
                self.writings.resize(writing + 1, 0);
            }
            self.writings[writing] += 1;
        }
        self.sizes.push(size);
    }

    /// How often a word of the vocabulary was met.
    pub fn of(&self, word: u32) -> u64 {
        self.counts.get(word as usize).map_or(0, |counts| counts.iter().map(|(_, count)| count).sum())
    }

    /// Words counted in all.
    pub fn tokens(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// The list of the words that occur at least `least` times.
    pub fn list(&self, vocabulary: &Vocabulary, least: u64) -> WordList {
        let tokens = self.tokens();
        let mut writings: Vec<Vec<(String, u64)>> = vec![Vec::new(); self.counts.len()];
        for (place, count) in (0_u32..).zip(&self.writings) {
            let (word, text) = vocabulary.writing(place);
            if *count > 0
                && let Some(list) = writings.get_mut(word as usize)
            {
                list.push((text.to_owned(), *count));
            }
        }
        let mut words = Vec::new();
        for ((place, counts), mut writings) in (0_u32..).zip(&self.counts).zip(writings) {
            let frequency: u64 = counts.iter().map(|(_, count)| count).sum();
            if frequency == 0 || frequency < least {
                continue;
            }
            writings.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            words.push(ListedWord {
                word: vocabulary.label(place).to_owned(),
                writings,
                frequency,
                per_million: number(frequency) / number(tokens) * 1e6,
                sources: counts.len(),
                dispersion: deviation_of_proportions(counts, &self.sizes),
                stop_word: vocabulary.is_stop_word(place),
            });
        }
        words.sort_by(|one, other| {
            other.frequency.cmp(&one.frequency).then_with(|| one.word.cmp(&other.word))
        });
        let types = self.counts.iter().filter(|counts| !counts.is_empty()).count();
        WordList { words, tokens, types, sources: self.sizes.iter().filter(|size| **size > 0).count() }
    }
}

/// Deviation of proportions, DP = ½ Σ |vᵢ − sᵢ| over the parts of a corpus: vᵢ is the share of the word's occurrences in part
/// i, sᵢ the share of all words that the part holds (Gries 2008, International Journal of Corpus Linguistics 13, 403–437).
///
/// `counts` names the parts that hold the word, with how often; `sizes` are the words of all parts.
fn deviation_of_proportions(counts: &[(u32, u64)], sizes: &[u64]) -> f64 {
    let frequency = number(counts.iter().map(|(_, count)| count).sum());
    let total = number(sizes.iter().sum());
    let mut held = 0.0;
    let mut apart = 0.0;
    for (part, count) in counts {
        let share = number(sizes.get(*part as usize).copied().unwrap_or(0)) / total;
        held += share;
        apart += (number(*count) / frequency - share).abs();
    }
    f64::midpoint(apart, (1.0 - held).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::deviation_of_proportions;

    /// The word `a` of Gries (2008), section 2: five parts of 9, 10, 10, 10 and 11 words, that hold it 1, 2, 3, 4 and 5 times.
    #[test]
    fn the_worked_example_of_the_source_comes_out() {
        let counts = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)];
        let found = deviation_of_proportions(&counts, &[9, 10, 10, 10, 11]);
        assert!((found - 0.18).abs() < 5e-4, "{found}");
    }

    #[test]
    fn a_word_of_one_part_deviates_by_the_share_of_the_others() {
        assert!((deviation_of_proportions(&[(1, 7)], &[30, 10]) - 0.75).abs() < 1e-12);
        assert!(deviation_of_proportions(&[(0, 3), (1, 1)], &[30, 10]).abs() < 1e-12);
    }
}
