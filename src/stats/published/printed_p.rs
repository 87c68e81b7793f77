//! A p as it is printed: `.048`, `<.001`, `>.05`, `ns`, `0.000`.

use crate::stats::published::decimal::{is_unseen, plain};
use crate::stats::published::{Figure, NotAFigure};

/// How a figure stands to the number behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// The number, rounded.
    Equal,
    /// The number is less.
    Less,
    /// The number is greater.
    Greater,
}

impl Relation {
    /// Reads a sign of relation; `≤` and `≥` count as `<` and `>`.
    pub fn of(sign: char) -> Option<Self> {
        match sign {
            '=' | '\u{ff1d}' | '≈' => Some(Self::Equal),
            '<' | '≤' | '⩽' | '\u{ff1c}' | '‹' => Some(Self::Less),
            '>' | '≥' | '⩾' | '\u{ff1e}' | '›' => Some(Self::Greater),
            _ => None,
        }
    }

    /// The sign: `=`, `<` or `>`.
    pub fn sign(self) -> char {
        match self {
            Self::Equal => '=',
            Self::Less => '<',
            Self::Greater => '>',
        }
    }
}

/// A printed p.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PrintedP {
    /// Its relation to the true p.
    pub relation: Relation,
    /// The figure; between 0 and 1.
    pub figure: Figure,
}

/// The level at which a result is called significant where nothing else is said.
const FIVE_PERCENT: Figure = Figure { units: 5, places: 2 };

impl PrintedP {
    /// Reads a printed p, with or without `p` and `=` before it; `ns` and `n.s.` stand for `> .05`.
    ///
    /// # Errors
    /// [`NotAFigure`]; a figure below 0 or above 1 is no p.
    pub fn parse(text: &str) -> Result<Self, NotAFigure> {
        let latin: String = text.chars().filter(|character| !is_unseen(*character)).map(plain).collect();
        let lower = latin.trim().to_lowercase();
        if matches!(lower.as_str(), "ns" | "n.s." | "n.s") {
            return Ok(Self { relation: Relation::Greater, figure: FIVE_PERCENT });
        }
        let rest = lower.strip_prefix('p').unwrap_or(&lower).trim_start();
        let mut characters = rest.chars();
        let relation = characters.next().and_then(Relation::of);
        let number = if relation.is_some() { characters.as_str() } else { rest };
        // Some programs print `<=`.
        let number = number.strip_prefix('=').unwrap_or(number);
        Self::new(relation.unwrap_or(Relation::Equal), Figure::parse(number)?)
    }

    /// A p of a relation and a figure.
    ///
    /// # Errors
    /// [`NotAFigure::NotANumber`] below 0 or above 1.
    pub fn new(relation: Relation, figure: Figure) -> Result<Self, NotAFigure> {
        if (0.0..=1.0).contains(&figure.value()) && figure.units >= 0 {
            Ok(Self { relation, figure })
        } else {
            Err(NotAFigure::NotANumber)
        }
    }

    /// The values of p that are printed so: `.048` is [.0475, .0485], `.000` is [0, .0005], `<.001` is [0, .001).
    pub fn interval(self) -> (f64, f64) {
        match self.relation {
            Relation::Equal => (self.figure.low().max(0.0), self.figure.high().min(1.0)),
            Relation::Less => (0.0, self.figure.value()),
            Relation::Greater => (self.figure.value(), 1.0),
        }
    }

    /// Says whether some p between `low` and `high` is printed so.
    pub fn fits(self, low: f64, high: f64) -> bool {
        let (from, to) = self.interval();
        match self.relation {
            Relation::Equal => low <= to && high >= from,
            Relation::Less => low < to,
            Relation::Greater => high > from,
        }
    }

    /// Says whether the print calls the result significant at `alpha`; `None` where it leaves that open, as `p < .10`
    /// does at .05. A p printed as alpha itself counts as significant.
    pub fn is_significant(self, alpha: f64) -> Option<bool> {
        let value = self.figure.value();
        match self.relation {
            Relation::Equal => Some(value <= alpha),
            Relation::Less => (value <= alpha).then_some(true),
            Relation::Greater => (value >= alpha).then_some(false),
        }
    }
}

impl std::fmt::Display for PrintedP {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.relation {
            Relation::Equal => write!(f, "{}", self.figure),
            relation => write!(f, "{} {}", relation.sign(), self.figure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PrintedP, Relation};

    fn check(text: &str, expected: (Relation, &str)) {
        let found = PrintedP::parse(text).unwrap();
        assert_eq!((found.relation, found.figure.to_string().as_str()), expected, "{text}");
    }

    #[test]
    fn a_printed_p_has_a_relation_and_decimals() {
        check(".048", (Relation::Equal, "0.048"));
        check("p = 0.000", (Relation::Equal, "0.000"));
        check("<.001", (Relation::Less, "0.001"));
        check("P ≤ ۰٫۰۵", (Relation::Less, "0.05"));
        check("ns", (Relation::Greater, "0.05"));
        check("> .05", (Relation::Greater, "0.05"));
        assert!(PrintedP::parse("1.2").is_err());
        assert!(PrintedP::parse("-0.1").is_err());
        assert!(PrintedP::parse("").is_err());
    }

    #[test]
    fn zero_with_three_decimals_is_less_than_half_a_thousandth() {
        let zero = PrintedP::parse("0.000").unwrap();
        assert!(zero.fits(1e-300, 1e-299) && zero.fits(0.0004, 0.0006) && !zero.fits(0.0006, 0.0007));
    }

    #[test]
    fn what_the_print_says_of_significance_may_be_open() {
        let says = |text: &str| PrintedP::parse(text).unwrap().is_significant(0.05);
        assert_eq!(says(".05"), Some(true));
        assert_eq!(says("<.10"), None);
        assert_eq!(says(">.05"), Some(false));
    }
}
