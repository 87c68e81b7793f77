//! Codebook, codings, memos.

use crate::codebook::Codebook;
use crate::coding::ListedMemo;
use crate::locale::Locale;
use crate::model::{CodedQuotation, Coder, CoderId, Memo, MemoTarget, SourceId};
use crate::store::SourceSummary;
use crate::wire::envelope::problems;
use crate::workbench::{CodebookChange, CodingImport};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The codebook in order, each code with its depth.
pub fn codebook(codebook: &Codebook) -> Value {
    codebook
        .in_order()
        .into_iter()
        .map(|(depth, code)| {
            let parent = code.parent.and_then(|parent| codebook.get(parent));
            json!({
                "id": code.id.0,
                "key": code.draft.key,
                "level": code.level.as_str(),
                "factor": codebook.is_factor(code.id),
                "parent": parent.map(|parent| parent.draft.key.as_str()),
                "depth": depth,
                "position": code.position,
                "name": code.draft.name,
                "translations": code.draft.translations,
                "definition": code.draft.definition,
                "include": code.draft.include,
                "exclude": code.draft.exclude,
                "exemplar": code.draft.exemplar,
                "colour": code.draft.colour,
                "aliases": code.draft.aliases,
            })
        })
        .collect()
}

/// What importing a codebook did.
pub fn codebook_change(change: &CodebookChange) -> Value {
    json!({ "added": change.added, "updated": change.updated, "memos": change.memos })
}

/// Codings with the names a reader needs; positions are in Unicode code points.
pub fn codings(
    codings: &[CodedQuotation],
    codebook: &Codebook,
    sources: &[SourceSummary],
    coders: &[Coder],
) -> Value {
    let names = sources.iter().map(|source| (source.id, source.name.clone())).collect();
    named_codings(codings, codebook, &names, coders)
}

/// As [`codings`], with the names of the sources alone.
pub fn named_codings(
    codings: &[CodedQuotation],
    codebook: &Codebook,
    sources: &BTreeMap<SourceId, String>,
    coders: &[Coder],
) -> Value {
    let coders: BTreeMap<CoderId, &Coder> = coders.iter().map(|coder| (coder.id, coder)).collect();
    codings
        .iter()
        .map(|coded| {
            let quotation = &coded.quotation;
            let source = sources.get(&quotation.source);
            let coder = coders.get(&coded.coding.coder);
            let code = codebook.get(coded.coding.code);
            json!({
                "id": coded.coding.id.0,
                "quotation": quotation.id.0,
                "source": source,
                "start": quotation.span.start().0,
                "end": quotation.span.end().0,
                "quote": quotation.quote,
                "anchor": quotation.anchor.as_str(),
                "code": code.map(|code| code.draft.key.as_str()),
                "factor": codebook.factor_of(coded.coding.code).map(|factor| factor.draft.key.as_str()),
                "coder": coder.map(|coder| coder.name.as_str()),
                "weight": coded.coding.weight,
                "comment": coded.coding.comment,
                "stance": coded.coding.stance.as_str(),
            })
        })
        .collect()
}

/// What importing a coding sheet did.
pub fn coding_import(import: &CodingImport, locale: &Locale) -> Value {
    json!({ "added": import.added, "known": import.known, "problems": problems(&import.problems, locale) })
}

/// What coding the hits of a search did.
pub fn coded(added: usize, found: usize) -> Value {
    json!({ "added": added, "found": found })
}

/// Memos with what they are about.
pub fn memos(memos: &[Memo], codebook: &Codebook, sources: &[SourceSummary]) -> Value {
    memos
        .iter()
        .map(|memo| {
            let kind = match memo.target {
                MemoTarget::Study => "study",
                MemoTarget::Source(_) => "source",
                MemoTarget::Quotation(_) => "quotation",
                MemoTarget::Code(_) => "code",
            };
            json!({
                "id": memo.id.0,
                "target": kind,
                "about": memo_target(memo, codebook, sources),
                "date": memo.date,
                "text": memo.text,
            })
        })
        .collect()
}

/// Memos with everything a list of them shows.
pub fn listed_memos(
    memos: &[ListedMemo],
    codebook: &Codebook,
    sources: &[SourceSummary],
    coders: &[Coder],
) -> Value {
    memos
        .iter()
        .map(|listed| {
            let memo = &listed.memo;
            let kind = match memo.target {
                MemoTarget::Study => "study",
                MemoTarget::Source(_) => "source",
                MemoTarget::Quotation(_) => "quotation",
                MemoTarget::Code(_) => "code",
            };
            let source = sources.iter().find(|source| Some(source.id) == listed.source);
            let coder = coders.iter().find(|coder| coder.id == memo.coder);
            let codes: Vec<&str> = listed
                .codes
                .iter()
                .filter_map(|code| codebook.get(*code))
                .map(|code| code.draft.key.as_str())
                .collect();
            json!({
                "id": memo.id.0,
                "target": kind,
                "source": source.map(|source| source.name.as_str()),
                "quotation": listed.quotation.as_ref().map(|quotation| quotation.id.0),
                "quote": listed.quotation.as_ref().map(|quotation| quotation.quote.as_str()),
                "codes": codes,
                "coder": coder.map(|coder| coder.name.as_str()),
                "date": memo.date,
                "text": memo.text,
            })
        })
        .collect()
}

/// The people who code.
pub fn coders(coders: &[Coder]) -> Value {
    coders
        .iter()
        .map(|coder| json!({ "id": coder.id.0, "name": coder.name, "colour": coder.colour }))
        .collect()
}

/// The name of what a memo is about: a code's key, a source's name, a quotation's number.
pub fn memo_target(memo: &Memo, codebook: &Codebook, sources: &[SourceSummary]) -> String {
    match memo.target {
        MemoTarget::Study => String::new(),
        MemoTarget::Source(id) => sources
            .iter()
            .find(|source| source.id == id)
            .map_or_else(String::new, |source| source.name.clone()),
        MemoTarget::Quotation(id) => format!("#{id}"),
        MemoTarget::Code(id) => codebook.get(id).map_or_else(String::new, |code| code.draft.key.clone()),
    }
}
