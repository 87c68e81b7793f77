//! What has to be looked up: the form of a query that an engine answers.

/// The two readings under which each word of a text is indexed, at the same position.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// The word as written, folded.
    Exact,
    /// The words it may be a form of.
    Lemma,
}

/// A term of the index.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TermKey {
    /// Under which reading.
    pub field: Field,
    /// Its text.
    pub text: String,
}

/// One place in a text: any of these terms may stand there. Sorted, without doubles.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slot {
    keys: Vec<TermKey>,
}

impl Slot {
    /// Makes a slot of terms in any order.
    pub fn new(mut keys: Vec<TermKey>) -> Self {
        keys.sort();
        keys.dedup();
        Self { keys }
    }

    /// The terms, sorted.
    pub fn keys(&self) -> &[TermKey] {
        &self.keys
    }

    /// Says whether the term may stand at this place.
    pub fn holds(&self, field: Field, text: &str) -> bool {
        self.keys
            .binary_search_by(|key| key.field.cmp(&field).then_with(|| key.text.as_str().cmp(text)))
            .is_ok()
    }
}

/// Places next to each other, in this order.
pub type Sequence = Vec<Slot>;

/// Something that occurs at places of a text: any of some sequences.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pattern {
    /// The sequences; none means that nothing in the index can match.
    pub alternatives: Vec<Sequence>,
}

/// What a source must hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Requirement {
    /// Nothing: every source qualifies.
    Everything,
    /// No source qualifies.
    Nothing,
    /// The pattern occurs.
    Pattern(Pattern),
    /// Patterns within a distance of each other, in either order; one distance fewer than patterns.
    Near(Vec<Pattern>, Vec<u32>),
    /// All are met.
    All(Vec<Requirement>),
    /// At least one is met.
    Any(Vec<Requirement>),
    /// The first is met, the second is not.
    Except(Box<Requirement>, Box<Requirement>),
}
