//! What merging would do.

use crate::coding::place::PlacedQuote;
use crate::model::{CodeDraft, CodeId, CodingId, Level, MemoId, SourceId, Stance};

/// A thing that is there, or that the plan adds from the other copy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place<T> {
    /// It is in this copy, under this id.
    Here(T),
    /// It comes from the other copy, where it has this id.
    Comes(T),
}

/// What a memo that comes is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MergeTarget {
    /// The study.
    Study,
    /// A source.
    Source(Place<SourceId>),
    /// A passage of a source.
    Quotation(Place<SourceId>, PlacedQuote),
    /// A code.
    Code(Place<CodeId>),
}

/// One step of a merge; carried out in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MergeAction {
    /// Brings in a source of the other copy.
    AddSource(SourceId),
    /// Sets an attribute; an empty value takes it away.
    SetAttribute {
        /// The source, here.
        source: SourceId,
        /// Name of the attribute.
        name: String,
        /// Its value.
        value: String,
    },
    /// Adds a code of the other copy.
    AddCode {
        /// Its id there.
        their: CodeId,
        /// What is written down for it.
        draft: CodeDraft,
        /// Its level.
        level: Level,
        /// Where it stands.
        parent: Option<Place<CodeId>>,
    },
    /// Changes what is written down for a code.
    EditCode {
        /// The code.
        code: CodeId,
        /// What it is to be.
        draft: CodeDraft,
    },
    /// Moves a code.
    MoveCode {
        /// The code.
        code: CodeId,
        /// Where it is to stand.
        parent: Option<Place<CodeId>>,
        /// Its level there.
        level: Level,
    },
    /// Adds a coding.
    AddCoding {
        /// The source.
        source: Place<SourceId>,
        /// The passage in this copy's text.
        placed: PlacedQuote,
        /// The code.
        code: Place<CodeId>,
        /// Name of the coder.
        coder: String,
        /// Weight.
        weight: Option<u8>,
        /// Remark.
        comment: String,
        /// Stance.
        stance: Stance,
    },
    /// Changes weight, remark and stance of a coding.
    EditCoding {
        /// The coding.
        coding: CodingId,
        /// Weight.
        weight: Option<u8>,
        /// Remark.
        comment: String,
        /// Stance.
        stance: Stance,
    },
    /// Takes a coding off.
    RemoveCoding(CodingId),
    /// Adds a memo.
    AddMemo {
        /// What it is about.
        target: MergeTarget,
        /// Name of the coder.
        coder: String,
        /// Date as written.
        date: String,
        /// The note.
        text: String,
    },
    /// Changes a memo.
    EditMemo {
        /// The memo.
        memo: MemoId,
        /// Date as written.
        date: String,
        /// The note.
        text: String,
    },
    /// Removes a memo.
    RemoveMemo(MemoId),
    /// Removes a code on which nothing stands any more.
    RemoveCode(CodeId),
}

/// Which side holds where both changed the same thing differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Prefer {
    /// This copy.
    #[default]
    Ours,
    /// The other one.
    Theirs,
}

/// Something that both copies changed differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergeConflict {
    /// What it is about: a code's key, a source's name, words of a quotation.
    pub what: String,
    /// Which part of it: a field's name, `place`, `text`, `removed`.
    pub field: &'static str,
    /// As it is here.
    pub ours: String,
    /// As it is there.
    pub theirs: String,
}

/// How many of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Sources.
    pub sources: usize,
    /// Attributes of sources.
    pub attributes: usize,
    /// Codes.
    pub codes: usize,
    /// Codings.
    pub codings: usize,
    /// Memos.
    pub memos: usize,
}

/// What merging would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MergePlan {
    /// Whether the copies have a common history.
    pub has_history: bool,
    /// The steps, in order.
    pub actions: Vec<MergeAction>,
    /// What comes.
    pub added: Counts,
    /// What changes.
    pub changed: Counts,
    /// What goes.
    pub removed: Counts,
    /// Codings of the other copy that are here already.
    pub known: usize,
    /// New codes whose key was taken: the key there, the key here, the name.
    pub rekeyed: Vec<(String, String, String)>,
    /// What both changed differently.
    pub conflicts: Vec<MergeConflict>,
    /// Passages of the other copy that have no sure place in this copy's text: source and words. They are not taken.
    pub unplaced: Vec<(String, String)>,
}
