//! Columns and lines of a page.

use crate::ingest::pdf::glyphs::Unit;
use crate::ingest::pdf::order::{is_right_to_left, read_line};
use unicode_normalization::char::is_combining_mark;

/// Largest difference of baselines inside a line, in sizes of the type.
const SAME_LINE: f64 = 0.35;

/// Gap without a space that parts words, in sizes of the type.
const WORD_GAP: f64 = 0.22;

/// Narrowest corridor between columns, in sizes of the type.
const CORRIDOR: f64 = 1.5;

/// Fewest lines on either side of a corridor.
const FEWEST_LINES: usize = 4;

/// A line of text in reading order, with its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    /// Its letters in reading order.
    pub(super) text: String,
    /// Left and right edge.
    pub(super) left: f64,
    /// Right edge.
    pub(super) right: f64,
    /// Baseline, growing downwards.
    pub(super) baseline: f64,
    /// Size of most of its type.
    pub(super) size: f64,
    /// Width of its first word.
    pub(super) first_word: f64,
    /// Whether it is read from the right.
    pub(super) right_to_left: bool,
}

/// The lines of a page, block by block in reading order.
pub(super) fn page_lines(units: Vec<Unit>) -> Vec<Vec<Line>> {
    let units = attach_marks(units);
    let text: String = units.iter().map(|unit| unit.text.as_str()).collect();
    let right_to_left = is_right_to_left(&text);
    blocks(units, right_to_left, 0)
        .into_iter()
        .map(|block| {
            rows(block).into_iter().filter_map(|row| line_of(row, right_to_left)).collect::<Vec<_>>()
        })
        .filter(|lines| !lines.is_empty())
        .collect()
}

/// Puts vowel signs, which have baselines of their own, to the letters under them.
fn attach_marks(units: Vec<Unit>) -> Vec<Unit> {
    let is_mark = |unit: &Unit| !unit.text.is_empty() && unit.text.chars().all(is_combining_mark);
    let (marks, mut letters): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(is_mark);
    for mark in marks {
        let middle = f64::midpoint(mark.left, mark.right);
        let distance = |unit: &Unit| {
            let aside = (unit.left - middle).max(middle - unit.right).max(0.0);
            aside + (unit.baseline - mark.baseline).abs() * 0.5
        };
        let nearest = letters
            .iter_mut()
            .filter(|unit| !unit.is_space())
            .filter(|unit| (unit.baseline - mark.baseline).abs() < unit.size && distance(unit) < unit.size)
            .min_by(|one, other| {
                distance(one).total_cmp(&distance(other)).then(other.left.total_cmp(&one.left))
            });
        if let Some(unit) = nearest
            && !unit.text.ends_with(&mark.text)
        {
            unit.text.push_str(&mark.text);
        }
    }
    letters
}

