//! Positions in a text, as other programs count them.
//!
//! The standard counts Unicode code points; programs differ in what they count: UTF-16 units, a line end of two characters as one
//! or two, the mark at the beginning of a file, the end included or not. Which of the ways a file was counted in is decided
//! by the evidence: under the right one the names of selections are the words at their places and both ends fall on borders
//! of words.

use crate::text::fold::fold;

/// One way to count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counting {
    /// UTF-16 units rather than code points.
    pub utf16: bool,
    /// CR LF counts as two.
    pub crlf_two: bool,
    /// The mark at the beginning of the file counts as one.
    pub mark: bool,
    /// The end names the last character rather than the one behind it.
    pub inclusive: bool,
}

/// A selection to be placed: start and end as written, and its name.
pub type Given<'a> = (i64, i64, &'a str);

/// A text as a study keeps it, with the places of selections in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedText {
    /// The text: line ends are U+000A, without a mark.
    pub text: String,
    /// Start and end in code points for every selection; `None` where they are no span of the text.
    pub spans: Vec<Option<(u32, u32)>>,
    /// How the positions were counted.
    pub counting: Counting,
    /// How many names are the words at their places, of those that have a name.
    pub named: (usize, usize),
    table: Table,
}

impl PlacedText {
    /// Whether at least half of the names are the words at their places; without names the positions are all there is.
    pub fn is_trusted(&self) -> bool {
        let (agreeing, named) = self.named;
        agreeing * 2 >= named
    }

    /// Where a single position lies in the text, in code points; `None` outside it.
    pub fn place_of(&self, position: i64) -> Option<u32> {
        self.table.chars.get(usize::try_from(position).ok()?).copied()
    }
}

/// The score of a counting, how many names it fits, the counting, and the spans under it.
type Scored = (usize, usize, Counting, Vec<Option<(u32, u32)>>);

/// Where each position of a counting lies in the text that a study keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Table {
    chars: Vec<u32>,
}

