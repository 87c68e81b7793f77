//! Text as people write it.
//!
//! Answers: where does something stand ([`position`]), which writings are the same ([`fold`], [`digits`]), in which
//! language is a text ([`language`]) and which way does it run ([`direction`])?
//!
//! A source's text is never changed here: every function that simplifies a text returns a new one, or a map back to the
//! original.

pub mod digits;
pub mod direction;
pub mod fold;
pub mod language;
pub mod position;
