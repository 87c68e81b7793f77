//! The fuzzy Delphi method with triangular numbers.

use crate::stats::content::{check_panel, refuse_ratings};
use crate::stats::describe::count;
use crate::stats::{Error, Table};

/// Differences below this are rounding.
const ROUNDING: f64 = 1e-9;

/// Which triangular fuzzy number (least, most likely, greatest) stands for a rating.
#[derive(Clone, PartialEq, Debug)]
pub struct TriangularScale {
    steps: Vec<(f64, [f64; 3])>,
}

impl TriangularScale {
    /// A scale from ratings with their triangular numbers, in the order of the ratings.
    ///
    /// # Errors
    /// [`Error::BadOption`] for an empty scale, a rating given twice, or a triangle whose corners are no numbers or do not
    /// rise.
    pub fn new(mut steps: Vec<(f64, [f64; 3])>) -> Result<Self, Error> {
        let wrong = |reason: String| Err(Error::BadOption { name: "scale of triangular numbers", reason });
        steps.sort_by(|first, second| first.0.total_cmp(&second.0));
        if steps.is_empty() {
            return wrong("has no rating".to_owned());
        }
        if steps.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            return wrong("gives a rating twice".to_owned());
        }
        for (rating, [least, likely, greatest]) in &steps {
            let finite = [rating, least, likely, greatest].iter().all(|number| number.is_finite());
            if !finite || least > likely || likely > greatest {
                return wrong(format!("needs three rising numbers for rating {rating}"));
            }
        }
        Ok(Self { steps })
    }

    /// The usual five points with corners .2 apart: (0, 0, .2), (0, .2, .4) … (.6, .8, 1).
    pub fn fifths() -> Self {
        let corners = [[0.0, 0.0, 0.2], [0.0, 0.2, 0.4], [0.2, 0.4, 0.6], [0.4, 0.6, 0.8], [0.6, 0.8, 1.0]];
        Self { steps: [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(corners).collect() }
    }

    /// The usual five points with corners .25 apart: (0, 0, .25), (0, .25, .5) … (.75, 1, 1).
    pub fn quarters() -> Self {
        let corners =
            [[0.0, 0.0, 0.25], [0.0, 0.25, 0.5], [0.25, 0.5, 0.75], [0.5, 0.75, 1.0], [0.75, 1.0, 1.0]];
        Self { steps: [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(corners).collect() }
    }

    /// Ratings with their triangular numbers, by rating.
    pub fn steps(&self) -> &[(f64, [f64; 3])] {
        &self.steps
    }

    fn triangle(&self, rating: f64) -> Option<[f64; 3]> {
        self.steps.iter().find(|(step, _)| (step - rating).abs() <= 0.0).map(|(_, triangle)| *triangle)
    }

    fn words(&self) -> String {
        let steps: Vec<String> = self.steps.iter().map(|(step, _)| step.to_string()).collect();
        format!("one of {}", steps.join(", "))
    }
}

/// What an item must reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DelphiLimits {
    /// Largest distance of an expert, and of the experts' mean, that counts as agreement.
    pub distance: f64,
    /// Smallest percentage of experts within that distance.
    pub consensus: f64,
    /// Smallest defuzzified value.
    pub defuzzified: f64,
}

impl Default for DelphiLimits {
    /// .2 and 75 % (Cheng and Lin 2002), and .5.
    fn default() -> Self {
        Self { distance: 0.2, consensus: 75.0, defuzzified: 0.5 }
    }
}

/// One item in one round.
#[derive(Clone, PartialEq, Debug)]
pub struct DelphiItem {
    /// Its name.
    pub name: String,
    /// Experts who rated it.
    pub n: usize,
    /// Mean triangular number.
    pub average: [f64; 3],
    /// Mean distance of the experts from it, √(Σ(difference of corners)² / 3) (Chen 2000).
    pub distance: f64,
    /// Percentage of experts within the limit of distance.
    pub within: f64,
    /// (a + b + c) / 3.
    pub mean: f64,
    /// (a + 2b + c) / 4.
    pub weighted2: f64,
    /// (a + 4b + c) / 6.
    pub weighted4: f64,
    /// Whether distance, percentage and (a + b + c) / 3 all reach their limits.
    pub accept: bool,
}

