//! In which order codes come within a source, and what follows what.

use crate::coding::corpus::CodedCorpus;
use crate::coding::matrix::axis::{Categories, Entry};
use std::collections::BTreeMap;

/// One quotation of a sequence with its codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Number of the quotation.
    pub quotation: usize,
    /// Numbers of its codes, in the order of the codebook; they have no order among themselves.
    pub codes: Vec<usize>,
}

/// How often one code follows another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Transition {
    /// Number of the code before.
    pub from: usize,
    /// Number of the code behind.
    pub to: usize,
    /// How often.
    pub count: u64,
    /// Share of the transitions that leave the code before, 0 to 1.
    pub share: f64,
}

/// The codes of sources in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeSequence {
    /// The codes.
    pub codes: Vec<Entry>,
    /// Coded quotations in the order of their starts, source by source.
    pub steps: Vec<Step>,
    /// Transitions from each quotation to the next one of the same source (lag 1; Bakeman and Quera 2011), in the order of the
    /// codebook. A quotation with several codes passes on from each of them.
    pub transitions: Vec<Transition>,
    /// Quotations that were left out because their place is not sure.
    pub left_out: u64,
}

/// Orders the quotations of one source, or of each, by their starts and counts what follows what.
pub fn sequence(corpus: &CodedCorpus, codes: &Categories, source: Option<usize>) -> CodeSequence {
    let sources = source.map_or(0..corpus.sources().len(), |source| source..source + 1);
    let mut steps: Vec<Step> = Vec::new();
    let mut counts: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut left_out = 0;
    for source in sources {
        let first = steps.len();
        for quotation in corpus.quotations_in(source) {
            let marks = &corpus.codings()[corpus.codings_on(quotation)];
            let mut own: Vec<usize> =
                marks.iter().flat_map(|mark| codes.of(corpus, quotation, mark)).copied().collect();
            own.sort_unstable();
            own.dedup();
            if own.is_empty() {
                continue;
            }
            if corpus.quotations()[quotation].placed {
                steps.push(Step { quotation, codes: own });
            } else {
                left_out += 1;
            }
        }
        for pair in steps[first..].windows(2) {
            for from in &pair[0].codes {
                for to in &pair[1].codes {
                    *counts.entry((*from, *to)).or_default() += 1;
                }
            }
        }
    }
    let mut leaving: BTreeMap<usize, u64> = BTreeMap::new();
    for ((from, _), count) in &counts {
        *leaving.entry(*from).or_default() += count;
    }
    let transitions = counts
        .into_iter()
        .map(|((from, to), count)| {
            let share = crate::coding::matrix::count::real(count)
                / crate::coding::matrix::count::real(leaving.get(&from).copied().unwrap_or(count));
            Transition { from, to, count, share }
        })
        .collect();
    CodeSequence { codes: codes.entries().to_vec(), steps, transitions, left_out }
}
