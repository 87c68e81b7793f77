//! What an exchange did, for people.

use crate::exchange::refi;
use crate::exchange::{Remark, Remarks};
use crate::locale::{Arguments, Locale};

/// How many of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ProjectCounts {
    /// Coders.
    pub coders: usize,
    /// Codes.
    pub codes: usize,
    /// Sources.
    pub sources: usize,
    /// Quotations.
    pub quotations: usize,
    /// Codings.
    pub codings: usize,
    /// Memos.
    pub memos: usize,
    /// Attributes of sources.
    pub attributes: usize,
}

/// What an import or export of a project did, or would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProjectReport {
    /// Name of the project.
    pub name: String,
    /// The program that wrote it; empty at an export.
    pub origin: String,
    /// What came in new, or was written.
    pub added: ProjectCounts,
    /// What the study had already.
    pub known: ProjectCounts,
    /// What became of the rest.
    pub remarks: Remarks,
}

/// A remark in the reader's language.
pub fn remark_sentence(remark: &Remark, locale: &Locale) -> String {
    let detail: String = remark.detail.split_whitespace().collect::<Vec<_>>().join(" ");
    let detail: String = match detail.char_indices().nth(80) {
        Some(_) => detail.chars().take(79).chain(['\u{2026}']).collect(),
        None => detail,
    };
    let arguments = Arguments::new()
        .text("what", remark.what.as_str())
        .text("detail", detail)
        .count("count", remark.count);
    locale.say(&format!("exchange-{}", remark.subject.as_str()), &arguments)
}

/// Why a file of another program cannot be read, in the reader's language.
pub(in crate::workbench) fn refusal(error: &refi::Error, locale: &Locale) -> String {
    const MEBIBYTE: u64 = 1024 * 1024;
    let none = Arguments::new;
    match error {
        refi::Error::NotAnArchive(detail) => {
            locale.say("exchange-no-archive", &none().text("detail", detail.as_str()))
        }
        refi::Error::NoProject => locale.text("exchange-no-project"),
        refi::Error::Leaves(entry) => locale.say("exchange-leaves", &none().text("entry", entry.as_str())),
        refi::Error::TooLarge { what, limit } => locale
            .say("exchange-too-large", &none().text("what", what.as_str()).count("limit", limit / MEBIBYTE)),
        refi::Error::TooMany { what, limit } => {
            locale.say(&format!("exchange-too-many-{what}"), &none().count("limit", *limit))
        }
        refi::Error::TooDeep { limit } => locale.say("exchange-too-deep", &none().count("limit", *limit)),
        refi::Error::Doctype => locale.text("exchange-doctype"),
        refi::Error::Xml { line, detail } => {
            locale.say("exchange-xml", &none().count("line", *line).text("detail", detail.as_str()))
        }
        refi::Error::WrongRoot(root) => {
            locale.say("exchange-wrong-root", &none().text("root", root.as_str()))
        }
    }
}
