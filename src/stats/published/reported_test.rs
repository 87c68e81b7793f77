//! Does a printed p follow from its statistic and degrees of freedom?

use crate::stats::Error;
use crate::stats::distribution::{chi_square_upper, fisher_upper, student_two_sided};
use crate::stats::published::{Figure, PrintedP, Relation};

/// A kind of test statistic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Statistic {
    /// Student's t, two-sided.
    T,
    /// Fisher's F.
    F,
    /// χ²; Cochran's Q is one too.
    ChiSquare,
    /// Pearson's r with n − 2 degrees of freedom, two-sided.
    R,
    /// A standard normal value, two-sided.
    Z,
}

impl Statistic {
    /// Its short name: `t`, `F`, `chi2`, `r`, `z`.
    pub fn name(self) -> &'static str {
        match self {
            Self::T => "t",
            Self::F => "F",
            Self::ChiSquare => "chi2",
            Self::R => "r",
            Self::Z => "z",
        }
    }

    /// The statistic of a short name; `Q` is a χ².
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "t" | "T" => Some(Self::T),
            "F" | "f" => Some(Self::F),
            "chi2" | "chisq" | "χ2" | "χ²" | "X2" | "Q" => Some(Self::ChiSquare),
            "r" | "R" => Some(Self::R),
            "z" | "Z" => Some(Self::Z),
            _ => None,
        }
    }

    /// How many degrees of freedom it has.
    pub fn degrees(self) -> usize {
        match self {
            Self::Z => 0,
            Self::F => 2,
            Self::T | Self::ChiSquare | Self::R => 1,
        }
    }

    fn has_two_sides(self) -> bool {
        matches!(self, Self::T | Self::R | Self::Z)
    }

    /// P of a value at least as extreme, for values from 0 on; both sides together where there are two.
    fn tail(self, value: f64, degrees: &[f64]) -> f64 {
        let one = degrees.first().copied().unwrap_or(f64::NAN);
        let two = degrees.get(1).copied().unwrap_or(f64::NAN);
        if value.is_infinite() {
            return 0.0;
        }
        match self {
            Self::T => student_two_sided(value, one),
            Self::F => fisher_upper(value, one, two),
            Self::ChiSquare => chi_square_upper(value, one),
            // t = r √(ν / (1 − r²)).
            Self::R if value >= 1.0 => 0.0,
            Self::R => student_two_sided(value * (one / ((1.0 - value) * (1.0 + value))).sqrt(), one),
            // Z² is a χ² with one degree of freedom, whose tail keeps its digits.
            Self::Z => chi_square_upper(value * value, 1.0),
        }
    }
}

/// A test as it is printed.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportedTest {
    /// Kind of the statistic.
    pub statistic: Statistic,
    /// Its relation to the value: `F < 1` is [`Relation::Less`].
    pub relation: Relation,
    /// Its value.
    pub value: Figure,
    /// Degrees of freedom: none for z, two for F, otherwise one.
    pub degrees: Vec<f64>,
    /// The printed p.
    pub p: Option<PrintedP>,
}

/// What the statistic and the degrees of freedom say about the printed p.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recomputed {
    /// p at the printed value; both sides of t, r and z, the upper tail of F and χ².
    pub p: f64,
    /// Smallest p of the values that are printed so.
    pub low: f64,
    /// Largest p of them.
    pub high: f64,
    /// Says whether some p between them is printed as the p is; `None` without a printed p.
    pub consistent: Option<bool>,
    /// The same for half of p; `None` for F and χ² too.
    pub consistent_one_sided: Option<bool>,
    /// Inconsistent, and the other side of alpha.
    pub decision_error: bool,
}

