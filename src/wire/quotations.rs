//! Quotations that were changed, corrections, quotations without a place.

use crate::model::QuotationId;
use crate::workbench::{CorrectionReport, Moved, UnplacedQuotation};
use serde_json::{Value, json};

/// Ids of quotations.
pub fn quotation_ids(ids: &[QuotationId]) -> Value {
    json!({ "quotations": ids.iter().map(|id| id.0).collect::<Vec<_>>() })
}

/// What a correction does to the quotations of a source.
pub fn correction(report: &CorrectionReport) -> Value {
    let moved = |list: &[Moved]| -> Value {
        list.iter()
            .map(|moved| {
                json!({ "quotation": moved.quotation.0, "before": moved.before, "after": moved.after })
            })
            .collect()
    };
    json!({
        "length_before": report.length_before,
        "length_after": report.length_after,
        "kept": report.kept,
        "respelled": moved(&report.respelled),
        "changed": moved(&report.changed),
        "unplaced": report
            .unplaced
            .iter()
            .map(|(id, quote)| json!({ "quotation": id.0, "quote": quote }))
            .collect::<Vec<_>>(),
    })
}

/// Quotations without a sure place, with proposals; positions are in Unicode code points, likeness is 0 to 1.
pub fn unplaced(waiting: &[UnplacedQuotation]) -> Value {
    waiting
        .iter()
        .map(|unplaced| {
            let proposals: Vec<Value> = unplaced
                .proposals
                .iter()
                .map(|proposal| {
                    json!({
                        "start": proposal.placed.span.start().0,
                        "end": proposal.placed.span.end().0,
                        "quote": proposal.placed.quote,
                        "likeness": proposal.likeness,
                    })
                })
                .collect();
            json!({
                "quotation": unplaced.quotation.id.0,
                "source": unplaced.source,
                "quote": unplaced.quotation.quote,
                "codes": unplaced.codes,
                "proposals": proposals,
            })
        })
        .collect()
}
