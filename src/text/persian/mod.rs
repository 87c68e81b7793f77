//! Persian words.
mod forms;
pub use forms::{Forms, JoinBits};
/// Analyse.
pub fn analyze(word: &str, forms: &mut Forms) {
    let cut = word.split('\u{200c}').next().unwrap_or(word);
    forms.add(cut);
}

/// Other ways of putting a word together.
pub fn spellings_apart(_word: &str, _spoken: bool) -> Vec<Vec<String>> {
    Vec::new()
}
