//! GUIDs of a study's things: those that other programs gave them, else derived from the study's lasting name.

use crate::exchange::refi::Guid;
use crate::store::{ExchangeNoun, Records};
use crate::workbench::Error;
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::workbench) struct Names {
    uuid: String,
    first: BTreeMap<(ExchangeNoun, i64), Guid>,
    rows: BTreeMap<(ExchangeNoun, Guid), i64>,
}

impl Names {
    pub(in crate::workbench) fn load(records: &Records<'_>) -> Result<Self, Error> {
        let mut names = Self { uuid: records.study()?.uuid, first: BTreeMap::new(), rows: BTreeMap::new() };
        for name in records.exchange_names()? {
            if let Some(guid) = Guid::parse(&name.guid) {
                names.first.entry((name.noun, name.row)).or_insert(guid);
                names.rows.entry((name.noun, guid)).or_insert(name.row);
            }
        }
        // A file that this study wrote comes back under the derived names.
        let coders = records.coders()?.into_iter().map(|coder| (ExchangeNoun::Coder, coder.id.0));
        let codes = records.codes()?.into_iter().map(|code| (ExchangeNoun::Code, code.id.0));
        let sources = records.source_texts()?.into_iter().map(|source| (ExchangeNoun::Source, source.id.0));
        for (noun, row) in coders.chain(codes).chain(sources).collect::<Vec<_>>() {
            let guid = names.guid(noun, row);
            names.rows.entry((noun, guid)).or_insert(row);
        }
        Ok(names)
    }

    /// The GUID under which a thing is written.
    pub(in crate::workbench) fn guid(&self, noun: ExchangeNoun, row: i64) -> Guid {
        self.given(noun, row).unwrap_or_else(|| self.derived(noun.as_str(), &row.to_string()))
    }

    /// The GUID that another program gave a thing.
    pub(super) fn given(&self, noun: ExchangeNoun, row: i64) -> Option<Guid> {
        self.first.get(&(noun, row)).copied()
    }

    /// The GUID of something that the study has only in an exchange file.
    pub(super) fn derived(&self, kind: &str, which: &str) -> Guid {
        Guid::derived(&[&self.uuid, kind, which])
    }

    /// Every GUID that things of a kind have or had.
    pub(super) fn all(&self, noun: ExchangeNoun) -> BTreeSet<Guid> {
        self.rows.keys().filter(|(of, _)| *of == noun).map(|(_, guid)| *guid).collect()
    }

    /// The thing that has a GUID.
    pub(super) fn row(&self, noun: ExchangeNoun, guid: Guid) -> Option<i64> {
        self.rows.get(&(noun, guid)).copied()
    }
}
