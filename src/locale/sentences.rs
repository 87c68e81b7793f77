//! Sentences by key.

use crate::text::digits::DigitSet;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language in which the program talks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum UiLanguage {
    /// Persian, right to left, Persian digits, Jalali dates.
    Persian,
    /// English, left to right, Latin digits, Gregorian dates.
    English,
}

impl UiLanguage {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Persian, Self::English];

    /// The language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Persian => "fa",
            Self::English => "en",
        }
    }

    /// Takes `fa`, `en` or a system locale such as `fa_IR.UTF-8`; `None` for any other language.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['_', '-', '.']).next().unwrap_or("");
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Says whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Persian
    }

    pub(super) fn digits(self) -> DigitSet {
        match self {
            Self::Persian => DigitSet::Persian,
            Self::English => DigitSet::Latin,
        }
    }

    fn sentences(self) -> &'static str {
        match self {
            Self::Persian => include_str!("fa.ftl"),
            Self::English => include_str!("en.ftl"),
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("the tags of this list are well-formed")
    }
}

/// A value in a sentence.
enum Argument {
    Text(String),
    Count(i64),
}

/// Values to be put into a sentence.
#[derive(Default)]
pub struct Arguments<'a>(Vec<(&'a str, Argument)>);

impl<'a> Arguments<'a> {
    /// No values yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.0.push((name, Argument::Text(value.into())));
        self
    }

    /// Adds a count, which also chooses between singular and plural where the language has both behind a number.
    #[must_use]
    pub fn count(mut self, name: &'a str, value: impl TryInto<i64>) -> Self {
        self.0.push((name, Argument::Count(value.try_into().unwrap_or(i64::MAX))));
        self
    }
}

/// The voice of the program in one language.
pub struct Locale {
    language: UiLanguage,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// The voice in that language.
    pub fn new(language: UiLanguage) -> Self {
        let resource = FluentResource::try_new(language.sentences().to_owned())
            .unwrap_or_else(|(resource, _errors)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // Isolates keep «R17 (12)» together in a right-to-left sentence; English terminals would show them as boxes.
        bundle.set_use_isolating(language.is_right_to_left());
        // A key that stands twice keeps its first sentence; the test of the files reports it.
        let _ = bundle.add_resource(resource);
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> UiLanguage {
        self.language
    }

    /// A sentence without values.
    pub fn text(&self, key: &str) -> String {
        self.say(key, &Arguments::new())
    }

    /// A sentence with values; a key that is not there comes back as itself, so that its absence is seen.
    pub fn say(&self, key: &str, arguments: &Arguments<'_>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&self.fluent(arguments)), &mut errors).into_owned()
    }

    /// Says whether there is a sentence for the key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn fluent(&self, arguments: &Arguments<'_>) -> FluentArgs<'static> {
        let mut fluent = FluentArgs::new();
        for (name, argument) in &arguments.0 {
            let value = match (argument, self.language) {
                (Argument::Text(text), _) => FluentValue::from(text.clone()),
                // Persian nouns stay singular behind a number, so that its digits may be written here.
                (Argument::Count(count), UiLanguage::Persian) => FluentValue::from(self.count(*count)),
                (Argument::Count(count), UiLanguage::English) => FluentValue::from(*count),
            };
            fluent.set((*name).to_owned(), value);
        }
        fluent
    }
}
