//! Why is agreement low?

use crate::stats::Matrix;
use crate::stats::agreement::{Ratings, cohen_pairs, ratio_is_defined};
use crate::stats::describe::count;

/// What lies behind a low coefficient.
#[derive(Clone, PartialEq, Debug)]
pub enum Reading {
    /// Everybody used one category, so that agreement beyond chance has no meaning.
    OneCategoryOnly {
        /// The category.
        category: f64,
    },
    /// So few units that a coefficient says little.
    TooFewUnits {
        /// Units with two ratings.
        units: usize,
    },
    /// One category takes nearly all, so that κ is low although coders agree (Feinstein & Cicchetti 1990).
    SkewedMargins {
        /// The category.
        category: f64,
        /// Its share of the ratings.
        share: f64,
        /// Share of the pairs of ratings that agree.
        agreement: f64,
    },
    /// A category that hardly occurs.
    RareCategory {
        /// The category.
        category: f64,
        /// Its ratings.
        times: usize,
    },
    /// One coder agrees less with the others than they do among themselves.
    OneCoderDiffers {
        /// The coder.
        coder: String,
        /// Mean κ with the others.
        own: f64,
        /// Mean κ of the others.
        others: f64,
    },
    /// Negative values, for which the ratio metric has no meaning, so that its α is left out.
    NegativeValues {
        /// The smallest.
        least: f64,
    },
    /// Two categories are taken for each other.
    ConfusedPair {
        /// The one.
        one: f64,
        /// The other.
        other: f64,
        /// Share of all disagreements that are between them.
        share: f64,
    },
}

/// Units below which a coefficient says little.
const FEW_UNITS: usize = 10;

/// What can be read from ratings about a low coefficient, the weightiest first.
pub fn readings(ratings: &Ratings) -> Vec<Reading> {
    let counts = ratings.counts();
    let totals: Vec<f64> = (0..ratings.categories.len())
        .map(|category| counts.iter().map(|unit| unit[category]).sum())
        .collect();
    let all: f64 = totals.iter().sum();
    let mut found = Vec::new();
    if let [category] = ratings.categories[..] {
        found.push(Reading::OneCategoryOnly { category });
    }
    if let Some(least) = ratings.categories.first().copied().filter(|_| !ratio_is_defined(ratings)) {
        found.push(Reading::NegativeValues { least });
    }
    let paired = counts.iter().filter(|unit| unit.iter().sum::<f64>() > 1.5).count();
    if paired < FEW_UNITS {
        found.push(Reading::TooFewUnits { units: paired });
    }
    let (mut same, mut pairs) = (0.0, 0.0);
    let k = ratings.categories.len();
    let mut mixed = vec![0.0; k * k];
    for unit in &counts {
        let m: f64 = unit.iter().sum();
        pairs += m * (m - 1.0);
        for one in 0..k {
            same += unit[one] * (unit[one] - 1.0);
            for other in 0..one {
                mixed[one * k + other] += 2.0 * unit[one] * unit[other];
            }
        }
    }
    let agreement = same / pairs;
    for (category, total) in ratings.categories.iter().zip(&totals) {
        let share = total / all;
        if k > 1 && share > 0.8 && agreement > 0.7 {
            found.push(Reading::SkewedMargins { category: *category, share, agreement });
        }
    }
    if let Some(reading) = odd_coder(ratings) {
        found.push(reading);
    }
    let differing: f64 = mixed.iter().sum();
    for one in 0..k {
        for other in 0..one {
            let share = mixed[one * k + other] / differing;
            if k > 2 && share > 0.4 {
                let (one, other) = (ratings.categories[other], ratings.categories[one]);
                found.push(Reading::ConfusedPair { one, other, share });
            }
        }
    }
    for (category, total) in ratings.categories.iter().zip(&totals) {
        if k > 1 && *total < 5.5 && total / all < 0.05 {
            found.push(Reading::RareCategory { category: *category, times: round(*total) });
        }
    }
    found
}

/// What can be read from the table of two coders about a low coefficient: rows are the categories of the one, from 1,
/// columns those of the other. Nothing for a table with cells that are no whole numbers or with more than a million units.
pub fn readings_of_table(table: &Matrix) -> Vec<Reading> {
    const MOST: f64 = 1e6;
    let whole = table.cells.iter().all(|cell| *cell >= 0.0 && (cell - cell.round()).abs() < 1e-9);
    let total: f64 = table.cells.iter().sum();
    if !whole || !(1.0..=MOST).contains(&total) {
        return Vec::new();
    }
    let k = table.width;
    let used: Vec<usize> = (0..k)
        .filter(|category| (0..k).any(|other| table.at(*category, other) + table.at(other, *category) > 0.5))
        .collect();
    let mut units = Vec::new();
    for (row, one) in used.iter().enumerate() {
        for (column, other) in used.iter().enumerate() {
            let mut rest = table.at(*one, *other);
            while rest > 0.5 {
                units.push(vec![Some(row), Some(column)]);
                rest -= 1.0;
            }
        }
    }
    let categories = used.iter().map(|category| count(category + 1)).collect();
    readings(&Ratings { coders: vec!["rows".to_owned(), "columns".to_owned()], categories, units })
}

/// A small count as a whole number.
fn round(value: f64) -> usize {
    (0..10).take_while(|number| count(*number) + 0.5 < value).count()
}

fn odd_coder(ratings: &Ratings) -> Option<Reading> {
    if ratings.coders.len() < 3 {
        return None;
    }
    let pairs: Vec<(usize, usize, f64)> = cohen_pairs(ratings)
        .into_iter()
        .map(|pair| (pair.one, pair.other, pair.kappas[0].kappa))
        .filter(|(_, _, kappa)| kappa.is_finite())
        .collect();
    let mean = |wanted: &dyn Fn(usize, usize) -> bool| {
        let values: Vec<f64> =
            pairs.iter().filter(|(one, other, _)| wanted(*one, *other)).map(|(_, _, kappa)| *kappa).collect();
        values.iter().sum::<f64>() / count(values.len())
    };
    (0..ratings.coders.len())
        .map(|coder| {
            let own = mean(&|one, other| one == coder || other == coder);
            let others = mean(&|one, other| one != coder && other != coder);
            (coder, own, others)
        })
        .filter(|(_, own, others)| others - own > 0.2)
        .max_by(|left, right| (left.2 - left.1).total_cmp(&(right.2 - right.1)))
        .map(|(coder, own, others)| Reading::OneCoderDiffers {
            coder: ratings.coders[coder].clone(),
            own,
            others,
        })
}
