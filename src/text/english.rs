//! English words.
use crate::text::persian::Forms;
/// Stem.
pub fn stem(word: &str, forms: &mut Forms) {
    forms.add(word);
}
