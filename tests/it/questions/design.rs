//! Questions of the cases of this kind.

use serde_json::Value;

pub(super) fn sample_sizes(_case: &Value) -> Value {
    Value::Null
}

pub(super) fn structures(_case: &Value) -> Value {
    Value::Null
}
