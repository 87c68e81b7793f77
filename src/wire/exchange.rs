//! Imports from other programs and exports to them.

use crate::exchange::Fate;
use crate::locale::Locale;
use crate::workbench::{ProjectCounts, ProjectReport, remark_sentence};
use serde_json::{Value, json};

/// What an import or export of a project did, or would do.
pub fn project_report(report: &ProjectReport, locale: &Locale) -> Value {
    let remarks: Vec<Value> = report
        .remarks
        .list()
        .iter()
        .map(|remark| {
            json!({
                "subject": remark.subject.as_str(),
                "fate": remark.subject.fate().as_str(),
                "what": remark.what,
                "detail": remark.detail,
                "count": remark.count,
                "sentence": remark_sentence(remark, locale),
            })
        })
        .collect();
    let of = |fate: Fate| -> usize {
        let list = report.remarks.list().iter();
        list.filter(|remark| remark.subject.fate() == fate).map(|remark| remark.count).sum()
    };
    json!({
        "name": report.name,
        "origin": report.origin,
        "added": counts(report.added),
        "known": counts(report.known),
        "changed": of(Fate::Changed),
        "kept": of(Fate::Kept),
        "left": of(Fate::Left),
        "remarks": remarks,
    })
}

fn counts(counts: ProjectCounts) -> Value {
    json!({
        "coders": counts.coders,
        "sources": counts.sources,
        "codes": counts.codes,
        "quotations": counts.quotations,
        "codings": counts.codings,
        "memos": counts.memos,
        "attributes": counts.attributes,
    })
}
