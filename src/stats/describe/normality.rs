//! Does a column look normal? Tests from its moments and from its empirical distribution function.

use crate::stats::Error;
use crate::stats::describe::moments::{count, moments};
use crate::stats::describe::shapiro_wilk::{ShapiroWilk, shapiro_wilk};
use crate::stats::distribution::{log_normal_lower, normal_lower};

/// Tests of normality of one column. A p is NaN below the number of values for which it was tabled.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Normality {
    /// Number of values.
    pub n: usize,
    /// Number of missing ones.
    pub missing: usize,
    /// Shapiro and Wilk's test.
    pub shapiro_wilk: ShapiroWilk,
    /// Lilliefors' D: the Kolmogorov-Smirnov distance with mean and variance from the values.
    pub lilliefors: f64,
    /// Its p by Dallal and Wilkinson (1986), from 0.1 upwards by Stephens (1974); needs five values. SPSS prints .200 for
    /// everything above.
    pub lilliefors_p: f64,
    /// Anderson and Darling's A².
    pub anderson_darling: f64,
    /// Its p by D'Agostino and Stephens (1986, table 4.9), needs eight values; 3.7·10⁻²⁴ stands for that or less.
    pub anderson_darling_p: f64,
    /// Cramér and von Mises' W².
    pub cramer_von_mises: f64,
    /// Its p from the same table; 7.37·10⁻¹⁰ stands for that or less.
    pub cramer_von_mises_p: f64,
    /// Jarque and Bera's (1980) n/6 (b₁ + (b₂ − 3)²/4).
    pub jarque_bera: f64,
    /// Its p from χ² with two degrees of freedom: right for hundreds of values only.
    pub jarque_bera_p: f64,
}

/// Tests whether the values of a column come from a normal distribution; missing values are left out.
///
/// # Errors
/// [`Error::AllMissing`], [`Error::TooFewRows`] below three values, [`Error::Constant`] when all are the same.
pub fn normality(name: &str, column: &[f64]) -> Result<Normality, Error> {
    let mut values: Vec<f64> = column.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    if values.is_empty() {
        return Err(Error::AllMissing { columns: vec![name.to_owned()] });
    }
    if values.len() < 3 {
        return Err(Error::TooFewRows { needed: 3, got: values.len() });
    }
    let found = moments(&values);
    let deviation = found.standard_deviation();
    let shapiro = shapiro_wilk(&values).filter(|_| deviation > 0.0 && deviation.is_finite());
    let shapiro = shapiro.ok_or_else(|| Error::Constant { columns: vec![name.to_owned()] })?;
    let scores: Vec<f64> = values.iter().map(|value| (value - found.mean) / deviation).collect();
    let n = values.len();
    let distance = lilliefors(&scores);
    let anderson = anderson_darling(&scores);
    let cramer = cramer_von_mises(&scores);
    let jarque_bera =
        count(n) / 6.0 * (found.skewness1 * found.skewness1 + found.kurtosis1 * found.kurtosis1 / 4.0);
    let from = |needed: usize, p: f64| if n >= needed { p } else { f64::NAN };
    Ok(Normality {
        n,
        missing: column.len() - n,
        shapiro_wilk: shapiro,
        lilliefors: distance,
        lilliefors_p: from(5, lilliefors_p(distance, count(n))),
        anderson_darling: anderson,
        anderson_darling_p: from(8, anderson_darling_p(anderson, count(n))),
        cramer_von_mises: cramer,
        cramer_von_mises_p: from(8, cramer_von_mises_p(cramer, count(n))),
        jarque_bera,
        jarque_bera_p: (-0.5 * jarque_bera).exp(),
    })
}

/// The largest distance between the empirical distribution function of sorted scores and Φ.
fn lilliefors(scores: &[f64]) -> f64 {
    let n = count(scores.len());
    let distances = scores.iter().enumerate().map(|(index, score)| {
        let expected = normal_lower(*score);
        ((count(index) + 1.0) / n - expected).max(expected - count(index) / n)
    });
    distances.fold(0.0, f64::max)
}

