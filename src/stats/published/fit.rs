//! A line of fit indices: χ², its degrees of freedom, n, χ²/df, RMSEA and p hang together.

use crate::stats::Error;
use crate::stats::distribution::chi_square_upper;
use crate::stats::published::{Figure, PrintedP};

/// What RMSEA is divided by: programs differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RmseaDivisor {
    /// n − 1: Steiger (1990), AMOS, LISREL, EQS.
    NMinusOne,
    /// n: lavaan, Mplus.
    N,
}

/// The printed figures of a fit line; any may be missing.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct FitLine {
    /// χ².
    pub chi_square: Option<Figure>,
    /// Degrees of freedom.
    pub degrees: Option<f64>,
    /// χ² / df.
    pub ratio: Option<Figure>,
    /// RMSEA.
    pub rmsea: Option<Figure>,
    /// p of χ².
    pub p: Option<PrintedP>,
    /// Number of rows.
    pub n: Option<u32>,
}

/// A value with the smallest and largest one that the roundings allow.
pub type Ranged = (f64, f64, f64);

/// What a fit line implies; `None` where figures are missing.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct FitReading {
    /// χ² / df from χ² and df.
    pub ratio: Option<Ranged>,
    /// Says whether the printed χ² / df is one of them.
    pub ratio_consistent: Option<bool>,
    /// Upper tail of χ², smallest and largest.
    pub p: Option<Ranged>,
    /// Says whether the printed p is one of them.
    pub p_consistent: Option<bool>,
    /// RMSEA from χ²/df (as computed from χ² and df, or as printed) and n.
    pub rmsea: Option<Ranged>,
    /// Says whether the printed RMSEA is one of them.
    pub rmsea_consistent: Option<bool>,
    /// The n at which χ²/df and RMSEA agree; infinite where RMSEA may be 0.
    pub implied_n: Option<Ranged>,
    /// The χ²/df at which RMSEA and n agree.
    pub implied_ratio: Option<Ranged>,
}

/// Checks a fit line: RMSEA = √(max(0, χ²/df − 1) / (n − 1)) (Steiger and Lind 1980; Steiger 1990), or with divisor n.
///
/// Where χ² and df are there, χ²/df is computed from them; otherwise the printed one is used. A ratio below 1 gives RMSEA 0
/// and implies no n.
///
/// # Errors
/// [`Error::BadOption`] for degrees of freedom or n that are not positive, or negative figures.
pub fn check_fit(line: &FitLine, divisor: RmseaDivisor) -> Result<FitReading, Error> {
    let bad = |name, reason: &str| Err(Error::BadOption { name, reason: reason.to_owned() });
    if line.degrees.is_some_and(|degrees| !(degrees > 0.0 && degrees.is_finite())) {
        return bad("df", "must be positive");
    }
    if line.n.is_some_and(|n| n < 2) {
        return bad("n", "must be at least 2");
    }
    for (name, figure) in [("chi2", line.chi_square), ("chi2df", line.ratio), ("rmsea", line.rmsea)] {
        if figure.is_some_and(|figure| figure.units < 0) {
            return bad(name, "must not be negative");
        }
    }
    let taken_off = if divisor == RmseaDivisor::N { 0.0 } else { 1.0 };
    let computed = line
        .chi_square
        .zip(line.degrees)
        .map(|(chi_square, degrees)| map(ranged(chi_square), |value| value / degrees));
    let p = line.chi_square.zip(line.degrees).map(|(chi_square, degrees)| {
        let (value, low, high) = ranged(chi_square);
        let tail = |value| chi_square_upper(value, degrees);
        (tail(value), tail(high), tail(low))
    });
    let ratio = computed.or(line.ratio.map(ranged));
    let divided = line.n.map(|n| f64::from(n) - taken_off);
    let rmsea =
        ratio.zip(divided).map(|(ratio, divided)| map(ratio, |one| ((one - 1.0).max(0.0) / divided).sqrt()));
    Ok(FitReading {
        ratio: computed,
        ratio_consistent: line.ratio.zip(computed).map(|(printed, range)| meets(printed, range)),
        p,
        p_consistent: line.p.zip(p).map(|(printed, (_, low, high))| printed.fits(low, high)),
        rmsea,
        rmsea_consistent: line.rmsea.zip(rmsea).map(|(printed, range)| meets(printed, range)),
        implied_n: line
            .rmsea
            .zip(ratio)
            .and_then(|(rmsea, ratio)| implied_n(ranged(rmsea), ratio, taken_off)),
        implied_ratio: line
            .rmsea
            .zip(divided)
            .map(|(rmsea, divided)| map(ranged(rmsea), |one| 1.0 + one * one * divided)),
    })
}

/// n = (χ²/df − 1) / RMSEA² + 1, or without the 1 for divisor n.
fn implied_n(rmsea: Ranged, ratio: Ranged, taken_off: f64) -> Option<Ranged> {
    if ratio.2 <= 1.0 {
        return None;
    }
    let n = |ratio: f64, rmsea: f64| (ratio - 1.0).max(0.0) / (rmsea * rmsea) + taken_off;
    Some((n(ratio.0, rmsea.0), n(ratio.1, rmsea.2), n(ratio.2, rmsea.1)))
}

/// A figure that cannot be negative, with the numbers that are printed so.
fn ranged(figure: Figure) -> Ranged {
    (figure.value(), figure.low().max(0.0), figure.high())
}

/// A rising function of a value and its range.
fn map(range: Ranged, function: impl Fn(f64) -> f64) -> Ranged {
    (function(range.0), function(range.1), function(range.2))
}

/// Says whether a figure can be one of the numbers of a range.
fn meets(printed: Figure, range: Ranged) -> bool {
    let room = 1e-12 * (1.0 + range.2.abs());
    printed.low() <= range.2 + room && printed.high() >= range.1 - room
}

#[cfg(test)]
mod tests {
    use super::{FitLine, RmseaDivisor, check_fit};
    use crate::stats::published::{Figure, PrintedP};

    #[test]
    fn a_true_line_is_consistent_and_a_wrong_n_is_found() {
        // 85.306 / 24 = 3.554; sqrt(2.554 / 300) = .0923 (Holzinger and Swineford's three factors, n = 301).
        let line = FitLine {
            chi_square: Figure::parse("85.306").ok(),
            degrees: Some(24.0),
            ratio: Figure::parse("3.55").ok(),
            rmsea: Figure::parse(".092").ok(),
            p: PrintedP::parse("<.001").ok(),
            n: Some(301),
        };
        let found = check_fit(&line, RmseaDivisor::NMinusOne).unwrap();
        assert_eq!((found.ratio_consistent, found.p_consistent), (Some(true), Some(true)));
        assert_eq!(found.rmsea_consistent, Some(true));
        let wrong = check_fit(&FitLine { n: Some(200), ..line }, RmseaDivisor::NMinusOne).unwrap();
        assert_eq!(wrong.rmsea_consistent, Some(false));
        assert!(wrong.implied_n.is_some_and(|(_, low, high)| low < 301.0 && high > 301.0));
    }

    #[test]
    fn a_ratio_below_one_gives_zero_and_no_n() {
        let line = FitLine {
            ratio: Figure::parse("0.80").ok(),
            rmsea: Figure::parse("0.000").ok(),
            n: Some(100),
            ..FitLine::default()
        };
        let found = check_fit(&line, RmseaDivisor::N).unwrap();
        assert_eq!((found.rmsea_consistent, found.implied_n), (Some(true), None));
        assert!(check_fit(&FitLine { n: Some(1), ..line }, RmseaDivisor::N).is_err());
    }
}
