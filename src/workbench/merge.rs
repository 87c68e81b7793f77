//! Bringing in what another copy of the study has.

use crate::coding::{Counts, MergeAction, MergePlan, MergeTarget, Place, Prefer, Snapshot, plan_merge};
use crate::model::{CodeId, MemoTarget, OperationId, Source, SourceId};
use crate::store::{NewSource, OperationKind, Store, Writer};
use crate::workbench::coding::key_of;
use crate::workbench::files::file_name;
use crate::workbench::{Error, Judgement, Noun, Workbench};
use std::collections::BTreeMap;
use std::path::Path;

/// What another copy has that merging leaves there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftThere {
    /// Versions of the questionnaire.
    pub instruments: usize,
    /// Sets of answers.
    pub response_sets: usize,
    /// Rounds of coding.
    pub rounds: usize,
    /// Settled disagreements.
    pub settlements: usize,
    /// Reviewers' decisions.
    pub decisions: usize,
}

/// What merging does, or would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergeReport {
    /// The plan.
    pub plan: MergePlan,
    /// What stays in the other copy.
    pub left: LeftThere,
}

/// What came from the other copy, by its id there.
#[derive(Default)]
struct Arrived {
    sources: BTreeMap<SourceId, SourceId>,
    codes: BTreeMap<CodeId, CodeId>,
}

impl Workbench {
    /// Brings in what another copy of the study has, as one operation; with `preview` nothing is changed. The other file is
    /// only read.
    ///
    /// # Errors
    /// When the other file is this one, or cannot be opened as a study.
    pub fn merge_study(&mut self, other: &Path, prefer: Prefer, preview: bool) -> Result<MergeReport, Error> {
        let is_same = match (other.canonicalize(), self.path().canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        };
        if is_same {
            return Err(Error::Exists { noun: Noun::Study, name: other.display().to_string() });
        }
        let theirs_store = Store::open(other)?;
        let base = common_operation(&self.store, &theirs_store)?
            .map(|operation| Store::open_past(self.path(), operation))
            .transpose()?
            .map(|past| snapshot(&past))
            .transpose()?;
        let (ours, theirs) = (snapshot(&self.store)?, snapshot(&theirs_store)?);
        let report = MergeReport {
            plan: plan_merge(base.as_ref(), &ours, &theirs, prefer),
            left: left_there(&theirs_store)?,
        };
        if preview || report.plan.actions.is_empty() {
            return Ok(report);
        }
        let count = report.plan.actions.len().to_string();
        let detail = [("file", file_name(other)), ("count", count)];
        let made_at = self.now();
        self.transact(OperationKind::MergeStudy, &detail, |writer| {
            let mut arrived = Arrived::default();
            for action in &report.plan.actions {
                carry_out(writer, action, &theirs, &theirs_store, &ours, &mut arrived, made_at)?;
            }
            Ok(())
        })?;
        Ok(report)
    }
}

/// The last operation that both journals have alike; `None` when they have none in common.
fn common_operation(ours: &Store, theirs: &Store) -> Result<Option<OperationId>, Error> {
    let hashes = |store: &Store| -> Result<BTreeMap<OperationId, String>, Error> {
        let operations = store.records().operations(None, u32::MAX)?;
        Ok(operations.into_iter().map(|operation| (operation.id, operation.hash)).collect())
    };
    let (ours, theirs) = (hashes(ours)?, hashes(theirs)?);
    // Each hash covers the one before it: the last that is alike makes all before it alike.
    Ok(ours.into_iter().rev().find(|(id, hash)| theirs.get(id) == Some(hash)).map(|(id, _)| id))
}

fn snapshot(store: &Store) -> Result<Snapshot, Error> {
    let records = store.records();
    Ok(Snapshot {
        coders: records.coders()?.into_iter().map(|coder| (coder.id, coder.name)).collect(),
        sources: records.sources()?.into_iter().map(|source| (source.id, source)).collect(),
        codebook: crate::codebook::Codebook::new(records.codes()?),
        codings: records.codings()?.into_iter().map(|coded| (coded.coding.id, coded)).collect(),
        quotations: records.quotations()?.into_iter().map(|one| (one.id, one)).collect(),
        memos: records.memos()?.into_iter().map(|memo| (memo.id, memo)).collect(),
    })
}

fn left_there(store: &Store) -> Result<LeftThere, Error> {
    let records = store.records();
    Ok(LeftThere {
        instruments: records.instruments()?.len(),
        response_sets: records.response_sets()?.len(),
        rounds: records.rounds()?.len(),
        settlements: records.settlements()?.len(),
        decisions: records.decisions()?.len(),
    })
}

fn here<T: Copy + Ord>(place: Place<T>, arrived: &BTreeMap<T, T>) -> Result<T, Error> {
    match place {
        Place::Here(id) => Ok(id),
        Place::Comes(id) => arrived.get(&id).copied().ok_or_else(|| {
            crate::store::Error::Damaged("a merge refers to what did not come".to_owned()).into()
        }),
    }
}

