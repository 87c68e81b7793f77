//! Two copies of a study become one.
//!
//! Answers: what does the other copy have that this one lacks, what was changed in both, and what would taking it do? Where
//! both copies come from one study, the state before they parted is the third party: what only one side changed is taken,
//! what both changed differently is a conflict. Rows of that common state have the same ids in both. Without common
//! history the two are united. Pure: takes snapshots, returns a plan; `workbench` carries it out in one transaction.

mod plan;
mod planner;
mod snapshot;

pub use plan::{Counts, MergeAction, MergeConflict, MergePlan, MergeTarget, Place, Prefer};
pub use planner::plan_merge;
pub use snapshot::Snapshot;
