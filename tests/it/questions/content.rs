//! Questions of the cases of this kind.

use serde_json::{Value, json};

/// The panel sizes are the keys of the table.
pub(super) fn panels(case: &Value) -> Value {
    let mut panels: Vec<u64> = case["expected"]
        .as_object()
        .map(|table| table.keys().filter_map(|size| size.parse().ok()).collect())
        .unwrap_or_default();
    panels.sort_unstable();
    json!({ "panels": panels })
}
