//! Corrections of p values for many tests.

use crate::stats::describe::count;

/// How p values are corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Correction {
    /// Times the number of tests.
    Bonferroni,
    /// Step-down (Holm 1979).
    Holm,
    /// Step-up (Hochberg 1988).
    Hochberg,
    /// False discovery rate (Benjamini and Hochberg 1995).
    BenjaminiHochberg,
    /// False discovery rate under any dependence (Benjamini and Yekutieli 2001).
    BenjaminiYekutieli,
}

/// Corrects p values; the result is in the order given, never above 1. A NaN stays NaN and does not count as a test.
pub fn adjust(p: &[f64], correction: Correction) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|index| !p[*index].is_nan()).collect();
    order.sort_by(|one, other| p[*one].total_cmp(&p[*other]));
    let tests = count(order.len());
    let harmonic: f64 = (1..=order.len()).map(|rank| 1.0 / count(rank)).sum();
    let mut adjusted = p.to_vec();
    let factor = |rank: usize| match correction {
        Correction::Bonferroni => tests,
        Correction::Holm | Correction::Hochberg => tests - count(rank),
        Correction::BenjaminiHochberg => tests / (count(rank) + 1.0),
        Correction::BenjaminiYekutieli => tests * harmonic / (count(rank) + 1.0),
    };
    match correction {
        Correction::Bonferroni | Correction::Holm => {
            let mut largest = 0.0_f64;
            for (rank, index) in order.iter().enumerate() {
                let own = (p[*index] * factor(rank)).min(1.0);
                largest = if correction == Correction::Holm { largest.max(own) } else { own };
                adjusted[*index] = largest;
            }
        }
        _ => {
            let mut smallest = 1.0_f64;
            for (rank, index) in order.iter().enumerate().rev() {
                smallest = smallest.min(p[*index] * factor(rank));
                adjusted[*index] = smallest;
            }
        }
    }
    adjusted
}
