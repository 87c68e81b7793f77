//! Ranks, and the tests of one sample that rest on them.

use crate::stats::Error;
use crate::stats::describe::count;
use crate::stats::distribution::{log_gamma, normal_lower, normal_quantile};

/// Values closer than this, relative to their size, are ties: row means and differences carry rounding.
const TIE: f64 = 1e-9;

/// Says whether two values count as equal.
pub(super) fn tied(one: f64, other: f64) -> bool {
    (one - other).abs() <= TIE * (1.0 + one.abs().max(other.abs()))
}

/// Mid-ranks from 1 in the order of the values, and Σ(t³ − t) over the groups of ties.
pub(super) fn ranks(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut found = vec![0.0; values.len()];
    let mut ties = 0.0;
    let mut begin = 0;
    while begin < order.len() {
        let mut end = begin + 1;
        while end < order.len() && tied(values[order[end]], values[order[begin]]) {
            end += 1;
        }
        let size = count(end - begin);
        let rank = (count(begin) + 1.0 + count(end)) / 2.0;
        for index in &order[begin..end] {
            found[*index] = rank;
        }
        ties += size * size * size - size;
        begin = end;
    }
    (found, ties)
}

/// Wilcoxon's signed-rank test of one sample.
#[derive(Clone, PartialEq, Debug)]
pub struct SignedRank {
    /// Values.
    pub n: usize,
    /// Values that differ from the tested one.
    pub nonzero: usize,
    /// Sum of the ranks of positive differences.
    pub positive: f64,
    /// Sum of the ranks of negative differences.
    pub negative: f64,
    /// Normal deviate without continuity correction, variance corrected for ties.
    pub z: f64,
    /// Its two-sided p.
    pub p: f64,
    /// Two-sided p with continuity correction.
    pub p_corrected: f64,
    /// p of a larger location, with continuity correction.
    pub p_greater_corrected: f64,
    /// Exact p, two-sided and of a larger location; none with ties, zeros, or 50 values and more.
    pub exact: Option<(f64, f64)>,
    /// (V⁺ − V⁻)/(V⁺ + V⁻) (Kerby 2014).
    pub rank_biserial: f64,
    /// z/√n (Rosenthal 1994).
    pub r: f64,
    /// Median of the means of all pairs (Hodges & Lehmann 1963); NaN beyond 2,000 values.
    pub location: f64,
    /// Interval of the location.
    pub interval: (f64, f64),
    /// Confidence of the interval: the wished one, or the exact one where it cannot be reached.
    pub confidence: f64,
    /// Positive differences.
    pub positive_count: usize,
    /// Two-sided p of the sign test.
    pub sign_p: f64,
    /// p of the sign test for a larger median.
    pub sign_p_greater: f64,
}

/// Most values for which all pairs are formed.
const MOST_PAIRED: usize = 2_000;

/// Values from which the normal approximation is used, as in R.
const NORMAL_FROM: usize = 50;

/// Wilcoxon's signed-rank test (1945) and the sign test (Arbuthnott 1710) of a location; values equal to it are left out.
///
/// # Errors
/// [`Error::TooFewRows`] without values, [`Error::Constant`] when every value equals the tested one.
pub fn signed_rank(name: &str, values: &[f64], location: f64, confidence: f64) -> Result<SignedRank, Error> {
    let present: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if present.is_empty() {
        return Err(Error::TooFewRows { needed: 1, got: 0 });
    }
    let differences: Vec<f64> =
        present.iter().filter(|value| !tied(**value, location)).map(|value| value - location).collect();
    if differences.is_empty() {
        return Err(Error::Constant { columns: vec![name.to_owned()] });
    }
    let sizes: Vec<f64> = differences.iter().map(|value| value.abs()).collect();
    let (ranks, ties) = ranks(&sizes);
    let positive: f64 =
        ranks.iter().zip(&differences).filter(|(_, value)| **value > 0.0).map(|(rank, _)| rank).sum();
    let n = count(differences.len());
    let whole = n * (n + 1.0) / 2.0;
    let middle = whole / 2.0;
    let deviation = (n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0).sqrt();
    let z = (positive - middle) / deviation;
    let shifted = |correction: f64| (positive - middle - correction) / deviation;
    let corrected = shifted(0.5_f64.copysign(positive - middle));
    let toward = if tied(positive, middle) { 0.0 } else { corrected };
    let exact_possible =
        ties.abs() < 0.5 && differences.len() == present.len() && present.len() < NORMAL_FROM;
    let exact = exact_possible.then(|| exact_p(differences.len(), positive));
    let positive_count = differences.iter().filter(|value| **value > 0.0).count();
    let larger = binomial_upper(positive_count, differences.len());
    let smaller = binomial_upper(differences.len() - positive_count, differences.len());
    let mut found = SignedRank {
        n: present.len(),
        nonzero: differences.len(),
        positive,
        negative: whole - positive,
        z,
        p: two_sided(z),
        p_corrected: two_sided(toward),
        p_greater_corrected: normal_lower(-shifted(0.5)),
        exact,
        rank_biserial: (2.0 * positive - whole) / whole,
        r: z / count(present.len()).sqrt(),
        location: f64::NAN,
        interval: (f64::NAN, f64::NAN),
        confidence,
        positive_count,
        sign_p: (2.0 * larger.min(smaller)).min(1.0),
        sign_p_greater: larger,
    };
    if differences.len() <= MOST_PAIRED {
        locate(&mut found, &differences, location, deviation);
    }
    Ok(found)
}