/// One round.
#[derive(Clone, PartialEq, Debug)]
pub struct DelphiRound {
    /// Experts who rated at least one item.
    pub panel: usize,
    /// The items, in the order of the table.
    pub items: Vec<DelphiItem>,
    /// Names of the items, the largest (a + b + c) / 3 first; equal ones in the order of the table.
    pub ranking: Vec<String>,
    /// Mean distance over all ratings.
    pub distance: f64,
    /// Percentage of all ratings within the limit of distance.
    pub within: f64,
}

/// A round of the fuzzy Delphi method: mean triangular numbers, distances of the experts from them (Chen 2000), consensus
/// (Cheng and Lin 2002), defuzzified values and the decision on every item.
///
/// One column per item, one row per expert. A missing rating is left out for its item. A distance or percentage that
/// differs from its limit by rounding alone (10⁻⁹) reaches it.
///
/// # Errors
/// [`Error::TooFewColumns`] without items, [`Error::TooFewRows`] below three experts, [`Error::AllMissing`] for items that
/// nobody rated, [`Error::NotCategories`] for a rating that the scale lacks, [`Error::BadOption`] for limits that are no
/// numbers.
pub fn delphi_round(
    table: &Table,
    scale: &TriangularScale,
    limits: DelphiLimits,
) -> Result<DelphiRound, Error> {
    if ![limits.distance, limits.consensus, limits.defuzzified].iter().all(|limit| limit.is_finite()) {
        return Err(Error::BadOption { name: "limits", reason: "must be numbers".to_owned() });
    }
    let panel = check_panel(table)?;
    refuse_ratings(table, &scale.words(), |rating| scale.triangle(rating).is_some())?;
    let (mut sum, mut near, mut ratings) = (0.0, 0, 0);
    let mut items = Vec::with_capacity(table.columns.len());
    for (name, column) in table.names.iter().zip(&table.columns) {
        let triangles: Vec<[f64; 3]> = column.iter().filter_map(|rating| scale.triangle(*rating)).collect();
        let average = average(&triangles);
        let distances: Vec<f64> = triangles.iter().map(|triangle| distance(triangle, &average)).collect();
        let total: f64 = distances.iter().sum();
        let within = distances.iter().filter(|distance| **distance <= limits.distance + ROUNDING).count();
        sum += total;
        near += within;
        ratings += triangles.len();
        items.push(item(name, triangles.len(), average, (total, within), limits));
    }
    let mut order: Vec<&DelphiItem> = items.iter().collect();
    let rank = |item: &DelphiItem| (item.mean / ROUNDING).round();
    order.sort_by(|first, second| rank(second).total_cmp(&rank(first)));
    let ranking = order.into_iter().map(|item| item.name.clone()).collect();
    let (distance, within) = (sum / count(ratings), 100.0 * count(near) / count(ratings));
    Ok(DelphiRound { panel, items, ranking, distance, within })
}

fn item(
    name: &str,
    n: usize,
    average: [f64; 3],
    (total, near): (f64, usize),
    limits: DelphiLimits,
) -> DelphiItem {
    let [least, likely, greatest] = average;
    let distance = total / count(n);
    let within = 100.0 * count(near) / count(n);
    let mean = (least + likely + greatest) / 3.0;
    DelphiItem {
        name: name.to_owned(),
        n,
        average,
        distance,
        within,
        mean,
        weighted2: (least + 2.0 * likely + greatest) / 4.0,
        weighted4: (least + 4.0 * likely + greatest) / 6.0,
        accept: distance <= limits.distance + ROUNDING
            && within >= limits.consensus - ROUNDING
            && mean >= limits.defuzzified - ROUNDING,
    }
}

