//! Questions of the cases of this kind.

use serde_json::Value;

pub(super) fn tails(_case: &Value) -> Value {
    Value::Null
}
