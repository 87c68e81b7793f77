//! Reading and writing access; the nouns add their methods in their own files.

use rusqlite::Connection;
use std::ops::Deref;

/// Reads the study.
pub struct Records<'a> {
    pub(super) connection: &'a Connection,
}

/// Reads and changes the study inside one operation; made by [`crate::store::Store::transact`] only.
pub struct Writer<'a> {
    pub(super) records: Records<'a>,
}

impl<'a> Deref for Writer<'a> {
    type Target = Records<'a>;

    fn deref(&self) -> &Records<'a> {
        &self.records
    }
}
