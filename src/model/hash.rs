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

/// Hashes a list of fields so that no two different lists come out alike: each field is preceded by its length.
pub struct FieldHasher(blake3::Hasher);

impl FieldHasher {
    /// Starts with an empty list.
    #[expect(clippy::new_without_default, reason = "a hasher is started on purpose, never by default")]
    pub fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    /// Adds one field; `None` differs from every text, the empty one too.
    pub fn absorb(&mut self, field: Option<&str>) {
        match field {
            None => {
                self.0.update(b"-");
            }
            Some(text) => {
                self.0.update(text.len().to_string().as_bytes());
                self.0.update(b":");
                self.0.update(text.as_bytes());
            }
        }
    }

    /// The hash of the list.
    pub fn finish(&self) -> ContentHash {
        ContentHash(self.0.finalize().to_hex().to_string())
    }
}