/// Recomputes p from the statistic (Nuijten et al. 2016), with the rounding of statistic and p taken into account. Tails
/// are computed as such, right down to the smallest positive number.
///
/// A statistic that cannot be (|r| > 1, a negative F or χ²) gives NaN and is inconsistent with every p.
///
/// # Errors
/// [`Error::BadOption`] when degrees of freedom are missing, too many or not positive, or alpha lies outside (0, 1).
pub fn recompute(test: &ReportedTest, alpha: f64) -> Result<Recomputed, Error> {
    let bad = |name, reason: String| Err(Error::BadOption { name, reason });
    if !(alpha > 0.0 && alpha < 1.0) {
        return bad("alpha", "must lie between 0 and 1".to_owned());
    }
    let needed = test.statistic.degrees();
    if test.degrees.len() != needed || !test.degrees.iter().all(|one| one.is_finite() && *one > 0.0) {
        return bad("df", format!("{} needs {needed} positive numbers", test.statistic.name()));
    }
    let value = test.value.value();
    let (first, last) = test.value.interval();
    let impossible = match test.statistic {
        Statistic::R => first >= 1.0 || last <= -1.0,
        Statistic::F | Statistic::ChiSquare => last < 0.0 || test.value.units < 0,
        Statistic::T | Statistic::Z => false,
    };
    if impossible {
        let consistent = test.p.map(|_| false);
        return Ok(Recomputed {
            p: f64::NAN,
            low: f64::NAN,
            high: f64::NAN,
            consistent,
            consistent_one_sided: consistent.filter(|_| test.statistic.has_two_sides()),
            decision_error: false,
        });
    }
    let (near, far) = match test.relation {
        Relation::Equal if first <= 0.0 && last >= 0.0 => (0.0, first.abs().max(last)),
        Relation::Equal => (first.abs().min(last.abs()), first.abs().max(last.abs())),
        Relation::Less => (0.0, value.abs()),
        Relation::Greater => (value.abs(), f64::INFINITY),
    };
    let tail = |value: f64| test.statistic.tail(value, &test.degrees);
    let (p, low, high) = (tail(value.abs()), tail(far), tail(near));
    let consistent = test.p.map(|printed| printed.fits(low, high));
    let one_sided = test.p.filter(|_| test.statistic.has_two_sides());
    let significant = test.p.and_then(|printed| printed.is_significant(alpha));
    Ok(Recomputed {
        p,
        low,
        high,
        consistent,
        consistent_one_sided: one_sided.map(|printed| printed.fits(low / 2.0, high / 2.0)),
        decision_error: consistent == Some(false)
            && significant.is_some_and(|significant| significant != (p <= alpha)),
    })
}

#[cfg(test)]
mod tests {
    use super::{ReportedTest, Statistic, recompute};
    use crate::stats::published::{Figure, PrintedP, Relation};

    fn test(statistic: Statistic, value: &str, degrees: &[f64], p: &str) -> ReportedTest {
        ReportedTest {
            statistic,
            relation: Relation::Equal,
            value: Figure::parse(value).unwrap(),
            degrees: degrees.to_vec(),
            p: PrintedP::parse(p).ok(),
        }
    }

    #[test]
    fn tails_are_true_far_out() {
        // 2 * Phi(-37) = 1.145114244504905e-299 (continued fraction of Mills' ratio, 60 digits).
        let z = recompute(&test(Statistic::Z, "37.0", &[], "<.001"), 0.05).unwrap();
        assert!((z.p / 1.145_114_244_504_905e-299 - 1.0).abs() < 1e-11, "{}", z.p);
        // With one degree of freedom P(|T| > t) = 2 atan(1/t) / pi.
        let t = recompute(&test(Statistic::T, "-1000000.0", &[1.0], ".000"), 0.05).unwrap();
        assert!((t.p / (2.0 / std::f64::consts::PI * 1e-6) - 1.0).abs() < 1e-9);
        // With two degrees of freedom the upper tail of chi-square is exp(-x/2).
        let chi = recompute(&test(Statistic::ChiSquare, "1200", &[2.0], ".000"), 0.05).unwrap();
        assert!((chi.p / (-600.0_f64).exp() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_value_printed_as_zero_may_have_either_sign() {
        let found = recompute(&test(Statistic::T, "0.00", &[30.0], "1.00"), 0.05).unwrap();
        assert!((found.high - 1.0).abs() < 1e-12 && found.low < 1.0 && found.consistent == Some(true));
    }

    #[test]
    fn an_impossible_statistic_is_inconsistent_and_no_number() {
        for (statistic, value, degrees) in
            [(Statistic::R, "1.20", vec![20.0]), (Statistic::F, "-2.0", vec![2.0, 20.0])]
        {
            let found = recompute(&test(statistic, value, &degrees, ".04"), 0.05).unwrap();
            assert!(found.p.is_nan() && found.consistent == Some(false) && !found.decision_error);
        }
    }

    #[test]
    fn degrees_of_freedom_must_be_as_many_as_the_statistic_has() {
        assert!(recompute(&test(Statistic::F, "2.0", &[2.0], ".04"), 0.05).is_err());
        assert!(recompute(&test(Statistic::T, "2.0", &[0.0], ".04"), 0.05).is_err());
    }
}
