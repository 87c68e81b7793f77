//! Cuts a code query into names, filters and parentheses.

use crate::coding::query::error::{CodeQueryProblem, Trouble};
use crate::coding::query::expression::FilterField;
use crate::text::fold::fold;
use std::ops::Range;

/// A piece of a code query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    /// Bytes of the query.
    pub(super) span: Range<usize>,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum LexemeKind {
    Open,
    Close,
    /// A word as typed; the parser tells operators and codes apart.
    Word(String),
    /// A code for certain: a name in quotation marks, or one behind `=`.
    Code {
        name: String,
        with_descendants: bool,
    },
    /// A filter: field, name as typed, value, bytes of the value.
    Filter(FilterField, String, String, Range<usize>),
}

/// What opens a name and what closes it.
const QUOTES: [(char, char); 4] = [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“')];

/// Cuts `query` into pieces.
pub(super) fn lex(query: &str) -> Result<Vec<Lexeme>, Trouble> {
    let mut lexer = Lexer { query, place: 0 };
    let mut lexemes = Vec::new();
    while let Some(lexeme) = lexer.next_lexeme()? {
        lexemes.push(lexeme);
    }
    Ok(lexemes)
}

/// The rest of the query.
struct Lexer<'q> {
    query: &'q str,
    place: usize,
}

impl<'q> Lexer<'q> {
    fn next_lexeme(&mut self) -> Result<Option<Lexeme>, Trouble> {
        self.skip(char::is_whitespace);
        let start = self.place;
        let Some(first) = self.peek() else { return Ok(None) };
        let kind = match first {
            '(' | ')' => {
                self.take();
                if first == '(' { LexemeKind::Open } else { LexemeKind::Close }
            }
            '=' => {
                self.take();
                let value = self.value()?;
                let name = self.text(value).trim().to_owned();
                if name.is_empty() {
                    return Err((CodeQueryProblem::MissingOperand("=".to_owned()), start..self.place));
                }
                LexemeKind::Code { name, with_descendants: false }
            }
            _ if is_quote(first) => {
                let inside = self.quoted()?;
                let name = self.text(inside).trim().to_owned();
                if name.is_empty() {
                    return Err((CodeQueryProblem::Empty, start..self.place));
                }
                LexemeKind::Code { name, with_descendants: true }
            }
            _ => self.word(start)?,
        };
        Ok(Some(Lexeme { kind, span: start..self.place }))
    }

    /// A word, or a filter with its value.
    fn word(&mut self, start: usize) -> Result<LexemeKind, Trouble> {
        self.skip(|character| !ends_word(character) && character != ':');
        let name = self.text(start..self.place).to_owned();
        if self.peek() == Some(':') {
            if let Some(field) = field(&name) {
                self.take();
                let value = self.value()?;
                let text = self.text(value.clone()).trim().to_owned();
                if text.is_empty() {
                    return Err((CodeQueryProblem::MissingValue(name), start..self.place));
                }
                return Ok(LexemeKind::Filter(field, name, text, value));
            }
            if name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '.') {
                return Err((CodeQueryProblem::UnknownFilter(name), start..self.place + 1));
            }
        }
        self.skip(|character| !ends_word(character));
        Ok(LexemeKind::Word(self.text(start..self.place).to_owned()))
    }

    /// What stands behind a colon or an equals sign: one word or a stretch in quotation marks.
    fn value(&mut self) -> Result<Range<usize>, Trouble> {
        if self.peek().is_some_and(is_quote) {
            return self.quoted();
        }
        let from = self.place;
        self.skip(|character| !ends_word(character));
        Ok(from..self.place)
    }

    /// The inside of quotation marks; the opening mark is next.
    fn quoted(&mut self) -> Result<Range<usize>, Trouble> {
        let start = self.place;
        let opening = self.take().unwrap_or_default();
        let from = self.place;
        let closes =
            |character: char| QUOTES.iter().any(|&(open, close)| open == opening && close == character);
        self.skip(|character| !closes(character));
        let to = self.place;
        match self.take() {
            Some(_) => Ok(from..to),
            None => Err((CodeQueryProblem::UnclosedQuote, start..from)),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text(self.place..self.query.len()).chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.place += character.len_utf8();
        Some(character)
    }

    fn skip(&mut self, fits: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&fits) {
            self.take();
        }
    }

    fn text(&self, range: Range<usize>) -> &'q str {
        self.query.get(range).unwrap_or_default()
    }
}

/// The field that a name before a colon stands for, English or Persian.
fn field(name: &str) -> Option<FilterField> {
    if let Some((field, attribute)) = name.split_once('.') {
        let known = matches!(fold(field).as_str(), "attr" | "ویژگی");
        return (known && !attribute.is_empty()).then(|| FilterField::Attribute(attribute.to_owned()));
    }
    Some(match fold(name).as_str() {
        "source" | "منبع" => FilterField::Source,
        "kind" | "نوع" => FilterField::Kind,
        "speaker" | "گوینده" => FilterField::Speaker,
        "coder" | "کدگذار" => FilterField::Coder,
        "weight" | "وزن" => FilterField::Weight,
        "stance" | "موضع" => FilterField::Stance,
        "anchor" | "جایگاه" => FilterField::Anchor,
        _ => return None,
    })
}

fn is_quote(character: char) -> bool {
    QUOTES.iter().any(|&(open, _)| open == character)
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')') || is_quote(character)
}
