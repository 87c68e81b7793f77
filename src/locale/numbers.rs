//! Numbers as the language writes them.

use crate::locale::{Locale, UiLanguage};
use crate::text::digits::rewrite_number;

/// What stands where a number is not defined.
const NOT_DEFINED: &str = "\u{2014}";

impl Locale {
    /// A count with groups of three digits.
    pub fn count(&self, value: impl TryInto<i64>) -> String {
        let digits = value.try_into().unwrap_or(i64::MAX).to_string();
        let (sign, digits) =
            digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("\u{2212}", rest));
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{}", rewrite_number(&grouped, self.language().digits()))
    }

    /// A number with that many decimals; the minus sign is U+2212; a number that is not defined is a dash.
    pub fn decimal(&self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return NOT_DEFINED.to_owned();
        }
        let digits = format!("{:.decimals$}", value.abs());
        let is_zero = digits.chars().all(|digit| matches!(digit, '0' | '.'));
        let sign = if value < 0.0 && !is_zero { "\u{2212}" } else { "" };
        rewrite_number(&format!("{sign}{digits}"), self.language().digits())
    }

    /// A number that cannot exceed 1 (correlation, loading, α): English leaves out the leading zero (APA 7, section 6.36).
    pub fn ratio(&self, value: f64, decimals: usize) -> String {
        let written = self.decimal(value, decimals);
        match self.language() {
            UiLanguage::Persian => written,
            UiLanguage::English => written
                .strip_prefix("0.")
                .map(|rest| format!(".{rest}"))
                .or_else(|| written.strip_prefix("\u{2212}0.").map(|rest| format!("\u{2212}.{rest}")))
                .unwrap_or(written),
        }
    }

    /// A p value with three decimals, and "< .001" below that (APA 7, section 6.36).
    pub fn p_value(&self, p: f64) -> String {
        if p < 0.001 { format!("< {}", self.ratio(0.001, 3)) } else { self.ratio(p, 3) }
    }

    /// A p value with its sign: "= .048", "< .001".
    pub fn p_relation(&self, p: f64) -> String {
        let value = self.p_value(p);
        if value.starts_with('<') { value } else { format!("= {value}") }
    }

    /// A share as a percentage with one decimal.
    pub fn percent(&self, share: f64) -> String {
        let sign = if self.language() == UiLanguage::Persian { '\u{66a}' } else { '%' };
        format!("{}{sign}", self.decimal(share * 100.0, 1))
    }

    /// Any text with its numbers in the language's digits.
    pub fn localised_digits(&self, text: &str) -> String {
        rewrite_number(text, self.language().digits())
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Locale, UiLanguage};

    #[test]
    fn numbers_follow_the_language() {
        let fa = Locale::new(UiLanguage::Persian);
        let en = Locale::new(UiLanguage::English);
        assert_eq!(en.count(1_234_567), "1,234,567");
        assert_eq!(fa.count(1_234), "۱٬۲۳۴");
        assert_eq!(en.decimal(-0.004, 2), "0.00");
        assert_eq!(en.decimal(-2.305, 1), "\u{2212}2.3");
        assert_eq!(fa.decimal(2.5, 2), "۲٫۵۰");
        assert_eq!(en.ratio(-0.42, 2), "\u{2212}.42");
        assert_eq!(en.p_value(0.0004), "< .001");
        assert_eq!(fa.p_value(0.048), "۰٫۰۴۸");
        assert_eq!(en.decimal(f64::NAN, 2), "\u{2014}");
    }
}
