//! How many experts must call an item essential so that chance alone is unlikely.

use crate::stats::Error;
use crate::stats::describe::count;

/// The one-tailed level of Lawshe (1975).
const LEVEL: f64 = 0.05;

/// The largest panel whose critical value is computed.
pub const LARGEST_PANEL: usize = 1_000_000;

/// The minimum ratios that Lawshe (1975) printed.
const LAWSHE: [(usize, f64); 16] = [
    (5, 0.99),
    (6, 0.99),
    (7, 0.99),
    (8, 0.75),
    (9, 0.78),
    (10, 0.62),
    (11, 0.59),
    (12, 0.56),
    (13, 0.54),
    (14, 0.51),
    (15, 0.49),
    (20, 0.42),
    (25, 0.37),
    (30, 0.33),
    (35, 0.31),
    (40, 0.29),
];

/// The critical content validity ratio of a panel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CriticalRatio {
    /// Number of experts.
    pub panel: usize,
    /// The smallest number of "essential" that has P(X ≥ number) ≤ .05; none for a panel that is too small for that.
    pub essential: Option<usize>,
    /// The ratio at that number; NaN where there is none.
    pub ratio: f64,
    /// The value in Lawshe's printed table, where it has one.
    pub lawshe: Option<f64>,
}

/// The critical content validity ratio for `panel` experts: with X binomial(panel, ½), the smallest number e with
/// P(X ≥ e) ≤ .05, one-tailed, and its ratio (e − N/2) / (N/2) (Ayre and Scally 2014).
///
/// Panels of three and four have no such number, since even agreement of all has a probability above .05.
///
/// # Errors
/// [`Error::TooFewRows`] below three experts, [`Error::BadOption`] above [`LARGEST_PANEL`].
pub fn critical_ratio(panel: usize) -> Result<CriticalRatio, Error> {
    if panel < 3 {
        return Err(Error::TooFewRows { needed: 3, got: panel });
    }
    if panel > LARGEST_PANEL {
        return Err(Error::BadOption {
            name: "panel",
            reason: format!("{panel} experts are more than {LARGEST_PANEL}"),
        });
    }
    Ok(of_size(panel))
}

/// As [`critical_ratio`], for an item that only so many experts rated.
pub(super) fn of_size(panel: usize) -> CriticalRatio {
    let essential = critical_count(panel);
    CriticalRatio {
        panel,
        essential,
        ratio: essential.map_or(f64::NAN, |essential| lawshe_ratio(essential, panel)),
        lawshe: LAWSHE.iter().find(|(size, _)| *size == panel).map(|(_, ratio)| *ratio),
    }
}

/// (e − N/2) / (N/2) (Lawshe 1975); NaN for N = 0.
pub(super) fn lawshe_ratio(essential: usize, panel: usize) -> f64 {
    let half = count(panel) / 2.0;
    (count(essential) - half) / half
}

/// The smallest e with P(X ≥ e) ≤ .05.
///
/// The terms C(N, e) are added from e = N downwards. They and their sum carry a common power of two, so that nothing
/// overflows or underflows.
fn critical_count(panel: usize) -> Option<usize> {
    const STEP: i32 = 512;
    let shrink = 2_f64.powi(-STEP);
    let mut exponent = -i32::try_from(panel).ok()?;
    let mut term = 1.0;
    let mut sum = 0.0;
    for essential in (0..=panel).rev() {
        sum += term;
        if sum > 2_f64.powi(STEP) {
            sum *= shrink;
            term *= shrink;
            exponent += STEP;
        }
        // Beyond this the sum is below .05 for certain, as it is less than 2^513 before the power.
        if exponent > -1000 && sum * 2_f64.powi(exponent) > LEVEL {
            return (essential < panel).then_some(essential + 1);
        }
        term *= count(essential) / count(panel - essential + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{critical_count, critical_ratio};

    #[test]
    fn small_panels_have_no_critical_number() {
        assert!(critical_ratio(2).is_err());
        assert_eq!(critical_ratio(3).unwrap().essential, None);
        assert!(critical_ratio(4).unwrap().ratio.is_nan());
    }

    /// Near the normal approximation: N/2 + 1.6449 √N/2, with the correction for continuity.
    #[test]
    fn large_panels_follow_the_normal_curve() {
        for (panel, near) in [(1000, 527), (10_000, 5083), (1_000_000, 500_823)] {
            let found = critical_count(panel).unwrap();
            assert!(found.abs_diff(near) <= 1, "{panel}: {found}");
        }
    }
}
