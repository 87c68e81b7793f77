//! Probabilities of rectangles that are too small to be differences of distribution functions.

use crate::stats::distribution::normal_lower;
use std::f64::consts::TAU;

/// Beyond this many standard deviations a density adds nothing to a probability that a double can hold.
const REACH: f64 = 38.0;

/// Positive nodes and weights of the Gauss-Legendre rule with twelve points on (−1, 1).
const RULE: [(f64, f64); 6] = [
    (0.981_560_634_246_719_2, 0.047_175_336_386_511_83),
    (0.904_117_256_370_474_9, 0.106_939_325_995_318_43),
    (0.769_902_674_194_304_7, 0.160_078_328_543_346_23),
    (0.587_317_954_286_617_4, 0.203_167_426_723_065_92),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_8),
    (0.125_233_408_511_468_9, 0.249_147_045_813_402_8),
];

/// P(`from` < Z ≤ `to`) of a standard normal Z, from the tail in which no digits are lost.
pub(super) fn between(from: f64, to: f64) -> f64 {
    if from > 0.0 { normal_lower(-from) - normal_lower(-to) } else { normal_lower(to) - normal_lower(from) }
}

/// P(`low` < X ≤ `high`, `below` < Y ≤ `above`) of standard normal X and Y with the correlation `rho`, strictly between −1
/// and 1, right to about 1e-10 of itself however small it is.
///
/// The density of X times the conditional probability of Y, in panels that are short against the conditional standard
/// deviation, outwards from where the integrand is largest until it has died away. Slow beside four corners of the
/// distribution function; meant for cells where those cancel.
pub(super) fn rectangle((low, high): (f64, f64), (below, above): (f64, f64), rho: f64) -> f64 {
    let root = ((1.0 - rho) * (1.0 + rho)).sqrt();
    let width = 0.5 * (root / rho.abs().max(root)).min(0.5);
    let density = |x: f64| (-0.5 * x * x).exp() * between((below - rho * x) / root, (above - rho * x) / root);
    let panel = |from: f64, to: f64| -> f64 {
        let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        let nodes = RULE
            .iter()
            .map(|(node, weight)| weight * (density(middle - half * node) + density(middle + half * node)));
        half * nodes.sum::<f64>()
    };
    let (low, high) = (low.max(-REACH), high.min(REACH));
    let top = summit((low, high), (below, above), rho);
    let mut sum = 0.0;
    let mut from = top;
    while from < high {
        let to = (from + width).min(high);
        let part = panel(from, to);
        sum += part;
        if part <= sum * 1e-18 {
            break;
        }
        from = to;
    }
    let mut to = top;
    while to > low {
        let from = (to - width).max(low);
        let part = panel(from, to);
        sum += part;
        if part <= sum * 1e-18 {
            break;
        }
        to = from;
    }
    sum / TAU.sqrt()
}

/// The X of the point of a rectangle at which the joint density is largest: the density's exponent is a parabola along each
/// edge, and a rectangle without the origin has its largest density on an edge.
fn summit((low, high): (f64, f64), (below, above): (f64, f64), rho: f64) -> f64 {
    let inside = |value: f64, from: f64, to: f64| value.max(from).min(to);
    if low <= 0.0 && high >= 0.0 && below <= 0.0 && above >= 0.0 {
        return 0.0;
    }
    let (bottom, roof) = (below.max(-REACH), above.min(REACH));
    let on_sides = [low, high].map(|x| (x, inside(rho * x, bottom, roof)));
    let on_floors = [bottom, roof].map(|y| (inside(rho * y, low, high), y));
    let distance = |(x, y): &(f64, f64)| x * x - 2.0 * rho * x * y + y * y;
    on_sides
        .into_iter()
        .chain(on_floors)
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
        .map_or(0.0, |(x, _)| x)
}

#[cfg(test)]
mod tests {
    use super::rectangle;
    use crate::stats::distribution::{bivariate_normal_lower, normal_lower};

    #[test]
    fn agrees_with_the_distribution_function_where_both_are_right() {
        for rho in [-0.999, -0.93, -0.5, 0.0, 0.29, 0.7, 0.924, 0.95, 0.9999] {
            for x in [-3.1, -1.5, -0.2, 0.0, 1.3, 2.8] {
                for y in [-2.6, -0.7, 0.0, 0.4, 1.3, 3.0] {
                    let slow = rectangle((f64::NEG_INFINITY, x), (f64::NEG_INFINITY, y), rho);
                    let fast = bivariate_normal_lower(x, y, rho);
                    assert!((slow - fast).abs() < 4e-15, "{rho} {x} {y}: {slow} {fast}");
                }
            }
        }
    }

    #[test]
    fn independent_tails_multiply() {
        for (x, y) in [(6.0, 7.0), (9.0, 3.0), (2.0, 20.0)] {
            let expected = normal_lower(-x) * normal_lower(-y);
            let found = rectangle((x, f64::INFINITY), (y, f64::INFINITY), 0.0);
            assert!((found / expected - 1.0).abs() < 1e-10, "{found} {expected}");
        }
    }

    /// Values of a 60-digit adaptive quadrature (mpmath 1.3, `quad` over the conditional normal distribution).
    #[test]
    fn a_rare_corner_keeps_its_digits() {
        for (low, below, rho, expected) in RARE {
            let found = rectangle((f64::NEG_INFINITY, low), (below, f64::INFINITY), rho);
            assert!((found / expected - 1.0).abs() < 1e-10, "{low} {below} {rho}: {found} {expected}");
        }
    }
    /// Upper border of X, lower border of Y, correlation, probability.
    const RARE: [(f64, f64, f64, f64); 3] = [
        (-1.5, 1.5, 0.9, 2.577_609_936_342_968_5e-13),
        (-2.3, 2.1, 0.6, 3.230_517_973_825_134e-8),
        (-0.4, 0.7, 0.99, 2.563_956_245_504_354_5e-17),
    ];
}
