//! Can whole-number answers have this mean and this standard deviation?
//!
//! Means of n whole numbers are multiples of 1/n, and the sum of their squares is a whole number of the same parity as
//! their sum. Everything here is exact: the printed figures are fractions.

use crate::stats::Error;
use crate::stats::published::Figure;

/// Most answers (persons times items) that are tested one by one.
const MOST_ANSWERS: u32 = 10_000_000;

/// Largest sum whose square times n stays within 128 bits.
const LARGEST_SUM: i128 = 1_000_000_000_000_000;

/// The number of answers behind a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answers {
    /// Persons.
    pub n: u32,
    /// Items that were averaged for each person; 1 for a single item.
    pub items: u32,
    /// Smallest and largest answer to one item, where they are known.
    pub scale: Option<(i32, i32)>,
}

impl Answers {
    /// Answers of `n` persons to one item without a known scale.
    pub fn of(n: u32) -> Self {
        Self { n, items: 1, scale: None }
    }

    /// The same on a scale.
    #[must_use]
    pub fn on(self, scale: Option<(i32, i32)>) -> Self {
        Self { scale, ..self }
    }

    fn check(self, fewest: u32) -> Result<(), Error> {
        let bad = |name, reason: &str| Err(Error::BadOption { name, reason: reason.to_owned() });
        if self.n < fewest {
            return bad("n", if fewest > 1 { "must be at least 2" } else { "must be at least 1" });
        }
        if self.items == 0 {
            return bad("items", "must be at least 1");
        }
        if self.n.checked_mul(self.items).is_none_or(|all| all > MOST_ANSWERS) {
            return bad("n", "more than ten million answers");
        }
        if self.scale.is_some_and(|(low, high)| low >= high || low < -10_000 || high > 10_000) {
            return bad("scale", "must be two whole numbers, the smaller first, within 10000");
        }
        Ok(())
    }
}

/// What GRIM finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grim {
    /// Smallest whole sum that is not below the interval of the mean.
    pub first: i128,
    /// Largest whole sum that is not above it; below `first` when no sum fits.
    pub last: i128,
}

impl Grim {
    /// Says whether some sum of the answers gives the printed mean.
    pub fn is_consistent(self) -> bool {
        self.first <= self.last
    }
}

/// What GRIMMER finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grimmer {
    /// Some sum and sum of squares give both figures.
    Consistent,
    /// No sum gives the mean.
    Mean,
    /// No whole sum of squares gives the standard deviation.
    StandardDeviation,
    /// Sums of squares there are, but all are of the wrong parity or beyond what answers of the scale can reach.
    ParityOrRange,
}

impl Grimmer {
    /// Says whether both figures can be true.
    pub fn is_consistent(self) -> bool {
        self == Self::Consistent
    }

    /// The short name of the finding: `ok`, `GRIM`, `SD`, `parity_or_range`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consistent => "ok",
            Self::Mean => "GRIM",
            Self::StandardDeviation => "SD",
            Self::ParityOrRange => "parity_or_range",
        }
    }
}

/// GRIM (Brown and Heathers 2017): the whole sums of n × items answers that give the printed mean.
///
/// The interval of the mean is closed: rounding half up and half down are both accepted.
///
/// # Errors
/// [`Error::BadOption`] for no answers or more than ten million.
pub fn grim(mean: Figure, answers: Answers) -> Result<Grim, Error> {
    answers.check(1)?;
    Ok(sums(mean, answers))
}

fn sums(mean: Figure, answers: Answers) -> Grim {
    let all = i128::from(answers.n) * i128::from(answers.items);
    let units = i128::from(mean.units);
    let whole = 2 * 10_i128.pow(mean.places);
    Grim { first: ceiling((2 * units - 1) * all, whole), last: ((2 * units + 1) * all).div_euclid(whole) }
}

