//! Larger changes of the codebook: order, joining with a preview, dealing out, comparing.

use crate::codebook::{AlikeCodes, ChangedCode, Likeness, alike, alike_codes, compare};
use crate::model::{Code, CodeDraft, CodeId, CodedQuotation, CodingId, MemoTarget, QuotationId};
use crate::store::OperationKind;
use crate::workbench::codebook::find_code;
use crate::workbench::{Error, Judgement, Moment, Noun, Workbench};
use std::collections::{BTreeMap, BTreeSet};

/// What joining one code into another would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergePreview {
    /// Key of the code that vanishes.
    pub from: String,
    /// Key of the code that stays.
    pub into: String,
    /// Codings that go over.
    pub codings: usize,
    /// Codings that vanish because their coder has both codes on the quotation.
    pub doubled: usize,
    /// Memos that go over.
    pub memos: usize,
    /// Keys of the codes below that go over.
    pub children: Vec<String>,
    /// Names by which the code will be known besides its own.
    pub aliases: Vec<String>,
}

/// A part of a code's quotations, and the code they go to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deal {
    /// Key or name of a code there is, or the name of a new one.
    pub into: String,
    /// The quotations.
    pub quotations: Vec<QuotationId>,
}

/// What dealing out a code did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SplitReport {
    /// Key, name and number of codings of each code that took some, in the order of the deals.
    pub parts: Vec<(String, String, usize)>,
    /// Codings that stay with the code.
    pub left: usize,
}

