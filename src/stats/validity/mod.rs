//! Do the items of a construct belong together, and apart from the others?

mod construct;
mod htmt;

pub use construct::{Construct, Constructs, constructs};
pub use htmt::{Htmt, htmt};
