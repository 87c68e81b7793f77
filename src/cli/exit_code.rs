//! What the program's exit code says.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | the study is not sound (`doctor`), or a published table is inconsistent (`check`) |
//! | 2 | the command line cannot be understood |
//! | 3 | what was given cannot be taken as it is: a table, a query, a position |
//! | 4 | what was asked for is not there |
//! | 5 | it does not fit what is there already |
//! | 6 | a file of a sort that Baft does not read, or from a newer version |
//! | 7 | the study file is damaged |
//! | 8 | the disk or the system refused |
//! | 9 | stopped by the user |
//! | 10 | part of the work was done: some files of an import, some lines of a sheet could not be taken |

use crate::workbench::ErrorKind;

/// Done.
pub const DONE: u8 = 0;
/// The study is not sound, or a published table is inconsistent.
pub const FINDINGS: u8 = 1;
/// The command line cannot be understood.
pub const USAGE: u8 = 2;
/// Part of the work was done.
pub const PARTLY: u8 = 10;

/// The exit code for an error of that kind.
pub fn of(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::InvalidInput => 3,
        ErrorKind::NotFound => 4,
        ErrorKind::Conflict => 5,
        ErrorKind::UnsupportedFile => 6,
        ErrorKind::DamagedData => 7,
        ErrorKind::Io => 8,
        ErrorKind::Cancelled => 9,
    }
}
