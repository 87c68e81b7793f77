//! Analysers that have seen words and texts before.
//!
//! An analyser is slow on a word it meets for the first time. A program that answers one question after the other borrows one
//! that knows the words already, and the units of the texts it was asked about last, and gives it back.

use crate::text::analyzer::{Analysis, Analyzer, Unit};
use crate::text::language::Language;
use std::collections::{BTreeMap, VecDeque};
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Analysers that wait, at most; more are thrown away. Each is bounded in what it remembers.
const MOST: usize = 8;

/// Units of texts that one analyser keeps, at most (12 bytes each).
const MOST_UNITS: usize = 1 << 21;

static WAITING: Mutex<Vec<(Language, Worker)>> = Mutex::new(Vec::new());

/// An analyser with the texts it has read.
struct Worker {
    analyzer: Analyzer,
    texts: Texts,
}

/// Units of texts by the key of the text.
#[derive(Default)]
struct Texts {
    /// The generation of the analyser in which they were found.
    generation: u64,
    units: BTreeMap<String, Box<[Unit]>>,
    /// The keys, oldest first.
    order: VecDeque<String>,
    total: usize,
}

impl Texts {
    fn clear(&mut self, generation: u64) {
        *self = Self { generation, ..Self::default() };
    }

    fn keep(&mut self, key: &str, units: &[Unit]) {
        if units.len() > MOST_UNITS / 4 {
            return;
        }
        while self.total + units.len() > MOST_UNITS
            && let Some(oldest) = self.order.pop_front()
        {
            self.total -= self.units.remove(&oldest).map_or(0, |gone| gone.len());
        }
        self.total += units.len();
        self.order.push_back(key.to_owned());
        self.units.insert(key.to_owned(), units.into());
    }
}

/// An analyser on loan.
pub struct WarmAnalyzer {
    language: Language,
    /// Taken out when it is given back.
    worker: Option<Worker>,
}

impl WarmAnalyzer {
    /// Borrows an analyser for texts of `language`: one that has worked before when one waits, else a new one.
    pub fn borrow(language: Language) -> Self {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        let place = waiting.iter().position(|(of, _)| *of == language);
        let worker = place.map_or_else(
            || Worker { analyzer: Analyzer::new(language), texts: Texts::default() },
            |place| waiting.swap_remove(place).1,
        );
        Self { language, worker: Some(worker) }
    }

    /// As [`Analyzer::analyze`] for a text that may be asked about again; `key` is another one for each text, such as its hash.
    pub fn analyze_known(&mut self, key: &str, text: &str) -> Analysis<'_> {
        let Worker { analyzer, texts } = self.worker.as_mut().expect("it is given back only at the end");
        if texts.generation != analyzer.generation() {
            texts.clear(analyzer.generation());
        }
        if !texts.units.contains_key(key) {
            let found = analyzer.analyze(text);
            if found.generation() != texts.generation {
                texts.clear(found.generation());
            }
            texts.keep(key, found.units());
        }
        match texts.units.get(key) {
            Some(units) => analyzer.again(units),
            None => analyzer.analyze(text),
        }
    }
}

impl Deref for WarmAnalyzer {
    type Target = Analyzer;

    fn deref(&self) -> &Analyzer {
        &self.worker.as_ref().expect("it is given back only at the end").analyzer
    }
}

impl DerefMut for WarmAnalyzer {
    fn deref_mut(&mut self) -> &mut Analyzer {
        &mut self.worker.as_mut().expect("it is given back only at the end").analyzer
    }
}

impl Drop for WarmAnalyzer {
    fn drop(&mut self) {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic in the middle of a text may have left it in pieces.
        if waiting.len() < MOST && !std::thread::panicking() {
            waiting.extend(self.worker.take().map(|worker| (self.language, worker)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_UNITS, Texts, WarmAnalyzer};
    use crate::text::analyzer::{Analysis, Analyzer};
    use crate::text::language::Language;

    #[test]
    fn one_that_has_worked_says_what_a_new_one_says() {
        let texts = [
            "می\u{200c}روم به بانک\u{200c}ها",
            "The banks were closing",
            "سامانه قطع می\u{200c}شود و بانک\u{200c}ها",
        ];
        for _ in 0..3 {
            for text in texts {
                let mut warm = WarmAnalyzer::borrow(Language::Mixed);
                let mut fresh = Analyzer::new(Language::Mixed);
                let words = |analysis: &Analysis<'_>| -> Vec<String> {
                    let places = analysis.units().iter();
                    places
                        .map(|unit| format!("{:?} {}", unit.range(), analysis.word(unit.word).forms))
                        .collect()
                };
                let wanted = words(&fresh.analyze(text));
                assert_eq!(words(&warm.analyze(text)), wanted, "{text}");
                assert_eq!(words(&warm.analyze_known(text, text)), wanted, "{text}");
            }
        }
    }

    #[test]
    fn the_oldest_texts_give_way_to_new_ones() {
        let mut fresh = Analyzer::new(Language::Mixed);
        let units = fresh.analyze("one two three").units().repeat(MOST_UNITS / 12);
        let mut texts = Texts::default();
        for number in 0..6 {
            texts.keep(&format!("text {number}"), &units);
            assert!(texts.total <= MOST_UNITS);
        }
        let kept: Vec<&String> = texts.units.keys().collect();
        assert_eq!(kept, ["text 2", "text 3", "text 4", "text 5"]);
        assert_eq!(texts.order.len(), 4);
    }
}