/// Brings a text into the form that a study keeps and finds the places of selections in it.
///
/// `text` is decoded, with its mark and line ends as in the file. `wide` is the hint that its program counts UTF-16 units and
/// CR LF as two, used only where the evidence speaks for no way.
pub fn place_text(text: &str, given: &[Given<'_>], wide: bool) -> PlacedText {
    let marked = text.starts_with('\u{feff}');
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let kept: Vec<char> = body.replace("\r\n", "\n").replace('\r', "\n").chars().collect();
    let choices = |open: bool| -> &'static [bool] { if open { &[false, true] } else { &[false] } };
    let astral = body.chars().any(|letter| u32::from(letter) > 0xffff);
    let preferred =
        Counting { utf16: wide && astral, crlf_two: wide && body.contains("\r\n"), ..Counting::default() };
    let mut best: Option<Scored> = None;
    let mut countings = vec![preferred];
    for &inclusive in &[false, true] {
        for &mark in choices(marked) {
            for &utf16 in choices(astral) {
                for &crlf_two in choices(body.contains("\r\n")) {
                    countings.push(Counting { utf16, crlf_two, mark, inclusive });
                }
            }
        }
    }
    for counting in countings {
        if best.as_ref().is_some_and(|(_, _, known, _)| *known == counting) {
            continue;
        }
        let table = Table::new(body, counting);
        let spans: Vec<_> = given.iter().map(|one| table.span(one, counting)).collect();
        let said = said(&kept, &spans, given);
        let score = 4 * said + spans.iter().map(|span| borders(&kept, *span)).sum::<usize>();
        // Full stops and blanks make the end too weak a witness: only names speak for an end that is included.
        let is_better =
            |(known, of_known, ..): &Scored| score > *known && (!counting.inclusive || said > *of_known);
        if best.as_ref().is_none_or(is_better) {
            best = Some((score, said, counting, spans));
        }
    }
    let (_, agreeing, counting, spans) = best.expect("there is at least one way to count");
    let named = given.iter().filter(|one| !one.2.trim().is_empty()).count();
    let table = Table::new(body, counting);
    PlacedText { text: kept.iter().collect(), spans, counting, named: (agreeing, named), table }
}

impl Table {
    fn new(body: &str, counting: Counting) -> Self {
        let mut chars = Vec::with_capacity(body.len() / 2 + 2);
        if counting.mark {
            chars.push(0);
        }
        let mut at = 0_u32;
        let mut letters = body.chars().peekable();
        while let Some(letter) = letters.next() {
            chars.push(at);
            if counting.utf16 && u32::from(letter) > 0xffff {
                chars.push(at);
            }
            if letter == '\r' && letters.peek() == Some(&'\n') {
                letters.next();
                if counting.crlf_two {
                    chars.push(at);
                }
            }
            at += 1;
        }
        chars.push(at);
        Self { chars }
    }

    fn span(&self, given: &Given<'_>, counting: Counting) -> Option<(u32, u32)> {
        let at = |position: i64| self.chars.get(usize::try_from(position).ok()?).copied();
        let (start, end) = (at(given.0)?, at(given.1.checked_add(i64::from(counting.inclusive))?)?);
        (start < end).then_some((start, end))
    }
}

/// How many names are the words at their places.
fn said(text: &[char], spans: &[Option<(u32, u32)>], given: &[Given<'_>]) -> usize {
    spans.iter().zip(given).filter(|(span, one)| span.is_some_and(|span| says(text, span, one.2))).count()
}

/// How many of the two ends of a selection fall on borders of words, with no blank inside.
fn borders(text: &[char], span: Option<(u32, u32)>) -> usize {
    let Some((start, end)) = span else { return 0 };
    let (start, end) = (start as usize, end as usize);
    let in_word = |at: usize| {
        let letter = |index: usize| text.get(index).is_some_and(|letter| letter.is_alphanumeric());
        at > 0 && letter(at - 1) && letter(at)
    };
    let tidy = |at: usize| text.get(at).is_some_and(|letter| !letter.is_whitespace());
    usize::from(!in_word(start) && tidy(start)) + usize::from(!in_word(end) && end > 0 && tidy(end - 1))
}

/// Whether the words of a place are the name, or begin with it where it was cut.
fn says(text: &[char], span: (u32, u32), name: &str) -> bool {
    let cut = name.trim_end_matches(['\u{2026}', '.']).trim();
    if cut.is_empty() {
        return false;
    }
    let words: String = text.get(span.0 as usize..span.1 as usize).unwrap_or_default().iter().collect();
    let (words, name) = (letters(&words), letters(name));
    words == name || (cut.chars().count() >= 20 && words.starts_with(&letters(cut)))
}

/// A text without what programs change when they make a name of it: white space and ways of writing one letter.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Counting, place_text};

    const TEXT: &str = "\u{feff}Ali: fine \u{1f61f} today\r\nSara: not at all, never\r\nAli: why so?";

    /// Positions of words in TEXT under a counting.
    fn given(counting: Counting, words: &[&'static str]) -> Vec<(i64, i64, &'static str)> {
        let mut positions = Vec::new();
        for word in words {
            let before = TEXT.split(word).next().unwrap();
            let count = |text: &str| -> i64 {
                let body = if counting.mark { text.to_owned() } else { text.replace('\u{feff}', "") };
                let body = if counting.crlf_two { body } else { body.replace("\r\n", "\n") };
                let units = if counting.utf16 { body.encode_utf16().count() } else { body.chars().count() };
                i64::try_from(units).unwrap()
            };
            let start = count(before);
            positions.push((start, start + count(word) - i64::from(counting.inclusive), *word));
        }
        positions
    }

    #[test]
    fn every_way_of_counting_is_known_by_its_evidence() {
        for bits in 0..16_u8 {
            let on = |bit: u8| bits & (1 << bit) != 0;
            let counting = Counting { utf16: on(0), crlf_two: on(1), mark: on(2), inclusive: on(3) };
            let given = given(counting, &["fine \u{1f61f} today", "not at all", "why so"]);
            let placed = place_text(TEXT, &given, false);
            assert_eq!(placed.counting, counting, "{given:?}");
            assert_eq!(placed.named, (3, 3));
            let words: Vec<String> = placed
                .spans
                .iter()
                .map(|span| {
                    let (start, end) = span.unwrap();
                    placed.text.chars().skip(start as usize).take((end - start) as usize).collect()
                })
                .collect();
            assert_eq!(words, ["fine \u{1f61f} today", "not at all", "why so"]);
        }
    }

    #[test]
    fn without_names_the_borders_of_words_decide() {
        let counting = Counting { utf16: true, crlf_two: true, ..Counting::default() };
        let mut given = given(counting, &["today", "not at all", "why so"]);
        for one in &mut given {
            one.2 = "";
        }
        assert_eq!(place_text(TEXT, &given, false).counting, counting);
    }

    #[test]
    fn what_is_no_span_is_left_out_and_nothing_overflows() {
        let placed = place_text(
            "abc",
            &[(0, 9, ""), (2, 2, ""), (-1, 2, ""), (i64::MAX, i64::MAX, ""), (0, 3, "")],
            true,
        );
        assert_eq!(placed.spans, [None, None, None, None, Some((0, 3))]);
    }
}
