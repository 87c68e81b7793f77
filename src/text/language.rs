//! The language of a source: detected from its letters, or set by hand.

use std::fmt;

/// How the words of a source are to be analysed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Language {
    /// Persian.
    Persian,
    /// English.
    English,
    /// Both side by side; each word is analysed by its script.
    Mixed,
    /// Any other language: words are found as they are written, without their other forms.
    Other,
}

impl Language {
    /// The tag that a study stores: `fa`, `en`, `mixed` or `other`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Persian => "fa",
            Self::English => "en",
            Self::Mixed => "mixed",
            Self::Other => "other",
        }
    }

    /// Reads a tag: `fa`, `fa-IR`, `per`, `en`, `en_GB`, `mixed`; any other tag is [`Language::Other`].
    pub fn parse(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "fa" | "per" | "fas" | "prs" => Self::Persian,
            "en" | "eng" => Self::English,
            "mixed" | "mul" => Self::Mixed,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

/// Share of the letters above which a text is of one language. A Persian interview names products and places in Latin
/// letters, and an English article quotes some Persian, without being mixed.
const DOMINANT_SHARE: f64 = 0.85;

/// Letters that are looked at; enough to settle the shares of any text, few enough to cost nothing.
const SAMPLE: usize = 20_000;

/// Guesses the language of a text from the scripts of its letters.
///
/// Arabic script counts as Persian and Latin script as English: the analysers for these two leave alone what they do not
/// know. A text of mostly other scripts is [`Language::Other`], one without letters [`Language::Mixed`].
pub fn detect_language(text: &str) -> Language {
    let (mut arabic, mut latin, mut other) = (0_u32, 0_u32, 0_u32);
    for character in text.chars().filter(|character| character.is_alphabetic()).take(SAMPLE) {
        match Script::of(character) {
            Some(Script::Arabic) => arabic += 1,
            Some(Script::Latin) => latin += 1,
            None => other += 1,
        }
    }
    let letters = f64::from(arabic + latin + other);
    let dominates = |count: u32| letters > 0.0 && f64::from(count) / letters >= DOMINANT_SHARE;
    if dominates(arabic) {
        Language::Persian
    } else if dominates(latin) {
        Language::English
    } else if letters > 0.0 && f64::from(other) / letters > 0.5 {
        Language::Other
    } else {
        Language::Mixed
    }
}

/// The two scripts that have an analyser.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Script {
    /// Arabic script, in which Persian is written.
    Arabic,
    /// Latin script.
    Latin,
}

impl Script {
    /// The script of a letter; `None` for digits, marks and letters of other scripts.
    pub fn of(character: char) -> Option<Self> {
        match character {
            'a'..='z'
            | 'A'..='Z'
            | '\u{c0}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{ff21}'..='\u{ff5a}' => Some(Self::Latin),
            '\u{620}'..='\u{64a}'
            | '\u{66e}'..='\u{6d3}'
            | '\u{6d5}'
            | '\u{6ee}'..='\u{6ef}'
            | '\u{6fa}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8c7}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => Some(Self::Arabic),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, detect_language};

    #[test]
    fn the_language_is_that_of_most_letters() {
        assert_eq!(
            detect_language("خدمات غیرحضوری در SPSS سنجیده شد و نتیجه\u{200c}ها در جدول آمده است."),
            Language::Persian
        );
        assert_eq!(
            detect_language("Remote services (خدمات) were rated by the customers of the organization."),
            Language::English
        );
        assert_eq!(detect_language("عامل factor گویه item"), Language::Mixed);
        assert_eq!(detect_language("услуги"), Language::Other);
        assert_eq!(detect_language("42"), Language::Mixed);
    }

    #[test]
    fn tags_are_read_with_their_region() {
        assert_eq!(Language::parse("fa-IR"), Language::Persian);
        assert_eq!(Language::parse("EN_gb"), Language::English);
        assert_eq!(Language::parse("de"), Language::Other);
        assert_eq!(Language::parse(Language::Mixed.as_str()), Language::Mixed);
    }
}
