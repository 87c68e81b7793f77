//! Cutting sources into passages that a person would code.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::Turn;
use crate::text::position::{ByteOffset, CharOffset, PositionMap};

/// Words above which a turn is cut into sentences.
const LONG_TURN: usize = 60;

/// Words below which a sentence stays with the next one.
const SHORT_SENTENCE: usize = 8;

/// The passages of a source: its turns (or paragraphs), long ones cut into sentences. Sorted, without overlap, trimmed of space.
pub fn passages(text: &str, turns: &[Turn]) -> Vec<Range<CharOffset>> {
    let map = PositionMap::new(text);
    let whole = CharOffset(0)..map.char_length();
    let turns: Vec<Range<CharOffset>> =
        if turns.is_empty() { vec![whole] } else { turns.iter().map(|turn| turn.start..turn.end).collect() };
    let mut found = Vec::new();
    for turn in turns {
        let bytes = map.bytes_of(turn);
        let words = text.get(bytes.clone()).unwrap_or_default();
        if words.unicode_words().count() <= LONG_TURN {
            push(&mut found, text, &map, bytes);
            continue;
        }
        let mut start = bytes.start;
        for (offset, sentence) in words.split_sentence_bound_indices() {
            let end = bytes.start + offset + sentence.len();
            let gathered = text.get(start..end).unwrap_or_default();
            if gathered.unicode_words().count() >= SHORT_SENTENCE {
                push(&mut found, text, &map, start..end);
                start = end;
            }
        }
        push(&mut found, text, &map, start..bytes.end);
    }
    found
}

/// Adds a stretch without the space round it, unless nothing is left.
fn push(found: &mut Vec<Range<CharOffset>>, text: &str, map: &PositionMap, bytes: Range<usize>) {
    let words = text.get(bytes.clone()).unwrap_or_default();
    let start = bytes.start + words.len() - words.trim_start().len();
    let end = start + words.trim().len();
    if start < end {
        let place = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
        found.push(place(start)..place(end));
    }
}

#[cfg(test)]
mod tests {
    use super::passages;
    use crate::text::position::slice_chars;

    #[test]
    fn a_long_turn_is_cut_into_sentences_and_a_short_one_is_not() {
        let long = "این جمله برای آزمون است و ده واژه دارد. بله. این هم جمله\u{200c}ای دیگر است که پس از آن می\u{200c}آید؟ "
            .repeat(4);
        let cut: Vec<String> =
            passages(&long, &[]).into_iter().map(|range| slice_chars(&long, range).to_owned()).collect();
        assert_eq!(cut.len(), 8, "{cut:?}");
        assert!(cut[1].starts_with("بله."), "{cut:?}");
        assert_eq!(passages("بله. خیر.", &[]).len(), 1);
        assert!(passages("  \n ", &[]).is_empty());
    }
}
