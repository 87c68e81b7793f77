//! One row: what n its figures imply, and what follows for a given n.

use crate::stats::Error;
use crate::stats::distribution::{student_two_sided, student_upper};
use crate::stats::published::{Answers, Figure, Grim, Grimmer, PrintedP, grim, grimmer};

/// How much two intervals may miss each other by rounding of the computation alone.
const SLACK: f64 = 1e-12;

/// Largest bound up to which whole n are tried one by one.
const LARGEST_BOUND: u32 = 10_000;

/// What is asked of every row.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    /// The value the means are tested against.
    pub mu: f64,
    /// The n that the text reports for all rows.
    pub n: Option<u32>,
    /// Smallest and largest answer.
    pub scale: Option<(i32, i32)>,
    /// Further n to check every row at.
    pub further: Vec<u32>,
    /// Whole n up to this bound are tried one by one.
    pub bound: u32,
    /// The level of significance.
    pub alpha: f64,
}

impl Question {
    /// Means against `mu` with n up to 59 tried, at the level .05.
    pub fn against(mu: f64) -> Self {
        Self { mu, n: None, scale: None, further: Vec::new(), bound: 59, alpha: 0.05 }
    }

    /// Refuses what no table can answer.
    pub(super) fn check(&self) -> Result<(), Error> {
        let bad = |name, reason: &str| Err(Error::BadOption { name, reason: reason.to_owned() });
        if !self.mu.is_finite() {
            return bad("mu", "must be a number");
        }
        if self.n.iter().chain(&self.further).any(|n| *n < 2) {
            return bad("n", "must be at least 2");
        }
        if self.bound > LARGEST_BOUND {
            return bad("bound", "must be at most 10000");
        }
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            return bad("alpha", "must lie between 0 and 1");
        }
        Ok(())
    }
}

/// The printed figures of a row; any may be missing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// Name of the item.
    pub item: String,
    /// Mean.
    pub mean: Option<Figure>,
    /// Standard deviation, divisor n − 1.
    pub deviation: Option<Figure>,
    /// t against the value.
    pub t: Option<Figure>,
    /// p of t.
    pub p: Option<PrintedP>,
    /// The row's own n, where the table prints one.
    pub n: Option<u32>,
    /// The status that the table prints: favourable or not.
    pub favourable: Option<bool>,
}

/// p of one tail at the printed t.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TailCheck {
    /// p at the printed t.
    pub p: f64,
    /// Smallest p of the t that are printed so.
    pub low: f64,
    /// Largest p of them.
    pub high: f64,
    /// Says whether the printed p can be one of them; `None` without a printed p.
    pub consistent: Option<bool>,
}

/// p of the printed t by all tails.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tails {
    /// P(|T| ≥ |t|).
    pub two_sided: TailCheck,
    /// P(T ≥ t).
    pub greater: TailCheck,
    /// P(T ≤ t).
    pub less: TailCheck,
}

impl Tails {
    /// Says whether the printed p is that of some tail.
    pub fn any(&self) -> Option<bool> {
        let all = [self.two_sided.consistent?, self.greater.consistent?, self.less.consistent?];
        Some(all.contains(&true))
    }
}

/// What a given n says about a row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AtSize {
    /// The n.
    pub n: u32,
    /// t that the printed mean and standard deviation give; infinite for a standard deviation of 0.
    pub t_expected: Option<f64>,
    /// Smallest and largest t of the numbers that are printed so.
    pub t_range: Option<(f64, f64)>,
    /// Says whether the printed t is one of them.
    pub t_consistent: Option<bool>,
    /// p of the printed t with n − 1 degrees of freedom.
    pub tails: Option<Tails>,
    /// Says whether a sum of n whole numbers gives the mean.
    pub grim: Option<bool>,
    /// The same for mean and standard deviation.
    pub grimmer: Option<Grimmer>,
}

/// What the figures of a row say.
#[derive(Clone, PartialEq, Debug)]
pub struct RowReading {
    /// Name of the item.
    pub item: String,
    /// n = (t s / (mean − μ))²; `None` where the mean is printed as μ.
    pub implied_n: Option<f64>,
    /// Smallest and largest n of the numbers that are printed so; the largest is infinite where the mean may be μ.
    pub implied_range: Option<(f64, f64)>,
    /// Says whether t has the sign of the printed mean − μ; 0 has a sign of its own.
    pub sign_consistent: Option<bool>,
    /// Says whether t and mean − μ can have one sign within their roundings.
    pub sign_possible: Option<bool>,
    /// What follows for the n asked about, in order.
    pub sizes: Vec<AtSize>,
    /// Whole n up to the bound for which mean, standard deviation and t can all be true.
    pub fitting_sizes: Vec<u32>,
}

