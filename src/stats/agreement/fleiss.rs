//! Fleiss's κ of units that the same number of coders rated.

use crate::stats::agreement::Ratings;
use crate::stats::describe::count;
use crate::stats::distribution::normal_lower;

/// κ of one category against all others.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CategoryKappa {
    /// The category.
    pub category: f64,
    /// κ; NaN when nobody or everybody used it.
    pub kappa: f64,
    /// κ over its standard error without agreement.
    pub z: f64,
}

/// Fleiss's κ.
#[derive(Clone, PartialEq, Debug)]
pub struct Fleiss {
    /// Units that all coders rated.
    pub units: usize,
    /// Coders.
    pub coders: usize,
    /// κ; NaN when one category was used throughout.
    pub kappa: f64,
    /// Standard error without agreement beyond chance.
    pub null_error: f64,
    /// κ over it.
    pub z: f64,
    /// Two-sided p.
    pub p: f64,
    /// Every category that occurs in these units.
    pub categories: Vec<CategoryKappa>,
}

/// Fleiss's κ (1971) over the units that all coders rated, with the standard errors of Fleiss, Nee and Landis (1979). `None`
/// without such units.
pub fn fleiss(ratings: &Ratings) -> Option<Fleiss> {
    let complete = ratings.complete();
    if complete.is_empty() {
        return None;
    }
    let (n, m) = (count(complete.len()), count(ratings.coders.len()));
    let k = ratings.categories.len();
    let mut shares = vec![0.0; k];
    let mut disagreement = vec![0.0; k];
    let mut agreement = 0.0;
    for unit in &complete {
        let mut counts = vec![0.0; k];
        unit.iter().for_each(|rating| counts[*rating] += 1.0);
        for (category, times) in counts.iter().enumerate() {
            shares[category] += times / (n * m);
            disagreement[category] += times * (m - times);
            agreement += times * (times - 1.0);
        }
    }
    let observed = agreement / (n * m * (m - 1.0));
    let chance: f64 = shares.iter().map(|share| share * share).sum();
    let kappa = (observed - chance) / (1.0 - chance);
    let spread: f64 = shares.iter().map(|share| share * (1.0 - share)).sum();
    let skew: f64 = shares.iter().map(|share| share * (1.0 - share) * (1.0 - 2.0 * share)).sum();
    let null_error =
        (2.0_f64).sqrt() / (spread * (n * m * (m - 1.0)).sqrt()) * (spread * spread - skew).sqrt();
    let z = kappa / null_error;
    let category_error = (2.0 / (n * m * (m - 1.0))).sqrt();
    let categories = (0..k)
        .filter(|category| shares[*category] > 0.0)
        .map(|category| {
            let share = shares[category];
            let kappa = 1.0 - disagreement[category] / (n * m * (m - 1.0) * share * (1.0 - share));
            CategoryKappa { category: ratings.categories[category], kappa, z: kappa / category_error }
        })
        .collect();
    Some(Fleiss {
        units: complete.len(),
        coders: ratings.coders.len(),
        kappa,
        null_error,
        z,
        p: 2.0 * normal_lower(-z.abs()),
        categories,
    })
}
