//! Entries of the journal and how they are written.

use crate::model::{ContentHash, OperationId};
use crate::store::journal::chain;
use crate::store::{Error, Records};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

macro_rules! operation_kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// What an operation did, in one word; `locale` has the sentence for each.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum OperationKind {
            $($(#[$doc])* $variant,)*
        }

        impl OperationKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word kept in the journal and used in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

operation_kinds! {
    /// Made the study.
    CreateStudy = "study.create",
    /// Changed title, language, labels or goals.
    EditStudy = "study.edit",
    /// Brought in sources.
    ImportSources = "source.import",
    /// Changed name, title, kind or language of a source.
    EditSource = "source.edit",
    /// Removed sources with everything coded in them.
    RemoveSources = "source.remove",
    /// Corrected the text of a source.
    CorrectSource = "source.correct",
    /// Decided where a quotation stands after a correction.
    Reanchor = "quotation.re-anchor",
    /// Set attributes of sources.
    SetAttributes = "source.attributes",
    /// Brought in a codebook.
    ImportCodebook = "codebook.import",
    /// Added a code.
    AddCode = "code.add",
    /// Changed what is written down for a code.
    EditCode = "code.edit",
    /// Moved a code to another parent or place.
    MoveCode = "code.move",
    /// Joined one code into another.
    MergeCodes = "code.merge",
    /// Removed a code.
    RemoveCode = "code.remove",
    /// Dealt a code's quotations out into other codes.
    SplitCode = "code.split",
    /// Put codes on quotations.
    AddCodings = "coding.add",
    /// Changed weight, comment or stance of a coding.
    EditCoding = "coding.edit",
    /// Gave a quotation another place.
    ResizeQuotation = "quotation.resize",
    /// Made two quotations of one.
    SplitQuotation = "quotation.split",
    /// Made one quotation of several.
    JoinQuotations = "quotation.join",
    /// Made a code of a passage's own words.
    CodeInVivo = "coding.in-vivo",
    /// Brought in a coding sheet.
    ImportCodings = "coding.import",
    /// Took codes off quotations.
    RemoveCodings = "coding.remove",
    /// Brought in a bibliography.
    ImportBibliography = "bibliography.import",
    /// Brought in a project of another program.
    ImportProject = "project.import",
    /// Added or brought in memos.
    AddMemos = "memo.add",
    /// Changed a memo.
    EditMemo = "memo.edit",
    /// Removed memos.
    RemoveMemos = "memo.remove",
    /// Made a questionnaire version.
    GenerateInstrument = "instrument.generate",
    /// Changed a questionnaire draft.
    EditInstrument = "instrument.edit",
    /// Froze a questionnaire version.
    FreezeInstrument = "instrument.freeze",
    /// Brought in answers.
    ImportResponses = "responses.import",
    /// Simulated answers.
    SimulateResponses = "responses.simulate",
    /// Removed a set of answers.
    RemoveResponses = "responses.remove",
    /// Opened, closed or removed a round of coding.
    ChangeRound = "round.change",
    /// Settled a disagreement between coders.
    Settle = "agreement.settle",
    /// Decided on a factor or a coding as a reviewer.
    Decide = "audit.decide",
    /// Changed the rules of the audit.
    EditRules = "audit.rules",
    /// Brought in what another copy of the study has.
    MergeStudy = "study.merge",
    /// Kept results.
    KeepAnalysis = "assess.run",
    /// Took an operation back.
    Undo = "undo",
    /// Did an operation again that had been taken back.
    Redo = "redo",
}

impl OperationKind {
    /// Reads the word back; `None` for a word this program does not know.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// Who does what, and when: what the journal is told about an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Name of the coder.
    pub coder: String,
    /// What is done.
    pub kind: OperationKind,
    /// Particulars for the audit trail, such as names and counts.
    pub detail: BTreeMap<String, String>,
}

/// One entry of the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Name of the coder.
    pub coder: String,
    /// The kind's word (kept as text, so that a journal written by a newer program can still be read).
    pub kind: String,
    /// Particulars.
    pub detail: BTreeMap<String, String>,
    /// The operation that this undo or redo put back.
    pub reverses: Option<OperationId>,
    /// Hash over this entry, its changes and the entry before it.
    pub hash: String,
}

/// One row that an operation touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Name of the table.
    pub table: String,
    /// Id of the row.
    pub row: i64,
    /// The row before as a JSON object; `None` when the operation made it.
    pub before: Option<String>,
    /// The row after; `None` when the operation removed it.
    pub after: Option<String>,
}

/// What undo and redo would do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct UndoState {
    /// The operation that undo would take back.
    pub undo: Option<OperationId>,
    /// The undo that redo would take back.
    pub redo: Option<OperationId>,
}

/// Links of the newest entry: the two stacks are chains through the journal, so that neither has a depth limit.
#[derive(Clone, Copy, Default)]
pub(super) struct Links {
    pub(super) undo_next: Option<i64>,
    pub(super) undo_below: Option<i64>,
    pub(super) redo_next: Option<i64>,
    pub(super) redo_below: Option<i64>,
}

/// Empties the scratch list that the triggers fill; every operation starts here.
pub(in crate::store) fn begin(connection: &Connection) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM temp.touched")?.execute([])?;
    Ok(())
}

/// Writes the journal entry for what the triggers saw; `None` when they saw nothing.
pub(in crate::store) fn record(connection: &Connection, entry: &Entry) -> Result<Option<Operation>, Error> {
    let touched: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM temp.touched)")?
        .query_row([], |row| row.get(0))?;
    if !touched {
        return Ok(None);
    }
    let last = newest_links(connection)?;
    write(connection, entry, None, |id| {
        if entry.kind == OperationKind::CreateStudy {
            return Links::default();
        }
        Links { undo_next: Some(id), undo_below: last.undo_next, redo_next: None, redo_below: None }
    })
    .map(Some)
}

