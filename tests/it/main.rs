//! The one integration binary: the real program in temporary folders, and the rules of the project.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "in a test a panic is the report")]

mod architecture;
mod crash;
mod history;
mod program;
mod reference;
