//! The codes as a tree.

use crate::model::{Code, CodeId, Level};
use crate::text::fold::fold;
use std::collections::BTreeMap;
use thiserror::Error;

/// All codes of a study with their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Codebook {
    codes: BTreeMap<CodeId, Code>,
    children: BTreeMap<Option<CodeId>, Vec<CodeId>>,
}

/// What a key or name leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// Exactly one code.
    One(CodeId),
    /// Several codes bear that name.
    Several,
    /// None does.
    Nothing,
}

/// Why a code may not stand where it is to be put.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum MoveError {
    /// The code would stand below itself.
    #[error("code {0} would stand below itself")]
    Cycle(CodeId),
    /// The level does not fit the parent's.
    #[error("level {level:?} may not stand under {parent:?}")]
    Level {
        /// Level of the code.
        level: Level,
        /// Level of the parent.
        parent: Level,
    },
}

impl Codebook {
    /// Builds the tree; siblings are ordered by position, then id.
    pub fn new(codes: Vec<Code>) -> Self {
        let mut children: BTreeMap<Option<CodeId>, Vec<CodeId>> = BTreeMap::new();
        let codes: BTreeMap<CodeId, Code> = codes.into_iter().map(|code| (code.id, code)).collect();
        for code in codes.values() {
            children.entry(code.parent).or_default().push(code.id);
        }
        for siblings in children.values_mut() {
            siblings.sort_by_key(|id| (codes[id].position, *id));
        }
        Self { codes, children }
    }

    /// Number of codes.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Says whether there is no code yet.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// One code.
    pub fn get(&self, id: CodeId) -> Option<&Code> {
        self.codes.get(&id)
    }

    /// The codes directly under `parent`, in order; `None` asks for the roots.
    pub fn children(&self, parent: Option<CodeId>) -> impl Iterator<Item = &Code> {
        self.children.get(&parent).into_iter().flatten().filter_map(|id| self.codes.get(id))
    }

    /// Every code, each parent before its children, siblings in order, with its depth from 0.
    pub fn in_order(&self) -> Vec<(usize, &Code)> {
        let mut ordered = Vec::with_capacity(self.codes.len());
        let mut open: Vec<(usize, &Code)> = self.children(None).map(|code| (0, code)).collect();
        open.reverse();
        while let Some((depth, code)) = open.pop() {
            ordered.push((depth, code));
            let mut below: Vec<(usize, &Code)> =
                self.children(Some(code.id)).map(|child| (depth + 1, child)).collect();
            below.reverse();
            open.extend(below);
        }
        ordered
    }

    /// The code and everything below it.
    pub fn with_descendants(&self, id: CodeId) -> Vec<CodeId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children.get(&Some(id)).into_iter().flatten().rev());
        }
        found
    }

    /// The code's ancestors, nearest first.
    pub fn ancestors(&self, id: CodeId) -> Vec<&Code> {
        let mut found: Vec<&Code> = Vec::new();
        let mut next = self.get(id).and_then(|code| code.parent);
        while let Some(parent) = next.and_then(|id| self.get(id)) {
            // A damaged file could hold a cycle; never walk it for ever.
            if found.iter().any(|seen| seen.id == parent.id) {
                break;
            }
            found.push(parent);
            next = parent.parent;
        }
        found
    }

    /// Says whether the code is a factor: an open code directly under an axial one.
    pub fn is_factor(&self, id: CodeId) -> bool {
        self.get(id).is_some_and(|code| {
            code.level == Level::Open
                && code
                    .parent
                    .and_then(|parent| self.get(parent))
                    .is_some_and(|parent| parent.level == Level::Axial)
        })
    }

    /// The factor that the code is or belongs to.
    pub fn factor_of(&self, id: CodeId) -> Option<&Code> {
        self.lineage(id).find(|code| self.is_factor(code.id))
    }

    /// The nearest axial code at or above it.
    pub fn subscale_of(&self, id: CodeId) -> Option<&Code> {
        self.lineage(id).find(|code| code.level == Level::Axial)
    }

    /// The top-most selective code at or above it.
    pub fn component_of(&self, id: CodeId) -> Option<&Code> {
        self.lineage(id).filter(|code| code.level == Level::Selective).last()
    }

    /// The code itself and its ancestors, nearest first.
    pub fn lineage(&self, id: CodeId) -> impl Iterator<Item = &Code> {
        self.get(id).into_iter().chain(self.ancestors(id))
    }

    /// All factors in the order of the codebook.
    pub fn factors(&self) -> Vec<&Code> {
        self.in_order().into_iter().map(|(_, code)| code).filter(|code| self.is_factor(code.id)).collect()
    }

    /// All codes of a level in the order of the codebook.
    pub fn of_level(&self, level: Level) -> Vec<&Code> {
        self.in_order().into_iter().map(|(_, code)| code).filter(|code| code.level == level).collect()
    }

    /// The code with just this key.
    pub fn find_key(&self, key: &str) -> Option<&Code> {
        self.codes.values().find(|code| code.draft.key == key)
    }

    /// The code meant by a key, or else by a name, a translation or an alias (compared folded).
    pub fn find(&self, key_or_name: &str) -> Found {
        let wanted = key_or_name.trim();
        if let Some(code) = self.codes.values().find(|code| code.draft.key == wanted) {
            return Found::One(code.id);
        }
        let wanted = fold(wanted);
        let named = |text: &str| fold(text) == wanted;
        let mut matching = self.codes.values().filter(|code| {
            fold(&code.draft.key) == wanted
                || named(&code.draft.name)
                || code.draft.translations.values().any(|name| named(name))
                || code.draft.aliases.iter().any(|alias| named(alias))
        });
        match (matching.next(), matching.next()) {
            (Some(code), None) => Found::One(code.id),
            (Some(_), Some(_)) => Found::Several,
            (None, _) => Found::Nothing,
        }
    }

    /// Checks that a code of `level` may stand under `parent`.
    ///
    /// # Errors
    /// [`MoveError`] when it would stand below itself or the levels do not fit.
    pub fn check_place(
        &self,
        code: Option<CodeId>,
        level: Level,
        parent: Option<CodeId>,
    ) -> Result<(), MoveError> {
        let Some(parent) = parent.and_then(|id| self.get(id)) else { return Ok(()) };
        if let Some(code) = code
            && (parent.id == code || self.ancestors(parent.id).iter().any(|ancestor| ancestor.id == code))
        {
            return Err(MoveError::Cycle(code));
        }
        if !level.may_stand_under(parent.level) {
            return Err(MoveError::Level { level, parent: parent.level });
        }
        Ok(())
    }

    /// The position behind the last child of `parent`.
    pub fn next_position(&self, parent: Option<CodeId>) -> u32 {
        self.children(parent).map(|code| code.position).max().unwrap_or(0) + 1
    }

    /// A key that no code has yet: `prefix` and the next free number, as in `O217`.
    pub fn free_key(&self, prefix: &str) -> String {
        let taken = |number: u32| {
            let key = format!("{prefix}{number}");
            self.codes.values().any(|code| code.draft.key == key)
        };
        let highest = self
            .codes
            .values()
            .filter_map(|code| code.draft.key.strip_prefix(prefix)?.parse::<u32>().ok())
            .max()
            .unwrap_or(0);
        let number =
            (highest + 1..).find(|number| !taken(*number)).expect("there are more numbers than codes");
        format!("{prefix}{number}")
    }
}
