//! Spans of a source's text.

use crate::text::position::CharOffset;
use thiserror::Error;

/// A stretch of one text in Unicode code points: `start` inclusive, `end` exclusive, never empty.
///
/// A value of this type is proven to lie inside the text it was made for; positions as received from outside are
/// plain offsets until [`Span::checked`] has seen them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: CharOffset,
    end: CharOffset,
}

/// Why two offsets are not a span of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SpanError {
    /// The end does not lie behind the start.
    #[error("span {start}..{end} is empty or reversed")]
    Empty {
        /// Start in code points.
        start: u32,
        /// End in code points.
        end: u32,
    },
    /// The end lies behind the end of the text.
    #[error("span {start}..{end} leaves the text of {length} characters")]
    Outside {
        /// Start in code points.
        start: u32,
        /// End in code points.
        end: u32,
        /// Length of the text in code points.
        length: u32,
    },
}

impl Span {
    /// Checks that `start..end` is a non-empty stretch of a text of `length` code points.
    ///
    /// # Errors
    /// [`SpanError`] when it is empty, reversed or leaves the text.
    pub fn checked(start: CharOffset, end: CharOffset, length: CharOffset) -> Result<Self, SpanError> {
        if end <= start {
            return Err(SpanError::Empty { start: start.0, end: end.0 });
        }
        if end > length {
            return Err(SpanError::Outside { start: start.0, end: end.0, length: length.0 });
        }
        Ok(Self { start, end })
    }

    /// Takes a span that was checked before, for example one read from the study file; an empty one becomes `None`.
    pub fn from_stored(start: u32, end: u32) -> Option<Self> {
        (start < end).then_some(Self { start: CharOffset(start), end: CharOffset(end) })
    }

    /// First code point of the span.
    pub fn start(self) -> CharOffset {
        self.start
    }

    /// Code point behind the last one of the span.
    pub fn end(self) -> CharOffset {
        self.end
    }

    /// Number of code points, at least 1.
    pub fn length(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Says whether the two spans share at least one code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Says whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The number of code points that both spans cover.
    pub fn shared_length(self, other: Self) -> u32 {
        let start = self.start.0.max(other.start.0);
        let end = self.end.0.min(other.end.0);
        end.saturating_sub(start)
    }
}
