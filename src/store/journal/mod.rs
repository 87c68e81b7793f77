//! The journal: who changed what and when, with every touched row before and after.
//!
//! Temporary triggers on every journaled table write the rows into the `change` table while an operation runs, so no
//! code that changes a row can forget the journal. Undo and redo are operations of their own that put rows back;
//! nothing is ever removed from the journal, and each entry's hash covers the one before it.

mod chain;
mod operation;
mod reverse;
mod watch;

pub use operation::{Change, Entry, Operation, OperationKind, UndoState};

pub(super) use chain::verify;
pub(super) use operation::{begin, record};
pub(super) use reverse::{Direction, reverse, reverse_one};
pub(super) use watch::{JOURNALED, columns_with_defaults, watch};