/// Checks a row at several n.
///
/// n follows from t = (mean − μ) / (s / √n). Intervals of all figures are closed; `sizes` are the n at which t, p, GRIM and
/// GRIMMER are checked. Missing figures leave what needs them `None`.
///
/// # Errors
/// [`Error::BadOption`] for an n below 2 or beyond ten million, a scale that is none, a negative standard deviation or
/// figures too long to be tested exactly; the reason names the item.
pub fn check_row(row: &Row, question: &Question, sizes: &[u32]) -> Result<RowReading, Error> {
    question.check()?;
    let named = |error: Error| match error {
        Error::BadOption { name, reason } => {
            Error::BadOption { name, reason: format!("{}: {reason}", row.item) }
        }
        other => other,
    };
    if sizes.iter().any(|n| *n < 2) {
        return Err(named(Error::BadOption { name: "n", reason: "must be at least 2".to_owned() }));
    }
    if row.deviation.is_some_and(|deviation| deviation.units < 0) {
        return Err(named(Error::BadOption { name: "sd", reason: "must not be negative".to_owned() }));
    }
    let sizes = sizes
        .iter()
        .map(|n| at_size(row, question, *n))
        .collect::<Result<Vec<AtSize>, Error>>()
        .map_err(named)?;
    let (implied_n, implied_range) = implied(row, question.mu).unzip();
    let difference = row.mean.map(|mean| (mean.value() - question.mu, mean.interval()));
    let signs = row.t.zip(difference);
    Ok(RowReading {
        item: row.item.clone(),
        implied_n: implied_n.flatten(),
        implied_range,
        sign_consistent: signs.map(|(t, (difference, _))| sign(t.value()) == sign(difference)),
        sign_possible: signs.map(|(t, (_, (low, high)))| {
            t.high() >= 0.0 && high >= question.mu || t.low() <= 0.0 && low <= question.mu
        }),
        fitting_sizes: fitting_sizes(row, question).map_err(named)?,
        sizes,
    })
}

/// −1, 0 or 1.
fn sign(value: f64) -> i8 {
    i8::from(value > 0.0) - i8::from(value < 0.0)
}

/// The n that t, standard deviation and mean imply, with its range.
fn implied(row: &Row, mu: f64) -> Option<(Option<f64>, (f64, f64))> {
    let (mean, deviation, t) = (row.mean?, row.deviation?, row.t?);
    let difference = mean.value() - mu;
    let at_print = t.value() * deviation.value() / difference;
    let (t_near, t_far) = distances(t.low(), t.high());
    let (near, far) = distances(mean.low() - mu, mean.high() - mu);
    let square = |t: f64, s: f64, distance: f64| (t * s / distance).powi(2);
    let low = square(t_near, deviation.low().max(0.0), far);
    let high = if near > 0.0 { square(t_far, deviation.high(), near) } else { f64::INFINITY };
    Some(((sign(difference) != 0).then_some(at_print * at_print), (low, high)))
}

/// Smallest and largest distance from 0 within an interval.
fn distances(low: f64, high: f64) -> (f64, f64) {
    let near = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
    (near, low.abs().max(high.abs()))
}

fn at_size(row: &Row, question: &Question, n: u32) -> Result<AtSize, Error> {
    let answers = Answers::of(n).on(question.scale);
    let both = row.mean.zip(row.deviation);
    let t_range = both.map(|(mean, deviation)| t_range(mean, deviation, question.mu, n));
    Ok(AtSize {
        n,
        t_expected: both
            .map(|(mean, deviation)| (mean.value() - question.mu) * f64::from(n).sqrt() / deviation.value()),
        t_range,
        t_consistent: row.t.zip(t_range).map(|(t, range)| overlap(t.interval(), range)),
        tails: row.t.map(|t| tails(t, row.p, f64::from(n) - 1.0)),
        grim: row.mean.map(|mean| grim(mean, answers)).transpose()?.map(Grim::is_consistent),
        grimmer: both.map(|(mean, deviation)| grimmer(mean, deviation, answers)).transpose()?,
    })
}

