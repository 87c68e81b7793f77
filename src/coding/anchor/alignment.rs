//! Which stretches of an old text live on in a new one.

use crate::model::Turn;
use crate::text::position::CharOffset;
use imara_diff::{Algorithm, Diff, InternedInput};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A stretch of the old text that was replaced by a stretch of the new one; either may be empty, both in code points.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Hunk {
    old: Range<u32>,
    new: Range<u32>,
}

/// How two versions of a text correspond: everything outside the hunks is the same, letter by letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alignment {
    hunks: Vec<Hunk>,
    /// Whether a person named the place of the change, rather than a comparison that may have guessed.
    is_typed: bool,
}

impl Alignment {
    /// The correspondence after stretches of the old text, in order and apart from one another, were each replaced by
    /// that many code points.
    pub fn of_edits(edits: &[(Range<CharOffset>, u32)]) -> Self {
        let (mut removed, mut added) = (0, 0);
        let mut hunks = Vec::with_capacity(edits.len());
        for (old, length) in edits {
            let old = old.start.0..old.end.0;
            let start = old.start - removed + added;
            removed += old.end - old.start;
            added += length;
            if !(old.is_empty() && *length == 0) {
                hunks.push(Hunk { old, new: start..start + length });
            }
        }
        Self { hunks, is_typed: true }
    }

    /// Compares two texts word by word (histogram difference over the segments of UAX #29).
    pub fn of_texts(old: &str, new: &str) -> Self {
        let before: Vec<&str> = old.split_word_bounds().collect();
        let after: Vec<&str> = new.split_word_bounds().collect();
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(before.iter().copied());
        input.update_after(after.iter().copied());
        let diff = Diff::compute(Algorithm::Histogram, &input);
        let (old_places, new_places) = (places(&before), places(&after));
        let hunks = diff
            .hunks()
            .map(|hunk| Hunk {
                old: old_places[hunk.before.start as usize]..old_places[hunk.before.end as usize],
                new: new_places[hunk.after.start as usize]..new_places[hunk.after.end as usize],
            })
            .collect();
        Self { hunks, is_typed: false }
    }

    /// Whether the texts are the same.
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// Whether a person named the place of the change.
    pub(super) fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// Where a passage that begins at `offset` begins now; `None` inside a stretch that was replaced. What was put in
    /// exactly there stays outside the passage.
    pub(super) fn start(&self, offset: CharOffset) -> Option<CharOffset> {
        let behind = self.hunks.partition_point(|hunk| hunk.old.end <= offset.0);
        let inside = self.hunks.get(behind).is_some_and(|hunk| hunk.old.start < offset.0);
        (!inside).then(|| self.shifted(offset, behind))
    }

    /// Where a passage that ends at `offset` ends now; `None` inside a stretch that was replaced.
    pub(super) fn end(&self, offset: CharOffset) -> Option<CharOffset> {
        let behind = self.hunks.partition_point(|hunk| hunk.old.start < offset.0);
        let inside = behind.checked_sub(1).is_some_and(|last| self.hunks[last].old.end > offset.0);
        (!inside).then(|| self.shifted(offset, behind))
    }

    /// Where a passage stands now; `None` when a border lies inside a stretch that was replaced.
    pub fn place(&self, range: Range<CharOffset>) -> Option<Range<CharOffset>> {
        let (start, end) = self.start(range.start).zip(self.end(range.end))?;
        (start < end).then_some(start..end)
    }

    /// `offset` moved by what the first `count` hunks added or took away.
    fn shifted(&self, offset: CharOffset, count: usize) -> CharOffset {
        count.checked_sub(1).map_or(offset, |last| {
            let hunk = &self.hunks[last];
            CharOffset(hunk.new.end + (offset.0 - hunk.old.end))
        })
    }

    /// The smallest stretch of the new text that surely holds what `range` held, with everything put in at its borders.
    pub(super) fn around(&self, range: Range<CharOffset>) -> Range<CharOffset> {
        let start = self.start(range.start).unwrap_or_else(|| {
            let behind = self.hunks.partition_point(|hunk| hunk.old.end <= range.start.0);
            CharOffset(self.hunks[behind].new.start)
        });
        let end = self.end(range.end).unwrap_or_else(|| {
            let behind = self.hunks.partition_point(|hunk| hunk.old.start < range.end.0);
            CharOffset(self.hunks[behind - 1].new.end)
        });
        start..end.max(start)
    }

    /// Code points of `range` that live on unchanged.
    pub(super) fn retained(&self, range: Range<CharOffset>) -> u32 {
        let first = self.hunks.partition_point(|hunk| hunk.old.end <= range.start.0);
        let lost: u32 = self.hunks[first..]
            .iter()
            .take_while(|hunk| hunk.old.start < range.end.0)
            .map(|hunk| hunk.old.end.min(range.end.0) - hunk.old.start.max(range.start.0))
            .sum();
        range.end.0 - range.start.0 - lost
    }

    /// Whether nothing in `range` was replaced and nothing put in between.
    pub(super) fn is_untouched(&self, range: Range<CharOffset>) -> bool {
        let first = self.hunks.partition_point(|hunk| hunk.old.end <= range.start.0);
        self.hunks.get(first).is_none_or(|hunk| hunk.old.start >= range.end.0)
    }

    /// The turns of the old text in the new one: what was put in at a turn's border belongs to the turn.
    pub fn turns(&self, turns: &[Turn]) -> Vec<Turn> {
        let mut reached = CharOffset(0);
        turns
            .iter()
            .map(|turn| {
                let insertion = |offset: CharOffset| {
                    self.hunks.iter().find(|hunk| hunk.old.is_empty() && hunk.old.start == offset.0)
                };
                let around = self.around(turn.start..turn.end);
                let start = insertion(turn.start).map_or(around.start, |hunk| CharOffset(hunk.new.start));
                let end = insertion(turn.end).map_or(around.end, |hunk| CharOffset(hunk.new.end));
                let start = start.max(reached);
                reached = end.max(start);
                Turn { start, end: reached, ..turn.clone() }
            })
            .collect()
    }
}

/// Where each segment begins, in code points, and where the last one ends.
fn places(segments: &[&str]) -> Vec<u32> {
    let mut place = 0;
    let mut places = vec![0];
    for segment in segments {
        place += CharOffset::length_of(segment).0;
        places.push(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::Alignment;
    use crate::text::position::CharOffset;

    #[test]
    fn words_put_in_at_the_start_shift_the_rest() {
        let old = "مدیر: شعبه در سال ۱۳۹۸ باز شد. 😀 مشتریان می\u{200c}گویند سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد.\n\
پرسشگر: چرا سامانه قطع می\u{200c}شود؟\n\
مدیر: پهنای باند كم است و اعتماد مردم به بانك پايين آمده است. آموزش کارکنان هم کافی نیست.\n\
پرسشگر: چه باید کرد؟\n\
مدیر: باید پهنای باند بیشتر شود. آموزش کارکنان هم لازم است.\n";
        let new = format!("سلام. {old}");
        let alignment = Alignment::of_texts(old, &new);
        assert_eq!(alignment.start(CharOffset(6)), Some(CharOffset(12)));
        assert_eq!(alignment.place(CharOffset(6)..CharOffset(32)), Some(CharOffset(12)..CharOffset(38)));
    }
}