fn median_size(units: &[Unit]) -> f64 {
    let mut sizes: Vec<f64> = units.iter().map(|unit| unit.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

/// Deepest division of a page; real pages stay below five.
const DEEPEST: usize = 12;

/// Divides a page where a corridor of white runs between columns; headings above columns are cut off first.
fn blocks(units: Vec<Unit>, right_to_left: bool, depth: usize) -> Vec<Vec<Unit>> {
    if depth > DEEPEST || units.len() < 2 * FEWEST_LINES {
        return vec![units];
    }
    if let Some(cut) = corridor(&units) {
        let (left, right): (Vec<Unit>, Vec<Unit>) =
            units.into_iter().partition(|unit| f64::midpoint(unit.left, unit.right) < cut);
        let (first, second) = if right_to_left { (right, left) } else { (left, right) };
        return [first, second].into_iter().flat_map(|part| blocks(part, right_to_left, depth + 1)).collect();
    }
    for cut in horizontal_gaps(&units) {
        let (above, below): (Vec<Unit>, Vec<Unit>) =
            units.iter().cloned().partition(|unit| unit.baseline < cut);
        if corridor(&above).is_some() || corridor(&below).is_some() {
            return [above, below]
                .into_iter()
                .flat_map(|part| blocks(part, right_to_left, depth + 1))
                .collect();
        }
    }
    vec![units]
}

/// The middle of a vertical strip that no letter touches, with full lines on both sides.
fn corridor(units: &[Unit]) -> Option<f64> {
    let size = median_size(units);
    let mut spans: Vec<(f64, f64)> =
        units.iter().filter(|unit| !unit.is_space()).map(|unit| (unit.left, unit.right)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (start, mut reach) = *spans.first()?;
    let end = spans.iter().map(|span| span.1).fold(f64::NEG_INFINITY, f64::max);
    let mut best: Option<(f64, f64)> = None;
    for (left, right) in spans {
        let gap = left - reach;
        let middle = f64::midpoint(left, reach);
        let share = (middle - start) / (end - start);
        if gap > CORRIDOR * size
            && (0.25..=0.75).contains(&share)
            && best.is_none_or(|(width, _)| gap > width)
        {
            best = Some((gap, middle));
        }
        reach = reach.max(right);
    }
    let (_, middle) = best?;
    let count = |left_side: bool| {
        let side: Vec<Unit> = units
            .iter()
            .filter(|unit| (f64::midpoint(unit.left, unit.right) < middle) == left_side)
            .cloned()
            .collect();
        rows(side).len()
    };
    (count(true) >= FEWEST_LINES && count(false) >= FEWEST_LINES).then_some(middle)
}

/// Heights between rows, the widest gaps first.
fn horizontal_gaps(units: &[Unit]) -> Vec<f64> {
    let mut baselines: Vec<f64> = units.iter().map(|unit| unit.baseline).collect();
    baselines.sort_by(f64::total_cmp);
    let mut gaps: Vec<(f64, f64)> = baselines
        .windows(2)
        .filter(|pair| pair[1] - pair[0] > 0.5 * median_size(units))
        .map(|pair| (pair[1] - pair[0], f64::midpoint(pair[0], pair[1])))
        .collect();
    gaps.sort_by(|one, other| other.0.total_cmp(&one.0));
    gaps.into_iter().take(12).map(|(_, middle)| middle).collect()
}

/// Units with the same baseline, the topmost row first, each from left to right.
fn rows(mut units: Vec<Unit>) -> Vec<Vec<Unit>> {
    units.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut rows: Vec<(f64, Vec<Unit>)> = Vec::new();
    for unit in units {
        match rows.last_mut() {
            Some((baseline, row)) if unit.baseline - *baseline <= SAME_LINE * unit.size.max(row[0].size) => {
                row.push(unit)
            }
            _ => rows.push((unit.baseline, vec![unit])),
        }
    }
    rows.into_iter()
        .map(|(_, mut row)| {
            // Middles, since neighbours may overlap by a hair, and a glyph without width stands between two of them.
            let middle = |unit: &Unit| f64::midpoint(unit.left, unit.right);
            row.sort_by(|one, other| middle(one).total_cmp(&middle(other)));
            row
        })
        .collect()
}

fn line_of(row: Vec<Unit>, page_right_to_left: bool) -> Option<Line> {
    let inked: Vec<&Unit> = row.iter().filter(|unit| !unit.is_space()).collect();
    let left = inked.iter().map(|unit| unit.left).reduce(f64::min)?;
    let right = inked.iter().map(|unit| unit.right).reduce(f64::max)?;
    let baseline =
        inked.iter().map(|unit| unit.baseline).sum::<f64>() / f64::from(u32::try_from(inked.len()).ok()?);
    let size = median_size(&row);
    let spaced = space_words(drop_doubles(row));
    let letters: String = spaced.iter().map(|unit| unit.text.as_str()).collect();
    let strong = letters.chars().any(char::is_alphabetic);
    let right_to_left = if strong && !page_right_to_left {
        is_right_to_left(&letters)
    } else {
        page_right_to_left && has_arabic_or_none(&letters)
    };
    let text = read_line(&spaced, right_to_left);
    let text = text.trim().to_owned();
    let first_word = first_word(&spaced, right_to_left);
    (!text.is_empty()).then_some(Line { text, left, right, baseline, size, first_word, right_to_left })
}

/// On a right-to-left page a line of Latin letters alone runs from the left.
fn has_arabic_or_none(letters: &str) -> bool {
    !letters.chars().any(char::is_alphabetic)
        || letters.chars().any(|letter| is_right_to_left(letter.encode_utf8(&mut [0; 4])))
}

/// Some writers print a letter twice at one place for weight.
fn drop_doubles(row: Vec<Unit>) -> Vec<Unit> {
    let mut kept: Vec<Unit> = Vec::with_capacity(row.len());
    for unit in row {
        let double = kept.iter().rev().take(3).any(|other| {
            other.text == unit.text
                && !unit.is_space()
                && (other.left - unit.left).abs() < 0.08 * unit.size
                && unit.width() > 0.0
        });
        if !double {
            kept.push(unit);
        }
    }
    kept
}

/// Puts spaces where a gap says one, and turns spaces without width between letters into half-spaces.
fn space_words(row: Vec<Unit>) -> Vec<Unit> {
    let mut spaced: Vec<Unit> = Vec::with_capacity(row.len());
    let mut reach = f64::NEG_INFINITY;
    for mut unit in row {
        let previous_space = spaced.last().is_none_or(Unit::is_space);
        if unit.is_space() {
            if unit.width() < 0.04 * unit.size {
                unit.text = "\u{200c}".to_owned();
            } else if previous_space {
                continue;
            }
        } else if !previous_space && unit.left - reach > WORD_GAP * unit.size {
            let (left, right) = (reach, unit.left);
            spaced.push(Unit { text: " ".to_owned(), left, right, ..unit.clone() });
        }
        reach = reach.max(unit.right);
        spaced.push(unit);
    }
    spaced
}

fn first_word(row: &[Unit], right_to_left: bool) -> f64 {
    let width = |units: &mut dyn Iterator<Item = &Unit>| -> f64 {
        let word: Vec<&Unit> =
            units.skip_while(|unit| unit.is_space()).take_while(|unit| !unit.is_space()).collect();
        let left = word.iter().map(|unit| unit.left).fold(f64::INFINITY, f64::min);
        let right = word.iter().map(|unit| unit.right).fold(f64::NEG_INFINITY, f64::max);
        (right - left).max(0.0)
    };
    if right_to_left { width(&mut row.iter().rev()) } else { width(&mut row.iter()) }
}
