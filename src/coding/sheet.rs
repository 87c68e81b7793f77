//! The coding sheet: one coding a line, readable and writable in a spreadsheet.

use crate::codebook::{Codebook, Found};
use crate::coding::place::{Located, PlacedQuote, SourceText, locate};
use crate::model::{Anchor, CodeId, CodedQuotation, Source, SourceId, Stance};
use crate::sheet::{Problem, Reason, Row, Sheet, SheetWriter};
use crate::text::digits::parse_number;
use crate::text::position::CharOffset;
use std::collections::BTreeMap;

/// One line of a coding sheet whose every cell was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodingLine {
    /// Line of the file.
    pub line: u64,
    /// The source.
    pub source: SourceId,
    /// The quotation's place and words.
    pub quote: PlacedQuote,
    /// The code.
    pub code: CodeId,
    /// Name of the coder; empty when the sheet does not say.
    pub coder: String,
    /// 1 to 100, or not judged.
    pub weight: Option<u8>,
    /// Remark; may be empty.
    pub comment: String,
    /// Whether the passage speaks for the code or against it.
    pub stance: Stance,
}

/// Reads a coding sheet against the study's sources and codes; returns the good lines and what is wrong with the others.
///
/// A line names its place by `start` and `end` (code points, end exclusive), by the words of `quote`, or by both, then
/// the words must stand at the place.
pub fn read_sheet(bytes: &[u8], sources: &[Source], codebook: &Codebook) -> (Vec<CodingLine>, Vec<Problem>) {
    let sheet = match Sheet::read(bytes).and_then(|sheet| {
        sheet.require(&["source", "code"])?;
        Ok(sheet)
    }) {
        Ok(sheet) => sheet,
        Err(problems) => return (Vec::new(), problems),
    };
    let texts: BTreeMap<&str, SourceText<'_>> =
        sources.iter().map(|source| (source.name.as_str(), SourceText::new(source))).collect();
    let mut found_codes: BTreeMap<String, Found> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for row in &sheet.rows {
        let before = problems.len();
        let text = texts.get(sheet.cell(row, "source"));
        if text.is_none() {
            problems.push(cell_problem(&sheet, row, "source", Reason::UnknownSource));
        }
        let wanted = sheet.cell(row, "code");
        let code = *found_codes.entry(wanted.to_owned()).or_insert_with(|| codebook.find(wanted));
        let code = match code {
            Found::One(code) => Some(code),
            Found::Several => {
                problems.push(cell_problem(&sheet, row, "code", Reason::AmbiguousCode));
                None
            }
            Found::Nothing => {
                let reason = if wanted.is_empty() { Reason::Empty } else { Reason::UnknownCode };
                problems.push(cell_problem(&sheet, row, "code", reason));
                None
            }
        };
        let quote = text.and_then(|text| noted(place(&sheet, row, text), &mut problems));
        let weight = noted(weight(&sheet, row), &mut problems).flatten();
        let stance = noted(stance(&sheet, row), &mut problems).unwrap_or_default();
        if let (Some(text), Some(code), Some(quote), true) = (text, code, quote, problems.len() == before) {
            lines.push(CodingLine {
                line: row.line,
                source: text.source().id,
                quote,
                code,
                coder: sheet.cell(row, "coder").to_owned(),
                weight,
                comment: sheet.cell(row, "comment").to_owned(),
                stance,
            });
        }
    }
    (lines, problems)
}

fn cell_problem(sheet: &Sheet, row: &Row, column: &str, reason: Reason) -> Problem {
    Problem::in_cell(row.line, column, sheet.cell(row, column), reason)
}

fn noted<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

