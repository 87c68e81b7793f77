//! Cuts a query into words, phrases, signs and filters.

use std::ops::Range;

use crate::index::query::error::QueryProblem;
use crate::index::query::expression::{FilterField, TermMode};
use crate::text::digits::parse_count;
use crate::text::fold::fold;

/// The largest distance that `NEAR` accepts, in words. A page has about 300.
pub(crate) const MAX_DISTANCE: u32 = 200;

/// A piece of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    /// Bytes of the query.
    pub(super) span: Range<usize>,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum LexemeKind {
    /// A plain word; the text is the query's at the span.
    Word,
    /// A word or phrase with a mode other than the plain one; the range holds the words alone.
    Term(TermMode, Range<usize>),
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    /// A filter and its value.
    Filter(FilterField, String),
}

/// A problem and the bytes of the query that it concerns.
pub(super) type Trouble = (QueryProblem, Range<usize>);

/// What opens a phrase and what closes it.
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
    /// The next piece; `None` at the end.
    fn next_lexeme(&mut self) -> Result<Option<Lexeme>, Trouble> {
        // A closing mark that closes nothing is a slip of the hand; it asks for nothing.
        self.skip(|character| character.is_whitespace() || character == '»');
        let start = self.place;
        let Some(first) = self.peek() else {
            return Ok(None);
        };
        let kind = match first {
            '(' => self.sign(LexemeKind::Open),
            ')' => self.sign(LexemeKind::Close),
            '-' if self
                .behind(1)
                .is_some_and(|next| next.is_alphanumeric() || is_quote(next) || next == '(') =>
            {
                self.sign(LexemeKind::Not)
            }
            _ if is_quote(first) => LexemeKind::Term(TermMode::Exact, self.quoted()?),
            _ => self.word(start)?,
        };
        Ok(Some(Lexeme { kind, span: start..self.place }))
    }

    /// A word, an operator or a filter.
    fn word(&mut self, start: usize) -> Result<LexemeKind, Trouble> {
        self.skip(|character| !ends_word(character) && character != ':');
        let word = self.text(start..self.place);
        if self.peek() == Some(':')
            && let Some(name) = FieldName::parse(word)
        {
            self.take();
            return self.filter(name, start);
        }
        self.skip(|character| !ends_word(character));
        let word = self.text(start..self.place);
        if let Some(operator) = operator(word) {
            return operator.map_err(|problem| (problem, start..self.place));
        }
        if matches!(FieldName::parse(word), Some(FieldName::Filter(FilterField::Uncoded))) {
            return Ok(LexemeKind::Filter(FilterField::Uncoded, String::new()));
        }
        if let Some((name, _)) = word.split_once(':').filter(|(name, value)| looks_like_filter(name, value)) {
            return Err((QueryProblem::UnknownFilter(name.to_owned()), start..start + name.len() + 1));
        }
        self.signed_word(start)
    }

    /// A word that may end in `*` or `~1`.
    fn signed_word(&self, start: usize) -> Result<LexemeKind, Trouble> {
        let word = self.text(start..self.place);
        if let Some(stem) = word.strip_suffix('*') {
            return enough_letters(stem, 2, start..self.place)
                .map(|()| LexemeKind::Term(TermMode::Prefix, start..start + stem.len()));
        }
        if let Some((stem, distance)) = word.rsplit_once('~') {
            if !distance.is_empty() && parse_count(distance) != Some(1) {
                return Err((QueryProblem::BadFuzziness, start + stem.len()..self.place));
            }
            return enough_letters(stem, 3, start..self.place)
                .map(|()| LexemeKind::Term(TermMode::Fuzzy, start..start + stem.len()));
        }
        Ok(LexemeKind::Word)
    }

    /// What stands behind a filter's colon.
    fn filter(&mut self, name: FieldName, start: usize) -> Result<LexemeKind, Trouble> {
        let value = match self.peek() {
            Some(first) if is_quote(first) => self.quoted()?,
            _ => {
                let from = self.place;
                self.skip(|character| !ends_word(character));
                from..self.place
            }
        };
        let text = self.text(value.clone());
        if text.trim().is_empty() {
            let name =
                self.text(start..start.max(value.start.saturating_sub(1))).trim_end_matches(':').to_owned();
            return Err((QueryProblem::MissingValue(name), start..self.place));
        }
        match name {
            FieldName::Term(mode) => Ok(LexemeKind::Term(mode, value)),
            FieldName::Filter(field) => Ok(LexemeKind::Filter(field, text.to_owned())),
        }
    }

    /// The inside of a phrase; the opening mark is next.
    fn quoted(&mut self) -> Result<Range<usize>, Trouble> {
        let start = self.place;
        let opening = self.take().unwrap_or_default();
        let from = self.place;
        let closing =
            |character: char| QUOTES.iter().any(|&(open, close)| open == opening && close == character);
        self.skip(|character| !closing(character));
        let to = self.place;
        match self.take() {
            Some(_) => Ok(from..to),
            None => Err((QueryProblem::UnclosedPhrase, start..start + opening.len_utf8())),
        }
    }

    /// Takes one character that is a piece by itself.
    fn sign(&mut self, kind: LexemeKind) -> LexemeKind {
        self.take();
        kind
    }

    fn peek(&self) -> Option<char> {
        self.behind(0)
    }

    /// The character `count` further on.
    fn behind(&self, count: usize) -> Option<char> {
        self.text(self.place..self.query.len()).chars().nth(count)
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

/// A name before a colon: it sets how a term is meant, or names a filter.
enum FieldName {
    Term(TermMode),
    Filter(FilterField),
}

impl FieldName {
    /// Reads a name, English or Persian.
    fn parse(name: &str) -> Option<Self> {
        if let Some((field, attribute)) = name.split_once('.') {
            let known = matches!(fold(field).as_str(), "attr" | "ویژگی");
            return (known && !attribute.is_empty())
                .then(|| Self::Filter(FilterField::Attribute(attribute.to_owned())));
        }
        Some(match fold(name).as_str() {
            "exact" | "عین" => Self::Term(TermMode::Exact),
            "literal" | "حرف\u{200c}به\u{200c}حرف" => Self::Term(TermMode::Literal),
            "kind" | "نوع" => Self::Filter(FilterField::Kind),
            "source" | "منبع" => Self::Filter(FilterField::Source),
            "speaker" | "گوینده" => Self::Filter(FilterField::Speaker),
            "coder" | "کدگذار" => Self::Filter(FilterField::Coder),
            "code" | "کد" => Self::Filter(FilterField::Code),
            "level" | "سطح" => Self::Filter(FilterField::Level),
            "uncoded" | "بی\u{200c}کد" => Self::Filter(FilterField::Uncoded),
            _ => return None,
        })
    }
}

/// Reads an operator; `None` for any other word.
fn operator(word: &str) -> Option<Result<LexemeKind, QueryProblem>> {
    match word {
        "AND" | "&&" => return Some(Ok(LexemeKind::And)),
        "OR" | "||" => return Some(Ok(LexemeKind::Or)),
        "NOT" => return Some(Ok(LexemeKind::Not)),
        "NEAR" => return Some(Err(QueryProblem::BadDistance)),
        _ => {}
    }
    let (name, distance) = word.split_once('/')?;
    if name != "NEAR" && fold(name) != "نزدیک" {
        return None;
    }
    let distance = parse_count(distance).and_then(|distance| u32::try_from(distance).ok());
    Some(match distance {
        Some(distance @ 1..=MAX_DISTANCE) => Ok(LexemeKind::Near(distance)),
        _ => Err(QueryProblem::BadDistance),
    })
}

/// Says whether `name:value` was surely meant as a filter: a Latin name, and no web address or time of day behind it.
fn looks_like_filter(name: &str, value: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|character| character.is_ascii_alphabetic() || character == '.')
        && !value.starts_with('/')
}

/// Fails when fewer than `least` letters or digits stand before a sign.
fn enough_letters(stem: &str, least: u32, span: Range<usize>) -> Result<(), Trouble> {
    let letters = stem.chars().filter(|character| character.is_alphanumeric()).count();
    if letters < least as usize { Err((QueryProblem::TooShort(least), span)) } else { Ok(()) }
}

fn is_quote(character: char) -> bool {
    QUOTES.iter().any(|&(open, _)| open == character)
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')') || is_quote(character) || character == '»'
}
