//! Sources of a project with their passages and codings.

use crate::coding::SourceText;
use crate::exchange::refi::{Coding, milliseconds};
use crate::exchange::{IncomingSource, Origin, Passage, Subject};
use crate::ingest::{self, ReadOptions};
use crate::model::{
    ContentHash, MemoTarget, QuotationId, Source, SourceId, SourceKind, SpeakerRole, Stance, Turn,
};
use crate::store::{ExchangeNoun, NewCoding, NewSource};
use crate::text::language::detect_language;
use crate::text::position::CharOffset;
use crate::workbench::Error;
use crate::workbench::coding::key_of;
use crate::workbench::exchange::import::Importer;
use std::collections::BTreeMap;

impl Importer<'_, '_> {
    pub(super) fn source(&mut self, incoming: &IncomingSource) -> Result<(), Error> {
        let Some(id) = self.place_source(incoming)? else { return Ok(()) };
        self.writer.put_exchange_name(ExchangeNoun::Source, id.0, &incoming.guid.to_string())?;
        self.sources.insert(incoming.guid, id);
        let source = self.writer.source(id)?.ok_or_else(|| {
            crate::store::Error::Damaged("a source that was just written is not there".to_owned())
        })?;
        self.attributes(&source, incoming)?;
        self.description(&incoming.description, incoming.guid, incoming.user, MemoTarget::Source(id))?;
        self.notes(&incoming.notes, MemoTarget::Source(id))?;
        let text = SourceText::new(&source);
        for passage in &incoming.passages {
            self.passage(&text, &incoming.name, passage)?;
        }
        Ok(())
    }

    /// The source here: one that is known by its GUID or by name and words, else a new one. `None` when the known one has
    /// another text, in which no position holds.
    fn place_source(&mut self, incoming: &IncomingSource) -> Result<Option<SourceId>, Error> {
        let hash = ContentHash::of(incoming.text.as_bytes());
        let texts = self.writer.source_texts()?;
        if let Some(id) = self.names.row(ExchangeNoun::Source, incoming.guid).map(SourceId)
            && let Some(known) = texts.iter().find(|known| known.id == id)
        {
            if known.text_hash == hash {
                self.report.known.sources += 1;
                return Ok(Some(id));
            }
            let codings = incoming.passages.iter().map(|passage| passage.codings.len()).sum::<usize>();
            self.report.remarks.add(Subject::OtherText, &incoming.name, "", codings.max(1));
            return Ok(None);
        }
        let wanted = short_name(&incoming.name);
        if let Some(id) = self.writer.source_named(&wanted)?
            && texts.iter().any(|known| known.id == id && known.text_hash == hash)
        {
            self.report.known.sources += 1;
            return Ok(Some(id));
        }
        let name = self.free_name(&wanted)?;
        if name != wanted {
            self.report.remarks.add(Subject::NameTaken, &wanted, &name, 1);
        }
        let id = self.add_source(incoming, &name)?;
        self.report.added.sources += 1;
        Ok(Some(id))
    }

    fn add_source(&mut self, incoming: &IncomingSource, name: &str) -> Result<SourceId, Error> {
        let whole = self.incoming;
        let extras = whole.extras.as_ref().and_then(|extras| extras.sources.get(&incoming.guid.to_string()));
        let no_attributes = BTreeMap::new();
        if let Some(known) = extras {
            let turns = turns_of(&known.turns);
            let id = self.writer.add_source(&NewSource {
                name,
                title: &known.title,
                kind: SourceKind::parse(&known.kind).unwrap_or(SourceKind::Document),
                language: &known.language,
                text: &incoming.text,
                file_bytes: &incoming.bytes,
                file_name: &known.file_name,
                turns: &turns,
                attributes: &no_attributes,
                imported_at: self.now,
            })?;
            return Ok(id);
        }
        let read = ingest::read("source.txt", incoming.text.as_bytes(), &ReadOptions::default()).ok();
        // Positions hold in this text and no other.
        let read = read.filter(|document| document.text == incoming.text);
        let kind = match (&read, incoming.origin) {
            (_, Origin::Transcript) => SourceKind::Interview,
            (Some(document), _) => ingest::guess_kind(document),
            (None, _) => SourceKind::Document,
        };
        let turns = read.as_ref().map_or(&[][..], |document| &document.turns);
        let id = self.writer.add_source(&NewSource {
            name,
            title: if name == incoming.name { "" } else { &incoming.name },
            kind,
            language: detect_language(&incoming.text).as_str(),
            text: &incoming.text,
            file_bytes: &incoming.bytes,
            file_name: &incoming.file_name,
            turns,
            attributes: &no_attributes,
            imported_at: self.now,
        })?;
        Ok(id)
    }

