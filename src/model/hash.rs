//! Content addresses.

use std::fmt;

/// The BLAKE3 hash of some bytes, as 64 lower-case hexadecimal digits.
///
/// Two contents with the same hash are the same content; the study file stores each once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ContentHash(String);

impl ContentHash {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// Takes a hash that was computed before, for example one read from the study file.
    pub fn from_stored(hexadecimal: String) -> Self {
        Self(hexadecimal)
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
