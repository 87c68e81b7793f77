//! Searches.

use crate::workbench::{Passage, SearchAnswer};
use serde_json::{Value, json};

/// What a search found; positions are in Unicode code points.
pub fn search(answer: &SearchAnswer) -> Value {
    let lines: Vec<Value> = answer
        .lines
        .iter()
        .map(|hit| {
            let marks: Vec<[u32; 2]> = hit.line.marks.iter().map(|mark| [mark.start.0, mark.end.0]).collect();
            json!({
                "source": hit.source_name,
                "turn": hit.line.turn,
                "speaker": hit.line.speaker,
                "before": hit.line.before,
                "keyword": hit.line.keyword,
                "after": hit.line.after,
                "start": hit.line.span.start.0,
                "end": hit.line.span.end.0,
                "marks": marks,
            })
        })
        .collect();
    let sources: Vec<Value> =
        answer.sources.iter().map(|(name, hits)| json!({ "source": name, "hits": hits })).collect();
    json!({ "hits": lines, "sources": sources, "more_sources": answer.more })
}

/// Turns in which hits stand.
pub fn passages(passages: &[Passage]) -> Value {
    passages
        .iter()
        .map(|passage| {
            json!({
                "source": passage.source_name,
                "start": passage.start,
                "end": passage.end,
                "words": passage.words,
            })
        })
        .collect()
}
