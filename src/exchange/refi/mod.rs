//! REFI-QDA 1.5, the exchange format of programs for qualitative analysis: projects (`.qdpx`) and codebooks (`.qdc`).
//!
//! The reader is lenient (letter case, namespaces, braces, encodings, positions in any of the ways programs count them); the
//! writer keeps to the letter of the schema. [`Project`] holds every element of the standard, so that what Baft has no noun
//! for can be kept and written back. Source: REFI-QDA Standard, version 1.5, 2019, with its two schemas.

mod archive;
mod element;
mod error;
mod guid;
mod model;
mod position;
mod read;
mod read_sources;
mod time;
mod write;
mod write_sources;

pub use archive::{Archive, ArchiveWriter, Limits, decode_xml};
pub use error::Error;
pub use guid::Guid;
pub use model::{
    Case, Code, Coding, Edge, Graph, Link, MediaKind, MediaSource, Project, Selection, SelectionPlace, Set,
    Source, Stamp, SyncPoint, TextSource, Transcript, User, Value, ValueKind, Variable, Vertex,
};
pub use position::{Counting, Given, PlacedText, place_text};
pub use read::{Reading, read_codebook, read_project};
pub use time::{milliseconds, time_text};
pub use write::{write_codebook, write_project};
