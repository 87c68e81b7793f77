//! Test results in running text: `t(383) = 1.99, p = .048`, `χ²(24) = ۸۵٫۳، p < ۰٫۰۰۱`.

mod cursor;

use crate::stats::published::{PrintedP, ReportedTest, Statistic};
use cursor::{Cursor, Letter, letters};
use std::ops::Range;

/// How many characters may stand between a statistic and its p.
const FARTHEST_P: usize = 60;

/// A test result found in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// The test; a t, F, χ² or r may be printed without degrees of freedom, then it has none.
    pub test: ReportedTest,
    /// n, where it is printed among the degrees of freedom: χ²(24, N = 384).
    pub n: Option<u64>,
}

impl Statement {
    /// Says whether p can be recomputed: all degrees of freedom are there.
    pub fn is_complete(&self) -> bool {
        self.test.degrees.len() == self.test.statistic.degrees()
    }
}

/// Finds test results as the APA manual (7th edition, 6.44) prints them, in order.
///
/// Digits may be of any set, decimal signs `.`, `٫` or `/`; marks of direction, joiners and the stars of Markdown do not
/// count. A p may be missing, or follow up to 60 characters behind, after an effect size, before the next test. Without
/// degrees of freedom t, F, χ² and r are taken only with a p, since single letters mean many things.
pub fn statements(text: &str) -> Vec<Statement> {
    let letters = letters(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        match statement(&letters, at) {
            Some((statement, next)) => {
                found.push(statement);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

fn statement(letters: &[Letter], at: usize) -> Option<(Statement, usize)> {
    let mut cursor = Cursor { letters, at };
    if !cursor.at_boundary() {
        return None;
    }
    let statistic = take_statistic(&mut cursor)?;
    cursor.skip_spaces();
    let (mut degrees, n) =
        if cursor.here() == Some('(') { take_degrees(&mut cursor)? } else { (Vec::new(), None) };
    let relation = cursor.take_relation()?;
    let value = cursor.take_figure(true)?;
    let mut end = cursor.at;
    let p = take_p(cursor).map(|(p, after)| {
        end = after;
        p
    });
    // What stands in parentheses behind a z is no degree of freedom.
    if statistic == Statistic::Z {
        degrees.clear();
    }
    if degrees.is_empty() && statistic != Statistic::Z && p.is_none() {
        return None;
    }
    if !degrees.is_empty() && degrees.len() != statistic.degrees() {
        return None;
    }
    let span = letters.get(at)?.start..letters.get(end.checked_sub(1)?)?.end;
    let test = ReportedTest { statistic, relation, value, degrees, p };
    Some((Statement { span, test, n }, end))
}

fn take_statistic(cursor: &mut Cursor<'_>) -> Option<Statistic> {
    let chi = ["chi square", "chi-square", "chi2", "chi^2", "کای دو", "کایدو", "خی دو", "خیدو", "مجذور کای"];
    if chi.iter().any(|word| cursor.take_word(word)) {
        cursor.take('d');
        return Some(Statistic::ChiSquare);
    }
    let first = cursor.here()?;
    cursor.at += 1;
    match first {
        't' | 'T' => Some(Statistic::T),
        'F' => Some(Statistic::F),
        'r' => Some(Statistic::R),
        'z' | 'Z' => Some(Statistic::Z),
        'Q' => Some(Statistic::ChiSquare),
        'χ' | 'X' | 'x' => {
            cursor.take('^');
            cursor.take('2').then_some(Statistic::ChiSquare)
        }
        _ => None,
    }
}

/// Degrees of freedom in parentheses, with n among them: `(383)`, `(2, 120)`, `(24, N = 384)`.
fn take_degrees(cursor: &mut Cursor<'_>) -> Option<(Vec<f64>, Option<u64>)> {
    cursor.take('(');
    let mut degrees = Vec::new();
    let mut n = None;
    loop {
        cursor.skip_spaces();
        if cursor.take_word("df") {
            cursor.take_relation()?;
        }
        let is_size = matches!(cursor.here(), Some('n' | 'N'));
        if is_size {
            cursor.at += 1;
            cursor.take_relation()?;
        }
        let figure = cursor.take_figure(false)?;
        if is_size {
            n = u64::try_from(figure.units).ok().filter(|_| figure.places == 0);
        } else {
            degrees.push(figure.value());
        }
        cursor.skip_spaces();
        if cursor.take(')') {
            return Some((degrees, n));
        }
        if !(cursor.take(',') || cursor.take(';')) {
            return None;
        }
    }
}

/// The p that belongs to the statistic before: within reach, in the same sentence and before the next test.
fn take_p(start: Cursor<'_>) -> Option<(PrintedP, usize)> {
    let mut cursor = start;
    while cursor.at < start.at + FARTHEST_P {
        let here = cursor.here()?;
        if cursor.at_boundary() {
            if let Some(found) = take_p_here(cursor) {
                return Some(found);
            }
            if cursor.at > start.at && is_next_test(cursor) {
                return None;
            }
        }
        let after = cursor.after();
        if matches!(here, '.' | '!' | '?' | '؟') && after.is_none_or(|after| after == ' ') {
            return None;
        }
        cursor.at += 1;
    }
    None
}

fn take_p_here(mut cursor: Cursor<'_>) -> Option<(PrintedP, usize)> {
    if cursor.take_word("ns") || cursor.take_word("n.s") {
        let ends = cursor.here().is_none_or(|here| !here.is_alphanumeric());
        return ends.then(|| PrintedP::parse("ns").ok().map(|p| (p, cursor.at))).flatten();
    }
    let words = ["p-value", "p value", "pvalue", "p", "sig.", "sig"];
    if !words.iter().any(|word| cursor.take_word(word)) {
        return None;
    }
    let relation = cursor.take_relation()?;
    let figure = cursor.take_figure(true)?;
    Some((PrintedP::new(relation, figure).ok()?, cursor.at))
}

/// Says whether another test begins here, so that a p behind it belongs to that one.
fn is_next_test(mut cursor: Cursor<'_>) -> bool {
    if take_statistic(&mut cursor).is_none() {
        return false;
    }
    cursor.skip_spaces();
    if cursor.here() == Some('(') && take_degrees(&mut cursor).is_none() {
        return false;
    }
    cursor.take_relation().is_some() && cursor.take_figure(true).is_some()
}

#[cfg(test)]
mod tests {
    use super::statements;

    /// Every statement as `text|kind|df|value|p`.
    fn found(text: &str) -> Vec<String> {
        statements(text)
            .into_iter()
            .map(|one| {
                let degrees: Vec<String> = one.test.degrees.iter().map(f64::to_string).collect();
                let p = one.test.p.map(|p| p.to_string()).unwrap_or_default();
                let words = text.get(one.span).unwrap();
                let (kind, sign) = (one.test.statistic.name(), one.test.relation.sign());
                format!("{words}|{kind}|{}|{sign}{}|{p}", degrees.join(","), one.test.value)
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn apa_sentences_are_found() {
        check(
            "It held, t(383) = 1.99, p = .048; and F(2, 120) = 3.91, p < .05.",
            &["t(383) = 1.99, p = .048|t|383|=1.99|0.048", "F(2, 120) = 3.91, p < .05|F|2,120|=3.91|< 0.05"],
        );
        check(
            "(χ²(24) = 85.3, p < .001), r(98) = .21 and z = 1.96",
            &[
                "χ²(24) = 85.3, p < .001|chi2|24|=85.3|< 0.001",
                "r(98) = .21|r|98|=0.21|",
                "z = 1.96|z||=1.96|",
            ],
        );
        check(
            "χ2 (24, N = 384) = 4,177.859, p = 0.000",
            &["χ2 (24, N = 384) = 4,177.859, p = 0.000|chi2|24|=4177.859|0.000"],
        );
        check(
            "*t*(27.4) = \u{2212}2.75, *p* = .01",
            &["t*(27.4) = \u{2212}2.75, *p* = .01|t|27.4|=-2.75|0.01"],
        );
    }

    #[test]
    fn persian_sentences_are_found() {
        check("نتیجه (t(۳۸۳) = ۱٫۹۹، p = ۰٫۰۴۸) بود.", &["t(۳۸۳) = ۱٫۹۹، p = ۰٫۰۴۸|t|383|=1.99|0.048"]);
        check(
            "کای\u{200c}دو(۲۴) = ۸۵/۳؛ sig = ۰/۰۰۰",
            &["کای\u{200c}دو(۲۴) = ۸۵/۳؛ sig = ۰/۰۰۰|chi2|24|=85.3|0.000"],
        );
        check("\u{200f}F(۲، ۱۲۰) = ۳٫۹۱، P<۰٫۰۵", &["F(۲، ۱۲۰) = ۳٫۹۱، P<۰٫۰۵|F|2,120|=3.91|< 0.05"]);
    }

    #[test]
    fn a_p_belongs_to_the_test_before_it() {
        check(
            "t(28) = 2.20 and t(28) = 1.20, d = 0.4, p = .24",
            &["t(28) = 2.20|t|28|=2.2|", "t(28) = 1.20, d = 0.4, p = .24|t|28|=1.2|0.24"]
                .map(|line| line.replace("=2.2|", "=2.20|").replace("=1.2|", "=1.20|"))
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        check("F(1, 20) < 1, ns", &["F(1, 20) < 1, ns|F|1,20|<1|> 0.05"]);
        check("t(28) = 2.20. Later, p = .03", &["t(28) = 2.20|t|28|=2.20|"]);
    }

    #[test]
    fn what_is_no_test_is_passed_over() {
        for text in [
            "r = 5 cm",
            "set(3) = 4",
            "f(x) = 2",
            "F(2) = 3.1, p = .04",
            "t() = 2",
            "x = 2",
            "t(28) =",
            "p = .05",
        ] {
            check(text, &[]);
        }
        check("آزمونt(28) = 2.20 بود", &["t(28) = 2.20|t|28|=2.20|"]);
        check("t = 1.99, p = .048", &["t = 1.99, p = .048|t||=1.99|0.048"]);
    }

    #[test]
    fn any_text_is_read_without_panic() {
        for text in
            ["", "t(", "χ", "z=", "t(1,", "t(9999999999999999999) = 1", "F(1,2)=٫", "𝑡(5)=1/", "p p p ="]
        {
            let _ = statements(text);
        }
    }
}
