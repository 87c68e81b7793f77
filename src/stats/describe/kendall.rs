//! Kendall's rank correlation in n log n steps.

use crate::stats::describe::moments::count;
use crate::stats::describe::ranks::same_zero;
use std::cmp::Ordering;

/// Kendall's τ with what its test needs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kendall {
    /// Concordant less discordant pairs.
    pub score: f64,
    /// τ_b; NaN when one of the columns holds one value only.
    pub tau_b: f64,
    /// The variance of the score when the columns are independent, with ties in both.
    pub score_variance: f64,
}

/// τ_b = S / √((n₀ − n₁)(n₀ − n₂)) of two columns of the same length without missing values, where n₀ counts all pairs and
/// n₁, n₂ those tied in one column. Knight (1966) counts the discordant pairs while sorting; the variance of S with ties is
/// that of Kendall (1970, eq. 4.3).
pub fn kendall(x: &[f64], y: &[f64]) -> Kendall {
    let mut pairs: Vec<(f64, f64)> =
        x.iter().copied().zip(y.iter().copied()).map(|(x, y)| (same_zero(x), same_zero(y))).collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let ties_x = Ties::of(pairs.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()));
    let ties_both = Ties::of(
        pairs.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq() && one.1.total_cmp(&other.1).is_eq()),
    );
    let mut second: Vec<f64> = pairs.iter().map(|(_, y)| *y).collect();
    let discordant = sort_counting(&mut second);
    let ties_y = Ties::of(second.chunk_by(|one, other| one.total_cmp(other).is_eq()));
    let n = count(pairs.len());
    let all = n * (n - 1.0) / 2.0;
    let score = all - ties_x.pairs - ties_y.pairs + ties_both.pairs - 2.0 * discordant;
    let (free_x, free_y) = (all - ties_x.pairs, all - ties_y.pairs);
    let tau_b = if free_x > 0.0 && free_y > 0.0 { score / (free_x.sqrt() * free_y.sqrt()) } else { f64::NAN };
    let ordered = n * (n - 1.0);
    let plain = (ordered * (2.0 * n + 5.0) - ties_x.fifth - ties_y.fifth) / 18.0;
    let doubles = 4.0 * ties_x.pairs * ties_y.pairs / (2.0 * ordered);
    let triples = if n > 2.0 { ties_x.triples * ties_y.triples / (9.0 * ordered * (n - 2.0)) } else { 0.0 };
    Kendall { score, tau_b: tau_b.clamp(-1.0, 1.0), score_variance: plain + doubles + triples }
}

/// Sums over groups of t equal values.
struct Ties {
    /// Σ t(t − 1)/2.
    pairs: f64,
    /// Σ t(t − 1)(2t + 5).
    fifth: f64,
    /// Σ t(t − 1)(t − 2).
    triples: f64,
}

impl Ties {
    fn of<'a, T: 'a>(groups: impl Iterator<Item = &'a [T]>) -> Self {
        let mut ties = Self { pairs: 0.0, fifth: 0.0, triples: 0.0 };
        for group in groups {
            let t = count(group.len());
            ties.pairs += t * (t - 1.0) / 2.0;
            ties.fifth += t * (t - 1.0) * (2.0 * t + 5.0);
            ties.triples += t * (t - 1.0) * (t - 2.0);
        }
        ties
    }
}

/// Sorts by merging and counts the pairs that stood in the wrong order.
fn sort_counting(values: &mut Vec<f64>) -> f64 {
    let n = values.len();
    let mut merged = vec![0.0; n];
    let (mut width, mut wrong) = (1, 0.0);
    while width < n {
        for start in (0..n).step_by(2 * width) {
            let (middle, end) = ((start + width).min(n), (start + 2 * width).min(n));
            let (mut left, mut right) = (start, middle);
            for target in &mut merged[start..end] {
                let from_right = right < end
                    && (left >= middle || values[right].total_cmp(&values[left]) == Ordering::Less);
                if from_right {
                    *target = values[right];
                    right += 1;
                    wrong += count(middle - left);
                } else {
                    *target = values[left];
                    left += 1;
                }
            }
        }
        std::mem::swap(values, &mut merged);
        width *= 2;
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::kendall;

    #[test]
    fn counts_pairs_as_one_would_by_hand() {
        // 10 pairs: one tied in x, one tied in y; 7 concordant, 1 discordant.
        let found = kendall(&[1.0, 2.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 2.0, 5.0]);
        assert!((found.score - 6.0).abs() < 1e-12, "{found:?}");
        assert!((found.tau_b - 6.0 / 9.0).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn a_constant_column_has_no_tau() {
        assert!(kendall(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]).tau_b.is_nan());
        assert!(kendall(&[], &[]).tau_b.is_nan());
    }
}
