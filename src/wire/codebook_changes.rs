//! Changes of the codebook.

use crate::codebook::{AlikeCodes, ChangedCode, CodeChange, Codebook, Likeness};
use crate::model::Code;
use crate::workbench::{MergePreview, SplitReport};
use serde_json::{Value, json};

/// What joining two codes would do.
pub fn merge_preview(preview: &MergePreview) -> Value {
    json!({
        "from": preview.from,
        "into": preview.into,
        "codings": preview.codings,
        "doubled": preview.doubled,
        "memos": preview.memos,
        "children": preview.children,
        "aliases": preview.aliases,
    })
}

/// What dealing out a code did.
pub fn split(report: &SplitReport) -> Value {
    let parts: Vec<Value> = report
        .parts
        .iter()
        .map(|(key, name, codings)| json!({ "key": key, "name": name, "codings": codings }))
        .collect();
    json!({ "parts": parts, "left": report.left })
}

/// Pairs of codes with names alike.
pub fn alike_codes(pairs: &[AlikeCodes], codebook: &Codebook) -> Value {
    let code = |id| codebook.get(id).map(|code| json!({ "key": code.draft.key, "name": code.draft.name }));
    pairs
        .iter()
        .map(|pair| {
            json!({ "one": code(pair.one), "other": code(pair.other), "likeness": pair.likeness.as_str() })
        })
        .collect()
}

/// Codes with names like a given one.
pub fn codes_like(codes: &[(Code, Likeness)]) -> Value {
    codes
        .iter()
        .map(|(code, likeness)| {
            json!({ "key": code.draft.key, "name": code.draft.name, "likeness": likeness.as_str() })
        })
        .collect()
}

/// What changed in the codebook between two moments.
pub fn codebook_comparison(changed: &[ChangedCode]) -> Value {
    changed
        .iter()
        .map(|code| {
            let changes: Vec<Value> = code.changes.iter().map(change).collect();
            json!({ "id": code.id.0, "key": code.key, "name": code.name, "changes": changes })
        })
        .collect()
}

fn change(change: &CodeChange) -> Value {
    match change {
        CodeChange::Added => json!({ "kind": "added" }),
        CodeChange::Removed => json!({ "kind": "removed" }),
        CodeChange::Moved { before, after } => json!({ "kind": "moved", "before": before, "after": after }),
        CodeChange::Reordered { before, after } => {
            json!({ "kind": "reordered", "before": before, "after": after })
        }
        CodeChange::Edited { field, before, after } => {
            json!({ "kind": "edited", "field": field, "before": before, "after": after })
        }
    }
}
