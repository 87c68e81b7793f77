//! lavaan's model syntax: text in, statements out.
//!
//! A model is a list of formulas, one a line: `factor =~ item + item`, `outcome ~ cause`, `one ~~ other`, `item ~ 1`,
//! `item | t1`, `name := expression`, `label == label`. A term may carry modifiers before a star: a number fixes it, `NA`
//! frees it, a name labels it (equal names are equal values), `start(0.8)` starts it, `c(a, b)` says one for each group.
//! `#` and `!` begin a comment, `;` ends a formula (Rosseel 2012, Journal of Statistical Software 48(2)).

use crate::stats::Error;
use crate::stats::sem::expression::Expression;

/// What a formula says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Operator {
    /// `=~`: is measured by.
    MeasuredBy,
    /// `~`: is regressed on; `~ 1` is an intercept.
    RegressedOn,
    /// `~~`: has a (residual) covariance with, or a variance.
    CovariesWith,
    /// `~1`: has the intercept or mean.
    Intercept,
    /// `|`: has the threshold.
    Threshold,
    /// `~*~`: has the scale.
    Scale,
    /// `:=`: is computed from other parameters.
    Defined,
    /// `==`: equals.
    Equals,
}

impl Operator {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::MeasuredBy => "=~",
            Self::RegressedOn => "~",
            Self::CovariesWith => "~~",
            Self::Intercept => "~1",
            Self::Threshold => "|",
            Self::Scale => "~*~",
            Self::Defined => ":=",
            Self::Equals => "==",
        }
    }
}

/// What stands before the star of a term, one entry for each group or one for all.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Modifier {
    /// Values that are not estimated; none for a free one.
    Fixed(Vec<Option<f64>>),
    /// Names.
    Label(Vec<String>),
    /// Where the search begins.
    Start(Vec<f64>),
}

/// The right side of a formula, one term.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Term {
    pub(super) name: String,
    pub(super) modifiers: Vec<Modifier>,
}

/// One formula.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Statement {
    Relation { left: Vec<String>, operator: Operator, terms: Vec<Term>, place: Place },
    Definition { name: String, text: String, expression: Expression },
    Equality { left: String, right: String, place: Place },
}

/// Where a token begins, both from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// An error at this place.
    pub(super) fn error(self, reason: impl Into<String>) -> Error {
        Error::Model { line: self.line, column: self.column, reason: reason.into() }
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Name(String),
    Number(f64, String),
    Symbol(&'static str),
    /// A line ends where no formula can go on.
    End,
}

/// Longer symbols first, so that `~~` is not read as `~` twice.
const SYMBOLS: [&str; 18] =
    ["~*~", "=~", "<~", "~~", ":=", "==", "~", "|", "<", ">", "+", "-", "*", "/", "^", "(", ")", ","];

/// Reads a model.
///
/// # Errors
/// [`Error::Model`] with line and column of the first thing that cannot be read.
pub(super) fn parse(text: &str) -> Result<Vec<Statement>, Error> {
    let tokens = tokens(text)?;
    let mut statements = Vec::new();
    for formula in tokens.split(|(token, _)| *token == Token::End).filter(|tokens| !tokens.is_empty()) {
        statements.push(statement(formula)?);
    }
    if statements.is_empty() {
        return Err(Place { line: 1, column: 1 }.error("the model has no formula"));
    }
    Ok(statements)
}

fn tokens(text: &str) -> Result<Vec<(Token, Place)>, Error> {
    let mut lines: Vec<Vec<(Token, Place)>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut current = Vec::new();
        let letters: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < letters.len() {
            let place = Place { line: index + 1, column: at + 1 };
            let rest = &letters[at..];
            match rest[0] {
                '#' | '!' => break,
                ';' => {
                    current.push((Token::End, place));
                    at += 1;
                }
                letter if letter.is_whitespace() || letter == '\u{feff}' => at += 1,
                letter => {
                    let (token, length) = token(letter, rest, place)?;
                    current.push((token, place));
                    at += length;
                }
            }
        }
        lines.push(current);
    }
    Ok(joined(lines))
}

