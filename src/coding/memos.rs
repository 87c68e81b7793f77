//! The memo sheet: one memo a line.

use crate::codebook::{Codebook, Found};
use crate::coding::place::{Located, PlacedQuote, SourceText, locate};
use crate::model::{CodeId, Source, SourceId};
use crate::sheet::{Problem, Reason, Row, Sheet};
use std::collections::BTreeMap;

/// What a line's memo is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MemoLineTarget {
    /// The study as a whole.
    Study,
    /// A source.
    Source(SourceId),
    /// A quotation: the source and the place.
    Quotation(SourceId, PlacedQuote),
    /// A code.
    Code(CodeId),
}

/// One line of a memo sheet whose every cell was understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemoLine {
    /// What it is about.
    pub target: MemoLineTarget,
    /// Name of the coder; empty when the sheet does not say.
    pub coder: String,
    /// Date as written; may be empty.
    pub date: String,
    /// The note.
    pub text: String,
}

/// Reads a memo sheet (`target,source,quote,code,coder,date,text`); returns the good lines and what is wrong with the others.
pub fn read_memos(bytes: &[u8], sources: &[Source], codebook: &Codebook) -> (Vec<MemoLine>, Vec<Problem>) {
    let sheet = match Sheet::read(bytes).and_then(|sheet| {
        sheet.require(&["target", "text"])?;
        Ok(sheet)
    }) {
        Ok(sheet) => sheet,
        Err(problems) => return (Vec::new(), problems),
    };
    let texts: BTreeMap<&str, SourceText<'_>> =
        sources.iter().map(|source| (source.name.as_str(), SourceText::new(source))).collect();
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for row in &sheet.rows {
        let cell = |column| sheet.cell(row, column);
        if cell("text").is_empty() {
            problems.push(Problem::in_cell(row.line, "text", "", Reason::Empty));
            continue;
        }
        match target(&sheet, row, &texts, codebook) {
            Err(problem) => problems.push(problem),
            Ok(target) => lines.push(MemoLine {
                target,
                coder: cell("coder").to_owned(),
                date: cell("date").to_owned(),
                text: cell("text").to_owned(),
            }),
        }
    }
    (lines, problems)
}

fn target(
    sheet: &Sheet,
    row: &Row,
    texts: &BTreeMap<&str, SourceText<'_>>,
    codebook: &Codebook,
) -> Result<MemoLineTarget, Problem> {
    let problem = |column: &str, reason| Problem::in_cell(row.line, column, sheet.cell(row, column), reason);
    let source =
        || texts.get(sheet.cell(row, "source")).ok_or_else(|| problem("source", Reason::UnknownSource));
    match sheet.cell(row, "target") {
        "study" => Ok(MemoLineTarget::Study),
        "source" => Ok(MemoLineTarget::Source(source()?.source().id)),
        "code" => match codebook.find(sheet.cell(row, "code")) {
            Found::One(code) => Ok(MemoLineTarget::Code(code)),
            Found::Several => Err(problem("code", Reason::AmbiguousCode)),
            Found::Nothing => Err(problem("code", Reason::UnknownCode)),
        },
        "quotation" => {
            let text = source()?;
            match locate(text, sheet.cell(row, "quote")) {
                Located::One(placed) => Ok(MemoLineTarget::Quotation(text.source().id, placed)),
                Located::Several(count) => Err(problem("quote", Reason::QuoteAmbiguous { count })),
                Located::Nowhere { nearest } => Err(problem("quote", Reason::QuoteNotFound { nearest })),
            }
        }
        _ => {
            let allowed = ["study", "source", "quotation", "code"].map(str::to_owned).to_vec();
            Err(problem("target", Reason::NotOneOf(allowed)))
        }
    }
}
