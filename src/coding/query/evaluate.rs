//! From a query to the quotations that answer it.

use crate::coding::corpus::{CodedCorpus, SourceReader};
use crate::coding::query::expression::Relation;
use crate::coding::query::relation::{Partners, keys};
use crate::coding::query::resolve::{CodeQuery, Condition, Node};
use crate::coding::query::witness::Witness;
use crate::model::{Anchor, CodeId};
use crate::text::fold::fold;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The quotations that answer a query.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodeQueryAnswer {
    /// Their numbers, in the order of sources and places.
    pub quotations: Vec<usize>,
    /// Quotations that a relation, or a condition on speakers, had to leave out because their place is not sure.
    pub left_out: usize,
}

/// Finds the quotations that answer a query.
///
/// - A code is met by a quotation on which somebody put it; AND, OR and NOT work on quotations.
/// - Filters are conditions on codings. In a list of AND they hold for every code of the list: `R1 AND coder:K1` asks for R1 put by
///   K1. A part of filters alone is met by a quotation with at least one coding that meets it.
/// - NOT takes away from the quotations with at least one coding that meets the conditions around it.
/// - A relation is met by a quotation of its left side with a partner on its right side in the same source; a quotation is
///   its own partner only when two different codings put it on the two sides.
///
/// # Errors
/// When turns or words cannot be read.
pub fn matching_quotations<R: SourceReader>(
    query: &CodeQuery,
    corpus: &CodedCorpus,
    reader: &R,
) -> Result<CodeQueryAnswer, R::Error> {
    let mut evaluation = Evaluation { corpus, reader, speakers: None, left_out: BTreeSet::new() };
    let everything = vec![true; corpus.codings().len()];
    let met = evaluation.quotations(&query.0, &everything)?;
    let quotations = (0..).zip(&met).filter(|(_, witness)| witness.is_there()).map(|(at, _)| at).collect();
    Ok(CodeQueryAnswer { quotations, left_out: evaluation.left_out.len() })
}

/// The codings that a query leaves: those that meet it when it has filters only, else all on the quotations that answer.
///
/// # Errors
/// When turns or words cannot be read.
pub fn matching_codings<R: SourceReader>(
    query: &CodeQuery,
    corpus: &CodedCorpus,
    reader: &R,
) -> Result<Vec<bool>, R::Error> {
    if query.0.is_condition() {
        let mut evaluation = Evaluation { corpus, reader, speakers: None, left_out: BTreeSet::new() };
        return evaluation.codings(&query.0);
    }
    let mut left = vec![false; corpus.codings().len()];
    for quotation in matching_quotations(query, corpus, reader)?.quotations {
        left[corpus.codings_on(quotation)].fill(true);
    }
    Ok(left)
}

struct Evaluation<'e, R> {
    corpus: &'e CodedCorpus,
    reader: &'e R,
    speakers: Option<Vec<Option<Rc<str>>>>,
    left_out: BTreeSet<usize>,
}

