//! Alphabetical order for people: Persian letters in the Persian order (پ after ب, ک and گ before ل), English in its own.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Compares texts as a Persian dictionary and an English index would.
pub struct Alphabet {
    /// `None` would mean that the tables built into the program were left out of the build.
    collator: Option<CollatorBorrowed<'static>>,
}

impl Default for Alphabet {
    fn default() -> Self {
        let language = CollatorPreferences::from(locale!("fa"));
        Self { collator: Collator::try_new(language, CollatorOptions::default()).ok() }
    }
}

impl Alphabet {
    /// The order of two texts; by code point where the alphabet sees no difference.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let order = self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(one, other));
        order.then_with(|| one.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Alphabet;

    #[test]
    fn persian_letters_stand_in_the_persian_order() {
        let sorted = [
            "آب", "بام", "پارو", "تاب", "جام", "چای", "زنگ", "ژاله", "سال", "کار", "گام", "لب", "مو", "نان",
            "وام", "هوا", "یار",
        ];
        let mut words = sorted.to_vec();
        words.reverse();
        let alphabet = Alphabet::default();
        words.sort_by(|one, other| alphabet.compare(one, other));
        assert_eq!(words, sorted);
        let mut words = ["beta", "Alpha", "alpha", "Beta"];
        words.sort_by(|one, other| alphabet.compare(one, other));
        assert_eq!(words, ["alpha", "Alpha", "beta", "Beta"]);
    }
}