fn average(triangles: &[[f64; 3]]) -> [f64; 3] {
    let mut sum = [0.0; 3];
    for triangle in triangles {
        for (sum, corner) in sum.iter_mut().zip(triangle) {
            *sum += corner;
        }
    }
    sum.map(|sum| sum / count(triangles.len()))
}

/// √(mean of the squared differences of the corners) (Chen 2000).
fn distance(first: &[f64; 3], second: &[f64; 3]) -> f64 {
    let squares: f64 = first.iter().zip(second).map(|(first, second)| (first - second).powi(2)).sum();
    (squares / 3.0).sqrt()
}

/// How far the items moved between two rounds.
#[derive(Clone, PartialEq, Debug)]
pub struct RoundDifference {
    /// Items of both rounds, with |(a + b + c) / 3 of the first − of the second|.
    pub items: Vec<(String, f64)>,
    /// Items that only one of the rounds has.
    pub unpaired: Vec<String>,
    /// Whether all differences are below the limit, so that no further round is needed (Cheng and Lin 2002).
    pub stop: bool,
}

/// Compares the defuzzified values of two rounds, item by item.
///
/// # Errors
/// [`Error::TooFewColumns`] when the rounds share no item.
pub fn round_difference(
    first: &DelphiRound,
    second: &DelphiRound,
    limit: f64,
) -> Result<RoundDifference, Error> {
    let other = |round: &DelphiRound, name: &str| {
        round.items.iter().find(|item| item.name == name).map(|item| item.mean)
    };
    let (mut items, mut unpaired) = (Vec::new(), Vec::new());
    for item in &first.items {
        match other(second, &item.name) {
            Some(mean) => items.push((item.name.clone(), (item.mean - mean).abs())),
            None => unpaired.push(item.name.clone()),
        }
    }
    let only_second = second.items.iter().filter(|item| other(first, &item.name).is_none());
    unpaired.extend(only_second.map(|item| item.name.clone()));
    if items.is_empty() {
        return Err(Error::TooFewColumns { needed: 1, got: 0 });
    }
    let stop = items.iter().all(|(_, difference)| *difference < limit - ROUNDING);
    Ok(RoundDifference { items, unpaired, stop })
}

#[cfg(test)]
mod tests {
    use super::{DelphiLimits, TriangularScale, delphi_round, round_difference};
    use crate::stats::{Error, Table};

    fn table(columns: &[(&str, [f64; 3])]) -> Table {
        Table {
            names: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            columns: columns.iter().map(|(_, column)| column.to_vec()).collect(),
        }
    }

    #[test]
    fn agreement_of_all_has_no_distance() {
        let round = table(&[("I1", [3.0, 3.0, 3.0]), ("I2", [5.0, f64::NAN, 5.0])]);
        let found = delphi_round(&round, &TriangularScale::fifths(), DelphiLimits::default()).unwrap();
        assert!(found.distance.abs() < 1e-15 && (found.within - 100.0).abs() < 1e-12);
        assert_eq!((found.items[0].accept, found.items[1].accept, found.items[1].n), (false, true, 2));
        assert_eq!(found.ranking, ["I2", "I1"]);
        let other = table(&[("I3", [3.0, 3.0, 3.0])]);
        let other = delphi_round(&other, &TriangularScale::fifths(), DelphiLimits::default()).unwrap();
        assert_eq!(round_difference(&found, &other, 0.2), Err(Error::TooFewColumns { needed: 1, got: 0 }));
    }

    #[test]
    fn ratings_and_scales_that_are_none_are_refused() {
        let found = delphi_round(
            &table(&[("I1", [3.0, 6.0, 3.0])]),
            &TriangularScale::quarters(),
            DelphiLimits::default(),
        );
        assert!(matches!(found, Err(Error::NotCategories { columns, .. }) if columns == ["I1"]));
        assert!(TriangularScale::new(vec![]).is_err());
        assert!(TriangularScale::new(vec![(1.0, [0.2, 0.1, 0.3])]).is_err());
        assert!(TriangularScale::new(vec![(1.0, [0.0; 3]), (1.0, [0.0; 3])]).is_err());
    }
}