/// Dallal and Wilkinson (1986) below 0.1, where their formula is right; above it Stephens' (1974) modified statistic.
fn lilliefors_p(distance: f64, n: f64) -> f64 {
    let (scaled, size) = if n > 100.0 { (distance * (n / 100.0).powf(0.49), 100.0) } else { (distance, n) };
    let reach = size + 2.78019;
    let p = (-7.01256 * scaled * scaled * reach + 2.99587 * scaled * reach.sqrt() - 0.122119
        + 0.974598 / size.sqrt()
        + 1.67997 / size)
        .exp();
    if p <= 0.1 {
        return p;
    }
    let k = (n.sqrt() - 0.01 + 0.85 / n.sqrt()) * distance;
    let series = |coefficients: [f64; 5]| coefficients.iter().rev().fold(0.0, |sum, c| sum * k + c);
    match k {
        k if k <= 0.302 => 1.0,
        k if k <= 0.5 => series([2.76773, -19.828315, 80.709644, -138.55152, 81.218052]),
        k if k <= 0.9 => series([-4.901232, 40.662806, -97.490286, 94.029866, -32.355711]),
        k if k <= 1.31 => series([6.198765, -19.558097, 23.186922, -12.234627, 2.423045]),
        _ => 0.0,
    }
}

/// A² = −n − n⁻¹ Σ (2i − 1)(ln Φ(zᵢ) + ln Φ(−z₍ₙ₊₁₋ᵢ₎)) of sorted scores (Anderson and Darling 1954).
fn anderson_darling(scores: &[f64]) -> f64 {
    let n = count(scores.len());
    let terms = scores.iter().zip(scores.iter().rev()).enumerate().map(|(index, (low, high))| {
        (2.0 * count(index) + 1.0) * (log_normal_lower(*low) + log_normal_lower(-high))
    });
    -n - terms.sum::<f64>() / n
}

fn anderson_darling_p(statistic: f64, n: f64) -> f64 {
    let a = statistic * (1.0 + 0.75 / n + 2.25 / (n * n));
    let p = match a {
        a if a < 0.2 => 1.0 - (-13.436 + 101.14 * a - 223.73 * a * a).exp(),
        a if a < 0.34 => 1.0 - (-8.318 + 42.796 * a - 59.938 * a * a).exp(),
        a if a < 0.6 => (0.9177 - 4.279 * a - 1.38 * a * a).exp(),
        a if a < 10.0 => (1.2937 - 5.709 * a + 0.0186 * a * a).exp(),
        a if a.is_nan() => f64::NAN,
        _ => 3.7e-24,
    };
    p.clamp(0.0, 1.0)
}

/// W² = 1/(12n) + Σ (Φ(zᵢ) − (2i − 1)/(2n))² of sorted scores (Cramér 1928, von Mises 1931).
fn cramer_von_mises(scores: &[f64]) -> f64 {
    let n = count(scores.len());
    let terms = scores.iter().enumerate().map(|(index, score)| {
        let gap = normal_lower(*score) - (2.0 * count(index) + 1.0) / (2.0 * n);
        gap * gap
    });
    (12.0 * n).recip() + terms.sum::<f64>()
}

fn cramer_von_mises_p(statistic: f64, n: f64) -> f64 {
    let w = statistic * (1.0 + 0.5 / n);
    let p = match w {
        w if w < 0.0275 => 1.0 - (-13.953 + 775.5 * w - 12_542.61 * w * w).exp(),
        w if w < 0.051 => 1.0 - (-5.903 + 179.546 * w - 1_515.29 * w * w).exp(),
        w if w < 0.092 => (0.886 - 31.62 * w + 10.897 * w * w).exp(),
        w if w < 1.1 => (1.111 - 34.242 * w + 12.832 * w * w).exp(),
        w if w.is_nan() => f64::NAN,
        _ => 7.37e-10,
    };
    p.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::normality;
    use crate::stats::Error;

    #[test]
    fn a_far_value_costs_no_infinity() {
        let mut values: Vec<f64> = (0..20_000).map(f64::from).collect();
        values.push(1e12);
        let found = normality("x", &values).unwrap();
        assert!(found.anderson_darling.is_finite() && found.lilliefors_p < 1e-300, "{found:?}");
        assert!(found.shapiro_wilk.p.is_nan(), "no p beyond 5000 values");
    }

    #[test]
    fn refuses_what_has_no_spread() {
        assert_eq!(normality("x", &[f64::NAN; 4]), Err(Error::AllMissing { columns: vec!["x".to_owned()] }));
        assert_eq!(normality("x", &[1e9 + 0.1; 9]), Err(Error::Constant { columns: vec!["x".to_owned()] }));
        assert_eq!(normality("x", &[1.0, 2.0]), Err(Error::TooFewRows { needed: 3, got: 2 }));
    }
}
