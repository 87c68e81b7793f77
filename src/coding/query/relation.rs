//! Which quotations of a source stand in a relation to which, found without comparing each with each.
//!
//! Every relation asks of the partner that one of its keys be at most, and another at least, what the quotation says. So
//! partners ordered by the first key, with the two largest second keys up to each place, answer in the time of one
//! search by halves.

use crate::coding::corpus::{CodedCorpus, SourceReader, turns_of};
use crate::coding::query::expression::{Relation, Unit};
use std::ops::Range;

/// What a relation asks of a quotation and of its partner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::coding) struct Keys {
    /// As partner: what must be at most `most` of the other.
    pub(in crate::coding) low: i64,
    /// As partner: what must be at least `least` of the other.
    pub(in crate::coding) high: i64,
    /// As the quotation asked for: the largest `low` of a partner.
    pub(in crate::coding) most: i64,
    /// As the quotation asked for: the smallest `high` of a partner.
    pub(in crate::coding) least: i64,
}

/// Keys of quotations of one source, given by their numbers; `None` for one that stands nowhere in this relation.
pub(in crate::coding) fn keys<R: SourceReader>(
    corpus: &CodedCorpus,
    source: usize,
    quotations: &[usize],
    relation: Relation,
    reader: &R,
) -> Result<Vec<Option<Keys>>, R::Error> {
    let source = corpus.sources()[source].id;
    let unit = match relation {
        Relation::Within(_, unit) => Some(unit),
        Relation::Before(limit) | Relation::After(limit) => limit.map(|(_, unit)| unit),
        Relation::Overlaps | Relation::Inside | Relation::Contains => None,
    };
    let words = if unit == Some(Unit::Words) { Some(reader.words(source)?) } else { None };
    let turns = if unit == Some(Unit::Turns) { Some(reader.turns(source)?) } else { None };
    let keys_of = |number: &usize| {
        let mark = &corpus.quotations()[*number];
        if !mark.placed {
            return None;
        }
        let counted: Range<i64> = match (&words, &turns) {
            (Some(words), _) => {
                let range = words.within(mark.start, mark.end);
                i64::from(range.start)..i64::from(range.end)
            }
            (_, Some(turns)) => {
                let (first, last) = turns_of(turns, mark.start, mark.end)?;
                i64::from(first)..i64::from(last)
            }
            _ => 0..0,
        };
        Some(keys_for(relation, i64::from(mark.start)..i64::from(mark.end), counted))
    };
    Ok(quotations.iter().map(keys_of).collect())
}

/// Keys of one quotation: `place` in characters, `counted` in words (end exclusive) or turns (end inclusive).
fn keys_for(relation: Relation, place: Range<i64>, counted: Range<i64>) -> Keys {
    let (start, end) = (place.start, place.end);
    let (first, last) = (counted.start, counted.end);
    match relation {
        Relation::Overlaps => Keys { low: start, high: end, most: end - 1, least: start + 1 },
        Relation::Inside => Keys { low: start, high: end, most: start, least: end },
        Relation::Contains => Keys { low: end, high: start, most: end, least: start },
        Relation::Within(count, _) => {
            let count = i64::from(count);
            Keys { low: first, high: last, most: last + count, least: first - count }
        }
        Relation::Before(None) => Keys { low: 0, high: start, most: 0, least: end },
        Relation::Before(Some((count, _))) => {
            Keys { low: first, high: start, most: last + i64::from(count), least: end }
        }
        Relation::After(None) => Keys { low: end, high: 0, most: start, least: 0 },
        Relation::After(Some((count, _))) => {
            Keys { low: end, high: last, most: start, least: first - i64::from(count) }
        }
    }
}

/// The largest second keys of the partners up to one place.
#[derive(Clone, Copy, Debug)]
struct Largest {
    high: i64,
    quotation: usize,
    /// The largest one of another quotation.
    next: i64,
}

/// Partners of one source, ordered by their first key.
pub(super) struct Partners {
    lows: Vec<i64>,
    largest: Vec<Largest>,
}

impl Partners {
    /// Orders partners, given by number and keys.
    pub(super) fn new(mut partners: Vec<(usize, Keys)>) -> Self {
        partners.sort_unstable_by_key(|(number, keys)| (keys.low, *number));
        let mut largest: Vec<Largest> = Vec::with_capacity(partners.len());
        for (quotation, keys) in &partners {
            let own = Largest { high: keys.high, quotation: *quotation, next: i64::MIN };
            largest.push(match largest.last() {
                None => own,
                Some(before) if keys.high > before.high => Largest { next: before.high, ..own },
                Some(before) => Largest { next: before.next.max(keys.high), ..*before },
            });
        }
        Self { lows: partners.iter().map(|(_, keys)| keys.low).collect(), largest }
    }

    /// Says whether another quotation than `quotation` is a partner for these keys.
    pub(super) fn has_other(&self, quotation: usize, keys: &Keys) -> bool {
        let behind = self.lows.partition_point(|low| *low <= keys.most);
        behind.checked_sub(1).is_some_and(|place| {
            let largest = self.largest[place];
            let high = if largest.quotation == quotation { largest.next } else { largest.high };
            high >= keys.least
        })
    }
}
