//! The words by which transcripts and articles are known: data, one file for all languages.

use crate::model::SpeakerRole;
use crate::text::fold::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word at the head of a line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cue {
    /// The line is said by somebody of that role.
    Speaker(SpeakerRole),
    /// The line opens a section of an article.
    Section,
}

static WORDS: LazyLock<BTreeMap<String, Cue>> = LazyLock::new(|| {
    let table = include_str!("data/vocabulary.tsv");
    let mut words = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (cue, word) = line.split_once('\t').expect("every line of vocabulary.tsv has a tab");
        let cue = match cue {
            "section" => Cue::Section,
            role => Cue::Speaker(SpeakerRole::parse(role)),
        };
        words.insert(key(word), cue);
    }
    words
});

/// Looks up a label: letters only, folded, without a number behind it.
pub(super) fn cue(label: &str) -> Option<Cue> {
    WORDS.get(&key(label)).copied()
}

/// The letters of a label, folded and in lower case, so that half-spaces, spaces and numbers make no difference.
pub(super) fn key(label: &str) -> String {
    fold(label).chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
