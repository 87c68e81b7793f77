//! Ranks of values.

use crate::stats::describe::moments::count;

/// Ranks from 1, smallest first; equal values share the mean of their ranks (mid-ranks). No value may be missing.
pub fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| same_zero(values[*one]).total_cmp(&same_zero(values[*other])));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for ties in
        order.chunk_by(|one, other| same_zero(values[*one]).total_cmp(&same_zero(values[*other])).is_eq())
    {
        let rank = count(before) + (count(ties.len()) + 1.0) / 2.0;
        for index in ties {
            ranks[*index] = rank;
        }
        before += ties.len();
    }
    ranks
}

/// Takes the sign from a zero, so that −0 and 0 are the same value in an order.
pub(super) fn same_zero(value: f64) -> f64 {
    value + 0.0
}

#[cfg(test)]
mod tests {
    use super::mid_ranks;

    #[test]
    fn ties_share_their_mean_rank_and_both_zeros_are_one_value() {
        let ranks = mid_ranks(&[3.0, 0.0, 1.0, -0.0, 3.0, 3.0]);
        let expected = [5.0, 1.5, 3.0, 1.5, 5.0, 5.0];
        assert!(ranks.iter().zip(expected).all(|(rank, value)| (rank - value).abs() < 1e-12));
    }
}
