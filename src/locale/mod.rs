//! Every sentence people read, in Persian and English; digits, numbers, dates.
//!
//! Answers: how is this said in the reader's language? Sentences stand in `fa.ftl` and `en.ftl` (Fluent), one key in
//! both; a test compares the keys and their variables. Numbers get the language's digits, and every inserted value its
//! own bidi isolate where the sentence runs from right to left. Decides nothing.

mod dates;
mod numbers;
mod refusal;
mod sentences;

pub use dates::{gregorian_of_jalali, iso_time};
pub use sentences::{Arguments, Locale, UiLanguage};
