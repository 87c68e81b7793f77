//! Tables of codings: what is coded how often where, which codes come together, in which order.
//!
//! Answers: how many quotations, codings or words has each code in each source, attribute value or mouth; which codes stand on the
//! same or on neighbouring quotations; what follows what within a source? Pure: takes the codings, returns numbers.
//! `docs/retrieval.md` tells what is counted.

mod axis;
mod count;
mod network;
mod relate;
mod sequence;

pub use axis::{Axis, Categories, Entry};
pub use count::{Count, Matrix, Percent, cell_quotations, count};
pub use network::{Edge, Network, network};
pub use relate::{CoCell, CoOccurrence, Nearness, co_occurrence, meeting_quotations};
pub use sequence::{CodeSequence, Step, Transition, sequence};

/// Cells that a table may have; a table past that is no table any more, and would fill the memory.
pub const MAX_CELLS: usize = 4_000_000;

#[cfg(test)]
mod tests;