/// Writes an entry and its changes, and seals both with the chain's next hash.
pub(super) fn write(
    connection: &Connection,
    entry: &Entry,
    reverses: Option<i64>,
    links: impl FnOnce(i64) -> Links,
) -> Result<Operation, Error> {
    let detail = detail_to_json(&entry.detail);
    connection
        .prepare_cached(
            "INSERT INTO operation (at, coder, kind, detail, reverses, hash) VALUES (?1, ?2, ?3, ?4, ?5, '')",
        )?
        .execute(params![entry.at, entry.coder, entry.kind.as_str(), detail, reverses])?;
    let id = connection.last_insert_rowid();
    let links = links(id);
    connection
        .prepare_cached(
            "INSERT INTO change (operation_id, table_name, row_id, before, after)
             SELECT ?1, table_name, row_id, before, after FROM temp.touched ORDER BY number",
        )?
        .execute([id])?;
    let hash = chain::hash_of(connection, id)?;
    connection
        .prepare_cached(
            "UPDATE operation SET undo_next = ?2, undo_below = ?3, redo_next = ?4, redo_below = ?5, hash = ?6
             WHERE id = ?1",
        )?
        .execute(params![id, links.undo_next, links.undo_below, links.redo_next, links.redo_below, hash])?;
    Ok(Operation {
        id: OperationId(id),
        at: entry.at,
        coder: entry.coder.clone(),
        kind: entry.kind.as_str().to_owned(),
        detail: entry.detail.clone(),
        reverses: reverses.map(OperationId),
        hash,
    })
}

/// The links of the newest entry; none in an empty journal.
pub(super) fn newest_links(connection: &Connection) -> Result<Links, Error> {
    links_where(connection, "id = (SELECT max(id) FROM operation)", None)
}

/// The links of entry `id`.
pub(super) fn links_of(connection: &Connection, id: i64) -> Result<Links, Error> {
    links_where(connection, "id = ?1", Some(id))
}

fn links_where(connection: &Connection, condition: &str, id: Option<i64>) -> Result<Links, Error> {
    let sql = format!("SELECT undo_next, undo_below, redo_next, redo_below FROM operation WHERE {condition}");
    let links = connection
        .prepare_cached(&sql)?
        .query_row(rusqlite::params_from_iter(id), |row| {
            Ok(Links {
                undo_next: row.get(0)?,
                undo_below: row.get(1)?,
                redo_next: row.get(2)?,
                redo_below: row.get(3)?,
            })
        })
        .optional()?;
    Ok(links.unwrap_or_default())
}

fn detail_to_json(detail: &BTreeMap<String, String>) -> String {
    serde_json::to_string(detail).expect("a map of text to text is always valid JSON")
}

fn operation_from_row(row: &Row<'_>) -> Result<Operation, rusqlite::Error> {
    let detail: String = row.get(4)?;
    Ok(Operation {
        id: OperationId(row.get(0)?),
        at: row.get(1)?,
        coder: row.get(2)?,
        kind: row.get(3)?,
        // A detail that is no JSON object is damage; the chain reports it, the list still shows the rest.
        detail: serde_json::from_str(&detail).unwrap_or_default(),
        reverses: row.get::<_, Option<i64>>(5)?.map(OperationId),
        hash: row.get(6)?,
    })
}

impl Records<'_> {
    /// The journal, newest first: at most `limit` entries older than `before`.
    ///
    /// # Errors
    /// What the database says.
    pub fn operations(&self, before: Option<OperationId>, limit: u32) -> Result<Vec<Operation>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, at, coder, kind, detail, reverses, hash FROM operation
             WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = statement
            .query_map(params![before.map_or(i64::MAX, |id| id.0), limit], operation_from_row)?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// One entry of the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn operation(&self, id: OperationId) -> Result<Option<Operation>, Error> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, at, coder, kind, detail, reverses, hash FROM operation WHERE id = ?1",
            )?
            .query_row([id.0], operation_from_row)
            .optional()?)
    }

    /// The id of the newest entry; `None` in an empty journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_operation(&self) -> Result<Option<OperationId>, Error> {
        let id: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(id) FROM operation")?
            .query_row([], |row| row.get(0))?;
        Ok(id.map(OperationId))
    }

    /// Names the state in which the sources are: the hash of the newest operation that touched one, or of nothing.
    ///
    /// # Errors
    /// What the database says.
    pub fn state_of_sources(&self) -> Result<ContentHash, Error> {
        let hash: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT hash FROM operation WHERE id = (SELECT operation_id FROM change WHERE id =
                   (SELECT max(id) FROM change WHERE table_name = 'source'))",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(hash.map_or_else(|| ContentHash::of(b""), ContentHash::from_stored))
    }

    /// The rows that an operation touched, in the order in which it touched them.
    ///
    /// # Errors
    /// What the database says.
    pub fn changes(&self, operation: OperationId) -> Result<Vec<Change>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT table_name, row_id, before, after FROM change WHERE operation_id = ?1 ORDER BY id",
        )?;
        let rows = statement
            .query_map([operation.0], |row| {
                Ok(Change { table: row.get(0)?, row: row.get(1)?, before: row.get(2)?, after: row.get(3)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// What undo and redo would do next.
    ///
    /// # Errors
    /// What the database says.
    pub fn undo_state(&self) -> Result<UndoState, Error> {
        let links = newest_links(self.connection)?;
        Ok(UndoState { undo: links.undo_next.map(OperationId), redo: links.redo_next.map(OperationId) })
    }
}
