//! From pieces to the tree: operators, precedence, words that belong together.

use std::ops::Range;

use crate::index::query::error::{QueryError, QueryProblem};
use crate::index::query::expression::{Expression, Filter, Term, TermMode};
use crate::index::query::lexer::{Lexeme, LexemeKind, Trouble, lex};
use crate::text::analyzer::Analyzer;
use crate::text::language::Language;
use crate::text::position::{ByteOffset, PositionMap};

/// Parentheses that may be open at once; deeper ones would only be a mistake or an attack on the stack.
const MAX_DEPTH: u32 = 32;

/// Words that one query may have.
pub(crate) const MAX_TERMS: usize = 100;

/// Reads a query in the query language.
///
/// # Errors
/// [`QueryError`] with the place of the first thing that cannot be understood.
pub fn parse_query(query: &str) -> Result<Expression, QueryError> {
    parse(query).map_err(|(problem, span)| locate(query, problem, &span))
}

/// Reads a query as plain words: every unit must occur, nothing is an operator.
///
/// # Errors
/// [`QueryProblem::Empty`] when there is no word, [`QueryProblem::TooLong`] when there are too many.
pub fn parse_plain(query: &str) -> Result<Expression, QueryError> {
    let terms = plain_terms(query, 0..query.len());
    let terms = terms.into_iter().map(Expression::Term).collect();
    all_of(terms, query)
        .and_then(|expression| within_limits(expression, query))
        .map_err(|(problem, span)| locate(query, problem, &span))
}

/// Reads a query as one phrase: these words in this form and order.
///
/// # Errors
/// [`QueryProblem::Empty`] when there is no word.
pub fn parse_phrase(query: &str) -> Result<Expression, QueryError> {
    if !has_letters(query) {
        return Err(locate(query, QueryProblem::Empty, &(0..query.len())));
    }
    Ok(Expression::Term(Term {
        mode: TermMode::Exact,
        text: query.to_owned(),
        span: 0..query.len(),
        touches_next: false,
    }))
}

/// Turns bytes into code points.
fn locate(query: &str, problem: QueryProblem, span: &Range<usize>) -> QueryError {
    let map = PositionMap::new(query);
    let place = |byte: usize| map.byte_to_char(ByteOffset::from_index(byte));
    QueryError { problem, span: place(span.start)..place(span.end) }
}

/// Reads a query; problems are placed in bytes.
fn parse(query: &str) -> Result<Expression, Trouble> {
    let tokens = join_units(query, lex(query)?);
    let mut parser = Parser { query, tokens: &tokens, next: 0, depth: 0 };
    let expression = parser.any()?;
    if let Some(token) = parser.peek() {
        return Err((QueryProblem::UnopenedParenthesis, token.span.clone()));
    }
    let expression = expression.ok_or((QueryProblem::Empty, 0..query.len()))?;
    if only_excludes(&expression) {
        return Err((QueryProblem::OnlyExclusions, 0..query.len()));
    }
    within_limits(expression, query)
}

/// A piece of the query in which words that form one unit are one term.
struct Token {
    kind: TokenKind,
    span: Range<usize>,
}

/// What a token is.
enum TokenKind {
    Term(Term),
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    Filter(Filter),
}

/// Joins neighbouring plain words into units (`می شود`) and makes terms of all words.
fn join_units(query: &str, lexemes: Vec<Lexeme>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let end_run = |run: &mut Option<Range<usize>>, tokens: &mut Vec<Token>| {
        for term in run.take().map(|span| plain_terms(query, span)).unwrap_or_default() {
            let span = term.span.clone();
            let kind = if term.text == "یا" { TokenKind::Or } else { TokenKind::Term(term) };
            tokens.push(Token { kind, span });
        }
    };
    for lexeme in lexemes {
        let span = lexeme.span;
        let kind = match lexeme.kind {
            LexemeKind::Word => {
                run = Some(run.map_or(span.start, |run| run.start)..span.end);
                continue;
            }
            LexemeKind::Term(mode, words) => {
                let text = query.get(words).unwrap_or_default().to_owned();
                TokenKind::Term(Term { mode, text, span: span.clone(), touches_next: false })
            }
            LexemeKind::Open => TokenKind::Open,
            LexemeKind::Close => TokenKind::Close,
            LexemeKind::And => TokenKind::And,
            LexemeKind::Or => TokenKind::Or,
            LexemeKind::Not => TokenKind::Not,
            LexemeKind::Near(distance) => TokenKind::Near(distance),
            LexemeKind::Filter(field, value) => {
                TokenKind::Filter(Filter { field, value, span: span.clone() })
            }
        };
        end_run(&mut run, &mut tokens);
        tokens.push(Token { kind, span });
    }
    end_run(&mut run, &mut tokens);
    tokens
}

