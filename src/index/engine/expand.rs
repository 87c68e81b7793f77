//! Words of the index that begin alike or are spelled alike.

use std::collections::BTreeSet;

/// Letters that are tried in place of another: the folded Persian alphabet, Latin letters and digits.
const LETTERS: &str = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیء0123456789abcdefghijklmnopqrstuvwxyz";

/// Every spelling that differs from `word` in one letter: left out, swapped with the next, changed, added. Sorted.
///
/// For a word of n letters these are about 140 n spellings (70 n when only one script is tried), each of which is one look into the
/// dictionary; that is quicker than walking the dictionary, and it needs no automaton.
pub(super) fn neighbours(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let latin = letters.iter().any(char::is_ascii_alphabetic);
    let candidates: Vec<char> = LETTERS
        .chars()
        .filter(|letter| letter.is_ascii_digit() || letter.is_ascii_alphabetic() == latin)
        .collect();
    let mut spellings = BTreeSet::new();
    spellings.insert(word.to_owned());
    let with = |place: usize, middle: &[char], resume: usize| -> String {
        letters.iter().take(place).chain(middle).chain(letters.iter().skip(resume)).collect()
    };
    for place in 0..=letters.len() {
        for &candidate in &candidates {
            spellings.insert(with(place, &[candidate], place));
            if place < letters.len() {
                spellings.insert(with(place, &[candidate], place + 1));
            }
        }
        if place < letters.len() {
            spellings.insert(with(place, &[], place + 1));
        }
        if let (Some(&first), Some(&second)) = (letters.get(place), letters.get(place + 1)) {
            spellings.insert(with(place, &[second, first], place + 2));
        }
    }
    spellings.remove("");
    spellings
}

#[cfg(test)]
mod tests {
    use super::neighbours;

    #[test]
    fn every_kind_of_slip_is_tried() {
        let spellings = neighbours("کتاب");
        for slip in ["کتاب", "کتب", "کتابی", "کباب", "تکاب", "اکتاب"] {
            assert!(spellings.contains(slip), "{slip}");
        }
        assert!(!spellings.contains("کت"));
    }
}
