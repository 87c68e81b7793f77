//! Plain text: every line as it stands.

use crate::ingest::document::{Draft, Line};
use crate::ingest::encoding::decode;
use crate::ingest::error::Error;

/// Reads a plain text.
///
/// # Errors
/// [`Error::NotText`].
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let (text, warnings) = decode(bytes)?;
    Ok(Draft { title: String::new(), lines: text.split('\n').map(Line::of).collect(), warnings })
}