/// GRIMMER (Anaya 2016; Allard 2018), exhaustive: every sum S in the interval of the mean and every sum of squares Q in
/// that of the standard deviation (divisor n − 1), with Q ≡ S mod 2 and Q between the least and the most that whole
/// numbers of the scale with this sum can have. Without a scale only the least holds.
///
/// With several items the answers are the persons' totals.
///
/// # Errors
/// [`Error::BadOption`] for fewer than two persons, a negative standard deviation or figures with too many digits.
pub fn grimmer(mean: Figure, deviation: Figure, answers: Answers) -> Result<Grimmer, Error> {
    answers.check(2)?;
    let found = sums(mean, answers);
    if !found.is_consistent() {
        return Ok(Grimmer::Mean);
    }
    let mut whole_squares = false;
    for sum in found.first..=found.last {
        let (first, last) = squares(deviation, answers, sum)?;
        if first > last {
            continue;
        }
        whole_squares = true;
        let Some((least, most)) = reach(answers, sum) else { continue };
        let (first, last) = (first.max(least), most.map_or(last, |most| last.min(most)));
        // The first number of the parity of the sum.
        let matching = first + (first - sum).rem_euclid(2);
        if matching <= last {
            return Ok(Grimmer::Consistent);
        }
    }
    Ok(if whole_squares { Grimmer::ParityOrRange } else { Grimmer::StandardDeviation })
}

/// First and last whole sum of squares at which the standard deviation is printed so: Q = (n − 1) s² + S² / n.
fn squares(deviation: Figure, answers: Answers, sum: i128) -> Result<(i128, i128), Error> {
    let (low, high) = half_units(deviation)?;
    let n = i128::from(answers.n);
    let items = i128::from(answers.items);
    let exact = || {
        let scale = 4_i128.checked_mul(10_i128.checked_pow(2 * deviation.places)?)?;
        let middle = sum.checked_mul(sum)?.checked_mul(scale)?;
        let spread = |edge: i128| {
            edge.checked_mul(edge)?.checked_mul(items * items)?.checked_mul((n - 1) * n)?.checked_add(middle)
        };
        let whole = scale.checked_mul(n)?;
        Some((ceiling(spread(low)?, whole), spread(high)?.div_euclid(whole)))
    };
    exact().ok_or_else(too_many_digits)
}

fn too_many_digits() -> Error {
    Error::BadOption { name: "sd", reason: "too many digits for this n to be tested exactly".to_owned() }
}

/// The edges of the interval of a standard deviation, in half units of its last digit.
fn half_units(deviation: Figure) -> Result<(i128, i128), Error> {
    if deviation.units < 0 {
        return Err(Error::BadOption { name: "sd", reason: "must not be negative".to_owned() });
    }
    let units = 2 * i128::from(deviation.units);
    Ok(((units - 1).max(0), units + 1))
}

/// Least and most sum of squares of `n` whole numbers with a sum; `None` when the scale does not reach the sum.
fn reach(answers: Answers, sum: i128) -> Option<(i128, Option<i128>)> {
    let n = i128::from(answers.n);
    let (level, above) = (sum.div_euclid(n), sum.rem_euclid(n));
    let least = n * level * level + above * (2 * level + 1);
    let Some((low, high)) = answers.scale else { return Some((least, None)) };
    let items = i128::from(answers.items);
    let (low, high) = (i128::from(low) * items, i128::from(high) * items);
    let climb = sum - n * low;
    if climb < 0 || sum > n * high {
        return None;
    }
    let (at_top, rest) = (climb / (high - low), climb % (high - low));
    let others = if at_top < n { (low + rest).pow(2) + (n - at_top - 1) * low * low } else { 0 };
    Some((least, Some(at_top * high * high + others)))
}

