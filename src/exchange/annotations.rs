//! Codings as W3C Web Annotations (JSON-LD).
//!
//! Source: W3C Recommendation "Web Annotation Data Model", 2017, sections 3.2 (bodies), 4.2.4 (text quote selector) and
//! 4.2.5 (text position selector, counted in code points).

use crate::exchange::refi::{Guid, time_text};
use serde_json::{Value, json};

/// One coding with everything that its annotation says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annotation {
    /// GUID of the coding.
    pub guid: Guid,
    /// GUID and name of the source.
    pub source: (Guid, String),
    /// GUID, key and name of the code.
    pub code: (Guid, String, String),
    /// Language of the name; empty when it is not known.
    pub language: String,
    /// Name of the coder.
    pub coder: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
    /// First code point and the one behind the last.
    pub span: (u32, u32),
    /// The words, what stands before them and behind.
    pub quote: [String; 3],
    /// A remark; may be empty.
    pub comment: String,
}

/// A collection with one page of annotations.
pub fn write_annotations(title: &str, annotations: &[Annotation]) -> Value {
    let items: Vec<Value> = annotations.iter().map(item).collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": title,
        "total": items.len(),
        "first": { "type": "AnnotationPage", "startIndex": 0, "items": items },
    })
}

fn name_of(guid: Guid) -> String {
    format!("urn:uuid:{guid}")
}

fn item(one: &Annotation) -> Value {
    let (code, key, name) = &one.code;
    let mut tag =
        json!({ "type": "TextualBody", "purpose": "tagging", "value": name, "format": "text/plain" });
    if !one.language.is_empty() {
        tag["language"] = json!(one.language);
    }
    let mut body = vec![
        tag,
        json!({ "type": "SpecificResource", "purpose": "classifying", "source": { "id": name_of(*code), "label": key } }),
    ];
    if !one.comment.is_empty() {
        body.push(json!({ "type": "TextualBody", "purpose": "commenting", "value": one.comment, "format": "text/plain" }));
    }
    let [exact, prefix, suffix] = &one.quote;
    json!({
        "id": name_of(one.guid),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": { "type": "Person", "name": one.coder },
        "created": time_text(one.made_at),
        "body": body,
        "target": {
            "type": "SpecificResource",
            "source": { "id": name_of(one.source.0), "type": "Text", "label": one.source.1 },
            "selector": [
                { "type": "TextPositionSelector", "start": one.span.0, "end": one.span.1 },
                { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix },
            ],
        },
    })
}
