//! From pieces to the tree: operators and what binds tighter.

use crate::coding::query::error::{CodeQueryProblem, Trouble};
use crate::coding::query::expression::{Expression, Filter, Relation, Unit};
use crate::coding::query::lexer::{Lexeme, LexemeKind, lex};
use crate::text::digits::parse_count;
use crate::text::fold::fold;
use std::ops::Range;

/// Parentheses and exclusions that may be open at once; deeper ones would only be a mistake or an attack on the stack.
const MAX_DEPTH: u32 = 32;

/// Codes and filters that one query may have.
const MAX_TERMS: usize = 100;

/// A word that connects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    And,
    Or,
    Not,
    Overlaps,
    Inside,
    Contains,
    Within,
    Before,
    After,
}

/// Reads an operator, English in capitals or Persian; `None` for any other word.
fn operator(word: &str) -> Option<Operator> {
    Some(match word {
        "AND" | "&&" => Operator::And,
        "OR" | "||" => Operator::Or,
        "NOT" => Operator::Not,
        "OVERLAPS" => Operator::Overlaps,
        "INSIDE" => Operator::Inside,
        "CONTAINS" => Operator::Contains,
        "WITHIN" => Operator::Within,
        "BEFORE" => Operator::Before,
        "AFTER" => Operator::After,
        _ => match fold(word).as_str() {
            "و" => Operator::And,
            "یا" => Operator::Or,
            "نه" | "بدون" => Operator::Not,
            "هم\u{200c}پوشان" | "همپوشان" => Operator::Overlaps,
            "درون" => Operator::Inside,
            "دربردارنده" => Operator::Contains,
            "تا" => Operator::Within,
            "پیش\u{200c}از" => Operator::Before,
            "پس\u{200c}از" => Operator::After,
            _ => return None,
        },
    })
}

/// Reads a unit of distance.
fn unit(word: &str) -> Option<Unit> {
    match word {
        "WORD" | "WORDS" => return Some(Unit::Words),
        "TURN" | "TURNS" => return Some(Unit::Turns),
        _ => {}
    }
    let folded = fold(word);
    ["واژه", "کلمه"]
        .iter()
        .any(|known| folded.starts_with(&fold(known)))
        .then_some(Unit::Words)
        .or_else(|| folded.starts_with("نوبت").then_some(Unit::Turns))
}

/// Reads a query; problems are placed in bytes.
pub(super) fn parse(query: &str) -> Result<Expression, Trouble> {
    let lexemes = lex(query)?;
    let mut parser = Parser { query, lexemes: &lexemes, next: 0, depth: 0 };
    let expression = parser.any()?;
    if let Some(lexeme) = parser.peek() {
        return Err((CodeQueryProblem::UnopenedParenthesis, lexeme.span.clone()));
    }
    let expression = expression.ok_or((CodeQueryProblem::Empty, 0..query.len()))?;
    if expression.terms() > MAX_TERMS {
        return Err((CodeQueryProblem::TooLong(MAX_TERMS), 0..query.len()));
    }
    Ok(expression)
}

