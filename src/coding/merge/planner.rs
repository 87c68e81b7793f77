//! From three snapshots to a plan.

use crate::coding::anchor::{Alignment, Fate, follow};
use crate::coding::merge::plan::{MergeAction, MergeConflict, MergePlan, MergeTarget, Place, Prefer};
use crate::coding::merge::snapshot::Snapshot;
use crate::coding::place::{PlacedQuote, SourceText};
use crate::model::{
    Anchor, Code, CodeDraft, CodeId, CodedQuotation, Memo, MemoTarget, Quotation, Source, SourceId,
};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Plans how `theirs` comes into `ours`; `base` is the state before the copies parted, where they have one.
pub fn plan_merge(base: Option<&Snapshot>, ours: &Snapshot, theirs: &Snapshot, prefer: Prefer) -> MergePlan {
    let mut planner = Planner {
        base,
        ours,
        theirs,
        prefer,
        plan: MergePlan { has_history: base.is_some(), ..MergePlan::default() },
        sources: BTreeMap::new(),
        alignments: BTreeMap::new(),
        codes: BTreeMap::new(),
        keys: ours.codebook.in_order().into_iter().map(|(_, code)| code.draft.key.clone()).collect(),
    };
    planner.sources();
    planner.codes();
    planner.codings();
    planner.memos();
    planner.removed_codes();
    planner.plan
}

/// One of the texts that are written down for a code.
type Field = fn(&mut CodeDraft) -> &mut String;

struct Planner<'a> {
    base: Option<&'a Snapshot>,
    ours: &'a Snapshot,
    theirs: &'a Snapshot,
    prefer: Prefer,
    plan: MergePlan,
    /// Their source to its place.
    sources: BTreeMap<SourceId, Place<SourceId>>,
    /// For their sources with another text here: how the texts correspond.
    alignments: BTreeMap<SourceId, Alignment>,
    /// Their code to its place.
    codes: BTreeMap<CodeId, Place<CodeId>>,
    keys: BTreeSet<String>,
}

impl<'a> Planner<'a> {
    /// Decides between two values of which at least one changed: the value to keep, or `None` to leave ours.
    fn decide<T: PartialEq + Clone>(
        &mut self,
        (base, ours, theirs): (Option<&T>, &T, &T),
        is_empty: impl Fn(&T) -> bool,
        conflict: impl Fn() -> MergeConflict,
    ) -> Option<T> {
        let take = Some(theirs.clone());
        match base {
            _ if ours == theirs => None,
            Some(base) if base == theirs => None,
            Some(base) if base == ours => take,
            None if is_empty(theirs) => None,
            None if is_empty(ours) => take,
            _ => {
                self.plan.conflicts.push(conflict());
                if self.prefer == Prefer::Theirs { take } else { None }
            }
        }
    }

    fn sources(&mut self) {
        for (id, source) in &self.theirs.sources {
            let same_id =
                self.base.and_then(|base| base.sources.get(id)).and_then(|_| self.ours.sources.get(id));
            let by =
                |is_same: &dyn Fn(&Source) -> bool| self.ours.sources.values().find(|other| is_same(other));
            let here = same_id
                .or_else(|| by(&|other| other.text_hash == source.text_hash))
                .or_else(|| by(&|other| other.name == source.name));
            let Some(here) = here else {
                let was_removed = self.base.is_some_and(|base| base.sources.contains_key(id));
                if was_removed {
                    self.plan.conflicts.push(MergeConflict {
                        what: source.name.clone(),
                        field: "removed",
                        ours: "\u{2014}".to_owned(),
                        theirs: source.name.clone(),
                    });
                    continue;
                }
                self.plan.added.sources += 1;
                self.plan.actions.push(MergeAction::AddSource(*id));
                self.sources.insert(*id, Place::Comes(*id));
                continue;
            };
            self.sources.insert(*id, Place::Here(here.id));
            if here.text_hash != source.text_hash {
                let old = self.base.and_then(|base| base.sources.get(id));
                // Where only this copy corrected the text, their passages follow; nobody has to decide.
                if old.is_none_or(|old| old.text_hash != source.text_hash) {
                    self.plan.conflicts.push(MergeConflict {
                        what: source.name.clone(),
                        field: "text",
                        ours: here.length().0.to_string(),
                        theirs: source.length().0.to_string(),
                    });
                }
                self.alignments.insert(*id, Alignment::of_texts(&source.text, &here.text));
            }
            self.attributes(*id, here, source);
        }
    }

