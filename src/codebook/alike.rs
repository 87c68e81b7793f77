//! Codes whose names are nearly the same.

use crate::codebook::Codebook;
use crate::model::CodeId;
use crate::text::analyzer::Analyzer;
use crate::text::english;
use crate::text::fold::fold;
use crate::text::language::Language;
use crate::text::persian;
use crate::text::spelling::{distance, tolerance};
use std::collections::BTreeSet;

/// Why two names are taken to be alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// The same letters once spelling variants, half-spaces and white space are folded.
    Folded,
    /// A slip or two of the keyboard apart.
    Slip,
    /// The same words once endings are taken off, in any order.
    Words,
}

impl Likeness {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Folded => "folded",
            Self::Slip => "slip",
            Self::Words => "words",
        }
    }
}

/// Two codes with names alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlikeCodes {
    /// The one that stands earlier in the codebook.
    pub one: CodeId,
    /// The other.
    pub other: CodeId,
    /// Why.
    pub likeness: Likeness,
}

/// A name made ready for comparison.
struct Prepared {
    folded: Vec<char>,
    lemmas: BTreeSet<String>,
}

impl Prepared {
    fn new(analyzer: &mut Analyzer, name: &str) -> Self {
        let folded = fold(name).chars().filter(|character| character.is_alphanumeric()).collect();
        Self { folded, lemmas: lemmas(analyzer, name) }
    }

    fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.folded.is_empty() || other.folded.is_empty() {
            return None;
        }
        if self.folded == other.folded {
            return Some(Likeness::Folded);
        }
        // A short name is another word after one slip; only names of two words' length are compared by slips.
        let shorter = self.folded.len().min(other.folded.len());
        if shorter >= 6 && distance(&self.folded, &other.folded, tolerance(shorter)).is_some() {
            return Some(Likeness::Slip);
        }
        (self.lemmas.len() > 1 && self.lemmas == other.lemmas).then_some(Likeness::Words)
    }
}

/// Codes that a new name is alike to, in the order of the codebook.
pub fn alike(codebook: &Codebook, name: &str) -> Vec<(CodeId, Likeness)> {
    let mut analyzer = Analyzer::new(Language::Mixed);
    let wanted = Prepared::new(&mut analyzer, name);
    let known = codebook.in_order();
    known
        .into_iter()
        .filter_map(|(_, code)| {
            let names = std::iter::once(&code.draft.name)
                .chain(code.draft.translations.values())
                .chain(&code.draft.aliases);
            let likeness =
                names.filter_map(|name| wanted.likeness(&Prepared::new(&mut analyzer, name))).min()?;
            Some((code.id, likeness))
        })
        .collect()
}

/// Every pair of codes of the codebook with names alike.
pub fn alike_codes(codebook: &Codebook) -> Vec<AlikeCodes> {
    let mut analyzer = Analyzer::new(Language::Mixed);
    let prepared: Vec<(CodeId, Prepared)> = codebook
        .in_order()
        .into_iter()
        .map(|(_, code)| (code.id, Prepared::new(&mut analyzer, &code.draft.name)))
        .collect();
    let mut pairs = Vec::new();
    for (index, (one, name)) in prepared.iter().enumerate() {
        for (other, other_name) in &prepared[index + 1..] {
            if let Some(likeness) = name.likeness(other_name) {
                pairs.push(AlikeCodes { one: *one, other: *other, likeness });
            }
        }
    }
    pairs
}

/// The head words of a name without the words of grammar.
fn lemmas(analyzer: &mut Analyzer, name: &str) -> BTreeSet<String> {
    let analysis = analyzer.analyze(name);
    let words = analysis.units().iter().map(|unit| analysis.word(unit.word).headword().to_owned());
    words.filter(|word| !persian::is_stop_word(word) && !english::is_stop_word(word)).collect()
}