/// DEBIT (Heathers and Brown 2019): can n answers of 0 and 1 have this mean and this standard deviation?
///
/// With S ones the variance is S (n − S) / (n (n − 1)).
///
/// # Errors
/// As [`grimmer`].
pub fn debit(mean: Figure, deviation: Figure, n: u32) -> Result<bool, Error> {
    let answers = Answers::of(n);
    answers.check(2)?;
    let (low, high) = half_units(deviation)?;
    let found = sums(mean, answers);
    let all = i128::from(n);
    let exact = |edge: i128| edge.checked_mul(edge)?.checked_mul(all * (all - 1));
    let scale = 10_i128.checked_pow(2 * deviation.places).and_then(|scale| scale.checked_mul(4));
    let (Some(low), Some(high), Some(scale)) = (exact(low), exact(high), scale) else {
        return Err(too_many_digits());
    };
    for ones in found.first.max(0)..=found.last.min(all) {
        let spread = (ones * (all - ones)).checked_mul(scale).ok_or_else(too_many_digits)?;
        if (low..=high).contains(&spread) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The least and the largest standard deviation (divisor n − 1) that answers with this mean can have; `None` when no
/// sum gives the mean. Without a scale there is no largest and it is infinite.
///
/// The least needs answers as equal as possible, the largest answers at both ends of the scale (Heathers et al. 2018,
/// SPRITE, give the same bounds).
///
/// # Errors
/// As [`grimmer`].
pub fn deviation_bounds(mean: Figure, answers: Answers) -> Result<Option<(f64, f64)>, Error> {
    answers.check(2)?;
    let found = sums(mean, answers);
    if found.first.abs().max(found.last.abs()) > LARGEST_SUM {
        return Err(too_many_digits());
    }
    let n = i128::from(answers.n);
    let scale = f64::from(answers.items);
    let root = |squares: i128, sum: i128| {
        // n Q − S² is exact; only the last step is rounded.
        let exact = n * squares - sum * sum;
        let exact: f64 = exact.to_string().parse().unwrap_or(f64::NAN);
        (exact / (f64::from(answers.n) * f64::from(answers.n - 1))).sqrt() / scale
    };
    let mut bounds: Option<(f64, f64)> = None;
    for sum in found.first..=found.last {
        let Some((least, most)) = reach(answers, sum) else { continue };
        let low = root(least, sum);
        let high = most.map_or(f64::INFINITY, |most| root(most, sum));
        bounds = Some(bounds.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
    }
    Ok(bounds)
}

/// The smallest whole number not below `over` / `under`, for `under` > 0.
fn ceiling(over: i128, under: i128) -> i128 {
    -(-over).div_euclid(under)
}

#[cfg(test)]
mod tests {
    use super::{Answers, Grimmer, debit, deviation_bounds, grim, grimmer};
    use crate::stats::published::Figure;

    fn figure(text: &str) -> Figure {
        Figure::parse(text).unwrap()
    }

    /// Every table of four answers from 1 to 4 passes with its own rounded figures.
    #[test]
    fn true_figures_are_never_called_inconsistent() {
        for code in 0..256_u32 {
            let answers: Vec<u32> = (0..4).map(|place| 1 + (code >> (2 * place)) % 4).collect();
            let mean = f64::from(answers.iter().sum::<u32>()) / 4.0;
            let squares: f64 = answers.iter().map(|answer| (f64::from(*answer) - mean).powi(2)).sum();
            let (mean, sd) = (format!("{mean:.2}"), format!("{:.2}", (squares / 3.0).sqrt()));
            let found = grimmer(figure(&mean), figure(&sd), Answers::of(4).on(Some((1, 4)))).unwrap();
            assert_eq!(found, Grimmer::Consistent, "{answers:?} {mean} {sd}");
        }
    }

    #[test]
    fn a_negative_mean_has_its_sums() {
        let found = grim(figure("-0.50"), Answers::of(4)).unwrap();
        assert_eq!((found.first, found.last), (-2, -2));
        assert!(!grim(figure("-0.40"), Answers::of(4)).unwrap().is_consistent());
    }

    #[test]
    fn a_mean_outside_the_scale_is_out_of_range() {
        let answers = Answers::of(20).on(Some((1, 5)));
        assert_eq!(grimmer(figure("5.20"), figure("1.01"), answers), Ok(Grimmer::ParityOrRange));
        assert_eq!(debit(figure("1.20"), figure("0.41"), 20), Ok(false));
    }

    #[test]
    fn bounds_of_the_deviation_are_those_of_equal_and_of_extreme_answers() {
        let answers = Answers::of(4).on(Some((1, 5)));
        // 3, 3, 3, 3 and 1, 1, 5, 5.
        let (least, most) = deviation_bounds(figure("3.00"), answers).unwrap().unwrap();
        assert!(least.abs() < 1e-12 && (most - (16.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(deviation_bounds(figure("3.10"), answers), Ok(None));
    }

    #[test]
    fn impossible_questions_are_refused() {
        assert!(grimmer(figure("3.00"), figure("1.00"), Answers::of(1)).is_err());
        assert!(grimmer(figure("3.00"), figure("-1.00"), Answers::of(9)).is_err());
        assert!(grim(figure("3.00"), Answers::of(0)).is_err());
        assert!(grim(figure("3.00"), Answers { n: 5_000_000, items: 900, scale: None }).is_err());
        assert_eq!(grimmer(figure("1.12345678901234"), figure("1.00"), Answers::of(50)), Ok(Grimmer::Mean));
        assert!(grimmer(figure("99999.00"), figure("1.123456789012"), Answers::of(9_000_000)).is_err());
    }
}
