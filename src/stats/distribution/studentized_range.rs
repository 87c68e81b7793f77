//! The studentized range, which the comparisons of all pairs of means rest on (Tukey, Games and Howell).

use crate::stats::describe::count;
use crate::stats::distribution::normal::normal_lower;
use crate::stats::distribution::root::increasing_root;
use crate::stats::distribution::stirling::{HALF_LOG_TWO_PI, stirling_error};

/// Ranges beyond this have a probability below the smallest number.
const WIDEST: f64 = 60.0;

/// Terms below this share of the sum end an integral.
const NEGLIGIBLE: f64 = 1e-18;

/// P(Q ≥ `q`) for the studentized range of `groups` ≥ 2 means with `degrees` > 0 degrees of freedom, which may be infinite.
///
/// The double integral of Copenhaver and Holland (1988, eq. 2.1), taken for the upper tail itself: every term is positive, so
/// that small probabilities keep their digits. Both integrals are trapezoidal sums of analytic functions that vanish at both
/// ends, the outer one over the logarithm of the standard deviation. NaN for parameters outside their range.
pub fn studentized_range_upper(q: f64, groups: usize, degrees: f64) -> f64 {
    if q.is_nan() || groups < 2 || degrees.is_nan() || degrees <= 0.0 {
        return f64::NAN;
    }
    if q <= 0.0 {
        return 1.0;
    }
    if q.is_infinite() {
        return 0.0;
    }
    let range = Range::of(groups);
    if degrees.is_infinite() {
        return range.upper(q).clamp(0.0, 1.0);
    }
    studentized(q, degrees, &range).clamp(0.0, 1.0)
}

/// The q with P(Q ≤ q) = `probability`, 0 < probability < 1; NaN outside.
pub fn studentized_range_quantile(probability: f64, groups: usize, degrees: f64) -> f64 {
    let inside = probability > 0.0 && probability < 1.0 && groups >= 2 && degrees > 0.0;
    if !inside {
        return f64::NAN;
    }
    let upper = 1.0 - probability;
    let range = Range::of(groups);
    increasing_root(0.0, 4.0, f64::INFINITY, |q| {
        let found = if q <= 0.0 {
            1.0
        } else if degrees.is_infinite() {
            range.upper(q)
        } else {
            studentized(q, degrees, &range)
        };
        upper - found
    })
}

/// ∫ R(q e^u) f(u) du, where e^u is the root of χ²/ν: f(u) = exp(−ν((e^2u − 1)/2 − u)) √(ν/π) e^−δ(ν/2).
fn studentized(q: f64, degrees: f64, range: &Range) -> f64 {
    // The integrand is widest around here, with about this spread.
    let centre = -0.5 * (q * q / (2.0 * degrees)).ln_1p();
    let spread = (2.0 * degrees).sqrt().recip();
    // The range of many values is known more closely than that of a few: about 1 / (4 ln k) of its logarithm.
    let step = (0.4 * spread).min(0.125 / range.values.ln());
    let front = 0.5 * degrees.ln() - 0.5 * std::f64::consts::PI.ln() - stirling_error(degrees / 2.0);
    let at = |u: f64| {
        let density = (front - degrees * bend(u)).exp();
        density * range.upper(q * u.exp())
    };
    let mut sum = at(centre);
    for direction in [step, -step] {
        let (mut u, mut last) = (centre, 0.0);
        for _ in 0..1_000_000_u32 {
            u += direction;
            let here = at(u);
            sum += here;
            if here <= last && here <= NEGLIGIBLE * sum {
                break;
            }
            last = here;
        }
    }
    sum * step
}

/// (e^2u − 1)/2 − u, near zero by its series, since the terms cancel there.
fn bend(u: f64) -> f64 {
    if u.abs() > 0.05 {
        return 0.5 * (2.0 * u).exp_m1() - u;
    }
    // Σ_{n≥2} (2u)ⁿ / (2 n!), from the smallest term.
    let series = (3_u8..=12).rev().fold(1.0, |sum, n| 1.0 + 2.0 * u / f64::from(n) * sum);
    u * u * series
}

/// The range of independent standard normal values, with the nodes of its integral.
struct Range {
    /// Step between nodes, times the number of values.
    front: f64,
    /// Number of values.
    values: f64,
    /// z, φ(z) Φ(z)^others and Φ(z) at every node.
    nodes: Vec<(f64, f64, f64)>,
}

impl Range {
    fn of(groups: usize) -> Self {
        let values = count(groups);
        let others = values - 1.0;
        // The maximum of many values is spread less than a single one.
        let step = 0.25 / (1.0 + values.ln() / 3.0);
        let mut nodes = Vec::new();
        let mut z = -10.0_f64;
        while z < 39.0 {
            let lower = normal_lower(z);
            let log_lower = if z > 0.0 { (-normal_lower(-z)).ln_1p() } else { lower.ln() };
            let weight = (-0.5 * z * z - HALF_LOG_TWO_PI + others * log_lower).exp();
            // Left of zero no range makes a light node count.
            if weight > if z < 0.0 { 1e-20 } else { 0.0 } {
                nodes.push((z, weight, lower));
            }
            z += step;
        }
        Self { front: step * values, values, nodes }
    }

    /// P(range ≥ w) = k ∫ φ(z) (Φ(z)^(k−1) − (Φ(z) − Φ(z − w))^(k−1)) dz.
    fn upper(&self, w: f64) -> f64 {
        if w > WIDEST {
            return 0.0;
        }
        let others = self.values - 1.0;
        let mut sum = 0.0;
        let mut last = 0.0;
        for (z, weight, lower) in &self.nodes {
            let share = normal_lower(z - w) / lower;
            let here = weight * -(others * (-share).ln_1p()).exp_m1();
            sum += here;
            if here < last && here < NEGLIGIBLE * sum {
                break;
            }
            last = here;
        }
        (self.front * sum).min(1.0)
    }
}