/// Lines that have no operator of their own go on with the formula before them.
fn joined(lines: Vec<Vec<(Token, Place)>>) -> Vec<(Token, Place)> {
    let mut all: Vec<(Token, Place)> = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        let goes_on = all.last().is_some_and(|(token, _)| {
            matches!(token, Token::Symbol(symbol) if !matches!(*symbol, ")")) || *token == Token::End
        });
        let begins = line.iter().any(|(token, _)| matches!(token, Token::Symbol(symbol) if relation(symbol)));
        let continues =
            matches!(line.first(), Some((Token::Symbol(symbol), _)) if !matches!(*symbol, "(" | "-"));
        if !all.is_empty() && begins && !goes_on && !continues {
            all.push((Token::End, line[0].1));
        }
        all.extend(line);
    }
    all
}

fn relation(symbol: &str) -> bool {
    matches!(symbol, "=~" | "<~" | "~~" | "~*~" | "~" | "|" | ":=" | "==" | "<" | ">")
}

fn token(letter: char, rest: &[char], place: Place) -> Result<(Token, usize), Error> {
    let digit_follows = rest.get(1).is_some_and(char::is_ascii_digit);
    if letter.is_ascii_digit() || (letter == '.' && digit_follows) {
        let mut length = 0;
        while let Some(next) = rest.get(length) {
            let exponent = matches!(next, '+' | '-') && length > 0 && matches!(rest[length - 1], 'e' | 'E');
            if !(next.is_ascii_digit() || matches!(next, '.' | 'e' | 'E') || exponent) {
                break;
            }
            length += 1;
        }
        let text: String = rest[..length].iter().collect();
        let value = text.parse().map_err(|_| place.error(format!("{text:?} is no number")))?;
        return Ok((Token::Number(value, text), length));
    }
    if letter == '"' || letter == '\'' {
        let end = rest[1..].iter().position(|other| *other == letter);
        let end = end.ok_or_else(|| place.error("a quotation mark is not closed"))?;
        return Ok((Token::Name(rest[1..=end].iter().collect()), end + 2));
    }
    for symbol in SYMBOLS {
        if symbol.chars().enumerate().all(|(index, letter)| rest.get(index) == Some(&letter)) {
            return Ok((Token::Symbol(symbol), symbol.len()));
        }
    }
    let part = |letter: &char| {
        letter.is_alphanumeric() || matches!(letter, '_' | '.' | '\u{200c}') || is_mark(*letter)
    };
    let length = rest.iter().take_while(|letter| part(letter)).count();
    if length == 0 {
        return Err(place.error(format!("{letter:?} has no meaning in a model")));
    }
    Ok((Token::Name(rest[..length].iter().collect()), length))
}

