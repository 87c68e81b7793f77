//! Codes for a passage, from the quotations that were coded before and from what the codes are called.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::similar::bag::{Background, Bag};
use crate::model::{CodeId, SourceId};

/// Quotations most like the passage that have a say.
pub const NEIGHBOURS: usize = 10;

/// What a code's own name and definition count beside one quotation: they speak once, the quotations up to ten times. 1, 2 and 4
/// were tried on the sample study (`docs/search.md`).
pub const NAME_WEIGHT: f64 = 4.0;

/// A quotation with its codes.
#[derive(Clone, PartialEq, Debug)]
pub struct CodedBag {
    /// Where it stands.
    pub source: SourceId,
    /// Its words.
    pub bag: Bag,
    /// Its codes, at the level that is suggested.
    pub codes: BTreeSet<CodeId>,
}

/// A code with the words by which it is called and defined.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedCode {
    /// The code.
    pub code: CodeId,
    /// Words of its names, aliases and definition, and of those below it.
    pub bag: Bag,
}

/// What suggestions rest on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ways {
    /// Quotations coded before.
    Quotations,
    /// Names and definitions.
    Names,
    /// Both.
    Both,
}

/// A code that is suggested.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The code.
    pub code: CodeId,
    /// Sum of the likenesses of the quotations that speak for it, and of its names; only the order has a meaning.
    pub score: f64,
    /// The quotations that speak for it by their place in the list, most alike first, with their likeness (0 to 1).
    pub quotations: Vec<(usize, f64)>,
    /// Likeness of its names and definition.
    pub names: f64,
}

/// Suggests codes from some quotations and names.
pub struct Suggester<'q> {
    quotations: Vec<(usize, &'q CodedBag)>,
    names: Vec<&'q NamedCode>,
    background: Background,
}

impl<'q> Suggester<'q> {
    /// Learns from quotations and names; both also tell which words are common. Quotations keep their place in `quotations`
    /// though some be left out by `keep`.
    pub fn new(
        quotations: &'q [CodedBag],
        names: impl Iterator<Item = &'q NamedCode>,
        keep: impl Fn(usize, &CodedBag) -> bool,
    ) -> Self {
        let quotations: Vec<(usize, &CodedBag)> =
            quotations.iter().enumerate().filter(|(place, quotation)| keep(*place, quotation)).collect();
        let names: Vec<&NamedCode> = names.collect();
        let mut background = Background::default();
        quotations.iter().for_each(|(_, quotation)| background.add(&quotation.bag));
        names.iter().for_each(|named| background.add(&named.bag));
        Self { quotations, names, background }
    }

    /// The codes for a passage, best first; those that share no word with it are left out.
    pub fn suggest(&self, passage: &Bag, ways: Ways) -> Vec<Suggestion> {
        let mut found: BTreeMap<CodeId, Suggestion> = BTreeMap::new();
        let empty = |code: CodeId| Suggestion { code, score: 0.0, quotations: Vec::new(), names: 0.0 };
        if ways != Ways::Names {
            for (place, quotation, likeness) in self.nearest(passage) {
                for code in &quotation.codes {
                    let suggestion = found.entry(*code).or_insert_with(|| empty(*code));
                    suggestion.score += likeness;
                    suggestion.quotations.push((place, likeness));
                }
            }
        }
        if ways != Ways::Quotations {
            for named in &self.names {
                let likeness = self.background.likeness(passage, &named.bag);
                if likeness > 0.0 {
                    let suggestion = found.entry(named.code).or_insert_with(|| empty(named.code));
                    suggestion.score += NAME_WEIGHT * likeness;
                    suggestion.names = likeness;
                }
            }
        }
        let mut found: Vec<Suggestion> = found.into_values().collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.code.cmp(&other.code)));
        found
    }

    /// The quotations most like the passage.
    fn nearest(&self, passage: &Bag) -> Vec<(usize, &'q CodedBag, f64)> {
        let mut near: Vec<(usize, &CodedBag, f64)> = self
            .quotations
            .iter()
            .map(|(place, quotation)| (*place, *quotation, self.background.likeness(passage, &quotation.bag)))
            .filter(|(_, _, likeness)| *likeness > 0.0)
            .collect();
        near.sort_by(|one, other| other.2.total_cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
        near.truncate(NEIGHBOURS);
        near
    }
}

#[cfg(test)]
mod tests {
    use super::{CodedBag, NamedCode, Suggester, Ways};
    use crate::index::similar::bag::Bag;
    use crate::model::{CodeId, SourceId};

    #[test]
    fn codes_of_like_quotations_come_first_and_say_why() {
        let quotation = |words: &[u32], code: i64| CodedBag {
            source: SourceId(1),
            bag: Bag::of_words(words.iter().copied()),
            codes: [CodeId(code)].into(),
        };
        let quotations = [quotation(&[1, 2], 7), quotation(&[1, 3], 8), quotation(&[4, 5], 9)];
        let names = [NamedCode { code: CodeId(9), bag: Bag::of_words([2].into_iter()) }];
        let suggester = Suggester::new(&quotations, names.iter(), |_, _| true);
        let passage = Bag::of_words([1, 2].into_iter());
        let by_quotations = suggester.suggest(&passage, Ways::Quotations);
        assert_eq!(by_quotations.iter().map(|found| found.code.0).collect::<Vec<_>>(), [7, 8]);
        assert_eq!(by_quotations[0].quotations[0].0, 0);
        let both = suggester.suggest(&passage, Ways::Both);
        assert_eq!(both.len(), 3);
        assert!(
            both.iter().any(|found| found.code.0 == 9 && found.names > 0.0 && found.quotations.is_empty())
        );
        let without = Suggester::new(&quotations, names.iter(), |place, _| place != 0);
        assert_eq!(without.suggest(&passage, Ways::Quotations)[0].quotations[0].0, 1, "places are kept");
        assert!(suggester.suggest(&Bag::default(), Ways::Both).is_empty());
    }
}
