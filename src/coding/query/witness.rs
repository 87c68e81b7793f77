//! Which codings on a quotation speak for an answer.

/// Whether a quotation answers, and by which of its codings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::coding) enum Witness {
    /// It does not answer.
    #[default]
    Absent,
    /// It answers because it lacks a coding.
    Lacking,
    /// It answers by one coding, named by its number.
    One(usize),
    /// It answers by two or more codings.
    Several,
}

impl Witness {
    /// Says whether the quotation answers.
    pub(in crate::coding) fn is_there(self) -> bool {
        self != Self::Absent
    }

    /// The two kinds of evidence together, for a quotation that answers by either.
    pub(in crate::coding) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, found) | (found, Self::Absent) => found,
            (Self::Lacking, found) | (found, Self::Lacking) => found,
            (Self::One(one), Self::One(two)) if one == two => self,
            _ => Self::Several,
        }
    }

    /// The two kinds of evidence together, for a quotation that must answer by both.
    pub(in crate::coding) fn and(self, other: Self) -> Self {
        if self.is_there() && other.is_there() { self.or(other) } else { Self::Absent }
    }

    /// Says whether one and the same quotation may stand on both sides of a relation: two different codings put it there.
    pub(in crate::coding) fn may_face(self, other: Self) -> bool {
        match (self, other) {
            (Self::One(one), Self::One(two)) => one != two,
            (Self::One(_) | Self::Several, Self::One(_) | Self::Several) => true,
            _ => false,
        }
    }
}
