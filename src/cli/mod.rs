//! The command line: one file per command, each a thin translation into one `workbench` call.
//!
//! Results go to stdout, talk to stderr; `--json` prints the shapes of `wire`. Exit codes are documented in
//! `exit_code`. The only place that reads the clock and the environment.

pub mod exit_code;
mod export;

mod agreement;
mod arguments;
mod assess;
mod audit;
mod audit_action;
mod backup;
mod check;
mod code;
mod codebook;
mod codebook_change;
mod context;
mod demo;
mod doctor;
mod exchange;
mod history;
mod import;
mod instrument;
mod languages;
mod matrix;
mod memo;
mod merge;
mod moment;
mod network;
mod new;
mod prisma;
mod quotation;
mod report;
mod responses;
mod retrieval;
mod round;
mod saturation;
mod search;
mod serve;
mod similar;
mod sources;
mod stats;
mod table;
mod words;

pub use arguments::{Cli, command, run};
