//! Subtitles: SubRip (`.srt`) and WebVTT (`.vtt`) as running text with times.
//!
//! Programs cut speech into blocks of two short lines. A turn is put together again from its blocks; where nobody is
//! named, a pause or the end of a sentence in a long stretch begins a new paragraph.

use crate::ingest::document::{Draft, Line};
use crate::ingest::encoding::decode;
use crate::ingest::error::{Error, Warning};
use crate::ingest::label::{find_speakers, label_of, parse_clock};
use crate::ingest::vocabulary::key;

/// A silence of that many milliseconds begins a new paragraph where nobody is named.
const PAUSE: u32 = 1500;

/// Paragraphs longer than that many characters end with their next sentence.
const LONG_PARAGRAPH: usize = 400;

/// One block: its time and its lines.
struct Cue {
    time: Option<(u32, u32)>,
    lines: Vec<String>,
}

/// Reads subtitles.
///
/// # Errors
/// [`Error::NotText`].
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    let (text, mut warnings) = decode(bytes)?;
    let cues = blocks(&text, &mut warnings);
    let candidates: Vec<Line> = cues.iter().flat_map(|cue| cue.lines.iter().map(Line::of)).collect();
    let speakers = find_speakers(&candidates);
    let mut lines: Vec<Line> = Vec::new();
    let mut spoken = false;
    let mut head_before = false;
    for cue in &cues {
        for (index, text) in cue.lines.iter().enumerate() {
            let label = label_of(text);
            let speaks = label.as_ref().is_some_and(|label| speakers.contains_key(&key(label.name)));
            // Before anybody speaks, `key: value` lines of a block are its head; they stay lines of their own.
            let head = !spoken && label.is_some() && cue.lines.len() > 1;
            spoken |= speaks && !head;
            let breaks = match lines.last() {
                None => true,
                Some(_) if speaks || head => true,
                Some(_) if head_before => true,
                Some(previous) if speakers.is_empty() => index == 0 && paragraph_ends(previous, cue.time),
                Some(_) => false,
            };
            head_before = head;
            match lines.last_mut() {
                Some(previous) if !breaks => {
                    previous.text.push(' ');
                    previous.text.push_str(text);
                    previous.time = join_times(previous.time, cue.time);
                }
                _ => lines.push(Line { time: cue.time, ..Line::of(text.as_str()) }),
            }
        }
    }
    Ok(Draft { title: String::new(), lines, warnings })
}

fn paragraph_ends(previous: &Line, next: Option<(u32, u32)>) -> bool {
    let silence = match (previous.time, next) {
        (Some((_, end)), Some((start, _))) => start.saturating_sub(end),
        _ => 0,
    };
    let sentence = previous.text.trim_end().ends_with(['.', '!', '?', '\u{61f}', '\u{2026}']);
    silence >= PAUSE || (sentence && previous.text.chars().count() >= LONG_PARAGRAPH)
}

fn join_times(one: Option<(u32, u32)>, other: Option<(u32, u32)>) -> Option<(u32, u32)> {
    match (one, other) {
        (Some((start, end)), Some((_, later))) => Some((start, end.max(later))),
        (time, None) | (None, time) => time,
    }
}

/// Takes the file apart into blocks between blank lines.
fn blocks(text: &str, warnings: &mut Vec<Warning>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut first = true;
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n').chain([""])) {
        if !line.trim().is_empty() {
            block.push((number, line));
            continue;
        }
        if let Some(cue) = cue_of(&block, first, warnings) {
            cues.push(cue);
        }
        first = first && block.is_empty();
        block.clear();
    }
    cues
}

fn cue_of(block: &[(usize, &str)], first: bool, warnings: &mut Vec<Warning>) -> Option<Cue> {
    let (_, opening) = block.first()?;
    let opening = opening.trim_start_matches('\u{feff}');
    let word = opening.split_whitespace().next().unwrap_or_default();
    if (first && word == "WEBVTT") || ["NOTE", "STYLE", "REGION"].contains(&word) {
        return None;
    }
    let timing = block.iter().take(2).position(|(_, line)| line.contains("-->"));
    let Some(timing) = timing else {
        let number_only = opening.trim().chars().all(char::is_numeric);
        let lines = block.iter().skip(usize::from(number_only));
        let lines: Vec<String> = lines.map(|(_, line)| clean(line)).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return None;
        }
        warnings.push(Warning::BadTime { line: block[0].0 });
        return Some(Cue { time: None, lines });
    };
    let (number, line) = block[timing];
    let time = parse_timing(line);
    if time.is_none() {
        warnings.push(Warning::BadTime { line: number });
    }
    let lines: Vec<String> =
        block.iter().skip(timing + 1).map(|(_, line)| clean(line)).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then_some(Cue { time, lines })
}

fn parse_timing(line: &str) -> Option<(u32, u32)> {
    let (start, rest) = line.split_once("-->")?;
    let start = parse_clock(start)?;
    let end = parse_clock(rest.split_whitespace().next()?)?;
    (start <= end).then_some((start, end))
}

/// A line without its marks; the voice of WebVTT becomes a label.
fn clean(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = behind.split_once('>') else {
            text.push('<');
            rest = behind;
            continue;
        };
        let tag = tag.trim();
        let known =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
        if let Some(voice) = tag
            .strip_prefix("v ")
            .or_else(|| tag.strip_prefix("v.").and_then(|rest| Some(rest.split_once(' ')?.1)))
        {
            text.push_str(voice.trim());
            text.push_str(": ");
        } else if !["b", "i", "u", "c", "v", "lang", "ruby", "rt", "font"].contains(&known.as_str())
            && parse_clock(tag).is_none()
        {
            text.push('<');
            text.push_str(tag);
            text.push('>');
        }
        rest = after;
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&lrm;", "\u{200e}")
        .replace("&rlm;", "\u{200f}")
        .replace("&amp;", "&");
    text.trim().to_owned()
}
