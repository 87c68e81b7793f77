//! The one integration binary: the real program in temporary folders, and the rules of the project.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a panic is the report, and it tells what it compared"
)]

mod api;
mod architecture;
mod assess;
mod audit;
mod bibliography;
mod codebook;
mod coding;
mod corpus;
mod crash;
mod demo;
mod docs;
mod evidence;
mod exchange;
mod help;
mod highlights;
mod history;
mod hostile;
mod import;
mod instrument;
mod locale;
mod merge;
mod nasty;
mod offsets;
mod past;
mod program;
mod questions;
mod quotations;
mod reference;
mod reproducible;
mod responses;
mod retrieval;
mod room;
mod search;
mod sequences;
mod store;
mod teams;
