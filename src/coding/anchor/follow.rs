//! What becomes of one quotation.

use crate::coding::anchor::Alignment;
use crate::coding::place::{PlacedQuote, SourceText};
use crate::model::Quotation;
use crate::text::fold::fold;
use crate::text::position::{ByteOffset, CharOffset};

/// Least share of a quotation's code points that must live on for its new words to count as the same passage.
const LEAST_RETAINED: f64 = 0.6;

/// Code points of matching surroundings from which two occurrences of the same words are told apart.
const ENOUGH_CONTEXT: usize = 12;

/// What a correction did to a quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// The same words, at this place.
    Kept(PlacedQuote),
    /// The same words in another spelling (ي and ی, half-spaces, digits).
    Respelled(PlacedQuote),
    /// Words inside it were corrected; both its borders are known.
    Changed(PlacedQuote),
    /// Where it stands, a person has to decide.
    Lost,
}

/// Decides where a quotation stands in the new text.
///
/// Nothing is guessed: borders inside a replaced stretch, words that stand in several places alike, and passages of
/// which less than six tenths live on are [`Fate::Lost`].
pub fn follow(quotation: &Quotation, alignment: &Alignment, new: &SourceText<'_>) -> Fate {
    let range = quotation.span.start()..quotation.span.end();
    let mapped = alignment.start(range.start).zip(alignment.end(range.end));
    let candidate = mapped.and_then(|(start, end)| new.at(start, end).ok());
    if alignment.is_untouched(range.clone()) {
        let Some(placed) = candidate else { return Fate::Lost };
        if placed.quote == quotation.quote && (alignment.is_typed() || is_the_one(quotation, &placed, new)) {
            return Fate::Kept(placed);
        }
        return exact(quotation, new).map_or(Fate::Lost, Fate::Kept);
    }
    // A person who typed into the passage meant this passage, not another one with its old words.
    if !alignment.is_typed()
        && let Some(placed) = exact(quotation, new)
    {
        return Fate::Kept(placed);
    }
    let Some(placed) = candidate else { return Fate::Lost };
    if fold(&placed.quote) == fold(&quotation.quote) {
        return Fate::Respelled(placed);
    }
    let longer = quotation.span.length().max(placed.span.length());
    if f64::from(alignment.retained(range)) >= LEAST_RETAINED * f64::from(longer) {
        Fate::Changed(placed)
    } else {
        Fate::Lost
    }
}

/// Where the quotation's words stand, when that is one place beyond doubt.
fn exact(quotation: &Quotation, new: &SourceText<'_>) -> Option<PlacedQuote> {
    let mut found = occurrences(&quotation.quote, new);
    found.sort_by_key(|placed| std::cmp::Reverse(context(quotation, placed)));
    match found.as_slice() {
        [only] => {
            let is_long = quotation.span.length() as usize >= ENOUGH_CONTEXT;
            (is_long || context(quotation, only) >= ENOUGH_CONTEXT).then(|| only.clone())
        }
        [best, second, ..] => {
            let (best_context, second_context) = (context(quotation, best), context(quotation, second));
            (best_context >= ENOUGH_CONTEXT && best_context >= 2 * second_context).then(|| best.clone())
        }
        [] => None,
    }
}

/// Whether a comparison of two files surely took this passage and not another with the same words.
fn is_the_one(quotation: &Quotation, placed: &PlacedQuote, new: &SourceText<'_>) -> bool {
    let whole = quotation.before.chars().count() + quotation.after.chars().count();
    if context(quotation, placed) >= whole.min(ENOUGH_CONTEXT) {
        return true;
    }
    occurrences(&quotation.quote, new).len() == 1
}

/// Every place of the words.
pub(super) fn occurrences(words: &str, text: &SourceText<'_>) -> Vec<PlacedQuote> {
    let length = CharOffset::length_of(words).0;
    text.text()
        .match_indices(words)
        .filter_map(|(byte, _)| {
            let start = text.char_at(ByteOffset::from_index(byte));
            text.at(start, start.plus(length)).ok()
        })
        .collect()
}

/// Code points of surroundings that are the same on both sides, counted from the quotation outwards.
fn context(quotation: &Quotation, placed: &PlacedQuote) -> usize {
    let same = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take_while(|(one, other)| one == other).count()
    };
    same(&mut quotation.before.chars().rev(), &mut placed.before.chars().rev())
        + same(&mut quotation.after.chars(), &mut placed.after.chars())
}