/// The units of a stretch of plain words. Of several words «و» is left out: words are connected by "and" anyway.
fn plain_terms(query: &str, stretch: Range<usize>) -> Vec<Term> {
    let text = query.get(stretch.clone()).unwrap_or_default();
    let mut analyzer = Analyzer::new(Language::Mixed);
    let analysis = analyzer.analyze(text);
    let mut terms: Vec<Term> = Vec::new();
    for unit in analysis.units() {
        let span = stretch.start + unit.range().start..stretch.start + unit.range().end;
        let words = text.get(unit.range()).unwrap_or_default().to_owned();
        if let Some(previous) = terms.last_mut() {
            let gap = query.get(previous.span.end..span.start).unwrap_or("-");
            previous.touches_next = gap.chars().all(char::is_whitespace);
            if gap.is_empty() || !gap.chars().any(char::is_whitespace) {
                // Typed without a space between, such as COVID-19: neighbours in the text too.
                previous.text.push_str(gap);
                previous.text.push_str(&words);
                previous.span.end = span.end;
                previous.touches_next = false;
                continue;
            }
        }
        terms.push(Term { mode: TermMode::Lemma, text: words, span, touches_next: false });
    }
    if terms.len() > 1 && terms.iter().any(|term| term.text != "و") {
        terms.retain(|term| term.text != "و");
    }
    terms
}

