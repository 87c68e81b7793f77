//! Several coders on one text: what each unit was given, and where they differ.

use crate::codebook::Codebook;
use crate::model::{Anchor, CodeId, CodedQuotation, CoderId, CodingId, Settlement, Source, SourceId, Span};
use crate::stats::agreement::{PresencePatterns, Unit};
use crate::text::position::{ByteOffset, CharOffset, PositionMap};
use crate::text::token::tokenize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// What a text is cut into for comparing coders.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AgreementUnit {
    /// Code points.
    Characters,
    /// Words, as the search cuts them.
    Words,
    /// Sentences (UAX #29), cut at line ends too.
    Sentences,
    /// Turns; paragraphs where nobody speaks.
    Turns,
}

impl AgreementUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Characters, Self::Words, Self::Sentences, Self::Turns];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Words => "words",
            Self::Sentences => "sentences",
            Self::Turns => "turns",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == word)
    }
}

/// What becomes of text that coders left uncoded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Uncoded {
    /// Every unit counts: leaving a passage alone is a decision too. Long uncoded stretches raise agreement.
    Include,
    /// Units that no coder gave any code are left out: only what somebody found worth coding is compared.
    Exclude,
    /// Only units to which every coder gave some code: do they call the same passages the same?
    Both,
}

impl Uncoded {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Include, Self::Exclude, Self::Both];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Include => "include",
            Self::Exclude => "exclude",
            Self::Both => "both",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

/// On which level codes are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AgreementLevel {
    /// Each code for itself.
    Code,
    /// The factor that a code is or belongs to.
    Factor,
    /// Its subscale.
    Subscale,
    /// Its component.
    Component,
}

impl AgreementLevel {
    /// Every level.
    pub const ALL: [Self; 4] = [Self::Code, Self::Factor, Self::Subscale, Self::Component];

    /// The word used in options and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Factor => "factor",
            Self::Subscale => "subscale",
            Self::Component => "component",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// The code of this level at or above a code; `None` when it belongs to none.
    pub fn of(self, codebook: &Codebook, code: CodeId) -> Option<CodeId> {
        match self {
            Self::Code => Some(code),
            Self::Factor => codebook.factor_of(code).map(|code| code.id),
            Self::Subscale => codebook.subscale_of(code).map(|code| code.id),
            Self::Component => codebook.component_of(code).map(|code| code.id),
        }
    }
}

/// A passage that one coder gave one code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CodedSpan {
    /// The code, on the level of the comparison.
    pub code: CodeId,
    /// The coder, by place in the list of those compared.
    pub coder: usize,
    /// The passage.
    pub span: Span,
    /// The coding.
    pub coding: CodingId,
}

/// The spans of the coders compared in one source; codings without a sure place are left out.
pub fn coded_spans(
    codings: &[CodedQuotation],
    coders: &[CoderId],
    codebook: &Codebook,
    level: AgreementLevel,
) -> Vec<CodedSpan> {
    let mut spans: Vec<CodedSpan> = codings
        .iter()
        .filter(|coded| coded.quotation.anchor == Anchor::Placed)
        .filter_map(|coded| {
            Some(CodedSpan {
                code: level.of(codebook, coded.coding.code)?,
                coder: coders.iter().position(|coder| *coder == coded.coding.coder)?,
                span: coded.quotation.span,
                coding: coded.coding.id,
            })
        })
        .collect();
    spans.sort();
    spans
}

/// The units of a source: code point ranges in order.
pub fn units_of(source: &Source, unit: AgreementUnit) -> Vec<(u32, u32)> {
    let map = PositionMap::new(&source.text);
    let to_char = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte)).0;
    match unit {
        AgreementUnit::Characters => (0..map.char_length().0).map(|at| (at, at + 1)).collect(),
        AgreementUnit::Words => {
            let mut tokens = Vec::new();
            tokenize(&source.text, &mut tokens);
            tokens.iter().map(|token| (to_char(token.range().start), to_char(token.range().end))).collect()
        }
        AgreementUnit::Sentences => {
            let mut units = Vec::new();
            let mut begin = 0;
            for line in source.text.split_inclusive('\n') {
                for (at, sentence) in line.split_sentence_bound_indices() {
                    let words = sentence.trim();
                    if !words.is_empty() {
                        let start = begin + at + (sentence.len() - sentence.trim_start().len());
                        units.push((to_char(start), to_char(start + words.len())));
                    }
                }
                begin += line.len();
            }
            units
        }
        AgreementUnit::Turns => source
            .turns
            .iter()
            .map(|turn| (turn.start.0, turn.end.0))
            .filter(|(start, end)| start < end)
            .collect(),
    }
}

/// Which units each coder gave a code (a unit counts as coded when a quotation shares a character with it), by code.
pub fn presence(
    units: &[(u32, u32)],
    spans: &[CodedSpan],
    coders: usize,
    codes: &BTreeSet<CodeId>,
    uncoded: Uncoded,
) -> BTreeMap<CodeId, PresencePatterns> {
    let mut any = vec![vec![false; coders]; units.len()];
    let mut by_code: BTreeMap<CodeId, BTreeMap<usize, Vec<bool>>> = BTreeMap::new();
    for span in spans {
        let (start, end) = (span.span.start().0, span.span.end().0);
        let first = units.partition_point(|unit| unit.1 <= start);
        for (index, _) in units.iter().enumerate().skip(first).take_while(|(_, unit)| unit.0 < end) {
            any[index][span.coder] = true;
            let answers = by_code.entry(span.code).or_default().entry(index);
            answers.or_insert_with(|| vec![false; coders])[span.coder] = true;
        }
    }
    let counts = |answers: &[bool]| match uncoded {
        Uncoded::Include => true,
        Uncoded::Exclude => answers.contains(&true),
        Uncoded::Both => !answers.contains(&false),
    };
    let kept = any.iter().filter(|answers| counts(answers)).count();
    codes
        .iter()
        .map(|code| {
            let mut patterns = PresencePatterns::default();
            let mut touched = 0;
            for (index, answers) in by_code.get(code).into_iter().flatten() {
                if counts(&any[*index]) {
                    patterns.add(answers, 1);
                    touched += 1;
                }
            }
            patterns.add(&vec![false; coders], (kept - touched) as u64);
            (*code, patterns)
        })
        .collect()
}

