//! Imports from other programs and exports to them.

use crate::exchange::{Fate, Prisma};
use crate::locale::Locale;
use crate::workbench::{BibliographyReport, ProjectCounts, ProjectReport, remark_sentence};
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

/// What a bibliography brought, or would bring.
pub fn bibliography_report(report: &BibliographyReport) -> Value {
    let matches: Vec<Value> = report
        .matches
        .iter()
        .map(|one| {
            let record = &report.records[one.record];
            json!({
                "key": record.key,
                "title": record.title,
                "source": report.articles[one.article],
                "reason": one.reason.as_str(),
                "confidence": one.confidence,
            })
        })
        .collect();
    let unmatched: Vec<Value> =
        report.unmatched().map(|record| json!({ "key": record.key, "title": record.title })).collect();
    json!({
        "matches": matches,
        "unmatched": unmatched,
        "missing": report.missing().collect::<Vec<_>>(),
        "written": report.written,
        "kept": report.kept,
    })
}

/// The numbers of a review.
pub fn prisma(prisma: &Prisma, articles: u64) -> Value {
    let mismatches: Vec<Value> = prisma
        .mismatches(articles)
        .into_iter()
        .map(|one| json!({ "name": one.field, "given": one.given, "expected": one.expected }))
        .collect();
    json!({ "counts": prisma.counts, "reasons": prisma.reasons, "articles": articles, "mismatches": mismatches })
}
