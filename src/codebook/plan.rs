//! What importing a codebook file into a study would do.

use crate::codebook::{Codebook, FileCode};
use crate::model::{CodeDraft, CodeId, Level};
use std::collections::BTreeMap;

/// One code to be added or brought up to date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedCode {
    /// The code the study has under this key already.
    pub existing: Option<CodeId>,
    /// Level.
    pub level: Level,
    /// Key of the parent; empty for a root. The parent comes earlier in the plan or is in the study.
    pub parent: String,
    /// Position among the siblings, in the order of the file.
    pub position: u32,
    /// What is to be written down for it.
    pub draft: CodeDraft,
    /// A memo to be added; empty when there is none.
    pub memo: String,
}

/// Plans the import of a codebook file: codes whose key the study knows are brought up to date, the others are added.
///
/// Codes that the file does not mention stay as they are; empty cells do not wipe out what the study has.
pub fn plan_import(codebook: &Codebook, file: &[FileCode]) -> Vec<PlannedCode> {
    let known: BTreeMap<&str, CodeId> =
        codebook.in_order().into_iter().map(|(_, code)| (code.draft.key.as_str(), code.id)).collect();
    let mut positions: BTreeMap<&str, u32> = BTreeMap::new();
    file.iter()
        .map(|code| {
            let position = positions.entry(&code.parent).or_insert(0);
            *position += 1;
            let existing = known.get(code.draft.key.as_str()).copied();
            let present = existing.and_then(|id| codebook.get(id)).map(|code| &code.draft);
            PlannedCode {
                existing,
                level: code.level,
                parent: code.parent.clone(),
                position: *position,
                draft: present
                    .map_or_else(|| code.draft.clone(), |present| brought_up_to_date(present, &code.draft)),
                memo: code.memo.clone(),
            }
        })
        .collect()
}

fn brought_up_to_date(present: &CodeDraft, file: &CodeDraft) -> CodeDraft {
    let newer = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    let mut translations = present.translations.clone();
    translations.extend(file.translations.clone());
    let mut aliases = present.aliases.clone();
    aliases.extend(file.aliases.iter().filter(|alias| !present.aliases.contains(alias)).cloned());
    CodeDraft {
        key: file.key.clone(),
        name: newer(&file.name, &present.name),
        translations,
        definition: newer(&file.definition, &present.definition),
        include: newer(&file.include, &present.include),
        exclude: newer(&file.exclude, &present.exclude),
        exemplar: newer(&file.exemplar, &present.exemplar),
        colour: newer(&file.colour, &present.colour),
        aliases,
    }
}
