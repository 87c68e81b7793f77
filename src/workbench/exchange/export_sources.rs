//! Sources of a study as sources of a project.

use crate::exchange::extras::{CodingExtras, SourceExtras};
use crate::exchange::refi::{
    Coding, Guid, MediaKind, MediaSource, Selection, SelectionPlace, Source as Outgoing, Stamp, SyncPoint,
    TextSource, Transcript, Value, ValueKind, Variable, time_text,
};
use crate::exchange::{Subject, source_attributes};
use crate::model::{Anchor, CodedQuotation, CodingId, MemoTarget, Quotation, QuotationId, Source, Stance};
use crate::store::ExchangeNoun;
use crate::workbench::Error;
use crate::workbench::exchange::export::{Body, Exporter};
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a passage that are its name.
const NAME_LENGTH: usize = 100;

/// A passage as it is to be written.
struct Written {
    selection: Selection,
    span: (u32, u32),
}

/// What the codings of a study need besides themselves.
struct Codings {
    times: BTreeMap<CodingId, i64>,
    on: BTreeMap<QuotationId, Vec<CodedQuotation>>,
}

impl Exporter<'_> {
    pub(super) fn sources(&mut self) -> Result<(), Error> {
        let records = self.study.store.records();
        let mut codings = Codings { times: records.coding_times()?, on: BTreeMap::new() };
        for coded in self.study.codings(None, None, None)? {
            codings.on.entry(coded.quotation.id).or_default().push(coded);
        }
        let (hidden, _) = self.study.hidden_sources()?;
        let all_coded: BTreeSet<QuotationId> = match hidden.is_empty() {
            true => BTreeSet::new(),
            false => records.codings()?.into_iter().map(|coded| coded.quotation.id).collect(),
        };
        let own_memos: BTreeSet<QuotationId> = self
            .memos
            .keys()
            .filter_map(|target| match target {
                MemoTarget::Quotation(id) => Some(*id),
                _ => None,
            })
            .collect();
        self.project.variables.clone_from(&self.kept.project.variables);
        let label = self.locale.text("attribute-case");
        let derived = source_attributes(&self.kept.project, &label);
        let mut written: BTreeSet<Guid> = BTreeSet::new();
        let mut transcripts: BTreeMap<Guid, Transcript> = BTreeMap::new();
        for source in records.sources()? {
            let guid = self.source_guid(source.id);
            let mut quotations = records.quotations_in(source.id)?;
            let before = quotations.len();
            let is_bare = |one: &Quotation| !all_coded.contains(&one.id);
            quotations.retain(|one| {
                !hidden.contains(&source.id)
                    || codings.on.contains_key(&one.id)
                    || (is_bare(one) && own_memos.contains(&one.id))
            });
            self.report.remarks.add(Subject::Blind, &source.name, "", before - quotations.len());
            let (passages, whole) = self.passages(&source, guid, &quotations, &codings);
            let values = self.values(&source, guid, derived.get(&guid));
            let (description, notes) = self.notes_on(MemoTarget::Source(source.id), true);
            self.source_extras(&source, guid)?;
            let head = Head { guid, description, notes, values, whole };
            match self.kept_transcript(guid) {
                Some(kept) => {
                    transcripts.insert(guid, self.transcript(&source, &kept, head, passages));
                }
                None => {
                    let outgoing = self.outgoing(&source, head, passages)?;
                    self.project.sources.push(outgoing);
                }
            }
            written.insert(guid);
            self.report.added.sources += 1;
        }
        self.media(&written, &mut transcripts);
        Ok(())
    }

    fn source_extras(&mut self, source: &Source, guid: Guid) -> Result<(), Error> {
        let bytes = self.study.store.records().content(&source.file_hash)?;
        let ending = source.file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let mut file = String::new();
        let is_document = ending.eq_ignore_ascii_case("docx") || bytes.starts_with(b"%PDF-");
        if is_document && self.kept.source(guid).is_none() {
            // The standard has a place for this file: it is not written twice.
            let ending = if bytes.starts_with(b"%PDF-") { "pdf" } else { "docx" };
            file = format!("{guid}.{ending}");
        } else if bytes != source.text.as_bytes() {
            file = format!("{guid}.original.{}", if ending.is_empty() { "bin" } else { &ending });
            self.files.insert(file.clone(), Body::Content(source.file_hash.clone()));
        }
        let turns = source.turns.iter().map(|turn| {
            let role = turn.role.as_str().to_owned();
            (turn.speaker.clone(), role, turn.start.0, turn.end.0, turn.time_start, turn.time_end)
        });
        let extras = SourceExtras {
            title: source.title.clone(),
            kind: source.kind.as_str().to_owned(),
            language: source.language.clone(),
            position: source.position,
            file_name: source.file_name.clone(),
            file,
            turns: turns.collect(),
        };
        self.report.remarks.add(Subject::Turns, "", "", usize::from(!source.turns.is_empty()));
        self.extras.sources.insert(guid.to_string(), extras);
        Ok(())
    }

    /// Passages with their codings, and the codings of the whole text.
    fn passages(
        &mut self,
        source: &Source,
        guid: Guid,
        quotations: &[Quotation],
        codings: &Codings,
    ) -> (Vec<Written>, Vec<Coding>) {
        let (mut passages, mut whole) = (Vec::new(), Vec::new());
        let whole_before: BTreeSet<Guid> = match self.kept.source(guid) {
            Some(Outgoing::Text(text)) => text.codings.iter().map(|coding| coding.guid).collect(),
            Some(Outgoing::Media(media)) => {
                let inner = media.text.iter().flat_map(|text| &text.codings);
                media.codings.iter().chain(inner).map(|coding| coding.guid).collect()
            }
            None => BTreeSet::new(),
        };
        for quotation in quotations {
            if quotation.anchor != Anchor::Placed || quotation.text_hash != source.text_hash {
                self.report.remarks.add(Subject::Unplaced, &source.name, &quotation.quote, 1);
                continue;
            }
            self.report.added.quotations += 1;
            let mut by_selection: BTreeMap<Guid, Vec<Coding>> = BTreeMap::new();
            let given = self.names.guid(ExchangeNoun::Quotation, quotation.id.0);
            let main = if given == guid {
                self.names.derived("quotation", &quotation.id.to_string())
            } else {
                given
            };
            for coded in codings.on.get(&quotation.id).into_iter().flatten() {
                let coding = self.coding(coded, codings.times.get(&coded.coding.id).copied());
                if whole_before.contains(&coding.guid) {
                    whole.push(coding);
                    continue;
                }
                let before = self.kept.selection_of(coding.guid);
                by_selection.entry(before.unwrap_or(main)).or_default().push(coding);
            }
            let (description, notes) = self.notes_on(MemoTarget::Quotation(quotation.id), true);
            // A passage that was only the whole text is no selection.
            let bare = by_selection.is_empty();
            if bare && given == guid && description.is_empty() && notes.is_empty() {
                continue;
            }
            if bare || !description.is_empty() || !notes.is_empty() {
                by_selection.entry(main).or_default();
            }
            for (selection, codings) in by_selection {
                let (description, notes) = match selection == main {
                    true => (description.clone(), notes.clone()),
                    false => (String::new(), Vec::new()),
                };
                passages.push(self.written(selection, quotation, codings, description, notes));
            }
        }
        (passages, whole)
    }

    fn written(
        &self,
        guid: Guid,
        quotation: &Quotation,
        codings: Vec<Coding>,
        description: String,
        note_refs: Vec<Guid>,
    ) -> Written {
        let kept = self.kept.selection(guid);
        let span = (quotation.span.start().0, quotation.span.end().0);
        let name = kept.map_or_else(|| beginning(&quotation.quote), |kept| kept.name.clone());
        let stamp = kept.map_or_else(
            || Stamp {
                creating_user: codings.first().and_then(|coding| coding.user),
                created: codings.first().map(|coding| coding.created.clone()).unwrap_or_default(),
                ..Stamp::default()
            },
            |kept| kept.stamp.clone(),
        );
        let place = SelectionPlace::Text { start: i64::from(span.0), end: i64::from(span.1) };
        let selection =
            Selection { guid, name, place, stamp, description, representation: None, codings, note_refs };
        Written { selection, span }
    }

    fn coding(&mut self, coded: &CodedQuotation, made_at: Option<i64>) -> Coding {
        let coding = &coded.coding;
        let guid = self.names.guid(ExchangeNoun::Coding, coding.id.0);
        self.report.added.codings += 1;
        if coding.weight.is_some() || coding.stance != Stance::default() {
            let stance = if coding.stance == Stance::default() { "" } else { coding.stance.as_str() };
            let extras = CodingExtras { weight: coding.weight, stance: stance.to_owned() };
            self.extras.codings.insert(guid.to_string(), extras);
            self.report.remarks.add(Subject::Weights, "", "", 1);
        }
        let mut note_refs = Vec::new();
        if !coding.comment.is_empty() {
            note_refs = self.comment(guid, coding.coder, &coding.comment);
            self.report.remarks.add(Subject::Comments, "", "", 1);
        }
        Coding {
            guid,
            user: self.coder_guids.get(&coding.coder).copied(),
            created: made_at.map(time_text).unwrap_or_default(),
            code: self.names.guid(ExchangeNoun::Code, coding.code.0),
            note_refs,
        }
    }

    /// The notes that say a comment: those with which the coding came when the words are still theirs, else a new one.
    fn comment(&mut self, coding: Guid, coder: crate::model::CoderId, comment: &str) -> Vec<Guid> {
        let before = self.kept.notes_of_coding(coding);
        let notes: Vec<TextSource> =
            before.iter().filter_map(|guid| self.kept.note(*guid).cloned()).collect();
        let words: Vec<String> = notes.iter().filter_map(|note| self.words_of(note)).collect();
        if !before.is_empty() && words.join("\n\n") == comment {
            for note in notes {
                if self.written_notes.insert(note.guid, String::new()).is_none() {
                    self.project.notes.push(note);
                }
            }
            return before;
        }
        let guid = self.names.derived("comment", &coding.to_string());
        let mut note = TextSource::bare(guid);
        note.stamp.creating_user = self.coder_guids.get(&coder).copied();
        note.content = Some(comment.to_owned());
        self.project.notes.push(note);
        vec![guid]
    }

    /// Values of a source's attributes, without those that its cases say already.
    fn values(
        &mut self,
        source: &Source,
        guid: Guid,
        derived: Option<&BTreeMap<String, String>>,
    ) -> Vec<Value> {
        let kept = match self.kept.source(guid) {
            Some(Outgoing::Text(text)) => text.values.clone(),
            Some(Outgoing::Media(media)) => media.values.clone(),
            None => Vec::new(),
        };
        let name_of = |guid: Guid, variables: &[Variable]| {
            variables.iter().find(|variable| variable.guid == guid).map(|variable| variable.name.clone())
        };
        let mut values: Vec<Value> = kept
            .into_iter()
            .filter(|value| {
                let name = name_of(value.variable, &self.project.variables);
                name.is_some_and(|name| source.attributes.get(&name).is_none_or(|now| *now == value.text))
            })
            .filter(|value| {
                let name = name_of(value.variable, &self.project.variables).unwrap_or_default();
                value.text.trim().is_empty() || source.attributes.contains_key(&name)
            })
            .collect();
        for (name, value) in &source.attributes {
            self.report.added.attributes += 1;
            if derived.and_then(|derived| derived.get(name)) == Some(value) {
                continue;
            }
            let known = self.project.variables.iter().find(|variable| variable.name == *name);
            let (variable, kind) = match known {
                Some(variable) => (variable.guid, variable.kind),
                None => {
                    let guid = self.names.derived("variable", name);
                    self.project.variables.push(Variable {
                        guid,
                        name: name.clone(),
                        kind: ValueKind::Text,
                        description: String::new(),
                    });
                    (guid, ValueKind::Text)
                }
            };
            values.push(Value { variable, kind: Some(kind), text: value.clone() });
        }
        values
    }

    fn outgoing(&mut self, source: &Source, head: Head, passages: Vec<Written>) -> Result<Outgoing, Error> {
        let guid = head.guid;
        let kept = self.kept.source(guid).cloned();
        let selections: Vec<Selection> = passages.into_iter().map(|written| written.selection).collect();
        let is_pdf = match &kept {
            Some(Outgoing::Media(_)) => true,
            Some(Outgoing::Text(_)) => false,
            None => self.study.store.records().content(&source.file_hash)?.starts_with(b"%PDF-"),
        };
        if is_pdf {
            return Ok(Outgoing::Media(Box::new(self.pdf(source, head, selections, kept))));
        }
        let mut text = match kept {
            Some(Outgoing::Text(text)) => *text,
            _ => TextSource { name: source.name.clone(), ..TextSource::bare(guid) },
        };
        if crate::workbench::exchange::import_sources::short_name(&text.name) != source.name
            && text.name != source.name
        {
            text.name.clone_from(&source.name);
        }
        if text.rich_path.is_empty() && source.file_name.to_lowercase().ends_with(".docx") {
            text.rich_path = format!("internal://{guid}.docx");
            self.files.insert(format!("{guid}.docx"), Body::Content(source.file_hash.clone()));
        }
        text.plain_path = self.plain_file(guid, source);
        text.content = None;
        text.selections = selections;
        text.codings = head.whole;
        text.description = head.description;
        text.note_refs = head.notes;
        text.values = head.values;
        Ok(Outgoing::Text(Box::new(text)))
    }

    fn plain_file(&mut self, guid: Guid, source: &Source) -> String {
        let name = format!("{guid}.txt");
        self.files.insert(name.clone(), Body::Words(source.text.clone()));
        ["internal://", &name].concat()
    }

    fn pdf(
        &mut self,
        source: &Source,
        head: Head,
        selections: Vec<Selection>,
        kept: Option<Outgoing>,
    ) -> MediaSource {
        let guid = head.guid;
        let mut media = match kept {
            Some(Outgoing::Media(media)) => *media,
            _ => MediaSource { name: source.name.clone(), ..MediaSource::bare(MediaKind::Pdf, guid) },
        };
        let mut text = media
            .text
            .take()
            .unwrap_or_else(|| TextSource::bare(self.names.derived("representation", &guid.to_string())));
        let there: BTreeSet<Guid> = selections
            .iter()
            .flat_map(|selection| selection.codings.iter().map(|coding| coding.guid))
            .collect();
        let passages: BTreeSet<Guid> = selections.iter().map(|selection| selection.guid).collect();
        let governed: BTreeSet<Guid> = self.names.all(ExchangeNoun::Quotation);
        // An area that is a passage here goes with it.
        media.selections.retain(|area| !governed.contains(&area.guid) || passages.contains(&area.guid));
        for area in &mut media.selections {
            if governed.contains(&area.guid) {
                area.codings.retain(|coding| there.contains(&coding.guid));
            }
        }
        self.drop_gone_codes(&mut media.selections);
        text.plain_path = self.plain_file(text.guid, source);
        text.content = None;
        text.selections = selections;
        text.codings = Vec::new();
        media.text = Some(text);
        if media.path.is_empty() {
            media.path = format!("internal://{guid}.pdf");
        }
        if let Some(name) = media.path.strip_prefix("internal://") {
            self.files.insert(name.to_owned(), Body::Content(source.file_hash.clone()));
        }
        media.codings = head.whole;
        media.description = head.description;
        media.note_refs = head.notes;
        media.values = head.values;
        media
    }

    fn kept_transcript(&self, guid: Guid) -> Option<Transcript> {
        let media = self.kept.project.sources.iter().filter_map(|source| match source {
            Outgoing::Media(media) => Some(media),
            Outgoing::Text(_) => None,
        });
        media.flat_map(|media| &media.transcripts).find(|one| one.text.guid == guid).cloned()
    }

    /// Passages of a transcript stand between points; those that came keep theirs.
    fn transcript(
        &mut self,
        source: &Source,
        kept: &Transcript,
        head: Head,
        passages: Vec<Written>,
    ) -> Transcript {
        let mut points = kept.points.clone();
        let length = i64::try_from(source.text.chars().count()).unwrap_or(i64::MAX);
        points.retain(|point| point.position.is_none_or(|position| position <= length));
        let mut text = kept.text.clone();
        text.selections = Vec::with_capacity(passages.len());
        for written in passages {
            let mut selection = written.selection;
            let mut point = |position: u32, which: &str| {
                let position = i64::from(position);
                if let Some(known) = points.iter().find(|point| point.position == Some(position)) {
                    return known.guid;
                }
                let guid = self.names.derived(which, &selection.guid.to_string());
                points.push(SyncPoint { guid, time: None, position: Some(position) });
                guid
            };
            let (from, to) = (point(written.span.0, "point from"), point(written.span.1, "point to"));
            selection.place = SelectionPlace::Between { from: Some(from), to: Some(to) };
            text.selections.push(selection);
        }
        text.plain_path = self.plain_file(text.guid, source);
        text.content = None;
        text.description = head.description;
        text.note_refs = head.notes;
        Transcript { text, points }
    }

    /// Media and texts that are no source here, as they came.
    fn media(&mut self, written: &BTreeSet<Guid>, transcripts: &mut BTreeMap<Guid, Transcript>) {
        for kept in self.kept.project.sources.clone() {
            let was_here = self.names.row(ExchangeNoun::Source, kept.guid()).is_some();
            if written.contains(&kept.guid()) || was_here {
                continue;
            }
            match kept {
                Outgoing::Text(mut text) => {
                    self.drop_gone_codes(&mut text.selections);
                    self.project.sources.push(Outgoing::Text(text));
                }
                Outgoing::Media(mut media) => {
                    let names = &self.names;
                    media.transcripts.retain(|one| {
                        transcripts.contains_key(&one.text.guid)
                            || names.row(ExchangeNoun::Source, one.text.guid).is_none()
                    });
                    for one in &mut media.transcripts {
                        if let Some(now) = transcripts.remove(&one.text.guid) {
                            *one = now;
                        }
                    }
                    self.drop_gone_codes(&mut media.selections);
                    self.project.sources.push(Outgoing::Media(media));
                }
            }
        }
    }

    fn drop_gone_codes(&mut self, selections: &mut [Selection]) {
        let codes: BTreeSet<Guid> = self.project.codes.iter().map(|code| code.guid).collect();
        for selection in selections {
            let before = selection.codings.len();
            selection.codings.retain(|coding| codes.contains(&coding.code));
            self.report.remarks.add(Subject::Dangling, "", &selection.name, before - selection.codings.len());
        }
    }
}

/// What every source has.
struct Head {
    guid: Guid,
    description: String,
    notes: Vec<Guid>,
    values: Vec<Value>,
    whole: Vec<Coding>,
}

/// The beginning of a passage on one line.
fn beginning(quote: &str) -> String {
    let one_line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= NAME_LENGTH {
        return one_line;
    }
    one_line.chars().take(NAME_LENGTH - 1).chain(['\u{2026}']).collect()
}
