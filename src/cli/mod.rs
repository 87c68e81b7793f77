//! The command line: one file per command, each a thin translation into one `workbench` call.
//!
//! Results go to stdout, talk to stderr; `--json` prints the shapes of `wire`. Exit codes are documented in
//! `exit_code`. The only place that reads the clock and the environment.

pub mod exit_code;

mod arguments;
mod assess;
mod audit;
mod backup;
mod check;
mod code;
mod codebook;
mod context;
mod demo;
mod doctor;
mod history;
mod import;
mod instrument;
mod languages;
mod matrix;
mod memo;
mod network;
mod new;
mod report;
mod responses;
mod retrieval;
mod saturation;
mod search;
mod serve;
mod similar;
mod sources;
mod stats;
mod table;
mod words;

pub use arguments::{Cli, command, run};