fn two_sided(z: f64) -> f64 {
    (2.0 * normal_lower(-z.abs())).min(1.0)
}

/// P(X ≥ k) of n tosses of a fair coin, from the far end inwards.
fn binomial_upper(k: usize, n: usize) -> f64 {
    let n_real = count(n);
    let term = |i: usize| {
        let i = count(i);
        (log_gamma(n_real + 1.0)
            - log_gamma(i + 1.0)
            - log_gamma(n_real - i + 1.0)
            - n_real * std::f64::consts::LN_2)
            .exp()
    };
    (k..=n).rev().map(term).sum::<f64>().min(1.0)
}

/// Number of ways in which the ranks 1 to n give each sum, as shares of all.
fn rank_sums(n: usize) -> Vec<f64> {
    let mut shares = vec![0.0; n * (n + 1) / 2 + 1];
    shares[0] = 1.0;
    let mut reach = 0;
    for rank in 1..=n {
        reach += rank;
        for sum in (0..=reach).rev() {
            let with = if sum >= rank { shares[sum - rank] } else { 0.0 };
            shares[sum] = 0.5 * (shares[sum] + with);
        }
    }
    shares
}

/// Exact p of V⁺, two-sided and of a larger location.
fn exact_p(n: usize, positive: f64) -> (f64, f64) {
    let shares = rank_sums(n);
    let (mut lower, mut upper) = (0.0, 0.0);
    for (sum, share) in shares.iter().enumerate() {
        let sum = count(sum);
        if sum <= positive + 0.25 {
            lower += share;
        }
        if sum >= positive - 0.25 {
            upper += share;
        }
    }
    ((2.0_f64 * lower.min(upper)).min(1.0), upper)
}

/// The location and its interval from the means of all pairs.
fn locate(found: &mut SignedRank, differences: &[f64], location: f64, deviation: f64) {
    let mut means: Vec<f64> = differences
        .iter()
        .enumerate()
        .flat_map(|(index, one)| differences[..=index].iter().map(move |other| (one + other) / 2.0))
        .collect();
    means.sort_by(f64::total_cmp);
    let half = means.len() / 2;
    let median = if means.len() % 2 == 1 { means[half] } else { 0.5 * (means[half - 1] + means[half]) };
    found.location = location + median;
    let alpha = 1.0 - found.confidence;
    let n = count(differences.len());
    let below = if found.exact.is_some() {
        let shares = rank_sums(differences.len());
        let (mut sum, mut quantile) = (0.0, 0);
        for (value, share) in shares.iter().enumerate() {
            sum += share;
            quantile = value;
            if sum >= alpha / 2.0 {
                break;
            }
        }
        let quantile = quantile.max(1);
        let reached = 2.0 * shares[..quantile].iter().sum::<f64>();
        if reached - alpha > alpha / 2.0 {
            found.confidence = 1.0 - reached;
        }
        quantile
    } else {
        // The order statistics at the normal quantiles of V⁺ (Hollander & Wolfe 1999, eq. 3.41).
        let limit = n * (n + 1.0) / 4.0 + normal_quantile(alpha / 2.0) * deviation;
        means.iter().enumerate().take_while(|(index, _)| count(*index) + 1.0 <= limit).count().max(1)
    };
    found.interval = (location + means[below - 1], location + means[means.len() - below]);
}
