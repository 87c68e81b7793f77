//! Arithmetic over the labels of a model, as in `indirect := a*b`.

use std::collections::BTreeMap;

/// An expression.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Expression {
    Number(f64),
    Label(String),
    Negative(Box<Expression>),
    Binary(char, Box<Expression>, Box<Expression>),
    Call(Function, Box<Expression>),
}

/// Functions that may be called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Function {
    Exponential,
    Logarithm,
    Root,
    Absolute,
}

/// Deepest nesting of parentheses that is read.
const DEEPEST: usize = 64;

impl Expression {
    /// Reads an expression without white space.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { letters: text.chars().collect(), at: 0, depth: 0 };
        let expression = reader.sum()?;
        match reader.peek() {
            None => Ok(expression),
            Some(letter) => Err(format!("{letter:?} is not expected in the expression {text}")),
        }
    }

    /// Its value; `None` when a label has none.
    pub(super) fn value(&self, labels: &BTreeMap<String, f64>) -> Option<f64> {
        Some(match self {
            Self::Number(value) => *value,
            Self::Label(name) => *labels.get(name)?,
            Self::Negative(inner) => -inner.value(labels)?,
            Self::Call(function, inner) => {
                let value = inner.value(labels)?;
                match function {
                    Function::Exponential => value.exp(),
                    Function::Logarithm => value.ln(),
                    Function::Root => value.sqrt(),
                    Function::Absolute => value.abs(),
                }
            }
            Self::Binary(operator, left, right) => {
                let (left, right) = (left.value(labels)?, right.value(labels)?);
                match operator {
                    '+' => left + right,
                    '-' => left - right,
                    '*' => left * right,
                    '/' => left / right,
                    _ => left.powf(right),
                }
            }
        })
    }

    /// The labels in it.
    pub(super) fn labels(&self) -> Vec<&str> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Label(name) => vec![name],
            Self::Negative(inner) | Self::Call(_, inner) => inner.labels(),
            Self::Binary(_, left, right) => left.labels().into_iter().chain(right.labels()).collect(),
        }
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let letter = self.peek().filter(|letter| wanted.contains(letter))?;
        self.at += 1;
        Some(letter)
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let mut left = self.product()?;
        while let Some(operator) = self.take(&['+', '-']) {
            left = Expression::Binary(operator, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, String> {
        let mut left = self.signed()?;
        while let Some(operator) = self.take(&['*', '/']) {
            left = Expression::Binary(operator, Box::new(left), Box::new(self.signed()?));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the expression is nested too deeply".to_owned());
        }
        let found = if self.take(&['-']).is_some() {
            Expression::Negative(Box::new(self.signed()?))
        } else {
            let base = self.atom()?;
            match self.take(&['^']) {
                Some(_) => Expression::Binary('^', Box::new(base), Box::new(self.signed()?)),
                None => base,
            }
        };
        self.depth -= 1;
        Ok(found)
    }

    fn atom(&mut self) -> Result<Expression, String> {
        if self.take(&['(']).is_some() {
            return self.closed();
        }
        let begin = self.at;
        while let Some(letter) = self.peek() {
            let exponent = matches!(letter, '+' | '-')
                && self.letters[begin..self.at].first().is_some_and(char::is_ascii_digit)
                && matches!(self.letters[self.at - 1], 'e' | 'E');
            if "+-*/^(),".contains(letter) && !exponent {
                break;
            }
            self.at += 1;
        }
        let word: String = self.letters[begin..self.at].iter().collect();
        if word.is_empty() {
            return Err("the expression lacks a label or a number".to_owned());
        }
        if self.take(&['(']).is_some() {
            let function = match word.as_str() {
                "exp" => Function::Exponential,
                "log" => Function::Logarithm,
                "sqrt" => Function::Root,
                "abs" => Function::Absolute,
                _ => return Err(format!("{word}() is no known function; exp, log, sqrt and abs are")),
            };
            return Ok(Expression::Call(function, Box::new(self.closed()?)));
        }
        Ok(word.parse().map_or(Expression::Label(word), Expression::Number))
    }

    fn closed(&mut self) -> Result<Expression, String> {
        let inner = self.sum()?;
        self.take(&[')']).ok_or("a parenthesis is not closed")?;
        Ok(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;
    use std::collections::BTreeMap;

    #[test]
    fn arithmetic_follows_the_usual_order() {
        let labels: BTreeMap<String, f64> =
            [("a".to_owned(), 2.0), ("b".to_owned(), 3.0)].into_iter().collect();
        for (text, value) in [("a+b*a", 8.0), ("-(a-b)^2", -1.0), ("a/b*3", 2.0), ("sqrt(a*2)+1e-1", 2.1)] {
            let found = Expression::parse(text).unwrap().value(&labels).unwrap();
            assert!((found - value).abs() < 1e-12, "{text}: {found}");
        }
        assert!(Expression::parse("c").unwrap().value(&labels).is_none());
        for text in ["a+", "(a", "a)", "sin(a)", ""] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }
}
