//! English words: plurals, -ed and -ing brought back to one form.
//!
//! The first step of the stemmer of Porter (1980, "An algorithm for suffix stripping", rules 1a to 1c), which joins the
//! inflected forms of a word and leaves derivations (`relation`, `relate`) apart, as the Persian side does.

use crate::text::persian::Forms;

/// Adds the common form of a folded Latin word.
pub fn stem(word: &str, forms: &mut Forms) {
    forms.add(&common_form(word));
}

/// Words of grammar: they say little about what a text is about. Closed classes of English (articles, pronouns, prepositions,
/// conjunctions, auxiliaries and the adverbs beside them), in code point order.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "beside",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "even",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "may",
    "me",
    "might",
    "mine",
    "more",
    "most",
    "much",
    "must",
    "my",
    "myself",
    "neither",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "onto",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "s",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "t",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

/// Says whether a folded Latin word belongs to grammar rather than to a subject.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

fn common_form(word: &str) -> String {
    // Names with digits, accents or two letters have no endings.
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let word = without_plural(word);
    let word = without_past(&word);
    match word.strip_suffix('y') {
        Some(before) if has_vowel(before) => format!("{before}i"),
        _ => word,
    }
}

/// Rule 1a: sses → ss, ies → i, ss stays, s goes.
fn without_plural(word: &str) -> String {
    if let Some(before) = word.strip_suffix("sses") {
        format!("{before}ss")
    } else if let Some(before) = word.strip_suffix("ies") {
        format!("{before}i")
    } else if word.ends_with("ss") || word.ends_with("us") {
        word.to_owned()
    } else {
        word.strip_suffix('s').unwrap_or(word).to_owned()
    }
}

/// Rule 1b: eed → ee; ed and ing go when a vowel stands before them, and the end is mended.
fn without_past(word: &str) -> String {
    if let Some(before) = word.strip_suffix("eed") {
        return if measure(before) > 0 { format!("{before}ee") } else { word.to_owned() };
    }
    let cut = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")).filter(|before| has_vowel(before));
    let Some(before) = cut else { return word.to_owned() };
    if before.ends_with("at") || before.ends_with("bl") || before.ends_with("iz") {
        return format!("{before}e");
    }
    let letters: Vec<char> = before.chars().collect();
    if let [.., one, other] = letters[..]
        && one == other
        && !is_vowel(&letters, letters.len() - 1)
        && !matches!(other, 'l' | 's' | 'z')
    {
        return letters[..letters.len() - 1].iter().collect();
    }
    if measure(before) == 1 && ends_short(&letters) { format!("{before}e") } else { before.to_owned() }
}

fn is_vowel(letters: &[char], index: usize) -> bool {
    match letters[index] {
        'a' | 'e' | 'i' | 'o' | 'u' => true,
        'y' => index > 0 && !is_vowel(letters, index - 1),
        _ => false,
    }
}

fn has_vowel(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len()).any(|index| is_vowel(&letters, index))
}

/// Porter's m: how often a vowel is followed by a consonant.
fn measure(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len()).filter(|index| is_vowel(&letters, index - 1) && !is_vowel(&letters, *index)).count()
}

/// Whether the word ends consonant, vowel, consonant, the last one not w, x or y.
fn ends_short(letters: &[char]) -> bool {
    let end = letters.len();
    end >= 3
        && !is_vowel(letters, end - 1)
        && is_vowel(letters, end - 2)
        && !is_vowel(letters, end - 3)
        && !matches!(letters[end - 1], 'w' | 'x' | 'y')
}

#[cfg(test)]
mod tests {
    use super::common_form;

    #[test]
    fn stop_words_are_sorted_so_that_they_are_found() {
        assert!(super::STOP_WORDS.is_sorted());
        assert!(super::is_stop_word("themselves") && !super::is_stop_word("service"));
    }

    #[test]
    fn inflected_forms_of_a_word_are_one() {
        for forms in [
            ["message", "messages", "message"],
            ["code", "coded", "coding"],
            ["run", "runs", "running"],
            ["study", "studies", "studied"],
            ["agree", "agrees", "agreed"],
            ["relate", "related", "relating"],
            ["class", "classes", "class"],
        ] {
            let common: Vec<String> = forms.iter().map(|form| common_form(form)).collect();
            assert!(common.iter().all(|form| *form == common[0]), "{common:?}");
        }
        assert_ne!(common_form("status"), common_form("state"));
        assert_eq!(common_form("sms"), "sm");
        assert_eq!(common_form("api2"), "api2");
    }
}
