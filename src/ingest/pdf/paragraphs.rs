//! Lines to paragraphs.

use crate::ingest::label::label_of;
use crate::ingest::pdf::lines::Line;
use crate::ingest::pdf::order::turn_brackets;
use crate::ingest::vocabulary::{Cue, cue};
use std::collections::BTreeMap;

/// A distance of lines larger than the usual by this factor begins a paragraph.
const WIDE: f64 = 1.35;

/// A line that leaves this share of the width free ends its paragraph, even where paragraphs have gaps between them.
const SHORT: f64 = 0.3;

/// Joins the lines of all pages; running heads and page numbers are dropped.
pub(super) fn join(mut pages: Vec<Vec<Vec<Line>>>) -> Vec<String> {
    drop_running_lines(&mut pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut previous: Option<Line> = None;
    for block in pages.into_iter().flatten() {
        let usual = usual_distance(&block);
        let setting = Setting::of(&block, usual);
        for (index, line) in block.iter().enumerate() {
            let begins = match &previous {
                None => true,
                Some(last) => {
                    let same_block = index > 0;
                    let distance = line.baseline - last.baseline;
                    let apart = same_block && usual.is_some_and(|usual| distance > WIDE * usual);
                    let other_type = (line.size - last.size).abs() > 0.15 * last.size;
                    apart || other_type || speaks(line) || !runs_on(last, line, &setting, same_block)
                }
            };
            match paragraphs.last_mut() {
                Some(paragraph) if !begins => append(paragraph, &line.text),
                _ => paragraphs.push(line.text.clone()),
            }
            previous = Some(line.clone());
        }
    }
    paragraphs.iter().map(|paragraph| turn_brackets(paragraph)).collect()
}

/// A block of lines and how it is set.
struct Setting {
    left: f64,
    right: f64,
    /// Whether paragraphs have white space between them.
    spaced: bool,
    /// Whether lines are flush at the side where they end instead of where they begin.
    flush_at_end: bool,
}

impl Setting {
    fn of(block: &[Line], usual: Option<f64>) -> Self {
        let left = block.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let right = block.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
        let flush = |at_start: bool| {
            let near = |line: &&Line| {
                let from_right = line.right_to_left == at_start;
                let distance = if from_right { right - line.right } else { line.left - left };
                distance < 0.5 * line.size
            };
            block.iter().filter(near).count()
        };
        let spaced = usual.is_some_and(|usual| has_paragraph_gaps(block, usual));
        Self { left, right, spaced, flush_at_end: flush(false) > flush(true) }
    }

    /// Free space at the side where a line ends, and where it begins.
    fn free(&self, line: &Line) -> (f64, f64) {
        let (left, right) = (line.left - self.left, self.right - line.right);
        let (end, start) = if line.right_to_left { (left, right) } else { (right, left) };
        if self.flush_at_end { (start, end) } else { (end, start) }
    }
}

/// Whether a line goes on in the next: its first word had no room left at the end of the line before.
fn runs_on(last: &Line, line: &Line, setting: &Setting, same_block: bool) -> bool {
    let (room, last_indent) = setting.free(last);
    let (_, indent) = setting.free(line);
    // Where paragraphs have gaps between them, a line that is a little short says nothing.
    let slack = if setting.spaced { SHORT * (setting.right - setting.left) } else { 0.0 };
    let fits = room > (line.first_word + 0.45 * line.size).max(slack);
    let indented = indent > 0.9 * line.size && last_indent < 0.5 * line.size;
    !fits && !indented && (same_block || !ends_sentence(&last.text))
}

/// Whether the line opens a turn: somebody whose name is a word for a speaker begins to talk.
fn speaks(line: &Line) -> bool {
    label_of(&line.text).is_some_and(|label| matches!(cue(label.name), Some(Cue::Speaker(_))))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['\u{bb}', '"', ')', ']']).ends_with(['.', '!', '?', '\u{61f}', ':', '\u{2026}'])
}

fn append(paragraph: &mut String, line: &str) {
    let hyphened = paragraph.ends_with('-')
        && paragraph.chars().rev().nth(1).is_some_and(|letter| letter.is_ascii_lowercase())
        && line.starts_with(|letter: char| letter.is_ascii_lowercase());
    if hyphened {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Whether the block parts its paragraphs by white space.
fn has_paragraph_gaps(block: &[Line], usual: f64) -> bool {
    let wide = block.windows(2).filter(|pair| pair[1].baseline - pair[0].baseline > WIDE * usual).count();
    wide * 10 >= block.len()
}

/// The most common distance of neighbouring lines of a block.
fn usual_distance(block: &[Line]) -> Option<f64> {
    let mut distances: Vec<f64> = block
        .windows(2)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .filter(|distance| *distance > 0.0)
        .collect();
    distances.sort_by(f64::total_cmp);
    // The lower quartile: in a text of short paragraphs half of the distances may be those between them.
    distances.get(distances.len() / 4).copied()
}

/// A line without its digits, by which running heads are known again.
fn mould(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).collect()
}

fn drop_running_lines(pages: &mut [Vec<Vec<Line>>]) {
    let count = pages.iter().filter(|page| !page.is_empty()).count();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let first = page.first().and_then(|block| block.first());
        let last = page.last().and_then(|block| block.last());
        let mut moulds: Vec<String> =
            [first, last].into_iter().flatten().map(|line| mould(&line.text)).collect();
        moulds.dedup();
        for mould in moulds {
            *times.entry(mould).or_default() += 1;
        }
    }
    let running = |line: &Line| {
        let mould = mould(&line.text);
        let number = mould.is_empty()
            && line.text.chars().filter(char::is_ascii_punctuation).count() <= 2
            && line.text.chars().count() <= 7;
        (number && count >= 2) || (count >= 3 && times.get(&mould).is_some_and(|times| times * 2 > count))
    };
    for page in pages.iter_mut() {
        if let Some(block) = page.first_mut()
            && block.first().is_some_and(running)
        {
            block.remove(0);
        }
        if let Some(block) = page.last_mut()
            && block.last().is_some_and(running)
        {
            block.pop();
        }
        page.retain(|block| !block.is_empty());
    }
}