    fn attributes(&mut self, id: SourceId, here: &Source, source: &Source) {
        let base = self.base.and_then(|base| base.sources.get(&id));
        let names: BTreeSet<&String> = source.attributes.keys().chain(here.attributes.keys()).collect();
        for name in names {
            let value = |source: &Source| source.attributes.get(name).cloned().unwrap_or_default();
            let (ours, theirs) = (value(here), value(source));
            let before = base.map(value);
            let conflict = || MergeConflict {
                what: format!("{}: {name}", here.name),
                field: "attribute",
                ours: ours.clone(),
                theirs: theirs.clone(),
            };
            if let Some(value) = self.decide((before.as_ref(), &ours, &theirs), String::is_empty, conflict) {
                self.plan.changed.attributes += 1;
                self.plan.actions.push(MergeAction::SetAttribute {
                    source: here.id,
                    name: name.clone(),
                    value,
                });
            }
        }
    }

    fn codes(&mut self) {
        for (_, code) in self.theirs.codebook.in_order() {
            let in_base = self.base.and_then(|base| base.codebook.get(code.id));
            let here = match in_base {
                Some(_) => self.ours.codebook.get(code.id),
                None => self.same_code(code),
            };
            match (here, in_base) {
                (Some(here), _) => {
                    self.codes.insert(code.id, Place::Here(here.id));
                    self.changed_code(here, code, in_base);
                }
                (None, Some(_)) => {
                    // Removed here. Their later work on it finds no home and is told.
                    if in_base != Some(code) {
                        self.plan.conflicts.push(MergeConflict {
                            what: code.draft.key.clone(),
                            field: "removed",
                            ours: "\u{2014}".to_owned(),
                            theirs: code.draft.name.clone(),
                        });
                    }
                }
                (None, None) => self.new_code(code),
            }
        }
    }

    fn parent_of(&self, code: &Code) -> Option<Place<CodeId>> {
        code.parent.and_then(|parent| self.codes.get(&parent).copied())
    }