    fn free_name(&self, wanted: &str) -> Result<String, Error> {
        let mut name = wanted.to_owned();
        let mut number = 2_u32;
        while self.writer.source_named(&name)?.is_some() {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        Ok(name)
    }

    /// What the study says of a source already stays.
    fn attributes(&mut self, source: &Source, incoming: &IncomingSource) -> Result<(), Error> {
        for (name, value) in &incoming.attributes {
            match source.attributes.get(name) {
                Some(_) => self.report.known.attributes += 1,
                None => {
                    self.writer.put_attribute(source.id, name, value)?;
                    self.report.added.attributes += 1;
                }
            }
        }
        Ok(())
    }

    fn passage(&mut self, text: &SourceText<'_>, name: &str, passage: &Passage) -> Result<(), Error> {
        let (start, end) = passage.span;
        let Ok(placed) = text.at(CharOffset(start), CharOffset(end)) else {
            self.report.remarks.add(Subject::BadSpan, name, "", passage.codings.len().max(1));
            return Ok(());
        };
        let quotation = self.writer.ensure_quotation(&key_of(text.source(), placed))?;
        if quotation <= self.newest_quotation {
            self.report.known.quotations += 1;
        } else if self.new_quotations.insert(quotation) {
            self.report.added.quotations += 1;
        }
        self.writer.put_exchange_name(ExchangeNoun::Quotation, quotation.0, &passage.guid.to_string())?;
        for coding in &passage.codings {
            self.coding(name, quotation, passage, coding)?;
        }
        let user = passage.user.or_else(|| passage.codings.first().and_then(|coding| coding.user));
        self.description(&passage.description, passage.guid, user, MemoTarget::Quotation(quotation))?;
        self.notes(&passage.notes, MemoTarget::Quotation(quotation))
    }

    fn coding(
        &mut self,
        name: &str,
        quotation: QuotationId,
        passage: &Passage,
        coding: &Coding,
    ) -> Result<(), Error> {
        let Some(code) = self.codes.get(&coding.code).copied() else {
            self.report.remarks.add(Subject::UnknownCode, name, &coding.code.to_string(), 1);
            return Ok(());
        };
        let coder = self.coder(coding.user.or(passage.user), name)?;
        let incoming = self.incoming;
        let extras = incoming.extras.as_ref().and_then(|extras| extras.codings.get(&coding.guid.to_string()));
        let notes = coding.note_refs.iter().filter_map(|guid| incoming.notes.get(guid));
        let comment = notes.map(|note| note.words.as_str()).collect::<Vec<_>>().join("\n\n");
        let is_new = self.writer.add_coding(&NewCoding {
            quotation,
            code,
            coder,
            weight: extras.and_then(|extras| extras.weight).filter(|weight| (1..=100).contains(weight)),
            comment,
            stance: extras.and_then(|extras| Stance::parse(&extras.stance)).unwrap_or_default(),
            made_at: milliseconds(&coding.created).unwrap_or(self.now),
        })?;
        let counts = if is_new { &mut self.report.added } else { &mut self.report.known };
        counts.codings += 1;
        if let Some(id) = self.writer.coding_of(quotation, code, coder)? {
            self.writer.put_exchange_name(ExchangeNoun::Coding, id.0, &coding.guid.to_string())?;
            self.codings.insert(coding.guid, id);
        }
        Ok(())
    }
}

/// The name by which a source is cited: without the ending of a text file, on one line.
pub(super) fn short_name(name: &str) -> String {
    let one_line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = [".txt", ".docx", ".doc", ".rtf", ".odt", ".pdf", ".md"].iter().find_map(|ending| {
        let at = one_line.len().checked_sub(ending.len())?;
        one_line.get(at..)?.eq_ignore_ascii_case(ending).then(|| one_line.get(..at)).flatten()
    });
    let bare = bare.unwrap_or(&one_line).trim();
    if bare.is_empty() { "source".to_owned() } else { bare.to_owned() }
}

fn turns_of(turns: &[crate::exchange::extras::TurnExtras]) -> Vec<Turn> {
    (1_u32..)
        .zip(turns)
        .map(|(number, (speaker, role, start, end, time_start, time_end))| Turn {
            number,
            speaker: speaker.clone(),
            role: SpeakerRole::parse(role),
            start: CharOffset(*start),
            end: CharOffset(*end),
            time_start: *time_start,
            time_end: *time_end,
        })
        .collect()
}
