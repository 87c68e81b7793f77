//! Collocations: the words that stand beside a word more often than chance would have it.

use std::ops::Range;

use crate::index::words::number;
use crate::index::words::reader::{Token, Vocabulary};
use crate::text::position::CharOffset;

/// How far a neighbour may stand from the word, in words on either side; never beyond the turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Words read before it.
    pub before: usize,
    /// Words read behind it.
    pub after: usize,
}

impl Default for Window {
    /// Five on either side, as is usual in the field.
    fn default() -> Self {
        Self { before: 5, after: 5 }
    }
}

/// By what collocates are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Measure {
    /// logDice: how typical; does not depend on the size of the corpus.
    #[default]
    LogDice,
    /// G²: how sure; grows with the evidence.
    LogLikelihood,
    /// Mutual information: how exclusive; favours rare words.
    MutualInformation,
    /// Plain number of occurrences beside the word.
    Frequency,
}

/// The four counts behind a collocation, in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordCounts {
    /// Occurrences of the neighbour inside the windows.
    pub together: u64,
    /// Words inside the windows.
    pub windows: u64,
    /// Occurrences of the neighbour, wherever.
    pub neighbour: u64,
    /// Occurrences of the word itself.
    pub node: u64,
    /// Words counted in all, without those of the word itself.
    pub others: u64,
}

impl WordCounts {
    /// Occurrences beside the word that chance would give: windows · neighbour / others (Evert 2008, surface
    /// cooccurrence).
    pub fn expected(&self) -> f64 {
        number(self.windows) * number(self.neighbour) / number(self.others)
    }

    /// logDice = 14 + log₂(2·f(x,y) / (f(x) + f(y))) (Rychlý 2008); at most 14 when each occurrence has its own partner.
    pub fn log_dice(&self) -> f64 {
        14.0 + (2.0 * number(self.together) / (number(self.node) + number(self.neighbour))).log2()
    }

    /// Mutual information, log₂(observed / expected) (Church and Hanks 1990).
    pub fn mutual_information(&self) -> f64 {
        (number(self.together) / self.expected()).log2()
    }

    /// Log-likelihood ratio G² = 2 Σ O ln(O/E) over the 2 × 2 table of inside or outside the windows, neighbour or another
    /// word (Dunning 1993); negative when the two avoid each other.
    pub fn log_likelihood(&self) -> f64 {
        let (windows, others) = (number(self.windows), number(self.others));
        let (together, neighbour) = (number(self.together), number(self.neighbour));
        let outside = others - windows;
        let cells = [
            (together, windows * neighbour),
            (windows - together, windows * (others - neighbour)),
            (neighbour - together, outside * neighbour),
            (outside - (neighbour - together), outside * (others - neighbour)),
        ];
        let term = |(observed, product): (f64, f64)| {
            if observed > 0.0 { observed * (observed * others / product).ln() } else { 0.0 }
        };
        let ratio = 2.0 * cells.into_iter().map(term).sum::<f64>();
        if together < self.expected() { -ratio } else { ratio }
    }
}

/// A word that stands beside the word asked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Collocate {
    /// The lemma, or the form.
    pub word: String,
    /// The counts.
    pub counts: WordCounts,
    /// Of the occurrences beside it, those read before the word they stand nearest to.
    pub before: u64,
    /// Those read behind it.
    pub after: u64,
    /// Sources in which the two stand together.
    pub sources: usize,
    /// Whether it says little by itself.
    pub stop_word: bool,
}

impl Collocate {
    /// The figure of a measure.
    pub fn measure(&self, measure: Measure) -> f64 {
        match measure {
            Measure::LogDice => self.counts.log_dice(),
            Measure::LogLikelihood => self.counts.log_likelihood(),
            Measure::MutualInformation => self.counts.mutual_information(),
            Measure::Frequency => number(self.counts.together),
        }
    }
}

/// What was met of a word.
#[derive(Clone, Copy, Default)]
struct Met {
    everywhere: u64,
    before: u64,
    after: u64,
    sources: usize,
    last_source: usize,
}

/// Counts what stands beside a word, source by source.
///
/// A word inside several windows counts once, for the nearest occurrence; the words of the occurrences themselves
/// are no neighbours.
pub struct Collocations {
    window: Window,
    met: Vec<Met>,
    nodes: u64,
    windows: u64,
    others: u64,
    source: usize,
}

impl Collocations {
    /// Begins to count.
    pub fn new(window: Window) -> Self {
        Self { window, met: Vec::new(), nodes: 0, windows: 0, others: 0, source: 0 }
    }

    /// Occurrences of the word so far.
    pub fn nodes(&self) -> u64 {
        self.nodes
    }

