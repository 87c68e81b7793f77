//! Coders.

use crate::model::CoderId;

/// A person who codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coder {
    /// The coder's id.
    pub id: CoderId,
    /// Short unique name or initials, such as `K1`.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
}
