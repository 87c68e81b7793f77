//! The envelope, errors, and small answers.

use crate::locale::Locale;
use crate::model::StudyInfo;
use crate::sheet::Problem;
use crate::store::{Change, Operation};
use crate::workbench::{
    AnswerPage, DemoSummary, DoctorReport, Error, HistoryEntry, operation_sentence, problem_message,
};
use serde_json::{Value, json};
use std::path::Path;

/// Wraps a result.
pub fn envelope(data: Value) -> Value {
    json!({ "data": data })
}

/// A part of a list in its envelope, with how many entries the list has.
pub fn page(entries: Value, page: AnswerPage, total: usize) -> Value {
    json!({ "data": entries, "page": { "offset": page.offset, "limit": page.limit, "total": total } })
}

/// An error: kind, sentence, hint, and every problem of a table.
pub fn error(error: &Error, locale: &Locale) -> Value {
    json!({ "error": {
        "kind": error.kind().as_str(),
        "message": error.message(locale),
        "hint": error.hint(locale),
        "problems": problems(error.problems(), locale),
    }})
}

pub(super) fn problems(problems: &[Problem], locale: &Locale) -> Vec<Value> {
    problems
        .iter()
        .map(|problem| {
            json!({
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "message": problem_message(problem, locale),
            })
        })
        .collect()
}

/// The study as a whole.
pub fn study(info: &StudyInfo, path: &Path) -> Value {
    json!({
        "path": path.display().to_string(),
        "uuid": info.uuid,
        "title": info.title,
        "language": info.language,
        "labels": { "open": info.labels.open, "axial": info.labels.axial, "selective": info.labels.selective },
        "goals": {
            "factors": info.goals.factors,
            "subscales": info.goals.subscales,
            "components": info.goals.components,
        },
        "created_at": info.created_at,
    })
}

/// Where something was written.
pub fn path(path: &str) -> Value {
    json!({ "path": path })
}

/// The key of a new code.
pub fn key(key: &str) -> Value {
    json!({ "key": key })
}

/// How many.
pub fn count(count: usize) -> Value {
    json!({ "count": count })
}

/// Whether something was new.
pub fn added(added: bool) -> Value {
    json!({ "added": added })
}

/// The number of a questionnaire version.
pub fn version(version: u32) -> Value {
    json!({ "version": version })
}

/// What a check found.
pub fn doctor(report: &DoctorReport) -> Value {
    let findings: Vec<String> =
        report.integrity.findings.iter().map(|finding| format!("{finding:?}")).collect();
    json!({
        "sound": findings.is_empty(),
        "operations": report.integrity.operations,
        "contents": report.integrity.contents,
        "quotations": report.integrity.quotations,
        "index_refreshed": report.index_refreshed,
        "findings": findings,
    })
}

/// One entry of the journal.
pub fn operation(operation: &Operation, locale: &Locale) -> Value {
    json!({
        "id": operation.id.0,
        "at": operation.at,
        "coder": operation.coder,
        "kind": operation.kind,
        "detail": operation.detail,
        "reverses": operation.reverses.map(|id| id.0),
        "hash": operation.hash,
        "sentence": operation_sentence(operation, locale),
    })
}

/// Entries of the history.
pub fn history(entries: &[HistoryEntry], locale: &Locale) -> Value {
    entries
        .iter()
        .map(|entry| {
            let mut shape = operation(&entry.operation, locale);
            shape["changes"] = json!(entry.changes);
            shape
        })
        .collect()
}

/// Rows that an operation touched.
pub fn changes(changes: &[Change]) -> Value {
    let row = |text: &Option<String>| -> Value {
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
    };
    changes
        .iter()
        .map(|change| {
            json!({
                "table": change.table,
                "row": change.row,
                "before": row(&change.before),
                "after": row(&change.after),
            })
        })
        .collect()
}

/// What the demonstration made.
pub fn demo(summary: &DemoSummary) -> Value {
    json!({
        "study": summary.study.display().to_string(),
        "report": summary.report.display().to_string(),
        "questionnaire": summary.questionnaire.display().to_string(),
        "tables": summary.tables.display().to_string(),
        "sources": summary.sources,
        "codings": summary.codings,
        "factors": summary.factors,
        "weak": summary.weak,
        "respondents": summary.respondents,
        "favourable": summary.favourable,
        "unfavourable": summary.unfavourable,
        "undetermined": summary.undetermined,
        "favourable_two_state": summary.favourable_two_state,
        "unfavourable_two_state": summary.unfavourable_two_state,
    })
}