    /// Counts a source: its passages, and where the word occurs in it (in the order of the text).
    pub fn add(&mut self, passages: &[Vec<Token>], nodes: &[Range<CharOffset>]) {
        self.source += 1;
        for passage in passages {
            let mut stretches: Vec<Range<usize>> = Vec::new();
            for node in nodes {
                let first = passage.partition_point(|token| token.end <= node.start);
                let last = passage.partition_point(|token| token.start < node.end);
                if first < last {
                    self.nodes += 1;
                    stretches.push(first..last);
                }
            }
            self.count(passage, &stretches);
        }
    }

    fn count(&mut self, passage: &[Token], nodes: &[Range<usize>]) {
        for (place, token) in passage.iter().enumerate() {
            if nodes.iter().any(|node| node.contains(&place)) {
                continue;
            }
            let word = token.word as usize;
            if self.met.len() <= word {
                self.met.resize(word + 1, Met::default());
            }
            let met = &mut self.met[word];
            met.everywhere += 1;
            self.others += 1;
            let before = nodes.iter().map(|node| node.start).filter(|start| *start > place).min();
            let behind = nodes.iter().map(|node| node.end).filter(|end| *end <= place).max();
            let to_next = before.map(|start| start - place).filter(|apart| *apart <= self.window.before);
            let to_last = behind.map(|end| place + 1 - end).filter(|apart| *apart <= self.window.after);
            let is_before = match (to_next, to_last) {
                (None, None) => continue,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (Some(next), Some(last)) => next <= last,
            };
            self.windows += 1;
            if is_before {
                met.before += 1;
            } else {
                met.after += 1;
            }
            if met.last_source != self.source {
                met.last_source = self.source;
                met.sources += 1;
            }
        }
    }

    /// The words that stood beside the word at least `least` times, best first, then by code point.
    pub fn list(&self, vocabulary: &Vocabulary, least: u64, measure: Measure) -> Vec<Collocate> {
        let mut found: Vec<Collocate> = (0_u32..)
            .zip(&self.met)
            .filter(|(_, met)| met.before + met.after >= least.max(1))
            .map(|(place, met)| Collocate {
                word: vocabulary.label(place).to_owned(),
                counts: WordCounts {
                    together: met.before + met.after,
                    windows: self.windows,
                    neighbour: met.everywhere,
                    node: self.nodes,
                    others: self.others,
                },
                before: met.before,
                after: met.after,
                sources: met.sources,
                stop_word: vocabulary.is_stop_word(place),
            })
            .collect();
        found.sort_by(|one, other| {
            other
                .measure(measure)
                .total_cmp(&one.measure(measure))
                .then_with(|| other.counts.together.cmp(&one.counts.together))
                .then_with(|| one.word.cmp(&other.word))
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Collocations, Measure, Window, WordCounts};
    use crate::index::words::reader::{Counted, WordReader};
    use crate::text::language::Language;
    use crate::text::position::CharOffset;

    /// Worked by hand: 10 of 50 neighbours stand in 100 of 1,000 words.
    const COUNTS: WordCounts =
        WordCounts { together: 10, windows: 100, neighbour: 50, node: 20, others: 1_000 };

    #[test]
    fn measures_follow_their_formulas() {
        assert!((COUNTS.expected() - 5.0).abs() < 1e-12);
        assert!((COUNTS.mutual_information() - 1.0).abs() < 1e-12);
        assert!((COUNTS.log_dice() - (14.0 + (20.0_f64 / 70.0).log2())).abs() < 1e-12);
        // 2·(10 ln(10/5) + 90 ln(90/95) + 40 ln(40/45) + 860 ln(860/855))
        let ratio = 2.0
            * (10.0 * 2.0_f64.ln()
                + 90.0 * (90.0_f64 / 95.0).ln()
                + 40.0 * (40.0_f64 / 45.0).ln()
                + 860.0 * (860.0_f64 / 855.0).ln());
        assert!((COUNTS.log_likelihood() - ratio).abs() < 1e-9, "{}", COUNTS.log_likelihood());
        let rare = WordCounts { together: 1, ..COUNTS };
        assert!(rare.log_likelihood() < 0.0);
    }

    #[test]
    fn a_word_between_two_occurrences_counts_once() {
        let mut reader = WordReader::new(Counted::Forms);
        let text = "red a b red c d e f g";
        let whole = CharOffset(0)..CharOffset::length_of(text);
        let passages = reader.read(text, Language::English, std::slice::from_ref(&whole));
        let at = |start: u32| CharOffset(start)..CharOffset(start + 3);
        let mut counts = Collocations::new(Window { before: 1, after: 2 });
        counts.add(&passages, &[at(0), at(8)]);
        let found = counts.list(reader.vocabulary(), 1, Measure::Frequency);
        let words: Vec<(&str, u64, u64)> =
            found.iter().map(|found| (found.word.as_str(), found.before, found.after)).collect();
        assert_eq!(words, [("a", 0, 1), ("b", 1, 0), ("c", 0, 1), ("d", 0, 1)]);
        assert_eq!(found[0].counts.windows, 4);
        assert_eq!(found[0].counts.others, 7);
        assert_eq!(counts.nodes(), 2);
    }
}
