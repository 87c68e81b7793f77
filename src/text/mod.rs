//! Text as people write it.
//!
//! Answers: where does something stand (`position`), which writings are the same (`fold`, `digits`), in which
//! language is a text (`language`) and which way does it run (`direction`); what are its words (`token`) and
//! which words do they come from (`analyzer`, over `persian` and `english`)? Which word was meant by a misspelling
//! (`spelling`, `keyboard`), and which comes first in a list (`order`)?
//!
//! A source's text is never changed here: every function that simplifies a text returns a new one, or a map back to the
//! original.

pub mod analyzer;
pub mod digits;
pub mod direction;
pub mod english;
pub mod fold;
pub mod keyboard;
pub mod language;
pub mod order;
pub mod persian;
pub mod position;
pub mod spelling;
pub mod token;
pub mod warm;
