//! Answers to code queries, tables of codings, sequences, networks.

use crate::codebook::Codebook;
use crate::coding::matrix::{CoOccurrence, CodeSequence, Entry, Matrix, Network, Percent};
use crate::model::CodedQuotation;
use crate::sheet::SheetWriter;
use crate::workbench::{MatrixAnswer, RetrievedQuotation, RetrievedQuotations, SequenceAnswer};
use serde_json::{Value, json};

/// Quotations that answer a question, each with all its codings; positions are in Unicode code points.
pub fn retrieved(answer: &RetrievedQuotations, codebook: &Codebook) -> Value {
    let quotations: Vec<Value> =
        answer.quotations.iter().map(|quotation| quotation_shape(quotation, codebook)).collect();
    json!({
        "total": answer.total,
        "offset": answer.offset,
        "left_out": answer.left_out,
        "quotations": quotations,
    })
}

fn quotation_shape(retrieved: &RetrievedQuotation, codebook: &Codebook) -> Value {
    let Some((first, _)) = retrieved.codings.first() else { return Value::Null };
    let quotation = &first.quotation;
    let codings: Vec<Value> =
        retrieved.codings.iter().map(|(coded, coder)| coding_shape(coded, coder, codebook)).collect();
    json!({
        "quotation": quotation.id.0,
        "source": retrieved.source,
        "kind": retrieved.kind.as_str(),
        "turn": retrieved.turn,
        "speaker": retrieved.speaker,
        "start": quotation.span.start().0,
        "end": quotation.span.end().0,
        "quote": quotation.quote,
        "anchor": quotation.anchor.as_str(),
        "codings": codings,
    })
}

fn coding_shape(coded: &CodedQuotation, coder: &str, codebook: &Codebook) -> Value {
    let coding = &coded.coding;
    json!({
        "id": coding.id.0,
        "code": codebook.get(coding.code).map(|code| code.draft.key.as_str()),
        "factor": codebook.factor_of(coding.code).map(|factor| factor.draft.key.as_str()),
        "coder": coder,
        "weight": coding.weight,
        "comment": coding.comment,
        "stance": coding.stance.as_str(),
    })
}

fn entries(entries: &[Entry]) -> Value {
    entries.iter().map(|entry| json!({ "key": entry.key, "name": entry.name })).collect()
}

/// A table; with `percent` the cells as shares, 0 to 1, too.
pub fn matrix(answer: &MatrixAnswer, percent: Option<Percent>) -> Value {
    match answer {
        MatrixAnswer::Counts(matrix) => counts(matrix, percent),
        MatrixAnswer::Together(table) => together(table),
    }
}

fn counts(matrix: &Matrix, percent: Option<Percent>) -> Value {
    let shares: Option<Vec<Vec<Option<f64>>>> = percent.map(|percent| {
        let row = |row| (0..matrix.columns.len()).map(|column| matrix.share(row, column, percent)).collect();
        (0..matrix.rows.len()).map(row).collect()
    });
    json!({
        "type": "counts",
        "count": matrix.count.as_str(),
        "rows": entries(&matrix.rows),
        "columns": entries(&matrix.columns),
        "cells": matrix.cells,
        "row_sums": matrix.row_sums,
        "column_sums": matrix.column_sums,
        "sum": matrix.sum,
        "row_distinct": matrix.row_distinct,
        "column_distinct": matrix.column_distinct,
        "distinct": matrix.distinct,
        "outside": matrix.outside,
        "unplaced": matrix.unplaced,
        "percent": percent.map(Percent::as_str),
        "shares": shares,
    })
}

fn together(table: &CoOccurrence) -> Value {
    let cells = |value: &dyn Fn(usize, usize) -> Value| -> Vec<Vec<Value>> {
        let row = |row| (0..table.columns.len()).map(|column| value(row, column)).collect();
        (0..table.rows.len()).map(row).collect()
    };
    json!({
        "type": "together",
        "relation": table.nearness.to_word(),
        "rows": entries(&table.rows),
        "columns": entries(&table.columns),
        "pairs": cells(&|row, column| json!(table.cells[row][column].pairs)),
        "row_partners": cells(&|row, column| json!(table.cells[row][column].row_quotations)),
        "column_partners": cells(&|row, column| json!(table.cells[row][column].column_quotations)),
        "coefficient": cells(&|row, column| json!(table.coefficient(row, column))),
        "row_quotations": table.row_quotations,
        "column_quotations": table.column_quotations,
        "left_out": table.left_out,
    })
}

/// What a cell of a table shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellValue {
    /// A count, or pairs of quotations.
    Count,
    /// A share of row, column or table; of codes against codes the share of quotations with a partner.
    Share(Percent),
    /// The coefficient c of codes against codes.
    Coefficient,
}

