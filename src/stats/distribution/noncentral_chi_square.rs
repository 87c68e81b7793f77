//! The noncentral χ² distribution, which the intervals of RMSEA rest on.

use crate::stats::distribution::chi_square::{chi_square_lower, chi_square_upper};
use crate::stats::distribution::gamma::{lower_series, upper_fraction};
use crate::stats::distribution::root::increasing_root;
use crate::stats::distribution::stirling::log_poisson;

/// Scaled sums beyond this are brought back by its inverse.
const LARGE: f64 = 1e200;

/// Share of the sum below which a term no longer counts.
const NEGLIGIBLE: f64 = 1e-18;

/// P(X ≤ `value`) for noncentral χ² with `degrees` > 0 degrees of freedom and noncentrality `noncentrality` ≥ 0.
///
/// The sum of central χ² probabilities with Poisson weights of mean λ/2 (Johnson, Kotz and Balakrishnan 1995, eq. 29.2).
/// Below the mean of the distribution the lower tail is summed downwards from where the weights have vanished, above it the
/// upper tail upwards: both recurrences only add positive terms, so that the smaller tail keeps its digits. The terms taken
/// grow with √λ in the middle of the distribution. NaN for parameters outside their range.
pub fn noncentral_chi_square_lower(value: f64, degrees: f64, noncentrality: f64) -> f64 {
    match tails(value, degrees, noncentrality) {
        Tail::Lower(probability) => probability,
        Tail::Upper(probability) => 1.0 - probability,
    }
}

/// P(X ≥ `value`); see [`noncentral_chi_square_lower`]. Precise also where it is far below 10⁻¹⁶.
pub fn noncentral_chi_square_upper(value: f64, degrees: f64, noncentrality: f64) -> f64 {
    match tails(value, degrees, noncentrality) {
        Tail::Lower(probability) => 1.0 - probability,
        Tail::Upper(probability) => probability,
    }
}

/// The noncentrality at which P(X ≤ `value`) = `probability`; 0 when even the central distribution has no more than that
/// below `value`. NaN for a probability outside (0, 1) or degrees that are not positive.
///
/// The limits of an interval with confidence c are those at (1 + c)/2 (lower) and (1 − c)/2 (upper): Steiger and Fouladi
/// (1997).
pub fn noncentral_chi_square_noncentrality(value: f64, degrees: f64, probability: f64) -> f64 {
    let inside = probability > 0.0 && probability < 1.0 && degrees > 0.0 && value.is_finite();
    if !inside {
        return f64::NAN;
    }
    if noncentral_chi_square_lower(value, degrees, 0.0) <= probability {
        return 0.0;
    }
    let start = (value - degrees).max(1.0);
    increasing_root(0.0, start, f64::INFINITY, |noncentrality| {
        -signed_gap(value, degrees, noncentrality, probability)
    })
}

/// The x with P(X ≤ x) = `probability`, 0 < probability < 1; NaN outside and for parameters outside their range.
pub fn noncentral_chi_square_quantile(probability: f64, degrees: f64, noncentrality: f64) -> f64 {
    let inside = probability > 0.0
        && probability < 1.0
        && degrees > 0.0
        && noncentrality >= 0.0
        && noncentrality.is_finite();
    if !inside {
        return f64::NAN;
    }
    increasing_root(0.0, degrees + noncentrality, f64::INFINITY, |value| {
        signed_gap(value, degrees, noncentrality, probability)
    })
}

/// P(X ≤ value) − probability, taken from whichever tail is computed.
fn signed_gap(value: f64, degrees: f64, noncentrality: f64, probability: f64) -> f64 {
    match tails(value, degrees, noncentrality) {
        Tail::Lower(lower) => lower - probability,
        Tail::Upper(upper) => (1.0 - probability) - upper,
    }
}

/// The tail that is summed.
enum Tail {
    Lower(f64),
    Upper(f64),
}

fn tails(value: f64, degrees: f64, noncentrality: f64) -> Tail {
    let inside = degrees > 0.0 && degrees.is_finite() && noncentrality >= 0.0 && noncentrality.is_finite();
    if !inside || value.is_nan() {
        return Tail::Lower(f64::NAN);
    }
    if value <= 0.0 {
        return Tail::Lower(0.0);
    }
    if value.is_infinite() {
        return Tail::Upper(0.0);
    }
    let below = value <= degrees + noncentrality;
    let (x, half, weight) = (value / 2.0, degrees / 2.0, noncentrality / 2.0);
    // Weights below the smallest normal number leave the central distribution.
    match (below, weight < 1e-300) {
        (true, true) => Tail::Lower(chi_square_lower(value, degrees)),
        (false, true) => Tail::Upper(chi_square_upper(value, degrees)),
        (true, false) => Tail::Lower(lower_sum(x, half, weight).clamp(0.0, 1.0)),
        (false, false) => Tail::Upper(upper_sum(x, half, weight).clamp(0.0, 1.0)),
    }
}

/// Σ w_j P(half + j, x), from the largest j that matters downwards. With t_a = x^a e^−x / Γ(a + 1):
/// P(a − 1, x) = P(a, x) + t_{a−1}. All terms are relative to those of the first.
fn lower_sum(x: f64, half: f64, weight: f64) -> f64 {
    let top = (weight + 11.0 * weight.sqrt() + 40.0).floor();
    let mut j = top;
    let mut a = half + top;
    let mut probability = lower_series(a, x);
    let (mut term, mut poisson, mut sum) = (1.0, 1.0, probability);
    let mut scale = log_poisson(top, weight) + log_poisson(a, x);
    let mut last = sum;
    while j > 0.0 {
        term *= a / x;
        a -= 1.0;
        probability += term;
        poisson *= j / weight;
        j -= 1.0;
        let here = poisson * probability;
        sum += here;
        // The products rise to one peak and fall from there.
        if here < last && here < NEGLIGIBLE * sum {
            break;
        }
        last = here;
        if probability > LARGE || poisson > LARGE || sum > LARGE {
            let (down, over) = (LARGE.recip(), LARGE.ln());
            if probability > 1e100 {
                (probability, term) = (probability * down, term * down);
                scale += over;
            } else {
                poisson *= down;
                scale += over;
            }
            (sum, last) = (sum * down, last * down);
        }
    }
    (sum.ln() + scale).exp()
}

/// Σ w_j Q(half + j, x), from the smallest j that matters upwards: Q(a + 1, x) = Q(a, x) + t_a.
fn upper_sum(x: f64, half: f64, weight: f64) -> f64 {
    let bottom = (weight - 11.0 * weight.sqrt() - 40.0).floor().max(0.0);
    let mut j = bottom;
    let mut a = half + bottom;
    // Q(a, x) = t_a · a · fraction.
    let mut probability = a * upper_fraction(a, x);
    let (mut term, mut poisson, mut sum) = (1.0, 1.0, probability);
    let mut scale = log_poisson(bottom, weight) + log_poisson(a, x);
    let mut last = sum;
    loop {
        probability += term;
        a += 1.0;
        term *= x / a;
        j += 1.0;
        poisson *= weight / j;
        let here = poisson * probability;
        sum += here;
        if here < last && here < NEGLIGIBLE * sum {
            break;
        }
        last = here;
        if probability > LARGE || poisson > LARGE || sum > LARGE {
            let (down, over) = (LARGE.recip(), LARGE.ln());
            if probability > 1e100 {
                (probability, term) = (probability * down, term * down);
            } else {
                poisson *= down;
            }
            scale += over;
            (sum, last) = (sum * down, last * down);
        }
    }
    (sum.ln() + scale).exp()
}