/// The state of a parse.
struct Parser<'p> {
    query: &'p str,
    lexemes: &'p [Lexeme],
    next: usize,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.next)
    }

    fn word_at(&self, place: usize) -> Option<&str> {
        match self.lexemes.get(place).map(|lexeme| &lexeme.kind) {
            Some(LexemeKind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn operator_here(&self) -> Option<Operator> {
        self.word_at(self.next).and_then(operator)
    }

    /// The complaint that the operator just taken lacks something.
    fn lacking(&self) -> Trouble {
        let span = self.next.checked_sub(1).map_or(0..0, |place| self.lexemes[place].span.clone());
        let text = self.query.get(span.clone()).unwrap_or_default().to_owned();
        (CodeQueryProblem::MissingOperand(text), span)
    }

    /// `all OR all OR …`; `None` when nothing stands here.
    fn any(&mut self) -> Result<Option<Expression>, Trouble> {
        let mut parts = Vec::new();
        loop {
            match self.all()? {
                Some(part) => parts.push(part),
                None if parts.is_empty() && self.operator_here() != Some(Operator::Or) => return Ok(None),
                None => {
                    self.next += usize::from(parts.is_empty());
                    return Err(self.lacking());
                }
            }
            if self.operator_here() != Some(Operator::Or) {
                break;
            }
            self.next += 1;
        }
        Ok(Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) }))
    }

    /// `part AND part …`, where AND may be left out.
    fn all(&mut self) -> Result<Option<Expression>, Trouble> {
        let mut parts = Vec::new();
        loop {
            if self.operator_here() == Some(Operator::And) {
                self.next += 1;
                let complaint = self.lacking();
                match self.exclusion()?.filter(|_| !parts.is_empty()) {
                    Some(part) => parts.push(part),
                    None => return Err(complaint),
                }
            } else if let Some(part) = self.exclusion()? {
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

    /// `NOT part`, or a part.
    fn exclusion(&mut self) -> Result<Option<Expression>, Trouble> {
        if self.operator_here() != Some(Operator::Not) {
            return self.near();
        }
        self.next += 1;
        let complaint = self.lacking();
        let part = self.deeper(&complaint.1.clone(), Self::exclusion)?;
        part.map(|part| Some(Expression::Not(Box::new(part)))).ok_or(complaint)
    }

    /// `operand OVERLAPS operand …`, or one operand. What comes first is asked for, what follows are conditions on it.
    fn near(&mut self) -> Result<Option<Expression>, Trouble> {
        let Some(mut left) = self.operand()? else {
            let is_relation = self
                .operator_here()
                .is_some_and(|operator| !matches!(operator, Operator::And | Operator::Or | Operator::Not));
            self.next += usize::from(is_relation);
            return if is_relation { Err(self.lacking()) } else { Ok(None) };
        };
        while let Some(operator) = self.operator_here() {
            let relation = match operator {
                Operator::And | Operator::Or | Operator::Not => break,
                Operator::Overlaps => Relation::Overlaps,
                Operator::Inside => Relation::Inside,
                Operator::Contains => Relation::Contains,
                Operator::Before => Relation::Before(None),
                Operator::After => Relation::After(None),
                Operator::Within => {
                    let (count, unit) = self.distance()?;
                    Relation::Within(count, unit)
                }
            };
            // The word OF behind a distance may be left out.
            let takes_word =
                operator != Operator::Within || matches!(self.word_at(self.next), Some("OF" | "از"));
            self.next += usize::from(takes_word);
            let complaint = self.lacking();
            let right = self.operand()?.ok_or(complaint)?;
            let relation = match relation {
                Relation::Before(_) => Relation::Before(self.limit()?),
                Relation::After(_) => Relation::After(self.limit()?),
                other => other,
            };
            left = Expression::Near(Box::new(left), relation, Box::new(right));
        }
        Ok(Some(left))
    }

    /// The distance behind `A BEFORE B`, where one is given; `WITHIN … OF` is the next relation.
    fn limit(&mut self) -> Result<Option<(u32, Unit)>, Trouble> {
        let starts = self.operator_here() == Some(Operator::Within);
        if !starts || matches!(self.word_at(self.next + 3), Some("OF" | "از")) {
            return Ok(None);
        }
        self.distance().map(Some)
    }

    /// `WITHIN n WORDS` or `WITHIN n TURNS`; the first word is next.
    fn distance(&mut self) -> Result<(u32, Unit), Trouble> {
        let place = self.next;
        let bad = || {
            let last = self.lexemes.get(place + 1).unwrap_or(&self.lexemes[place]);
            (CodeQueryProblem::BadDistance, self.lexemes[place].span.start..last.span.end)
        };
        let count = self.word_at(place + 1).and_then(parse_count);
        let count = count.and_then(|count| u32::try_from(count).ok()).ok_or_else(bad)?;
        let unit = self.word_at(place + 2).and_then(unit).ok_or_else(bad)?;
        self.next += 3;
        Ok((count, unit))
    }

    /// A code, a filter or a parenthesis.
    fn operand(&mut self) -> Result<Option<Expression>, Trouble> {
        let Some(lexeme) = self.lexemes.get(self.next) else { return Ok(None) };
        let span = lexeme.span.clone();
        let found = match &lexeme.kind {
            LexemeKind::Open => return self.parenthesis(&span).map(Some),
            LexemeKind::Close => return Ok(None),
            LexemeKind::Word(word) if operator(word).is_some() => return Ok(None),
            LexemeKind::Word(word) if word == "*" => Expression::AnyCode,
            LexemeKind::Word(word) => Expression::Code { name: word.clone(), with_descendants: true, span },
            LexemeKind::Code { name, with_descendants } => {
                Expression::Code { name: name.clone(), with_descendants: *with_descendants, span }
            }
            LexemeKind::Filter(field, name, value, span) => Expression::Filter(Filter {
                field: field.clone(),
                name: name.clone(),
                value: value.clone(),
                span: span.clone(),
            }),
        };
        self.next += 1;
        Ok(Some(found))
    }

    /// What stands in a parenthesis; the opening one is next.
    fn parenthesis(&mut self, opening: &Range<usize>) -> Result<Expression, Trouble> {
        self.next += 1;
        let inside = self.deeper(opening, Self::any)?;
        match self.peek() {
            Some(Lexeme { kind: LexemeKind::Close, span }) => {
                let closing = span.end;
                self.next += 1;
                inside.ok_or((CodeQueryProblem::Empty, opening.start..closing))
            }
            _ => Err((CodeQueryProblem::UnclosedParenthesis, opening.clone())),
        }
    }

    /// Parses one level further down, where that is allowed.
    fn deeper(
        &mut self,
        span: &Range<usize>,
        parse: impl Fn(&mut Self) -> Result<Option<Expression>, Trouble>,
    ) -> Result<Option<Expression>, Trouble> {
        if self.depth >= MAX_DEPTH {
            return Err((CodeQueryProblem::TooDeep, span.clone()));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}