    /// A code of this copy that is the same as a new one of the other: by key and name, or by name and place; without
    /// common history by key alone.
    fn same_code(&self, code: &Code) -> Option<&'a Code> {
        let name = fold(&code.draft.name);
        let ours: &'a Snapshot = self.ours;
        let all = || ours.codebook.in_order().into_iter().map(|(_, other)| other);
        let is_free = |other: &&Code| self.base.is_none_or(|base| base.codebook.get(other.id).is_none());
        let parent = self.parent_of(code);
        let by_key = all().filter(is_free).find(|other| {
            other.draft.key == code.draft.key && (self.base.is_none() || fold(&other.draft.name) == name)
        });
        by_key.or_else(|| {
            all().filter(is_free).find(|other| {
                other.level == code.level
                    && fold(&other.draft.name) == name
                    && other.parent.map(Place::Here) == parent
            })
        })
    }

    fn new_code(&mut self, code: &Code) {
        let mut draft = code.draft.clone();
        if self.keys.contains(&draft.key) {
            let stem = draft.key.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
            let stem = if stem.is_empty() { "O".to_owned() } else { stem };
            let highest = self
                .keys
                .iter()
                .filter_map(|key| key.strip_prefix(&stem)?.parse::<u32>().ok())
                .max()
                .unwrap_or(0);
            draft.key = format!("{stem}{}", highest + 1);
            self.plan.rekeyed.push((code.draft.key.clone(), draft.key.clone(), draft.name.clone()));
        }
        self.keys.insert(draft.key.clone());
        self.plan.added.codes += 1;
        self.plan.actions.push(MergeAction::AddCode {
            their: code.id,
            draft,
            level: code.level,
            parent: self.parent_of(code),
        });
        self.codes.insert(code.id, Place::Comes(code.id));
    }

    fn changed_code(&mut self, here: &Code, code: &Code, in_base: Option<&Code>) {
        let mut draft = here.draft.clone();
        let texts: [(&'static str, Field); 6] = [
            ("name", |draft| &mut draft.name),
            ("definition", |draft| &mut draft.definition),
            ("include", |draft| &mut draft.include),
            ("exclude", |draft| &mut draft.exclude),
            ("exemplar", |draft| &mut draft.exemplar),
            ("colour", |draft| &mut draft.colour),
        ];
        let mut their_draft = code.draft.clone();
        let mut base_draft = in_base.map(|base| base.draft.clone());
        for (field, of) in texts {
            let theirs = of(&mut their_draft).clone();
            let base = base_draft.as_mut().map(|draft| of(draft).clone());
            let ours = of(&mut draft).clone();
            let conflict = || MergeConflict {
                what: here.draft.key.clone(),
                field,
                ours: ours.clone(),
                theirs: theirs.clone(),
            };
            if let Some(text) = self.decide((base.as_ref(), &ours, &theirs), String::is_empty, conflict) {
                *of(&mut draft) = text;
            }
        }
        self.translations(&mut draft, here, code, in_base);
        for alias in &code.draft.aliases {
            let was_taken_away = in_base.is_some_and(|base| base.draft.aliases.contains(alias));
            if !draft.aliases.contains(alias) && !was_taken_away && *alias != draft.name {
                draft.aliases.push(alias.clone());
            }
        }
        if draft != here.draft {
            self.plan.changed.codes += 1;
            self.plan.actions.push(MergeAction::EditCode { code: here.id, draft });
        }
        self.moved_code(here, code, in_base);
    }

    fn translations(&mut self, draft: &mut CodeDraft, here: &Code, code: &Code, in_base: Option<&Code>) {
        let languages: BTreeSet<&String> =
            here.draft.translations.keys().chain(code.draft.translations.keys()).collect();
        for language in languages {
            let value = |code: &Code| code.draft.translations.get(language).cloned().unwrap_or_default();
            let (ours, theirs, base) = (value(here), value(code), in_base.map(value));
            let conflict = || MergeConflict {
                what: here.draft.key.clone(),
                field: "translations",
                ours: ours.clone(),
                theirs: theirs.clone(),
            };
            match self.decide((base.as_ref(), &ours, &theirs), String::is_empty, conflict) {
                Some(name) if name.is_empty() => {
                    draft.translations.remove(language);
                }
                Some(name) => {
                    draft.translations.insert(language.clone(), name);
                }
                None => {}
            }
        }
    }

    fn moved_code(&mut self, here: &Code, code: &Code, in_base: Option<&Code>) {
        let theirs = (self.parent_of(code), code.level);
        let ours = (here.parent.map(Place::Here), here.level);
        let base = in_base.map(|base| (base.parent.map(Place::Here), base.level));
        // Their parent was removed here: the code stays where it is.
        if code.parent.is_some() && theirs.0.is_none() {
            return;
        }
        let key = |id: Option<CodeId>, snapshot: &Snapshot| {
            id.and_then(|id| snapshot.codebook.get(id))
                .map_or_else(String::new, |code| code.draft.key.clone())
        };
        let conflict = MergeConflict {
            what: here.draft.key.clone(),
            field: "place",
            ours: key(here.parent, self.ours),
            theirs: key(code.parent, self.theirs),
        };
        let decided = self.decide((base.as_ref(), &ours, &theirs), |_| false, || conflict.clone());
        if let Some((parent, level)) = decided {
            self.plan.changed.codes += 1;
            self.plan.actions.push(MergeAction::MoveCode { code: here.id, parent, level });
        }
    }

    /// A passage of theirs in this copy's text.
    fn place(&self, quotation: &Quotation) -> Option<(Place<SourceId>, PlacedQuote)> {
        let place = *self.sources.get(&quotation.source)?;
        let same = || PlacedQuote {
            span: quotation.span,
            quote: quotation.quote.clone(),
            before: quotation.before.clone(),
            after: quotation.after.clone(),
        };
        if quotation.anchor != Anchor::Placed {
            return None;
        }
        let (Some(alignment), Place::Here(here)) = (self.alignments.get(&quotation.source), place) else {
            return Some((place, same()));
        };
        let text = SourceText::new(self.ours.sources.get(&here)?);
        match follow(quotation, alignment, &text) {
            Fate::Kept(placed) | Fate::Respelled(placed) => Some((place, placed)),
            // Words that were corrected inside are another passage until a person says so.
            Fate::Changed(_) | Fate::Lost => None,
        }
    }

    fn codings(&mut self) {
        type Key<'k> = (SourceId, u32, u32, CodeId, &'k str);
        let mut here: BTreeSet<Key<'_>> = BTreeSet::new();
        for coded in self.ours.codings.values() {
            let span = coded.quotation.span;
            let coder = self.ours.coder(coded.coding.coder);
            here.insert((coded.quotation.source, span.start().0, span.end().0, coded.coding.code, coder));
        }
        for (id, coded) in &self.theirs.codings {
            let in_base = self.base.and_then(|base| base.codings.get(id));
            match (in_base, self.ours.codings.get(id)) {
                (Some(base), Some(ours)) if base.coding.code == coded.coding.code => {
                    self.changed_coding(ours, coded, base);
                    continue;
                }
                (Some(base), None) if base.coding == coded.coding => continue,
                _ => {}
            }
            let Some(code) = self.codes.get(&coded.coding.code).copied() else { continue };
            let Some((source, placed)) = self.place(&coded.quotation) else {
                let name = self.theirs.sources.get(&coded.quotation.source);
                let name = name.map_or_else(String::new, |source| source.name.clone());
                self.plan.unplaced.push((name, coded.quotation.quote.clone()));
                continue;
            };
            let coder = self.theirs.coder(coded.coding.coder);
            if let (Place::Here(source), Place::Here(code)) = (source, code) {
                let (start, end) = (placed.span.start().0, placed.span.end().0);
                if here.contains(&(source, start, end, code, coder)) {
                    self.plan.known += 1;
                    continue;
                }
            }
            self.plan.added.codings += 1;
            self.plan.actions.push(MergeAction::AddCoding {
                source,
                placed,
                code,
                coder: coder.to_owned(),
                weight: coded.coding.weight,
                comment: coded.coding.comment.clone(),
                stance: coded.coding.stance,
            });
        }
        self.removed_codings();
    }

    fn changed_coding(&mut self, ours: &CodedQuotation, theirs: &CodedQuotation, base: &CodedQuotation) {
        let part =
            |coded: &CodedQuotation| (coded.coding.weight, coded.coding.comment.clone(), coded.coding.stance);
        let shown = |coded: &CodedQuotation| {
            let weight = coded.coding.weight.map_or_else(String::new, |weight| weight.to_string());
            format!("{weight} {} {}", coded.coding.stance.as_str(), coded.coding.comment).trim().to_owned()
        };
        let conflict = || MergeConflict {
            what: ours.quotation.quote.clone(),
            field: "coding",
            ours: shown(ours),
            theirs: shown(theirs),
        };
        let sides = (Some(&part(base)), &part(ours), &part(theirs));
        if let Some((weight, comment, stance)) = self.decide(sides, |_| false, conflict) {
            self.plan.changed.codings += 1;
            self.plan.actions.push(MergeAction::EditCoding {
                coding: ours.coding.id,
                weight,
                comment,
                stance,
            });
        }
    }

    /// What they took off, and nobody touched here since, goes; a changed code means taken off and put on again.
    fn removed_codings(&mut self) {
        let Some(base) = self.base else { return };
        for (id, before) in &base.codings {
            let Some(ours) = self.ours.codings.get(id) else { continue };
            let still = self.theirs.codings.get(id);
            if still.is_some_and(|still| still.coding.code == before.coding.code) {
                continue;
            }
            if ours.coding == before.coding || self.prefer == Prefer::Theirs {
                self.plan.removed.codings += 1;
                self.plan.actions.push(MergeAction::RemoveCoding(*id));
            } else {
                self.plan.conflicts.push(MergeConflict {
                    what: ours.quotation.quote.clone(),
                    field: "removed",
                    ours: ours.coding.comment.clone(),
                    theirs: "\u{2014}".to_owned(),
                });
            }
        }
    }

    fn target(&self, memo: &Memo) -> Option<MergeTarget> {
        Some(match memo.target {
            MemoTarget::Study => MergeTarget::Study,
            MemoTarget::Source(id) => MergeTarget::Source(*self.sources.get(&id)?),
            MemoTarget::Code(id) => MergeTarget::Code(*self.codes.get(&id)?),
            MemoTarget::Quotation(id) => {
                let (source, placed) = self.place(self.theirs.quotations.get(&id)?)?;
                MergeTarget::Quotation(source, placed)
            }
        })
    }

    /// Whether a memo of this copy says the same of the same thing.
    fn is_known(&self, target: &MergeTarget, coder: &str, text: &str) -> bool {
        self.ours.memos.values().any(|memo| {
            memo.text == text
                && self.ours.coder(memo.coder) == coder
                && match (target, memo.target) {
                    (MergeTarget::Study, MemoTarget::Study) => true,
                    (MergeTarget::Source(place), MemoTarget::Source(id)) => *place == Place::Here(id),
                    (MergeTarget::Code(place), MemoTarget::Code(id)) => *place == Place::Here(id),
                    (MergeTarget::Quotation(place, placed), MemoTarget::Quotation(id)) => {
                        self.ours.quotations.get(&id).is_some_and(|quotation| {
                            *place == Place::Here(quotation.source) && quotation.span == placed.span
                        })
                    }
                    _ => false,
                }
        })
    }

    fn memos(&mut self) {
        for (id, memo) in &self.theirs.memos {
            let in_base = self.base.and_then(|base| base.memos.get(id));
            match (in_base, self.ours.memos.get(id)) {
                (Some(base), Some(ours)) => {
                    let part = |memo: &Memo| (memo.date.clone(), memo.text.clone());
                    let conflict = || MergeConflict {
                        what: id.to_string(),
                        field: "memo",
                        ours: ours.text.clone(),
                        theirs: memo.text.clone(),
                    };
                    let sides = (Some(&part(base)), &part(ours), &part(memo));
                    if let Some((date, text)) = self.decide(sides, |_| false, conflict) {
                        self.plan.changed.memos += 1;
                        self.plan.actions.push(MergeAction::EditMemo { memo: *id, date, text });
                    }
                }
                (Some(_), None) => {}
                (None, _) => {
                    let Some(target) = self.target(memo) else { continue };
                    let coder = self.theirs.coder(memo.coder);
                    if !self.is_known(&target, coder, &memo.text) {
                        self.plan.added.memos += 1;
                        self.plan.actions.push(MergeAction::AddMemo {
                            target,
                            coder: coder.to_owned(),
                            date: memo.date.clone(),
                            text: memo.text.clone(),
                        });
                    }
                }
            }
        }
        let Some(base) = self.base else { return };
        for (id, before) in &base.memos {
            let ours = self.ours.memos.get(id);
            if self.theirs.memos.contains_key(id) || ours.is_none() {
                continue;
            }
            if ours == Some(before) || self.prefer == Prefer::Theirs {
                self.plan.removed.memos += 1;
                self.plan.actions.push(MergeAction::RemoveMemo(*id));
            }
        }
    }

    /// Codes that they removed go when nothing stands on them here after the steps before.
    fn removed_codes(&mut self) {
        let Some(base) = self.base else { return };
        let gone: BTreeSet<_> = self
            .plan
            .actions
            .iter()
            .filter_map(|action| match action {
                MergeAction::RemoveCoding(id) => Some(*id),
                _ => None,
            })
            .collect();
        let mut going: BTreeSet<CodeId> = BTreeSet::new();
        let mut ordered = base.codebook.in_order();
        // Children go before their parents.
        ordered.reverse();
        for (_, code) in ordered {
            let Some(here) = self.ours.codebook.get(code.id) else { continue };
            if self.theirs.codebook.get(code.id).is_some() {
                continue;
            }
            let is_used = self
                .ours
                .codings
                .values()
                .any(|coded| coded.coding.code == code.id && !gone.contains(&coded.coding.id))
                || self.ours.codebook.children(Some(code.id)).any(|child| !going.contains(&child.id))
                || self.plan.actions.iter().any(|action| needs(action, code.id));
            if is_used {
                self.plan.conflicts.push(MergeConflict {
                    what: here.draft.key.clone(),
                    field: "removed",
                    ours: here.draft.name.clone(),
                    theirs: "\u{2014}".to_owned(),
                });
            } else {
                going.insert(code.id);
                self.plan.removed.codes += 1;
                self.plan.actions.push(MergeAction::RemoveCode(code.id));
            }
        }
    }
}

/// Whether a step puts something on or under a code.
fn needs(action: &MergeAction, code: CodeId) -> bool {
    match action {
        MergeAction::AddCode { parent, .. } | MergeAction::MoveCode { parent, .. } => {
            *parent == Some(Place::Here(code))
        }
        MergeAction::AddCoding { code: on, .. } => *on == Place::Here(code),
        _ => false,
    }
}
