//! Searches.

use crate::index::Nothing;
use crate::workbench::{Passage, SearchAnswer, SearchGroup, SearchLine};
use serde_json::{Value, json};

/// What a search found; positions are in Unicode code points.
pub fn search(answer: &SearchAnswer) -> Value {
    let lines: Vec<Value> = answer.lines.iter().map(line).collect();
    let sources: Vec<Value> =
        answer.sources.iter().map(|(name, hits)| json!({ "source": name, "hits": hits })).collect();
    let mut shape = json!({ "hits": lines, "sources": sources, "more_sources": answer.more });
    if let Some(found) = &answer.nothing {
        shape["nothing"] = nothing(found);
    }
    shape
}

fn line(hit: &SearchLine) -> Value {
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
}

/// The same, grouped; without the lines when only counts were asked for.
pub fn search_groups(answer: &SearchAnswer, groups: &[SearchGroup], counts_only: bool) -> Value {
    let groups: Vec<Value> = groups
        .iter()
        .map(|group| {
            let mut shape = json!({
                "name": group.name,
                "title": group.title,
                "hits": group.lines.len(),
                "sources": group.sources,
                "words": group.words,
                "per_thousand_words": group.per_thousand(),
            });
            if !counts_only {
                let lines = group.lines.iter().filter_map(|place| answer.lines.get(*place));
                shape["lines"] = lines.map(line).collect();
            }
            shape
        })
        .collect();
    let mut shape = json!({ "groups": groups, "hits": answer.lines.len(), "sources": answer.sources.len() });
    if let Some(found) = &answer.nothing {
        shape["nothing"] = nothing(found);
    }
    shape
}

/// What may have been meant by a query that found nothing.
fn nothing(found: &Nothing) -> Value {
    let terms: Vec<Value> = found
        .terms
        .iter()
        .map(|term| {
            let unknown: Vec<Value> = term
                .unknown
                .iter()
                .map(|(word, spellings)| {
                    let spellings: Vec<Value> = spellings
                        .iter()
                        .map(|near| {
                            json!({ "word": near.word, "sources": near.sources, "distance": near.distance })
                        })
                        .collect();
                    json!({ "word": word, "spellings": spellings })
                })
                .collect();
            json!({ "term": term.text, "sources": term.sources, "unknown": unknown })
        })
        .collect();
    json!({ "terms": terms, "spelled": found.spelled, "layout": found.layout })
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