/// A table as rows of cells for people or a spreadsheet: a heading, a line a row, sums where they have a meaning. `whole`
/// and `decimal` write numbers, `name` the name of an entry, `sum` and `quotations` the headings of these columns.
pub fn matrix_rows(
    answer: &MatrixAnswer,
    value: CellValue,
    whole: &dyn Fn(u64) -> String,
    decimal: &dyn Fn(f64) -> String,
    words: &MatrixWords<'_>,
) -> Vec<Vec<String>> {
    let optional = |number: Option<f64>| number.map_or_else(String::new, decimal);
    let (rows, columns, margin) = match answer {
        MatrixAnswer::Counts(matrix) => (&matrix.rows, &matrix.columns, words.sum),
        MatrixAnswer::Together(table) => (&table.rows, &table.columns, words.quotations),
    };
    let titled = |entry: &Entry| {
        let name = (words.name)(entry);
        if name.is_empty() { entry.key.clone() } else { format!("{} {name}", entry.key) }
    };
    let mut heading = vec![String::new()];
    heading.extend(columns.iter().map(|entry| if words.full { titled(entry) } else { entry.key.clone() }));
    heading.push(margin.to_owned());
    let mut lines = vec![heading];
    for (row, entry) in rows.iter().enumerate() {
        let mut line = vec![titled(entry)];
        line.extend((0..columns.len()).map(|column| match (answer, value) {
            (MatrixAnswer::Counts(matrix), CellValue::Share(percent)) => {
                optional(matrix.share(row, column, percent))
            }
            (MatrixAnswer::Counts(matrix), _) => whole(matrix.cells[row][column]),
            (MatrixAnswer::Together(table), CellValue::Coefficient) => {
                optional(table.coefficient(row, column))
            }
            (MatrixAnswer::Together(table), CellValue::Share(percent)) => {
                optional(partner_share(table, row, column, percent))
            }
            (MatrixAnswer::Together(table), CellValue::Count) => whole(table.cells[row][column].pairs),
        }));
        line.push(match answer {
            MatrixAnswer::Counts(matrix) => whole(matrix.row_sums[row]),
            MatrixAnswer::Together(table) => whole(table.row_quotations[row]),
        });
        lines.push(line);
    }
    let mut last = vec![margin.to_owned()];
    match answer {
        MatrixAnswer::Counts(matrix) => {
            last.extend(matrix.column_sums.iter().map(|sum| whole(*sum)));
            last.push(whole(matrix.sum));
        }
        MatrixAnswer::Together(table) => {
            last.extend(table.column_quotations.iter().map(|count| whole(*count)));
            last.push(String::new());
        }
    }
    lines.push(last);
    lines
}

/// Words that a table of cells needs.
pub struct MatrixWords<'w> {
    /// Heading of the sums.
    pub sum: &'w str,
    /// Heading of the numbers of quotations.
    pub quotations: &'w str,
    /// The name of an entry beside its key.
    pub name: &'w dyn Fn(&Entry) -> String,
    /// Whether columns show the name too.
    pub full: bool,
}

/// The share of a row's (or a column's) quotations with a partner; `None` without quotations and for the whole table.
fn partner_share(table: &CoOccurrence, row: usize, column: usize, percent: Percent) -> Option<f64> {
    let cell = table.cells[row][column];
    let (part, whole) = match percent {
        Percent::Row => (cell.row_quotations, table.row_quotations[row]),
        Percent::Column => (cell.column_quotations, table.column_quotations[column]),
        Percent::Total => return None,
    };
    let real = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (whole > 0).then(|| real(part) / real(whole))
}

/// Rows of cells as a CSV file.
pub fn sheet_of_rows(rows: &[Vec<String>]) -> Vec<u8> {
    let mut rows = rows.iter().map(|row| row.iter().map(String::as_str));
    let Some(heading) = rows.next() else { return Vec::new() };
    let mut writer = SheetWriter::new(heading);
    rows.for_each(|row| writer.row(row));
    writer.finish()
}

/// A network: nodes with their quotations, edges by the keys of their ends.
pub fn network(network: &Network) -> Value {
    let nodes: Vec<Value> = network
        .nodes
        .iter()
        .map(|(entry, quotations)| json!({ "key": entry.key, "name": entry.name, "quotations": quotations }))
        .collect();
    let edges: Vec<Value> = network
        .edges
        .iter()
        .map(|edge| {
            json!({
                "from": network.nodes[edge.from].0.key,
                "to": network.nodes[edge.to].0.key,
                "weight": edge.weight,
                "coefficient": edge.coefficient,
            })
        })
        .collect();
    json!({
        "relation": network.nearness.to_word(),
        "least": network.least,
        "nodes": nodes,
        "edges": edges,
        "left_out": network.left_out,
    })
}

/// The order of codes and what follows what.
pub fn sequence(answer: &SequenceAnswer, codebook: &Codebook) -> Value {
    let sequence = &answer.sequence;
    let key = |code: usize| sequence.codes[code].key.as_str();
    let steps: Vec<Value> = sequence
        .steps
        .iter()
        .zip(&answer.quotations)
        .map(|(step, quotation)| {
            let codes: Vec<&str> = step.codes.iter().map(|code| key(*code)).collect();
            json!({ "codes": codes, "quotation": quotation_shape(quotation, codebook) })
        })
        .collect();
    json!({
        "steps": steps,
        "transitions": transitions(sequence),
        "quotations": sequence.steps.len(),
        "left_out": sequence.left_out,
    })
}

fn transitions(sequence: &CodeSequence) -> Vec<Value> {
    let key = |code: usize| sequence.codes[code].key.as_str();
    let shape = |transition: &crate::coding::matrix::Transition| {
        json!({
            "from": key(transition.from),
            "to": key(transition.to),
            "count": transition.count,
            "share": transition.share,
        })
    };
    sequence.transitions.iter().map(shape).collect()
}
