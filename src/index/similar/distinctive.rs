//! The words by which the quotations of a code differ from the rest of a study.

use std::collections::BTreeSet;

use crate::index::similar::bag::{Background, Bag};
use crate::index::words::number;

/// Words by which passages are looked for.
pub const MAX_DISTINCTIVE: usize = 20;

/// A word that the quotations of a code hold more often than other passages do.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Distinctive {
    /// The word by its place in the vocabulary.
    pub word: u32,
    /// Log odds ratio of holding it, in the quotations against all passages.
    pub weight: f64,
    /// Quotations that hold it.
    pub held: u64,
}

/// Quotations from which on a word of one of them alone is taken for an accident.
const ENOUGH_QUOTATIONS: usize = 4;

/// What a word of the code's name counts at least, as a share of how much it says in general.
const NAME_SHARE: f64 = 0.5;

/// The most distinctive words of some quotations, and the words of the code's own name.
///
/// The weight is that of Robertson and Sparck Jones (1976) with halves added, ln(p (1 − q) / (q (1 − p))), where
/// p = (r + ½) / (R + 1) of the R quotations and q = (n + ½) / (N + 1) of all N passages hold the word; the words are chosen
/// by r · weight (Robertson 1990). Words with no more than chance are left out, and with four quotations or more those of a
/// single one. A word of the name is looked for in any case, with half its inverse frequency at least.
pub fn distinctive_words(quotations: &[Bag], name: &Bag, background: &Background) -> Vec<Distinctive> {
    let words: BTreeSet<u32> = quotations.iter().flat_map(Bag::words).chain(name.words()).collect();
    let share = |held: u64, of: u64| (number(held) + 0.5) / (number(of) + 1.0);
    let odds = |share: f64| share / (1.0 - share);
    let least = if quotations.len() < ENOUGH_QUOTATIONS { 1 } else { 2 };
    let mut found = Vec::new();
    for word in words.into_iter().filter(|word| background.holding(*word) > 0) {
        let held = quotations.iter().filter(|bag| bag.count(word) > 0).count() as u64;
        let here = share(held, quotations.len() as u64);
        let there = share(background.holding(word), background.passages());
        let weight = (odds(here) / odds(there)).ln();
        if name.count(word) > 0 {
            let named = NAME_SHARE * background.inverse_frequency(word);
            found.push(Distinctive { word, weight: weight.max(named), held: held.max(least) });
        } else if weight > 0.0 && held >= least {
            found.push(Distinctive { word, weight, held });
        }
    }
    let offer = |found: &Distinctive| (name.count(found.word) > 0, number(found.held) * found.weight);
    let by_offer = |one: &Distinctive, other: &Distinctive| {
        let (one_named, one_offer) = offer(one);
        let (other_named, other_offer) = offer(other);
        other_named.cmp(&one_named).then_with(|| other_offer.total_cmp(&one_offer))
    };
    found.sort_by(|one, other| by_offer(one, other).then_with(|| one.word.cmp(&other.word)));
    found.truncate(MAX_DISTINCTIVE);
    found.sort_by(|one, other| {
        offer(other).1.total_cmp(&offer(one).1).then_with(|| one.word.cmp(&other.word))
    });
    found
}

/// BM25 of a passage for weighted words, and those of them that it holds, heaviest share first.
pub fn score(words: &[Distinctive], passage: &Bag, background: &Background) -> (f64, Vec<u32>) {
    let mut shares: Vec<(f64, u32)> = words
        .iter()
        .map(|found| {
            let share = background.saturation(passage.count(found.word), passage.len());
            (found.weight * share, found.word)
        })
        .filter(|(share, _)| *share > 0.0)
        .collect();
    shares.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    (shares.iter().map(|(share, _)| share).sum(), shares.into_iter().map(|(_, word)| word).collect())
}

#[cfg(test)]
mod tests {
    use super::{distinctive_words, score};
    use crate::index::similar::bag::{Background, Bag};

    #[test]
    fn words_of_the_quotations_alone_are_distinctive() {
        let bag = |words: &[u32]| Bag::of_words(words.iter().copied());
        let passages = [bag(&[1, 2]), bag(&[1, 2]), bag(&[1, 3]), bag(&[1, 4]), bag(&[1, 5]), bag(&[1, 6])];
        let mut background = Background::default();
        passages.iter().for_each(|bag| background.add(bag));
        let found = distinctive_words(&passages[..2], &Bag::default(), &background);
        // Word 2: p = 2.5/3, q = 2.5/7, so ln((2.5/.5) / (2.5/4.5)) = ln 9. Word 1: p = 2.5/3, q = 6.5/7 gives less than chance.
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].word, 2);
        assert!((found[0].weight - 9.0_f64.ln()).abs() < 1e-12, "{}", found[0].weight);
        // A word of the name alone: ½ ln(1 + 5.5/1.5), and the quotations' own word stays first.
        let named = distinctive_words(&passages[..2], &bag(&[3]), &background);
        assert_eq!(named.iter().map(|found| found.word).collect::<Vec<_>>(), [2, 3]);
        assert!((named[1].weight - 0.5 * (5.5_f64 / 1.5).ln_1p()).abs() < 1e-12, "{}", named[1].weight);
        let (scored, shared) = score(&found, &passages[0], &background);
        // Lengths are all the mean, so one occurrence has saturation 1.
        assert!((scored - 9.0_f64.ln()).abs() < 1e-12);
        assert_eq!(shared, [2]);
        assert_eq!(score(&found, &passages[3], &background), (0.0, Vec::new()));
    }
}
