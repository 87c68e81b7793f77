//! A small made-up study for the tests of queries and tables.

use crate::codebook::Codebook;
use crate::coding::corpus::{CodedCorpus, CodingMark, QuotationMark, SourceMark, SourceReader, WordPlaces};
use crate::model::{
    Code, CodeDraft, CodeId, Coder, CoderId, CodingId, Level, QuotationId, SourceId, SourceKind, SpeakerRole,
    Stance, Turn,
};
use crate::text::position::CharOffset;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::rc::Rc;

/// A text of 40 words of four letters, `w00 w01 …`, in two turns of twenty words each by A and B.
pub(super) struct Texts;

impl SourceReader for Texts {
    type Error = Infallible;

    fn turns(&self, _: SourceId) -> Result<Rc<Vec<Turn>>, Infallible> {
        let turn = |number: u32, speaker: &str| Turn {
            number,
            speaker: speaker.to_owned(),
            role: SpeakerRole::Unknown,
            start: CharOffset((number - 1) * 80),
            end: CharOffset(number * 80),
            time_start: None,
            time_end: None,
        };
        Ok(Rc::new(vec![turn(1, "A"), turn(2, "B")]))
    }

    fn words(&self, _: SourceId) -> Result<Rc<WordPlaces>, Infallible> {
        let text: String = (0..40).map(|word| format!("w{word:02} ")).collect();
        Ok(Rc::new(WordPlaces::of(&text)))
    }

    fn words_of_quote(&self, _: QuotationId) -> Result<u32, Infallible> {
        Ok(5)
    }
}

/// C1 (selective) over S1 (axial) over R1 and R2 (open); O1 and O2 under R1, O3 under R2.
pub(super) fn codebook() -> Codebook {
    let code = |id: i64, key: &str, parent: Option<i64>, level: Level, name: &str| Code {
        id: CodeId(id),
        parent: parent.map(CodeId),
        level,
        position: 1,
        draft: CodeDraft { key: key.to_owned(), name: name.to_owned(), ..CodeDraft::default() },
    };
    Codebook::new(vec![
        code(1, "C1", None, Level::Selective, "زیرساخت"),
        code(2, "S1", Some(1), Level::Axial, "شبکه"),
        code(3, "R1", Some(2), Level::Open, "پهنای باند"),
        code(4, "R2", Some(2), Level::Open, "امنیت سامانه"),
        code(5, "O1", Some(3), Level::Open, "قطع می\u{200c}شود"),
        code(6, "O2", Some(3), Level::Open, "کند است"),
        code(7, "O3", Some(4), Level::Open, "رمز"),
    ])
}

pub(super) fn coders() -> Vec<Coder> {
    let coder = |id: i64| Coder { id: CoderId(id), name: format!("K{id}"), colour: String::new() };
    vec![coder(1), coder(2)]
}

/// A coding: source, start and end in words, code, coder, weight.
pub(super) type Line = (i64, u32, u32, i64, i64, Option<u8>);

/// A study of two interviews (1, 2) and an article (3) with these codings. A quotation that ends at word 40 or behind has no sure
/// place.
pub(super) fn corpus(lines: &[Line]) -> CodedCorpus {
    let source = |id: i64, kind, city: &str| SourceMark {
        id: SourceId(id),
        name: format!("I{id}"),
        title: String::new(),
        kind,
        attributes: BTreeMap::from([("شهر".to_owned(), city.to_owned())]),
    };
    let sources = vec![
        source(1, SourceKind::Interview, "مشهد"),
        source(2, SourceKind::Interview, "تهران"),
        source(3, SourceKind::Article, "مشهد"),
    ];
    let mut spans: Vec<(i64, u32, u32)> = lines.iter().map(|line| (line.0, line.1, line.2)).collect();
    spans.sort_unstable();
    spans.dedup();
    let id_of = |line: &Line| {
        let place = spans.binary_search(&(line.0, line.1, line.2)).unwrap_or_default();
        QuotationId(i64::try_from(place).unwrap_or_default() + 1)
    };
    let quotations = (1..)
        .zip(&spans)
        .map(|(id, (source, first, last))| QuotationMark {
            id: QuotationId(id),
            source: SourceId(*source),
            start: first * 4,
            end: last * 4 - 1,
            placed: *last < 40,
        })
        .collect();
    let codings = (1..)
        .zip(lines)
        .map(|(id, line)| CodingMark {
            id: CodingId(id),
            quotation: id_of(line),
            code: CodeId(line.3),
            coder: CoderId(line.4),
            weight: line.5,
            stance: if line.5 == Some(1) { Stance::Contradicts } else { Stance::Supports },
        })
        .collect();
    CodedCorpus::new(sources, quotations, codings)
}
