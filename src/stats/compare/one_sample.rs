//! The one-sample t-test with its interval and effect size.

use crate::stats::Error;
use crate::stats::describe::{count, moments};
use crate::stats::distribution::{
    log_gamma, noncentrality_interval, student_quantile, student_two_sided, student_upper,
};

/// A one-sample t-test (Student 1908) of a mean against a value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OneSample {
    /// Number of values.
    pub n: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, divisor n − 1.
    pub standard_deviation: f64,
    /// t = (mean − value) / (s / √n).
    pub t: f64,
    /// n − 1.
    pub degrees_of_freedom: f64,
    /// P(|T| ≥ |t|).
    pub p_two_sided: f64,
    /// P(T ≥ t): the mean is greater.
    pub p_greater: f64,
    /// P(T ≤ t): the mean is less.
    pub p_less: f64,
    /// Interval of the mean at the given confidence.
    pub interval: (f64, f64),
    /// Cohen's d = (mean − value) / s.
    pub d: f64,
    /// Interval of d by the noncentral t distribution (Steiger and Fouladi 1997).
    pub d_interval: (f64, f64),
    /// Hedges' g: d times the exact correction Γ(ν/2) / (√(ν/2) Γ((ν−1)/2)) (Hedges 1981).
    pub g: f64,
}

/// Tests the mean of a column against `value`; NaN is missing. `confidence` such as 0.95 is that of both intervals.
///
/// # Errors
/// [`Error::TooFewRows`] below two values; [`Error::Constant`] when all are the same, since t is not defined then;
/// [`Error::BadOption`] for a confidence outside (0, 1).
pub fn one_sample(name: &str, column: &[f64], value: f64, confidence: f64) -> Result<OneSample, Error> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Error::BadOption { name: "confidence", reason: "must lie between 0 and 1".to_owned() });
    }
    let moments = moments(column);
    if moments.n < 2 {
        return Err(Error::TooFewRows { needed: 2, got: moments.n });
    }
    let deviation = moments.standard_deviation();
    if deviation <= 0.0 {
        return Err(Error::Constant { columns: vec![name.to_owned()] });
    }
    let n = count(moments.n);
    let difference = moments.mean - value;
    let error = deviation / n.sqrt();
    let t = difference / error;
    let degrees = n - 1.0;
    let reach = student_quantile(0.5 + confidence / 2.0, degrees) * error;
    let (low, high) = noncentrality_interval(t, degrees, confidence);
    let d = difference / deviation;
    let correction =
        (log_gamma(degrees / 2.0) - log_gamma((degrees - 1.0) / 2.0)).exp() / (degrees / 2.0).sqrt();
    Ok(OneSample {
        n: moments.n,
        mean: moments.mean,
        standard_deviation: deviation,
        t,
        degrees_of_freedom: degrees,
        p_two_sided: student_two_sided(t, degrees),
        p_greater: student_upper(t, degrees),
        p_less: student_upper(-t, degrees),
        interval: (moments.mean - reach, moments.mean + reach),
        d,
        d_interval: (low / n.sqrt(), high / n.sqrt()),
        g: if degrees > 1.0 { d * correction } else { f64::NAN },
    })
}
