//! What changed between two states of a codebook.

use crate::codebook::Codebook;
use crate::model::{Code, CodeId};

/// One way in which a code differs between two states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodeChange {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It stands under another code, or at the roots (empty); both by key.
    Moved {
        /// Key of the parent before.
        before: String,
        /// Key of the parent after.
        after: String,
    },
    /// It has another place among its siblings.
    Reordered {
        /// Position before, from 1.
        before: u32,
        /// Position after.
        after: u32,
    },
    /// Something that people wrote down for it differs.
    Edited {
        /// Name of the field, as in the codebook file.
        field: &'static str,
        /// Its text before.
        before: String,
        /// Its text after.
        after: String,
    },
}

/// A code that differs, with every way in which it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedCode {
    /// The code.
    pub id: CodeId,
    /// Its key (the later one).
    pub key: String,
    /// Its name (the later one).
    pub name: String,
    /// What differs.
    pub changes: Vec<CodeChange>,
}

/// Compares two states of one codebook; codes are the same by their id. Codes come in the later order, removed ones last.
pub fn compare(before: &Codebook, after: &Codebook) -> Vec<ChangedCode> {
    let mut changed = Vec::new();
    for (_, code) in after.in_order() {
        let changes = match before.get(code.id) {
            None => vec![CodeChange::Added],
            Some(old) => differences(old, code, before, after),
        };
        if !changes.is_empty() {
            changed.push(changed_code(code, changes));
        }
    }
    let removed = before.in_order().into_iter().filter(|(_, code)| after.get(code.id).is_none());
    changed.extend(removed.map(|(_, code)| changed_code(code, vec![CodeChange::Removed])));
    changed
}

fn changed_code(code: &Code, changes: Vec<CodeChange>) -> ChangedCode {
    ChangedCode { id: code.id, key: code.draft.key.clone(), name: code.draft.name.clone(), changes }
}

fn differences(old: &Code, new: &Code, before: &Codebook, after: &Codebook) -> Vec<CodeChange> {
    let parent = |codebook: &Codebook, code: &Code| {
        code.parent.and_then(|id| codebook.get(id)).map_or_else(String::new, |code| code.draft.key.clone())
    };
    let mut changes = Vec::new();
    if old.parent != new.parent {
        changes.push(CodeChange::Moved { before: parent(before, old), after: parent(after, new) });
    } else if old.position != new.position {
        changes.push(CodeChange::Reordered { before: old.position, after: new.position });
    }
    let (old_fields, new_fields) = (fields(old), fields(new));
    for ((field, before), (_, after)) in old_fields.into_iter().zip(new_fields) {
        if before != after {
            changes.push(CodeChange::Edited { field, before, after });
        }
    }
    changes
}

fn fields(code: &Code) -> [(&'static str, String); 10] {
    let draft = &code.draft;
    let translations: Vec<String> =
        draft.translations.iter().map(|(language, name)| format!("{language}: {name}")).collect();
    let mut aliases = draft.aliases.clone();
    aliases.sort();
    [
        ("key", draft.key.clone()),
        ("level", code.level.as_str().to_owned()),
        ("name", draft.name.clone()),
        ("translations", translations.join("; ")),
        ("definition", draft.definition.clone()),
        ("include", draft.include.clone()),
        ("exclude", draft.exclude.clone()),
        ("exemplar", draft.exemplar.clone()),
        ("colour", draft.colour.clone()),
        ("aliases", aliases.join("; ")),
    ]
}
