//! How often suggestions would have been right: each source in turn is left out and its codings are guessed from the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::similar::bag::Bag;
use crate::index::similar::suggest::{CodedBag, NamedCode, Suggester, Ways};
use crate::index::words::number;
use crate::model::{CodeId, SourceId};

/// How often a right code stood among the first ones.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct HitRates {
    /// Quotations guessed.
    pub quotations: u64,
    /// Those with a right code in the first place.
    pub at_1: u64,
    /// Among the first three.
    pub at_3: u64,
    /// Among the first five.
    pub at_5: u64,
    /// Sum of the reciprocal places of the first right code; divide by the quotations.
    pub reciprocal_ranks: f64,
}

impl HitRates {
    fn add(&mut self, place: Option<usize>) {
        self.quotations += 1;
        let Some(place) = place else { return };
        self.at_1 += u64::from(place == 0);
        self.at_3 += u64::from(place < 3);
        self.at_5 += u64::from(place < 5);
        self.reciprocal_ranks += 1.0 / number(place as u64 + 1);
    }

    /// A count as a share of the quotations.
    pub fn share(&self, count: u64) -> f64 {
        number(count) / number(self.quotations)
    }

    /// Mean reciprocal rank.
    pub fn mean_reciprocal_rank(&self) -> f64 {
        self.reciprocal_ranks / number(self.quotations)
    }
}

/// What was tried on the same quotations.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried {
    /// By quotations, by names, by both, and (to compare with) the most frequent codes whatever the passage says.
    pub rates: [HitRates; 4],
    /// Right and wrong first suggestions by both ways, by the score in tenths (the last for 1 and above).
    pub by_score: Vec<(u64, u64)>,
    /// Quotations none of whose codes stands in any other source: they cannot be guessed and are not counted.
    pub unguessable: u64,
}

/// Guesses the codes of each source's quotations from the other sources.
///
/// `guessed` picks the quotations that are guessed (all take part in learning). A code that stands in the left-out source only is
/// neither guessed nor known by its name, since its name was coined for that source.
/// `predefined` are codes that are known before any coding, such as the factors of a codebook.
pub fn evaluate(
    quotations: &[CodedBag],
    names: &[NamedCode],
    predefined: &BTreeSet<CodeId>,
    guessed: &dyn Fn(SourceId) -> bool,
    step: &mut dyn FnMut(usize, usize) -> bool,
) -> Tried {
    let sources: BTreeSet<SourceId> = quotations.iter().map(|quotation| quotation.source).collect();
    let mut tried = Tried { rates: Default::default(), by_score: vec![(0, 0); 11], unguessable: 0 };
    for (done, source) in sources.iter().enumerate() {
        if !step(done, sources.len()) {
            break;
        }
        if !guessed(*source) {
            continue;
        }
        let mut frequency: BTreeMap<CodeId, u64> = BTreeMap::new();
        for quotation in quotations.iter().filter(|quotation| quotation.source != *source) {
            for code in &quotation.codes {
                *frequency.entry(*code).or_default() += 1;
            }
        }
        let known = |code: &CodeId| predefined.contains(code) || frequency.contains_key(code);
        let suggester =
            Suggester::new(quotations, names.iter().filter(|named| known(&named.code)), |_, quotation| {
                quotation.source != *source
            });
        let mut common: Vec<(u64, CodeId)> = frequency.iter().map(|(code, count)| (*count, *code)).collect();
        common.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let common: Vec<CodeId> = common.into_iter().map(|(_, code)| code).collect();
        for quotation in quotations.iter().filter(|quotation| quotation.source == *source) {
            if !quotation.codes.iter().any(known) {
                tried.unguessable += 1;
                continue;
            }
            guess(&mut tried, &suggester, &common, &quotation.bag, &quotation.codes);
        }
    }
    tried
}

fn guess(
    tried: &mut Tried,
    suggester: &Suggester<'_>,
    common: &[CodeId],
    passage: &Bag,
    right: &BTreeSet<CodeId>,
) {
    for (ways, rates) in [Ways::Quotations, Ways::Names, Ways::Both].into_iter().zip(&mut tried.rates) {
        let found = suggester.suggest(passage, ways);
        rates.add(found.iter().position(|suggestion| right.contains(&suggestion.code)));
        if ways == Ways::Both
            && let Some(first) = found.first()
        {
            let tenth = (0..10).find(|tenth| first.score < f64::from(tenth + 1) / 10.0).unwrap_or(10);
            let cell = &mut tried.by_score[usize::try_from(tenth).unwrap_or(10)];
            if right.contains(&first.code) {
                cell.0 += 1;
            } else {
                cell.1 += 1;
            }
        }
    }
    tried.rates[3].add(common.iter().position(|code| right.contains(code)));
}

#[cfg(test)]
mod tests {
    use super::evaluate;
    use crate::index::similar::bag::Bag;
    use crate::index::similar::suggest::{CodedBag, NamedCode};
    use crate::model::{CodeId, SourceId};
    use std::collections::BTreeSet;

    #[test]
    fn what_only_the_left_out_source_knows_is_not_used() {
        let quotation = |source: i64, word: u32, code: i64| CodedBag {
            source: SourceId(source),
            bag: Bag::of_words([word].into_iter()),
            codes: [CodeId(code)].into(),
        };
        // Word 1 is coded 7 in both sources, word 2 is coded 8 in the first only.
        let quotations = [quotation(1, 1, 7), quotation(1, 2, 8), quotation(2, 1, 7)];
        let names = [NamedCode { code: CodeId(8), bag: Bag::of_words([2].into_iter()) }];
        let tried = evaluate(&quotations, &names, &BTreeSet::new(), &|_| true, &mut |_, _| true);
        assert_eq!(tried.unguessable, 1);
        assert_eq!(tried.rates[0].quotations, 2);
        assert_eq!(tried.rates[0].at_1, 2);
        assert_eq!(tried.rates[1].at_5, 0, "the name of code 8 is not known without the first source");
        assert_eq!(tried.rates[3].at_1, 2);
        assert!((tried.rates[0].mean_reciprocal_rank() - 1.0).abs() < 1e-12);
    }
}
