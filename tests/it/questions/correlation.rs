//! Questions of the cases of this kind.

use serde_json::{Value, json};

/// The options of the case, and the number of rows that its Kendall coefficients rest on.
pub(super) fn kendall_rows(case: &Value) -> Value {
    let mut options = case["params"].clone();
    match options.as_object_mut() {
        Some(options) => {
            options.entry("kendall_rows").or_insert(case["expected"]["kendall_rows"].clone());
        }
        None => options = json!({ "kendall_rows": case["expected"]["kendall_rows"] }),
    }
    options
}
