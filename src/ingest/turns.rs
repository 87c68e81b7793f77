//! Turns: the stretch of each speaker, or the paragraphs where nobody speaks.

use crate::ingest::document::Line;
use crate::ingest::label::{Label, Speakers, label_of};
use crate::ingest::vocabulary::key;
use crate::model::{SpeakerRole, Turn};
use crate::text::position::CharOffset;

/// A line with its place in the text.
struct Placed<'a> {
    line: &'a Line,
    start: u32,
}

/// Divides the lines of a text behind its head into turns.
pub(super) fn divide(lines: &[Line], speakers: &Speakers, head_lines: usize) -> Vec<Turn> {
    let mut start = 0_u32;
    let mut placed = Vec::with_capacity(lines.len());
    for line in lines {
        placed.push(Placed { line, start });
        start = start.saturating_add(length(&line.text)).saturating_add(1);
    }
    let placed = placed.get(head_lines..).unwrap_or_default();
    let mut turns = if speakers.is_empty() { paragraphs(placed) } else { talk(placed, speakers) };
    turns.retain(|turn| turn.start < turn.end);
    for (number, turn) in (1u32..).zip(&mut turns) {
        turn.number = number;
    }
    turns
}

fn length(text: &str) -> u32 {
    CharOffset::length_of(text).0
}

fn talk(lines: &[Placed<'_>], speakers: &Speakers) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for placed in lines {
        let text = placed.line.text.as_str();
        let label =
            label_of(text).and_then(|label| speakers.get(&key(label.name)).map(|role| (label, *role)));
        let end = placed.start + length(text.trim_end());
        match (label, turns.last_mut()) {
            (Some((label, role)), _) => turns.push(open(placed, &label, role)),
            (None, Some(turn)) if !text.trim().is_empty() => {
                if turn.start >= turn.end {
                    turn.start = CharOffset(placed.start + length(text) - length(text.trim_start()));
                }
                turn.end = CharOffset(end);
                turn.time_end = placed.line.time.map(|(_, end)| end).or(turn.time_end);
            }
            (None, _) => {}
        }
    }
    close_times(&mut turns);
    turns
}

fn open(placed: &Placed<'_>, label: &Label<'_>, role: SpeakerRole) -> Turn {
    let text = placed.line.text.as_str();
    let start = placed.start + length(text) - length(label.rest);
    Turn {
        number: 0,
        speaker: label.name.to_owned(),
        role,
        start: CharOffset(start),
        end: CharOffset(start + length(label.rest.trim_end())),
        time_start: placed.line.time.map(|(start, _)| start).or(label.time),
        time_end: placed.line.time.map(|(_, end)| end),
    }
}

/// A turn whose file gives only beginnings ends where the next begins.
fn close_times(turns: &mut [Turn]) {
    for index in 1..turns.len() {
        let next = turns[index].time_start;
        let turn = &mut turns[index - 1];
        if turn.time_start.is_some() && turn.time_end.is_none() {
            turn.time_end = next.filter(|next| Some(*next) >= turn.time_start);
        }
    }
}

/// Paragraphs: lines, or runs of lines where the text is broken to a fixed width.
fn paragraphs(lines: &[Placed<'_>]) -> Vec<Turn> {
    let wrapped = is_wrapped(lines);
    let mut turns: Vec<Turn> = Vec::new();
    let mut open = false;
    for placed in lines {
        let text = placed.line.text.as_str();
        if text.trim().is_empty() {
            open = false;
            continue;
        }
        let start = placed.start + length(text) - length(text.trim_start());
        let end = CharOffset(placed.start + length(text.trim_end()));
        let joined = open && wrapped && !placed.line.heading && placed.line.time.is_none();
        match turns.last_mut() {
            Some(turn) if joined => turn.end = end,
            _ => turns.push(Turn {
                number: 0,
                speaker: String::new(),
                role: SpeakerRole::Unknown,
                start: CharOffset(start),
                end,
                time_start: placed.line.time.map(|(start, _)| start),
                time_end: placed.line.time.map(|(_, end)| end),
            }),
        }
        open = !placed.line.heading;
    }
    turns
}

/// Whether most lines that another one follows break off in mid-sentence at a similar width, as in old mails.
fn is_wrapped(lines: &[Placed<'_>]) -> bool {
    let followed: Vec<&str> = lines
        .windows(2)
        .map(|pair| (pair[0].line.text.trim(), pair[1].line.text.trim()))
        .filter(|(text, next)| !text.is_empty() && !next.is_empty())
        .map(|(text, _)| text)
        .collect();
    let broken = followed
        .iter()
        .filter(|text| (40..=100).contains(&text.chars().count()))
        .filter(|text| !text.ends_with(['.', '!', '?', '\u{61f}', ':', '\u{61b}']))
        .count();
    followed.len() >= 3 && broken * 10 >= followed.len() * 6
}
