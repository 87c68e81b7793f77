//! Exchange with other programs: what comes from them and what goes to them, as plain data and bytes.
//!
//! Pure: readers take bytes, writers give bytes; `workbench/exchange` carries the result into a study and out of it.

mod annotations;
pub mod bibliography;
pub mod databases;
pub mod extras;
mod graphml;
mod incoming;
mod passages;
mod prisma;
pub mod refi;
mod remark;

pub use annotations::{Annotation, write_annotations};
pub use graphml::write_graphml;
pub use incoming::{
    Fetch, Incoming, IncomingCode, IncomingNote, IncomingSource, LEVEL_MARK, LevelRule, Origin, kept_paths,
    prepare, prepare_codes, source_attributes,
};
pub use passages::Passage;
pub use prisma::{PRISMA_FIELDS, Prisma, PrismaMismatch, REASON_PREFIX};
pub use remark::{Fate, Remark, Remarks, Subject};
