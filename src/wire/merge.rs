//! What merging another copy does.

use crate::coding::Counts;
use crate::workbench::MergeReport;
use serde_json::{Value, json};

/// What merging does, or would do.
pub fn merge(report: &MergeReport) -> Value {
    let counts = |counts: Counts| {
        json!({
            "sources": counts.sources,
            "attributes": counts.attributes,
            "codes": counts.codes,
            "codings": counts.codings,
            "memos": counts.memos,
        })
    };
    let plan = &report.plan;
    let conflicts: Vec<Value> = plan
        .conflicts
        .iter()
        .map(|one| json!({ "what": one.what, "field": one.field, "ours": one.ours, "theirs": one.theirs }))
        .collect();
    let rekeyed: Vec<Value> = plan
        .rekeyed
        .iter()
        .map(|(theirs, ours, name)| json!({ "theirs": theirs, "ours": ours, "name": name }))
        .collect();
    let unplaced: Vec<Value> =
        plan.unplaced.iter().map(|(source, quote)| json!({ "source": source, "quote": quote })).collect();
    json!({
        "has_history": plan.has_history,
        "added": counts(plan.added),
        "changed": counts(plan.changed),
        "removed": counts(plan.removed),
        "known": plan.known,
        "rekeyed": rekeyed,
        "conflicts": conflicts,
        "unplaced": unplaced,
        "left_there": {
            "instruments": report.left.instruments,
            "response_sets": report.left.response_sets,
            "rounds": report.left.rounds,
            "settlements": report.left.settlements,
            "decisions": report.left.decisions,
        },
    })
}
