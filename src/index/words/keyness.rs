//! Key words: more frequent in one part of a study than in another.

use crate::index::words::frequency::Frequencies;
use crate::index::words::number;
use crate::index::words::reader::Vocabulary;
use crate::stats::distribution::chi_square_upper;

/// A word that one part uses more than the other.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyWord {
    /// The lemma, or the form.
    pub word: String,
    /// Occurrences in the first part, and in the second.
    pub counts: (u64, u64),
    /// Occurrences in a million words of each.
    pub per_million: (f64, f64),
    /// G² of the two counts; how sure the difference is.
    pub log_likelihood: f64,
    /// Its p with one degree of freedom, not corrected for the number of words.
    pub p: f64,
    /// log₂ of the ratio of the two relative frequencies; how large the difference is. Positive: more in the first part.
    pub log_ratio: f64,
    /// Whether it says little by itself.
    pub stop_word: bool,
}

/// G² = 2 Σ O ln(O/E) of a word's counts in two parts of `sizes` words (Rayson and Garside 2000); zero counts add nothing.
pub fn log_likelihood_of_two(counts: (u64, u64), sizes: (u64, u64)) -> f64 {
    let (one, other) = (number(counts.0), number(counts.1));
    let rate = (one + other) / (number(sizes.0) + number(sizes.1));
    let term = |observed: f64, size: f64| {
        if observed > 0.0 { observed * (observed / (rate * size)).ln() } else { 0.0 }
    };
    2.0 * (term(one, number(sizes.0)) + term(other, number(sizes.1)))
}

/// Log ratio (Hardie 2014): log₂ of relative frequency in the first part over that in the second; a count of 0 is taken as ½.
pub fn log_ratio(counts: (u64, u64), sizes: (u64, u64)) -> f64 {
    let rate = |count: u64, size: u64| if count == 0 { 0.5 } else { number(count) } / number(size);
    (rate(counts.0, sizes.0) / rate(counts.1, sizes.1)).log2()
}

/// The words of two parts that occur at least `least` times in both together, surest difference first.
pub fn key_words(
    one: &Frequencies,
    other: &Frequencies,
    vocabulary: &Vocabulary,
    least: u64,
) -> Vec<KeyWord> {
    let sizes = (one.tokens(), other.tokens());
    let mut found = Vec::new();
    for place in 0..u32::try_from(vocabulary.len()).unwrap_or(u32::MAX) {
        let counts = (one.of(place), other.of(place));
        if counts.0 + counts.1 < least.max(1) {
            continue;
        }
        let log_likelihood = log_likelihood_of_two(counts, sizes);
        found.push(KeyWord {
            word: vocabulary.label(place).to_owned(),
            counts,
            per_million: (number(counts.0) / number(sizes.0) * 1e6, number(counts.1) / number(sizes.1) * 1e6),
            log_likelihood,
            p: chi_square_upper(log_likelihood.max(0.0), 1.0),
            log_ratio: log_ratio(counts, sizes),
            stop_word: vocabulary.is_stop_word(place),
        });
    }
    found.sort_by(|one, other| {
        other.log_likelihood.total_cmp(&one.log_likelihood).then_with(|| one.word.cmp(&other.word))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::{log_likelihood_of_two, log_ratio};

    /// 40 in 1,000 words and 10 in 3,000: expected 12.5 and 37.5.
    #[test]
    fn figures_follow_their_formulas() {
        let found = log_likelihood_of_two((40, 10), (1_000, 3_000));
        let by_hand = 2.0 * (40.0 * (40.0_f64 / 12.5).ln() + 10.0 * (10.0_f64 / 37.5).ln());
        assert!((found - by_hand).abs() < 1e-9, "{found}");
        assert!((log_ratio((40, 10), (1_000, 3_000)) - 12.0_f64.log2()).abs() < 1e-12);
        assert!((log_ratio((4, 0), (1_000, 1_000)) - 3.0).abs() < 1e-12);
        assert!(log_likelihood_of_two((10, 30), (1_000, 3_000)).abs() < 1e-9);
    }
}
