//! Baft: a qualitative coding workbench in which every number leads back to the sentences it rests on.
//!
//! The crate is one library with two thin doors, [`cli`] and [`web`] (JSON in the shapes of [`wire`]). The module list below is the map and
//! the law: a module may import only modules declared **above** it. `tests/it/architecture.rs` checks that, and
//! which foreign crate may be used where. `ARCHITECTURE.md` tells the pipeline in prose.

/// Text as people write it: positions, folding, tokens, Persian and English morphology.
pub mod text;

/// Statistics on plain numbers: matrices in, results out; knows nothing of studies.
pub mod stats;

/// Every sentence people read, in Persian and English; digits, numbers, dates.
pub mod locale;

/// Ids and plain domain data that the stages share.
pub mod model;

/// Tables that people edit in a spreadsheet, and what can be wrong in them.
pub mod sheet;

/// Files to transcripts: encodings, formats, speakers, warnings.
pub mod ingest;

/// The search index, derived from the study: build, query, hits with exact positions.
pub mod index;

/// Codes and their order: levels, definitions, the spreadsheet format.
pub mod codebook;

/// Quotations under codes: placing, sheets, overlap, evidence, the audit.
pub mod coding;

/// From codebook to questionnaire: items, scale, versions, printable form.
pub mod instrument;

/// Exchange with other programs: their files as plain data, ours as theirs.
pub mod exchange;

/// Answers to results and their meaning.
pub mod assess;

/// Finished results to documents and pictures.
pub mod report;

/// The study file: SQLite, migrations, journal, one file per noun.
pub mod store;

/// The public API: use cases that load, call a stage and save under a named operation.
pub mod workbench;

/// JSON shapes for `--json` and HTTP.
pub mod wire;

/// The JSON API on the loopback address, and its OpenAPI document.
pub mod web;

/// The command line: one file per command.
pub mod cli;
