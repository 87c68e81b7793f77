//! Where a quotation without a sure place might stand.

use crate::coding::anchor::Alignment;
use crate::coding::anchor::follow::occurrences;
use crate::coding::place::{PlacedQuote, SourceText};
use crate::model::Quotation;
use crate::text::fold::fold;
use crate::text::position::ByteOffset;
use crate::text::token::{Token, tokenize};
use std::collections::BTreeMap;

/// Proposals that a list shows at most.
const MOST: usize = 5;

/// Least likeness of a passage that is proposed.
const LEAST_LIKENESS: f64 = 0.4;

/// A place where a quotation might stand.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The place and its words.
    pub placed: PlacedQuote,
    /// Share of words that both have (Dice 1945: twice the common words over the words of both), 0 to 1.
    pub likeness: f64,
}

/// Lists places for a quotation, likeliest first: where its surroundings went, where its words stand, and the passages
/// of its length with the most of its words.
pub fn propose(quotation: &Quotation, alignment: &Alignment, new: &SourceText<'_>) -> Vec<Proposal> {
    let wanted = words_of(&quotation.quote);
    let around = alignment.around(quotation.span.start()..quotation.span.end());
    let mut places: Vec<PlacedQuote> = new.at(around.start, around.end).into_iter().collect();
    places.extend(occurrences(&quotation.quote, new).into_iter().take(MOST));
    places.extend(windows(&wanted, new));
    let mut proposals: Vec<Proposal> = Vec::new();
    for placed in places {
        let likeness = likeness(&wanted, &words_of(&placed.quote));
        let is_known = proposals.iter().any(|other| other.placed.span == placed.span);
        if likeness >= LEAST_LIKENESS && !is_known {
            proposals.push(Proposal { placed, likeness });
        }
    }
    proposals.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
    proposals.truncate(MOST);
    proposals
}

/// The folded words of a text with how often each occurs.
fn words_of(text: &str) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for (word, _) in folded(text) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn folded(text: &str) -> Vec<(String, Token)> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    tokens.into_iter().map(|token| (fold(text.get(token.range()).unwrap_or_default()), token)).collect()
}

fn total(words: &BTreeMap<String, u32>) -> u32 {
    words.values().sum()
}

fn likeness(one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>) -> f64 {
    let common: u32 = one.iter().map(|(word, count)| *count.min(other.get(word).unwrap_or(&0))).sum();
    let both = total(one) + total(other);
    if both == 0 { 0.0 } else { 2.0 * f64::from(common) / f64::from(both) }
}

/// The passages of as many words as wanted that share the most of them, at most [`MOST`], none overlapping a better one.
fn windows(wanted: &BTreeMap<String, u32>, new: &SourceText<'_>) -> Vec<PlacedQuote> {
    let words = folded(new.text());
    let width = total(wanted) as usize;
    if width == 0 || words.is_empty() {
        return Vec::new();
    }
    let width = width.min(words.len());
    let mut inside: BTreeMap<&str, u32> = BTreeMap::new();
    let mut common = 0u32;
    let mut scored: Vec<(u32, usize)> = Vec::new();
    for (index, (word, _)) in words.iter().enumerate() {
        let limit = wanted.get(word).copied().unwrap_or(0);
        let count = inside.entry(word.as_str()).or_insert(0);
        *count += 1;
        common += u32::from(*count <= limit);
        if let Some(left) = index.checked_sub(width) {
            let gone = words[left].0.as_str();
            let limit = wanted.get(gone).copied().unwrap_or(0);
            if let Some(count) = inside.get_mut(gone) {
                common -= u32::from(*count <= limit);
                *count -= 1;
            }
        }
        if index + 1 >= width && common > 0 {
            scored.push((common, index + 1 - width));
        }
    }
    scored.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, first) in scored {
        if chosen.len() == MOST {
            break;
        }
        if chosen.iter().all(|other| other.abs_diff(first) >= width) {
            chosen.push(first);
        }
    }
    chosen
        .into_iter()
        .filter_map(|first| {
            let (start, end) = (words[first].1.start, words[first + width - 1].1.end);
            new.at(new.char_at(ByteOffset(start)), new.char_at(ByteOffset(end))).ok()
        })
        .collect()
}