/// The state of a parse.
struct Parser<'p> {
    query: &'p str,
    tokens: &'p [Token],
    next: usize,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    /// The bytes of the token before the next one.
    fn last_span(&self) -> Range<usize> {
        self.next
            .checked_sub(1)
            .and_then(|index| self.tokens.get(index))
            .map_or(0..0, |token| token.span.clone())
    }

    /// The text of the token before the next one, for messages.
    fn last_text(&self) -> String {
        self.query.get(self.last_span()).unwrap_or_default().to_owned()
    }

    /// `all OR all OR …`; `None` when nothing stands here.
    fn any(&mut self) -> Result<Option<Expression>, Trouble> {
        let Some(first) = self.all()? else {
            return match self.peek() {
                Some(Token { kind: TokenKind::Or, span }) => Err((
                    QueryProblem::MissingOperand(self.query.get(span.clone()).unwrap_or_default().to_owned()),
                    span.clone(),
                )),
                _ => Ok(None),
            };
        };
        let mut parts = vec![first];
        while matches!(self.peek(), Some(Token { kind: TokenKind::Or, .. })) {
            self.next += 1;
            let (operator, span) = (self.last_text(), self.last_span());
            parts.push(self.all()?.ok_or((QueryProblem::MissingOperand(operator), span))?);
        }
        Ok(Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) }))
    }

    /// `near AND near …`, where AND may be left out.
    fn all(&mut self) -> Result<Option<Expression>, Trouble> {
        let mut parts = Vec::new();
        loop {
            if matches!(self.peek(), Some(Token { kind: TokenKind::And, .. })) {
                self.next += 1;
                let (operator, span) = (self.last_text(), self.last_span());
                let before = !parts.is_empty();
                match self.near()?.filter(|_| before) {
                    Some(part) => parts.push(part),
                    None => return Err((QueryProblem::MissingOperand(operator), span)),
                }
            } else if let Some(part) = self.near()? {
                parts.push(part);
            } else {
                break;
            }
        }
        Ok(match parts.len() {
            0 => None,
            1 => Some(parts.remove(0)),
            _ => Some(Expression::All(parts)),
        })
    }

    /// `term NEAR/n term NEAR/n …`, or one part.
    fn near(&mut self) -> Result<Option<Expression>, Trouble> {
        if let Some(Token { kind: TokenKind::Near(_), span }) = self.peek() {
            let operator = self.query.get(span.clone()).unwrap_or_default().to_owned();
            return Err((QueryProblem::MissingOperand(operator), span.clone()));
        }
        let start = self.next;
        let Some(first) = self.part()? else {
            return Ok(None);
        };
        if !matches!(self.peek(), Some(Token { kind: TokenKind::Near(_), .. })) {
            return Ok(Some(first));
        }
        let mut terms = vec![self.near_term(first, start)?];
        let mut distances = Vec::new();
        while let Some(&Token { kind: TokenKind::Near(distance), .. }) = self.peek() {
            self.next += 1;
            let (operator, span) = (self.last_text(), self.last_span());
            let start = self.next;
            let part = self.part()?.ok_or((QueryProblem::MissingOperand(operator), span))?;
            terms.push(self.near_term(part, start)?);
            distances.push(distance);
        }
        Ok(Some(Expression::Near { terms, distances }))
    }

    /// The term that a part of NEAR is.
    fn near_term(&self, part: Expression, start: usize) -> Result<Term, Trouble> {
        let from = self.tokens.get(start).map_or(0, |token| token.span.start);
        match part {
            Expression::Term(term) => Ok(term),
            _ => Err((QueryProblem::NearNeedsWords, from..self.last_span().end.max(from))),
        }
    }

    /// A term, a filter, an exclusion or a parenthesis.
    fn part(&mut self) -> Result<Option<Expression>, Trouble> {
        let Some(token) = self.tokens.get(self.next) else {
            return Ok(None);
        };
        match &token.kind {
            TokenKind::Term(term) => {
                self.next += 1;
                if !has_letters(&term.text) {
                    return Err((QueryProblem::NoLetters, token.span.clone()));
                }
                Ok(Some(Expression::Term(term.clone())))
            }
            TokenKind::Filter(filter) => {
                self.next += 1;
                Ok(Some(Expression::Filter(filter.clone())))
            }
            TokenKind::Not => {
                self.next += 1;
                let (operator, span) = (self.last_text(), self.last_span());
                let part = self.deeper(&span, Self::near)?;
                let part = part.ok_or((QueryProblem::NothingToExclude(operator), span))?;
                Ok(Some(Expression::Not(Box::new(part))))
            }
            TokenKind::Open => self.parenthesis(token.span.clone()).map(Some),
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Near(_) => Ok(None),
        }
    }

    /// What stands in a parenthesis; the opening one is next.
    fn parenthesis(&mut self, opening: Range<usize>) -> Result<Expression, Trouble> {
        self.next += 1;
        let inside = self.deeper(&opening, Self::any)?;
        match self.peek() {
            Some(Token { kind: TokenKind::Close, span }) => {
                let closing = span.end;
                self.next += 1;
                inside.ok_or((QueryProblem::Empty, opening.start..closing))
            }
            _ => Err((QueryProblem::UnclosedParenthesis, opening)),
        }
    }

    /// Parses one level further down, where that is allowed.
    fn deeper(
        &mut self,
        span: &Range<usize>,
        parse: impl Fn(&mut Self) -> Result<Option<Expression>, Trouble>,
    ) -> Result<Option<Expression>, Trouble> {
        if self.depth >= MAX_DEPTH {
            return Err((QueryProblem::TooDeep, span.clone()));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}

/// Says whether there is anything to search for.
fn has_letters(text: &str) -> bool {
    let mut analyzer = Analyzer::new(Language::Mixed);
    !analyzer.analyze(text).units().is_empty()
}

/// One expression of several that must all be met.
fn all_of(mut parts: Vec<Expression>, query: &str) -> Result<Expression, Trouble> {
    match parts.len() {
        0 => Err((QueryProblem::Empty, 0..query.len())),
        1 => Ok(parts.remove(0)),
        _ => Ok(Expression::All(parts)),
    }
}

/// Says whether the expression names nothing that is to be found.
fn only_excludes(expression: &Expression) -> bool {
    match expression {
        Expression::Not(_) => true,
        Expression::All(parts) => parts.iter().all(only_excludes),
        Expression::Any(parts) => parts.iter().any(only_excludes),
        Expression::Term(_) | Expression::Near { .. } | Expression::Filter(_) => false,
    }
}

/// Refuses a query with more terms than one search can follow.
fn within_limits(expression: Expression, query: &str) -> Result<Expression, Trouble> {
    if count_terms(&expression) > MAX_TERMS {
        return Err((QueryProblem::TooLong(MAX_TERMS), 0..query.len()));
    }
    Ok(expression)
}

/// Number of terms in an expression.
fn count_terms(expression: &Expression) -> usize {
    match expression {
        Expression::Term(_) => 1,
        Expression::Near { terms, .. } => terms.len(),
        Expression::All(parts) | Expression::Any(parts) => parts.iter().map(count_terms).sum(),
        Expression::Not(part) => count_terms(part),
        Expression::Filter(_) => 0,
    }
}
