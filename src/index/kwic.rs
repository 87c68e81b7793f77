//! Lines of keyword in context.

use std::ops::Range;

use crate::index::hits::Hit;
use crate::index::library::SourceBody;
use crate::model::SourceId;
use crate::text::position::{CharOffset, PositionMap, snap_to_words};

/// A hit with what stands round it, in reading order: [`KwicLine::before`] is read first, whatever the direction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KwicLine {
    /// The source.
    pub source: SourceId,
    /// Who speaks; empty where the source does not say.
    pub speaker: String,
    /// Number of the turn (or paragraph), from 1; 0 outside of turns.
    pub turn: u32,
    /// The words before the hit: to its right in Persian, to its left in English.
    pub before: String,
    /// The hit as it stands in the source.
    pub keyword: String,
    /// The words behind the hit.
    pub after: String,
    /// Where the hit stands, in code points.
    pub span: Range<CharOffset>,
    /// The words that answered the query, in code points of the source.
    pub marks: Vec<Range<CharOffset>>,
}

/// Makes the line of a hit with about `width` characters on either side, cut at words; line ends become spaces.
///
/// The context stays within the speaker's turn, as what another person says is not the context of this one's words.
pub fn kwic_line(source: SourceId, body: &SourceBody, hit: &Hit, width: u32) -> KwicLine {
    let map = body.map();
    let turn = hit.turn.and_then(|index| body.turns.get(index));
    let (first, last) = turn.map_or((CharOffset(0), map.char_length()), |turn| (turn.start, turn.end));
    let start = hit.span.start.minus(width).max(first).min(hit.span.start);
    let end = hit.span.end.plus(width).min(last).max(hit.span.end);
    let before = cut_before(&body.text, map, start..hit.span.start);
    let after = cut_after(&body.text, map, hit.span.end..end);
    KwicLine {
        source,
        speaker: turn.map(|turn| turn.speaker.clone()).unwrap_or_default(),
        turn: turn.map_or(0, |turn| turn.number),
        before: one_line(map.slice(&body.text, before)),
        keyword: one_line(map.slice(&body.text, hit.span.clone())),
        after: one_line(map.slice(&body.text, after)),
        span: hit.span.clone(),
        marks: hit.marks.clone(),
    }
}

/// Moves the start of a context out of a word.
fn cut_before(text: &str, map: &PositionMap, range: Range<CharOffset>) -> Range<CharOffset> {
    let word = snap_to_words(text, map, range.start..range.start.plus(1));
    let start = if word.start < range.start && word.end <= range.end { word.end } else { range.start };
    start..range.end
}

/// Moves the end of a context out of a word.
fn cut_after(text: &str, map: &PositionMap, range: Range<CharOffset>) -> Range<CharOffset> {
    let last = range.end.minus(1);
    let word = snap_to_words(text, map, last..range.end);
    let end = if word.end > range.end && word.start >= range.start { word.start } else { range.end };
    range.start..end
}

/// Replaces line ends and tabs by spaces.
fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
