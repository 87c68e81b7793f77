//! A figure as it is printed: its decimals say how far the number behind it may lie away.

/// Most digits a figure may have, so that exact arithmetic on it stays within 128 bits.
const MOST_DIGITS: usize = 15;

/// Why a text is no figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAFigure {
    /// Nothing stands there.
    #[error("nothing stands there")]
    Empty,
    /// Something else than a number.
    #[error("not a number")]
    NotANumber,
    /// More digits than any table prints.
    #[error("more than 15 digits")]
    TooManyDigits,
}

/// A printed number: `units` / 10^`places`, so that 3.40 and 3.4 are different figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// All digits as one whole number, with the sign.
    pub units: i64,
    /// Digits after the decimal sign.
    pub places: u32,
}

impl Figure {
    /// Reads a figure in Latin, Persian, Arabic or full-width digits: `3.40`, `.048`, `−2.75`, `۳٫۴۰`, `۳/۴۰`.
    ///
    /// `.`, `٫` and `/` between digits are decimal signs. A comma groups when groups of three follow a number that does
    /// not begin with 0 (`4,177.859`); otherwise a single comma is a decimal sign (`3,40`, `0,048`). `٬` always groups.
    ///
    /// # Errors
    /// See [`NotAFigure`].
    pub fn parse(text: &str) -> Result<Self, NotAFigure> {
        let latin: String = text.chars().filter(|character| !is_unseen(*character)).map(plain).collect();
        let body = latin.trim();
        if body.is_empty() {
            return Err(NotAFigure::Empty);
        }
        let (negative, body) = match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body.strip_prefix('+').unwrap_or(body)),
        };
        let (whole, fraction) = split(body).ok_or(NotAFigure::NotANumber)?;
        if whole.len() + fraction.len() == 0 {
            return Err(NotAFigure::NotANumber);
        }
        if whole.len() + fraction.len() > MOST_DIGITS {
            return Err(NotAFigure::TooManyDigits);
        }
        let digits: i64 = format!("{whole}{fraction}").parse().map_err(|_| NotAFigure::NotANumber)?;
        let places = u32::try_from(fraction.len()).map_err(|_| NotAFigure::TooManyDigits)?;
        Ok(Self { units: if negative { -digits } else { digits }, places })
    }

    /// The number as printed.
    pub fn value(self) -> f64 {
        to_number(i128::from(self.units), self.places)
    }

    /// The smallest number that is printed so; half up and half down are both allowed, so the interval is closed.
    pub fn low(self) -> f64 {
        to_number(i128::from(self.units) * 10 - 5, self.places + 1)
    }

    /// The largest number that is printed so.
    pub fn high(self) -> f64 {
        to_number(i128::from(self.units) * 10 + 5, self.places + 1)
    }

    /// The smallest and the largest number that is printed so.
    pub fn interval(self) -> (f64, f64) {
        (self.low(), self.high())
    }

    /// The same number with more decimals, as before a spreadsheet dropped the zeros at its end. Fewer decimals change
    /// nothing.
    #[must_use]
    pub fn with_places(self, places: u32) -> Self {
        let mut padded = self;
        while padded.places < places {
            match padded.units.checked_mul(10) {
                Some(units) => padded = Self { units, places: padded.places + 1 },
                None => break,
            }
        }
        padded
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let places = usize::try_from(self.places).unwrap_or(0);
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.units < 0 { "-" } else { "" };
        if places == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

/// The number nearest to `units` / 10^`places`.
fn to_number(units: i128, places: u32) -> f64 {
    format!("{units}e-{places}").parse().unwrap_or(f64::NAN)
}

/// Digits before and after the decimal sign, without signs of groups.
fn split(body: &str) -> Option<(String, String)> {
    let body = body.replace('\u{66c}', "");
    let groups = groups_by_comma(&body);
    let cleaned: String = if groups { body.replace(',', "") } else { body.replace(',', ".") };
    let mut parts = cleaned.split('.');
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or(""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.next().is_none() && digits(whole) && digits(fraction))
        .then(|| (whole.to_owned(), fraction.to_owned()))
}

/// Says whether the commas separate groups of three.
fn groups_by_comma(body: &str) -> bool {
    let whole = body.split('.').next().unwrap_or(body);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
}

/// The Latin form of a digit or a sign of numbers; any other character as it is.
pub(super) fn plain(character: char) -> char {
    let zero = match character {
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{660}'..='\u{669}' => 0x660,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        '\u{66b}' | '/' => return '.',
        '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' => return '-',
        other => return other,
    };
    char::from_digit(u32::from(character) - zero, 10).unwrap_or(character)
}

/// Says whether the character has no width: marks of direction, joiners, the byte order mark.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Figure, NotAFigure};

    fn check(text: &str, units: i64, places: u32) {
        assert_eq!(Figure::parse(text), Ok(Figure { units, places }), "{text}");
    }

    #[test]
    fn decimals_are_kept_in_every_digit_set() {
        check("3.40", 340, 2);
        check(".048", 48, 3);
        check("-0.5", -5, 1);
        check("\u{2212}۲٫۷۵", -275, 2);
        check("۰/۰۴۸", 48, 3);
        check("4,177.859", 4_177_859, 3);
        check("3,40", 340, 2);
        check("0,048", 48, 3);
        check("۱٬۲۳۴", 1234, 0);
        check("\u{200e}٣٫٥", 35, 1);
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in ["abc", "1.2.3", "-", ".", "1e5", "NaN", "1,23,4"] {
            assert_eq!(Figure::parse(text), Err(NotAFigure::NotANumber), "{text}");
        }
        assert_eq!(Figure::parse(" \u{200c}"), Err(NotAFigure::Empty));
        assert_eq!(Figure::parse("1234567890123456"), Err(NotAFigure::TooManyDigits));
    }

    #[test]
    fn zeros_that_were_dropped_come_back() {
        let figure = Figure::parse("4").map(|figure| figure.with_places(2));
        assert_eq!(figure.map(|figure| figure.to_string()), Ok("4.00".to_owned()));
        assert_eq!(Figure { units: -5, places: 2 }.to_string(), "-0.05");
    }
}
