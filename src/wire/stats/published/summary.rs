//! The summary of a table: counts and groups.

use crate::stats::published::table::{Question, RestoredZeros, SizeCounts, TableReading, Verdicts};
use crate::wire::stats::shape::{number, numbers};
use serde_json::{Map, Value, json};

/// All counts; keys that belong to an n carry it.
pub(super) fn shape(found: &TableReading, question: &Question, restored: &[RestoredZeros]) -> Value {
    let summary = &found.summary;
    let name = |index: &usize| found.rows.get(*index).map(|row| row.item.as_str()).unwrap_or_default();
    let groups: Vec<Value> = summary
        .groups
        .iter()
        .map(|group| {
            let items: Vec<&str> = group.rows.iter().map(name).collect();
            json!({ "n_from": group.from, "n_to": group.to, "items": items, "count": items.len() })
        })
        .collect();
    let below = question.bound + 1;
    let mut shape = Map::new();
    for (key, value) in [
        ("n_items", json!(summary.items)),
        ("sign_errors", json!(summary.sign_inconsistent)),
        ("implied_n_min_max", numbers(&[summary.implied_range.0, summary.implied_range.1])),
        ("implied_n_median", number(summary.implied_median)),
        ("groups_sharing_one_n", Value::Array(groups)),
        ("ungrouped", json!(summary.ungrouped)),
        ("shared_n", json!(found.shared)),
        ("p_of_far_tail", json!(summary.p_of_far_tail)),
        ("tails_mixed", json!(summary.tails_mixed)),
        ("verdicts", verdicts(&summary.verdicts)),
        ("restored_zeros", restored_zeros(restored)),
    ] {
        shape.insert(key.to_owned(), value);
    }
    shape.insert(
        format!("items_with_integer_n_below_{below}_matching_mean_sd_t"),
        json!(summary.with_fitting_size.len()),
    );
    let (n, df) = question
        .n
        .map_or_else(|| ("own".to_owned(), "own".to_owned()), |n| (format!("n{n}"), format!("df{}", n - 1)));
    add_counts(&mut shape, &summary.own, &n, &df);
    for (n, counts) in found.shared.iter().zip(&summary.shared) {
        add_counts(&mut shape, counts, &format!("n{n}"), &format!("df{}", n - 1));
    }
    Value::Object(shape)
}

fn add_counts(shape: &mut Map<String, Value>, counts: &SizeCounts, n: &str, df: &str) {
    for (key, items) in [
        (format!("t_consistent_with_{n}"), &counts.t_consistent),
        (format!("t_inconsistent_with_{n}"), &counts.t_inconsistent),
        (format!("grim_{n}_fail"), &counts.grim_inconsistent),
        (format!("grimmer_{n}_fail"), &counts.grimmer_inconsistent),
        (format!("p_two_sided_items_{df}"), &counts.p_two_sided),
        (format!("p_any_tail_items_{df}"), &counts.p_any),
    ] {
        shape.insert(key, json!(items));
    }
    for (key, count) in [
        (format!("p_checked_{df}"), counts.p_checked),
        (format!("p_two_sided_ok_{df}"), counts.p_two_sided.len()),
        (format!("p_greater_ok_{df}"), counts.p_greater.len()),
        (format!("p_less_ok_{df}"), counts.p_less.len()),
        (format!("p_any_tail_ok_{df}"), counts.p_any.len()),
    ] {
        shape.insert(key, json!(count));
    }
}

fn verdicts(verdicts: &Verdicts) -> Value {
    let pair = |(yes, no): (usize, usize)| json!({ "favourable": yes, "unfavourable": no });
    json!({
        "printed": verdicts.printed.map(pair),
        "by_p": pair(verdicts.by_p),
        "by_p_and_mean": pair(verdicts.by_p_and_mean),
        "significant_but_not_above": verdicts.significant_but_not_above,
        "recomputed": verdicts.recomputed.map(|(above, below, open)| {
            json!({ "favourable": above, "unfavourable": below, "undetermined": open })
        }),
        "changed_by_recomputing": verdicts.changed_by_recomputing,
    })
}

fn restored_zeros(restored: &[RestoredZeros]) -> Value {
    restored
        .iter()
        .map(|one| json!({ "column": one.column.name(), "decimals": one.places, "figures": one.figures }))
        .collect()
}