/// Vowel signs, which stand inside names written in Arabic script.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn statement(tokens: &[(Token, Place)]) -> Result<Statement, Error> {
    let first = tokens[0].1;
    let at = tokens
        .iter()
        .position(|(token, _)| matches!(token, Token::Symbol(symbol) if relation(symbol)))
        .ok_or_else(|| first.error("a formula needs one of =~, ~, ~~, |, :=, =="))?;
    let place = tokens[at].1;
    let (left, right) = (&tokens[..at], &tokens[at + 1..]);
    let Token::Symbol(symbol) = tokens[at].0 else { return Err(place.error("an operator is missing")) };
    if left.is_empty() || right.is_empty() {
        return Err(place.error(format!("something is missing beside {symbol}")));
    }
    let operator = match symbol {
        "=~" => Operator::MeasuredBy,
        "~" => Operator::RegressedOn,
        "~~" => Operator::CovariesWith,
        "~*~" => Operator::Scale,
        "|" => Operator::Threshold,
        ":=" => return definition(left, right),
        "==" => return equality(left, right, place),
        "<~" => {
            return Err(place.error("formative constructs (<~) are fitted by partial least squares (pls)"));
        }
        _ => return Err(place.error("inequality constraints are not supported")),
    };
    let names = left
        .iter()
        .enumerate()
        .filter_map(|(index, (token, place))| match (token, index % 2) {
            (Token::Name(name), 0) => Some(Ok(name.clone())),
            (Token::Symbol("+"), 1) => None,
            _ => Some(Err(place.error("the left side must be names with + between them"))),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut terms = Vec::new();
    for part in split_terms(right) {
        if part.is_empty() {
            return Err(place.error("a term is missing beside +"));
        }
        terms.push(term(part)?);
    }
    Ok(Statement::Relation { left: names, operator, terms, place })
}

/// Splits at plus signs outside parentheses.
fn split_terms(tokens: &[(Token, Place)]) -> Vec<&[(Token, Place)]> {
    let (mut depth, mut begin, mut parts) = (0i32, 0, Vec::new());
    for (index, (token, _)) in tokens.iter().enumerate() {
        match token {
            Token::Symbol("(") => depth += 1,
            Token::Symbol(")") => depth -= 1,
            Token::Symbol("+") if depth == 0 => {
                parts.push(&tokens[begin..index]);
                begin = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[begin..]);
    parts
}

fn term(tokens: &[(Token, Place)]) -> Result<Term, Error> {
    let parts: Vec<&[(Token, Place)]> = tokens.split(|(token, _)| *token == Token::Symbol("*")).collect();
    let (name, modifiers) = parts.split_last().ok_or_else(|| tokens[0].1.error("a term is missing"))?;
    let place = tokens[0].1;
    let name = match name {
        [(Token::Name(name), _)] => name.clone(),
        [(Token::Number(_, text), _)] if text == "1" || text == "0" => text.clone(),
        _ => return Err(place.error("a term is a name, with its modifiers and * before it")),
    };
    let modifiers = modifiers.iter().map(|tokens| modifier(tokens, place)).collect::<Result<_, _>>()?;
    Ok(Term { name, modifiers })
}

fn modifier(tokens: &[(Token, Place)], place: Place) -> Result<Modifier, Error> {
    if let [(Token::Name(function), at), (Token::Symbol("("), _), inner @ .., (Token::Symbol(")"), _)] =
        tokens
    {
        let entries: Vec<&[(Token, Place)]> =
            inner.split(|(token, _)| *token == Token::Symbol(",")).collect();
        return match function.as_str() {
            "c" => combined(&entries, *at),
            "start" => Ok(Modifier::Start(numbers(&entries, *at)?)),
            "fixed" => Ok(Modifier::Fixed(numbers(&entries, *at)?.into_iter().map(Some).collect())),
            "label" | "equal" => entries
                .iter()
                .map(|entry| match entry {
                    [(Token::Name(name), _)] => Ok(name.clone()),
                    _ => Err(at.error("a label is a name")),
                })
                .collect::<Result<_, _>>()
                .map(Modifier::Label),
            _ => Err(at.error(format!("{function}() is no modifier; c, start, fixed, label and equal are"))),
        };
    }
    combined(&[tokens], place)
}

fn combined(entries: &[&[(Token, Place)]], place: Place) -> Result<Modifier, Error> {
    let is_value = |entry: &&[(Token, Place)]| {
        matches!(entry, [(Token::Number(..), _)] | [(Token::Symbol("-"), _), (Token::Number(..), _)])
            || matches!(entry, [(Token::Name(name), _)] if name == "NA")
    };
    if entries.iter().all(is_value) {
        let values = entries
            .iter()
            .map(|entry| match entry {
                [(Token::Number(value, _), _)] => Some(*value),
                [_, (Token::Number(value, _), _)] => Some(-value),
                _ => None,
            })
            .collect();
        return Ok(Modifier::Fixed(values));
    }
    let labels = entries
        .iter()
        .map(|entry| match entry {
            [(Token::Name(name), _)] => Ok(name.clone()),
            _ => Err(place.error("a modifier is a number, NA, a label, or start(), c(), label(), equal()")),
        })
        .collect::<Result<_, _>>()?;
    Ok(Modifier::Label(labels))
}

fn numbers(entries: &[&[(Token, Place)]], place: Place) -> Result<Vec<f64>, Error> {
    entries
        .iter()
        .map(|entry| match entry {
            [(Token::Number(value, _), _)] => Ok(*value),
            [(Token::Symbol("-"), _), (Token::Number(value, _), _)] => Ok(-value),
            _ => Err(place.error("numbers are expected in the parentheses")),
        })
        .collect()
}

fn definition(left: &[(Token, Place)], right: &[(Token, Place)]) -> Result<Statement, Error> {
    let [(Token::Name(name), _)] = left else {
        return Err(left[0].1.error("the left side of := is one name"));
    };
    let text: String = right
        .iter()
        .map(|(token, _)| match token {
            Token::Name(name) => name.as_str(),
            Token::Number(_, text) => text.as_str(),
            Token::Symbol(symbol) => symbol,
            Token::End => "",
        })
        .collect();
    let expression = Expression::parse(&text).map_err(|reason| right[0].1.error(reason))?;
    Ok(Statement::Definition { name: name.clone(), text, expression })
}

fn equality(left: &[(Token, Place)], right: &[(Token, Place)], place: Place) -> Result<Statement, Error> {
    match (left, right) {
        ([(Token::Name(left), _)], [(Token::Name(right), _)]) => {
            Ok(Statement::Equality { left: left.clone(), right: right.clone(), place })
        }
        _ => Err(place.error("only equalities of two labels are supported: a == b")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Modifier, Operator, Statement, parse};

    #[test]
    fn formulas_go_over_lines_and_carry_modifiers() {
        let text =
            "# first\nf =~ NA*x1 + a*x2 +\n  start(.8)*x3\n  + c(1, NA)*x4; f ~~ 1*f\nx1 + x2 ~ 1\ni := a*a";
        let statements = parse(text).unwrap();
        assert_eq!(statements.len(), 4);
        let Statement::Relation { left, operator, terms, .. } = &statements[0] else { panic!() };
        assert_eq!((left.as_slice(), *operator), (["f".to_owned()].as_slice(), Operator::MeasuredBy));
        assert_eq!(terms[0].modifiers, [Modifier::Fixed(vec![None])]);
        assert_eq!(terms[1].modifiers, [Modifier::Label(vec!["a".to_owned()])]);
        assert_eq!(terms[2].modifiers, [Modifier::Start(vec![0.8])]);
        assert_eq!(terms[3].modifiers, [Modifier::Fixed(vec![Some(1.0), None])]);
        let Statement::Relation { left, terms, .. } = &statements[2] else { panic!() };
        assert_eq!((left.len(), terms[0].name.as_str()), (2, "1"));
    }

    #[test]
    fn persian_names_are_names() {
        let statements = parse("خلاقیت =~ گویه\u{200c}ی۱ + R2").unwrap();
        let Statement::Relation { terms, .. } = &statements[0] else { panic!() };
        assert_eq!(terms[0].name, "گویه\u{200c}ی۱");
    }

    #[test]
    fn what_cannot_be_read_is_placed() {
        for (text, line, column) in [
            ("f =~ x1 +", 1, 3),
            ("f =~ x1\ng =~", 2, 3),
            ("f =~ x1 ? x2", 1, 9),
            ("f x1", 1, 1),
            ("f =~ foo(2)*x", 1, 6),
            ("f < 2", 1, 3),
            ("", 1, 1),
        ] {
            let error = parse(text).unwrap_err();
            let crate::stats::Error::Model { line: at, column: letter, .. } = error else {
                panic!("{error}")
            };
            assert_eq!((at, letter), (line, column), "{text}");
        }
    }
}
