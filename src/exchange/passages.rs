//! Passages of a text that comes from another program: where they stand, and what stands on them.

use crate::exchange::refi::{
    Coding, Guid, MediaSource, PlacedText, Selection, SelectionPlace, TextSource, Transcript, place_text,
};
use crate::exchange::{Remarks, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// A passage of a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Its GUID.
    pub guid: Guid,
    /// First code point and the one behind the last.
    pub span: (u32, u32),
    /// A remark on it.
    pub description: String,
    /// Who made it.
    pub user: Option<Guid>,
    /// Codings.
    pub codings: Vec<Coding>,
    /// Notes on it.
    pub notes: Vec<Guid>,
}

/// Finds the places of all selections of a text, those of the pages of its PDF included.
pub(super) fn place(
    decoded: &str,
    text: &TextSource,
    media: Option<&MediaSource>,
    transcript: Option<&Transcript>,
    wide: bool,
    name: &str,
    remarks: &mut Remarks,
) -> (String, Vec<Passage>, BTreeMap<Guid, i64>) {
    let points: BTreeMap<Guid, i64> = transcript
        .iter()
        .flat_map(|one| &one.points)
        .filter_map(|point| Some((point.guid, point.position?)))
        .collect();
    let given: Vec<(i64, i64, &str)> = text
        .selections
        .iter()
        .map(|selection| {
            let (start, end) = positions(selection, &points).unwrap_or((-1, -1));
            (start, end, selection.name.as_str())
        })
        .collect();
    let placed = place_text(decoded, &given, wide);
    tell(&placed, name, remarks);
    let mut passages = Vec::with_capacity(given.len());
    let letters = (!placed.is_trusted()).then(|| Letters::new(&placed.text));
    for (selection, span) in text.selections.iter().zip(&placed.spans) {
        let by_words = letters.as_ref().and_then(|letters| letters.only_place(&selection.name));
        if by_words.is_some() && by_words != *span {
            remarks.add(Subject::PlacedByWords, name, &selection.name, 1);
        }
        match &by_words.or(*span) {
            Some(span) => passages.push(passage(selection, *span)),
            None => {
                let place = format!("{:?} {}", positions(selection, &points), selection.name);
                remarks.add(Subject::BadSpan, name, place.trim(), selection.codings.len().max(1));
            }
        }
    }
    if let Some(media) = media {
        areas(media, &placed.text, &mut passages, name, remarks);
    }
    if !text.codings.is_empty() || media.is_some_and(|media| !media.codings.is_empty()) {
        whole(&placed.text, text, media, &mut passages, name, remarks);
    }
    let points =
        points.into_iter().filter_map(|(guid, at)| Some((guid, i64::from(placed.place_of(at)?)))).collect();
    (placed.text, passages, points)
}

fn positions(selection: &Selection, points: &BTreeMap<Guid, i64>) -> Option<(i64, i64)> {
    match selection.place {
        SelectionPlace::Text { start, end } => Some((start, end)),
        SelectionPlace::Between { from, to } => Some((*points.get(&from?)?, *points.get(&to?)?)),
        SelectionPlace::Area { .. } | SelectionPlace::Time { .. } => None,
    }
}

fn passage(selection: &Selection, span: (u32, u32)) -> Passage {
    Passage {
        guid: selection.guid,
        span,
        description: selection.description.clone(),
        user: selection.stamp.creating_user,
        codings: selection.codings.clone(),
        notes: selection.note_refs.clone(),
    }
}

fn tell(placed: &PlacedText, name: &str, remarks: &mut Remarks) {
    let counting = placed.counting;
    let words: Vec<&str> = [
        (counting.utf16, "UTF-16"),
        (counting.crlf_two, "CR LF = 2"),
        (counting.mark, "BOM = 1"),
        (counting.inclusive, "end included"),
    ]
    .into_iter()
    .filter_map(|(is_so, word)| is_so.then_some(word))
    .collect();
    if !words.is_empty() {
        remarks.add(Subject::Counted, name, &words.join(", "), placed.spans.len());
    }
    let (agreeing, named) = placed.named;
    if named > 0 && agreeing == 0 {
        remarks.add(Subject::NamesDiffer, name, "", named);
    }
}

/// Areas of pages: one that repeats its GUID in the text is that passage; else its words may stand in the text once.
fn areas(media: &MediaSource, text: &str, passages: &mut Vec<Passage>, name: &str, remarks: &mut Remarks) {
    let letters = Letters::new(text);
    for area in &media.selections {
        if let Some(twin) = passages.iter_mut().find(|passage| passage.guid == area.guid) {
            let known: BTreeSet<(Guid, Option<Guid>)> =
                twin.codings.iter().map(|coding| (coding.code, coding.user)).collect();
            let fresh = area.codings.iter().filter(|coding| !known.contains(&(coding.code, coding.user)));
            twin.codings.extend(fresh.cloned());
            continue;
        }
        let words = area.representation.as_deref().and_then(|text| text.content.as_deref());
        let words = words.filter(|words| !words.trim().is_empty()).unwrap_or(&area.name);
        match letters.only_place(words) {
            Some(span) => {
                passages.push(passage(area, span));
                remarks.add(Subject::AreaPlaced, name, words, 1);
            }
            None => remarks.add(Subject::AreaKept, name, words, 1),
        }
    }
}

/// Codings of the whole text are codings of the passage that is the text.
fn whole(
    kept: &str,
    text: &TextSource,
    media: Option<&MediaSource>,
    passages: &mut Vec<Passage>,
    name: &str,
    remarks: &mut Remarks,
) {
    let codings: Vec<Coding> =
        text.codings.iter().chain(media.iter().flat_map(|media| &media.codings)).cloned().collect();
    let length = u32::try_from(kept.chars().count()).unwrap_or(u32::MAX);
    remarks.add(Subject::WholeText, name, "", codings.len());
    let guid = media.map_or(text.guid, |media| media.guid);
    passages.push(Passage {
        guid,
        span: (0, length),
        description: String::new(),
        user: None,
        codings,
        notes: Vec::new(),
    });
}

/// The letters of a text without its white space, each with its place.
struct Letters {
    letters: String,
    /// Place of each byte of `letters` in code points.
    places: Vec<u32>,
}

/// Words with fewer letters may stand anywhere by chance.
const FEWEST_LETTERS: usize = 8;

impl Letters {
    fn new(text: &str) -> Self {
        let (mut letters, mut places) = (String::new(), Vec::new());
        for (place, letter) in (0_u32..).zip(text.chars()) {
            if !letter.is_whitespace() {
                letters.push(letter);
                places.resize(letters.len(), place);
            }
        }
        Self { letters, places }
    }

    /// Where the words stand, when they stand in one place only.
    fn only_place(&self, words: &str) -> Option<(u32, u32)> {
        let wanted: String = words.chars().filter(|letter| !letter.is_whitespace()).collect();
        if wanted.chars().count() < FEWEST_LETTERS {
            return None;
        }
        let mut found = self.letters.match_indices(&wanted);
        let (at, _) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        Some((*self.places.get(at)?, self.places.get(at + wanted.len() - 1)? + 1))
    }
}
