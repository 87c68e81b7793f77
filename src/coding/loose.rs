//! Loose ends: what belongs nowhere in the chain from the line to the item.

use crate::codebook::Codebook;
use crate::coding::{Audit, FactorAudit};
use crate::model::{CodeId, CodedQuotation, Item, Quotation, QuotationId, Source, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What a factor rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Coverage {
    /// On articles and on interviews.
    Both,
    /// On articles alone.
    Literature,
    /// On interviews alone.
    Interviews,
    /// On documents of other kinds alone.
    Other,
    /// On nothing.
    Nothing,
}

impl Coverage {
    /// The word used in JSON and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Literature => "literature",
            Self::Interviews => "interviews",
            Self::Other => "other",
            Self::Nothing => "nothing",
        }
    }
}

impl FactorAudit {
    /// What the counted evidence comes from.
    pub fn coverage(&self) -> Coverage {
        match (self.articles > 0, self.interviews > 0, self.sources > 0) {
            (true, true, _) => Coverage::Both,
            (true, false, _) => Coverage::Literature,
            (false, true, _) => Coverage::Interviews,
            (false, false, true) => Coverage::Other,
            (false, false, false) => Coverage::Nothing,
        }
    }
}

/// What belongs nowhere in the chain from the line to the item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LooseEnds {
    /// Quotations that carry no code (a memo keeps them), with the names of their sources.
    pub quotations: Vec<(Quotation, String)>,
    /// Open codes that no coding uses, neither themselves nor below.
    pub unused_codes: Vec<CodeId>,
    /// Codes that are used but belong to no factor.
    pub codes_outside: Vec<CodeId>,
    /// Factors that no item of the newest questionnaire measures; empty without a questionnaire.
    pub factors_without_item: Vec<CodeId>,
    /// Items whose factor is no factor any more, or has no evidence.
    pub orphan_items: Vec<Item>,
}

/// Gathers the loose ends. `items` are those of the newest questionnaire.
pub fn loose_ends(
    codebook: &Codebook,
    audit: &Audit,
    quotations: &[Quotation],
    codings: &[CodedQuotation],
    sources: &[Source],
    items: &[Item],
) -> LooseEnds {
    let coded: BTreeSet<QuotationId> = codings.iter().map(|coded| coded.quotation.id).collect();
    let names: BTreeMap<SourceId, &str> =
        sources.iter().map(|source| (source.id, source.name.as_str())).collect();
    let used: BTreeSet<CodeId> = codings.iter().map(|coded| coded.coding.code).collect();
    let is_unused = |id: CodeId| !codebook.with_descendants(id).iter().any(|code| used.contains(code));
    let measured: BTreeSet<CodeId> = items.iter().map(|item| item.factor).collect();
    let has_evidence =
        |factor: CodeId| audit.factors.iter().any(|audit| audit.factor == factor && audit.quotations > 0);
    LooseEnds {
        quotations: quotations
            .iter()
            .filter(|quotation| !coded.contains(&quotation.id))
            .map(|quotation| {
                (quotation.clone(), names.get(&quotation.source).copied().unwrap_or_default().to_owned())
            })
            .collect(),
        unused_codes: codebook
            .of_level(crate::model::Level::Open)
            .into_iter()
            .map(|code| code.id)
            .filter(|id| is_unused(*id))
            .collect(),
        codes_outside: audit.unsorted.iter().map(|count| count.code).collect(),
        factors_without_item: if items.is_empty() {
            Vec::new()
        } else {
            codebook.factors().into_iter().map(|code| code.id).filter(|id| !measured.contains(id)).collect()
        },
        orphan_items: items.iter().filter(|item| !has_evidence(item.factor)).cloned().collect(),
    }
}
