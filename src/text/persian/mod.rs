//! Persian words: from a form to the words it may be a form of.
//!
//! Answers, for one word at a time: which verb ([`verb`](self), over a table of stems), which noun or adjective (over a lexicon with
//! frequencies and a table of broken plurals), which written word behind a spoken one; which neighbours does it join to one
//! unit; how may a compound be written apart? Where the data come from is told in `data/NOTICE`.
//!
//! Deliberately without context: a form is read the same wherever it stands, so that a text is indexed and searched alike.

mod analyze;
mod apart;
mod forms;
mod join;
mod lexicon;
mod noun;
mod spoken;
mod table;
mod verb;

pub use analyze::analyze;
pub use apart::{noun_lemma, spellings_apart};
pub use forms::{FORM_SEPARATOR, Forms, JoinBits, SPOKEN_MARK};

/// Says whether the lexicon lists the word; half-spaces do not count.
pub fn is_listed(word: &str) -> bool {
    lexicon::is_closed(word) || lexicon::look_up(word).is_some_and(|entry| entry.is_listed())
}

/// Says whether a lemma says little about what a text is about.
pub fn is_stop_word(lemma: &str) -> bool {
    lexicon::is_stop_word(lemma)
}