impl<R: SourceReader> Evaluation<'_, R> {
    /// What each quotation is to a part of the query, when only the codings in `scope` count.
    fn quotations(&mut self, node: &Node, scope: &[bool]) -> Result<Vec<Witness>, R::Error> {
        if node.is_condition() {
            let met = both(&self.codings(node)?, scope);
            return Ok(self.bearing(None, &met));
        }
        match node {
            Node::Condition(_) => Ok(self.bearing(None, scope)),
            Node::Codes(codes) => Ok(self.bearing(codes.as_deref(), scope)),
            Node::All(parts) => {
                let mut scope = scope.to_vec();
                for part in parts.iter().filter(|part| part.is_condition()) {
                    scope = both(&scope, &self.codings(part)?);
                }
                let mut met: Option<Vec<Witness>> = None;
                for part in parts.iter().filter(|part| !part.is_condition()) {
                    let own = self.quotations(part, &scope)?;
                    met = Some(match met {
                        None => own,
                        Some(met) => met.into_iter().zip(own).map(|(one, two)| one.and(two)).collect(),
                    });
                }
                Ok(met.unwrap_or_else(|| self.bearing(None, &scope)))
            }
            Node::Any(parts) => {
                let mut met = vec![Witness::Absent; self.corpus.quotations().len()];
                for part in parts {
                    let own = self.quotations(part, scope)?;
                    met = met.into_iter().zip(own).map(|(one, two)| one.or(two)).collect();
                }
                Ok(met)
            }
            Node::Not(part) => {
                let without = self.quotations(part, scope)?;
                let lacking = |(there, found): (Witness, Witness)| {
                    if there.is_there() && !found.is_there() { Witness::Lacking } else { Witness::Absent }
                };
                Ok(self.bearing(None, scope).into_iter().zip(without).map(lacking).collect())
            }
            Node::Near(left, relation, right) => {
                let left = self.quotations(left, scope)?;
                let right = self.quotations(right, scope)?;
                self.near(left, *relation, &right)
            }
        }
    }

    /// Quotations with a coding in scope, of these codes where given.
    fn bearing(&self, codes: Option<&[CodeId]>, scope: &[bool]) -> Vec<Witness> {
        let codings = self.corpus.codings();
        (0..self.corpus.quotations().len())
            .map(|quotation| {
                let fits = |number: &usize| {
                    let code = codings[*number].code;
                    scope[*number] && codes.is_none_or(|codes| codes.binary_search(&code).is_ok())
                };
                let found = self.corpus.codings_on(quotation).filter(fits);
                found.fold(Witness::Absent, |before, number| before.or(Witness::One(number)))
            })
            .collect()
    }

    /// Quotations of the left side with a partner on the right side.
    fn near(
        &mut self,
        mut left: Vec<Witness>,
        relation: Relation,
        right: &[Witness],
    ) -> Result<Vec<Witness>, R::Error> {
        for source in 0..self.corpus.sources().len() {
            let quotations = self.corpus.quotations_in(source);
            let there = |side: &[Witness]| -> Vec<usize> {
                quotations.clone().filter(|number| side[*number].is_there()).collect()
            };
            let (asked, partners) = (there(&left), there(right));
            for number in asked.iter().chain(&partners) {
                if !self.corpus.quotations()[*number].placed {
                    self.left_out.insert(*number);
                }
            }
            if asked.is_empty() || partners.is_empty() {
                asked.iter().for_each(|number| left[*number] = Witness::Absent);
                continue;
            }
            let asked_keys = keys(self.corpus, source, &asked, relation, self.reader)?;
            let partner_keys = keys(self.corpus, source, &partners, relation, self.reader)?;
            let placed = partners.into_iter().zip(partner_keys);
            let partners = Partners::new(placed.filter_map(|(number, keys)| Some((number, keys?))).collect());
            for (number, keys) in asked.into_iter().zip(asked_keys) {
                let met = keys.is_some_and(|keys| {
                    let own = !matches!(relation, Relation::Before(_) | Relation::After(_));
                    (own && left[number].may_face(right[number])) || partners.has_other(number, &keys)
                });
                if !met {
                    left[number] = Witness::Absent;
                }
            }
        }
        Ok(left)
    }

    /// Which codings meet a part of the query that has filters only.
    fn codings(&mut self, node: &Node) -> Result<Vec<bool>, R::Error> {
        let count = self.corpus.codings().len();
        Ok(match node {
            Node::Condition(condition) => self.meeting(condition)?,
            Node::All(parts) => {
                let mut met = vec![true; count];
                for part in parts {
                    met = both(&met, &self.codings(part)?);
                }
                met
            }
            Node::Any(parts) => {
                let mut met = vec![false; count];
                for part in parts {
                    let own = self.codings(part)?;
                    met.iter_mut().zip(own).for_each(|(met, own)| *met |= own);
                }
                met
            }
            Node::Not(part) => self.codings(part)?.into_iter().map(|met| !met).collect(),
            Node::Codes(_) | Node::Near(..) => vec![false; count],
        })
    }

    fn meeting(&mut self, condition: &Condition) -> Result<Vec<bool>, R::Error> {
        let corpus = self.corpus;
        let by_quotation = |fits: &dyn Fn(usize) -> bool| {
            let mut met = vec![false; corpus.codings().len()];
            for quotation in (0..corpus.quotations().len()).filter(|number| fits(*number)) {
                met[corpus.codings_on(quotation)].fill(true);
            }
            met
        };
        let codings = corpus.codings().iter();
        Ok(match condition {
            Condition::Sources(sources) => {
                by_quotation(&|number| sources.binary_search(&corpus.source_of(number)).is_ok())
            }
            Condition::Anchor(anchor) => {
                by_quotation(&|number| corpus.quotations()[number].placed == (*anchor == Anchor::Placed))
            }
            Condition::Speaker { name, begins } => {
                if self.speakers.is_none() {
                    self.speakers = Some(corpus.speakers(self.reader)?);
                }
                let unplaced = (0..).zip(corpus.quotations()).filter(|(_, quotation)| !quotation.placed);
                self.left_out.extend(unplaced.map(|(number, _)| number));
                let speakers = self.speakers.as_deref().unwrap_or_default();
                by_quotation(&|number| {
                    speakers[number].as_ref().is_some_and(|speaker| {
                        let speaker = fold(speaker);
                        speaker == *name || (*begins && speaker.starts_with(name))
                    })
                })
            }
            Condition::Coders(coders) => codings.map(|coding| coders.contains(&coding.coder)).collect(),
            Condition::Weight(range) => {
                codings.map(|coding| coding.weight.is_some_and(|weight| range.contains(&weight))).collect()
            }
            Condition::Unweighed => codings.map(|coding| coding.weight.is_none()).collect(),
            Condition::Stance(stance) => codings.map(|coding| coding.stance == *stance).collect(),
        })
    }
}

fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(one, other)| *one && *other).collect()
}