/// The spans as units of a continuum that begins at `offset`, for unitizing α.
pub fn continuum(spans: &[CodedSpan], offset: usize, categories: &BTreeMap<CodeId, usize>) -> Vec<Unit> {
    spans
        .iter()
        .filter_map(|span| {
            Some(Unit {
                coder: span.coder,
                start: offset + span.span.start().count(),
                end: offset + span.span.end().count(),
                category: *categories.get(&span.code)?,
            })
        })
        .collect()
}

/// How coders differ on a passage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DisagreementKind {
    /// Some have the code there, others do not.
    Missing,
    /// All have it, with other borders.
    Borders,
}

impl DisagreementKind {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Borders => "borders",
        }
    }
}

/// A passage on which coders differ about one code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disagreement {
    /// The source.
    pub source: SourceId,
    /// The code.
    pub code: CodeId,
    /// How they differ.
    pub kind: DisagreementKind,
    /// From the first character that a coder gave the code to the last.
    pub span: Span,
    /// What all who have the code share; `None` when nothing.
    pub shared: Option<Span>,
    /// What each coder marked, by place in the list of those compared; empty: nothing.
    pub marked: Vec<Vec<Span>>,
    /// Words of the passage.
    pub words: String,
    /// Number of the turn in which it begins.
    pub turn: Option<u32>,
}

/// A stretch in which spans of one code hang together.
struct Region {
    start: u32,
    end: u32,
    marked: Vec<Vec<Span>>,
}

/// The stretches in which spans of one code, of any coder, overlap; in order.
fn regions(spans: &[&CodedSpan], coders: usize) -> Vec<Region> {
    let mut ordered: Vec<&&CodedSpan> = spans.iter().collect();
    ordered.sort_by_key(|span| (span.span.start(), span.span.end()));
    let mut regions: Vec<Region> = Vec::new();
    for span in ordered {
        let (start, end) = (span.span.start().0, span.span.end().0);
        if regions.last().is_none_or(|last| last.end <= start) {
            regions.push(Region { start, end, marked: vec![Vec::new(); coders] });
        }
        if let Some(last) = regions.last_mut() {
            last.end = last.end.max(end);
            last.marked[span.coder].push(span.span);
        }
    }
    regions
}

impl Region {
    fn is_agreed(&self) -> bool {
        self.marked.windows(2).all(|pair| pair[0] == pair[1])
    }

    fn shared(&self) -> Option<Span> {
        let of = |spans: &Vec<Span>| {
            let start = spans.iter().map(|span| span.start().0).min()?;
            Some((start, spans.iter().map(|span| span.end().0).max()?))
        };
        let marks: Vec<(u32, u32)> = self.marked.iter().filter_map(of).collect();
        let start = marks.iter().map(|mark| mark.0).max()?;
        let end = marks.iter().map(|mark| mark.1).min()?;
        Span::from_stored(start, end)
    }
}

/// Passages on which coders differ in one source, by code and place, without those that were settled.
pub fn disagreements(
    source: &Source,
    spans: &[CodedSpan],
    coders: usize,
    settlements: &[Settlement],
) -> Vec<Disagreement> {
    let map = PositionMap::new(&source.text);
    let mut found = Vec::new();
    for (code, spans) in by_code(spans) {
        for region in regions(&spans, coders) {
            let Some(span) = Span::from_stored(region.start, region.end) else { continue };
            let is_settled = settlements.iter().any(|settlement| {
                settlement.source == source.id
                    && settlement.code == code
                    && settlement.text_hash == source.text_hash
                    && settlement.span.overlaps(span)
            });
            if region.is_agreed() || is_settled {
                continue;
            }
            let is_missing = region.marked.iter().any(Vec::is_empty);
            found.push(Disagreement {
                source: source.id,
                code,
                kind: if is_missing { DisagreementKind::Missing } else { DisagreementKind::Borders },
                span,
                shared: region.shared(),
                words: map.slice(&source.text, span.start()..span.end()).to_owned(),
                turn: source.turn_at(span.start()).map(|turn| turn.number),
                marked: region.marked,
            });
        }
    }
    found
}

/// Passages to which every coder gave a code with the same borders.
pub fn agreed(spans: &[CodedSpan], coders: usize) -> Vec<(CodeId, Span)> {
    let mut found = Vec::new();
    for (code, spans) in by_code(spans) {
        for region in regions(&spans, coders) {
            if region.is_agreed() {
                found.extend(region.marked.iter().take(1).flatten().map(|span| (code, *span)));
            }
        }
    }
    found
}

fn by_code(spans: &[CodedSpan]) -> BTreeMap<CodeId, Vec<&CodedSpan>> {
    let mut by_code: BTreeMap<CodeId, Vec<&CodedSpan>> = BTreeMap::new();
    for span in spans {
        by_code.entry(span.code).or_default().push(span);
    }
    by_code
}

/// Length of a source for a continuum.
pub fn length_of(source: &Source) -> usize {
    CharOffset::length_of(&source.text).count()
}
