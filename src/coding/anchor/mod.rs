//! Quotations that follow their source through a correction of its text.
//!
//! Answers: where does this quotation stand now, is that sure, and if not, where might it stand? An [`Alignment`] says which
//! stretches of the old text live on in the new one; [`follow`] decides for one quotation; [`propose`] lists places for
//! one that a person has to decide.

mod alignment;
mod follow;
mod propose;

pub use alignment::Alignment;
pub use follow::{Fate, follow};
pub use propose::{Proposal, propose};
