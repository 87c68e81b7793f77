//! Sources and their import.

use crate::locale::Locale;
use crate::model::Source;
use crate::store::SourceSummary;
use crate::text::position::slice_chars;
use crate::workbench::{ImportOutcome, ImportReport, ingest_warning};
use serde_json::{Value, json};

/// Sources without their texts.
pub fn sources(sources: &[SourceSummary]) -> Value {
    sources
        .iter()
        .map(|source| {
            json!({
                "id": source.id.0,
                "name": source.name,
                "title": source.title,
                "kind": source.kind.as_str(),
                "language": source.language,
                "position": source.position,
                "characters": source.length,
                "turns": source.turns,
                "quotations": source.quotations,
                "codings": source.codings,
                "text_hash": source.text_hash.as_str(),
                "file_name": source.file_name,
                "attributes": source.attributes,
            })
        })
        .collect()
}

/// One source with its text; positions are in Unicode code points.
pub fn source(source: &Source) -> Value {
    let turns: Vec<Value> = source
        .turns
        .iter()
        .map(|turn| {
            json!({
                "number": turn.number,
                "speaker": turn.speaker,
                "role": turn.role.as_str(),
                "start": turn.start.0,
                "end": turn.end.0,
                "time_start": turn.time_start,
                "time_end": turn.time_end,
                "text": slice_chars(&source.text, turn.start..turn.end),
            })
        })
        .collect();
    json!({
        "id": source.id.0,
        "name": source.name,
        "title": source.title,
        "kind": source.kind.as_str(),
        "language": source.language,
        "attributes": source.attributes,
        "text_hash": source.text_hash.as_str(),
        "text": source.text,
        "turns": turns,
    })
}

/// What an import did, file by file.
pub fn import_report(report: &ImportReport, locale: &Locale) -> Value {
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|file| match &file.outcome {
            ImportOutcome::Imported { name, turns, warnings } => {
                let warnings: Vec<String> =
                    warnings.iter().map(|warning| ingest_warning(warning, locale)).collect();
                json!({ "file": file.file, "outcome": "imported", "name": name, "turns": turns, "warnings": warnings })
            }
            ImportOutcome::Known { name } => json!({ "file": file.file, "outcome": "known", "name": name }),
            ImportOutcome::Failed(error) => json!({
                "file": file.file,
                "outcome": "failed",
                "kind": error.kind().as_str(),
                "message": error.message(locale),
            }),
        })
        .collect();
    json!({
        "imported": report.imported(),
        "known": report.known(),
        "failed": report.failed(),
        "files": files,
        "unknown_in_attributes": report.unknown_in_attributes,
    })
}