/// Smallest and largest t of the means and standard deviations that are printed so.
fn t_range(mean: Figure, deviation: Figure, mu: f64, n: u32) -> (f64, f64) {
    let root = f64::from(n).sqrt();
    let (least, most) = (deviation.low().max(0.0), deviation.high());
    // Dividing by the smaller deviation takes t further from 0, by the larger one nearer.
    let edge = |difference: f64, away: bool| {
        let divisor = if away { least } else { most };
        if sign(difference) == 0 { 0.0 } else { difference * root / divisor }
    };
    let (low, high) = (mean.low() - mu, mean.high() - mu);
    (edge(low, low < 0.0), edge(high, high > 0.0))
}

/// Says whether two closed intervals meet.
fn overlap(one: (f64, f64), other: (f64, f64)) -> bool {
    let room = |value: f64| SLACK * (1.0 + value.abs());
    one.0 <= other.1 + room(one.0) && other.0 <= one.1 + room(one.1)
}

fn tails(t: Figure, p: Option<PrintedP>, degrees: f64) -> Tails {
    let check = |at: f64, low: f64, high: f64| TailCheck {
        p: at,
        low,
        high,
        consistent: p.map(|printed| printed.fits(low, high)),
    };
    let (near, far) = distances(t.low(), t.high());
    let upper = |t: f64| student_upper(t, degrees);
    Tails {
        two_sided: check(
            student_two_sided(t.value(), degrees),
            student_two_sided(far, degrees),
            student_two_sided(near, degrees),
        ),
        greater: check(upper(t.value()), upper(t.high()), upper(t.low())),
        less: check(upper(-t.value()), upper(-t.low()), upper(-t.high())),
    }
}

/// Whole n up to the bound for which all three figures can be true.
fn fitting_sizes(row: &Row, question: &Question) -> Result<Vec<u32>, Error> {
    let (Some(mean), Some(deviation), Some(t)) = (row.mean, row.deviation, row.t) else {
        return Ok(Vec::new());
    };
    let mut fitting = Vec::new();
    for n in 2..=question.bound {
        // The cheaper question first.
        if overlap(t.interval(), t_range(mean, deviation, question.mu, n))
            && grimmer(mean, deviation, Answers::of(n).on(question.scale))?.is_consistent()
        {
            fitting.push(n);
        }
    }
    Ok(fitting)
}

#[cfg(test)]
mod tests {
    use super::{Question, Row, check_row};
    use crate::stats::published::{Figure, PrintedP};

    fn row(mean: &str, deviation: &str, t: &str) -> Row {
        Row {
            item: "R1".to_owned(),
            mean: Figure::parse(mean).ok(),
            deviation: Figure::parse(deviation).ok(),
            t: Figure::parse(t).ok(),
            p: PrintedP::parse(".05").ok(),
            ..Row::default()
        }
    }

    #[test]
    fn a_mean_that_rounds_to_the_value_may_have_either_sign() {
        let found = check_row(&row("3.00", "1.00", "0.05"), &Question::against(3.0), &[384]).unwrap();
        assert_eq!((found.sign_consistent, found.sign_possible), (Some(false), Some(true)));
        assert_eq!(found.sizes.first().and_then(|at| at.t_consistent), Some(true));
        assert_eq!(found.implied_n, None);
        let found = check_row(&row("3.40", "1.00", "-2.00"), &Question::against(3.0), &[384]).unwrap();
        assert_eq!(found.sign_possible, Some(false));
    }

    #[test]
    fn a_deviation_of_zero_has_no_finite_t() {
        let found = check_row(&row("3.40", "0.00", "2.00"), &Question::against(3.0), &[20]).unwrap();
        let at = found.sizes.first().unwrap();
        assert!(at.t_expected.is_some_and(f64::is_infinite));
        assert_eq!(at.t_consistent, Some(false));
        assert_eq!(found.implied_range.map(|range| range.0), Some(0.0));
    }

    #[test]
    fn missing_figures_leave_open_what_needs_them() {
        let bare = Row { item: "R9".to_owned(), ..Row::default() };
        let found = check_row(&bare, &Question::against(3.0), &[20]).unwrap();
        assert!(found.implied_range.is_none() && found.fitting_sizes.is_empty());
        assert!(check_row(&row("3.00", "-1.00", "1.00"), &Question::against(3.0), &[]).is_err());
        assert!(check_row(&bare, &Question { n: Some(1), ..Question::against(3.0) }, &[]).is_err());
    }
}
