//! Analysers that have seen words before.
//!
//! An analyser is slow on a word it meets for the first time. A program that answers one question after the other borrows one
//! that knows the words already and gives it back.

use crate::text::analyzer::Analyzer;
use crate::text::language::Language;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Analysers that wait, at most; more are thrown away. Each is bounded in what it remembers.
const MOST: usize = 8;

static WAITING: Mutex<Vec<(Language, Analyzer)>> = Mutex::new(Vec::new());

/// An analyser on loan.
pub struct WarmAnalyzer {
    language: Language,
    /// Taken out when it is given back.
    analyzer: Option<Analyzer>,
}

impl WarmAnalyzer {
    /// Borrows an analyser for texts of `language`: one that has worked before when one waits, else a new one.
    pub fn borrow(language: Language) -> Self {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        let place = waiting.iter().position(|(of, _)| *of == language);
        let analyzer = place.map_or_else(|| Analyzer::new(language), |place| waiting.swap_remove(place).1);
        Self { language, analyzer: Some(analyzer) }
    }
}

impl Deref for WarmAnalyzer {
    type Target = Analyzer;

    fn deref(&self) -> &Analyzer {
        self.analyzer.as_ref().expect("it is given back only at the end")
    }
}

impl DerefMut for WarmAnalyzer {
    fn deref_mut(&mut self) -> &mut Analyzer {
        self.analyzer.as_mut().expect("it is given back only at the end")
    }
}

impl Drop for WarmAnalyzer {
    fn drop(&mut self) {
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        // A panic in the middle of a text may have left it in pieces.
        if waiting.len() < MOST && !std::thread::panicking() {
            waiting.extend(self.analyzer.take().map(|analyzer| (self.language, analyzer)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WarmAnalyzer;
    use crate::text::analyzer::Analyzer;
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
                let (one, other) = (warm.analyze(text), fresh.analyze(text));
                let words = |analysis: &crate::text::analyzer::Analysis<'_>| -> Vec<String> {
                    analysis.units().iter().map(|unit| analysis.word(unit.word).forms.to_owned()).collect()
                };
                assert_eq!(words(&one), words(&other), "{text}");
            }
        }
    }
}
