//! Projects of other programs into a study, and the study out to them.

mod export;
mod export_sources;
mod extras_in;
mod extras_out;
mod import;
mod import_sources;
mod kept;
mod names;
mod report;

pub use import::ProjectOptions;
pub use report::{ProjectCounts, ProjectReport, remark_sentence};

pub(super) use names::Names;
pub(super) use report::refusal;