impl Workbench {
    /// Puts a code right before one of its siblings, or behind the last one.
    ///
    /// # Errors
    /// When a code is not there, or the two have different parents.
    pub fn reorder_code(&mut self, name: &str, before: Option<&str>) -> Result<(), Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?;
        let before = before.map(|name| find_code(&codebook, name)).transpose()?;
        if let Some(other) = before.filter(|other| other.parent != code.parent) {
            let parent = codebook.children(code.parent).map(|code| code.draft.key.clone()).collect();
            return Err(Error::NotFound {
                noun: Noun::Sibling,
                name: other.draft.key.clone(),
                similar: parent,
            });
        }
        let mut order: Vec<&Code> =
            codebook.children(code.parent).filter(|other| other.id != code.id).collect();
        let place = before.and_then(|before| order.iter().position(|other| other.id == before.id));
        order.insert(place.unwrap_or(order.len()), code);
        let detail = [("key", code.draft.key.clone())];
        self.transact(OperationKind::MoveCode, &detail, |writer| {
            for (position, code) in (1..).zip(&order) {
                writer.move_code(code.id, code.parent, code.level, position)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// What [`Workbench::merge_codes`] would do.
    ///
    /// # Errors
    /// When a code is not there.
    pub fn preview_merge(&self, from: &str, into: &str) -> Result<MergePreview, Error> {
        let codebook = self.codebook()?;
        let (from, into) = (find_code(&codebook, from)?, find_code(&codebook, into)?);
        let records = self.store.records();
        let there: BTreeSet<_> = records
            .codings_of(into.id)?
            .into_iter()
            .map(|coded| (coded.quotation.id, coded.coding.coder))
            .collect();
        let (doubled, over): (Vec<CodedQuotation>, Vec<CodedQuotation>) = records
            .codings_of(from.id)?
            .into_iter()
            .partition(|coded| there.contains(&(coded.quotation.id, coded.coding.coder)));
        let memos = records.memos()?;
        let mut aliases = into.draft.aliases.clone();
        for alias in std::iter::once(&from.draft.name).chain(&from.draft.aliases) {
            if *alias != into.draft.name && !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
        Ok(MergePreview {
            from: from.draft.key.clone(),
            into: into.draft.key.clone(),
            codings: over.len(),
            doubled: doubled.len(),
            memos: memos.iter().filter(|memo| memo.target == MemoTarget::Code(from.id)).count(),
            children: codebook.children(Some(from.id)).map(|code| code.draft.key.clone()).collect(),
            aliases,
        })
    }

    /// Deals a code's quotations out into other codes, as one operation. New codes stand beside the code, or below it. A
    /// quotation dealt to several codes is coded with each; what is dealt to none stays.
    ///
    /// # Errors
    /// When the code is not there, a quotation does not carry it, or a new code may not stand there.
    pub fn split_code(&mut self, name: &str, deals: &[Deal], below: bool) -> Result<SplitReport, Error> {
        let codebook = self.codebook()?;
        let code = find_code(&codebook, name)?.clone();
        let parent = if below { Some(code.id) } else { code.parent };
        codebook.check_place(None, code.level, parent)?;
        let mut on: BTreeMap<QuotationId, Vec<CodedQuotation>> = BTreeMap::new();
        for coded in self.store.records().codings_of(code.id)? {
            on.entry(coded.quotation.id).or_default().push(coded);
        }
        let total: usize = on.values().map(Vec::len).sum();
        for id in deals.iter().flat_map(|deal| &deal.quotations) {
            if !on.contains_key(id) {
                return Err(Error::NotFound {
                    noun: Noun::Quotation,
                    name: id.to_string(),
                    similar: Vec::new(),
                });
            }
        }
        let prefix = code.draft.key.trim_end_matches(|character: char| character.is_ascii_digit());
        let prefix = if prefix.is_empty() { "O" } else { prefix };
        let first_key = codebook.free_key(prefix);
        let first_number: u32 =
            first_key.strip_prefix(prefix).and_then(|number| number.parse().ok()).unwrap_or(1);
        let mut fresh = (first_number..).map(|number| format!("{prefix}{number}"));
        let mut targets: Vec<(Option<CodeId>, CodeDraft)> = Vec::new();
        for deal in deals {
            let known = match codebook.find(&deal.into) {
                crate::codebook::Found::One(id) if id != code.id => codebook.get(id),
                _ => None,
            };
            targets.push(match known {
                Some(other) => (Some(other.id), other.draft.clone()),
                None => {
                    let key = fresh.next().expect("there are more numbers than codes");
                    (None, CodeDraft { key, name: deal.into.clone(), ..CodeDraft::default() })
                }
            });
        }
        let keys: Vec<String> = targets.iter().map(|(_, draft)| draft.key.clone()).collect();
        let dealt: BTreeSet<QuotationId> =
            deals.iter().flat_map(|deal| deal.quotations.iter().copied()).collect();
        let count: usize = dealt.iter().map(|id| on[id].len()).sum();
        let detail =
            [("key", code.draft.key.clone()), ("count", count.to_string()), ("into", keys.join(", "))];
        let (position, made_at) = (codebook.next_position(parent), self.now());
        let (parts, _) = self.transact(OperationKind::SplitCode, &detail, |writer| {
            let mut parts = Vec::new();
            let mut gone: BTreeSet<CodingId> = BTreeSet::new();
            for ((position, deal), (known, draft)) in (position..).zip(deals).zip(&targets) {
                let target = match known {
                    Some(id) => *id,
                    None => writer.add_code(parent, code.level, position, draft)?,
                };
                let mut taken = 0;
                for coded in deal.quotations.iter().flat_map(|id| &on[id]) {
                    let coding = &coded.coding;
                    if gone.insert(coding.id) {
                        taken += usize::from(writer.recode_one(coding.id, target)?);
                    } else {
                        let judgement = Judgement {
                            weight: coding.weight,
                            comment: coding.comment.clone(),
                            stance: coding.stance,
                        };
                        let copy = judgement.coding(coding.quotation, target, coding.coder, made_at);
                        taken += usize::from(writer.add_coding(&copy)?);
                    }
                }
                parts.push((draft.key.clone(), draft.name.clone(), taken));
            }
            Ok(parts)
        })?;
        Ok(SplitReport { parts, left: total - count })
    }

    /// Codes with names like this one.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn codes_like(&self, name: &str) -> Result<Vec<(Code, Likeness)>, Error> {
        let codebook = self.codebook()?;
        let found = alike(&codebook, name);
        Ok(found
            .into_iter()
            .filter_map(|(id, likeness)| Some((codebook.get(id)?.clone(), likeness)))
            .collect())
    }

    /// Every pair of codes with names alike.
    ///
    /// # Errors
    /// When the study file cannot be read.
    pub fn codes_alike(&self) -> Result<Vec<AlikeCodes>, Error> {
        Ok(alike_codes(&self.codebook()?))
    }

    /// What changed in the codebook between two moments; until now without the second.
    ///
    /// # Errors
    /// When the study was not there yet at a moment, or its file cannot be read.
    pub fn compare_codebooks(&self, from: Moment, to: Option<Moment>) -> Result<Vec<ChangedCode>, Error> {
        let at = |moment| Self::open_at(self.path(), moment, self.session.clone())?.codebook();
        let before = at(from)?;
        let after = to.map_or_else(|| self.codebook(), at)?;
        Ok(compare(&before, &after))
    }
}