fn carry_out(
    writer: &Writer<'_>,
    action: &MergeAction,
    theirs: &Snapshot,
    theirs_store: &Store,
    ours: &Snapshot,
    arrived: &mut Arrived,
    made_at: i64,
) -> Result<(), Error> {
    match action {
        MergeAction::AddSource(id) => {
            if let Some(source) = theirs.sources.get(id) {
                let new = add_source(writer, source, theirs_store, ours, made_at)?;
                arrived.sources.insert(*id, new);
            }
        }
        MergeAction::SetAttribute { source, name, value } => writer.put_attribute(*source, name, value)?,
        MergeAction::AddCode { their, draft, level, parent } => {
            let parent = parent.map(|parent| here(parent, &arrived.codes)).transpose()?;
            let position = writer.next_code_position(parent)?;
            arrived.codes.insert(*their, writer.add_code(parent, *level, position, draft)?);
        }
        MergeAction::EditCode { code, draft } => writer.edit_code(*code, draft)?,
        MergeAction::MoveCode { code, parent, level } => {
            let parent = parent.map(|parent| here(parent, &arrived.codes)).transpose()?;
            let position = writer.next_code_position(parent)?;
            let codebook = crate::codebook::Codebook::new(writer.codes()?);
            // Two moves that are sound apart can make a ring together.
            codebook.check_place(Some(*code), *level, parent)?;
            writer.move_code(*code, parent, *level, position)?;
        }
        MergeAction::AddCoding { source, placed, code, coder, weight, comment, stance } => {
            let source = source_of(*source, theirs, ours, arrived)?;
            let code = here(*code, &arrived.codes)?;
            let coder = writer.ensure_coder(coder)?;
            let quotation = writer.ensure_quotation(&key_of(&source, placed.clone()))?;
            let judgement = Judgement { weight: *weight, comment: comment.clone(), stance: *stance };
            writer.add_coding(&judgement.coding(quotation, code, coder, made_at))?;
        }
        MergeAction::EditCoding { coding, weight, comment, stance } => {
            writer.edit_coding(*coding, *weight, comment, *stance)?;
        }
        MergeAction::RemoveCoding(id) => {
            writer.remove_coding(*id)?;
        }
        MergeAction::AddMemo { target, coder, date, text } => {
            let coder = writer.ensure_coder(coder)?;
            let target = match target {
                MergeTarget::Study => MemoTarget::Study,
                MergeTarget::Source(place) => MemoTarget::Source(here(*place, &arrived.sources)?),
                MergeTarget::Code(place) => MemoTarget::Code(here(*place, &arrived.codes)?),
                MergeTarget::Quotation(place, placed) => {
                    let source = source_of(*place, theirs, ours, arrived)?;
                    MemoTarget::Quotation(writer.ensure_quotation(&key_of(&source, placed.clone()))?)
                }
            };
            writer.add_memo(target, coder, date, text)?;
        }
        MergeAction::EditMemo { memo, date, text } => {
            writer.edit_memo(*memo, date, text)?;
        }
        MergeAction::RemoveMemo(id) => {
            writer.remove_memo(*id)?;
        }
        MergeAction::RemoveCode(id) => {
            for memo in writer.memos()?.into_iter().filter(|memo| memo.target == MemoTarget::Code(*id)) {
                writer.remove_memo(memo.id)?;
            }
            writer.remove_code(*id)?;
        }
    }
    Ok(())
}

/// The source in which a passage stands, under its id here.
fn source_of(
    place: Place<SourceId>,
    theirs: &Snapshot,
    ours: &Snapshot,
    arrived: &Arrived,
) -> Result<Source, Error> {
    let id = here(place, &arrived.sources)?;
    let found = match place {
        Place::Here(id) => ours.sources.get(&id),
        Place::Comes(id) => theirs.sources.get(&id),
    };
    let missing = || Error::NotFound { noun: Noun::Source, name: id.to_string(), similar: Vec::new() };
    Ok(Source { id, ..found.ok_or_else(missing)?.clone() })
}

fn add_source(
    writer: &Writer<'_>,
    source: &Source,
    theirs: &Store,
    ours: &Snapshot,
    imported_at: i64,
) -> Result<SourceId, Error> {
    let is_taken = |name: &str| ours.sources.values().any(|other| other.name == name);
    let free = (2..).map(|number: u32| format!("{}-{number}", source.name));
    let name = if is_taken(&source.name) { free.into_iter().find(|name| !is_taken(name)) } else { None };
    let file_bytes = theirs.records().content(&source.file_hash)?;
    Ok(writer.add_source(&NewSource {
        name: name.as_deref().unwrap_or(&source.name),
        title: &source.title,
        kind: source.kind,
        language: &source.language,
        text: &source.text,
        file_bytes: &file_bytes,
        file_name: &source.file_name,
        turns: &source.turns,
        attributes: &source.attributes,
        imported_at,
    })?)
}

impl MergeReport {
    /// Whether merging changes nothing.
    pub fn is_empty(&self) -> bool {
        self.plan.actions.is_empty()
    }

    /// What comes, changes and goes.
    pub fn counts(&self) -> [Counts; 3] {
        [self.plan.added, self.plan.changed, self.plan.removed]
    }
}
