//! The memo sheet: one memo a line.

use crate::codebook::{Codebook, Found};
use crate::coding::place::{Located, PlacedQuote, SourceText, locate};
use crate::model::{CodeId, CoderId, Memo, MemoTarget, Quotation, Source, SourceId};
use crate::sheet::{Problem, Reason, Row, Sheet};
use crate::text::fold::fold;
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

/// Which memos are wanted; every part that is set must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MemoFilter {
    /// Only those on such a thing: study, source, quotation or code.
    pub target: Option<String>,
    /// Only those on this code or one below it, or on a quotation that carries one.
    pub codes: Option<Vec<CodeId>>,
    /// Only those on this source or a quotation of it.
    pub source: Option<SourceId>,
    /// Only those of this coder.
    pub coder: Option<CoderId>,
    /// Only those with these words, spelling variants folded.
    pub words: String,
}

/// A memo with what a reader needs to know of what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedMemo {
    /// The memo.
    pub memo: Memo,
    /// The source it is about or in which its quotation stands.
    pub source: Option<SourceId>,
    /// The quotation it is about.
    pub quotation: Option<Quotation>,
    /// The codes on that quotation, or the code it is about.
    pub codes: Vec<CodeId>,
}

impl MemoFilter {
    /// Whether the memo is wanted.
    pub fn takes(&self, listed: &ListedMemo) -> bool {
        let target = match listed.memo.target {
            MemoTarget::Study => "study",
            MemoTarget::Source(_) => "source",
            MemoTarget::Quotation(_) => "quotation",
            MemoTarget::Code(_) => "code",
        };
        let words = fold(&self.words);
        self.target.as_ref().is_none_or(|wanted| wanted == target)
            && self.codes.as_ref().is_none_or(|wanted| listed.codes.iter().any(|code| wanted.contains(code)))
            && self.source.is_none_or(|wanted| listed.source == Some(wanted))
            && self.coder.is_none_or(|wanted| listed.memo.coder == wanted)
            && words.split_whitespace().all(|word| fold(&listed.memo.text).contains(word))
    }
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