fn place(sheet: &Sheet, row: &Row, text: &SourceText<'_>) -> Result<PlacedQuote, Problem> {
    let quote = sheet.cell(row, "quote");
    let start = offset(sheet, row, "start")?;
    let end = offset(sheet, row, "end")?;
    match (start, end) {
        (Some(start), Some(end)) => {
            let outside = Reason::PositionOutside { length: text.length().0 };
            let placed = text
                .at(CharOffset(start), CharOffset(end))
                .map_err(|_error| cell_problem(sheet, row, "end", outside))?;
            // The sheet's cell may have lost surrounding white space on its way through a spreadsheet.
            if !quote.is_empty() && placed.quote.trim() != quote {
                return Err(cell_problem(sheet, row, "quote", Reason::QuoteDiffers { found: placed.quote }));
            }
            Ok(placed)
        }
        (None, None) if quote.is_empty() => Err(cell_problem(sheet, row, "quote", Reason::NoPlace)),
        (None, None) => match locate(text, quote) {
            Located::One(placed) => Ok(placed),
            Located::Several(count) => {
                Err(cell_problem(sheet, row, "quote", Reason::QuoteAmbiguous { count }))
            }
            Located::Nowhere { nearest } => {
                Err(cell_problem(sheet, row, "quote", Reason::QuoteNotFound { nearest }))
            }
        },
        (None, Some(_)) => Err(cell_problem(sheet, row, "start", Reason::Empty)),
        (Some(_), None) => Err(cell_problem(sheet, row, "end", Reason::Empty)),
    }
}

fn offset(sheet: &Sheet, row: &Row, column: &str) -> Result<Option<u32>, Problem> {
    let cell = sheet.cell(row, column);
    if cell.is_empty() {
        return Ok(None);
    }
    let number = parse_number(cell).ok_or_else(|| cell_problem(sheet, row, column, Reason::NotANumber))?;
    whole(number).map(Some).ok_or_else(|| cell_problem(sheet, row, column, Reason::NotANumber))
}

/// The number as a `u32` when it is a whole one.
fn whole(number: f64) -> Option<u32> {
    let text = format!("{number:.0}");
    let rounded: u32 = text.parse().ok()?;
    ((f64::from(rounded) - number).abs() < 1e-9).then_some(rounded)
}

fn weight(sheet: &Sheet, row: &Row) -> Result<Option<u8>, Problem> {
    let range = Reason::OutOfRange { minimum: 1, maximum: 100 };
    match offset(sheet, row, "weight")? {
        None => Ok(None),
        Some(value) => match u8::try_from(value) {
            Ok(value @ 1..=100) => Ok(Some(value)),
            _ => Err(cell_problem(sheet, row, "weight", range)),
        },
    }
}

fn stance(sheet: &Sheet, row: &Row) -> Result<Stance, Problem> {
    match sheet.cell(row, "stance") {
        "" => Ok(Stance::Supports),
        word => {
            let expected = Reason::NotOneOf(Stance::ALL.map(|stance| stance.as_str().to_owned()).to_vec());
            Stance::parse(word).ok_or_else(|| cell_problem(sheet, row, "stance", expected))
        }
    }
}

/// One coding with the names a reader needs.
#[derive(Clone, Copy, Debug)]
pub struct ExportLine<'a> {
    /// The coding and its quotation.
    pub coded: &'a CodedQuotation,
    /// The source.
    pub source: &'a Source,
    /// Name of the coder.
    pub coder: &'a str,
}

/// Writes codings as a sheet that [`read_sheet`] takes back to the same codings.
pub fn write_sheet(lines: &[ExportLine<'_>], codebook: &Codebook) -> Vec<u8> {
    let mut writer = SheetWriter::new([
        "source",
        "start",
        "end",
        "quote",
        "code",
        "coder",
        "weight",
        "comment",
        "stance",
        "code_name",
        "factor",
        "turn",
        "speaker",
    ]);
    for line in lines {
        let quotation = &line.coded.quotation;
        let coding = &line.coded.coding;
        let code = codebook.get(coding.code);
        let turn = line.source.turn_at(quotation.span.start());
        // A quotation without a sure place is found again by its words, or told when the sheet is read.
        let is_placed = quotation.anchor == Anchor::Placed;
        let offset = |at: CharOffset| if is_placed { at.0.to_string() } else { String::new() };
        writer.row([
            line.source.name.as_str(),
            &offset(quotation.span.start()),
            &offset(quotation.span.end()),
            &quotation.quote,
            code.map_or("", |code| &code.draft.key),
            line.coder,
            &coding.weight.map_or_else(String::new, |weight| weight.to_string()),
            &coding.comment,
            coding.stance.as_str(),
            code.map_or("", |code| &code.draft.name),
            codebook.factor_of(coding.code).map_or("", |factor| &factor.draft.key),
            &turn.map_or_else(String::new, |turn| turn.number.to_string()),
            turn.map_or("", |turn| &turn.speaker),
        ]);
    }
    writer.finish()
}
